"""Settling: what all records together tell is the same in whatever parts they come, and as one after the other told."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.records import SETTLING, Cursor, Quality, iter_records, open_records, read_records, settle, with_repeats
from overlooked.records import again as again_module
from overlooked.records.again import again

IDS = ("A", "A#2", "A#2#2", "A#3", "#2", "B", "row-2", "")
TEXTS = ("Took the bike", "took  the BIKE ", "Left", "")
LONG = tuple(f"{number} He was seen at the yard again and " * 10 for number in range(8))


def export(folder: Path, rows: Sequence[Mapping[str, object]], name: str = "a.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def some_rows(seed: int, count: int) -> list[dict[str, object]]:
    chance = random.Random(seed)  # noqa: S311 - makes rows, no secrets
    return [
        {
            "record_id": chance.choice(IDS),
            "narrative": chance.choice((*TEXTS, *(text[: chance.choice((255, 254, 120))] for text in LONG))),
            "offence": chance.choice(("Theft", "Fraud")),
            "offence_code": chance.choice(("46", "", "999/9")),
            "recorded_on": chance.choice(("2024-03-01", "2023-05-06", "1900-01-01", "soon", "")),
        }
        for _ in range(count)
    ]


def one_after_the_other(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[tuple[int, str]]]:
    """The ids and reasons as a reader gives them who remembers every row."""
    first: dict[tuple[str, str, str], int] = {}
    times: dict[str, int] = {}
    ids: list[str] = []
    reasons: list[tuple[int, str]] = []
    for number, row in enumerate(rows, start=1):
        content = (row["record_id"], row["narrative"], row["offence"])
        if not row["narrative"]:
            reasons.append((number, "no narrative"))
            continue
        if row["record_id"] and content in first:
            reasons.append((number, f"same record twice (row {first[content]})"))
            continue
        first.setdefault(content, number)
        name = own = row["record_id"] or f"row-{number}"
        while own in times:
            times[name] += 1
            own = f"{name}#{times[name]}"
        times[own] = 1
        ids.append(own)
    return ids, reasons


@pytest.mark.parametrize("seed", range(20))
def test_ids_and_rows_that_stand_twice_are_as_a_reader_finds_them_who_remembers_all(tmp_path: Path, seed: int) -> None:
    rows = some_rows(seed, 60)
    found = read_records([export(tmp_path, rows)])
    ids, reasons = one_after_the_other(rows)
    assert list(found.records["record_id"]) == ids
    assert list(zip(found.rejects["row"], found.rejects["reason"], strict=True)) == reasons


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(IDS), max_size=12))
def test_no_two_records_ever_have_one_id(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    rows = [{"record_id": own, "narrative": f"text {number}"} for number, own in enumerate([*ids, "A"])]
    found = list(read_records([export(tmp_path_factory.mktemp("ids"), rows)]).records["record_id"])
    assert len({*found}) == len(rows)
    for number, own in enumerate(ids):
        assert not own or own in ids[:number] or found[number].startswith(own)


def in_parts(paths: Sequence[Path], size: int) -> tuple[pd.DataFrame, pd.DataFrame, Quality]:
    """Records, rejects and quality of files that are read in units of so many rows, and kept in parts elsewhere."""
    opening = open_records(paths)
    taken = list(iter_records(opening, size))
    asked: list[str] = []

    def parts(names: Sequence[str]) -> Iterator[pd.DataFrame]:
        asked.extend(names)
        return (part.records[[*names]] for part in taken)

    settled = settle(parts, sum((part.counts for part in taken), Counter()))
    assert {*asked} <= {*SETTLING, "record_id", "recorded_on", "source", "row"}
    cursor = Cursor(opening.opened)
    records = [settled.kept(number, part.records) for number, part in enumerate(taken)]
    rejects = [
        with_repeats(cursor, part.rejects, part.records, settled.repeats(number)) for number, part in enumerate(taken)
    ]
    return pd.concat(records, ignore_index=True), pd.concat(rejects, ignore_index=True), settled.quality


@pytest.mark.parametrize("size", [9, 64])
def test_the_size_of_units_changes_nothing(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [export(tmp_path, some_rows(number, 60), f"{name}.jsonl") for number, name in enumerate("ab")]
    whole = read_records([*paths, paths[0]])
    monkeypatch.setattr(again_module, "AT_ONCE", 64)
    records, rejects, quality = in_parts([*paths, paths[0]], size)
    pd.testing.assert_frame_equal(records[whole.records.columns], whole.records)
    pd.testing.assert_frame_equal(rejects, whole.rejects)
    assert quality == whole.quality
    assert quality.cut
    assert quality.repeated > 60


def test_a_repeated_row_does_not_count_in_the_state_of_what_came_in(tmp_path: Path) -> None:
    row = {"record_id": "A", "narrative": "Took it", "recorded_on": "2024-03-01"}
    found = read_records([export(tmp_path, [row, row | {"recorded_on": "2030-01-01"}, row | {"recorded_on": "x"}])])
    assert found.quality == Quality(
        rows=3,
        records=1,
        set_aside=2,
        short=1,
        repeated=2,
        offences_missing=1,
        codes_missing=1,
        first_day="2024-03-01",
        last_day="2024-03-01",
    )


def test_the_row_that_stands_twice_is_told_as_it_stood_between_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("record_id,narrative\nA,Took it\nB,\nA,Took it\nC,\n")
    found = read_records([path]).rejects
    assert list(found["row"]) == [2, 3, 4]
    assert list(found["raw"]) == ["B,", "A,Took it", "C,"]


@pytest.mark.parametrize("at_once", [1, 10, 1000])
@given(st.lists(st.integers(-4, 4), max_size=40))
def test_a_key_stands_again_where_it_stood_before(at_once: int, keys: list[int]) -> None:
    def parts() -> Iterator[tuple[Any, Any]]:
        for start in range(0, len(keys), 7):
            mine = np.array(keys[start : start + 7], np.int64)
            yield np.arange(start, start + len(mine)), np.stack([mine * 2**60, mine], axis=1)

    before, again_module.AT_ONCE = again_module.AT_ONCE, at_once
    try:
        found = again(parts, len(keys))
    finally:
        again_module.AT_ONCE = before
    expected = [(at, keys.index(key)) for at, key in enumerate(keys) if key in keys[:at]]
    assert list(zip(found.at.tolist(), found.first.tolist(), strict=True)) == expected
