"""The list of people who were referred while their crime stands under another offence."""

import pandas as pd
import pytest
from told_rows import ASSAULT, SLAVERY, crimes, linked, referrals

from overlooked.named import NAMED_COLUMNS
from overlooked.reconcile.outcome.outcomes import Told, outcomes_of
from overlooked.reconcile.outcome.referred import LINKED, NO_NARRATIVE, NO_SIGNS, Narratives, referred_list
from overlooked.recording import load_recording
from overlooked.screening import Screener

REFERRALS = referrals({}, {"nrm_reference": "NRM-8"}, {"nrm_reference": ""}, {})
CRIMES = crimes(
    {**ASSAULT, "narrative": "Two men argued over a car. NRM referral submitted."},
    {**ASSAULT, "narrative": "His boss has kept his passport. He is not paid. He may not leave the house."},
    SLAVERY,
)
LINKS = linked((0, 0), (1, 1), (2, 1), (3, 2))


@pytest.fixture(scope="module")
def narratives() -> Narratives:
    return Narratives(Screener())


@pytest.fixture(scope="module")
def told(narratives: Narratives) -> list[Told]:
    return outcomes_of(REFERRALS, CRIMES, LINKS, load_recording(), {}, narratives.shown)


@pytest.fixture(scope="module")
def listed(told: list[Told], narratives: Narratives) -> pd.DataFrame:
    return referred_list(told, REFERRALS, CRIMES, narratives)


def test_the_signs_of_the_narrative_are_quoted_in_the_evidence(told: list[Told]) -> None:
    assert "Its narrative tells:" in told[1].evidence
    assert "passport" in told[1].evidence
    assert told[1].evidence == told[2].evidence
    assert told[0].evidence.endswith(NO_SIGNS)
    assert told[3].evidence == "Evidence of crime 2."


def test_a_crime_without_a_narrative_says_so(narratives: Narratives) -> None:
    assert narratives.shown("  ", "Common assault", "", "2024-01-01") == NO_NARRATIVE


def test_the_list_has_each_crime_under_another_offence_once_the_strongest_first(listed: pd.DataFrame) -> None:
    assert tuple(listed.columns) == NAMED_COLUMNS
    assert list(listed["record_id"]) == ["C2", "C1"]
    assert list(listed["score"]) == sorted(listed["score"], reverse=True)
    assert listed["rank"].isna().all()


def test_referral_mentions_and_signs_stand_in_one_order(listed: pd.DataFrame) -> None:
    for row in listed.to_dict("records"):
        told = [row[name].split("; ") for name in ("named", "quotes", "assertion")]
        assert len({len(parts) for parts in told}) == 1
        assert (told[0][0], told[2][0]) == ("Referral", LINKED)
    signs, mention = listed.to_dict("records")
    assert signs["quotes"].startswith("NRM-8; row 3; “")
    assert "NRM-7; " in mention["quotes"]
    assert "NRM referral submitted" in mention["context"]


def test_the_list_names_no_person_and_no_time_of_day(listed: pd.DataFrame) -> None:
    assert set(listed["recorded_on"]) == {"2024-01-01"}
    assert "Nowak" not in listed.to_csv()


def test_without_such_a_crime_the_list_is_empty_and_has_its_columns(narratives: Narratives) -> None:
    assert tuple(referred_list([], REFERRALS, CRIMES, narratives).columns) == NAMED_COLUMNS
