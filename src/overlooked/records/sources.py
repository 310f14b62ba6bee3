"""Sources: from what the user names to files to open: folders, globs, gzip, zip, standard input.

In come paths, out come sources in order, and what was passed over. A source can be opened again and again, gives
unpacked bytes, and knows whether its file changed since it was named.
"""

import glob
import gzip
import hashlib
import io
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, cast

from overlooked.errors import RecordsError
from overlooked.records.archive import ONLY_NAMED, is_archive, unpacked
from overlooked.records.cells import plain
from overlooked.records.table import reading

STDIN = Path("-")
STREAM_LIMIT = 2**30
"""What comes as a stream is kept in memory, for it must be read twice; so many bytes of it."""
UNPACKED_FREELY, UNPACKED_TIMES = 2**26, 200
"""A gzip file may unpack to 64 MiB, or to 200 times its size; the text of exports packs to a tenth or so."""

_GZIP = b"\x1f\x8b"
_TWICE = "- is given twice; standard input can be read once"
_STDIN_NAME = "standard input"
_OWN_REJECTS, _OWN_MANIFEST = ".rejects.csv", ".manifest.json"


class Gathered(NamedTuple):
    """The files that the user's paths lead to, and those that were passed over in folders and globs."""

    paths: tuple[Path, ...]
    passed_over: tuple[Path, ...]


