"""Where the log stands, and the one way in: its file, opened under a lock, and refused where it is no safe place."""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from overlooked.errors import OutputError
from overlooked.outputs import PRIVATE

VARIABLE = "OVERLOOKED_AUDIT_LOG"
FOLDER_MODE = 0o700
PATIENCE = 30.0
"""So many seconds are waited for another process that appends; an entry takes a few milliseconds, a purge longer."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def log_place() -> Path:
    """The file of the log: where the variable says, else in the user's own folder for such files.

    Raises OutputError for a variable that gives no full path, and for a user without a home.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        if not Path(given).is_absolute():
            raise OutputError(f"{VARIABLE} is {given}, which is another file in every folder; give a full path")
        return Path(given)
    try:
        return _state_folder() / "overlooked" / "audit.jsonl"
    except (RuntimeError, KeyError):
        raise OutputError(f"this user has no folder for the audit log; set {VARIABLE} to a file") from None


def _state_folder() -> Path:
    system: str = sys.platform
    if system == "win32":
        return Path(os.environ["LOCALAPPDATA"])
    if system == "darwin":
        return Path.home() / "Library" / "Logs"
    given = Path(os.environ.get("XDG_STATE_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".local" / "state"


@contextmanager
def opened(path: Path) -> Iterator[FileIO]:
    """The log, made where it is missing, to read and to append to; no other process has it meanwhile.

    Raises OutputError, one line, where it is no plain file of the user's own or cannot be written.
    """
    with locked(path):
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_LINK | _BINARY, PRIVATE)
        with FileIO(handle, "rb+") as file:
            _refuse_open(path, os.fstat(handle))
            yield file


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes from the log; they wait. Raises OutputError for what cannot be a log or cannot be locked."""
    try:
        _refuse_odd(path)
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        with _lock(path.with_name(f"{path.name}.lock")):
            yield
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error


def unwritable(path: Path, why: str) -> OutputError:
    """The one line for a log that cannot be used."""
    return OutputError(
        f"the audit log {path} cannot be used ({why}), and without it no record is read; {VARIABLE} sets another place"
    )


def _refuse_odd(path: Path) -> None:
    """Refuse a link, a folder, a device: an entry must stay where it was put."""
    if path.is_symlink():
        raise unwritable(path, "it is a link; give the file itself")
    if path.exists() and not path.is_file():
        raise unwritable(path, "it is no plain file")


def _refuse_open(path: Path, found: os.stat_result) -> None:
    """Refuse a file that took the place meanwhile, or that others may write."""
    if not stat.S_ISREG(found.st_mode):
        raise unwritable(path, "it is no plain file")
    if os.name == "posix" and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise unwritable(path, f"others may write it; chmod 600 {path}")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """A lock beside the log, since a purge puts a new file in the log's place; it ends with the process."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, PRIVATE)
    try:
        end = time.monotonic() + PATIENCE
        while not _taken(handle):
            if time.monotonic() > end:
                raise OutputError(f"the audit log is in use: another process holds {path} for over {PATIENCE:.0f} s")
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
