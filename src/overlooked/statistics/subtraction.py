"""Small counts that no subtraction gives back, among counts that are sums of one another in more ways than one.

In go counts by key, and sums: a whole and the parts that make it up. Out come the same counts with None for what is not
told. `suppression.suppressed` guards one table; here a cell may stand in many, as a part of one and the whole of
another. The rules are the same (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4):

* a count of 1 to 4 is not told;
* no gap stands alone in a sum, since the rest of the sum would give it back;
* where a whole is told, its gaps together are no small number either: that would tell of them jointly;
* no small count is the only one that the sums allow, worked out from limits that narrow one another;
* where a gap must be added, the smallest part that is told goes, zeros after the others, and the whole last.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import inf
from typing import Generic, TypeVar

from overlooked.statistics.suppression import LEAST, small

Key = TypeVar("Key", bound=Hashable)


def guarded(
    counts: Mapping[Key, int], sums: Sequence[tuple[Key, Sequence[Key]]], least: int = LEAST
) -> dict[Key, int | None]:
    """Give the counts with None for each that its size, or any sum it stands in, would give away.

    >>> guarded({"all": 20, "a": 3, "b": 8, "c": 9}, [("all", "abc")])
    {'all': 20, 'a': None, 'b': None, 'c': 9}
    """
    guard = _Guard(counts, sums, least)
    guard.close(range(len(sums)))
    while (pinned := guard.pinned()) is not None:
        guard.close(guard.widened(pinned))
    return {key: None if key in guard.gaps else count for key, count in counts.items()}


class _Guard(Generic[Key]):
    """What is told and what is not, while gaps are added."""

    def __init__(self, counts: Mapping[Key, int], sums: Sequence[tuple[Key, Sequence[Key]]], least: int) -> None:
        self.counts, self.sums, self.least = counts, sums, least
        self.gaps = {key for key, count in counts.items() if small(count, least)}
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
        """The first small count that the sums allow no other value for."""
        limits = self._limits()
        fixed = (key for key in self.counts if key in self.gaps and limits[key][0] == limits[key][1])
        return next((key for key in fixed if small(self.counts[key], self.least)), None)

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

    def _limits(self) -> dict[Key, tuple[float, float]]:
        """The least and most that each count can be, by all sums, where none is below 0."""
        limits = {key: (0.0, inf) if key in self.gaps else (count, count) for key, count in self.counts.items()}
        waiting = dict.fromkeys(
            n for n, (whole, parts) in enumerate(self.sums) if not self.gaps.isdisjoint({whole, *parts})
        )
        while waiting:
            number = next(iter(waiting))
            del waiting[number]
            for key, found in _narrowed(*self.sums[number], limits):
                limits[key] = found
                waiting |= dict.fromkeys(self.of_key[key])
        return limits


def _narrowed(
    whole: Key, parts: Sequence[Key], limits: Mapping[Key, tuple[float, float]]
) -> list[tuple[Key, tuple[float, float]]]:
    """What a sum says of its members beyond what is known of each."""
    least, most = sum(limits[key][0] for key in parts), sum(limits[key][1] for key in parts)
    low, high = limits[whole]
    found = [(whole, (max(low, least), min(high, most)))]
    for key in parts:
        own_low, own_high = limits[key]
        others = sum(limits[other][1] for other in parts if other != key)
        found.append((key, (max(own_low, low - others), min(own_high, high - (least - own_low)))))
    return [(key, told) for key, told in found if told != limits[key]]
