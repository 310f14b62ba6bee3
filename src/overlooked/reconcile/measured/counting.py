"""Counting: how many referrals of a group had which outcome, and the recording rate, which is defined here.

**Recording rate**: of the referrals that needed a crime record, the share that has one as modern slavery. Those with
the outcomes recorded, recorded as other, transfer not confirmed and unrecorded needed one. Those that a code explains,
that wait for a decision, or that tell too little to be linked stand apart and are counted.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from overlooked.reconcile.measured.wording import codes
from overlooked.reconcile.outcome.outcomes import Outcome
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import proportion

NEEDED = (Outcome.RECORDED, Outcome.RECORDED_AS_OTHER, Outcome.TRANSFER_UNCONFIRMED, Outcome.UNRECORDED)
"""The outcomes of referrals that needed a crime record."""
APART = (Outcome.EXPLAINED, Outcome.PENDING, Outcome.UNLINKABLE)
"""Those of referrals that are counted apart."""
SUMS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("referrals", ("needed", *map(str, APART))),
    ("needed", tuple(map(str, NEEDED))),
)
"""Which counts of a group are made up of which."""
NOBODY = "none of them needed a crime record"

Counts = dict[str, int]


def counts_of(outcomes: Iterable[str]) -> Counts:
    """Give how many there are, how many needed a record, and how many had each outcome."""
    told = pd.Series(list(outcomes), dtype=object).value_counts()
    own = {str(outcome): int(told.get(str(outcome), 0)) for outcome in (*NEEDED, *APART)}
    needed = sum(own[outcome] for outcome in NEEDED)
    return {"referrals": sum(own.values()), "needed": needed, **own}


def rate_of(counts: Mapping[str, int]) -> Figures:
    """Give the recording rate with its 95 % interval (Wilson 1927) and half of its width, or why there is none."""
    leaf = proportion(counts["recorded"], counts["needed"], nobody=NOBODY)
    return leaf | ({"half": (leaf["high"] - leaf["low"]) / 2} if leaf["value"] is not None else {})


def tables(groups: pd.DataFrame, outcomes: Sequence[str]) -> Figures:
    """Give for each grouping the counts and the rate of each group: listed groups in their order, others by size."""
    return {str(name): _table(str(name), groups[name], np.array(outcomes, dtype=object)) for name in groups}


def ribbons(groups: pd.DataFrame) -> list[Figures]:
    """Give how many referrals of each stage were linked by which step."""
    pairs = groups.groupby(["stage", "step"]).size()
    return [
        {"stage": stage, "step": step, "count": int(pairs.get((stage, step), 0))}
        for stage in codes("stage")
        if stage in set(groups["stage"])
        for step in codes("step")
        if step in set(groups["step"])
    ]


def _table(
    name: str, column: "pd.Series[str]", outcomes: "np.ndarray[tuple[int], np.dtype[np.object_]]"
) -> list[Figures]:
    rows = {str(code): counts_of(outcomes[places]) for code, places in column.groupby(column).indices.items()}
    listed = [code for code in codes(name) if code in rows]
    others = sorted(rows.keys() - set(listed), key=lambda code: (-rows[code]["referrals"], code))
    return [{"group": code, "counts": rows[code], "rate": rate_of(rows[code])} for code in (*listed, *others)]
