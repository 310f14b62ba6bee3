"""Counts: the answers of several learners, marked by the key, as arrays with a row a learner."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from overlooked.findings import Assertion
from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.figures import FloatArray
from overlooked.teaching.learners.answered import REVIEW, AnsweredCase, Answers, KeyCase
from overlooked.teaching.packs.marking import Seen, Sign, marked

TOUCHES = (*(kind for kind in Assertion if kind is not Assertion.PRESENT), "")
"""What a false mark can touch: a sign that the record does not assert of this person, or nothing."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What learners made of the cases of a key: arrays hold 0 or 1, but for `false` and `marks`, numbers of marks.

    `to_find` are the signs to find with the number of their case. `hit` and `misnamed` are learners by signs; `judged`,
    `right`, `left_open` and `marks` learners by cases; `false` learners by cases by indicators by `TOUCHES`. `named_as`
    tells, for each number of a sign, which other indicators were named for it, and how often.
    """

    key: tuple[KeyCase, ...]
    to_find: tuple[tuple[int, Sign], ...]
    hit: FloatArray
    misnamed: FloatArray
    judged: FloatArray
    right: FloatArray
    left_open: FloatArray
    false: FloatArray
    marks: FloatArray
    named_as: Counter[tuple[int, str]]

    @property
    def learners(self) -> int:
        """How many answers are counted."""
        return len(self.hit)


def counted(key: Sequence[KeyCase], answers: Sequence[Answers]) -> Counts:
    """Mark the answers, one row each."""
    to_find = tuple((at, sign) for at, case in enumerate(key) for sign in case.signs if _is_present(sign))
    by_case, by_sign = (len(answers), len(key)), (len(answers), len(to_find))
    told = Counts(
        key=tuple(key),
        to_find=to_find,
        hit=np.zeros(by_sign),
        misnamed=np.zeros(by_sign),
        judged=np.zeros(by_case),
        right=np.zeros(by_case),
        left_open=np.zeros(by_case),
        false=np.zeros((*by_case, len(INDICATOR_CODES), len(TOUCHES))),
        marks=np.zeros(by_case),
        named_as=Counter(),
    )
    for row, own in enumerate(answers):
        for at, (case, answered) in enumerate(zip(key, own.cases, strict=True)):
            _judge(told, (row, at), case, answered)
            _mark(told, (row, at), case, answered)
    return told


def _judge(told: Counts, place: tuple[int, int], case: KeyCase, answered: AnsweredCase) -> None:
    told.left_open[place] = answered.is_open
    if answered.judgement:
        told.judged[place] = 1
        told.right[place] = (answered.judgement == REVIEW) == case.is_case


def _mark(told: Counts, place: tuple[int, int], case: KeyCase, answered: AnsweredCase) -> None:
    row, at = place
    result = marked(case.signs, answered.marks)
    seen = result.seen
    told.marks[place] = len(answered.marks)
    for number, (_, sign) in ((n, own) for n, own in enumerate(told.to_find) if own[0] == at):
        told.hit[row, number] = seen[sign] is Seen.HIT
        told.misnamed[row, number] = seen[sign] is Seen.MISNAMED
        if seen[sign] is Seen.MISNAMED:
            touching = {m.indicator for m in answered.marks if marked([sign], [m]).seen[sign] is not Seen.MISSED}
            told.named_as.update((number, indicator) for indicator in touching)
    for mark, touched in result.false_marks:
        told.false[row, at, INDICATOR_CODES.index(mark.indicator), TOUCHES.index(touched)] += 1


def _is_present(sign: Sign) -> bool:
    return sign.assertion == Assertion.PRESENT
