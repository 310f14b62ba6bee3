"""Decision: which scored pairs are links, which go to a person, and which of several claims to a victim holds.

A pair whose forename, surname or birth date contradicts is never linked: siblings, twins and namesakes agree in all
else. Nor is one that lacks a forename or a surname to compare, which is how a twin looks, nor one where no full birth
date agrees and a name only sounds alike.
"""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pandas as pd

from overlooked.reconcile.linking.settings import Linking

SamePerson = Callable[[set[tuple[int, int]]], set[tuple[int, int]]]
"""Of pairs of referrals, those that tell of one person."""

NAMES = ("forename", "surname")
SURE_BIRTHS = ("equal", "swapped", "near")
SURE_NAMES = ("exact", "part", "kin", "edit", "close")


def best_readings(pairs: pd.DataFrame, linking: Linking) -> pd.DataFrame:
    """Of each referral and crime row the best reading of its name, with `sure`: nothing keeps it from being linked.

    `pairs` has the columns referral, crime, weight, probability and a level's number for each comparison.
    """
    free = ~np.logical_or.reduce([pairs[name].isin(values) for name, values in linking.contradictions.items()])
    told = (pairs["forename"] >= 0) & (pairs["surname"] >= 0)
    named = np.logical_and.reduce([pairs[name].isin(linking.values(name, *SURE_NAMES)) for name in NAMES])
    born = pairs["birth"].isin(linking.values("birth", *SURE_BIRTHS))
    may = pd.Series(free & told & (named | born), index=pairs.index, dtype=bool)
    least = pd.Series(linking.link, index=pairs.index).mask(pairs["birth"] < 0, linking.link_without_birth)
    own = pairs.assign(
        sure=may & (pairs["probability"] >= least),
        score=pairs["probability"].where(may, pairs["probability"].clip(upper=_below(linking.link))),
    )
    order = ["referral", "crime", "sure", "weight", "form"]
    own = own.sort_values(order, ascending=[True, True, False, False, False], kind="stable")
    return own.drop_duplicates(["referral", "crime"]).reset_index(drop=True)


def decided(
    pairs: pd.DataFrame, references: pd.Series, claims: dict[int, set[int]], same: SamePerson, linking: Linking
) -> pd.Series:
    """Whether each pair is a link; the others are proposals.

    `references` are the crimes' references by row: of one crime a referral gets its best victim alone. `claims` are the
    referrals that already hold a crime row. A victim goes to the best referral, and to another only where `same` says
    that both are of one person; where the best two are as good as each other and not of one person, to neither.
    """
    held = pairs.loc[pairs["sure"]].sort_values(["weight", "referral", "crime"], ascending=[False, True, True])
    held = held.assign(reference=references.reindex(held["crime"]).to_numpy())
    one_each = ~held.duplicated(["referral", "reference"]) | (held["reference"] == "")
    held = held.loc[one_each]
    claimants: dict[int, list[int]] = defaultdict(list)
    for row, crime in zip(held.index.tolist(), held["crime"].tolist(), strict=True):
        claimants[crime].append(row)
    referral_of, weight_of = held["referral"].to_dict(), held["weight"].to_dict()
    rivals = {
        (min(one, other), max(one, other))
        for crime, rows in claimants.items()
        for one in (referral_of[row] for row in rows)
        for other in claims.get(crime, set()) | {referral_of[row] for row in rows}
        if one != other
    }
    akin = same(rivals) if rivals else set()
    links = {
        row
        for crime, rows in claimants.items()
        for row in _winners(
            [(row, referral_of[row], weight_of[row]) for row in rows], claims.get(crime, set()), akin, linking.tie
        )
    }
    return pd.Series(pairs.index.isin(links), index=pairs.index)


def _winners(own: list[tuple[int, int, float]], holders: set[int], akin: set[tuple[int, int]], tie: float) -> list[int]:
    """The rows of one crime's claims that hold; a claim is a row, its referral and its weight, the best first."""
    _, first, most = own[0]

    def is_one(one: int, other: int) -> bool:
        return one == other or (min(one, other), max(one, other)) in akin

    if holders:
        return [row for row, referral, _ in own if any(is_one(referral, holder) for holder in holders)]
    if any(most - weight < tie for _, referral, weight in own if not is_one(referral, first)):
        return []
    return [row for row, referral, _ in own if is_one(referral, first)]


def _below(threshold: float) -> float:
    return round(threshold - 0.01, 4)
