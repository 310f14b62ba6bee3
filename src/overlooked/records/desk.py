"""The desk: takes rows in, one after the other, and makes each a record or a reject, and counts."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from overlooked.errors import RecordsError
from overlooked.records.cells import BROKEN, EXCEL_ERRORS, NO_NARRATIVE, TOO_LONG, iso_day, narrative_of, plain, spelled
from overlooked.records.columns import KNOWN, NoNarrativeError, columns_of, fold
from overlooked.records.files import open_tables
from overlooked.records.furniture import furniture
from overlooked.records.mending import mended
from overlooked.records.quality import Quality, Tally
from overlooked.records.sources import Source
from overlooked.records.table import Row, Table, reading

RAW_LIMIT = 100_000
"""Of a row that is set aside so many characters are kept; the rest stands in the file."""
SHOWN = 5

Taken = tuple[str | int, ...]


@dataclass(frozen=True)
class Opened:
    """A table that was looked at, a file or a sheet of one: it has a narrative column and rows."""

    name: str
    table: Table
    positions: Mapping[str, tuple[int, ...]]
    unread_sheets: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Its rows, from the first."""
        return self.table.rows()


def look_at(sources: Sequence[Source], chosen: Mapping[str, Sequence[str]]) -> list[Opened]:
    """What of the sources is records: files, and of workbooks every sheet that has a narrative column and rows.

    Raises RecordsError where nothing of a source is, or where it is not clear which column is which.
    """
    wanted = {fold(name) for names in chosen.values() for name in names}
    tables = []
    for source in sources:
        with reading(source):
            tables.append(open_tables(source, wanted))
    named = {fold(name) for group in tables for table in group for name in table.names}
    return [one for source, group in zip(sources, tables, strict=True) for one in _opened(source, group, chosen, named)]


def _opened(
    source: Source, tables: Sequence[Table], chosen: Mapping[str, Sequence[str]], named: Collection[str]
) -> list[Opened]:
    found: list[tuple[Table, Mapping[str, tuple[int, ...]]]] = []
    faults: list[RecordsError] = []
    for table in tables:
        where = f"{source}, sheet {table.sheet!r}" if table.sheet else str(source)
        try:
            positions = columns_of(where, table, chosen, named)
        except NoNarrativeError as error:
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


def notes_on(opened: Sequence[Opened], passed_over: Sequence[Path]) -> tuple[str, ...]:
    """What a person should know of what was read: sheets, and files that were passed over."""
    notes = []
    sheets = [one for one in opened if one.table.sheet]
    if sheets:
        notes.append(f"Sheets read: {_listed([one.name for one in sheets])}.")
    hidden = [one.name for one in sheets if one.table.hidden]
    if hidden:
        notes.append(f"Hidden in Excel, and read like the others: {_listed(hidden)}.")
    unread = dict.fromkeys(f"{one.name.rpartition(' [')[0]} [{sheet}]" for one in sheets for sheet in one.unread_sheets)
    if unread:
        notes.append(f"Sheets not read, for they have no narrative column or no rows: {_listed(list(unread))}.")
    if passed_over:
        notes.append(f"Files passed over: {_listed([path.name for path in passed_over])}.")
    return tuple(notes)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(plain, names[:SHOWN]))
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN:,} more"


def record_hash(narrative: str, offence: str) -> str:
    """Names the content of a record: 16 hex digits that change with a letter of narrative or offence."""
    return hashlib.sha256(json.dumps([narrative, offence], ensure_ascii=False).encode()).hexdigest()[:16]


class Desk:
    """Makes rows records or rejects, and remembers ids so that each stands for one record only."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}
        self._times: Counter[str] = Counter()
        self._tally = Tally()
        self.first_reason = ""

    @property
    def quality(self) -> Quality:
        """The quality of all rows so far."""
        return self._tally.quality

    def read(self, batch: Sequence[tuple[Opened, int, Row]]) -> tuple[list[Taken], list[Taken]]:
        """Records and rejects, in the order of their columns."""
        records: list[Taken] = []
        rejects: list[Taken] = []
        for opened, nth, row in batch:
            number = row.number or nth
            told = furniture(opened.table.names, row.cells)
            self._tally.counts.update(furniture=bool(told))
            taken = told or row.fault or self._record(opened, number, row)
            if isinstance(taken, str):
                self.first_reason = self.first_reason or f"{opened.name} row {number}: {taken}"
                rejects.append((opened.name, number, taken, _raw(opened.table, row)))
            else:
                records.append(taken)
        self._tally.counts.update(rows=len(batch), records=len(records), set_aside=len(rejects))
        return records, rejects

    def _record(self, opened: Opened, number: int, row: Row) -> Taken | str:
        """The record in the order of the columns, or why there is none."""
        told = {known: plain(row.cells[at[0]]) if at else "" for known, at in opened.positions.items()}
        found = {known: "" if text in EXCEL_ERRORS else text for known, text in told.items()}
        cells = [row.cells[at] for at in opened.positions["narrative"]]
        as_given, fault = narrative_of(cells)
        if fault:
            self._tally.counts.update(empty=fault == NO_NARRATIVE, too_long=fault.startswith(TOO_LONG))
            return fault
        narrative = mended(as_given)
        if not narrative.strip():
            self._tally.counts.update(empty=1)
            return NO_NARRATIVE
        for name in ("force", "area", "offence"):
            found[name] = mended(found[name])
        given = found["record_id"]
        if given:
            content = (given, record_hash(narrative, found["offence"]))
            if content in self._seen:
                self._tally.counts.update(repeated=1)
                file, earlier = self._seen[content]
                return f"same record twice (row {earlier}{f' of {file}' if file != opened.name else ''})"
            self._seen[content] = (opened.name, number)
        own = self._own(given or (f"{opened.name}-row-{number}" if self._several else f"row-{number}"))
        day = iso_day(found["recorded_on"])
        self._count(opened, found, cells, day, narrative)
        self._tally.counts.update(mended=narrative != as_given, ids_shared=bool(given) and own != given)
        return (own, day, *(found[known] for known in KNOWN[2:-1]), narrative, opened.name, number)

    def _count(
        self, opened: Opened, found: Mapping[str, str], cells: Sequence[object], day: str, narrative: str
    ) -> None:
        for column, cell in zip(opened.positions["narrative"], cells, strict=True):
            if isinstance(cell, str):
                self._tally.cell(opened.name, column, cell)
        self._tally.narrative(narrative)
        self._tally.offence(found["offence"], found["offence_code"])
        self._tally.day(found["recorded_on"], day)

    def _own(self, record_id: str) -> str:
        own = record_id
        while own in self._times:
            self._times[record_id] += 1
            own = f"{record_id}#{self._times[record_id]}"
        self._times[own] = 1
        return own


def _raw(table: Table, row: Row) -> str:
    """The row as it stood, or its beginning; of a table without text, its cells by name."""
    if row.raw is None:
        cells = dict(zip(table.names, row.cells, strict=True))
        text = json.dumps(cells, ensure_ascii=False, default=str)
    else:
        text = row.raw.rstrip("\r\n")
    if len(text) > RAW_LIMIT:
        text = f"{text[:RAW_LIMIT]} … ({len(text):,} characters; the rest stands in the file)"
    return BROKEN.sub(spelled, text)
