"""The end of the log: its last entry is read, one is appended. The rest is not touched, however long it is."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from overlooked.audit.entry import LONGEST, Entry
from overlooked.audit.place import opened, unwritable
from overlooked.errors import OutputError

_BLOCK = 2**16


def append(path: Path, body: Mapping[str, Any]) -> Entry:
    """Add an entry with this body, which gets a salt, and give it; it is on the disk when this returns.

    What a kill left of a line is cut off first, and the new body keeps it as `torn`. Raises OutputError where the log
    cannot be written, or where its last line is no entry; ValueError for a body that could not be read again.
    """
    with opened(path) as file:
        last, torn = end_of(file, path)
        entry = Entry.after(last, salted(body, torn))
        Entry.read(entry.line)  # what cannot be read again would end the log for good
        size = file.seek(0, os.SEEK_END) - len(torn)
        if torn:
            file.truncate(size)
        _write(file, entry.line, size, path)
    return entry


def salted(body: Mapping[str, Any], torn: bytes = b"") -> dict[str, Any]:
    """A body with a salt, so that a purged one cannot be found by trying, and with what was `torn` before it."""
    left = {"torn": torn.decode("ascii", "backslashreplace")} if torn else {}
    return {**body, **left, "salt": secrets.token_hex(16)}


def end_of(file: FileIO, path: Path) -> tuple[Entry | None, bytes]:
    """The last entry, None in an empty log, and what stands after it without a line end."""
    tail, at = b"", file.seek(0, os.SEEK_END)
    while at and tail.count(b"\n") < 2:  # noqa: PLR2004 - the end of the line before, and its own
        if len(tail) > 2 * LONGEST:
            raise _no_log(path)
        step = min(max(_BLOCK, len(tail)), at)
        at = file.seek(at - step)
        tail = file.read(step) + tail
    whole, end, torn = tail.rpartition(b"\n")
    if not end:
        return None, torn
    try:
        return Entry.read(whole.rpartition(b"\n")[2]), torn
    except ValueError as error:
        raise _no_log(path) from error


def _no_log(path: Path) -> OutputError:
    return OutputError(
        f"the last line of the audit log {path} is no entry: it is no such log, or it was altered; keep the file, tell "
        "whoever audits, and move it away for a new one to begin"
    )


def _write(file: FileIO, line: bytes, size: int, path: Path) -> None:
    """One write, so that a line is there or not; half a line is taken back."""
    if len(line) > LONGEST:
        raise unwritable(path, f"an entry of {len(line):,} bytes is too long; give fewer files at once")
    written = 0
    try:
        written = file.write(line) or 0
        os.fsync(file.fileno())
    finally:
        if written < len(line):
            with suppress(OSError):
                file.truncate(size)
    if written < len(line):
        raise unwritable(path, "the disk is full")
