"""Small counts that no subtraction gives back, among counts that are sums of one another in more ways than one.

In go counts by key, and sums: a whole and the parts that make it up. Out come the same counts with None for what is not
told. `suppression.suppressed` guards one table; here a cell may stand in many, as a part of one and the whole of
another. The rules are the same (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4):

* a count of 1 to 4 is not told;
* no gap stands alone in a sum, since the rest of the sum would give it back;
* where a whole is told, its gaps together are no small number either: that would tell of them jointly;
* for each small count the sums allow another value, shown by linear programming, where no count is below 0;
* where a gap must be added, the smallest part that is told goes, zeros after the others, and the whole last.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from overlooked.statistics.figures import FloatArray
from overlooked.statistics.suppression import LEAST, small

Key = TypeVar("Key", bound=Hashable)

_DRAWS = 4
"""So many directions are tried for all counts at once, before those that never moved are tried alone."""
_REACH = 4
"""Other values are looked for within so many times the least count that is told."""
_ONE = 1 - 1e-6


def guarded(
    counts: Mapping[Key, int],
    sums: Sequence[tuple[Key, Sequence[Key]]],
    least: int = LEAST,
    *,
    hidden: Collection[Key] = (),
) -> dict[Key, int | None]:
    """Give the counts with None for each that its size, or any sum it stands in, would give away.

    `hidden` are not told from the start: what may rather go than what would have to.

    >>> guarded({"all": 20, "a": 3, "b": 8, "c": 9}, [("all", "abc")])
    {'all': 20, 'a': None, 'b': None, 'c': 9}
    """
    guard = _Guard(counts, sums, least, hidden)
    guard.close(range(len(sums)))
    while (pinned := guard.pinned()) is not None:
        guard.close(guard.widened(pinned))
    return {key: None if key in guard.gaps else count for key, count in counts.items()}


class _Guard(Generic[Key]):
    """What is told and what is not, while gaps are added."""

    def __init__(
        self,
        counts: Mapping[Key, int],
        sums: Sequence[tuple[Key, Sequence[Key]]],
        least: int,
        hidden: Collection[Key],
    ) -> None:
        self.counts, self.sums, self.least = counts, sums, least
        self.gaps = {key for key, count in counts.items() if small(count, least)} | set(hidden)
        self.place = {key: number for number, key in enumerate(counts)}
        self.of_key = defaultdict[Key, list[int]](list)
        for number, (whole, parts) in enumerate(sums):
            for key in (whole, *parts):
                self.of_key[key].append(number)

    def close(self, numbers: Iterable[int]) -> None:
        """Add gaps to these sums, and to those that this opens, until none gives a gap away."""
        waiting = list(numbers)
        while waiting:
            number = waiting.pop()
            if self._gives_away(*self.sums[number]):
                waiting += self._added(number)

    def pinned(self) -> Key | None:
        """The first small count for which the sums allow no other value."""
        gaps = [key for key in self.counts if key in self.gaps and self.of_key[key]]
        if not gaps:
            return None
        true = np.array([self.counts[key] for key in gaps], dtype=np.float64)
        others = _Others(self._equations(gaps), true, _REACH * self.least)
        fixed = np.array([small(self.counts[key], self.least) for key in gaps])
        rng = np.random.default_rng(0)
        for _ in range(_DRAWS):
            fixed &= ~others.differ(rng.normal(size=len(gaps)))
        for number in np.flatnonzero(fixed):
            wanted = np.eye(1, len(gaps), int(number))[0]
            if not any(others.differ(sign * wanted)[number] for sign in (1, -1)):
                return gaps[number]
        return None

    def widened(self, key: Key) -> list[int]:
        """Add a gap to a sum of a pinned count, or else to any that still tells something; the sums that this opens."""
        nearest = (*self.of_key[key], *range(len(self.sums)))
        return next(opened for number in nearest if (opened := self._added(number)))

    def _gives_away(self, whole: Key, parts: Sequence[Key]) -> bool:
        """Whether a sum tells a gap of its own, or a small number of several together."""
        own = [key for key in parts if key in self.gaps]
        if whole in self.gaps:
            return not own
        return bool(own) and (len(own) == 1 or sum(self.counts[key] for key in own) < self.least)

    def _added(self, number: int) -> list[int]:
        """Add a gap to a sum; the sums that it stands in, none where nothing of the sum is told any more."""
        whole, parts = self.sums[number]
        told = [key for key in (*parts, whole) if key not in self.gaps]
        if not told:
            return []
        gap = min(told, key=lambda key: (key == whole, self.counts[key] == 0, self.counts[key], self.place[key]))
        self.gaps.add(gap)
        return self.of_key[gap]

    def _equations(self, gaps: Sequence[Key]) -> csr_matrix:
        """The sums as an attacker has them: a row each, a column for each count that is not told."""
        column = {key: number for number, key in enumerate(gaps)}
        cells: dict[tuple[int, int], float] = {}
        for number, (whole, parts) in enumerate(self.sums):
            signs = {whole: -1.0, **dict.fromkeys(parts, 1.0)}
            cells |= {(number, column[key]): sign for key, sign in signs.items() if key in column}
        rows, columns = zip(*cells, strict=True)
        return csr_matrix((list(cells.values()), (rows, columns)), shape=(len(self.sums), len(gaps)))


class _Others:
    """Other values of the counts that are not told, which make the same sums."""

    def __init__(self, equations: csr_matrix, true: FloatArray, reach: int) -> None:
        self.equations, self.true = equations, true
        self.bounds = [(max(value - reach, 0.0), value + reach) for value in true.tolist()]

    def differ(self, wanted: FloatArray) -> npt.NDArray[np.bool_]:
        """Which counts differ from the true ones by one or more where `wanted` is least."""
        sums = self.equations @ self.true
        found = linprog(wanted, A_eq=self.equations, b_eq=sums, bounds=self.bounds)  # type: ignore[call-overload]  # sparse
        differs: npt.NDArray[np.bool_] = np.abs(found.x - self.true) > _ONE
        return differs
