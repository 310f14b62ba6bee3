"""Stretches of a narrative: in come findings, which may overlap; out come the pieces that they cover, in order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any


def stretches(findings: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, list[int]]]:
    """Start, end, and the numbers of the findings that stand there, in the order of the narrative.

    A stretch ends wherever a finding begins or ends, so that a view can show all of them.

    >>> stretches([{"start": 0, "end": 8}, {"start": 4, "end": 14}])
    [(0, 4, [0]), (4, 8, [0, 1]), (8, 14, [1])]
    """
    opened, closed = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, finding in enumerate(findings):
        opened[finding["start"]].append(number)
        closed[finding["end"]].append(number)
    covered, here = [], set[int]()
    for start, end in pairwise(sorted({*opened, *closed})):
        if start in closed:
            here.difference_update(closed[start])
        if start in opened:
            here.update(opened[start])
        if here:
            covered.append((start, end, sorted(here)))
    return covered
