import numpy as np
import pytest

from overlooked.statistics.figures import known
from overlooked.statistics.ordinary import Ordinary, expected_precision

NINE, TEN = Ordinary(9, 400), Ordinary(10, 400)


def test_a_figure_is_told_from_ten_ordinary_records_on_and_not_before() -> None:
    assert TEN.told(known(0.5)) == known(0.5)
    assert NINE.told(known(0.5))["value"] is None


def test_ten_that_are_shares_of_tied_records_are_ten() -> None:
    assert Ordinary(sum([0.1] * 100), 400).is_enough
    assert not Ordinary(9.99, 400).is_enough


def test_what_is_not_told_says_the_most_that_it_can_be() -> None:
    # 3.69 in 400 is the rule of thumb for none: 1 - .025 ** (1 / 400)
    leaf = Ordinary(0, 400).told(known(0.5))
    assert leaf["reason"] == "this corpus cannot say; at most 92 in 10,000 ordinary records stand above it"
    assert Ordinary(0, 400).most == pytest.approx(1 - 0.025 ** (1 / 400))
    assert Ordinary(0, 400).figures["at_most_per_10000"] == 92


def test_a_record_in_part_counts_whole_in_the_limit() -> None:
    assert Ordinary(8.1, 400).most == NINE.most


def test_a_corpus_without_ordinary_records_says_so() -> None:
    nobody = Ordinary(0, 0).figures
    assert nobody["value"] is None
    assert "no ordinary record" in nobody["reason"]
    assert nobody["at_most_per_10000"] == 10_000


def test_the_precision_to_expect_is_worked_by_hand() -> None:
    # of 10,000 records 20 are cases and 16 of them read; of 9,980 others 2.5 % are, 249.5
    leaf = expected_precision(80, 100, TEN, 0.002)
    assert leaf["value"] == pytest.approx(16 / (16 + 249.5))
    assert leaf["low"] < leaf["value"] < leaf["high"]


def test_under_ten_ordinary_records_the_precision_to_expect_has_a_lower_limit_alone() -> None:
    leaf = expected_precision(80, 100, NINE, 0.002)
    odds = 0.002 / 0.998 * 0.7111 / NINE.most  # .7111 is the lower end of 80 in 100
    assert leaf["value"] is None
    assert leaf["at_least"] == pytest.approx(odds / (1 + odds), abs=1e-4)


def test_no_prevalence_no_find_and_no_ordinary_record_give_no_precision_to_expect() -> None:
    assert "prevalence" in expected_precision(80, 100, TEN, None)["reason"]
    assert "no positive" in expected_precision(0, 100, TEN, 0.002)["reason"]
    assert "no ordinary" in expected_precision(80, 100, Ordinary(0, 0), 0.002)["reason"]


def test_the_interval_of_the_precision_to_expect_holds_it_in_about_95_of_100_samples() -> None:
    rng, truth = np.random.default_rng(3), 0.002 * 0.8 / (0.002 * 0.8 + 0.998 * 0.06)
    held = []
    for found, above in zip(rng.binomial(300, 0.8, 800), rng.binomial(400, 0.06, 800), strict=True):
        leaf = expected_precision(float(found), 300, Ordinary(float(above), 400), 0.002)
        if leaf["value"] is not None:
            held.append(leaf["low"] <= truth <= leaf["high"])
    assert 0.93 <= np.mean(held) <= 0.98


def test_the_lower_limit_of_the_precision_to_expect_holds_in_95_of_100_samples_or_more() -> None:
    rng, truth = np.random.default_rng(4), 0.002 * 0.8 / (0.002 * 0.8 + 0.998 * 0.008)
    leaves = [
        expected_precision(float(found), 300, Ordinary(float(above), 400), 0.002)
        for found, above in zip(rng.binomial(300, 0.8, 800), rng.binomial(400, 0.008, 800), strict=True)
    ]
    assert np.mean([leaf["at_least"] <= truth for leaf in leaves if "at_least" in leaf]) >= 0.95
