"""Lengths: where a field limit cut narratives. In come the lengths of the texts of one column, out come limits.

A cut text ends inside a sentence, and many of a column are of one length.
"""

from collections import Counter

import numpy as np

from overlooked.records.again import Ints

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

LIMITS = (255, 1000, 1024, 2000, 2048, 4000, 4096, 8000, 32_000, 32_767, 65_535)
"""Field limits of record systems, data bases and Excel, in characters or bytes."""
NEARLY, ABOVE, HEAP = 2, 50, 5
"""A cut text is at most so much shorter than its limit; so far above it is looked; so many different texts make a
heap."""


class Lengths:
    """How long the texts of one column are, and how many of a length end inside a sentence."""

    def __init__(self) -> None:
        self._all: Counter[int] = Counter()
        self._open: Counter[int] = Counter()
        self._different: Counter[int] = Counter()

    def add(self, lengths: Ints, is_open: Flags, is_different: Flags) -> None:
        """Some texts: their lengths, which end inside a sentence, and which of these did not stand before."""
        for counts, mine in ((self._all, slice(None)), (self._open, is_open), (self._different, is_different)):
            counts.update(dict(zip(*(found.tolist() for found in np.unique_counts(lengths[mine])), strict=True)))

    def cut(self) -> tuple[int, tuple[int, ...]]:
        """How many texts are cut, and where: a limit leaves a heap of open ends at it and little above it.

        At a usual limit one such text is enough where none is longer; elsewhere the greatest length must be shared.
        """
        longest = max(self._all, default=0)
        found: dict[int, int] = {}
        for limit in LIMITS:
            heap = self._sum(self._different, limit - NEARLY, limit)
            above = self._sum(self._all, limit + 1, limit + ABOVE)
            if heap > above and (heap >= HEAP or longest <= limit):
                found[limit] = self._sum(self._open, limit - NEARLY, limit)
        is_usual = any(limit - NEARLY <= longest <= limit for limit in LIMITS)
        if not is_usual and self._different[longest] >= HEAP and self._open[longest] * 2 > self._all[longest]:
            found[longest] = self._open[longest]
        return sum(found.values()), tuple(found)

    @staticmethod
    def _sum(lengths: Counter[int], first: int, last: int) -> int:
        return sum(lengths[length] for length in range(first, last + 1))
