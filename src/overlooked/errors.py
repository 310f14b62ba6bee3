"""What can go wrong and be mended by the user: one family of errors, one clear line each.

    OverlookedError
    ├── RecordsError      the records that came in: file, columns, encoding
    ├── DecisionsError    reviewed records that break the contract, or that do not fit their queue
    ├── CorpusError       labelled narratives that break the schema
    ├── KnowledgeError    indicators, word classes, cues, rules: the data files
    ├── ModelError        a model folder that is incomplete, changed or of another version
    ├── SettingsError     limits, quotas and draws that cannot hold together
    ├── OutputError       an output that exists or cannot be written
    └── RunError          a run that the machine broke off

Every message says what is wrong, where, and what would be right. The command line catches the base
class alone, prints the line and exits 1; anything else is a bug and shows its trace.
"""


class OverlookedError(Exception):
    """The base of everything that the user can mend."""


class RecordsError(OverlookedError):
    """Records cannot be read as they are."""


class DecisionsError(OverlookedError):
    """Decisions on records break the contract, or do not fit the queue they were made on."""


class CorpusError(OverlookedError):
    """A labelled corpus breaks its own rules."""


class KnowledgeError(OverlookedError):
    """A data file of indicators, classes, cues or rules cannot be used."""


class ModelError(OverlookedError):
    """A model folder cannot be trusted or read."""


class SettingsError(OverlookedError):
    """What a run was asked to do cannot hold together."""


class OutputError(OverlookedError):
    """An output cannot be written, or would overwrite one that exists."""


class RunError(OverlookedError):
    """A run that the machine broke off: a worker killed, memory at its end."""
