"""Changes: what learners saw after the lesson, less what the same learners saw before it.

Only learners with a name who answered both times can be compared. What they saw before and after is told beside the
change only where nobody else can be told by subtracting it from the figures of all.
"""

from collections.abc import Sequence

from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.clusters import difference, ratio, share
from overlooked.statistics.figures import Figures, FloatArray, unknown
from overlooked.statistics.suppression import FEWER, LEAST
from overlooked.teaching.learners.answered import AFTER, BEFORE, Answers
from overlooked.teaching.learners.counts import Counts, counted
from overlooked.teaching.learners.measures import draws

HIDDEN = f"{FEWER} learners did not give both, and would be told by subtraction"

Parts = tuple[FloatArray, FloatArray]
"""What is above and what below the line, by learner."""


def change_figures(
    answers: Sequence[Answers], both: Sequence[tuple[Answers, Answers]], learners: int, seed: int
) -> Figures:
    """The figures of the pairs `both` among so many `learners`, or the `reason` why there are none.

    `learners` in the tree is how many gave both, None where that is fewer than five.
    """
    reason = _reason(answers, both)
    unnamed = sum(own.who is None and own.sitting in {BEFORE, AFTER} for own in answers)
    told = {"learners": len(both) if len(both) >= LEAST or not both else None, "without_name": unnamed}
    if reason:
        return {"reason": reason, **told}
    key = answers[0].key
    before, after = (counted(key, [pair[when] for pair in both]) for when in (0, 1))
    weights, levels = draws(len(both), seed), learners - len(both) == 0 or learners - len(both) >= LEAST
    signs = {
        code: [number for number, (_, sign) in enumerate(before.to_find) if sign.indicator == code]
        for code in INDICATOR_CODES
    }
    return {
        "reason": "",
        **told,
        "levels_told": levels,
        "recall": _change(_found(before), _found(after), weights, levels),
        "false_marks": _change(_false(before), _false(after), weights, levels, is_share=False),
        "right": _change(_right(before), _right(after), weights, levels),
        "indicators": {
            code: _change(_found(before, own), _found(after, own), weights, levels)
            for code, own in signs.items()
            if own
        },
    }


def _reason(answers: Sequence[Answers], both: Sequence[tuple[Answers, Answers]]) -> str:
    if not {BEFORE, AFTER} <= {own.sitting for own in answers}:
        return "answers from before and from after the lesson are not both there"
    if not both and all(own.who is None for own in answers if own.sitting in {BEFORE, AFTER}):
        return "the answers have no names, so before and after cannot be paired"
    if not both:
        return "no learner with a name and team gave both"
    return f"{FEWER} learners gave both" if len(both) < LEAST else ""


def _change(first: Parts, second: Parts, weights: FloatArray, levels: bool, *, is_share: bool = True) -> Figures:
    measure, nobody = share if is_share else ratio, "nothing of it in these answers"
    before, after = (
        measure(*parts, weights, nobody=nobody) if levels else unknown(HIDDEN) for parts in (first, second)
    )
    return {"before": before, "after": after, "change": difference(first, second, weights, nobody=nobody)}


def _found(counts: Counts, signs: Sequence[int] | None = None) -> Parts:
    hit = counts.hit if signs is None else counts.hit[:, list(signs)]
    return hit.sum(axis=1), hit.sum(axis=1) * 0 + hit.shape[1]


def _false(counts: Counts) -> Parts:
    false = counts.false.sum(axis=(1, 2, 3))
    return false, false * 0 + len(counts.key)


def _right(counts: Counts) -> Parts:
    return counts.right.sum(axis=1), counts.judged.sum(axis=1)
