"""A case of a lesson: one record as it was written, and the signs in it that a learner should see.

In come labelled records of the corpus and a reader, out come cases. What annotators marked is the answer;
circumstances, settings and counter-evidence, which the corpus does not mark, come from the reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from overlooked.corpus import LabelledRecord
from overlooked.findings import CHILD, Assertion, Finding, Kind
from overlooked.pages.words import HOMELESS
from overlooked.reading.reader import Reader

ANNOTATED = "annotated"
"""What stands for the cue of a sign that a person marked."""

ENGLAND_WALES = "england_wales"

GROUPS: Mapping[str, frozenset[str]] = {
    "homeless": frozenset(HOMELESS),
    "children": frozenset({CHILD}),
    "care_leavers": frozenset({"care_leaver"}),
    "disability": frozenset({"learning_disability", "disability", "mental_ill_health"}),
    "addiction": frozenset({"addiction"}),
    "elderly": frozenset({"elderly"}),
    "no_recourse": frozenset({"no_recourse"}),
    "lives_at_work": frozenset({"lives_at_work"}),
    "suspects": frozenset({"suspect"}),
}
"""Whom a lesson can be about, and the circumstances that tell it."""


class Difficulty(StrEnum):
    """How hard a case is to judge, easiest first."""

    PLAIN = "plain"
    SUBTLE = "subtle"
    LOOK_ALIKE = "look_alike"
    PAIR = "pair"
    CLEARANCE = "clearance"


DIFFICULTIES: Mapping[str, str] = {
    Difficulty.PLAIN: "plain on its face",
    Difficulty.SUBTLE: "subtle: the writer did not see it",
    Difficulty.LOOK_ALIKE: "a look-alike, and no case",
    Difficulty.PAIR: "one of two records that differ in a few words, one a case and one none",
    Difficulty.CLEARANCE: "a clearance that clears nothing",
}
"""Each difficulty in plain words."""


@dataclass(frozen=True, slots=True)
class Case:
    """One record of a lesson, and what stands in it.

    `is_case` says whether it should be reviewed as slavery; `signs` are all findings that an answer shows, in the order
    in which they stand, of which the learner looks for the present indicators. `about` are keys of `GROUPS`; `pair` is
    the same for the two of a minimal pair; `why` is one sentence of an annotator, empty for a real record. The class of
    the offence is told where the title alone does not tell it.
    """

    case_id: str
    narrative: str
    offence: str
    recorded_on: str
    force: str
    is_case: bool
    difficulty: Difficulty
    exploitation: tuple[str, ...]
    signs: tuple[Finding, ...]
    about: tuple[str, ...]
    why: str = ""
    pair: str = ""
    nation: str = ENGLAND_WALES
    offence_class: str = ""

    @property
    def to_find(self) -> tuple[Finding, ...]:
        """The signs that a learner should mark: indicators that the record asserts."""
        return tuple(s for s in self.signs if s.kind is Kind.INDICATOR and s.assertion is Assertion.PRESENT)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators to find, each once, in the order in which they stand."""
        return tuple(dict.fromkeys(sign.indicator for sign in self.to_find))


def corpus_case(record: LabelledRecord, reader: Reader) -> Case:
    """The case that a labelled record of the corpus makes."""
    read = reader.read(record.narrative, record.recorded_on).findings
    marked = [_marked(record, at, read) for at in range(len(record.indicators))]
    around = [finding for finding in read if finding.kind not in {Kind.INDICATOR, Kind.NAMED}]
    signs = in_order([*marked, *around])
    return Case(
        case_id=record.record_id,
        narrative=record.narrative,
        offence=record.offence,
        recorded_on=record.recorded_on,
        force=record.force,
        is_case=bool(record.label),
        difficulty=_difficulty(record, signs),
        exploitation=record.exploitation,
        signs=signs,
        about=about(
            signs, homeless=bool(record.victim.get("homeless")), child=record.victim.get("age_band") == "child"
        ),
        why=record.why,
        pair=record.pair_id or "",
    )


def in_order(signs: Sequence[Finding]) -> tuple[Finding, ...]:
    """The signs in the order in which their quotes stand; equal places by kind and code."""
    return tuple(sorted(signs, key=lambda sign: (sign.start, sign.end, sign.kind, sign.indicator)))


def about(signs: Sequence[Finding], *, homeless: bool = False, child: bool = False) -> tuple[str, ...]:
    """The groups that present circumstances tell of, and those that are known beside them."""
    told = {s.indicator for s in signs if s.kind is Kind.CIRCUMSTANCE and s.assertion is Assertion.PRESENT}
    known = {"homeless": homeless, "children": child}
    return tuple(group for group, codes in GROUPS.items() if codes & told or known.get(group))


def _marked(record: LabelledRecord, at: int, read: Sequence[Finding]) -> Finding:
    """An annotation as a finding; a denial clears nothing where the reading says so of the same words."""
    mark = record.indicators[at]
    start = record.narrative.index(mark.quote)
    end = start + len(mark.quote)
    void = any(
        not finding.clears and finding.start < end and start < finding.end
        for finding in read
        if finding.kind is Kind.COUNTER or finding.assertion is Assertion.NEGATED
    )
    clears = not (void and mark.assertion is Assertion.NEGATED)
    return Finding(Kind.INDICATOR, mark.indicator, mark.quote, start, end, mark.assertion, ANNOTATED, clears)


def _difficulty(record: LabelledRecord, signs: Sequence[Finding]) -> Difficulty:
    """A pair is told by its key, a clearance by a denial that clears nothing in a case, the rest by the kind."""
    if record.pair_id:
        return Difficulty.PAIR
    if not record.label:
        return Difficulty.LOOK_ALIKE
    if any(not sign.clears for sign in signs):
        return Difficulty.CLEARANCE
    return Difficulty.PLAIN if record.kind == "overt" else Difficulty.SUBTLE
