"""The first two steps of linking: what links, what only proposes, and what does neither. All people are made up."""

from typing import Any

import pandas as pd
import pytest

from overlooked.reconcile.linking.identity import by_identity
from overlooked.reconcile.linking.links import Links, Step
from overlooked.reconcile.linking.referenced import by_reference
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS

REFERRAL = {
    "nrm_reference": "NRM-2025-000123",
    "referral_date": "2025-03-20",
    "referral_type": "NRM",
    "force": "Northmoor",
    "forename": "Thi Lan",
    "surname": "Nguyen",
    "date_of_birth": "2001-04-09",
}
CRIME = {
    "crime_reference": "NM/25/000777",
    "force": "Northmoor Police",
    "reported_on": "2025-03-12T09:00",
    "recorded_on": "2025-03-12T20:00",
    "victim_forename": "LAN",
    "victim_surname": "NGUYEN",
    "victim_date_of_birth": "2001-04-09",
    "narrative": "Welfare check.",
}


def referrals(*rows: dict[str, str]) -> pd.DataFrame:
    told = [dict.fromkeys(REFERRAL_COLUMNS, "") | REFERRAL | row for row in rows or ({},)]
    return pd.DataFrame(told, dtype="str")


def crimes(*rows: dict[str, str]) -> pd.DataFrame:
    told = [dict.fromkeys(CRIME_COLUMNS, "") | CRIME | row for row in rows or ({},)]
    return pd.DataFrame(told, dtype="str")


def pairs(found: Links) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    links = [(link.referral, link.crime) for link in found.links]
    return links, [(link.referral, link.crime) for link in found.proposals]


BLANK = {"victim_forename": "", "victim_surname": "", "victim_date_of_birth": ""}
SOMEBODY_ELSE = {"victim_forename": "Marek", "victim_surname": "Zajac", "victim_date_of_birth": "1980-02-03"}
CELL = "crime_or_cad_reference"


@pytest.mark.parametrize(
    "cell", ["NM/25/000777", "see nm25-777 pls", "CAD 5 / Crime NM 25 0777", "XX/24/1 and NM25/777"]
)
def test_a_crime_reference_that_a_referral_names_links(cell: str) -> None:
    found = by_reference(referrals({CELL: cell}), crimes())
    assert pairs(found) == ([(0, 0)], [])
    assert found.links[0].step is Step.REFERENCE
    assert "NM/25/777" in found.links[0].evidence


def test_one_wrong_digit_proposes_and_never_links() -> None:
    far = crimes({"crime_reference": "NM/25/123457"})
    assert pairs(by_reference(referrals({CELL: "NM/25/123456"}), far)) == ([], [(0, 0)])
    assert pairs(by_reference(referrals({CELL: "NM/25/213457"}), far)) == ([], [(0, 0)])
    assert pairs(by_reference(referrals({CELL: "NM/25/213456"}), far)) == ([], [])


def test_one_wrong_digit_of_somebody_elses_crime_is_not_even_proposed() -> None:
    other = crimes({"crime_reference": "NM/25/123457"} | SOMEBODY_ELSE)
    assert pairs(by_reference(referrals({CELL: "NM/25/123456"}), other)) == ([], [])


def test_of_several_victims_the_person_is_linked_and_with_none_named_the_matter() -> None:
    several = crimes(SOMEBODY_ELSE, {}, BLANK)
    assert pairs(by_reference(referrals({CELL: "NM/25/000777"}), several))[0] == [(0, 1)]
    blank = crimes(BLANK, BLANK)
    found = by_reference(referrals({CELL: "NM/25/000777"}), blank)
    assert pairs(found)[0] == [(0, 0), (0, 1)]
    assert max(link.score for link in found.links) < 0.99


def test_a_reference_to_somebody_elses_crime_is_proposed() -> None:
    assert pairs(by_reference(referrals({CELL: "NM/25/000777"}), crimes(SOMEBODY_ELSE))) == ([], [(0, 0)])


