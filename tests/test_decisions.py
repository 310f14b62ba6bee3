"""Decisions: read as the contract has them, one line for what it does not allow, one truth a record."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from overlooked.decisions import COLUMNS, Truth, holds_decisions, load_decisions, reviewed
from overlooked.errors import DecisionsError, OverlookedError, RecordsError
from refusals import refused

ROW: dict[str, Any] = {
    "record_id": "NM/1",
    "record_hash": "a1",
    "group_id": "g1",
    "reviewer": "PC 1",
    "reading": "first",
    "decided_at": "2026-03-02T10:00",
    "decision": "refer",
    "outcome": "",
    "exploitation": ["labour", "domestic"],
    "findings": [],
    "note": "paid £40; see log\nand more",
    "model_hash": "m1",
    "cue_hash": "c1",
    "stratum": "ranked",
    "inclusion_probability": 1.0,
}


def as_jsonl(folder: Path, *changes: dict[str, Any]) -> Path:
    path = folder / "decisions.jsonl"
    path.write_text("".join(json.dumps(ROW | change) + "\n" for change in changes), encoding="utf-8")
    return path


def as_csv(folder: Path, *changes: dict[str, Any], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path = folder / "decisions.csv"
    with path.open("w", newline="", encoding=encoding) as file:
        table = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        table.writeheader()
        for change in changes:
            row = ROW | change
            table.writerow(row | {"exploitation": "; ".join(row["exploitation"]), "findings": ""})
    return path


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")])
def test_csv_and_json_lines_of_the_same_decisions_are_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    second = {"record_id": "NM/2", "stratum": "C/theft", "inclusion_probability": 0.004, "outcome": "no_crime"}
    changes: tuple[dict[str, Any], ...] = ({}, second)
    from_csv = load_decisions(as_csv(tmp_path, *changes, encoding=encoding, delimiter=delimiter))
    assert from_csv == load_decisions(as_jsonl(tmp_path, *changes))
    assert from_csv[0].note == "paid £40; see log\nand more"
    assert from_csv[0].exploitation == ("labour", "domestic")
    assert from_csv[1].inclusion_probability == 0.004


def test_what_is_left_empty_is_empty_and_a_missing_probability_is_none(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"record_id": "1", "reading": "lead", "decision": "park", "outcome": null}\n', encoding="utf-8")
    only = load_decisions(path)[0]
    assert (only.stratum, only.inclusion_probability, only.outcome, only.exploitation) == ("", None, "", ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"decision": "yes"}, ["decision wants one of", "refer, no_signs, more_needed, park"]),
        ({"outcome": "charged"}, ["outcome wants one of", "recorded_106"]),
        ({"reading": "second"}, ["reading wants one of", "blind"]),
        ({"decision": ""}, ["no decision"]),
        ({"record_id": ""}, ["no record_id"]),
        ({"inclusion_probability": 0}, ["inclusion_probability", "above 0"]),
        ({"inclusion_probability": 1.2}, ["above 0", "at most 1"]),
        ({"inclusion_probability": "few"}, ["inclusion_probability wants a number"]),
        ({"inclusion_probability": float("nan")}, ["inclusion_probability"]),
        ({"inclusion_probability": 0.5}, ["not 1 in stratum 'ranked'"]),
        ({"decided_at": "soon"}, ["decided_at is no date"]),
        ({"exploitation": ["work"]}, ["exploitation wants some of", "labour"]),
        ({"record_hash": "b2"}, ["record_hash", "decisions.jsonl:1"]),
        ({"stratum": "B", "inclusion_probability": 0.5}, ["stratum", "decisions.jsonl:1"]),
    ],
)
def test_what_the_contract_does_not_allow_is_one_line_with_file_and_line(
    tmp_path: Path, change: dict[str, Any], words: list[str]
) -> None:
    with refused(DecisionsError, "decisions.jsonl:2", *words):
        load_decisions(as_jsonl(tmp_path, {}, change))


def test_the_line_of_a_csv_counts_the_lines_of_a_note(tmp_path: Path) -> None:
    with refused(DecisionsError, "decisions.csv:4", "decision wants"):
        load_decisions(as_csv(tmp_path, {}, {"decision": "yes"}))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("d.jsonl", "", ["empty"]),
        ("d.jsonl", "\n \n", ["empty"]),
        ("d.csv", ",".join(COLUMNS) + "\n", ["no decision"]),
        ("d.csv", "record_id,reading,decision\n1,first,refer\n", ["no column outcome"]),
        ("d.csv", "rank,score,record_id\n1,90,A\n", ["is a queue", "--queue"]),
        ("d.jsonl", '{"rank": 1, "score": 3, "narrative": "x"}\n', ["is a queue", "--queue"]),
        ("d.jsonl", '{"narrative": "x", "label": 1}\n', ["labelled records"]),
        ("d.jsonl", "no json\n", ["d.jsonl:1", "not valid JSON"]),
        ("d.jsonl", "[1]\n", ["d.jsonl:1", "object"]),
        ("d.csv", "record_id,reading,decision,outcome\n1,first\n", ["d.csv:2", "2 fields"]),
        ("d.csv", 'record_id,reading,decision,outcome\n1,first,refer,"open\n', ["d.csv:2"]),
        ("d.xlsx", "x", [".jsonl or .ndjson or .csv"]),
        ("d.html", "x", ["page"]),
    ],
)
def test_a_file_that_holds_no_decisions_is_one_line(tmp_path: Path, name: str, content: str, words: list[str]) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with refused(OverlookedError, name, *words):
        load_decisions(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with refused(RecordsError, "absent.csv"):
        load_decisions(tmp_path / "absent.csv")


def test_the_lead_holds_over_the_blind_reading_and_that_over_the_first(tmp_path: Path) -> None:
    rows = [{"reading": "blind", "decision": "park"}, {"reading": "first"}]
    assert reviewed(load_decisions(as_jsonl(tmp_path, *rows)))[0].holds.decision == "park"
    rows.insert(0, {"reading": "lead", "decision": "no_signs"})
    only = reviewed(load_decisions(as_jsonl(tmp_path, *rows)))
    assert [len(only), len(only[0].readings), only[0].holds.decision] == [1, 3, "no_signs"]


@pytest.mark.parametrize("times", [("2026-03-02T10:00", "2026-03-02T11:00"), ("02/03/2026", "03/03/2026"), ("", "")])
def test_of_two_readings_of_a_kind_the_later_holds(tmp_path: Path, times: tuple[str, str]) -> None:
    rows = [{"decided_at": times[0]}, {"decided_at": times[1], "decision": "no_signs"}]
    assert reviewed(load_decisions(as_jsonl(tmp_path, *rows)))[0].holds.decision == "no_signs"
    if times[0]:
        assert reviewed(load_decisions(as_jsonl(tmp_path, *reversed(rows))))[0].holds.decision == "no_signs"


def test_an_outcome_of_another_reading_counts_where_the_one_that_holds_has_none(tmp_path: Path) -> None:
    rows = [{"outcome": "recorded_106"}, {"reading": "lead", "decision": "no_signs"}]
    assert reviewed(load_decisions(as_jsonl(tmp_path, *rows)))[0].truth is Truth.CASE


@pytest.mark.parametrize(
    ("decision", "outcome", "truth"),
    [
        ("refer", "recorded_106", Truth.CASE),
        ("no_signs", "nrm_referred", Truth.CASE),
        ("refer", "already_known", Truth.KNOWN),
        ("refer", "no_crime", Truth.NONE),
        ("no_signs", "", Truth.NONE),
        ("refer", "", Truth.OPEN),
        ("more_needed", "", Truth.OPEN),
        ("park", "", Truth.OPEN),
    ],
)
def test_only_an_outcome_confirms(tmp_path: Path, decision: str, outcome: str, truth: Truth) -> None:
    path = as_jsonl(tmp_path, {"decision": decision, "outcome": outcome})
    assert reviewed(load_decisions(path))[0].truth is truth


def test_decisions_are_told_from_a_corpus_by_their_first_row(tmp_path: Path) -> None:
    assert holds_decisions(as_jsonl(tmp_path, {}))
    assert holds_decisions(as_csv(tmp_path, {}))
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text('{"record_id": "A-1", "narrative": "x", "label": 1}\n', encoding="utf-8")
    assert not holds_decisions(labelled)
    assert not holds_decisions(tmp_path)
    assert not holds_decisions(tmp_path / "absent.jsonl")
