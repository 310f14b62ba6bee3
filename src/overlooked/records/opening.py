"""Opening: from what the user gives to tables whose columns are known, and what a person should know of them.

In come paths and the schema that is expected, out come tables to be read row by row. Every file is looked at before the
first row of any is read.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from overlooked.errors import RecordsError
from overlooked.records.cells import BROKEN, plain, spelled
from overlooked.records.columns import NoColumnError, chosen_columns, columns_of
from overlooked.records.files import FORMATS, READ, open_tables
from overlooked.records.schema import Schema, fold
from overlooked.records.sources import Source, gather, open_sources
from overlooked.records.table import Row, Rows, Table, reading

RAW_LIMIT = 100_000
"""Of a row that is set aside so many characters are kept; the rest stands in the file."""
SHOWN = 5

_Positions = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Opened:
    """A table that was looked at, a file or a sheet of one: it has a column that is needed, and rows."""

    name: str
    table: Table
    positions: _Positions
    unread_sheets: tuple[str, ...] = ()

    def rows(self) -> Rows:
        """Its rows, from the first."""
        return self.table.rows()


class Opening(NamedTuple):
    """Tables in the order in which they are read, their sources, and notes: sheets, and files that were passed over."""

    opened: tuple[Opened, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def open_all(
    given: Sequence[Path],
    schema: Schema,
    columns: Path | None = None,
    refuse: Callable[[str, Table], None] = lambda _where, _table: None,
    streams: Mapping[Path, Path] = MappingProxyType({}),
) -> Opening:
    """Open files, folders, globs or `-`: of a file its table, of a workbook every sheet with a needed column and rows.

    `columns` is the user's mapping. `refuse` sees every table, and its name in messages, before its columns are
    mapped; it raises NoColumnError for one that is not of this schema. `streams` are files that hold the bytes of
    those `given` that can be read but once, as `keep_streams` writes them. Raises RecordsError where nothing of a file
    can be read, or where it is not clear which column is which.
    """
    chosen = {} if columns is None else chosen_columns(columns, schema)
    gathered = gather(given, READ)
    sources, passed_over = open_sources(gathered.paths, FORMATS, streams)
    wanted = schema.names | {fold(name) for names in chosen.values() for name in names}
    groups = [_tables(source, wanted) for source in sources]
    named = {fold(name) for table in chain.from_iterable(groups) for name in table.names}

    def positions_of(where: str, table: Table) -> _Positions:
        refuse(where, table)
        return columns_of(where, table, chosen, named, schema)

    opened = [
        one for source, group in zip(sources, groups, strict=True) for one in _opened(source, group, positions_of)
    ]
    notes = _notes_on(opened, (*gathered.passed_over, *passed_over), schema)
    return Opening(tuple(opened), sources, notes)


def _tables(source: Source, wanted: Collection[str]) -> list[Table]:
    with reading(source):
        return open_tables(source, wanted)


def _opened(source: Source, tables: Sequence[Table], positions_of: Callable[[str, Table], _Positions]) -> list[Opened]:
    found: list[tuple[Table, _Positions]] = []
    faults: list[RecordsError] = []
    for table in tables:
        where = f"{source}, sheet {table.sheet!r}" if table.sheet else str(source)
        try:
            positions = positions_of(where, table)
        except NoColumnError as error:
            faults.append(error)
            continue
        if next(table.rows(), None) is None:
            faults.append(RecordsError(f"{where} holds a header and no row below it"))
        else:
            found.append((table, positions))
    if not found:
        raise faults[0]
    read = [table for table, _ in found]
    unread = tuple(table.sheet for table in tables if table not in read)
    return [Opened(name_of(source, table), table, positions, unread) for table, positions in found]


def name_of(source: Source, table: Table) -> str:
    """How rejects and the source column call a file or a sheet of it."""
    return f"{source.name} [{table.sheet}]" if table.sheet else source.name


def _notes_on(opened: Sequence[Opened], passed_over: Sequence[Path], schema: Schema) -> tuple[str, ...]:
    notes = []
    sheets = [one for one in opened if one.table.sheet]
    if sheets:
        notes.append(f"Sheets read: {_listed([one.name for one in sheets])}.")
    hidden = [one.name for one in sheets if one.table.hidden]
    if hidden:
        notes.append(f"Hidden in Excel, and read like the others: {_listed(hidden)}.")
    unread = dict.fromkeys(f"{one.name.rpartition(' [')[0]} [{sheet}]" for one in sheets for sheet in one.unread_sheets)
    if unread:
        why = f"for they have no {schema.what} column or no rows"
        notes.append(f"Sheets not read, {why}: {_listed(list(unread))}.")
    if passed_over:
        notes.append(f"Files passed over: {_listed([path.name for path in passed_over])}.")
    return tuple(notes)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(plain, names[:SHOWN]))
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN:,} more"


def raw_text(table: Table, row: Row) -> str:
    """The row as it stood, or its beginning; of a table without text, its cells by name."""
    if row.raw is None:
        cells = dict(zip(table.names, row.cells, strict=True))
        text = json.dumps(cells, ensure_ascii=False, default=str)
    else:
        text = row.raw.rstrip("\r\n")
    if len(text) > RAW_LIMIT:
        text = f"{text[:RAW_LIMIT]} … ({len(text):,} characters; the rest stands in the file)"
    return BROKEN.sub(spelled, text)
