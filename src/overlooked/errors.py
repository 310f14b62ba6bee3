"""What can go wrong and be mended by the user: one family of errors, one clear line each.

    OverlookedError
    ├── RecordsError      the records that came in: file, columns, encoding
    ├── DecisionsError    reviewed records that break the contract, or that do not fit their queue
    ├── AnswersError      answers to a lesson that break the contract, or belong to another pack
    ├── CorpusError       labelled narratives that break the schema
    ├── KnowledgeError    indicators, word classes, cues, rules: the data files
    ├── ModelError        a model folder that is incomplete, changed or of another version
    ├── SettingsError     limits, quotas and draws that cannot hold together
    ├── PapersError       a manifest or a report that no paper can be made from
    ├── OutputError       an output that exists or cannot be written
    └── RunError          a run that the machine broke off

Every message says what is wrong, where, and what would be right. The command line catches the base
class alone, prints the line and exits 1; anything else is a bug and shows its trace.
"""

LONGEST, TAIL = 1000, 300
"""No message is longer, in characters; of one that is, so much is kept at its end, which says what is right."""

_NO_BREAK = "\N{NO-BREAK SPACE}"


def printable(line: str) -> str:
    r"""A line that steers no terminal and turns no reading direction: signs that do are spelled out.

    >>> printable("a\x1b[31m.csv")
    'a\\x1b[31m.csv'
    """
    if line.isprintable():
        return line
    return "".join(sign if sign.isprintable() or sign == _NO_BREAK else ascii(sign)[1:-1] for sign in line)


class OverlookedError(Exception):
    """The base of everything that the user can mend."""

    def __str__(self) -> str:
        """The message in one line, whatever it quotes: line ends and hidden signs are spelled out."""
        told = printable(super().__str__())
        return told if len(told) <= LONGEST else f"{told[: LONGEST - TAIL]} … {told[-TAIL:]}"


class RecordsError(OverlookedError):
    """Records cannot be read as they are."""


class DecisionsError(OverlookedError):
    """Decisions on records break the contract, or do not fit the queue they were made on."""


class AnswersError(OverlookedError):
    """Answers to a lesson break the contract, were altered, or are to another pack."""


class CorpusError(OverlookedError):
    """A labelled corpus breaks its own rules."""


class KnowledgeError(OverlookedError):
    """A data file of indicators, classes, cues or rules cannot be used."""


class ModelError(OverlookedError):
    """A model folder cannot be trusted or read."""


class SettingsError(OverlookedError):
    """What a run was asked to do cannot hold together."""


class PapersError(OverlookedError):
    """A run manifest or a report is not what papers are made from."""


class OutputError(OverlookedError):
    """An output cannot be written, or would overwrite one that exists."""


class RunError(OverlookedError):
    """A run that the machine broke off: a worker killed, memory at its end."""
