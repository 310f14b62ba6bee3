"""The chain: every entry read and held against the one before. In comes a log, out comes what does not fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from overlooked.audit.entry import FIRST, LONGEST, Act, Entry
from overlooked.errors import OutputError, SettingsError

CLOCK = timedelta(minutes=5)
"""A clock that is set right goes back less."""
_NOTES = 20
_HEAD = re.compile("[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries fit, how many of them are purged, and the hash of the last one, "" in an empty log.

    `problem` says of the first entry that does not fit what is wrong; `notes` tell what an auditor may ask about.
    """

    entries: int
    purged: int
    head: str
    problem: str | None
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """What is known on the way along the chain: `youngest` is of the purged, `emptied` the day that purges reach to."""

    last: Entry | None = None
    purged: int = 0
    youngest: Entry | None = None
    emptied: str = ""
    found: bool = False
    notes: list[str] = field(default_factory=list)
    open: dict[int, str] = field(default_factory=dict)

    def step(self, entry: Entry, wanted: str) -> None:
        """Go on to the next entry. Raises ValueError where it does not follow from the last."""
        number, previous = (self.last.number, self.last.hash) if self.last else (0, FIRST)
        if entry.number != number + 1:
            raise ValueError(f"is numbered {entry.number} and {number + 1} would follow")
        if entry.previous != previous:
            raise ValueError("does not follow from the one before: that is another one than it was")
        if self.last and entry.time < self.last.time - CLOCK:
            self.notes.append(f"entry {entry.number} is of {entry.at}, before the one that it follows: {self.last.at}")
        self._note(entry)
        self.last, self.found = entry, self.found or (bool(wanted) and entry.hash.startswith(wanted))

    def _note(self, entry: Entry) -> None:
        if entry.body is None:
            self.purged += 1
            if self.youngest is None or entry.at[:10] > self.youngest.at[:10]:
                self.youngest = entry
            return
        if entry.body.get("act") == Act.ERASURE and isinstance(entry.body.get("before"), str):
            self.emptied = max(self.emptied, entry.body["before"])
        if "torn" in entry.body:
            self.notes.append(f"entry {entry.number} keeps a line before it that was broken off")
        if entry.body.get("outcome") == "began":
            self.open[entry.number] = f"entry {entry.number} of {entry.at} began and has no end: it was killed, or runs"
        of = entry.body.get("of")
        if isinstance(of, int):
            self.open.pop(of, None)

    def refuse_end(self, wanted: str) -> None:
        """Raises ValueError where the whole does not hold: a body that no purge tells of, a head that is not there."""
        if self.youngest and self.youngest.at[:10] >= self.emptied:
            raise ValueError(f"entry {self.youngest.number} is empty, and no entry tells of a purge that emptied it")
        if wanted and not self.found:
            raise ValueError(f"no entry has the head {wanted}: the end of the log was cut off, or it was written anew")


def verify(path: Path, head: str = "") -> Verified:
    """Hold every entry against its hashes and the one before; the log is read as a stream.

    `head` is a hash noted earlier, 64 hex digits or the first 16 or more of them: it must be in the chain. Raises
    OutputError where there is no log to read, SettingsError for a head that is none.
    """
    wanted = head.strip().lower()
    if wanted and not _HEAD.fullmatch(wanted):
        raise SettingsError(f"--head {head} is no head of a log; give 64 hex digits, or at least the first 16")
    walk, problem, number = _Walk(), None, 0
    with _open(path) as file:
        for number, line in enumerate(_lines(file), start=1):
            if not line.endswith(b"\n"):
                walk.notes.append(f"line {number}, the last, is broken off; the next entry will keep it")
                break
            try:
                walk.step(Entry.read(line), wanted)
            except ValueError as error:
                problem = f"the entry in line {number} {error}"
                break
    if problem is None:
        try:
            walk.refuse_end(wanted)
        except ValueError as error:
            problem = str(error)
    last = walk.last
    notes = [*walk.notes, *walk.open.values()]
    more = [f"and {len(notes) - _NOTES} more of such notes"] if len(notes) > _NOTES else []
    return Verified(
        last.number if last else 0, walk.purged, last.hash if last else "", problem, (*notes[:_NOTES], *more)
    )


def entries(path: Path) -> Iterator[Entry]:
    """The entries, one by one. Raises OutputError where there is no log, or a line that is no entry."""
    with _open(path) as file:
        for number, line in enumerate(_lines(file), start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield Entry.read(line)
            except ValueError as error:
                raise OutputError(f"{path}: the entry in line {number} {error}; audit verify tells more") from error


def refuse_missing(path: Path) -> None:
    """OutputError where no log is."""
    if not path.is_file():
        raise OutputError(f"there is no audit log {path}; it is made by the first command that reads records")


def _open(path: Path) -> BinaryIO:
    refuse_missing(path)
    try:
        return path.open("rb")
    except OSError as error:
        raise OutputError(f"the audit log {path} cannot be read ({error.strerror})") from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, the last perhaps without an end; one that is far too long comes in pieces, which are no entries."""
    while line := file.readline(LONGEST + 1):
        yield line if len(line) <= LONGEST or line.endswith(b"\n") else line + b"\n"
