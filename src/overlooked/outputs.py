"""Outputs, written whole or not at all: in comes a path, out go a draft to fill and, at the end, the file.

A draft stands beside its target under a hidden name and takes its place only when all went well; what
belongs together appears together. Beside an output stand its manifest (no times) and its run file (times).
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from overlooked.errors import OutputError

PRIVATE = 0o600
"""Outputs quote people: only the user who ran the command may read them."""

_PREFIX = ".overlooked-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})


def refuse_existing(paths: Iterable[Path], force: bool, *, inputs: Iterable[Path] = ()) -> None:
    """Refuse at the start what could not be written at the end of a long run.

    Raises OutputError for a path that exists (unless `force`), that is no plain file, whose folder is missing
    or closed, that is named twice, or that is one of the `inputs` (whatever `force` says).
    """
    taken = {_real(path): "is also an input; an output never replaces what it was made from" for path in inputs}
    for path in paths:
        target = _real(path)
        if target in taken:
            raise OutputError(f"{path} {taken[target]}; give another name")
        taken[target] = "is named for two outputs"
        _refuse_folder_of(path, target)
        if target.is_dir():
            raise OutputError(f"{path} is a folder; give the name of a file in it")
        if target.exists() and not target.is_file():
            raise OutputError(f"{path} is no plain file; give the name of a file")
        if target.exists() and not force:
            raise OutputError(f"{path} exists; give --force to replace it")


def refuse_existing_folder(path: Path, force: bool, marker: str = "manifest.json", inputs: Iterable[Path] = ()) -> None:
    """Refuse what `whole_folder` would refuse at the end, and a folder that holds an input, with an OutputError."""
    target = _real(path)
    _refuse_folder_of(path, target)
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(f"{path} is a file; give the name of a folder")
    if not force:
        raise OutputError(f"{path} exists; give --force to replace it")
    if any(target.iterdir()) and not (target / marker).is_file():
        raise OutputError(f"{path} was not made by an earlier run (no {marker} in it); give another name")
    if inside := next((own for own in inputs if target in _real(own).parents), None):
        raise OutputError(f"{inside} is in the folder {path}, which would be replaced; give another name")


@contextmanager
def whole_output(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A draft to write; it becomes `path` (mode 0600) when the block ends well and vanishes when it does not.

    Raises OutputError as `refuse_existing` does, and where the disk is full.
    """
    with whole_outputs({"output": path}, force=force) as drafts:
        yield drafts["output"]


@contextmanager
def whole_outputs(
    paths: Mapping[str, Path], *, force: bool = False, beside: Path | None = None
) -> Iterator[dict[str, Path]]:
    """The same of several files, under their keys: all take their places, or none does.

    A folder that stands `beside` an output takes its draft, so that whoever tidies it up finds what a kill left.
    """
    refuse_existing(paths.values(), force)
    drafts: dict[str, Path] = {}
    try:
        for key, path in paths.items():
            drafts[key] = _draft(path, beside)
        with disk_watched(next(iter(paths.values()))):
            yield dict(drafts)
            for draft in drafts.values():
                _seal(draft)
        refuse_existing(paths.values(), force)
        _place([(drafts[key], _real(path)) for key, path in paths.items()])
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, *, force: bool = False, marker: str = "manifest.json") -> Iterator[Path]:
    """A draft folder to fill; it becomes `path` when the block ends well, and the old one goes only then.

    Raises OutputError where `path` exists without `force`, is a file, or holds no `marker`: a folder that was
    not made by an earlier run is never replaced.
    """
    refuse_existing_folder(path, force, marker)
    target = _real(path)
    try:
        draft = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target.parent))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with disk_watched(path):
            yield draft
            for file in draft.rglob("*"):
                if file.is_file():
                    _seal(file)
        _swap_folder(draft, target, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def companion(output: Path, ending: str) -> Path:
    """The file that stands beside `output`.

    >>> companion(Path("queue.jsonl"), "manifest.json").name
    'queue.jsonl.manifest.json'
    """
    return output.with_name(f"{output.name}.{ending}")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex. Raises OutputError where the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise OutputError(f"{path} cannot be read to note its hash ({error.strerror})") from error


def canonical_json(content: object) -> str:
    r"""JSON that is equal for equal content: keys sorted, letters as they are, a newline at the end.

    >>> canonical_json({"b": 1, "a": "é"})
    '{\n  "a": "é",\n  "b": 1\n}\n'
    """
    return json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=2, default=_plain) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return value.name
    raise TypeError(f"{type(value).__name__} has no place in a manifest")


def _real(path: Path) -> Path:
    """Where a path leads: a link is written through, never replaced."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{path} leads nowhere ({error})") from error


def _refuse_folder_of(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise OutputError(f"{path} cannot be written: there is no folder {path.parent}; make it first")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{path} cannot be written: no permission to write in the folder {path.parent}")


def _draft(path: Path, beside: Path | None) -> Path:
    folder = _real(path).parent
    folder = beside if beside and beside.resolve().parent == folder else folder
    try:
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=path.suffix, dir=folder)
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(handle)
    return Path(name)


@contextmanager
def disk_watched(path: Path) -> Iterator[None]:
    """A full or read-only disk is the user's to mend, and an OutputError; any other error inside is not an output's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _unwritable(path, error) from error
        raise


def _seal(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.chmod(PRIVATE)


def _place(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Move drafts to their targets; where one cannot be moved, all targets go back to what they were."""
    kept: dict[Path, Path] = {}
    try:
        for draft, target in pairs:
            if target.exists():
                kept[target] = _keep(target, draft)
        try:
            for draft, target in pairs:
                draft.replace(target)
        except BaseException:
            for _, target in pairs:
                if target in kept:
                    kept[target].replace(target)
                else:
                    target.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(pairs[0][1], error) from error
    finally:
        for old in kept.values():
            old.unlink(missing_ok=True)
    for folder in {target.parent for _, target in pairs}:
        _settle(folder)


def _keep(target: Path, draft: Path) -> Path:
    """A second name for a file about to be replaced; a copy where the file system has no links."""
    kept = draft.with_name(f"{draft.name}.old")
    try:
        kept.hardlink_to(target)
    except OSError:
        shutil.copy2(target, kept)
    return kept


def _swap_folder(draft: Path, target: Path, path: Path) -> None:
    kept = draft.with_name(f"{draft.name}.old")
    try:
        if target.exists():
            target.rename(kept)
        draft.rename(target)
    except OSError as error:
        if kept.exists():
            kept.rename(target)
        raise _unwritable(path, error) from error
    shutil.rmtree(kept, ignore_errors=True)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Ask the disk to remember the new names, where it can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(handle)
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written ({error.strerror or error})")
