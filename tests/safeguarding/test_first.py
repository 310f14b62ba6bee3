"""`--first`: children and the most recently recorded at the top of their band, and nothing else moved."""

from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narratives import export
from overlooked.errors import SettingsError
from overlooked.queue import rows
from overlooked.ranking import KEYS, Capacity, in_order, order_key
from overlooked.records import read_records
from overlooked.running.running import Means, running
from overlooked.screening import Reads, Screener, screen
from refusals import refused

SIGNS = "His boss has kept his passport. He has not been paid since March."
RECORDS = [
    {"record_id": "old", "narrative": f"{SIGNS} Locked in the house at night.", "recorded_on": "2024-01-05"},
    {"record_id": "new", "narrative": SIGNS, "recorded_on": "2024-03-01"},
    {"record_id": "boy", "narrative": f"Boy aged 15. {SIGNS}", "recorded_on": "2024-02-01"},
    {"record_id": "no date", "narrative": f"{SIGNS} Log 7.", "recorded_on": ""},
    {"record_id": "one sign", "narrative": "His boss has kept his passport.", "recorded_on": "2024-12-31"},
    {"record_id": "no sign", "narrative": "Bike taken from a boy aged 15.", "recorded_on": "2024-06-01"},
    {"record_id": "no sign, later", "narrative": "Bike taken from the yard.", "recorded_on": "2024-06-02"},
]
DAYS = st.sampled_from(["", "2024-01-01", "2024-01-02T10:00", "2023-12-31", "soon"])
BANDED = st.tuples(st.integers(0, 3), st.sampled_from(["A", "B", "C", ""]), st.booleans(), DAYS)
FIRSTS = [(), *(told for size in (1, 2) for told in permutations(("child", "recent"), size))]


def ids(*first: str, **more: Any) -> list[str]:  # noqa: ANN401 - settings of a screening
    found = screen(pd.DataFrame(RECORDS), first=first, **more).queue
    return list(found["record_id"])


def test_children_stand_first_within_their_band_and_no_band_moves() -> None:
    queue = screen(pd.DataFrame(RECORDS), first=["child"]).queue
    assert list(queue["band"]) == ["B", "B", "B", "B", "C", "", ""]
    assert queue["record_id"].iloc[0] == "boy"
    assert list(queue["rank"]) == [1, 2, 3, 4, 5, 6, 7]
    plain = screen(pd.DataFrame(RECORDS)).queue
    same = ["record_id", "score", "band", "reason"]
    pd.testing.assert_frame_equal(
        queue[same].sort_values("record_id", ignore_index=True), plain[same].sort_values("record_id", ignore_index=True)
    )


def test_the_most_recently_recorded_stand_first_within_their_band_and_those_without_a_date_last() -> None:
    assert ids("recent") == ["new", "boy", "old", "no date", "one sign", "no sign, later", "no sign"]


def test_the_order_told_is_the_order_of_the_keys() -> None:
    assert ids("child", "recent")[:4] == ["boy", "new", "old", "no date"]
    assert ids("recent", "child")[:4] == ["new", "boy", "old", "no date"]


def test_of_records_without_a_band_only_the_date_is_asked() -> None:
    assert ids("child", "recent")[-2:] == ["no sign, later", "no sign"]


def test_who_is_in_the_queue_does_not_change() -> None:
    for more in ({"limit": 3}, {"limit": 3, "audit": 2}, {"limit": 4, "quotas": {"other": 2}}):
        plain = screen(pd.DataFrame(RECORDS), **more).queue
        moved = screen(pd.DataFrame(RECORDS), first=["recent", "child"], **more).queue
        told = ["record_id", "stratum", "inclusion_probability", "sampled"]
        pd.testing.assert_frame_equal(
            plain[told].sort_values("record_id", ignore_index=True),
            moved[told].sort_values("record_id", ignore_index=True),
        )


@settings(max_examples=100, deadline=None)
@given(st.lists(BANDED, max_size=20), st.sampled_from(FIRSTS), st.randoms())
def test_the_order_is_that_of_the_keys_whatever_the_order_of_the_rows(
    told: list[tuple[int, str, bool, str]], first: tuple[str, ...], dice: Random
) -> None:
    given_rows = [
        dict(zip(KEYS, (strength, f"{number % 3}", f"R{number}", band, child, day), strict=True))
        for number, (strength, band, child, day) in enumerate(told)
    ]
    shuffled = [*given_rows]
    dice.shuffle(shuffled)
    found = in_order(pd.DataFrame(shuffled, columns=list(KEYS)), first)
    wanted = sorted(given_rows, key=lambda row: order_key(row, first))
    assert list(found["record_id"]) == [row["record_id"] for row in wanted]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up notes, among them children with signs and without, and some without a date."""
    path = tmp_path_factory.mktemp("log") / "a.csv"
    export(path, 120, seed=6, share=0.4)
    told = pd.read_csv(path, dtype=str, keep_default_na=False)
    told.loc[told.index % 5 == 0, "narrative"] = "A boy aged 15 was with him. " + told["narrative"]
    told.loc[told.index % 7 == 0, "recorded_on"] = ""
    told.to_csv(path, index=False)
    return path


CAPACITIES = [
    Capacity(limit=60, audit=20, seed=3, first=("child", "recent")),
    Capacity(limit=None, first=("recent",)),
    Capacity(limit=None, first=("child", "recent")),
]


@pytest.mark.slow
@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
@pytest.mark.parametrize("reads", [Reads.EXHAUSTIVE, Reads.SIFTED])
def test_units_the_sift_and_processes_move_nothing_in_it(
    log: Path, tmp_path: Path, capacity: Capacity, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlooked.running.running.FEW_BYTES", 0)
    whole = screen(
        read_records([log]).records,
        Screener(reads=Reads.EXHAUSTIVE),
        limit=capacity.limit,
        audit=capacity.audit,
        seed=capacity.seed,
        first=capacity.first,
    )
    screener, output = Screener(reads=reads), tmp_path / "q.jsonl"
    with running([log], output, screener, capacity=capacity, means=Means(1), unit_rows=7) as ran:
        queue = list(rows(ran.queue))
    assert queue == list(rows(whole.queue))
    assert {row["band"] for row in queue} >= {"A", "B", ""}


@pytest.mark.slow
def test_two_processes_give_the_order_of_one(log: Path, tmp_path: Path) -> None:
    queues = []
    for jobs in (1, 2):
        with running([log], tmp_path / "q", Screener(), capacity=CAPACITIES[2], means=Means(jobs), unit_rows=7) as ran:
            queues.append(list(rows(ran.queue)))
    assert queues[0] == queues[1]


def test_what_cannot_stand_first_is_told() -> None:
    with refused(SettingsError, "first 'women'", "child, recent"):
        Capacity(first=("women",))
    with refused(SettingsError, "told twice"):
        Capacity(first=("child", "child"))
