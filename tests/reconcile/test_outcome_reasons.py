"""The reason names the rule of nation and day with its source, says what is not verified, and what does not fit."""

import re
from collections.abc import Mapping

import pytest
from told_rows import ASSAULT, MISSING, SLAVERY, n200, outcome

from overlooked.reconcile.outcome.reasons import load_reasons
from overlooked.recording import NATIONS, load_recording

SCOTLAND = {"Northmoor Police": "scotland"}
NI = {"Northmoor Police": "northern_ireland"}


def reason(referral: Mapping[str, str], *records: Mapping[str, str], nations: Mapping[str, str] | None = None) -> str:
    return outcome(referral, *records, nations=nations).reason


def test_a_code_is_cited_with_its_meaning_and_source() -> None:
    told = reason({}, n200(4))
    assert "N200/4" in told
    assert load_recording().codes["N200/4"].meaning.rstrip(".") in told
    assert "(Home Office Counting Rules, N200 codes, as disclosed in 2019 (WhatDoTheyKnow); not verified)." in told


def test_the_rule_is_that_of_the_day_of_the_referral() -> None:
    assert "Every referral is a crime record" in reason({"referral_date": "2016-02-01"})
    assert "Referrals that need no crime record bear an N200 code" in reason({"referral_date": "2024-02-01"})
    assert "Referrals that need no crime record bear an N200 code" in reason({"referral_date": ""})


def test_scotland_in_2016_waited_for_conclusive_grounds_and_later_did_not() -> None:
    early = reason({"referral_date": "2016-02-01", "cg_decision": "negative"}, nations=SCOTLAND)
    assert "Recorded only at conclusive grounds" in early
    assert "not verified" in early
    assert "waited for the decision on conclusive grounds, which is negative." in early
    assert "Record to investigate (Scottish Crime Recording Standard" in reason({}, nations=SCOTLAND)
    assert "conclusive" not in reason({}, nations=SCOTLAND)


def test_northern_ireland_recorded_every_referral() -> None:
    assert "Every referral is a crime record" in reason({"referral_date": "2016-02-01"}, nations=NI)


def test_without_a_force_the_nation_is_that_of_the_force_of_exploitation() -> None:
    referral = {"force": "", "exploitation_force": "Northmoor Police"}
    assert "Record to investigate" in reason(referral, nations=SCOTLAND)


def test_what_was_read_in_its_source_is_not_called_unverified() -> None:
    assert "not verified" not in reason({}, nations=SCOTLAND)
    assert "not verified" in reason({}, SLAVERY)


@pytest.mark.parametrize(
    ("referral", "record", "words"),
    [
        (
            {"rg_decision": "positive"},
            n200(2),
            "This does not fit: the decision on reasonable grounds is told as positive",
        ),
        ({"rg_decision": "positive"}, n200(5), "told as positive"),
        ({"exploitation_place": "uk"}, n200(4), "This does not fit unless it was in Scotland or Northern Ireland"),
        ({"referral_type": "NRM"}, n200(3), "This does not fit: a referral is told"),
        ({"referral_type": "DtN", "age_status": "child"}, n200(3), "never used for a child"),
        ({"exploitation_place": "overseas"}, MISSING, "N200/4 or N200/5 would have said so"),
        ({}, {**SLAVERY, "status": "Cancelled"}, "Its status is Cancelled."),
    ],
)
def test_what_does_not_fit_is_pointed_at(referral: dict[str, str], record: dict[str, str], words: str) -> None:
    assert words in reason(referral, record)


@pytest.mark.parametrize(
    ("referral", "record"),
    [
        ({"rg_decision": "negative", "exploitation_place": "overseas"}, n200(5)),
        ({"referral_type": "DtN", "age_status": "adult"}, n200(3)),
        ({"exploitation_place": "uk"}, MISSING),
        ({}, {**SLAVERY, "status": "Under investigation"}),
        ({"rg_decision": "positive"}, ASSAULT),
    ],
)
def test_what_fits_is_not_pointed_at(referral: dict[str, str], record: dict[str, str]) -> None:
    told = reason(referral, record)
    assert not any(note.text.split("{")[0] in told for note in load_reasons().notes)


def test_a_record_under_another_offence_is_named_with_its_code() -> None:
    assert "stands under Common assault (105/1)" in reason({}, ASSAULT)
    assert "stands under not told" in reason({}, {"offence": "", "offence_code": ""})


def test_days_without_a_time_and_a_record_before_the_report_are_said() -> None:
    assert "reported on 2024-01-01 and recorded on 2024-01-03" in reason(
        {}, {**SLAVERY, "reported_on": "2024-01-01", "recorded_on": "2024-01-03"}
    )
    assert "recorded before it was reported" in reason({}, {**SLAVERY, "recorded_on": "2024-01-01T08:00"})


def test_every_rule_and_code_that_a_sentence_names_is_known() -> None:
    known = {rule.code for rule in load_recording().rules}
    for item in load_reasons().reasons.values():
        assert set(item.rules) <= known
        assert item.rules or item.source or item.cites_code
    for note in load_reasons().notes:
        assert set(note.where.get("rule", ())) <= known
        assert {code.upper() for code in note.where.get("code", ())} <= set(load_recording().codes)
        assert set(note.where.get("reason", ())) <= set(load_reasons().reasons)


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("day", ["2015-05-01", "2016-02-01", "2018-06-01", "2024-02-01", ""])
@pytest.mark.parametrize("record", [None, SLAVERY, ASSAULT, MISSING])
def test_in_every_nation_on_every_day_a_source_is_cited(nation: str, day: str, record: dict[str, str] | None) -> None:
    records = [record] if record else []
    told = reason({"referral_date": day}, *records, nations={"Northmoor Police": nation})
    assert re.search(r"\(.+\)\.", told.partition(". ")[2])
    assert "victim" not in told
