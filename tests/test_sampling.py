"""The random slice: probabilities that are what they say, and nothing but seed and content that decides."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, stdev

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlooked.sampling import LEAST, Slice, allot, draw, stratify, whole

Row = tuple[str, str, int]
"""Band, offence class, and what names the content: rows that share it are copies to the letter."""

CELLS = st.tuples(st.sampled_from(["A", "B", "C", "", "", ""]), st.sampled_from(["theft", "fraud", "other", "drugs"]))
ROWS = st.lists(st.builds(lambda cell, content: (*cell, content), CELLS, st.integers(0, 40)), max_size=80)
DRAWS = st.integers(0, 100)


def scored(rows: Sequence[Row]) -> pd.DataFrame:
    columns = ["band", "offence_class", "record_hash", "record_id"]
    told = [
        (band, code, f"{band}{code}{content}", f"R{number:03}") for number, (band, code, content) in enumerate(rows)
    ]
    return pd.DataFrame(told, columns=columns)


def sizes_drawn(done: Slice) -> Counter[str]:
    return Counter(done.records["stratum"])


@given(ROWS, DRAWS)
def test_strata_hold_every_record_once_and_as_many_are_drawn_as_asked(rows: list[Row], draws: int) -> None:
    done = draw(whole(scored(rows)), draws, seed=1)
    assert sum(stratum.size for stratum in done.strata.values()) == len(rows)
    assert len(done.records) == min(draws, len(rows))
    assert sizes_drawn(done) == Counter({name: s.drawn for name, s in done.strata.items() if s.drawn})


@given(ROWS, DRAWS)
def test_weights_sum_to_the_size_of_every_stratum(rows: list[Row], draws: int) -> None:
    done = draw(whole(scored(rows)), draws, seed=1)
    for name, own in done.records.groupby("stratum"):
        assert math.isclose(sum(1 / own["inclusion_probability"]), done.strata[str(name)].size)


@given(ROWS, st.integers(1, 100))
def test_no_record_is_without_a_chance(rows: list[Row], draws: int) -> None:
    done = draw(whole(scored(rows)), draws, seed=1)
    assert all(stratum.drawn > 0 for stratum in done.strata.values())


@given(ROWS, st.integers(2, 100))
def test_each_stratum_gives_two_or_all_it_has(rows: list[Row], draws: int) -> None:
    for stratum in draw(whole(scored(rows)), draws, seed=1).strata.values():
        assert min(LEAST, stratum.size) <= stratum.drawn <= stratum.size


@given(ROWS, DRAWS, st.integers(0, 5), st.randoms())
def test_the_order_of_rows_does_not_move_the_slice(rows: list[Row], draws: int, seed: int, dice: object) -> None:
    table = scored(rows)
    order = list(table.index)
    dice.shuffle(order)  # type: ignore[attr-defined]
    one, other = draw(whole(table), draws, seed), draw(whole(table.loc[order]), draws, seed)
    assert set(one.records["record_id"]) == set(other.records["record_id"])
    assert one.strata == other.strata


def a_year() -> pd.DataFrame:
    """Few records with signs, many without; some of them copies; a hidden case in some."""
    rows: list[Row] = [("A", "fraud", n) for n in range(1)]
    rows += [("B", "theft", n) for n in range(12)]
    rows += [("C", ("theft", "fraud", "drugs")[n % 3], n) for n in range(90)]
    rows += [("", ("theft", "theft", "theft", "other", "drugs")[n % 5], n % 200) for n in range(400)]
    table = scored(rows)
    return table.assign(hidden=[int(n % (7 if band else 41) == 0) for n, band in enumerate(table["band"])])


SEEDS = 300


@pytest.fixture(scope="module")
def slices() -> list[pd.DataFrame]:
    table = a_year()
    return [draw(whole(table), 60, seed).records for seed in range(SEEDS)]


def test_the_estimate_of_what_is_hidden_is_right_on_average(slices: list[pd.DataFrame]) -> None:
    """Horvitz and Thompson (1952): each record drawn counts 1 / its probability."""
    estimates = [sum(drawn["hidden"] / drawn["inclusion_probability"]) for drawn in slices]
    error = stdev(estimates) / math.sqrt(SEEDS)
    assert abs(fmean(estimates) - a_year()["hidden"].sum()) < 3 * error


@pytest.mark.slow
def test_each_record_is_drawn_as_often_as_its_probability_says_copies_too(slices: list[pd.DataFrame]) -> None:
    drawn = pd.concat(slices)
    times = Counter(drawn["record_id"])
    chance = dict(zip(drawn["record_id"], drawn["inclusion_probability"], strict=True))
    assert set(chance) == set(a_year()["record_id"])
    odd = [i for i, p in chance.items() if abs(times[i] - SEEDS * p) > 4.5 * math.sqrt(SEEDS * p * (1 - p)) + 1e-9]
    assert not odd


def test_another_seed_draws_other_records_of_the_same_strata() -> None:
    one, other = draw(whole(a_year()), 60, seed=1), draw(whole(a_year()), 60, seed=2)
    assert one.strata == other.strata
    assert set(one.records["record_id"]) != set(other.records["record_id"])


def test_small_classes_of_a_band_stand_together_and_large_ones_alone() -> None:
    names, strata = stratify({("C", "theft"): 60, ("C", "fraud"): 38, ("C", "drugs"): 1, ("C", "other"): 1}, 20)
    assert names["C", "theft"] == "C/theft"
    assert names["C", "drugs"] == names["C", "other"] == names["C", "fraud"] == "C"
    assert {name: (s.size, s.drawn) for name, s in strata.items()} == {"C": (40, 8), "C/theft": (60, 12)}


def test_with_fewer_draws_than_two_a_band_the_strongest_bands_are_joined() -> None:
    cells = {(band, "theft"): 10 for band in ("A", "B", "C", "none")}
    assert set(stratify(cells, 5)[1]) == {"A+B+C/theft", "none/theft"}
    assert set(stratify(cells, 1)[1]) == {"A+B+C+none"}


def test_bands_are_drawn_from_by_the_square_root_of_their_size() -> None:
    assert allot({"C": 100, "none": 10_000}, 110, power=1) == {"C": 10, "none": 100}


def test_without_draws_the_strata_are_the_bands() -> None:
    done = draw(whole(a_year()), 0, seed=1)
    assert {name: (s.size, s.drawn) for name, s in done.strata.items()} == {
        "A": (1, 0),
        "B": (12, 0),
        "C": (90, 0),
        "none": (400, 0),
    }
    assert done.records.empty
