"""Files: from bytes to rows of cells. In comes a source, out go its tables: column names, and rows to be read."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import pyarrow.parquet as pq

from overlooked.errors import RecordsError
from overlooked.records.separated import csv_tables
from overlooked.records.sources import Source, known_suffix
from overlooked.records.table import COLUMN_LIMIT, Row, Table, reading, refuse_wide, said
from overlooked.records.text import TOO_LONG, RowTooLongError, encoding_of, next_line, text_of
from overlooked.records.workbook import OLE, tables_of


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
