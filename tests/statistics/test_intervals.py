import numpy as np
import pytest
from scipy.stats import binom

from overlooked.statistics.intervals import (
    clopper_pearson,
    percentile_interval,
    proportion,
    resample,
    wilson,
)
from overlooked.statistics.measures import auc_of_draws


def test_the_wilson_interval_of_eight_in_ten_is_the_published_one() -> None:
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)


def test_the_wilson_interval_of_none_in_ten_starts_at_nought_and_is_not_empty() -> None:
    low, high = wilson(0, 10)
    assert low == 0
    assert high == pytest.approx(0.278, abs=0.001)


def test_an_interval_of_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="no record"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="no record"):
        clopper_pearson(0, 0)


def test_the_exact_interval_of_three_in_ten_and_of_none_in_ten_are_the_published_ones() -> None:
    assert clopper_pearson(3, 10) == pytest.approx((0.0667, 0.6525), abs=1e-4)
    assert clopper_pearson(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert clopper_pearson(10, 10) == pytest.approx((0.6915, 1), abs=1e-4)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.02, 0.1, 0.5])
def test_the_exact_interval_holds_the_true_share_in_95_of_100_samples_or_more(share: float) -> None:
    ends = [clopper_pearson(hits, 60) for hits in range(61)]
    held = sum(binom.pmf(hits, 60, share) for hits, (low, high) in enumerate(ends) if low <= share <= high)
    assert held >= 0.95


def test_a_share_of_few_is_marked_as_small_and_a_share_of_none_has_its_reason() -> None:
    assert proportion(3, 29)["small"]
    assert not proportion(3, 30)["small"]
    assert proportion(0, 0, nobody="no child") == {"value": None, "reason": "no child", "n": 0}


def test_the_two_records_of_a_pair_are_drawn_together() -> None:
    weights = resample(["x", "x", "y", "z"], 50, np.random.default_rng(1))
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 2] != weights[:, 3]).any()
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()
    assert len(np.unique(weights, axis=0)) > 3


def test_draws_that_are_no_number_are_left_out_and_counted() -> None:
    assert percentile_interval(np.array([0.5, np.nan, 0.5])) == {"low": 0.5, "high": 0.5, "draws": 2}
    assert percentile_interval(np.array([np.nan]))["low"] is None


def test_the_bootstrap_interval_covers_the_true_auc_about_as_often_as_it_says() -> None:
    # two normal distributions one standard deviation apart: AUC = P(N(1, sqrt 2) > 0) = .7602
    rng, truth, covered = np.random.default_rng(7), 0.7602, 0
    labels = np.repeat([1.0, 0.0], 40)
    for _ in range(200):
        scores = rng.normal(labels)
        interval = percentile_interval(auc_of_draws(labels, scores, resample(range(80), 300, rng)))
        covered += interval["low"] <= truth <= interval["high"]
    assert 0.89 <= covered / 200 <= 0.99
