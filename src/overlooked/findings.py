"""A finding: one sign in one narrative, with the exact words, where they stand and what they assert."""

from dataclasses import dataclass
from enum import StrEnum


class Assertion(StrEnum):
    """What the narrative says of a sign; the five values of the annotation guide."""

    PRESENT = "present"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    OTHER = "other"


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
