"""Hours: how long a crime took to be recorded, from when it was reported.

In comes a row of crimes, out come hours and what has to be said of them. Days alone are no hours: a crime reported and
recorded on one day may have taken minutes or a day, so without a time of day on both no hours are told.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from overlooked.reconcile.outcome.reasons import load_reasons

_DAY = len("2026-03-31")


class Clock(NamedTuple):
    """Hours with one decimal, None where they are not told, and a sentence where something has to be said."""

    hours: float | None
    remark: str


NO_CLOCK = Clock(None, "")


def clock_of(crime: Mapping[str, str]) -> Clock:
    """The hours from `reported_on` to `recorded_on`, below zero where they stand the other way round."""
    reported, recorded = crime["reported_on"].strip(), crime["recorded_on"].strip()
    if not (reported and recorded):
        return NO_CLOCK
    also = load_reasons().also
    moments = [_moment(text) for text in (reported, recorded)]
    if None in moments:
        differ = reported[:_DAY] != recorded[:_DAY]
        early = also["recorded_before"] if recorded[:_DAY] < reported[:_DAY] else ""
        told = also["days_alone"].format(reported=reported[:_DAY], recorded=recorded[:_DAY]) if differ else ""
        return Clock(None, " ".join(filter(None, [early, told])))
    start, end = (moment for moment in moments if moment)
    if (start.tzinfo is None) != (end.tzinfo is None):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    hours = round((end - start).total_seconds() / 3600, 1)
    return Clock(hours + 0.0, also["recorded_before"] if end < start else "")


def _moment(text: str) -> datetime | None:
    """The moment of an ISO text with a time of day, else None."""
    try:
        return datetime.fromisoformat(text) if len(text) > _DAY else None
    except ValueError:
        return None
