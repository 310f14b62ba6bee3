"""Figures of reconciling: how many referrals became a crime record, where, when and whose, as a tree of plain JSON.

In come both tables, the outcomes and the links; out come counts, and leaves that hold a number with its interval or
the reason why there is none (`statistics.figures`). What the recording rate is stands in `measured.counting`. The tree
holds no name, no reference and no free text, but counts so small that they may tell of a person: it stays with those
who may read the outcomes. `shared` makes of it what may leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from overlooked.reconcile.linking.links import Links
from overlooked.reconcile.measured.checks import (
    crude,
    elsewhere,
    empty_fields,
    impossible_times,
    repeated_people,
    unknown_codes,
    unverified,
)
from overlooked.reconcile.measured.comparing import comparisons, policies
from overlooked.reconcile.measured.counting import counts_of, rate_of, ribbons, tables
from overlooked.reconcile.measured.grouping import grouped
from overlooked.reconcile.measured.news import bad_news
from overlooked.reconcile.measured.timing import hours_counts, hours_figures, latest, waits, within_24
from overlooked.reconcile.outcome.outcomes import Told, outcomes_of
from overlooked.recording import load_recording
from overlooked.statistics.figures import Figures, known, rounded, unknown

NOT_TOLD = "nobody needed a crime record, whatever is counted"


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows each file had, those that were set aside among them."""

    referrals: int
    crimes: int
    referrals_set_aside: int = 0
    crimes_set_aside: int = 0


def figures_of(
    referrals: pd.DataFrame,
    crimes: pd.DataFrame,
    told: Sequence[Told],
    links: Links,
    counts: RowCounts,
    nations: Mapping[str, str],
) -> Figures:
    """Give the tree. `told` holds one outcome for each referral, `nations` the nation of each name of a force."""
    recording = load_recording()
    groups = grouped(referrals, links)
    outcomes = _in_order(told, len(referrals))
    total = counts_of(outcomes)
    by = tables(groups, outcomes)
    _tell_of_forces(by["force"], groups, told, nations)
    day = latest(referrals, crimes)
    figures = {
        "share": False,
        "input": _input(referrals, crimes, counts),
        "latest": day,
        "counts": total,
        "rate": rate_of(total),
        "bounds": _bounds(total),
        "uncertain": _uncertain(referrals, crimes, links, nations),
        "crude": crude(referrals, crimes, recording),
        "by": by,
        "ribbons": ribbons(groups),
        "policy": policies(groups, outcomes),
        "hours": hours_figures(told),
        "waits": waits(referrals, told, day["day"]),
        "comparisons": comparisons(by),
        "checks": {
            "empty": empty_fields(referrals, crimes),
            "unknown_codes": unknown_codes(crimes, recording),
            "times": impossible_times(crimes, links),
            "repeated": repeated_people(referrals),
            "elsewhere": elsewhere(referrals, crimes, links),
        },
        "unverified": unverified(referrals, crimes, nations, recording),
    }
    return dict(rounded(figures | {"bad_news": bad_news(figures)}))


def _in_order(told: Sequence[Told], number: int) -> list[str]:
    outcomes = [""] * number
    for one in told:
        outcomes[one.referral] = str(one.outcome)
    return outcomes


def _input(referrals: pd.DataFrame, crimes: pd.DataFrame, counts: RowCounts) -> Figures:
    return {
        "referrals": len(referrals),
        "crimes": len(crimes),
        "referral_rows": counts.referrals,
        "crime_rows": counts.crimes,
        "referrals_set_aside": counts.referrals_set_aside,
        "crimes_set_aside": counts.crimes_set_aside,
    }


def _tell_of_forces(
    rows: Sequence[Figures], groups: pd.DataFrame, told: Sequence[Told], nations: Mapping[str, str]
) -> None:
    """Add to each force its nation, where it is known, and how soon it recorded."""
    force_of = groups["force"].tolist()
    own: dict[str, list[Told]] = {row["group"]: [] for row in rows}
    for one in told:
        own[force_of[one.referral]].append(one)
    for row in rows:
        hours = hours_counts(own[row["group"]])
        row["nation"] = nations.get(row["group"])
        row["counts"] |= {name: hours[name] for name in ("timed", "within_24", "later")}
        row["within_24"] = within_24(hours)


def _bounds(counts: Mapping[str, int]) -> Figures:
    """What the rate would be if those that cannot be linked had needed a record: and none, or all, have one."""
    recorded, needed, hidden = counts["recorded"], counts["needed"], counts["unlinkable"]
    if not needed + hidden:
        return {name: unknown(NOT_TOLD, n=0) for name in ("none", "all")}
    n = needed + hidden
    return {"none": known(recorded / n, n=n), "all": known((recorded + hidden) / n, n=n)}


def _uncertain(referrals: pd.DataFrame, crimes: pd.DataFrame, links: Links, nations: Mapping[str, str]) -> Figures:
    """How many possible links wait, of how many referrals, and the rate if all of them were found to be the same."""
    confirmed = Links((*links.links, *links.proposals), ())
    again = outcomes_of(referrals, crimes, confirmed, load_recording(), nations) if links.proposals else []
    return {
        "pairs": len(links.proposals),
        "referrals": len({link.referral for link in links.proposals}),
        "all": rate_of(counts_of(str(one.outcome) for one in again)) if again else unknown("nothing waits"),
        "unlinked": len({p.referral for p in links.proposals} - {link.referral for link in links.links}),
    }
