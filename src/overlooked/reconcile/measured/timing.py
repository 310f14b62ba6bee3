"""Timing: how long it took until a crime was recorded, and how long what has no record waits.

Hours are counted of referrals whose crime tells a time of day on both ends. Waiting is counted in days from the
referral to the latest day in the data and never to the day on which this runs.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from overlooked.reconcile.outcome.outcomes import Outcome, Told
from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.intervals import proportion

LIMIT, THREE_DAYS, WEEK = 24, 72, 168
"""Hours. The first is the limit of the recording standard (recording rule ew_24_hours)."""
CRIMES = frozenset({Outcome.RECORDED, Outcome.RECORDED_AS_OTHER})
WAITING = (Outcome.UNRECORDED, Outcome.PENDING)
NO_TIME = "no crime tells a time of day on both ends"
SUMS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("timed", ("within_24", "later")),
    ("later", ("to_72", "to_week", "over_week")),
)
"""Which counts of hours are made up of which."""
_AGES = (("to_7", 7), ("to_30", 30), ("to_90", 90), ("to_365", 365))
_STRAY = 31
_QUARTILES = (25, 50, 75)


def hours_figures(told: Sequence[Told]) -> Figures:
    """Give counts by hours until recorded, the share within 24, the quartiles, and how many times cannot be.

    Recorded before it was reported cannot be: such hours are counted and left out.
    """
    crimes = [one for one in told if one.outcome in CRIMES]
    hours = [one.hours_to_record for one in crimes if one.hours_to_record is not None]
    possible = np.array([value for value in hours if value >= 0], dtype=np.float64)
    counts = hours_counts(told)
    figures: Figures = {
        "counts": counts | {"crimes": len(crimes), "untimed": len(crimes) - len(hours)},
        "impossible": len(hours) - len(possible),
        "within_24": within_24(counts),
    }
    if not len(possible):
        return figures | dict.fromkeys(("lower", "median", "upper"), unknown(NO_TIME, n=0))
    quartiles = np.percentile(possible, _QUARTILES)
    names = ("lower", "median", "upper")
    return figures | {name: known(q, n=len(possible)) for name, q in zip(names, quartiles, strict=True)}


def hours_counts(told: Sequence[Told]) -> dict[str, int]:
    """Give how many crimes tell both times, and how many of these were recorded how soon."""
    hours = [one.hours_to_record for one in told if one.outcome in CRIMES and one.hours_to_record is not None]
    possible = [value for value in hours if value >= 0]
    own = {
        "within_24": sum(value <= LIMIT for value in possible),
        "to_72": sum(LIMIT < value <= THREE_DAYS for value in possible),
        "to_week": sum(THREE_DAYS < value <= WEEK for value in possible),
        "over_week": sum(value > WEEK for value in possible),
    }
    return {"timed": len(possible), "later": len(possible) - own["within_24"], **own}


def within_24(counts: Mapping[str, int]) -> Figures:
    """Give the share recorded within 24 hours, with its interval."""
    return proportion(counts["within_24"], counts["timed"], nobody=NO_TIME)


def latest(referrals: pd.DataFrame, crimes: pd.DataFrame) -> Figures:
    """Give the latest day that the tables tell, and whether it stands apart: a month or more after all others."""
    columns = [referrals["referral_date"], referrals["rg_decision_date"], crimes["reported_on"], crimes["recorded_on"]]
    days: set[str] = set()
    for column in columns:
        days |= set(column.str[:10].unique()) - {""}
    last = sorted(days)[-2:]
    strays = len(last) > 1 and (_day(last[1]) - _day(last[0])).days >= _STRAY
    return {"day": last[-1] if last else None, "stands_apart": strays}


def waits(referrals: pd.DataFrame, told: Sequence[Told], today: str | None) -> list[Figures]:
    """Give how many unrecorded and pending referrals wait how long on the day `today`."""
    referred = [str(cell)[:10] for cell in referrals["referral_date"]]
    waiting = [(_age(referred[one.referral], today), one.outcome) for one in told if one.outcome in WAITING]
    names = (*(name for name, _ in _AGES), "longer", "undated")
    return [
        {"wait": name, "counts": {str(o): sum(own == (name, o) for own in waiting) for o in WAITING}} for name in names
    ]


def _age(referred: str, today: str | None) -> str:
    if not (referred and today):
        return "undated"
    days = (_day(today) - _day(referred)).days
    return next((name for name, most in _AGES if days <= most), "longer")


def _day(text: str) -> date:
    return date.fromisoformat(text)
