"""The desk: takes rows in and makes each a record or a reject, and counts; it remembers nothing from row to row.

What needs all rows, as which id stands twice, is settled afterwards; each record bears the marks for that.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from overlooked.records.cells import EXCEL_ERRORS, NO_NARRATIVE, TOO_LONG, iso_day, narrative_of, plain
from overlooked.records.cursor import Numbered
from overlooked.records.furniture import furniture
from overlooked.records.marks import SETTLING, cell_mark, identity, short_hash, state_of
from overlooked.records.mending import mended
from overlooked.records.opening import Opened, raw_text
from overlooked.records.quality import SHORT_WORDS, is_in_range, is_known_code
from overlooked.records.schema import KNOWN

RECORD_COLUMNS = (*KNOWN, "source", "row")
REJECT_COLUMNS = ("source", "row", "reason", "raw")
PLACE = ("table", "nth")
"""Where a reject stood, so that those that settling adds come in between."""

_KINDS = {
    "row": "int64",
    "table": "int32",
    "nth": "int64",
    "has_id": "bool",
    "state": "int16",
    "cells": "object",
    **dict.fromkeys(("same", "same_rest", "id_hash", "words"), "int64"),
}
_day = lru_cache(2**16)(iso_day)


class Taken(NamedTuple):
    """Of some rows, the records, with the columns of `SETTLING`, the rejects, with those of `PLACE`, and counts."""

    records: pd.DataFrame
    rejects: pd.DataFrame
    counts: Counter[str]


def record_hash(narrative: str, offence: str) -> str:
    """Names the content of a record: 16 hex digits that change with a letter of narrative or offence."""
    return hashlib.sha256(json.dumps([narrative, offence], ensure_ascii=False).encode()).hexdigest()[:16]


class Desk:
    """Makes rows of these tables records or rejects."""

    def __init__(self, opened: Sequence[Opened]) -> None:
        self._opened = opened

    def read(self, rows: Iterable[Numbered]) -> Taken:
        """What comes of these rows, in their order."""
        records: list[tuple[Any, ...]] = []
        rejects: list[tuple[Any, ...]] = []
        counts: Counter[str] = Counter(rows=0, records=0, set_aside=0, furniture=0, empty=0, too_long=0)
        for numbered in rows:
            opened, row = self._opened[numbered.table], numbered.row
            told = furniture(opened.table.names, row.cells)
            taken = told or row.fault or self._record(opened, numbered)
            if isinstance(taken, str):
                number = row.number or numbered.nth
                rejects.append((opened.name, number, taken, raw_text(opened.table, row), numbered.table, numbered.nth))
                counts["furniture"] += bool(told)
                counts["empty"] += taken == NO_NARRATIVE
                counts["too_long"] += not row.fault and taken.startswith(TOO_LONG)
            else:
                records.append(taken)
        counts.update(rows=len(records) + len(rejects), records=len(records), set_aside=len(rejects))
        return Taken(framed(records, RECORD_COLUMNS + SETTLING), framed(rejects, REJECT_COLUMNS + PLACE), counts)

    def _record(self, opened: Opened, numbered: Numbered) -> tuple[Any, ...] | str:
        """The record in the order of the columns, or why there is none."""
        row, number = numbered.row, numbered.row.number or numbered.nth
        cells = [(at, row.cells[at]) for at in opened.positions["narrative"]]
        as_given, fault = narrative_of([cell for _, cell in cells])
        narrative = mended(as_given)
        if fault or not narrative.strip():
            return fault or NO_NARRATIVE
        told = {known: plain(row.cells[at[0]]) if at else "" for known, at in opened.positions.items()}
        found = {known: "" if text in EXCEL_ERRORS else text for known, text in told.items()}
        for name in ("force", "area", "offence"):
            found[name] = mended(found[name])
        given, offence, code, when = (found[name] for name in ("record_id", "offence", "offence_code", "recorded_on"))
        own = given or (f"{opened.name}-row-{number}" if len(self._opened) > 1 else f"row-{number}")
        day = _day(when)
        words = narrative.casefold().split()
        is_short = len(words) < SHORT_WORDS
        off_range = bool(day) and not is_in_range(day)
        no_day = bool(when) and not day
        unknown = bool(code) and not is_known_code(code)
        is_mended = narrative != as_given
        state = state_of((is_short, is_mended, not (offence or code), not code, unknown, not when, no_day, off_range))
        content = narrative.encode()
        marks = b"".join(
            cell_mark(at, cell, content if cell == narrative else cell.encode("utf-8", "replace"))
            for at, cell in cells
            if isinstance(cell, str)
        )
        return (
            *(own, day, found["force"], found["area"], offence, code, narrative, opened.name, number),
            *(numbered.table, numbered.nth, bool(given), state, *identity(given, content, offence)),
            *(short_hash(own.encode()), short_hash(" ".join(words).encode()), marks),
        )


def framed(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame of these columns, each of its kind."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    named = zip(names, columns, strict=True)
    return pd.DataFrame({name: pd.Series(cells, dtype=_KINDS.get(name, "str")) for name, cells in named})
