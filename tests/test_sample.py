import json
from collections import Counter
from pathlib import Path

import pytest

from overlooked.corpus import load_corpus
from overlooked.records import read_records
from overlooked.screening import screen

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
KEY = [json.loads(line) for line in (SAMPLE / "key.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_export_is_cp1252_and_not_utf_8() -> None:
    data = (SAMPLE / "export.csv").read_bytes()
    assert "£" in data.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_four_hundred_records_are_read_and_the_five_broken_rows_are_set_aside() -> None:
    read = read_records([SAMPLE / "export.csv"])
    assert (len(read.records), len(read.rejects), read.rows_in) == (400, 5, 405)
    assert list(read.records["record_id"]) == [line["record_ref"] for line in KEY]


def test_two_in_a_hundred_are_cases_and_all_come_from_the_train_split() -> None:
    train = {record.record_id: record for record in load_corpus(SAMPLE.parent)}
    assert Counter(line["label"] for line in KEY) == {0: 392, 1: 8}
    assert all(train[line["record_id"]].label == line["label"] for line in KEY)


def test_no_row_comes_from_a_sealed_author() -> None:
    assert {line["record_id"].split("-")[0] for line in KEY} & {"G", "I"} == set()


def test_the_cases_are_mixed_and_homeless_people_and_a_child_are_among_them() -> None:
    train = {record.record_id: record for record in load_corpus(SAMPLE.parent)}
    cases = [train[line["record_id"]] for line in KEY if line["label"]]
    assert sum(bool(case.victim["homeless"]) for case in cases) >= 2
    assert any(case.victim["age_band"] == "child" for case in cases)
    assert {kind for case in cases for kind in case.exploitation} >= {"labour", "sexual", "criminal", "domestic"}
    assert Counter(train[line["record_id"]].kind for line in KEY if not line["label"])["hard_negative"] == 40


def test_the_list_of_referred_or_named_has_entries_and_one_of_them_is_a_case() -> None:
    cases = {line["record_ref"] for line in KEY if line["label"]}
    records = read_records([SAMPLE / "export.csv"]).records
    named = screen(records[records["narrative"].str.contains("NRM|MSHU|slave")], limit=1).named
    assert len(named) >= 3
    assert set(named["record_id"]) & cases


def test_the_rows_set_aside_are_the_broken_ones_by_number() -> None:
    rejects = read_records([SAMPLE / "export.csv"]).rejects
    # the n-th broken row stands behind n - 1 others and 40, 120, 200, 280, 360 records
    assert list(rejects["row"]) == [41, 122, 203, 284, 365]


def test_the_narratives_are_those_of_the_corpus_but_for_line_ends() -> None:
    train = {record.record_id: record for record in load_corpus(SAMPLE.parent)}
    records = read_records([SAMPLE / "export.csv"]).records
    for line, narrative in zip(KEY, records["narrative"], strict=True):
        assert narrative.split() == train[line["record_id"]].narrative.split()
    assert any("\n" in narrative for narrative in records["narrative"])
