"""Kept: the records that are left once those that stand twice are set aside, with the place of each among all.

In come parts, as often as they are asked for; out come places and columns, part by part. Place 0 is the first record of
the first part.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from overlooked.records.again import Again, Ints, again

Parts = Callable[[Sequence[str]], Iterator[pd.DataFrame]]
"""Gives the columns asked for, part by part; it can be called again and again."""


def no_places() -> Ints:
    """No place at all."""
    return np.empty(0, np.int64)


@dataclass(frozen=True)
class Kept:
    """Parts of `count` records together, read without the places `without`, which are in order."""

    parts: Parts
    count: int
    without: Ints = field(default_factory=no_places)

    def read(self, *columns: str) -> Iterator[tuple[Ints, pd.DataFrame]]:
        """The places and columns of the records that are kept, part by part."""
        start = 0
        for part in self.parts(columns):
            is_kept = np.ones(len(part), bool)
            is_kept[inside(self.without, start, len(part)) - start] = False
            places = np.arange(start, start + len(part))
            start += len(part)
            yield (places, part) if is_kept.all() else (places[is_kept], part[is_kept])

    def again(self, *columns: str, where: str = "") -> Again:
        """The records that have in these columns what an earlier one had, of those alone for which `where` is true."""

        def keys() -> Iterator[tuple[Ints, Ints]]:
            for places, part in self.read(*columns, *filter(None, [where])):
                mine = part[where].to_numpy() if where else slice(None)
                yield places[mine], part[list(columns)].to_numpy()[mine]

        return again(keys, self.count)


def inside(places: Ints, start: int, count: int) -> Ints:
    """Those of places in order that are among `count` from `start` on."""
    first, end = np.searchsorted(places, [start, start + count])
    return places[first:end]
