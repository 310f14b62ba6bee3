"""How young a record is: in comes the day on which it was recorded, out comes whether somebody may be at risk now."""

from datetime import date

RECENT_DAYS = 28
"""A record of fewer days is young. Four whole weeks: as long as a record waits at most where a force screens each month
at once. A choice of ours and no rule of law; an older record can tell of somebody at risk now as well."""


def is_recent(recorded_on: str, today: date) -> bool:
    """Whether a record is younger than `RECENT_DAYS`; one without a date, or with one to come, is not.

    >>> is_recent("2026-03-02", date(2026, 3, 29)), is_recent("2026-03-01", date(2026, 3, 29))
    (True, False)
    """
    try:
        age = (today - date.fromisoformat(recorded_on[:10])).days
    except ValueError:
        return False
    return 0 <= age < RECENT_DAYS
