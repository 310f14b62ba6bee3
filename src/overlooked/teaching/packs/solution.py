"""What the answer to a case tells: each sign and why it counts, the rules of that day, what to ask and what to do.

In comes a case, out comes its solution, put together from the guidance, the catalogue and the rules of recording. It
adds no judgement of its own: what a person marked, and what the reading found around it, is told with its source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from overlooked.findings import ASSERTIONS, CHILD, Assertion, Finding, Kind
from overlooked.pages.words import HOMELESS, name_of
from overlooked.recording import Rule, load_recording
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.guidance import ClearingGuidance, load_guidance
from overlooked.teaching.packs.words import lesson_words

QUESTIONS = 6
"""So many first questions can be kept in mind."""
_TELLS: Mapping[str, str] = {"children": CHILD, "homeless": HOMELESS[0]}
"""A circumstance for those groups that a label can tell where no word does."""
_NEITHER: Mapping[str, str] = {
    Assertion.HYPOTHETICAL: "It is advice, a risk or a question and nothing that happened, so it counts neither way.",
    Assertion.HISTORICAL: "It is long past and closed, so it does not count here; it may explain a risk of today.",
    Assertion.OTHER: "It is true of somebody who is not the possible victim, so it does not count.",
}


@dataclass(frozen=True, slots=True)
class ToldSign:
    """A sign of the answer, numbered as it is marked in the narrative.

    `name` is what it is called, `says` what the record asserts of it in a few words, `why` why it counts or does not,
    one sentence or more, `source` the guidance it stands on.
    """

    number: int
    sign: Finding
    name: str
    says: str
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldRule:
    """A rule of recording that applied on the day of the record; `note` says what of it is not certain, or nothing."""

    title: str
    rule: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer to a case.

    `verdict` is one sentence or two: look again, or not, and why; `signs` are what speaks for exploitation, `against`
    what speaks for an ordinary explanation with why it does or does not clear, `around` circumstances and settings.
    """

    verdict: str
    signs: tuple[ToldSign, ...]
    against: tuple[ToldSign, ...]
    around: tuple[ToldSign, ...]
    should_record: tuple[str, ...]
    rules: tuple[ToldRule, ...]
    questions: tuple[str, ...]
    safeguarding: tuple[str, ...]


def solution_of(case: Case) -> Solution:
    """The answer to a case; nothing should be recorded anew, asked or done for a look-alike but to keep its rule."""
    guidance = load_guidance()
    told = [_told(number, sign, case) for number, sign in enumerate(case.signs, start=1)]
    to_find, beside = frozenset(case.to_find), frozenset({Kind.CIRCUMSTANCE, Kind.SETTING})
    people = guidance.about(_circumstances(case)) if case.is_case else ()
    return Solution(
        verdict=_verdict(case),
        signs=tuple(own for own in told if own.sign in to_find),
        against=tuple(own for own in told if own.sign not in to_find and own.sign.kind not in beside),
        around=tuple(own for own in told if own.sign.kind in beside),
        should_record=tuple(guidance.of_exploitation(kind).to_consider(case.nation) for kind in case.exploitation),
        rules=tuple(map(_told_rule, _rules(case))),
        questions=_questions(case),
        safeguarding=guidance.safeguarding(case.exploitation, people) if case.is_case else (),
    )


def _verdict(case: Case) -> str:
    judged = "A person should look at this record again." if case.is_case else "Nobody needs to look again for slavery."
    return f"{judged} {case.why}".strip()


def _circumstances(case: Case) -> set[str]:
    """The present circumstances, and those that the label alone tells."""
    found = {s.indicator for s in case.signs if s.kind is Kind.CIRCUMSTANCE and s.assertion is Assertion.PRESENT}
    return found | {_TELLS[group] for group in case.about if group in _TELLS}


def _told(number: int, sign: Finding, case: Case) -> ToldSign:
    why, source = _why(sign, case)
    void = "" if sign.clears else ", which clears nothing"
    says = "speaks against" if sign.kind is Kind.COUNTER else ASSERTIONS[sign.assertion]
    return ToldSign(number, sign, name_of(sign.kind, sign.indicator), f"{says}{void}", why, source)


def _why(sign: Finding, case: Case) -> tuple[str, tuple[str, ...]]:
    guidance = load_guidance()
    if sign.kind is Kind.COUNTER:
        return _clearing(guidance.of_counter(sign.indicator), clears=sign.clears and not case.is_case)
    if sign.kind is not Kind.INDICATOR:
        return _around(sign), ()
    own = guidance.of_indicator(sign.indicator)
    if sign.assertion is Assertion.PRESENT:
        alone = "" if case.is_case else f" Here it stands beside what disposes of it, or alone. {own.not_enough}"
        return own.why + alone, own.source
    if sign.assertion is Assertion.NEGATED:
        return _clearing(guidance.of_denial(_reason(sign, case)), clears=sign.clears)
    return _NEITHER[sign.assertion], ()


def _clearing(told: ClearingGuidance, *, clears: bool) -> tuple[str, tuple[str, ...]]:
    return f"{told.clears} {told.does_not_clear}" if clears else f"{told.does_not_clear} {told.clears}", told.source


def _reason(sign: Finding, case: Case) -> str:
    """What is set against the sign, as far as the record tells it.

    In a case, what clears a sign leaves the others; a denial that clears nothing is a child's, or was not checked.
    """
    if sign.clears:
        return "others_stand" if case.is_case else "checked"
    return "child" if "children" in case.about else "unchecked"


def _around(sign: Finding) -> str:
    if sign.assertion is not Assertion.PRESENT:
        return f"The record says of it: {ASSERTIONS[sign.assertion]}."
    people = load_guidance().people.values()
    changes = next((told.changes for told in people if sign.indicator in told.circumstances), "")
    return changes or "It is no sign by itself; it tells who the person is, or where, and what to ask."


def _questions(case: Case) -> tuple[str, ...]:
    """The first question of each sign, then further ones, in the order in which the signs stand."""
    if not case.is_case:
        return ()
    asked = [load_guidance().of_indicator(code).questions for code in case.indicators]
    by_turn = (own[turn] for turn in range(max(map(len, asked), default=0)) for own in asked if turn < len(own))
    return tuple(dict.fromkeys(by_turn))[:QUESTIONS]


def _rules(case: Case) -> Iterator[Rule]:
    """The rules of that day that a lesson on such a case tells."""
    lesson = lesson_words()["rules"]
    wanted = set(lesson["case" if case.is_case else "look_alike"])
    if case.is_case:
        wanted |= {code for name in (*case.about, *case.exploitation) for code in lesson.get(name, ())}
    return (rule for rule in load_recording().rules_on(_day(case), case.nation) if rule.code in wanted)


def _told_rule(rule: Rule) -> ToldRule:
    note = "" if rule.certain else f"Not verified: {rule.doubt} Check with your force's policy."
    return ToldRule(rule.title, rule.rule, "; ".join(rule.source), note)


def _day(case: Case) -> date | None:
    """The day of the record; of a month its first day, None where none is told."""
    try:
        return date.fromisoformat(f"{case.recorded_on}-01"[:10])
    except ValueError:
        return None
