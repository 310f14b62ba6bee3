"""Files: from bytes to rows of cells. In comes a source, out go its tables: column names, and rows to be read."""

import csv
import json
import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

import pyarrow.parquet as pq

from overlooked.errors import RecordsError
from overlooked.records.cells import plain
from overlooked.records.sources import Source, known_suffix
from overlooked.records.table import COLUMN_LIMIT, Row, Table, reading, refuse_wide, said
from overlooked.records.text import ROW_LIMIT, TOO_LONG, RowTooLongError, encoding_of, next_line, text_of
from overlooked.records.workbook import tables_of

FIELD_LIMIT = 2**22
"""No field of a CSV may be longer, in characters; where one is, a quote mark was never closed."""


def _parquet(source: Source) -> Table:
    with source.packed() as content, pq.ParquetFile(content) as file:
        names = tuple(map(str, file.schema_arrow.names))
    refuse_wide(source, names)
    return Table(names, lambda: _parquet_rows(source))


def _parquet_rows(source: Source) -> Iterator[Row]:
    with reading(source), source.packed() as content, pq.ParquetFile(content) as file:
        for batch in file.iter_batches(batch_size=1024):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield Row(cells)


def _json_lines(source: Source) -> Table:
    encoding = encoding_of(source)
    found_names: dict[str, None] = {}
    for _, found, _ in _objects(source, encoding):
        found_names |= dict.fromkeys(found)
        if len(found_names) > COLUMN_LIMIT:
            break
    names = tuple(found_names)
    refuse_wide(source, names)
    if not names:
        raise RecordsError(f'{source}: no line of it is a JSON object such as {{"narrative": "..."}}')
    return Table(
        names,
        lambda: (
            Row([found.get(name) for name in names], line, fault) for line, found, fault in _objects(source, encoding)
        ),
    )


def _objects(source: Source, encoding: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    with reading(source), text_of(source, encoding) as file:
        while True:
            try:
                line = next_line(file)
            except RowTooLongError as error:
                yield str(error), {}, TOO_LONG
                continue
            if not line:
                return
            if line.strip():
                yield line, *_object(line)


def _object(line: str) -> tuple[dict[str, Any], str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, f"not valid JSON ({said(error)})"
    return (found, "") if isinstance(found, dict) else ({}, f"no JSON object but {type(found).__name__}")


def _csv(source: Source) -> Table:
    encoding = encoding_of(source)
    csv.field_size_limit(max(FIELD_LIMIT, csv.field_size_limit()))
    with text_of(source, encoding) as file:
        delimiter = _delimiter(file)
    header = next(_csv_rows(source, encoding, delimiter), Row(()))
    if header.fault:
        raise RecordsError(f"{source}: the header line cannot be read: {header.fault}")
    refuse_wide(source, header.cells)
    names = tuple(" ".join(plain(name).split()) for name in header.cells)
    if not names:
        raise RecordsError(f"{source} is empty")
    return Table(names, lambda: islice(_csv_rows(source, encoding, delimiter), 1, None))


_ONE_COLUMN = "\ud800"
"""Divides nothing: no text that was read from a file holds it."""


def _delimiter(file: TextIO) -> str:
    """Comma, semicolon or tab: what stands most often outside quotes in the header; of one column, none."""
    header = ""
    for line in iter(lambda: file.readline(FIELD_LIMIT), ""):
        header += line
        is_whole = header.strip() and header.count('"') % 2 == 0
        if is_whole or len(header) > FIELD_LIMIT:
            break
    outside = re.sub(r'"[^"]*"', "", header)
    return max(_ONE_COLUMN + ",;\t", key=outside.count)


def _csv_rows(source: Source, encoding: str, delimiter: str) -> Iterator[Row]:
    """The header and the rows; one that cannot be read ends where the next line is a whole row by itself."""
    with reading(source), text_of(source, encoding) as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        width = 0
        while True:
            lines.begin()
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

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._ahead: deque[str] = deque()
        self.begin()

    def begin(self) -> None:
        """A row begins."""
        self.taken: list[str] = []
        self._size = 0

    def __next__(self) -> str:
        try:
            line = self._ahead.popleft() if self._ahead else next_line(self._file)
        except RowTooLongError as error:
            self.taken.append(str(error))
            raise csv.Error(TOO_LONG) from error
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if self._size > ROW_LIMIT:
            raise csv.Error(TOO_LONG)
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


def _csv_fault(told: str) -> str:
    if "larger than field limit" in told:
        return f"a field of more than {FIELD_LIMIT:,} characters"
    if "unexpected end" in told:
        return "a quote mark is opened and never closed"
    if "expected after" in told:
        return "a quote mark inside a quoted field is not doubled"
    return told


def open_tables(source: Source, wanted: Collection[str]) -> list[Table]:
    """The tables of a source: one, or one for each sheet of a workbook. `wanted` are column names of the user's.

    Raises RecordsError for a form that is not read and for what is damaged.
    """
    form = known_suffix(source.path)
    if source.content is not None:
        form = _form_of_stream(source)
    if form not in FORMATS:
        raise RecordsError(f"{source}: {form or 'a file without suffix'} is not read; read are {', '.join(FORMATS)}")
    if form not in _TEXT and source.path.suffix.lower() == ".gz":
        raise RecordsError(f"{source}: only text is read packed; unpack it first")
    return FORMATS[form](source, wanted)


def _form_of_stream(source: Source) -> str:
    """What a stream is, told from how it begins: JSON Lines where a line opens an object, else CSV."""
    with source.open() as file:
        head = file.read(2**12)
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith(b"PK\x03\x04"):
        return ".xlsx"
    return ".jsonl" if head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{") else ".csv"


FORMATS: Mapping[str, Callable[[Source, Collection[str]], list[Table]]] = {
    ".csv": lambda source, _: [_csv(source)],
    ".tsv": lambda source, _: [_csv(source)],
    ".jsonl": lambda source, _: [_json_lines(source)],
    ".ndjson": lambda source, _: [_json_lines(source)],
    ".parquet": lambda source, _: [_parquet(source)],
    ".xlsx": tables_of,
    ".xlsm": tables_of,
}
_TEXT = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
