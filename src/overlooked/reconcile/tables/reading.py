"""Reading: export files of referrals and of crimes in; out come the two tables, what was set aside, and notes.

Every row of every file becomes a row of the table or a reject, numbered from 1 in its file or sheet, so that the two
together tell every number once; blank rows of a sheet are no rows, but those below them are numbered on. Set aside are
only rows that the file does not hold whole, that have no cell filled, that are no record (a footer, a header again) and
that repeat an earlier row in all columns.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked.errors import RecordsError
from overlooked.reconcile.tables.schemas import CRIMES, REFERRALS, refuse_swapped
from overlooked.reconcile.tables.values import crime_values, referral_values
from overlooked.records import REJECT_COLUMNS
from overlooked.records.cells import EXCEL_ERRORS, NARRATIVE_LIMIT, plain, shown
from overlooked.records.furniture import furniture
from overlooked.records.mending import mended
from overlooked.records.opening import SHOWN, Opened, Opening, open_all, raw_text
from overlooked.records.schema import Schema
from overlooked.records.sources import Source
from overlooked.records.table import Row, Table

BATCH_ROWS = 10_000
"""So many rows are held as objects; a batch is packed before the next is read."""
NOTHING_FILLED = "no cell that is read is filled"
_JOINT = {"narrative": "\n\n"}
_FORENAMES = {"surname": "forename", "victim_surname": "victim_forename"}


@dataclass(frozen=True)
class Read:
    """One of both tables with `source` and `row`, rejects as those of records, notes, and which files it was.

    Notes are lines for the user: on sheets and files, and on cells that could not be read or look wrong.
    """

    table: pd.DataFrame
    rejects: pd.DataFrame
    notes: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def rows_in(self) -> int:
        """The count of rows: those of the table and the rejects together."""
        return len(self.table) + len(self.rejects)


def read_referrals(given: Sequence[Path], columns: Path | None = None) -> Read:
    """The referrals of files, folders, globs or `-`, as `tables.py` tells; `columns` is a TOML file of column names.

    Raises RecordsError, one line, for a file that cannot be read, holds crimes, or has neither a name nor a date of
    birth nor a reference, and where no row is left.
    """
    table, rejects, opening = _read(given, REFERRALS, columns)
    folded, notes = referral_values(table)
    return Read(folded, rejects, _on_opening(opening, REFERRALS) + notes, opening.sources)


def read_crimes(given: Sequence[Path], columns: Path | None = None) -> Read:
    """The crimes, one row a victim, in the same way. A crime without narrative is kept."""
    table, rejects, opening = _read(given, CRIMES, columns)
    folded, notes = crime_values(table)
    return Read(folded, rejects, _on_opening(opening, CRIMES) + notes, opening.sources)


def _read(given: Sequence[Path], schema: Schema, columns: Path | None) -> tuple[pd.DataFrame, pd.DataFrame, Opening]:
    refuse = partial(refuse_swapped, schema=schema)
    opening = open_all(given, schema, columns) if columns else open_all(given, schema, refuse=refuse)
    desk = _Desk()
    tables = list(_tables(opening.opened, desk, schema))
    for source in opening.sources:
        source.refuse_changed()
    rejects = _packed(desk.rejects)
    if not sum(map(len, tables)):
        first = f"{rejects.iloc[0]['source']} row {rejects.iloc[0]['row']}: {rejects.iloc[0]['reason']}"
        raise RecordsError(f"no row can be read, every one is set aside; first {first}")
    return pd.concat(tables, ignore_index=True), rejects, opening


def _tables(opened: Sequence[Opened], desk: "_Desk", schema: Schema) -> Iterator[pd.DataFrame]:
    for one in opened:
        rows = _numbered(one.table)
        while batch := list(islice(rows, BATCH_ROWS)):
            kept = {number: row.cells for number, row in batch if desk.keeps(one, number, row)}
            columns = _columns(one, list(kept.values()), schema)
            yield _packed({**columns, "source": [one.name] * len(kept), "row": list(kept)})


def _numbered(table: Table) -> Iterator[tuple[int, Row]]:
    for nth, row in enumerate(table.rows(), start=1):
        yield row.number - table.header if table.header else nth, row


def _columns(opened: Opened, rows: Sequence[Sequence[Any]], schema: Schema) -> dict[str, Sequence[str]]:
    """The known columns of some rows, as text."""
    told = {}
    for known in schema.known:
        parts = [[_text(cells[at]) for cells in rows] for at in opened.positions[known]]
        joint = _JOINT.get(known, "; ")
        told[known] = parts[0] if len(parts) == 1 else [joint.join(filter(None, t)) for t in zip(*parts, strict=True)]
    for surname in _whole_names(opened):
        pairs = [_divided(name) for name in told[surname]]
        told |= {_FORENAMES[surname]: [first for first, _ in pairs], surname: [last for _, last in pairs]}
    return {known: texts or [""] * len(rows) for known, texts in told.items()}


def _packed(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    return pd.DataFrame({n: pd.Series(list(c), dtype="int64" if n == "row" else "str") for n, c in columns.items()})


class _Desk:
    """Looks at every row once: whether it is kept, and if not, why."""

    def __init__(self) -> None:
        self._seen: dict[bytes, tuple[str, int]] = {}
        self.rejects: dict[str, list[Any]] = {name: [] for name in REJECT_COLUMNS}

    def keeps(self, opened: Opened, number: int, row: Row) -> bool:
        """Whether a row belongs to the table; the others are set aside with the reason."""
        reason = furniture(opened.table.names, row.cells) or row.fault or self._is_none(opened, number, row)
        if reason:
            told = (opened.name, number, reason, raw_text(opened.table, row))
            for column, cell in zip(self.rejects.values(), told, strict=True):
                column.append(cell)
        return not reason

    def _is_none(self, opened: Opened, number: int, row: Row) -> str:
        read = (row.cells[at] for positions in opened.positions.values() for at in positions)
        return self._repeats(opened, number, row) if any(map(plain, read)) else NOTHING_FILLED

    def _repeats(self, opened: Opened, number: int, row: Row) -> str:
        """Which earlier row is the same in all columns, those too that are not read."""
        cells = "\x1f".join("" if cell is None else str(cell) for cell in (*opened.table.names, *row.cells))
        digest = hashlib.blake2b(cells.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if digest not in self._seen:
            self._seen[digest] = (opened.name, number)
            return ""
        file, earlier = self._seen[digest]
        return f"repeats row {earlier}{f' of {file}' if file != opened.name else ''}"


def _text(cell: object) -> str:
    """A cell as mended text, "" for an error of Excel; most cells are plain already, and this is asked of all."""
    text = cell.strip() if type(cell) is str and cell.isascii() and "\0" not in cell else mended(plain(cell))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "" if text in EXCEL_ERRORS else text[:NARRATIVE_LIMIT]


def _whole_names(opened: Opened) -> list[str]:
    """The surname column where a file has no forename beside it: whole names stand there."""
    positions = opened.positions
    return [s for s, forename in _FORENAMES.items() if positions.get(s) and not positions[forename]]


def _divided(name: str) -> tuple[str, str]:
    """Forename and surname of a whole name: "KOVAC, Ana", or "Ana Kovac"."""
    surname, comma, forename = (part.strip() for part in name.partition(","))
    if comma:
        return forename, surname
    words = name.split()
    return " ".join(words[:-1]), words[-1] if words else ""


def _on_opening(opening: Opening, schema: Schema) -> tuple[str, ...]:
    lines = (_on_columns(one, schema) for one in opening.opened)
    return (*opening.notes, *_on_whole_names(opening), *filter(None, lines))


def _on_columns(opened: Opened, schema: Schema) -> str:
    """Which columns a file has not, and which of its own are not read: one of them may be the other."""
    whole = {_FORENAMES[surname] for surname in _whole_names(opened)}
    missing = [known for known in schema.known if not opened.positions[known] and known not in whole]
    read = {at for positions in opened.positions.values() for at in positions}
    left = [shown(name) for at, name in enumerate(opened.table.names) if at not in read and plain(name)]
    if not missing:
        return ""
    others = f"; not read: {', '.join(left[:SHOWN])}{' and more' if len(left) > SHOWN else ''}" if left else ""
    return f"{opened.name}: no column for {', '.join(missing)}{others} ({schema.option} says which is which)."


def _on_whole_names(opening: Opening) -> tuple[str, ...]:
    found = [one.name for one in opening.opened if _whole_names(one)]
    how = "divided at the comma or before the last word"
    return (f"Names stand in one column and were {how}: {', '.join(found)}.",) if found else ()
