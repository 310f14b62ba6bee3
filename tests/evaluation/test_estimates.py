"""Estimates: by hand where it can be done, and intervals that cover in simulation what they claim to."""

import math

import numpy as np
import pytest
from scipy.stats import chi2

from overlooked.evaluation.decisions.estimates import (
    Found,
    bounded,
    figures_of,
    gamma_limits,
    missed,
    recall,
    standard_error,
)
from overlooked.sampling import Stratum, stratify
from overlooked.statistics.figures import known, unknown

TWO = {"B": Stratum(100, 10), "none": Stratum(1000, 20)}
CELLS = {
    ("none", "violence"): 7000,
    ("none", "theft_other"): 6000,
    ("none", "burglary"): 2600,
    ("none", "drug_production"): 900,
    ("none", "fraud"): 350,
    ("C", "violence"): 1500,
    ("C", "theft_other"): 500,
    ("C", "drug_production"): 400,
    ("B", "violence"): 300,
    ("B", "drug_production"): 200,
    ("A", "violence"): 50,
}
"""19,800 records outside a list of 200."""


def test_each_case_stands_for_as_many_as_its_stratum_says() -> None:
    out = missed(TWO, {"B": 2, "none": 1})
    assert out.value == 2 * 10 + 1 * 50
    assert out.low < 70 < out.high


def test_the_standard_error_is_cochrans_for_strata() -> None:
    # B: 100^2 (1 - .1) .2 .8 / 9 = 160; none: 1000^2 (1 - .02) .05 .95 / 19 = 2450
    assert standard_error(TWO, {"B": 2, "none": 1})["value"] == pytest.approx(math.sqrt(160 + 2450))
    assert standard_error({"A": Stratum(9, 1)}, {})["reason"] == "one draw alone from stratum A"


def test_the_figures_of_a_screening_by_hand() -> None:
    figures = figures_of(Found(30, {"B": 2, "none": 1}), 100, TWO)
    assert figures["missed"]["value"] == 70
    assert figures["cases"]["value"] == 100
    assert figures["prevalence_per_1000"]["value"] == pytest.approx(1000 * 100 / 1200)
    assert figures["precision_of_list"]["value"] == 0.3
    assert figures["recall_of_list"]["value"] == 0.3
    assert figures["recall_of_list"]["low"] == pytest.approx(30 / (30 + figures["missed"]["high"]))
    assert figures["recall_of_list"]["high"] == pytest.approx(30 / (30 + figures["missed"]["low"]))
    assert figures["missed"]["small"]


def test_of_one_stratum_the_limits_are_the_exact_ones_of_a_poisson_count() -> None:
    for cases in (0, 1, 5):
        low, high = gamma_limits(np.array([50.0]), np.array([[float(cases)]]), 50.0)
        assert low[0] == pytest.approx(50 * chi2.ppf(0.025, 2 * cases) / 2 if cases else 0)
        assert high[0] == pytest.approx(50 * chi2.ppf(0.975, 2 * cases + 2) / 2)


def test_no_case_found_leaves_room_for_nearly_four_of_the_heaviest_weight() -> None:
    out = missed(TWO, {})
    assert (out.value, out.low) == (0, 0)
    assert out.high == pytest.approx(3.689 * 50, rel=1e-3)


def test_no_limit_is_below_what_was_found_or_above_what_was_not_read() -> None:
    assert missed({"B": Stratum(12, 10)}, {"B": 9}).low >= 9
    assert missed({"B": Stratum(12, 10)}, {"B": 9}).high <= 11
    assert missed({"B": Stratum(10, 10)}, {"B": 9}) == missed({}, {}).__class__(9, 9, 9, 9)
    assert missed({}, {}).high == 0


def test_recall_without_a_case_is_unknown_and_of_a_list_without_one_is_zero() -> None:
    none = recall(0, missed(TWO, {}), small=True)
    assert none["value"] is None
    assert (none["low"], none["high"]) == (0, 1)
    assert recall(0, missed(TWO, {"B": 1}), small=True)["value"] == 0
    only = recall(5, missed(TWO, {}), small=True)
    assert only["value"] == only["high"] == 1 > only["low"]


def test_open_records_make_a_range_that_has_no_value() -> None:
    least, most = known(0.1, n=10, low=0.0, high=0.2, small=True), known(0.3, n=10, low=0.2, high=0.5, small=True)
    assert bounded([least, most], 0) is least
    leaf = bounded([least, most], 2)
    assert leaf["value"] is None
    assert (leaf["low"], leaf["high"]) == (0.0, 0.5)
    assert leaf["reason"].startswith("0.1 to 0.3, ")
    assert bounded([unknown("no case"), most], 2)["reason"].startswith("unknown to 0.3")


def spread(cases: int, how: str, sizes: np.ndarray, bands: list[str], weights: np.ndarray) -> np.ndarray:
    """The cases of each stratum: by size, by the strength of the band, or all where a case weighs most."""
    chance = {
        "by size": sizes / sizes.sum(),
        "by band": sizes * [{"A": 100, "B": 50, "C": 17, "n": 1}[band[0]] for band in bands],
        "in the heaviest": (weights == weights.max()).astype(float),
        "in the lightest": (weights == weights.min()).astype(float),
    }[how]
    return np.asarray(np.minimum(np.round(chance / chance.sum() * cases), sizes), dtype=np.int64)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["by size", "by band", "in the heaviest", "in the lightest"])
@pytest.mark.parametrize("cases", [0, 1, 3, 10, 30, 100, 300, 1000, 4000])
def test_intervals_of_20000_records_and_100_draws_cover_what_they_claim(cases: int, how: str) -> None:
    strata = stratify(CELLS, 100)[1]
    sizes, drawn = (np.array([getattr(s, name) for s in strata.values()]) for name in ("size", "drawn"))
    truth = spread(cases, how, sizes, list(strata), sizes / drawn)
    rng, trials, covered, recalls = np.random.default_rng(20), 400, 0, 0
    found = rng.hypergeometric(truth, sizes - truth, drawn, size=(trials, len(sizes)))
    for counts in found:
        own = dict(zip(strata, map(int, counts), strict=True))
        out, leaf = missed(strata, own), figures_of(Found(40, own), 200, strata)["recall_of_list"]
        covered += out.low <= truth.sum() <= out.high
        recalls += leaf["low"] - 1e-9 <= 40 / (40 + truth.sum()) <= leaf["high"] + 1e-9
    assert covered / trials >= 0.94
    assert recalls == covered


def test_the_usual_normal_interval_would_not() -> None:
    strata = stratify(CELLS, 100)[1]
    sizes, drawn = (np.array([getattr(s, name) for s in strata.values()]) for name in ("size", "drawn"))
    truth = spread(30, "by size", sizes, list(strata), sizes / drawn)
    found = np.random.default_rng(20).hypergeometric(truth, sizes - truth, drawn, size=(400, len(sizes)))
    covered = 0
    for counts in found:
        own = dict(zip(strata, map(int, counts), strict=True))
        covered += abs(missed(strata, own).value - truth.sum()) <= 1.96 * standard_error(strata, own)["value"]
    assert covered / 400 < 0.5
