"""Files: from bytes to rows of cells. In comes a path, out goes a table: column names, and rows to be read."""

import codecs
import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from overlooked.errors import RecordsError
from overlooked.records.cells import plain

FIELD_LIMIT = 2**22
"""No field of a CSV may be longer, in characters; where one is, a quote mark was never closed."""


class Row(NamedTuple):
    """The cells of one row, its text where the file is text, and what kept it from being read if anything."""

    cells: Sequence[Any]
    raw: str | None = None
    fault: str = ""


class Table(NamedTuple):
    """Column names, and rows that can be read again and again."""

    names: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What goes wrong inside is the file's, and told in one line."""
    try:
        yield
    except (OSError, ValueError, ArithmeticError, pa.ArrowException) as error:
        raise RecordsError(f"{path} cannot be read ({said(error)})") from error


def said(error: Exception) -> str:
    """What an error says, in one short line."""
    strerror = error.strerror if isinstance(error, OSError) else None
    return " ".join((strerror or str(error) or type(error).__name__).split())[:200]


def _parquet(path: Path) -> Table:
    with pq.ParquetFile(path) as file:
        return Table(tuple(map(str, file.schema_arrow.names)), lambda: _parquet_rows(path))


def _parquet_rows(path: Path) -> Iterator[Row]:
    with reading(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1024):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield Row(cells)


def _json_lines(path: Path) -> Table:
    encoding = _encoding(path)
    names = tuple(dict.fromkeys(chain.from_iterable(found for _, found, _ in _objects(path, encoding))))
    if not names:
        raise RecordsError(f'{path}: no line of it is a JSON object such as {{"narrative": "..."}}')
    return Table(
        names,
        lambda: (
            Row([found.get(name) for name in names], line, fault) for line, found, fault in _objects(path, encoding)
        ),
    )


def _objects(path: Path, encoding: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    with reading(path), _text(path, encoding) as lines:
        for line in filter(str.strip, lines):
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield line, {}, f"not valid JSON ({said(error)})"
                continue
            if isinstance(found, dict):
                yield line, found, ""
            else:
                yield line, {}, f"no JSON object but {type(found).__name__}"


def _csv(path: Path) -> Table:
    encoding = _encoding(path)
    csv.field_size_limit(max(FIELD_LIMIT, csv.field_size_limit()))
    with _text(path, encoding) as lines:
        delimiter = _delimiter(lines)
    header = next(_csv_rows(path, encoding, delimiter), Row(()))
    if header.fault:
        raise RecordsError(f"{path}: the header line cannot be read: {header.fault}")
    names = tuple(" ".join(plain(name).split()) for name in header.cells)
    if not names:
        raise RecordsError(f"{path} is empty")
    return Table(names, lambda: islice(_csv_rows(path, encoding, delimiter), 1, None))


_ONE_COLUMN = "\ud800"
"""Divides nothing: no text that was read from a file holds it."""


def _delimiter(lines: Iterator[str]) -> str:
    """Comma, semicolon or tab: what stands most often outside quotes in the header; of one column, none."""
    header = ""
    for line in lines:
        header += line
        is_whole = header.strip() and header.count('"') % 2 == 0
        if is_whole or len(header) > FIELD_LIMIT:
            break
    outside = re.sub(r'"[^"]*"', "", header)
    return max(_ONE_COLUMN + ",;\t", key=outside.count)


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """The header and the rows; one that cannot be read ends where the next line is a whole row by itself."""
    with reading(path), _text(path, encoding) as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        width = 0
        while True:
            lines.taken = []
            cells, fault = [], ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = _csv_fault(str(error))
                lines.give_back(width, delimiter)
            if not cells and not fault:
                continue
            width = width or len(cells)
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if len(cells) != width and not fault:
                fault = f"{len(cells)} fields where the header has {width}"
            yield Row(cells, "".join(lines.taken), fault)


class _Lines(Iterator[str]):
    """Lines that can be given back, so that a quote mark left open takes no more rows than it must."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._ahead: deque[str] = deque()
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self, width: int, delimiter: str) -> None:
        whole = (at for at, line in enumerate(self.taken) if at and _fields(line, delimiter) == width)
        end = next(whole, len(self.taken))
        self._ahead.extendleft(reversed(self.taken[end:]))
        del self.taken[end:]


def _fields(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter, strict=True), ()))
    except csv.Error:
        return -1


def _csv_fault(said: str) -> str:
    if "limit" in said:
        return f"a field of more than {FIELD_LIMIT:,} characters"
    if "unexpected end" in said:
        return "a quote mark is opened and never closed"
    if "expected after" in said:
        return "a quote mark inside a quoted field is not doubled"
    return said


_MAGIC = {
    b"PK\x03\x04": "a zip or XLSX file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
}
_HALF = re.compile("[\udc80-\udcff]")
_WIDE = re.compile("[^\x00-\x7f\udc80-\udcff]")


def _encoding(path: Path) -> str:
    """UTF-16 by its mark; UTF-8 where it holds, or holds but for a few broken bytes; else cp1252.

    Raises RecordsError for an empty file and for one that is no text.
    """
    with path.open("rb") as file:
        head = file.read(2**16)
        if not head.removeprefix(codecs.BOM_UTF8).strip():
            raise RecordsError(f"{path} is empty")
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
        if kind or head.count(0) * 50 > len(head):
            raise RecordsError(f"{path} is not a text file but {kind or 'binary'}; export it as CSV in UTF-8")
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        wide = broken = 0
        for chunk in chain([head], iter(lambda: file.read(2**20), b"")):
            text = decoder.decode(chunk)
            if not text.isascii():
                wide += len(_WIDE.findall(text))
                broken += len(_HALF.findall(text))
        broken += len(decoder.decode(b"", final=True))
    return "cp1252" if broken > wide and not head.startswith(codecs.BOM_UTF8) else "utf-8-sig"


def _text(path: Path, encoding: str) -> TextIO:
    """The file as text; a byte outside the encoding comes as a half character, so that its row is found."""
    return path.open(
        encoding=encoding,
        errors="backslashreplace" if encoding == "utf-16" else "surrogateescape",
        newline="",
    )


FORMATS: Mapping[str, Callable[[Path], Table]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