@dataclass(frozen=True)
class Source:
    """One file, or a stream or a member of a zip file with its content; `name` is short and the source's own.

    The bytes of a stream may also be `kept` in a file.

    The path of a member is that of its zip file, `archive`, with its own behind it.
    """

    path: Path
    name: str
    content: bytes | None = None
    stamp: tuple[int, int] | None = None
    archive: Path | None = None
    kept: Path | None = None

    @property
    def is_stream(self) -> bool:
        """Whether it has no name that tells its form."""
        return self.archive is None and (self.content is not None or self.kept is not None)

    def __str__(self) -> str:
        """As messages name it."""
        return self.name if self.is_stream else str(self.path)

    def packed(self) -> BinaryIO:
        """The bytes as they are."""
        return (self.kept or self.path).open("rb") if self.content is None else io.BytesIO(self.content)

    def open(self) -> BinaryIO:
        """The bytes, unpacked where they are gzip. Reading raises ValueError where that would not end."""
        file = self.packed()
        try:
            is_gzip = file.read(len(_GZIP)) == _GZIP
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return cast("BinaryIO", io.BufferedReader(_Unpacked(file, size), 2**16)) if is_gzip else file

    @property
    def size(self) -> int:
        """How many bytes it has, as they are; 0 for a file that is not there."""
        if self.content is not None:
            return len(self.content)
        size, _ = _stamp(self.kept or self.path) or (0, 0)
        return size

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes as they are."""
        with self.packed() as file:
            return hashlib.file_digest(cast("io.BufferedReader", file), "sha256").hexdigest()

    def refuse_changed(self) -> None:
        """RecordsError where the file is not what it was when the run began."""
        path = self.archive or self.path
        if not self.is_stream and _stamp(path) != self.stamp:
            raise RecordsError(f"{path} changed while it was read; screen a copy, or wait until it is whole")


class _Unpacked(io.RawIOBase):
    """A gzip file, unpacked as far as an honest one would go."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__()
        self._file, self._gzip = file, gzip.GzipFile(fileobj=file, mode="rb")
        self._left = max(UNPACKED_FREELY, size * UNPACKED_TIMES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self._gzip.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {UNPACKED_TIMES} times its size, which no export does")
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._gzip.close()
        self._file.close()
        super().close()


def gather(given: Sequence[Path], suffixes: Collection[str]) -> Gathered:
    """Folders and globs laid out: their files of the known `suffixes`, sorted, none twice, hidden ones left.

    What `overlooked` wrote into a folder is passed over, and so are files of other suffixes. Raises RecordsError
    for a folder without such files and a glob that nothing fits. A path that exists is taken as it is.
    """
    paths: list[Path] = []
    passed_over: list[Path] = []
    for path in given:
        if path.is_dir():
            found, kind = list(_files_in(path)), f"{path} is a folder without files to read"
        elif glob.has_magic(str(path)) and not path.exists():
            matches = map(Path, glob.glob(str(path), recursive=True))  # noqa: PTH207 - a path may be absolute
            found = [file for match in sorted(matches) for file in (_files_in(match) if match.is_dir() else [match])]
            kind = f"{path}: no file is called so"
        else:
            paths.append(path)
            continue
        own = _written_here({file.parent for file in found})
        fit = [file for file in found if known_suffix(file) in suffixes and file not in own]
        if path.is_dir():
            fit = [file for file in fit if known_suffix(file) not in ONLY_NAMED]
            kind = f"{path} is a folder without files to read (a .txt must be named)"
        if not fit:
            raise RecordsError(f"{kind}; read are {', '.join(suffixes)}, and these with .gz where they are text")
        passed_over += [file for file in found if file not in fit]
        paths += [file for file in fit if file not in paths]
    return Gathered(tuple(paths), tuple(passed_over))


def known_suffix(path: PurePath) -> str:
    """The suffix that tells the form of a file: that before .gz, in lower case."""
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


class Opened(NamedTuple):
    """The sources of paths, and what was passed over in zip files."""

    sources: tuple[Source, ...]
    passed_over: tuple[Path, ...]


def keep_streams(paths: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Write streams among these paths to files in a folder, for those who open the same paths in another process.

    Raises RecordsError where one cannot be read.
    """
    streams: dict[Path, Path] = {}
    for path in paths:
        if _is_stream(path):
            if path in streams:
                raise RecordsError(_TWICE)
            streams[path] = folder / f"stream-{len(streams)}"
            streams[path].write_bytes(_source(path, str(path)).content or b"")
    return streams


def open_sources(
    paths: Sequence[Path], suffixes: Collection[str], streams: Mapping[Path, Path] = MappingProxyType({})
) -> Opened:
    """Sources of plain paths, of a zip file its members; both these and streams are read here.

    Of a stream among `streams` the bytes are in that file. Raises RecordsError where one cannot be read.
    """
    if paths.count(STDIN) > 1:
        raise RecordsError(_TWICE)
    sources: list[Source] = []
    passed_over: list[Path] = []
    for path, name in zip(paths, _names(paths), strict=True):
        own = _STDIN_NAME if path == STDIN else name
        source = Source(path, own, kept=streams[path]) if path in streams else _source(path, name)
        if not _is_zip(source):
            sources.append(source)
            continue
        with reading(source), source.packed() as file:
            found = unpacked(source, file, suffixes)
        for label, content in found.members:
            sources.append(Source(Path(f"{source}/{label}"), "", content, source.stamp, archive=source.path))
        passed_over += [Path(f"{source}/{label}") for label in found.passed_over]
    named = _names([source.path for source in sources])
    named_sources = [replace(source, name=name) for source, name in zip(sources, named, strict=True)]
    return Opened(
        tuple(s if s.is_stream else n for s, n in zip(sources, named_sources, strict=True)), tuple(passed_over)
    )


def _is_zip(source: Source) -> bool:
    """Whether a source is a zip file, by its suffix, or, of a stream, by what it holds."""
    if not source.is_stream:
        return source.path.suffix.lower() == ".zip"
    with source.packed() as file:
        return is_archive(file)


def _is_stream(path: Path) -> bool:
    """Whether it can be read but once: standard input, or a pipe."""
    return path == STDIN or (path.exists() and not path.is_file() and not path.is_dir())


def _source(path: Path, name: str) -> Source:
    if path == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise RecordsError("- reads standard input, and nothing is sent there; give a file, or send one with <")
        return Source(path, _STDIN_NAME, _limited(sys.stdin.buffer, _STDIN_NAME))
    try:
        if _is_stream(path):
            with path.open("rb") as stream:
                return Source(path, name, _limited(stream, str(path)))
        return Source(path, name, stamp=_stamp(path))
    except OSError as error:
        raise RecordsError(f"{path} cannot be read ({error.strerror or error})") from error


def _limited(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(STREAM_LIMIT + 1)
    if len(content) > STREAM_LIMIT:
        raise RecordsError(f"{name} brings more than {STREAM_LIMIT >> 30} GiB; save it as a file and give that")
    return content


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inner):
            yield path


def _written_here(folders: Iterable[Path]) -> set[Path]:
    """What earlier runs wrote into these folders, told by the manifests that stand there."""
    written = set()
    for folder in folders:
        for manifest in folder.glob(f"*{_OWN_MANIFEST}"):
            try:
                outputs = json.loads(manifest.read_text(encoding="utf-8"))["settings"]["outputs"]
                written |= {folder / str(name) for name in outputs}
            except (OSError, ValueError, LookupError, TypeError):
                continue
            stem = manifest.name.removesuffix(_OWN_MANIFEST)
            written |= {manifest, folder / f"{stem}{_OWN_REJECTS}", folder / f"{stem}.run.json"}
    return written


def _names(paths: Sequence[Path]) -> list[str]:
    """The shortest ends of paths that tell them apart."""
    names = []
    for path in paths:
        ends = ("/".join(path.parts[-length:]) for length in range(1, len(path.parts) + 1))
        others = [f"/{other.as_posix()}" for other in {*paths} - {path}]
        own = next((end for end in ends if not any(other.endswith(f"/{end}") for other in others)), path.as_posix())
        names.append(plain(own))
    return names
