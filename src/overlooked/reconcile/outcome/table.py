"""The table of outcomes: one row a referral, in the order of the file, as `outcomes.csv` has it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from overlooked.pages.table import write_table
from overlooked.reconcile.outcome.outcomes import Told

COLUMNS = (
    "referral_row",
    "nrm_reference",
    "outcome",
    "crime_references",
    "hours_to_record",
    "reason",
    "evidence",
    "score",
)
SCORE_DIGITS = 4


def outcome_table(told: Sequence[Told], referrals: pd.DataFrame) -> pd.DataFrame:
    """The outcomes with the row and reference of each referral; crime references are divided by "; "."""
    rows, references = list(referrals["row"]), list(referrals["nrm_reference"])
    content = [
        (
            int(rows[one.referral]),
            references[one.referral],
            one.outcome.value,
            "; ".join(one.crime_references),
            one.hours_to_record,
            one.reason,
            one.evidence,
            None if one.score is None else round(float(one.score), SCORE_DIGITS),
        )
        for one in told
    ]
    return pd.DataFrame(content, columns=list(COLUMNS)).astype({"hours_to_record": float, "score": float})


def write_outcomes(told: Sequence[Told], referrals: pd.DataFrame, path: Path) -> None:
    """Write the table as CSV; cells that a spreadsheet would run are made text."""
    write_table(outcome_table(told, referrals), path)
