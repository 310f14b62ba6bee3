from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, roc_curve

from overlooked.statistics.depths import (
    ndcg,
    ndcg_of_draws,
    read_to_recall,
    read_to_share,
    recall_at_share,
    recall_by_effort,
    risk_by_coverage,
    work_saved,
)
from overlooked.statistics.figures import FloatArray
from overlooked.statistics.measures import recall_at

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3)), min_size=2, max_size=40)


def numbers(*values: float) -> FloatArray:
    return np.array(values, dtype=np.float64)


def once(labels: FloatArray) -> FloatArray:
    return np.ones((1, len(labels)))


def test_ndcg_of_three_records_is_worked_by_hand() -> None:
    # gains 7, 0, 3 in this order: 7 + 0 + 3 / log2(4); at best 7 + 3 / log2(3)
    assert ndcg(numbers(7, 0, 3), numbers(3, 2, 1)) == pytest.approx((7 + 3 / 2) / (7 + 3 / np.log2(3)))


@given(ROWS)
def test_ndcg_agrees_with_scikit_learn_ties_and_all(rows: list[tuple[int, int]]) -> None:
    grades, scores = np.array(rows, dtype=np.float64).T
    gains = 2**grades - 1
    if gains.any():
        assert ndcg(gains, scores) == pytest.approx(ndcg_score(gains[None, :], scores[None, :]))


def test_a_perfect_list_has_an_ndcg_of_one_and_a_list_upside_down_the_least() -> None:
    gains = numbers(7, 3, 1, 0, 0)
    upright, constant, down = (ndcg(gains, scores) for scores in (gains, np.zeros(5), -gains))
    assert upright == 1
    assert upright > constant > down


def test_a_list_without_a_grade_has_no_ndcg() -> None:
    with pytest.raises(ValueError, match="grade"):
        ndcg(numbers(0, 0), numbers(1, 2))


def test_a_draw_equals_the_measure_of_the_records_repeated_as_often_as_drawn() -> None:
    labels, scores, often = numbers(1, 0, 1, 0, 0, 1), numbers(2, 2, 3, 1, 4, 0), np.array([2, 0, 1, 3, 1, 2])
    among = np.array([False, True, False, True, True, False])
    weights = often[None, :].astype(np.float64)
    repeated, those = (np.repeat(labels, often), np.repeat(scores, often)), np.repeat(among, often)
    assert ndcg_of_draws(labels, scores, weights)[0] == pytest.approx(ndcg(*repeated))
    efforts = numbers(0, 0.2, 0.5, 1)
    whole = recall_by_effort(*repeated, efforts, once(repeated[0]))
    assert recall_by_effort(labels, scores, efforts, weights) == pytest.approx(whole)
    share = recall_at_share(repeated[0], those, repeated[1], 0.3, once(repeated[0]))
    assert recall_at_share(labels, among, scores, 0.3, weights) == pytest.approx(share)


def test_a_draw_without_a_positive_has_no_recall() -> None:
    labels, weights = numbers(1, 0), numbers(0, 2)[None, :]
    assert np.isnan(recall_by_effort(labels, numbers(2, 1), numbers(0.5), weights)).all()
    assert np.isnan(recall_at_share(labels, labels == 0, numbers(2, 1), 0.5, weights)).all()


@given(ROWS, st.floats(0, 1))
def test_recall_by_effort_is_recall_at_that_depth_whatever_is_tied(rows: list[tuple[int, int]], effort: float) -> None:
    grades, scores = np.array(rows, dtype=np.float64).T
    labels = (grades > 1).astype(np.float64)
    if labels.any():
        curve = recall_by_effort(labels, scores, numbers(effort, 1), once(labels))[0]
        assert curve == pytest.approx([recall_at(labels, scores, effort * len(labels)), 1], abs=1e-6)


@given(ROWS, st.integers(0, 19))
def test_recall_at_a_share_is_the_roc_curve_of_scikit_learn(rows: list[tuple[int, int]], twentieths: int) -> None:
    grades, scores = np.array(rows, dtype=np.float64).T
    labels, share = (grades > 1).astype(np.float64), twentieths / 20
    if 0 < labels.sum() < len(labels):
        false, true, _ = roc_curve(labels, scores, drop_intermediate=False)
        wanted = np.interp(share + 1e-12, false, true)
        found = read_to_share(scores, labels == 0, share) @ labels / labels.sum()
        assert found == pytest.approx(wanted, abs=1e-6)
        assert recall_at_share(labels, labels == 0, scores, share, once(labels))[0] == pytest.approx(wanted, abs=1e-6)


def test_reading_to_a_share_reads_so_many_of_those_and_what_stands_above_the_next() -> None:
    scores, ordinary = numbers(5, 4, 3, 2, 1), np.array([False, True, False, True, False])
    assert read_to_share(scores, ordinary, 0.5).tolist() == [1, 1, 1, 0, 0]
    assert read_to_share(scores, ordinary, 0.75).tolist() == [1, 1, 1, 0.5, 0]
    assert read_to_share(np.zeros(5), ordinary, 0.5).tolist() == [0.5] * 5
    assert read_to_share(scores, ordinary, 1).tolist() == [1, 1, 1, 1, 0]


def test_reading_to_a_recall_stops_at_the_positive_that_reaches_it() -> None:
    labels, scores = numbers(1, 0, 1, 0, 1), numbers(5, 4, 3, 2, 1)
    assert read_to_recall(labels, scores, 0.5).tolist() == [1, 1, 1, 0, 0]
    assert read_to_recall(labels, np.zeros(5), 0.95).tolist() == [1] * 5
    assert read_to_recall(labels, np.zeros(5), 1 / 3) == pytest.approx([1 / 3] * 5)


def test_work_saved_of_ten_records_is_worked_by_hand() -> None:
    # both positives are found once 4 of 10 are read: 6 of 10 are left unread, by chance 5 % would be
    labels = numbers(1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    assert work_saved(labels, -np.arange(10.0)) == pytest.approx(0.6 - 0.05)


def test_work_saved_by_a_perfect_a_constant_and_a_worst_list() -> None:
    labels = numbers(*[1] * 20, *[0] * 80)
    assert work_saved(labels, labels) == pytest.approx(0.76)
    assert work_saved(labels, np.zeros(100)) == pytest.approx(0)
    assert work_saved(labels, -labels) == pytest.approx(-0.04)


def test_risk_by_coverage_of_four_records_is_worked_by_hand() -> None:
    risk, left = risk_by_coverage(numbers(1, 0, 1, 0), numbers(4, 3, 2, 1), numbers(0, 0.25, 0.5, 0.75, 1))
    assert risk == pytest.approx([0, 0, 1 / 2, 1 / 3, 1 / 2])
    assert left == pytest.approx([0, 0, 1 / 2, 1 / 2, 1])


def test_the_risk_of_constant_scores_is_the_share_of_positives_at_every_coverage() -> None:
    risk, left = risk_by_coverage(numbers(1, 0, 0, 0), np.zeros(4), numbers(0.1, 0.5, 1))
    assert risk == pytest.approx([0.25] * 3)
    assert left == pytest.approx([0.1, 0.5, 1])


@pytest.mark.parametrize(
    "measure",
    [
        lambda labels, scores: risk_by_coverage(labels, scores, numbers(0.5)),
        work_saved,
        lambda labels, scores: read_to_recall(labels, scores, 0.5),
        lambda labels, scores: read_to_share(scores, labels == 1, 0.5),
    ],
)
def test_no_positive_is_an_error(measure: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="no "):
        measure(numbers(0, 0), numbers(1, 2))