def test_a_style_that_all_forces_share_needs_the_force_or_the_person() -> None:
    other = {"crime_reference": "CR/045678/25", "force": "Estuary"}
    assert pairs(by_reference(referrals({CELL: "CR 45678-25"}), crimes(other | BLANK))) == ([], [(0, 0)])
    assert pairs(by_reference(referrals({CELL: "CR 45678-25"}), crimes(other))) == ([(0, 0)], [])
    assert pairs(by_reference(referrals({CELL: "45678/25"}), crimes(other | BLANK | {"force": "NORTHMOOR"})))[0]


@pytest.mark.parametrize("cell", ["07700 900123", "NM1 2AB", "aged 25", "777", "12/03/25"])
def test_telephones_postcodes_ages_and_dates_link_nothing(cell: str) -> None:
    assert pairs(by_reference(referrals({CELL: cell}), crimes())) == ([], [])


def test_a_call_log_links_with_its_day_and_not_without() -> None:
    told = crimes({"narrative": "CAD 0345 12/03/25 refers. Male seen."})
    assert pairs(by_reference(referrals({CELL: "Log 345 of 12MAR25"}), told)) == ([(0, 0)], [])
    assert pairs(by_reference(referrals({CELL: "Log 345 of 13MAR25"}), told)) == ([], [])
    assert pairs(by_reference(referrals({CELL: "Log 345"}), told)) == ([], [])
    undated = crimes({"narrative": "CAD 345 refers."})
    assert pairs(by_reference(referrals({CELL: "CAD 345 of 13/03/2025"}), undated)) == ([(0, 0)], [])


@pytest.mark.parametrize(
    "text", ["NRM-2025-000123", "ref nrm 2025 000123.", "(NRM2025000123)", "NRM\u00a02025\u2003 000123"]
)
def test_a_referrals_own_reference_in_a_narrative_links(text: str) -> None:
    found = by_reference(referrals({"force": "Estuary"}), crimes({"narrative": f"Referred, {text} submitted."} | BLANK))
    assert pairs(found) == ([(0, 0)], [])
    longer = crimes({"narrative": "ANRM-2025-0001234 submitted."} | BLANK)
    assert pairs(by_reference(referrals(), longer)) == ([], [])


def test_equal_name_birth_date_and_force_link_whatever_the_writing() -> None:
    assert pairs(by_identity(referrals({"forename": "Lan"}), crimes({"victim_surname": "Nguyễn"}))) == ([(0, 0)], [])


@pytest.mark.parametrize(
    "change",
    [
        {"victim_forename": "Linh"},
        {"victim_date_of_birth": "2001-09-04"},
        {"force": "Estuary"},
        {"victim_forename": "UNKNOWN"},
        {"recorded_on": "2019-01-01"},
    ],
)
def test_where_one_differs_nothing_is_identical(change: dict[str, str]) -> None:
    assert pairs(by_identity(referrals({"forename": "Lan"}), crimes(change))) == ([], [])


def test_a_first_of_january_only_proposes() -> None:
    born: dict[str, Any] = {"date_of_birth": "2001-01-01", "forename": "Lan"}
    assert pairs(by_identity(referrals(born), crimes({"victim_date_of_birth": "2001-01-01"}))) == ([], [(0, 0)])


def test_a_crime_before_the_referral_links_too_and_so_does_the_force_of_exploitation() -> None:
    early = crimes({"recorded_on": "2023-05-01", "force": "Estuary"})
    assert pairs(by_identity(referrals({"forename": "Lan", "exploitation_force": "Estuary"}), early)) == ([(0, 0)], [])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(day: str) -> None:
    logged = {"crime_or_cad_reference": f"CAD 1234 of 20{day[2:4]}-{day[5:]}", "referral_date": day}
    here = crimes({"reported_on": day, "recorded_on": day, "narrative": "CAD 1234, welfare check."})
    assert len(by_identity(referrals(logged), here).links) == 1
    assert by_reference(referrals(logged), here) == Links((), ())


def test_a_reference_longer_than_any_pattern_may_be_is_passed_over() -> None:
    there = referrals({"nrm_reference": "A" * 5_000 + "1"}, {"crime_or_cad_reference": "1" * 100_000})
    assert by_reference(there, crimes()) == Links((), ())
