"""Real records in a lesson: confirmed, masked, and free of what reveals a source."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from made_records import TEXT, decided, row, write

from overlooked.decisions import load_decisions
from overlooked.errors import DecisionsError
from overlooked.queue import read_queue
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
    with refused(DecisionsError, "NM/25/000001", "not the one that was decided on"):
        taught(tmp_path, [row(1)], [decided(row(1) | {"record_hash": "0" * 16}, "recorded_106")])
