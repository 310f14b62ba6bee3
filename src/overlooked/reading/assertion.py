"""What a narrative asserts of a sign: present, negated, hypothetical, historical, or somebody else's.

In come a view, the date of the record and a match, out comes an `Assertion`. What is looked for, where, and how
far it reaches is data (`data/assertion.toml`). The order of the questions is fixed:

1. Is it told of somebody or something else (a film, an officer, a ward, a fraudster's tale)?
2. Is it a question? Then the answer decides: no, yes, or none given.
3. Is it long past and closed?
4. Is it advice, a risk, a policy?
5. Is it denied? Denials are counted: two make an assertion.

A sign is otherwise present, a denial ("free to come and go") negated.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from overlooked.findings import Assertion
from overlooked.reading.context import Context, Place, Rule, Triggers, load_triggers
from overlooked.reading.foldings import YEAR
from overlooked.reading.matching import Match
from overlooked.reading.neutral import View
from overlooked.reading.voices import silent_sentences

NEGATION_REACH, DENIAL_REACH, ANSWER_REACH, QUESTION_REACH, ASKING_REACH, TURN_REACH = 5, 20, 8, 12, 6, 2
"""How far, in places, reach a "no", a "denied", an answer, a question, an "asked" to its "if", and the "not" that turns
a denial ("free to leave") into a sign."""
CLOSED_AFTER, CARRIES_AFTER, YEAR_REACH, EARLIEST = 3, 6, 10, 1945
"""A year so many years before the record, or more, is past and closed; the greater of them closes the next sentence
too; within a sentence it dates what stands so many places off. Not where something says that it goes on. What looks
like a year before the earliest is a time of the day."""


WAYS_IN = frozenset({"recruited_moved", "deception"})
"""How somebody came into it is always past, and no year of it closes what came of it."""


class Assertions:
    """All assertion rules, ready to be asked."""

    def __init__(self, triggers: Triggers) -> None:
        """Take the triggers and rules that decide."""
        self.triggers = triggers
        self._early = [rule for rule in triggers.rules if rule.assertion is Assertion.OTHER]
        self._late = [rule for rule in triggers.rules if rule.assertion is not Assertion.OTHER]

    def context(self, view: View, recorded_on: str = "") -> Context:
        """The triggers of a narrative, found once, and the sentences that say nothing of their neighbours."""
        context = self.triggers.context(view, recorded_on)
        context.silence(silent_sentences(context))
        context.old_years = _old_years(context)
        return context

    def of(self, context: Context, match: Match) -> Assertion:
        """What the narrative asserts of a match."""
        for decide in (self._by_rules, _of_question, _of_past, self._by_late_rules, _of_denial):
            assertion = decide(context, match)
            if assertion is not None:
                return assertion
        return Assertion.NEGATED if match.cue.denies else Assertion.PRESENT

    def _by_rules(self, context: Context, match: Match) -> Assertion | None:
        return _first(self._early, context, match)

    def _by_late_rules(self, context: Context, match: Match) -> Assertion | None:
        return _first(self._late, context, match)


def _first(rules: Iterable[Rule], context: Context, match: Match) -> Assertion | None:
    for rule in rules:
        if rule.id in context.found and rule.concerns(match.cue.indicator) and _holds(rule, context, match):
            return rule.assertion
    return None


def _holds(rule: Rule, context: Context, match: Match) -> bool:
    view = context.view
    first, last = view.sentences[match.sentence]
    if context.near(f"{rule.id}.unless", match.sentence):
        return False
    if rule.only_with and not context.anywhere(f"{rule.id}.only_with"):
        return False
    if rule.scope == "document":
        return context.anywhere(rule.id) and not context.anywhere(f"{rule.id}.unless")
    if rule.scope in {"sentence", "nearby"}:
        return context.near(rule.id, match.sentence, rule.back, rule.forward)
    if rule.scope == "before":
        ends = (end for _, end in context.within(rule.id, first, match.first))
        return any(
            context.reaches(end, match.first, rule.reach, across=rule.across)
            and (rule.across or not context.holds("further", end, match.first))
            for end in ends
        )
    starts = (start for start, _ in context.within(rule.id, match.last, last))
    return any(context.reaches(match.last, start, rule.reach, across=rule.across) for start in starts)


def _of_question(context: Context, match: Match) -> Assertion | None:
    """A question is what its answer makes of it; the answer stands behind it in the sentence or in the next."""
    view, number = context.view, match.sentence
    first, last = view.sentences[number]
    if not (number in view.questions or _is_asked(context, first, match.first)):
        return None
    follows = next((view.sentences[n] for n in context.telling(number, 1) if n not in view.questions), (last, last))
    answers = [
        (place, name)
        for name in ("answer_no", "answer_yes")
        for place in (
            *context.within(name, match.last, last),
            *context.within(name, follows[0], min(follows[1], follows[0] + ANSWER_REACH)),
        )
    ]
    if not answers:
        return Assertion.HYPOTHETICAL
    _, answer = min(answers)
    agrees = (answer == "answer_yes") != match.cue.denies
    return Assertion.PRESENT if agrees else Assertion.NEGATED


def _is_asked(context: Context, first: int, last: int) -> bool:
    """Whether items `first` up to `last` end in a question: "asked if", or "asked" with its "if" a little later."""
    asked = [end for _, end in context.within("asked", first, last)]
    verbs = [end for _, end in context.within("asks", first, last)]
    if not (asked or verbs):
        return False
    for start, end in context.within("asks_if", first, last):
        if any(context.reaches(verb, start, ASKING_REACH, across=True) for verb in verbs):
            asked.append(end)
    forms = context.view.forms
    return any(context.reaches(end, last, QUESTION_REACH) and forms[end] != "to" for end in asked)


def _of_past(context: Context, match: Match) -> Assertion | None:
    """Long past and closed: an old year, "years ago", men jailed since; not where something says that it goes on."""
    number = match.sentence
    if not (context.old_years or context.holding("closed")) or context.near("still", number):
        return None
    here = context.old_years.get(number, [])
    before = [place for other in context.telling(number, -1) for place in context.old_years.get(other, ())]
    behind = [place for other in context.telling(number, 1) for place in context.old_years.get(other, ())]
    dated = any(_is_beside(context.view, place, match) for place in here)
    old = match.cue.indicator not in WAYS_IN and (dated or any(_carries(context, place, match) for place in before))
    closed = context.near("closed", number) or (context.near("closed", number, 1, 1) and bool(here or before or behind))
    closed = closed and not context.near("recent", number)
    return Assertion.HISTORICAL if old or closed else None


def _is_beside(view: View, place: int, match: Match) -> bool:
    """Whether an old year of the same sentence stands near enough to date the match."""
    return view.places[match.first] - YEAR_REACH <= view.places[place] <= view.places[match.last - 1] + YEAR_REACH


def _old_years(context: Context) -> dict[int, list[int]]:
    """By sentence, the years of a narrative that are past and closed."""
    old: dict[int, list[int]] = {}
    if context.recorded_year is None:
        return old
    view, latest = context.view, context.recorded_year - CLOSED_AFTER
    for index, form in enumerate(view.forms):
        if form == YEAR and EARLIEST <= _year(view, index) <= latest and not _runs_on(context, index):
            old.setdefault(context.sentence_of[index], []).append(index)
    return old


def _runs_on(context: Context, index: int) -> bool:
    """Whether what an old year tells goes on: "since 2013", "born 1974", "in 1971, and no day missed since"."""
    first, last = context.view.sentences[context.sentence_of[index]]
    return context.holds("from", max(first, index - 2), index) or context.holds("since", first, last)


def _year(view: View, index: int) -> int:
    text = view.narrative[view.starts[index] : view.ends[index]]
    return int(text[:4]) if text[:4].isdecimal() else 9999


def _carries(context: Context, place: int, match: Match) -> bool:
    """Whether an old year in the sentence before still holds: nothing has come back to the present since."""
    age = (context.recorded_year or 0) - _year(context.view, place)
    told_in_past = context.near("past_tense", match.sentence) and not context.near("now", match.sentence)
    return age >= CARRIES_AFTER and told_in_past


_DENIALS = ("negation", "denial", "denied_after")


def _of_denial(context: Context, match: Match) -> Assertion | None:
    """Count what denies: before the match in its scope, in its gaps, and behind it. Two denials assert."""
    if not any(context.near(name, match.sentence) for name in _DENIALS):
        return None
    first, last = context.view.sentences[match.sentence]
    filled = {index for start, end in match.filled for index in range(start, end)}
    inside = (
        []
        if _negates(match) or len(match.cue.parts) > 1
        else [p for p in context.within("negation", match.first, match.last) if p[0] not in filled]
    )
    before = [
        place
        for place in context.within("negation", first, match.first)
        if _denies_as_far_as(context, place[1], match.first) and not _is_pseudo(context, place)
    ]
    denied = [
        place
        for place in context.within("denial", first, match.first)
        if context.reaches(place[1], match.first, DENIAL_REACH, across=True) and not _is_pseudo(context, place)
    ]
    behind = [p for p in context.within("denied_after", match.last, last) if context.reaches(match.last, p[0], 5)]
    count = len(inside) + len(_separate(before)) + bool(denied) + bool(behind)
    if count % 2 == 0:
        return None
    if not match.cue.denies:
        return Assertion.NEGATED
    turned = not _negates(match) and any(context.reaches(end, match.first, TURN_REACH) for _, end in before)
    return Assertion.PRESENT if turned else None


def _denies_as_far_as(context: Context, left: int, right: int) -> bool:
    """A "no" reaches as far as its own statement: not over a comma or an "and"."""
    view = context.view
    same = right <= left or view.clauses[left - 1] == view.clauses[right]
    if right > left and _is_condition(context, left):
        return False
    return same and context.reaches(left, right, NEGATION_REACH) and not context.holds("further", left, right)


def _is_condition(context: Context, left: int) -> bool:
    """Whether what ends at item `left` is part of a condition: "if he would not, he was held under"."""
    view = context.view
    begins = max(view.sentences[context.sentence_of[left - 1]][0], left - 6)
    places = context.within("condition", begins, left)
    return any(view.clauses[place[0]] == view.clauses[left - 1] for place in places)


def _separate(places: Sequence[Place]) -> list[Place]:
    """Denials one after another ("no, not once") are one."""
    return [place for number, place in enumerate(places) if number == 0 or place[0] > places[number - 1][1] + 1]


def _is_pseudo(context: Context, place: Place) -> bool:
    around = context.inside("pseudo", context.sentence_of[place[0]])
    return any(first <= place[0] < last for first, last in around)


def _negates(match: Match) -> bool:
    """Whether the cue itself holds a negation ("not been paid"): its own words do not deny it."""
    return any(slot.negates for part in match.cue.parts for slot in part)


@cache
def load_assertions() -> Assertions:
    """The shipped assertion rules. Raises KnowledgeError for an entry that cannot be used."""
    return Assertions(load_triggers())
