"""The workplace: a private folder beside the output, where a run keeps its finished parts until it is done.

A run that was killed leaves it; the same run started again goes on from the parts in it. A run on other records, with
another model or other settings begins afresh and says so. Parts quote people: the folder is open to its user alone, and
a run that ends, well or with an error of the user's, takes it away.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from overlooked.errors import OutputError, OverlookedError, RunError
from overlooked.outputs import canonical_json, disk_watched

try:
    import fcntl
except ImportError:  # Windows has no such locks, and an open file cannot be taken away there
    fcntl = None  # type: ignore[assignment]

FOLDER_MODE = 0o700
_KEY, _LOCK = "run.json", "lock"


class StoppedError(KeyboardInterrupt):
    """The user stopped a run that can go on from its finished parts; says so."""


@dataclass(frozen=True)
class Workplace:
    """The folder of a run, and what is told of an earlier run that was found in it."""

    folder: Path
    told: str = ""

    def finished(self) -> int:
        """How many parts are finished."""
        return sum(1 for _ in self.folder.glob("*.scored.parquet"))


def _parts(place: Workplace) -> str:
    count = place.finished()
    return f"{count:,} finished part{'' if count == 1 else 's'}"


@contextmanager
def workplace(output: Path, key: Mapping[str, Any]) -> Iterator[Workplace]:
    """The workplace of a run that writes `output`; `key` holds, by name, what decides its parts.

    Raises OutputError where another run works there or the folder cannot be made, StoppedError where the user stops
    the run and a finished part is left to go on from.
    """
    folder = output.with_name(f".overlooked-{output.name}.parts")
    with _made(folder, output) as lock:
        place = Workplace(folder, _prepared(folder, key))
        try:
            with disk_watched(output):
                yield place
        except KeyboardInterrupt as stop:
            if not place.finished():
                _take_away(folder, lock)
                raise
            told = f"{_parts(place)} kept in {folder}, and the same command goes on from there"
            raise StoppedError(told) from stop
        except RunError:
            if not place.finished():
                _take_away(folder, lock)
            raise
        except OverlookedError:
            _take_away(folder, lock)
            raise
        _take_away(folder, lock)


def _prepared(folder: Path, key: Mapping[str, Any]) -> str:
    """Leave in the folder only parts of a run with the same key; what is told of it."""
    text, path = canonical_json(dict(key)), folder / _KEY
    left = any(folder.glob("*.parquet"))
    earlier = path.read_text(encoding="utf-8") if path.is_file() else ""
    if earlier == text:
        count = Workplace(folder).finished()
        return f"Going on from {_parts(Workplace(folder))} of a run that was broken off." if count else ""
    for file in folder.iterdir():
        if file.name != _LOCK:
            file.unlink()
    draft = folder / f"{_KEY}.draft"
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    if not left:
        return ""
    return (
        f"A run that was broken off had {_differs(earlier, key)}; what it had read is of no use, so all is read again."
    )


def _differs(earlier: str, key: Mapping[str, Any]) -> str:
    """What is not as it was, in words."""
    try:
        was = json.loads(earlier)
    except ValueError:
        was = {}
    names = [name for name, told in key.items() if json.loads(canonical_json(told)) != was.get(name)]
    return f"other {' and '.join(names)}" if names else "an end that cannot be read"


@contextmanager
def private_place(output: Path, name: str) -> Iterator[Path]:
    """A private folder beside `output` that is gone when the block ends; what a killed run left there goes first.

    Raises OutputError where another run works there or the folder cannot be made.
    """
    folder = output.with_name(f".overlooked-{output.name}.{name}")
    with _made(folder, output) as lock:
        try:
            for old in folder.iterdir():
                if old.name != _LOCK:
                    old.unlink()
            yield folder
        finally:
            _take_away(folder, lock)


@contextmanager
def _made(folder: Path, output: Path) -> Iterator[IO[bytes]]:
    """The folder, made where it is missing, and a lock on it that ends with the process."""
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        _refuse_foreign(folder)
        folder.chmod(FOLDER_MODE)
        lock = (folder / _LOCK).open("wb")
    except OSError as error:
        raise OutputError(f"{folder} cannot be made to work in ({error.strerror or error})") from error
    with lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(
                    f"{output} is being written by another run; wait for it, or give another name"
                ) from error
        yield lock


def _refuse_foreign(folder: Path) -> None:
    """Files of this folder are taken away: it must be no link to another one, and no other user's."""
    is_own = os.name != "posix" or folder.lstat().st_uid == os.geteuid()
    if folder.is_symlink() or not is_own:
        raise OutputError(f"{folder} is a link or another user's folder; take it away, or give the output another name")


def _take_away(folder: Path, lock: IO[bytes]) -> None:
    if os.name != "posix":
        lock.close()
    with suppress(OSError):
        shutil.rmtree(folder)
