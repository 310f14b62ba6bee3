"""The settings of the scored match, how its rows are folded, and its evidence in words."""

import re
from importlib.resources import files

import pandas as pd
import pytest

from overlooked.errors import KnowledgeError
from overlooked.reconcile.linking.comparisons import CONDITIONS
from overlooked.reconcile.linking.evidence import evidence_of
from overlooked.reconcile.linking.folded import folded, name_of, readings
from overlooked.reconcile.linking.settings import linking_of, load_linking
from overlooked.reconcile.people.names import as_written, name_tokens
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS

LINKING = load_linking()
SHIPPED = (files("overlooked") / "data" / "linking.toml").read_text(encoding="utf-8")


def values(**levels: str) -> dict[str, int]:
    """The numbers of levels; what is not named is not told."""
    told = dict.fromkeys(LINKING.comparisons, -1) | {"form": LINKING.comparisons["form"].value("straight")}
    return told | {name: LINKING.comparisons[name].value(level) for name, level in levels.items()}


def test_every_level_but_the_last_has_a_condition_and_every_column_of_frequency_is_folded() -> None:
    tables = folded(
        pd.DataFrame([dict.fromkeys(REFERRAL_COLUMNS, "")]),
        pd.DataFrame([dict.fromkeys(CRIME_COLUMNS, "")]),
        LINKING.rarity,
    )
    for name, comparison in LINKING.comparisons.items():
        assert {level.name for level in comparison.levels[:-1]} <= set(CONDITIONS[name])
        frequencies = {level.frequency for level in comparison.levels} - {""}
        assert frequencies | {f"tf_{own}" for own in frequencies} <= set(tables.names.column_names)


@pytest.mark.parametrize("name", list(LINKING.comparisons))
def test_agreement_weighs_more_the_fuller_it_is_and_disagreement_speaks_against(name: str) -> None:
    levels = LINKING.comparisons[name].levels
    assert levels[0].m / levels[0].u > levels[-1].m / levels[-1].u
    assert levels[-1].m < levels[-1].u
    if name != "form":
        assert levels[0].m > levels[0].u
        assert sum(level.u for level in levels) == pytest.approx(1, abs=0.06)


def test_a_first_of_january_weighs_a_third_of_a_birth_date_at_most() -> None:
    ratios = {level.name: level.m / level.u for level in LINKING.comparisons["birth"].levels}
    assert ratios["default"] ** 2.9 < ratios["equal"]
    assert ratios["year_known"] < ratios["default"]


@pytest.mark.parametrize(
    ("own", "other", "message"),
    [
        ("m = 0.985", "m = 0.5", "add up to 1"),
        ("u = 0.20", "u = 0", "between 0 and 1"),
        ("propose = 0.30", "propose = 0.98", "propose < link"),
    ],
)
def test_settings_that_cannot_hold_are_told_in_one_line(own: str, other: str, message: str) -> None:
    assert own in SHIPPED
    with pytest.raises(KnowledgeError, match=message):
        linking_of(SHIPPED.replace(own, other, 1))


def test_the_prior_falls_with_the_crimes_and_a_cut_out_table_counts_as_a_larger_one() -> None:
    assert LINKING.prior(50) == LINKING.prior(LINKING.least_crimes)
    assert LINKING.prior(100_000) == pytest.approx(LINKING.prior(1_000_000) * 10)


def test_evidence_tells_unlike_names_one_by_one_and_what_is_missing() -> None:
    told = evidence_of(values(forename="kin", surname="exact", force="other"), LINKING)
    assert told == (
        "Surname agrees and forename is another form of the same name; force differs; no birth date to compare."
    )
    assert evidence_of(values(surname="exact", birth="equal"), LINKING) == (
        "Surname agrees; birth date is the same; no forename to compare."
    )


@pytest.mark.parametrize(
    ("name", "level"),
    [(name, level.name) for name, own in LINKING.comparisons.items() if name != "form" for level in own.levels],
)
def test_every_level_makes_a_sentence(name: str, level: str) -> None:
    told = evidence_of(values(**{"forename": "exact", "surname": "exact", name: level}), LINKING)
    assert re.fullmatch(r"[A-Z][^.]+\.", told)
    assert "  " not in told


def test_a_whole_name_in_one_cell_is_parted_and_particles_are_left_out() -> None:
    assert name_of("", "Selam Tesfay Haile") == (("selam", "tesfay"), ("haile",))
    assert name_of("Thị Lan", "Nguyễn") == (("lan",), ("nguyen",))
    assert name_of("UNKNOWN", "N/K") == ((), ())


def test_an_alias_of_two_words_is_read_both_ways_and_no_reading_comes_twice() -> None:
    told = readings("Sam", "Stone", "Sam Stone; Big Alf")
    assert len(told) == len({name for _, name in told})
    assert ("alias", (("alf",), ("big",))) in told


@pytest.mark.parametrize("name", ["Nguyễn", "Łukasz", "Günther", "Çela", "Đặng Thị", "José", "Åse"])
def test_a_name_read_as_cp1252_is_read_as_it_was_written(name: str) -> None:
    misread = "".join(_shown(octet) for octet in name.encode("utf-8"))
    assert as_written(misread) == name
    assert as_written(name) == name
    assert name_tokens(misread) == name_tokens(name)


def _shown(octet: int) -> str:
    try:
        return bytes([octet]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(octet)
