import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from overlooked.statistics.figures import FloatArray
from overlooked.statistics.rates import class_figures, counts_of_sets, micro_f1_of_draws

NAMES = ("one", "two", "three", "four")
MARKED: list[set[str]] = [{"one", "two"}, {"one"}, {"three"}, set()]
FOUND: list[set[str]] = [{"one"}, {"one", "two"}, set(), {"two"}]


def ones(count: int, draws: int = 1) -> FloatArray:
    return np.ones((draws, count))


def test_counts_of_two_small_sets_are_worked_by_hand() -> None:
    counts = counts_of_sets(MARKED, FOUND, NAMES).sum(axis=0)
    assert counts.tolist() == [[2, 0, 0], [0, 2, 1], [0, 0, 1], [0, 0, 0]]


def test_micro_and_macro_are_worked_by_hand_and_leave_out_what_nobody_marked_or_found() -> None:
    # hits 2, false 2, missed 2; F1 of the three classes 1, 0, 0
    figures = class_figures(counts_of_sets(MARKED, FOUND, NAMES), NAMES, ones(4))
    assert [figures["micro"][rate]["value"] for rate in ("precision", "recall", "f1")] == [0.5, 0.5, 0.5]
    assert figures["macro"]["f1"]["value"] == pytest.approx(1 / 3)
    assert figures["macro"]["f1"]["n"] == 3
    assert list(figures["each"]) == ["one", "two", "three"]


@pytest.mark.parametrize("average", ["micro", "macro"])
def test_all_three_rates_are_those_of_scikit_learn(average: str) -> None:
    rng = np.random.default_rng(3)
    marked, found = (rng.random((50, 4)) < 0.4 for _ in range(2))
    first, second = ([{n for n, on in zip(NAMES, row, strict=True) if on} for row in side] for side in (marked, found))
    figures = class_figures(counts_of_sets(first, second, NAMES), NAMES, ones(50))
    theirs = precision_recall_fscore_support(marked, found, average=average)[:3]
    assert [figures[average][rate]["value"] for rate in ("precision", "recall", "f1")] == pytest.approx(theirs)


def test_a_perfect_reading_is_one_and_one_that_finds_nothing_has_no_precision() -> None:
    perfect = class_figures(counts_of_sets(MARKED, MARKED, NAMES), NAMES, ones(4, 5))
    nothing = class_figures(counts_of_sets(MARKED, [set()] * 4, NAMES), NAMES, ones(4, 5))
    assert (perfect["micro"]["f1"]["value"], perfect["micro"]["f1"]["low"]) == (1, 1)
    assert (nothing["micro"]["f1"]["value"], nothing["macro"]["precision"]["value"]) == (0, 0)
    assert nothing["micro"]["precision"] == {"value": None, "reason": "never found", "n": 0}


def test_no_record_gives_reasons_and_no_number() -> None:
    figures = class_figures(counts_of_sets([], [], NAMES), NAMES, ones(0))
    assert figures["micro"]["f1"]["reason"] == "neither marked nor found"
    assert figures["macro"]["f1"]["reason"] == "no class is marked or found"
    assert figures["each"] == {}


def test_a_draw_weighs_each_record_as_often_as_it_holds_it() -> None:
    weights = np.array([[4.0, 0, 0, 0], [0, 0, 0, 4]])
    assert micro_f1_of_draws(counts_of_sets(MARKED, FOUND, NAMES), weights) == pytest.approx([2 / 3, 0])


def test_the_interval_of_f1_covers_the_truth_about_as_often_as_it_claims() -> None:
    # a sign is marked in half of the records, found in .8 of those and in .2 of the rest: F1 is .8
    rng, covered = np.random.default_rng(8), 0
    for _ in range(200):
        marked = rng.random(120) < 0.5
        found = rng.random(120) < np.where(marked, 0.8, 0.2)
        first, second = ([["one"] if on else [] for on in side] for side in (marked, found))
        weights = rng.multinomial(120, np.full(120, 1 / 120), size=200).astype(float)
        f1 = class_figures(counts_of_sets(first, second, ("one",)), ("one",), weights)["micro"]["f1"]
        covered += f1["low"] <= 0.8 <= f1["high"]
    assert 0.90 <= covered / 200 <= 0.99
