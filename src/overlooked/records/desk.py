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
import pyarrow as pa

from overlooked.records.cells import EXCEL_ERRORS, NO_NARRATIVE, TOO_LONG, iso_day, narrative_of, plain
from overlooked.records.cursor import Numbered
from overlooked.records.furniture import furniture
from overlooked.records.marks import SETTLING, cell_mark, folded_words, identity, short_hash, state_of
from overlooked.records.mending import mended
from overlooked.records.opening import Opened, raw_text
from overlooked.records.quality import SHORT_WORDS, is_in_range, is_known_code
from overlooked.records.schema import KNOWN

RECORD_COLUMNS = (*KNOWN, "source", "row")
REJECT_COLUMNS = ("source", "row", "reason", "raw")
PLACE = ("table", "nth")
"""Where a reject stood, so that those that settling adds come in between."""

_MENDED = frozenset({"force", "area", "offence"})
_KINDS = {
    "table": pa.int32(),
    "has_id": pa.bool_(),
    "state": pa.int16(),
    "cells": pa.binary(),
    **dict.fromkeys(("row", "nth", "same", "same_rest", "id_hash", "words"), pa.int64()),
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
        given, when, force, area, offence, code = [
            _told(name, row.cells[at[0]]) if (at := opened.positions[name]) else "" for name in KNOWN[:-1]
        ]
        own = given or (f"{opened.name}-row-{number}" if len(self._opened) > 1 else f"row-{number}")
        day = _day(when)
        words = folded_words(narrative)
        state = state_of(
            words.count(" ") < SHORT_WORDS - 1,
            narrative != as_given,
            not (offence or code),
            not code,
            bool(code) and not is_known_code(code),
            not when,
            bool(when) and not day,
            bool(day) and not is_in_range(day),
        )
        content = narrative.encode()
        marks = [cell_mark(at, cell, content if cell == narrative else None) for at, cell in cells]
        return (
            *(own, day, force, area, offence, code, narrative, opened.name, number),
            *(numbered.table, numbered.nth, bool(given), state, *identity(given, content, offence)),
            *(short_hash(own.encode()), short_hash(words.encode()), b"".join(marks)),
        )


def _told(name: str, cell: object) -> str:
    """A cell of a known column other than the narrative as text; but for ids, the same come again and again."""
    return _told_again(name, cell) if type(cell) is str and name != "record_id" else _as_text(name, cell)


def _as_text(name: str, cell: object) -> str:
    text = plain(cell)
    if text in EXCEL_ERRORS:
        return ""
    return mended(text) if name in _MENDED else text


_told_again = lru_cache(2**14)(_as_text)


def framed(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame of these columns, each of its kind."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    kinds = [_KINDS.get(name, pa.large_string()) for name in names]
    arrays = [pa.array(cells, kind) for cells, kind in zip(columns, kinds, strict=True)]
    found: pd.DataFrame = pa.Table.from_arrays(arrays, [*names]).to_pandas()
    return found
