"""An act that is logged: an entry before anything is read, and one when it is over, however it ends."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from overlooked import __version__
from overlooked.audit.entry import Act
from overlooked.audit.log import append
from overlooked.errors import OutputError, SettingsError
from overlooked.notation import from_json
from overlooked.outputs import sha256_of

LONGEST_REASON = 500
_STDIN = "standard input"
_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")

File = Mapping[str, str | None]
"""A file by name and SHA-256, None where that is not known."""


@dataclass
class Logged:
    """What an act tells of itself while it runs.

    The hash of an input is taken when the act is over, unless the act tells what it read: a file that changed meanwhile
    has the hash of what it became. A folder, a pattern and standard input have none then.
    """

    given: tuple[Path, ...]
    inputs: list[File] | None = None
    outputs: list[File] = field(default_factory=list)
    rows: int | None = None

    def read(self, files: Sequence[File], rows: int) -> None:
        """Note what was read, and how many rows it was."""
        self.inputs, self.rows = [_file(str(file["file"]), file["sha256"]) for file in files], rows

    def wrote(self, paths: Sequence[Path], rows: int | None = None) -> None:
        """Note what was written, a folder by the files in it, and how many rows were read, where `read` did not."""
        files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
        self.outputs += [_file(file.name, sha256_of(file)) for file in files if file.is_file()]
        self.rows = self.rows if rows is None else rows

    def as_told(self, manifest: Path, *counts: str) -> None:
        """Note what the manifest of the run says: its inputs, and the sum of these counts as the rows."""
        told = from_json(manifest.read_bytes())
        self.read(told["inputs"], sum(told["counts"][name] for name in counts))


@contextmanager
def logged(log: Path, act: Act, command: str, inputs: Sequence[Path], reason: str = "") -> Iterator[Logged]:
    """Log an act on `inputs`: that it began, and at its end what was read and written and how it ended.

    Raises OutputError before the block where the log cannot be written, and after it where it no longer can;
    SettingsError for a reason that is no line of text. An error of the block goes on its way; a stopped act does not
    wait for hashes.
    """
    refuse_unreadable(reason)
    entry = Logged(tuple(inputs))
    given = [_file(_name(path), None) for path in entry.given]
    began = 0

    def end(outcome: str, read: Sequence[File]) -> None:
        rest = {"inputs": read, "outputs": entry.outputs, "rows": entry.rows, "of": began}
        append(log, body_of(act, command, outcome, reason=reason) | rest)

    try:
        with undisturbed():
            began = append(log, body_of(act, command, "began", inputs=given, reason=reason)).number
        yield entry
    except BaseException as error:
        stopped = isinstance(error, KeyboardInterrupt)
        with suppress(OutputError):
            if began:
                end("stopped" if stopped else "failed", entry.inputs or (given if stopped else hashed(entry.given)))
        raise
    try:
        end("done", entry.inputs or hashed(entry.given))
    except OutputError as error:
        raise OutputError(f"{command} is done, and the audit log does not say so: {error}") from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back what stops the program until the block ends, so that an entry on the disk is always known of."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    signs = [getattr(signal, name) for name in _STOPS if hasattr(signal, name)]
    kept = {sign: handler for sign in signs if (handler := signal.getsignal(sign)) is not None}
    for sign in kept:
        signal.signal(sign, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for sign, handler in kept.items():
            signal.signal(sign, handler)
    for number in came:
        signal.raise_signal(number)


def body_of(act: Act, command: str, outcome: str, *, inputs: Sequence[File] = (), reason: str = "") -> dict[str, Any]:
    """The body of an entry of this user and version, with nothing written yet."""
    return {
        "act": str(act),
        "command": command,
        "user": _user(),
        "version": __version__,
        "inputs": list(inputs),
        "outputs": [],
        "rows": None,
        "reason": reason,
        "outcome": outcome,
    }


def _file(name: str, sha256: str | None) -> File:
    """A file; a byte of its name that is no UTF-8 is spelled out."""
    return {"file": name.encode("utf-8", "backslashreplace").decode(), "sha256": sha256}


def _name(path: Path) -> str:
    return _STDIN if path == Path("-") else path.name or str(path)


def hashed(paths: Sequence[Path]) -> list[File]:
    """Files by name and hash; what is no file, or cannot be read, by name alone."""
    return [_file(_name(path), _hash(path)) for path in paths]


def _hash(path: Path) -> str | None:
    with suppress(OutputError):
        return sha256_of(path) if path.is_file() else None
    return None


def refuse_unreadable(reason: str) -> None:
    """SettingsError for a reason that is no line of text."""
    if not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise SettingsError(f"--reason is one line of at most {LONGEST_REASON} characters; give plain words")


if sys.platform == "win32":

    def _user() -> str:
        return os.getlogin()

else:
    import pwd

    def _user() -> str:
        """The name that the system knows the process's user by; no variable can say another."""
        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return f"uid {os.getuid()}"
