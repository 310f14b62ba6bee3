"""Settling: what only all records together tell: which stands twice, which id is shared, and their quality.

In come the marks of the records, part by part in the order of the rows, as often as they are asked for; out come the
places of records that stand twice, ids by which each is told apart, and the quality. One question is asked after the
other, each of a few columns, of `again.AT_ONCE` records at a time. Beyond that are held 36 bytes for each record that
stands twice, 16 for each that has the words or the id of another, and 8 for each part; the new ids are made on demand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from overlooked.records.again import Again, Ints
from overlooked.records.kept import Kept, Parts, inside
from overlooked.records.naming import Numbers, numbers_of
from overlooked.records.quality import Quality
from overlooked.records.survey import quality_of


@dataclass(frozen=True)
class _Earlier:
    """Of each record that stands twice, its table, and table and row of that which stood first."""

    table: Ints
    first_table: Ints
    first_row: Ints
    names: Mapping[int, str]


@dataclass(frozen=True)
class Settled:
    """What came out, to be asked part by part; `quality` is that of all rows. Positions count from 0 in their part."""

    quality: Quality
    starts: tuple[int, ...]
    _twice: Ints
    _earlier: _Earlier
    _numbers: Numbers

    def repeats(self, part: int) -> dict[int, str]:
        """The positions of the records of a part that stand twice, and the reason to set each aside."""
        found, start = self._in_part(self._twice, part)
        first = int(np.searchsorted(self._twice, start))
        return {int(place) - start: self._reason(number) for number, place in enumerate(found, start=first)}

    def ids(self, part: int, record_ids: pd.Series) -> dict[int, str]:
        """The positions of the records of a part whose id another has, and their new ids; in go all ids of the part."""
        found, start = self._in_part(self._numbers.at, part)
        first = int(np.searchsorted(self._numbers.at, start))
        numbers = self._numbers.number[first : first + len(found)].tolist()
        places = (found - start).tolist()
        return {at: f"{record_ids.iloc[at]}#{number}" for at, number in zip(places, numbers, strict=True)}

    def kept(self, part: int, records: pd.DataFrame) -> pd.DataFrame:
        """The records of a part without those that stand twice, each with an id of its own."""
        ids = self.ids(part, records["record_id"])
        repeats = self.repeats(part)
        if ids:
            own = records["record_id"].to_numpy(object)
            own[list(ids)] = list(ids.values())
            records = records.assign(record_id=pd.Series(own, index=records.index, dtype="str"))
        return records.drop(records.index[list(repeats)]) if repeats else records

    def _in_part(self, places: Ints, part: int) -> tuple[Ints, int]:
        start = self.starts[part]
        return inside(places, start, self.starts[part + 1] - start), start

    def _reason(self, number: int) -> str:
        own, first = (self._earlier.names[int(at[number])] for at in (self._earlier.table, self._earlier.first_table))
        return f"same record twice (row {self._earlier.first_row[number]}{f' of {first}' if first != own else ''})"


def settle(parts: Parts, counts: Mapping[str, int]) -> Settled:
    """Settle all records; `parts` gives their `marks.SETTLING`, `record_id`, `recorded_on`, `source` and `row`.

    `counts` are those of the desk, added up.
    """
    whole = Kept(parts, counts["records"])
    twice = whole.again("same", "same_rest", where="has_id")
    kept = Kept(parts, counts["records"], twice.at)
    numbers = numbers_of(kept)
    starts = (0, *np.cumsum([len(part) for part in parts(["nth"])]).tolist())
    return Settled(quality_of(kept, counts, numbers.given), starts, twice.at, _earlier(whole, twice), numbers)


def _earlier(whole: Kept, twice: Again) -> _Earlier:
    """Where the records stood that come again; asked only of parts that hold one."""
    wanted = np.union1d(twice.at, twice.first)
    table, row = np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.int64)
    names: dict[int, str] = {}
    for places, part in whole.read("table", "source", "row") if len(wanted) else ():
        at = inside(wanted, int(places[0]), len(places)) if len(places) else places
        mine = part.iloc[at - places[0]] if len(at) else part.iloc[:0]
        into = np.searchsorted(wanted, at)
        table[into], row[into] = mine["table"], mine["row"]
        names |= dict(zip(mine["table"], mine["source"], strict=True))
    own, first = np.searchsorted(wanted, twice.at), np.searchsorted(wanted, twice.first)
    return _Earlier(table[own], table[first], row[first], names)
