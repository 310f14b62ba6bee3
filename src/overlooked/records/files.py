"""Files: from bytes to rows of cells. In comes a source, out go its tables: column names, and rows to be read."""

import json
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow.parquet as pq

from overlooked.errors import RecordsError
from overlooked.records.separated import csv_tables
from overlooked.records.sources import Source, known_suffix
from overlooked.records.table import COLUMN_LIMIT, Row, Rows, Table, reading, refuse_wide, said
from overlooked.records.text import TOO_LONG, RowTooLongError, encoding_of, next_line, text_of
from overlooked.records.workbook import OLE, tables_of

_BATCH = 1024
_STREAMING: dict[str, Any] = {"pre_buffer": False, "buffer_size": 2**20}
"""Pages are read as they are asked for, so that a row group of any size is never held as a whole."""


def _parquet(source: Source) -> Table:
    with source.packed() as content, pq.ParquetFile(content) as file:
        names = tuple(map(str, file.schema_arrow.names))
    refuse_wide(source, names)
    return Table(names, lambda: _ParquetRows(source))


class _ParquetRows(Rows):
    """Rows from batches; row groups that are passed over are not read."""

    def __init__(self, source: Source) -> None:
        super().__init__(iter(()))
        self._passed = 0
        self._batches = self._read(source)

    def __next__(self) -> Row:
        row = next(self._rows, None)
        while row is None:
            self._rows = map(Row, zip(*next(self._batches), strict=True))
            row = next(self._rows, None)
        return row

    def pass_over(self, count: int) -> None:
        here = sum(1 for _ in islice(self._rows, count))
        self._passed += count - here

    def _read(self, source: Source) -> Iterator[list[list[Any]]]:
        """The columns of batch after batch; a value that Python cannot hold is the file's fault too."""
        with reading(source), source.packed() as content, pq.ParquetFile(content, **_STREAMING) as file:
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                if self._passed >= rows:
                    self._passed -= rows
                    continue
                for batch in file.iter_batches(_BATCH, [group], use_threads=False):
                    passed = min(self._passed, len(batch))
                    self._passed -= passed
                    yield [column.to_pylist() for column in batch.slice(passed).columns]


def _json_lines(source: Source) -> Table:
    encoding = encoding_of(source)
    found_names: dict[str, None] = {}
    for line, fault in _lines(source, encoding):
        found, _ = _object(line, fault)
        found_names |= dict.fromkeys(found)
        if len(found_names) > COLUMN_LIMIT:
            break
    names = tuple(found_names)
    refuse_wide(source, names)
    if not names:
        raise RecordsError(f'{source}: no line of it is a JSON object such as {{"narrative": "..."}}')
    return Table(names, lambda: _JsonRows(names, _lines(source, encoding)))


class _JsonRows(Rows):
    """Rows from lines; those that are passed over are not parsed."""

    def __init__(self, names: Sequence[str], lines: Iterator[tuple[str, str]]) -> None:
        super().__init__(self._read(names, lines))
        self._lines = lines

    def pass_over(self, count: int) -> None:
        deque(islice(self._lines, count), maxlen=0)

    @staticmethod
    def _read(names: Sequence[str], lines: Iterator[tuple[str, str]]) -> Iterator[Row]:
        for line, told in lines:
            found, fault = _object(line, told)
            yield Row([found.get(name) for name in names], line, fault)


def _lines(source: Source, encoding: str) -> Iterator[tuple[str, str]]:
    """Lines that are not blank, each with what kept it from being read."""
    with reading(source), text_of(source, encoding) as file:
        while True:
            try:
                line = next_line(file)
            except RowTooLongError as error:
                yield str(error), TOO_LONG
                continue
            if not line:
                return
            if line.strip():
                yield line, ""


def _object(line: str, fault: str) -> tuple[dict[str, Any], str]:
    """The object that a line holds, and what kept it from being read."""
    if fault:
        return {}, fault
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, f"not valid JSON ({said(error)})"
    return (found, "") if isinstance(found, dict) else ({}, f"no JSON object but {type(found).__name__}")


def open_tables(source: Source, wanted: Collection[str]) -> list[Table]:
    """The tables of a source: one, or one for each sheet of a workbook. `wanted` are folded names of known columns.

    Raises RecordsError for a form that is not read and for what is damaged.
    """
    form = known_suffix(source.path)
    if source.is_stream:
        form = _form_of_stream(source)
    if form not in FORMATS:
        raise RecordsError(f"{source}: {form or 'a file without suffix'} is not read; read are {', '.join(READ)}")
    if form not in _TEXT and source.path.suffix.lower() == ".gz":
        raise RecordsError(f"{source}: only text is read packed; unpack it first")
    return FORMATS[form](source, wanted)


def _form_of_stream(source: Source) -> str:
    """What a stream is, told from how it begins: JSON Lines where a line opens an object, else CSV."""
    with source.open() as file:
        head = file.read(2**12)
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith((b"PK\x03\x04", OLE)):
        return ".xlsx"
    return ".jsonl" if head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{") else ".csv"


FORMATS: Mapping[str, Callable[[Source, Collection[str]], list[Table]]] = {
    ".csv": csv_tables,
    ".tsv": csv_tables,
    ".jsonl": lambda source, _: [_json_lines(source)],
    ".ndjson": lambda source, _: [_json_lines(source)],
    ".parquet": lambda source, _: [_parquet(source)],
    ".xlsx": tables_of,
    ".xlsm": tables_of,
    ".txt": csv_tables,
}
READ = (*FORMATS, ".zip")
"""The suffixes of what is read; a zip file is read like a folder."""
_TEXT = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson"})
