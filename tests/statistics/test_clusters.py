"""Ratios of what comes in clusters."""

import numpy as np
import pytest

from overlooked.statistics.clusters import ALIKE, TOO_FEW, difference, ratio, share
from overlooked.statistics.figures import FloatArray
from overlooked.statistics.intervals import resample, wilson


def draws(clusters: int) -> FloatArray:
    return resample(range(clusters), 2000, np.random.default_rng(0))


def test_the_interval_is_as_wide_as_clusters_differ_and_not_as_their_parts_are_many() -> None:
    n = np.full(20, 50.0)
    apart, alike = np.tile([50.0, 0.0], 10), np.tile([26.0, 24.0], 10)
    wide, narrow = (share(hits, n, draws(20), nobody="") for hits in (apart, alike))
    assert wide["value"] == narrow["value"] == 0.5
    assert wide["n"] == 1000
    assert wide["high"] - wide["low"] > 0.35
    assert narrow["high"] - narrow["low"] < 0.03


def test_with_one_in_each_cluster_or_all_clusters_alike_the_interval_is_wilsons() -> None:
    one = share(np.array([1.0, 1, 1, 0, 1, 1]), np.ones(6), draws(6), nobody="")
    assert (one["low"], one["high"]) == pytest.approx(wilson(5, 6))
    alike = share(np.full(6, 4.0), np.full(6, 4.0), draws(6), nobody="")
    assert (alike["low"], alike["high"]) == pytest.approx(wilson(6, 6))
    assert alike["n"] == 24


def test_a_rate_of_clusters_that_are_alike_has_no_interval_and_says_why() -> None:
    told = ratio(np.full(6, 3.0), np.full(6, 2.0), draws(6), nobody="")
    assert (told["value"], told["low"], told["no_interval"]) == (1.5, None, ALIKE)


@pytest.mark.parametrize("clusters", [1, 4])
def test_few_clusters_have_no_interval(clusters: int) -> None:
    told = share(np.arange(clusters, dtype=np.float64), np.full(clusters, 9.0), draws(clusters), nobody="")
    assert told["value"] is not None
    assert (told["low"], told["high"], told["no_interval"]) == (None, None, TOO_FEW)


def test_a_cluster_with_nothing_to_count_is_none() -> None:
    n = np.array([0.0, 0, 3, 3, 3, 3])
    assert share(n / 3, n, draws(6), nobody="")["no_interval"] == TOO_FEW
    assert share(n * 0, n * 0, draws(6), nobody="none asked") == {"value": None, "reason": "none asked", "n": 0}


def test_a_difference_is_of_the_same_clusters_in_each_draw() -> None:
    n, before = np.full(8, 10.0), np.arange(8, dtype=np.float64)
    steady = difference((before, n), (before + 2, n), draws(8), nobody="")
    assert steady["value"] == pytest.approx(0.2)
    assert (steady["n"], steady["no_interval"]) == (8, ALIKE)
    mixed = difference((before, n), (before[::-1], n), draws(8), nobody="")
    assert mixed["value"] == pytest.approx(0)
    assert mixed["low"] < -0.1 < 0.1 < mixed["high"]
    assert difference((n, n * 0), (n, n), draws(8), nobody="none asked")["reason"] == "none asked"
