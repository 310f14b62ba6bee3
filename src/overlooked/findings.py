"""A finding: one sign in one narrative, with the exact words, where they stand and what they assert."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Assertion(StrEnum):
    """What the narrative says of a sign; the five values of the annotation guide."""

    PRESENT = "present"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    OTHER = "other"


ASSERTIONS: Mapping[str, str] = {
    Assertion.PRESENT: "present",
    Assertion.NEGATED: "said not to be so",
    Assertion.HYPOTHETICAL: "a risk, advice or a question",
    Assertion.HISTORICAL: "long past",
    Assertion.OTHER: "of somebody else",
}
"""Each assertion in plain words."""


class Kind(StrEnum):
    """What a finding is about. Only `indicator` and `counter` findings move the score."""

    INDICATOR = "indicator"
    CIRCUMSTANCE = "circumstance"
    SETTING = "setting"
    NAMED = "named"
    COUNTER = "counter"


CHILD = "child"
"""The circumstance of somebody under 18, for whom consent clears nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign. `narrative[start:end] == quote` always holds.

    `indicator` is the code in the catalogue of its kind; `cue` the id of the cue that found it. `clears` is false for
    a denial or counter-evidence that clears nothing: a tick-box, the word of a possible controller, a child's consent.
    """

    kind: Kind
    indicator: str
    quote: str
    start: int
    end: int
    assertion: Assertion
    cue: str
    clears: bool = True


FINDING_COLUMNS = ("record_id", "kind", "indicator", "quote", "start", "end", "assertion", "cue", "clears")


def pieces(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, list[int]]]:
    """The stretches of a narrative that findings cover: start, end, and which of the `spans` stand there.

    Spans may overlap; a stretch ends wherever one of them begins or ends, so that all of them can be shown.

    >>> pieces([(0, 8), (4, 14)])
    [(0, 4, [0]), (4, 8, [0, 1]), (8, 14, [1])]
    """
    opened, closed = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, (start, end) in enumerate(spans):
        opened[start].append(number)
        closed[end].append(number)
    covered, here = [], set[int]()
    for start, end in pairwise(sorted({*opened, *closed})):
        here.difference_update(closed.get(start, ()))
        here.update(opened.get(start, ()))
        if here:
            covered.append((start, end, sorted(here)))
    return covered
