"""The order of reading, places kept for offence classes, and what ties near-copies."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.corpus import load_corpus
from overlooked.errors import SettingsError
from overlooked.ranking import AT_MOST, Capacity, group_id, rank, read_places
from overlooked.reading.reader import Reader, load_reader
from overlooked.records import record_hash

CORPUS = Path(__file__).parents[1] / "corpus"

CLASSES = ("theft_other", "fraud", "burglary")
ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(CLASSES)), max_size=60)
QUOTAS = st.dictionaries(st.sampled_from(CLASSES), st.integers(1, 8))
LIMITS = st.integers(24, 40) | st.none()


def scored(rows: list[tuple[int, str]]) -> pd.DataFrame:
    columns = ["record_id", "record_hash", "strength", "band", "offence_class"]
    told = [
        (f"R{n}", f"{hash(n) * 7919 % 997:04}", strength, "C" if strength else "", c)
        for n, (strength, c) in enumerate(rows)
    ]
    return pd.DataFrame(told, columns=columns)


@given(ROWS, LIMITS, QUOTAS)
def test_the_limit_is_filled_and_never_passed(
    rows: list[tuple[int, str]], limit: int | None, quotas: dict[str, int]
) -> None:
    kept = rank(scored(rows), limit, quotas)
    assert len(kept) == (len(rows) if limit is None else min(limit, len(rows)))


@given(ROWS, LIMITS, QUOTAS)
def test_each_class_has_the_places_kept_for_it_or_all_its_records_with_a_sign(
    rows: list[tuple[int, str]], limit: int | None, quotas: dict[str, int]
) -> None:
    kept = Counter(rank(scored(rows), limit, quotas)["offence_class"])
    shown = Counter(code for strength, code in rows if strength)
    assert all(kept[code] >= min(places, shown[code]) for code, places in quotas.items())


@given(ROWS, st.integers(24, 40), QUOTAS)
def test_inside_a_class_no_weaker_record_stands_before_a_stronger_one(
    rows: list[tuple[int, str]], limit: int, quotas: dict[str, int]
) -> None:
    table = scored(rows)
    kept = rank(table, limit, quotas)
    for code, left in table.drop(kept.index).groupby("offence_class"):
        assert kept["strength"][kept["offence_class"] == code].min() >= left["strength"].max() or code not in set(
            kept["offence_class"]
        )


@given(ROWS, st.integers(24, 40))
def test_a_class_that_earns_its_places_by_rank_takes_no_others(rows: list[tuple[int, str]], limit: int) -> None:
    table = scored(rows)
    plain = rank(table, limit)
    earned = Counter(plain["offence_class"][plain["band"] != ""])
    pd.testing.assert_frame_equal(plain, rank(table, limit, dict(earned)))


@given(ROWS, LIMITS.filter(bool), QUOTAS, st.dictionaries(st.sampled_from(CLASSES), st.integers(8, 12)))
def test_no_class_has_more_than_its_most_and_the_places_go_to_the_rest(
    rows: list[tuple[int, str]], limit: int, quotas: dict[str, int], most: dict[str, int]
) -> None:
    table = scored(rows)
    kept = rank(table, limit, quotas, most)
    counts = Counter(kept["offence_class"])
    assert all(counts[code] <= places for code, places in most.items())
    shown = Counter(code for strength, code in rows if strength)
    assert all(counts[code] >= min(places, shown[code]) for code, places in quotas.items())
    can_stand = sum(min(count, most.get(code, count)) for code, count in Counter(table["offence_class"]).items())
    assert len(kept) == min(limit, can_stand)


def test_of_a_class_held_to_a_most_the_strongest_stand_in_the_queue() -> None:
    kept = rank(scored([(5, "fraud"), (4, "fraud"), (3, "fraud"), (1, "burglary")]), 3, at_most={"fraud": 2})
    assert list(zip(kept["strength"], kept["offence_class"], strict=True)) == [
        (5, "fraud"),
        (4, "fraud"),
        (1, "burglary"),
    ]
    assert set(rank(scored([(5, "fraud"), (1, "burglary")]), 2, at_most={"fraud": 0})["offence_class"]) == {"burglary"}


@pytest.mark.parametrize(
    ("capacity", "says"),
    [
        ({"quotas": {"theft": 3}}, "theft_employee (Theft by an employee)"),
        ({"quotas": {"cannabis": 3}}, "drug_production (Production of drugs)"),
        ({"quotas": {"burglry": 3}}, "burglary (Burglary)"),
        ({"quotas": {"modern_slavery": 3}}, "left out"),
        ({"quotas": {"fraud": 0}}, "quota fraud=0: wants at least 1"),
        ({"at_most": {"fraud": -1}}, "at-most fraud=-1: wants at least 0"),
        ({"at_most": {"cannabis": 3}}, "at-most for 'cannabis': no such offence class; near it are drug_"),
        ({"at_most": {"modern_slavery": 3}}, "left out"),
        ({"quotas": {"fraud": 5}, "at_most": {"fraud": 4}}, "fraud: at least 5 places and at most 4 cannot both hold"),
        ({"limit": None, "at_most": {"fraud": 3}}, "nothing is left"),
        ({"limit": 5, "quotas": {"fraud": 3, "burglary": 3}}, "keep 6 places and the limit has 5"),
        ({"limit": None, "audit": 5}, "nothing is left"),
        ({"limit": None, "quotas": {"fraud": 3}}, "nothing is left"),
        ({"limit": 0}, "limit from 1"),
        ({"audit": -1}, "audit from 0"),
    ],
)
def test_a_capacity_that_cannot_hold_is_refused_with_what_would(capacity: dict[str, int], says: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(says)):
        Capacity(**capacity)  # type: ignore[arg-type]


def test_a_fault_in_a_most_bears_its_name() -> None:
    with pytest.raises(SettingsError, match=r"^at-most .fraud.: wants an offence class"):
        read_places(["fraud"], AT_MOST)


def test_quotas_are_read_as_they_are_typed() -> None:
    assert read_places(["theft_other=20", " fraud = 5 "]) == {"theft_other": 20, "fraud": 5}


@pytest.mark.parametrize("told", [["fraud"], ["fraud="], ["=3"], ["fraud=-3"], ["fraud=²"], ["fraud=3", "fraud=4"]])
def test_a_quota_in_another_form_is_refused(told: list[str]) -> None:
    with pytest.raises(SettingsError, match=r"fraud|=3"):
        read_places(told)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(None)


def group(narrative: str, reader: Reader, offence: str = "") -> str:
    findings = reader.read(narrative, "2024-05-05").findings
    return group_id(reader.view(narrative), findings, record_hash(narrative, offence))


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_no_contrast_pair_is_tied(split: str, reader: Reader) -> None:
    """The sealed split too, so nothing but a count is shown."""
    pairs = defaultdict(list)
    for record in load_corpus(CORPUS, split):
        if record.pair_id:
            pairs[record.pair_id].append(group(record.narrative, reader, record.offence))
    tied = sum(len(set(groups)) < len(groups) for groups in pairs.values())
    assert len(pairs) > 20
    assert tied == 0


NEAR_COPY = (
    "{stamp} hrs on {weekday} {day} {month} {year}. Ref CR/{number}. {men} men at no. {house}. Male, {age} years old. "
    "His boss has kept his passport since {date} and he has not been paid. Rent of {money} is taken."
)
_COUNTS = st.sampled_from(["two", "three", "ten", "2", "5", "14"])
NUMBERS = st.fixed_dictionaries(
    {
        "stamp": st.builds("{:02}{:02}".format, st.integers(0, 23), st.integers(0, 59)),
        "weekday": st.sampled_from(["Monday", "Friday", "Sunday"]),
        "day": st.sampled_from(["1st", "2nd", "3rd", "14th", "7", "28"]),
        "month": st.sampled_from(["January", "March", "May", "August"]),
        "year": st.integers(1990, 2026),
        "number": st.integers(1, 10**6),
        "men": _COUNTS,
        "house": st.integers(1, 200),
        "age": st.integers(18, 89),
        "date": st.dates().map("{:%d/%m/%Y}".format),
        "money": st.sampled_from(["£5", "£1,200", "£40.50", "£12000"]),
    }
)


@settings(deadline=None)  # the first reading builds the vocabulary
@given(one=NUMBERS, other=NUMBERS)
def test_near_copies_that_differ_in_numbers_and_dates_are_tied(
    reader: Reader, one: dict[str, object], other: dict[str, object]
) -> None:
    assert group(NEAR_COPY.format(**one), reader) == group(NEAR_COPY.format(**other), reader)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Male, 34 years old.", "Male, 15 years old."),
        ("He works 8 hours a day.", "He works 16 hours a day."),
        ("He can leave when he likes.", "He cannot leave when he likes."),
        ("His boss has kept his passport.", "His boss has not kept his passport."),
    ],
)
def test_what_changes_the_meaning_is_not_tied(one: str, other: str, reader: Reader) -> None:
    sign = "He has not been paid since March. "
    assert group(sign + one, reader) != group(sign + other, reader)
