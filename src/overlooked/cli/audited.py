"""What the program does with personal data, command by command, and the entries that it leaves in the audit log."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from overlooked.audit import Act, Logged, log_place, logged

ACTS: Mapping[str, Act] = MappingProxyType(
    {"teach": Act.DISCLOSURE, "mask": Act.DISCLOSURE, "reconcile": Act.COMBINATION}
)
"""What a command is, where it is more than a consultation."""


@contextmanager
def audited(command: str, inputs: Sequence[Path | None], reason: str) -> Iterator[Logged]:
    """Log a command that reads the inputs that are given; nothing is read where that cannot be logged."""
    given = [path for path in inputs if path is not None]
    with logged(log_place(), ACTS.get(command, Act.CONSULTATION), command, given, reason) as entry:
        yield entry
