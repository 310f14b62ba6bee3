"""Teams: the figures of each team of learners that is large enough, and that gives no small one away.

A team of fewer than five is not told, and neither are others while the rest of the whole would tell of fewer than five.
What is not told has no name here either: a team of one may be called by the learner's name.
"""

from collections import defaultdict
from collections.abc import Sequence

from overlooked.statistics.figures import Figures
from overlooked.statistics.suppression import FEWER, LEAST, suppressed
from overlooked.teaching.learners.answered import Answers, KeyCase
from overlooked.teaching.learners.counts import counted
from overlooked.teaching.learners.measures import draws, judged, per_case, seen


def team_figures(key: Sequence[KeyCase], first: Sequence[Answers], seed: int) -> Figures:
    """What the teams saw: `told`, by size, and how many teams and learners are `not_told`; `reason` says why none is.

    Learners without a team are one team, called "".
    """
    teams: dict[str, list[Answers]] = defaultdict(list)
    for own in first:
        teams[own.group.casefold()].append(own)
    if set(teams) == {""}:
        return {"told": [], "not_told": {"teams": 0, "learners": 0}, "reason": "no answers name a team"}
    told = teams_told([len(own) for own in teams.values()])
    shown = sorted(
        (own for own, is_told in zip(teams.values(), told, strict=True) if is_told),
        key=lambda own: (-len(own), own[0].group.casefold()),
    )
    left = {"teams": len(teams) - len(shown), "learners": len(first) - sum(map(len, shown))}
    reason = "" if shown else f"{FEWER} learners stand in one of the teams, and the others would give it away"
    if len(first) < LEAST:
        reason = f"{FEWER} learners answered in all"
    return {"told": [_team(key, own, seed) for own in shown], "not_told": left, "reason": reason}


def teams_told(sizes: Sequence[int]) -> list[bool]:
    """Which teams can be told: none of fewer than five, and together those that cannot have five or more.

    >>> teams_told([1, 2, 6, 20])
    [False, False, False, True]
    """
    told = list(suppressed([sizes])[0])
    while 0 < sum(size for size, kept in zip(sizes, told, strict=True) if kept is None) < LEAST and any(told):
        told[min((size, place) for place, size in enumerate(sizes) if told[place] is not None)[1]] = None
    return [kept is not None for kept in told]


def _team(key: Sequence[KeyCase], own: Sequence[Answers], seed: int) -> Figures:
    counts, weights = counted(key, own), draws(len(own), seed)
    return {
        "team": own[0].group,
        "learners": len(own),
        "recall": seen(counts, range(len(counts.to_find)), weights)["recall"],
        "false_marks": per_case(counts, counts.false.sum(axis=(1, 2, 3)), weights),
        **judged(counts, range(len(key)), weights),
    }
