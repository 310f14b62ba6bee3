"""Sittings: which answers count, so that each learner counts once, and who answered before and after the lesson."""

from collections import defaultdict
from collections.abc import Sequence

from overlooked.teaching.learners.answered import AFTER, BEFORE, SITTINGS, Answers


def first_answers(answers: Sequence[Answers]) -> list[Answers]:
    """The first answers of each learner, by sitting, in the order given.

    Of answers without a name those after the lesson are left out where others were given before it: they may be the
    same people's.
    """
    by_learner = _by_learner(answers)
    not_counted = {AFTER} if any(own.who is None and own.sitting == BEFORE for own in answers) else set()
    return [own for own in answers if (by_learner[own.who][0] is own if own.who else own.sitting not in not_counted)]


def pairs(answers: Sequence[Answers]) -> list[tuple[Answers, Answers]]:
    """The answers before and after the lesson of each learner who has a name and gave both."""
    both = []
    for own in _by_learner(answers).values():
        when = {each.sitting: each for each in own}
        if BEFORE in when and AFTER in when:
            both.append((when[BEFORE], when[AFTER]))
    return both


def _by_learner(answers: Sequence[Answers]) -> dict[tuple[str, str], list[Answers]]:
    """The answers of each learner with a name, by sitting, earliest first."""
    found: dict[tuple[str, str], list[Answers]] = defaultdict(list)
    for own in answers:
        if own.who:
            found[own.who].append(own)
    return {who: sorted(own, key=lambda each: SITTINGS.index(each.sitting)) for who, own in found.items()}
