"""Marking: what a learner marked, set against the key of a pack. The page marks by the same rules, in `lesson.js`.

* A mark *hits* a present sign where it shares at least one character with it and names its indicator.
* A present sign that is touched only by marks of other indicators is *misnamed*; one that none touches is *missed*.
* A mark that touches no present sign is *false*. What it touches else (a denial, advice, somebody else's) is told.
* Several marks on one sign count once; a mark over several signs may hit each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from overlooked.findings import Assertion


class Seen(StrEnum):
    """What became of a present sign."""

    HIT = "hit"
    MISNAMED = "misnamed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the key: an indicator, where it stands, and what the record asserts of it."""

    indicator: str
    start: int
    end: int
    assertion: str = Assertion.PRESENT
    clears: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """What a learner marked: characters of the narrative, from `start` up to `end`, and the indicator named."""

    indicator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A case marked: what became of each present sign, and of each mark that touches none.

    `false_marks` hold, for each, the assertion of the sign that it touches, or "" where it touches nothing.
    """

    seen: Mapping[Sign, Seen]
    false_marks: tuple[tuple[Mark, str], ...]


def marked(signs: Sequence[Sign], marks: Sequence[Mark]) -> Marked:
    """Set the marks of one case against its signs."""
    present = [sign for sign in signs if sign.assertion == Assertion.PRESENT]
    other = [sign for sign in signs if sign.assertion != Assertion.PRESENT]
    false = [mark for mark in marks if not any(_touch(mark, sign) for sign in present)]
    return Marked(
        {sign: _seen(sign, marks) for sign in present},
        tuple((mark, next((s.assertion for s in other if _touch(mark, s)), "")) for mark in false),
    )


def _seen(sign: Sign, marks: Sequence[Mark]) -> Seen:
    touching = [mark for mark in marks if _touch(mark, sign)]
    if any(mark.indicator == sign.indicator for mark in touching):
        return Seen.HIT
    return Seen.MISNAMED if touching else Seen.MISSED


def _touch(mark: Mark, sign: Sign) -> bool:
    return mark.start < sign.end and sign.start < mark.end
