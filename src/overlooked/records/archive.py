"""Archives: zip files as they are mailed. In comes one, out come its members with their bytes.

It is read like a folder: hidden files are left, others that are not read are named. Nothing is written to disk; the
paths inside are labels. What it would unpack to is asked before anything is.
"""

import zipfile
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from overlooked.errors import RecordsError
from overlooked.records.cells import shown

UNPACKED_LIMIT, UNPACKED_TIMES, UNPACKED_FREELY, MEMBER_LIMIT = 2**30, 200, 2**26, 1000
"""Bytes of all members unpacked, for they are kept in memory; how far a big one may unpack; how many there may be."""
_HIDDEN = (".", "~$", "__MACOSX")
_ENCRYPTED = 1


class Unpacked(NamedTuple):
    """The members that can be read, each with its label and bytes, in order, and the labels of those passed over."""

    members: tuple[tuple[PurePosixPath, bytes], ...]
    passed_over: tuple[PurePosixPath, ...]


def is_archive(file: BinaryIO) -> bool:
    """Whether a file is a zip file that is no workbook, for these are zip files too."""
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as parts:
        return "[Content_Types].xml" not in parts.namelist()


ONLY_NAMED = frozenset({".txt"})
"""In a folder such a file is most often a letter or a note; it is read where it is named, or alone in a zip file."""


def unpacked(source: object, file: BinaryIO, suffixes: Collection[str]) -> Unpacked:
    """The members of a zip file that have one of the suffixes; those that are `ONLY_NAMED` where it holds no other.

    Raises RecordsError for a file that holds none, for a bomb, a zip file inside and a password; whatever else is
    wrong with it comes as BadZipFile or OSError.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            infos = sorted(parts.infolist(), key=lambda info: info.filename)
            labelled = [(_label(info.filename), info) for info in infos if not info.filename.endswith("/")]
            seen = [(label, info) for label, info in labelled if not any(p.startswith(_HIDDEN) for p in label.parts)]
            fit = [(label, info) for label, info in seen if _suffix(label) in suffixes]
            fit = [pair for pair in fit if _suffix(pair[0]) not in ONLY_NAMED] or fit
            _refuse(source, [label for label, _ in seen], [info for _, info in fit])
            members = tuple((label, parts.read(info)) for label, info in fit)
    except NotImplementedError as error:
        raise RecordsError(f"{source} is packed in an unusual way ({error}); unpack it and give the folder") from error
    chosen = {label for label, _ in fit}
    return Unpacked(members, tuple(label for label, _ in seen if label not in chosen))


def _refuse(source: object, labels: Collection[PurePosixPath], fit: Collection[zipfile.ZipInfo]) -> None:
    nested = next((label for label in labels if label.suffix.lower() == ".zip"), None)
    if nested is not None:
        raise RecordsError(f"{source}: {nested} is a zip file inside a zip file; unpack it and give the folder")
    if not fit:
        raise RecordsError(
            f"{source} holds no file that is read; it has {', '.join(map(str, [*labels][:5])) or 'none'}"
        )
    if len(fit) > MEMBER_LIMIT:
        raise RecordsError(f"{source} holds {len(fit):,} files; at most {MEMBER_LIMIT:,} are read from a zip file")
    if sum(info.file_size for info in fit) > UNPACKED_LIMIT:
        raise RecordsError(f"{source} unpacks to more than {UNPACKED_LIMIT >> 30} GiB; unpack it and give the folder")
    for info in fit:
        if info.file_size > max(UNPACKED_FREELY, info.compress_size * UNPACKED_TIMES):
            what = f"{source}: {_label(info.filename)}"
            raise RecordsError(f"{what} unpacks to more than {UNPACKED_TIMES} times its size, which no export does")
        if info.flag_bits & _ENCRYPTED:
            raise RecordsError(f"{source} has a password; unpack it with the password and give the folder")


def _label(name: str) -> PurePosixPath:
    """A path inside as messages may show it; it leads nowhere."""
    parts = [shown(part) for part in name.replace("\\", "/").split("/")]
    return PurePosixPath(*[part for part in parts if part not in {"", ".", ".."}] or ["unnamed"])


def _suffix(label: PurePosixPath) -> str:
    inner = label.with_suffix("") if label.suffix.lower() == ".gz" else label
    return inner.suffix.lower()
