"""The table of outcomes: one row a referral, in the issue's columns, safe to open in a spreadsheet."""

import csv
from pathlib import Path

from told_rows import ASSAULT, SLAVERY, crimes, linked, referrals

from overlooked.reconcile.linking.links import Step
from overlooked.reconcile.outcome.outcomes import outcomes_of
from overlooked.reconcile.outcome.table import COLUMNS, outcome_table, write_outcomes
from overlooked.recording import load_recording

REFERRALS = referrals({}, {"nrm_reference": "=1+1"}, {"forename": "", "surname": "", "date_of_birth": ""})
CRIMES = crimes(ASSAULT, SLAVERY)
TOLD = outcomes_of(REFERRALS, CRIMES, linked((0, 0), (0, 1), step=Step.SCORED, score=0.98765), load_recording(), {})


def test_the_columns_are_those_of_the_contract() -> None:
    assert COLUMNS == (
        "referral_row",
        "nrm_reference",
        "outcome",
        "crime_references",
        "hours_to_record",
        "reason",
        "evidence",
        "score",
    )


def test_there_is_one_row_a_referral_in_the_order_of_the_file(tmp_path: Path) -> None:
    write_outcomes(TOLD, REFERRALS, tmp_path / "outcomes.csv")
    with (tmp_path / "outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["referral_row"], row["outcome"]) for row in rows] == [
        ("1", "recorded"),
        ("2", "unrecorded"),
        ("3", "unlinkable"),
    ]
    assert [row["crime_references"] for row in rows] == ["C2; C1", "", ""]
    assert [row["hours_to_record"] for row in rows] == ["6.5", "", ""]
    assert [row["score"] for row in rows] == ["0.9877", "", ""]
    assert rows[1]["nrm_reference"] == "'=1+1"
    assert all(row["reason"] for row in rows)


def test_the_row_is_that_of_the_file_where_rows_before_it_were_set_aside() -> None:
    assert list(outcome_table(TOLD, REFERRALS.assign(row=[3, 7, 9]))["referral_row"]) == [3, 7, 9]


def test_without_referrals_the_table_is_empty() -> None:
    assert outcome_table([], referrals().astype({"row": int})).empty
