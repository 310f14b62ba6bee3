"""Referrals, crimes and links of a few rows, for the tests of outcomes. All are synthetic, no real person."""

from collections.abc import Mapping

import pandas as pd

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.outcome.outcomes import Told, outcomes_of
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS
from overlooked.recording import load_recording

REFERRAL = {
    "nrm_reference": "NRM-7",
    "referral_date": "2024-02-01",
    "referral_type": "NRM",
    "force": "Northmoor Police",
    "forename": "Jan",
    "surname": "Nowak",
    "date_of_birth": "1990-05-17",
    "rg_decision": "positive",
}
CRIME = {"force": "Northmoor Police", "reported_on": "2024-01-01T09:00", "recorded_on": "2024-01-01T15:30"}

SLAVERY = {"offence": "Modern slavery", "offence_code": "106"}
ASSAULT = {"offence": "Common assault", "offence_code": "105/1", "narrative": "His boss has kept his passport."}
MISSING = {"offence": "Non-crime: missing person"}


def n200(part: object, **more: str) -> dict[str, str]:
    """A record under a non-crime code."""
    return {"offence": "Modern slavery referral", "offence_code": f"N200/{part}", **more}


def referrals(*rows: Mapping[str, str]) -> pd.DataFrame:
    """A table of referrals; each row is `REFERRAL` with changes."""
    return _table(REFERRAL_COLUMNS, [{**REFERRAL, **row} for row in rows])


def crimes(*rows: Mapping[str, str]) -> pd.DataFrame:
    """A table of crimes; each row is `CRIME` with changes, and "C1" is the reference of the first."""
    return _table(
        CRIME_COLUMNS, [{"crime_reference": f"C{number}", **CRIME, **row} for number, row in enumerate(rows, start=1)]
    )


def linked(*pairs: tuple[int, int], step: Step = Step.EXACT, score: float = 1.0) -> Links:
    """Links that count between rows told by position."""
    return Links(tuple(Link(*pair, step, score, f"Evidence of crime {pair[1]}.") for pair in pairs), ())


def outcome(referral: Mapping[str, str], *records: Mapping[str, str], nations: Mapping[str, str] | None = None) -> Told:
    """What is told of one referral that is linked to each of the records."""
    table = crimes(*records)
    links = linked(*((0, at) for at in range(len(records))))
    [told] = outcomes_of(referrals(referral), table, links, load_recording(), nations or {})
    return told


def _table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> pd.DataFrame:
    blank = dict.fromkeys(columns, "")
    table = pd.DataFrame([{**blank, **row} for row in rows], columns=list(columns), dtype="object")
    return table.assign(row=range(1, len(rows) + 1))
