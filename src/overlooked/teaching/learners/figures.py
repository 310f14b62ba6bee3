"""Learners: what they saw, missed and falsely marked, as figures.

In go answers to one pack, out comes a plain tree that JSON can hold; its leaves are known or unknown with a reason.
Each learner counts once, with the first answers by sitting. Marks of one learner are not independent, so intervals draw
learners; they tell what other learners would do with the same cases. It is about teaching: no name, no free text and no
figure of fewer than five learners of several goes into the tree.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from overlooked.errors import AnswersError
from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.clusters import ratio, share
from overlooked.statistics.figures import Figures, FloatArray, rounded
from overlooked.teaching.learners.answered import SITTINGS, Answers
from overlooked.teaching.learners.changes import change_figures
from overlooked.teaching.learners.counts import TOUCHES, Counts, counted
from overlooked.teaching.learners.measures import DRAWS, draws, judged, per_case, seen
from overlooked.teaching.learners.news import bad_news
from overlooked.teaching.learners.sittings import first_answers, pairs
from overlooked.teaching.learners.teams import team_figures
from overlooked.teaching.packs.cases import DIFFICULTIES

SCHEMA_VERSION = 1
KIND = "overlooked learners"
NOTHING = "nothing"
"""What stands in the tree for a false mark that touches no sign of the key."""


def learners_figures(answers: Sequence[Answers], seed: int = 0) -> Figures:
    """The figures of answers to one pack; `seed` is that of the draws behind the intervals.

    Raises AnswersError where there are no answers.
    """
    if not answers:
        raise AnswersError("no answers are given")
    key, first, both = answers[0].key, first_answers(answers), pairs(answers)
    counts = counted(key, first)
    weights = draws(len(first), seed)
    figures: Figures = {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "pack": answers[0].pack_id,
        "seed": seed,
        "draws": DRAWS,
        "input": _input(answers, first, counts),
        "signs": seen(counts, range(len(counts.to_find)), weights),
        "indicators": _indicators(counts, weights),
        "named_as": _named_as(counts),
        "false_marks": _false_marks(counts, weights),
        "judgements": _judgements(counts, weights),
        "hardest": _hardest(counts, weights),
        "teams": team_figures(key, first, seed),
        "change": change_figures(answers, both, len(first), seed),
    }
    told: Figures = rounded(figures)
    return told | {"bad_news": bad_news(told)}


def _input(answers: Sequence[Answers], first: Sequence[Answers], counts: Counts) -> Figures:
    teams_of: dict[str, set[str]] = {}
    for own in answers:
        if own.who:
            teams_of.setdefault(own.who[1], set()).add(own.who[0])
    return {
        "files": len(answers),
        "learners": len(first),
        "without_name": sum(own.who is None for own in first),
        "names_in_several_teams": sum(len(teams) > 1 for teams in teams_of.values()),
        "sittings": {sitting or "not_said": sum(own.sitting == sitting for own in first) for sitting in SITTINGS},
        "left_out": sum(own.who is None for own in answers) - sum(own.who is None for own in first),
        "cases": len(counts.key),
        "to_review": sum(case.is_case for case in counts.key),
        "signs": len(counts.to_find),
        "answers_to_cases": counts.left_open.size,
        "left_open": int(counts.left_open.sum()),
        "not_judged": int(counts.judged.size - counts.judged.sum()),
    }


def _indicators(counts: Counts, weights: FloatArray) -> Figures:
    """By indicator, in the order of the catalogue: those that the pack holds, and those that were falsely marked."""
    false = counts.false.sum(axis=(1, 3))
    told: Figures = {}
    for place, code in enumerate(INDICATOR_CODES):
        signs = [number for number, (_, sign) in enumerate(counts.to_find) if sign.indicator == code]
        if signs or false[:, place].any():
            false_marks = per_case(counts, false[:, place], weights)
            told[code] = {"signs": len(signs), **seen(counts, signs, weights), "false_marks": false_marks}
    return told


def _named_as(counts: Counts) -> list[Figures]:
    """What signs were named instead, most often first."""
    pairs_: Counter[tuple[str, str]] = Counter()
    for (number, named), times in counts.named_as.items():
        pairs_[counts.to_find[number][1].indicator, named] += times
    ranked = sorted(pairs_.items(), key=lambda item: (-item[1], *map(INDICATOR_CODES.index, item[0])))
    return [{"indicator": sign, "named": named, "times": times} for (sign, named), times in ranked]


def _false_marks(counts: Counts, weights: FloatArray) -> Figures:
    """False marks for each learner and case, by what they touch, and the share of all marks that they are."""
    by_touch = counts.false.sum(axis=(1, 2))
    touching = {
        str(kind) or NOTHING: per_case(counts, by_touch[:, place], weights) | {"times": int(by_touch[:, place].sum())}
        for place, kind in enumerate(TOUCHES)
    }
    return {
        "per_case": per_case(counts, by_touch.sum(axis=1), weights),
        "of_all_marks": share(by_touch.sum(axis=1), counts.marks.sum(axis=1), weights, nobody="nothing was marked"),
        "marks": int(counts.marks.sum()),
        "times": int(by_touch.sum()),
        "touching": touching,
    }


def _judgements(counts: Counts, weights: FloatArray) -> Figures:
    by_difficulty = {
        difficulty: [at for at, case in enumerate(counts.key) if case.difficulty == difficulty]
        for difficulty in DIFFICULTIES
    }
    return {
        "all": judged(counts, range(len(counts.key)), weights),
        "difficulty": {
            difficulty: {"cases": len(own), **judged(counts, own, weights)}
            for difficulty, own in by_difficulty.items()
            if own
        },
        "cases": [_case(counts, at, weights) for at in range(len(counts.key))],
    }


def _case(counts: Counts, at: int, weights: FloatArray) -> Figures:
    case = counts.key[at]
    signs = [number for number, (own, _) in enumerate(counts.to_find) if own == at]
    one = np.ones(counts.learners)
    return {
        "case": case.case_id,
        "is_case": case.is_case,
        "difficulty": case.difficulty,
        "signs": len(signs),
        "right": judged(counts, [at], weights)["right"],
        "recall": seen(counts, signs, weights)["recall"],
        "false_marks": ratio(counts.false[:, at].sum(axis=(1, 2)), one, weights, nobody="no case"),
        "left_open": int(counts.left_open[:, at].sum()),
    }


def _hardest(counts: Counts, weights: FloatArray) -> list[Figures]:
    """Every sign to find, that which the fewest found first; where it stands, and none of its words."""
    order = sorted(range(len(counts.to_find)), key=lambda number: (counts.hit[:, number].sum(), number))
    return [
        {
            "case": counts.key[at].case_id,
            "indicator": sign.indicator,
            "start": sign.start,
            "end": sign.end,
            **seen(counts, [number], weights),
        }
        for number in order
        for at, sign in [counts.to_find[number]]
    ]
