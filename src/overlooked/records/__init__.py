"""Records: export files in; out come records with the known columns, and what was set aside and why.

Every row of every file becomes a record or a reject: rows in = records + rejects. No record is dropped for a
date or an area that cannot be read; only a row that leaves no narrative to read is set aside. Usual column
names are mapped by `data/columns.toml`, others by the user's own file.
"""

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from overlooked.errors import RecordsError
from overlooked.records.cells import BROKEN, iso_day, narrative_of, plain, spelled
from overlooked.records.columns import KNOWN, chosen_columns, columns_of
from overlooked.records.files import FORMATS, Row, Table, reading

RECORD_COLUMNS = (*KNOWN, "source", "row")
REJECT_COLUMNS = ("source", "row", "reason", "raw")
BATCH_ROWS = 10_000


@dataclass(frozen=True)
class RecordsRead:
    """Records, rejects with the row as it stood, the count of rows in, and of dates that made no sense."""

    records: pd.DataFrame
    rejects: pd.DataFrame
    rows_in: int
    dates_unread: int = 0

    @property
    def summary(self) -> str:
        """One sentence: what came in, what was kept, what was set aside, and the first reason."""
        parts = [f"{self.rows_in:,} rows in: {len(self.records):,} records, {len(self.rejects):,} set aside"]
        if len(self.rejects):
            parts.append("first " + _first_reason(self.rejects))
        if self.dates_unread:
            parts.append(f"{self.dates_unread:,} kept with a date that could not be read")
        return "; ".join(parts) + "."


def read_records(sources: Sequence[Path], columns: Path | None = None) -> RecordsRead:
    """All records of `sources` (CSV, JSON Lines, Parquet); `columns` is a TOML file of column names.

    Raises RecordsError, one line, for a file that cannot be read, has no narrative column or no record.
    """
    parts = list(iter_records(sources, columns))
    return RecordsRead(
        records=pd.concat([part.records for part in parts], ignore_index=True),
        rejects=pd.concat([part.rejects for part in parts], ignore_index=True),
        rows_in=sum(part.rows_in for part in parts),
        dates_unread=sum(part.dates_unread for part in parts),
    )


def iter_records(
    sources: Sequence[Path], columns: Path | None = None, *, batch_rows: int = BATCH_ROWS
) -> Iterator[RecordsRead]:
    """The same in parts of at most `batch_rows` rows; every file is looked at before the first part comes."""
    chosen = {} if columns is None else chosen_columns(columns)
    opened = [_open(path, chosen) for path in sources]
    desk = _Desk(several=len(opened) > 1)
    rows = ((source, number, row) for source in opened for number, row in enumerate(source.table.rows(), start=1))
    has_record, first = False, ""
    while batch := list(islice(rows, batch_rows)):
        part = desk.read(batch)
        has_record = has_record or len(part.records) > 0
        first = first or _first_reason(part.rejects)
        yield part
    if not has_record:
        raise RecordsError(f"no record can be read, every row is set aside; {first or 'no file was given'}")


def find_record(records: pd.DataFrame, record_id: str) -> dict[str, Any]:
    """The one record with this id. Raises RecordsError with the nearest ids where there is none."""
    found = records[records["record_id"] == record_id].to_dict("records")
    if not found:
        near = difflib.get_close_matches(record_id, records["record_id"], n=3) or list(records["record_id"][:3])
        raise RecordsError(f"no record {record_id!r}; ids here are like {', '.join(near)}")
    return {str(name): value for name, value in found[0].items()}


def record_hash(narrative: str, offence: str) -> str:
    """Names the content of a record: 16 hex digits that change with a letter of narrative or offence."""
    return hashlib.sha256(json.dumps([narrative, offence], ensure_ascii=False).encode()).hexdigest()[:16]


class _Source(NamedTuple):
    name: str
    table: Table
    positions: Mapping[str, tuple[int, ...]]


class _Desk:
    """Takes rows in, one after the other, and remembers ids so that each stands for one record only."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}
        self._times: Counter[str] = Counter()
        self._undated = 0

    def read(self, batch: Sequence[tuple[_Source, int, Row]]) -> RecordsRead:
        records: list[tuple[str | int, ...]] = []
        rejects: list[tuple[str | int, ...]] = []
        undated = self._undated
        for source, number, row in batch:
            taken = row.fault or self._record(source, number, row)
            if isinstance(taken, str):
                rejects.append((source.name, number, taken, _raw(source, row)))
            else:
                records.append(taken)
        tables = _frame(records, RECORD_COLUMNS), _frame(rejects, REJECT_COLUMNS)
        return RecordsRead(*tables, rows_in=len(batch), dates_unread=self._undated - undated)

    def _record(self, source: _Source, number: int, row: Row) -> tuple[str | int, ...] | str:
        """The record in the order of the columns, or why there is none."""
        found = {known: plain(row.cells[at[0]]) if at else "" for known, at in source.positions.items()}
        narrative, fault = narrative_of([row.cells[at] for at in source.positions["narrative"]])
        if fault:
            return fault
        given = found["record_id"]
        if given:
            content = (given, record_hash(narrative, found["offence"]))
            if content in self._seen:
                file, earlier = self._seen[content]
                return f"same record twice (row {earlier}{f' of {file}' if file != source.name else ''})"
            self._seen[content] = (source.name, number)
        own = self._own(given or (f"{source.name}-row-{number}" if self._several else f"row-{number}"))
        day = iso_day(found["recorded_on"])
        self._undated += bool(found["recorded_on"]) and not day
        return (own, day, *(found[known] for known in KNOWN[2:-1]), narrative, source.name, number)

    def _own(self, record_id: str) -> str:
        own = record_id
        while own in self._times:
            self._times[record_id] += 1
            own = f"{record_id}#{self._times[record_id]}"
        self._times[own] = 1
        return own


def _frame(rows: Sequence[tuple[str | int, ...]], names: Sequence[str]) -> pd.DataFrame:
    kinds: dict[str, Any] = {name: "int64" if name == "row" else "str" for name in names}
    return pd.DataFrame(rows, columns=list(names)).astype(kinds)


def _first_reason(rejects: pd.DataFrame) -> str:
    if rejects.empty:
        return ""
    first = rejects.iloc[0]
    return f"{first['source']} row {first['row']}: {first['reason']}"


def _raw(source: _Source, row: Row) -> str:
    """The row as it stood; of a table without text, its cells by name."""
    if row.raw is not None:
        return BROKEN.sub(spelled, row.raw.rstrip("\r\n"))
    cells = dict(zip(source.table.names, row.cells, strict=True))
    return json.dumps(cells, ensure_ascii=False, default=str)


def _open(path: Path, chosen: Mapping[str, Sequence[str]]) -> _Source:
    """A file that was looked at: it can be read, has a narrative column and a row."""
    if path.is_dir():
        raise RecordsError(f"{path} is a folder; give the files in it ({', '.join(FORMATS)})")
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise RecordsError(
            f"{path}: {path.suffix or 'a file without suffix'} is not read; read are {', '.join(FORMATS)}"
        )
    with reading(path):
        table = form(path)
        positions = columns_of(path, table, chosen)
        if next(table.rows(), None) is None:
            raise RecordsError(f"{path} holds a header and no row below it")
    return _Source(plain(path.name), table, positions)
