"""Real records in a lesson: confirmed, masked, and free of what reveals a source."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_records import TEXT, decided, finding, row, write

from overlooked.decisions import load_decisions
from overlooked.errors import DecisionsError, RecordsError
from overlooked.queue import COLUMNS, read_queue
from overlooked.teaching.packs.cases import Difficulty
from overlooked.teaching.packs.real import RealCases, real_cases
from refusals import refused

SECRETS = (
    "Hartley",
    "4411",
    "Marius",
    "Popescu",
    "Whitlow",
    "07700",
    "900123",
    "Mill Lane",
    "Harbour",
    "Northmoor",
    "NM/25",
)


def taught(folder: Path, rows: list[dict[str, Any]], decisions: list[dict[str, Any]]) -> RealCases:
    queue, log = write(folder, rows, decisions)
    return real_cases(read_queue(queue), load_decisions(log))


def test_only_records_with_an_outcome_that_confirms_are_cases_and_no_crime_is_a_look_alike(tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 6)]
    outcomes = ["recorded_106", "nrm_referred", "no_crime", "already_known", ""]
    told = taught(tmp_path, rows, [decided(*pair) for pair in zip(rows, outcomes, strict=True)])
    assert [case.is_case for case in told.cases] == [True, True, False]
    assert [case.difficulty for case in told.cases] == [Difficulty.PLAIN, Difficulty.PLAIN, Difficulty.LOOK_ALIKE]
    assert told.told == ("2 have no outcome that confirms them",)


def test_no_word_that_was_masked_and_no_id_area_force_or_day_is_in_a_case(tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 4)]
    told = taught(tmp_path, rows, [decided(one, "nrm_referred") for one in rows])
    for case in told.cases:
        everything = json.dumps(dataclasses.asdict(case))
        assert not [secret for secret in SECRETS if secret.lower() in everything.lower()]
        assert case.recorded_on == "2025-03"
        assert case.force == ""


def test_every_quote_stands_in_the_masked_narrative_and_carries_its_sign(tmp_path: Path) -> None:
    (case,) = taught(tmp_path, [row(1)], [decided(row(1), "recorded_106")]).cases
    assert all(case.narrative[sign.start : sign.end] == sign.quote for sign in case.signs)
    (passport,) = case.to_find
    assert passport.quote.startswith("his boss [name")
    assert passport.quote.endswith("keeps his passport")
    assert "Dean" in TEXT


def test_a_record_that_may_reveal_a_source_is_left_out_whole(tmp_path: Path) -> None:
    rows = [row(1), row(2, narrative=TEXT + " Graded 3x5x2."), row(3, narrative=TEXT + " CHIS reporting.")]
    told = taught(tmp_path, rows, [decided(one, "recorded_106") for one in rows])
    assert len(told.cases) == 1
    assert told.told == ("2 hold words of intelligence or its sources",)


def test_of_copies_one_is_taught(tmp_path: Path) -> None:
    rows = [row(1, group_id="same"), row(2, group_id="same")]
    told = taught(tmp_path, rows, [decided(one, "recorded_106") for one in rows])
    assert (len(told.cases), told.told) == (1, ("1 tell the same as another one",))


def test_no_confirmed_record_is_told_with_what_was_left_out(tmp_path: Path) -> None:
    with refused(DecisionsError, "no record may be taught from", "1 have no outcome"):
        taught(tmp_path, [row(1)], [decided(row(1), "")])


def test_decisions_on_another_queue_and_on_another_text_are_told(tmp_path: Path) -> None:
    with refused(DecisionsError, "no decision is on a record of this queue"):
        taught(tmp_path, [row(1)], [decided(row(2), "recorded_106")])
    with refused(DecisionsError, "not the one that was decided on"):
        taught(tmp_path, [row(1)], [decided(row(1) | {"record_hash": "0" * 16}, "recorded_106")])


def told_of(folder: Path, **more: object) -> RealCases:
    """What one record with other fields is made into."""
    own = row(1, **more)
    return taught(folder, [own], [decided(own, "recorded_106")])


def test_an_offence_that_holds_what_is_masked_is_told_by_its_class(tmp_path: Path) -> None:
    for offence, shown in (
        ("Common assault", "Common assault"),
        ("Assault on PC 4411 Hartley", "Violence without injury"),
        ("Assault, Harbour", "Violence without injury"),
        ("", ""),
    ):
        (case,) = told_of(tmp_path, offence=offence).cases
        assert (case.offence, case.offence_class) == (shown, "violence_no_injury")


@pytest.mark.parametrize(("recorded_on", "month"), [("2025-03-12T04:15", "2025-03"), ("12/03/2025", ""), ("", "")])
def test_of_the_date_a_month_is_told_or_nothing(tmp_path: Path, recorded_on: str, month: str) -> None:
    (case,) = told_of(tmp_path, recorded_on=recorded_on).cases
    assert case.recorded_on == month


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("His boss keeps his passport.", "", "show no sign"),
        ("Marius Popescu", "Marius Popescu", "no word once they are masked"),
        ("His boss keeps his passport. " * 800, "passport", "too long to be read in a class"),
    ],
)
def test_a_record_that_shows_a_class_nothing_is_left_out(tmp_path: Path, text: str, quote: str, reason: str) -> None:
    with refused(DecisionsError, "no record may be taught from", reason):
        told_of(tmp_path, narrative=text, findings=[finding(text, quote, "threats")] if quote else [])


def test_a_code_that_is_in_no_catalogue_is_not_taught(tmp_path: Path) -> None:
    odd = [finding(TEXT, "the yard", "own_yard", kind="setting"), finding(TEXT, "own key", "own_key", kind="counter")]
    signs = row(1)["findings"] + [told | {"more": 1} for told in odd]
    (case,) = told_of(tmp_path, findings=signs, exploitation=["hunting", "labour"]).cases
    assert {sign.indicator for sign in case.signs} == {"documents_retained", "movement_restricted"}
    assert case.exploitation == ("labour",)


def test_signs_of_any_script_and_signs_that_overlap_stand_in_the_masked_text(tmp_path: Path) -> None:
    text = (
        "\U0001f512\u202eBoss Dean Whitlow\u202c keeps his passport \x07 \u05e9\u05dc\u05d5\u05dd "
        "\u0645\u062d\u0645\u062f <b>&\r\n"
    )
    signs = [
        finding(text, "Boss Dean Whitlow\u202c keeps his passport", "documents_retained"),
        finding(text, "keeps his passport", "threats"),
        finding(text, "his passport \x07", "isolation", assertion="negated", clears=False),
    ]
    (case,) = told_of(tmp_path, narrative=text, findings=signs).cases
    assert "Whitlow" not in case.narrative
    assert "keeps his passport" in case.narrative
    assert [sign.indicator for sign in case.signs] == ["documents_retained", "threats", "isolation"]
    assert all(case.narrative[sign.start : sign.end] == sign.quote for sign in case.signs)
    assert case.difficulty is Difficulty.CLEARANCE


def test_an_empty_queue_is_told(tmp_path: Path) -> None:
    _, log = write(tmp_path, [row(1)], [decided(row(1), "recorded_106")])
    with refused(RecordsError, "the queue holds no record"):
        real_cases(pd.DataFrame(columns=list(COLUMNS)), load_decisions(log))
