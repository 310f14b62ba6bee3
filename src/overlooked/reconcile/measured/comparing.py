"""Comparing: whose referrals have a crime record less often, and which forces record only late.

In come counts by group, out come differences of recording rates with intervals (Newcombe 1998), widened for the number
of comparisons (Bonferroni), so that all of them hold together in 95 % of samples or more. Nothing is adjusted for: a
group that stands at another stage, or in other forces, differs for that as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import pandas as pd
from scipy.stats import norm

from overlooked.reconcile.measured.counting import counts_of, rate_of
from overlooked.statistics.figures import Figures, known
from overlooked.statistics.intervals import newcombe

BASE = 20
"""A group of fewer referrals that needed a record is not compared."""
EACH = 5
"""A force is looked at for its policy where so many needed a record at either stage."""
NEARLY_NONE = 0.10
"""Before the decision on conclusive grounds no more than this share is recorded, where it is a policy."""
AFTER, BEFORE = "cg_positive", ("rg_positive", "cg_pending")
_PAIRS = (("age", "child", "adult"), ("sex", "female", "male"), ("place", "overseas", "uk"), ("place", "both", "uk"))
_SURE = 0.05


class _Two(NamedTuple):
    """A group and what it is compared with, each as recorded and needed."""

    name: str
    group: str
    against: str
    one: tuple[int, int]
    other: tuple[int, int]


def comparisons(by: Mapping[str, Sequence[Figures]]) -> Figures:
    """Give the differences in the recording rate, how many there are, and how many groups are too small for one.

    Children are compared with adults, women with men, exploitation overseas with that in the country, and each group
    of nationalities with all others whose nationality is told.
    """
    pairs = [*_pairs(by), *_nationalities(by["nationality"])]
    enough = [min(two.one[1], two.other[1]) >= BASE for two in pairs]
    kept = list(compress(pairs, enough))
    z = _z(len(kept))
    return {"number": len(kept), "too_small": len(pairs) - len(kept), "each": [_difference(two, z) for two in kept]}


def _z(number: int) -> float:
    return float(norm.ppf(1 - _SURE / (2 * max(number, 1))))


def _pairs(by: Mapping[str, Sequence[Figures]]) -> Iterator[_Two]:
    for name, group, against in _PAIRS:
        rows = {row["group"]: row["counts"] for row in by[name]}
        if group in rows and against in rows:
            yield _Two(name, group, against, _hits(rows[group]), _hits(rows[against]))


def _nationalities(rows: Sequence[Figures]) -> Iterator[_Two]:
    counts = {row["group"]: _hits(row["counts"]) for row in rows if row["group"]}
    recorded, needed = (sum(own[place] for own in counts.values()) for place in (0, 1))
    for group, own in counts.items():
        yield _Two("nationality", group, "others", own, (recorded - own[0], needed - own[1]))


def _hits(counts: Mapping[str, int]) -> tuple[int, int]:
    return counts["recorded"], counts["needed"]


def _difference(two: _Two, z: float) -> Figures:
    low, high = newcombe(two.one, two.other, z)
    difference = two.one[0] / two.one[1] - two.other[0] / two.other[1]
    return {
        "of": two.name,
        "group": two.group,
        "against": two.against,
        "rate": rate_of({"recorded": two.one[0], "needed": two.one[1]}),
        "other": rate_of({"recorded": two.other[0], "needed": two.other[1]}),
        "difference": known(difference, n=two.one[1] + two.other[1], low=low, high=high),
    }


def policies(groups: pd.DataFrame, outcomes: Sequence[str]) -> Figures:
    """Give for each force with enough referrals at both stages what it recorded after, and before, conclusive grounds.

    Before is: reasonable grounds positive, conclusive grounds not decided. `only_after` is True where nearly none is
    recorded before and the widened interval of the difference lies above 0.
    """
    told = groups.assign(outcome=list(outcomes))
    found = []
    for force, own in told.groupby("force"):
        after = own.loc[own["stage"] == AFTER, "outcome"]
        before = own.loc[own["stage"].isin(BEFORE), "outcome"]
        two = _recorded(after), _recorded(before)
        if min(two[0][1], two[1][1]) >= EACH:
            found.append((str(force), *two))
    z = _z(len(found))
    return {"number": len(found), "each": [_policy(force, after, before, z) for force, after, before in found]}


def _policy(force: str, after: tuple[int, int], before: tuple[int, int], z: float) -> Figures:
    low, high = newcombe(after, before, z)
    nearly_none = before[0] / before[1] <= NEARLY_NONE
    return {
        "force": force,
        "after": rate_of({"recorded": after[0], "needed": after[1]}),
        "before": rate_of({"recorded": before[0], "needed": before[1]}),
        "difference": known(after[0] / after[1] - before[0] / before[1], low=low, high=high, n=after[1] + before[1]),
        "only_after": nearly_none and low > 0,
    }


def _recorded(outcomes: "pd.Series[str]") -> tuple[int, int]:
    return _hits(counts_of(outcomes))
