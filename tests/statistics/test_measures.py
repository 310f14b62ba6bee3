from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from overlooked.statistics.figures import FloatArray
from overlooked.statistics.measures import (
    auc,
    auc_of_draws,
    average_precision,
    average_precision_of_draws,
    pairs_in_order,
    read_at,
    recall_at,
    share_above,
    threshold_for_recall,
    threshold_for_share,
)


def numbers(*values: float) -> FloatArray:
    return np.array(values, dtype=np.float64)


def test_auc_of_five_records_is_the_share_of_pairs_in_order() -> None:
    # positives 5, 3; negatives 4, 2, 1: in order are 5>4, 5>2, 5>1, 3>2, 3>1; not 3>4
    assert auc(numbers(1, 0, 1, 0, 0), numbers(5, 4, 3, 2, 1)) == pytest.approx(5 / 6)


def test_a_tie_between_a_positive_and_a_negative_counts_half() -> None:
    # positives 2, 1; negatives 2, 1, 0: 2=2, 2>1, 2>0, 1<2, 1=1, 1>0: 3 and two halves
    assert auc(numbers(1, 1, 0, 0, 0), numbers(2, 1, 2, 1, 0)) == pytest.approx(4 / 6)


def test_average_precision_of_five_records_is_worked_by_hand() -> None:
    # positives at ranks 1 and 3: (1/1 + 2/3) / 2
    assert average_precision(numbers(1, 0, 1, 0, 0), numbers(5, 4, 3, 2, 1)) == pytest.approx(5 / 6)


def test_perfect_worst_and_constant_scores_have_the_auc_that_everybody_knows() -> None:
    labels = numbers(1, 1, 0, 0, 0)
    assert auc(labels, numbers(9, 8, 3, 2, 1)) == 1
    assert auc(labels, numbers(1, 2, 3, 8, 9)) == 0
    assert auc(labels, numbers(7, 7, 7, 7, 7)) == 0.5


def test_average_precision_of_constant_scores_is_the_share_of_positives() -> None:
    assert average_precision(numbers(1, 1, 0, 0, 0), numbers(7, 7, 7, 7, 7)) == pytest.approx(0.4)


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("measure", [auc, average_precision])
def test_one_class_alone_is_an_error(measure: Callable[..., float], label: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        measure(numbers(label, label), numbers(1, 2))


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(-3, 3)), min_size=2, max_size=40))
def test_auc_and_average_precision_agree_with_scikit_learn(rows: list[tuple[int, int]]) -> None:
    labels, scores = np.array(rows, dtype=np.float64).T
    if 0 < labels.sum() < len(labels):
        assert auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
        assert average_precision(labels, scores) == pytest.approx(average_precision_score(labels, scores))


def test_a_draw_equals_the_measure_of_the_records_repeated_as_often_as_drawn() -> None:
    labels, scores, often = numbers(1, 0, 1, 0, 0), numbers(2, 2, 3, 1, 4), np.array([2, 0, 1, 3, 1])
    weights = often[None, :].astype(np.float64)
    repeated = np.repeat(labels, often), np.repeat(scores, often)
    assert auc_of_draws(labels, scores, weights)[0] == pytest.approx(auc(*repeated))
    assert average_precision_of_draws(labels, scores, weights)[0] == pytest.approx(average_precision(*repeated))


@pytest.mark.parametrize("measure", [auc_of_draws, average_precision_of_draws])
def test_a_draw_of_one_class_is_no_number(measure: Callable[..., Any]) -> None:
    weights = np.array([[1.0, 0.0], [0.0, 2.0]])
    assert np.isnan(measure(numbers(1, 0), numbers(1, 2), weights)).all()


def test_pairs_count_one_in_order_half_for_a_tie_and_nought_otherwise() -> None:
    labels, pairs = numbers(1, 0, 0, 1, 1, 0, 1), ["x", "x", "y", "y", "z", "z", None]
    assert pairs_in_order(labels, numbers(3, 1, 5, 2, 4, 4, 9), pairs).tolist() == [1, 0, 0.5]


def test_a_pair_of_three_or_of_one_class_is_passed_over() -> None:
    labels, pairs = numbers(1, 0, 0, 1, 1, 0, 1), ["x", "x", "x", "y", "y", "z", "z"]
    assert pairs_in_order(labels, numbers(3, 1, 5, 2, 4, 4, 9), pairs).tolist() == [1]


def test_no_pair_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pair"):
        pairs_in_order(numbers(1, 0), numbers(1, 2), [None, None])


def test_records_tied_at_the_cut_share_the_places_that_are_left() -> None:
    assert read_at(numbers(9, 5, 5, 5, 1), 2).tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=20), st.floats(0, 25))
def test_exactly_the_depth_is_read(scores: list[int], depth: float) -> None:
    assert read_at(numbers(*scores), depth).sum() == pytest.approx(min(depth, len(scores)))


def test_recall_at_two_of_five_is_worked_by_hand() -> None:
    assert recall_at(numbers(1, 0, 1, 0, 0), numbers(5, 4, 3, 2, 1), 2) == 0.5


def test_recall_without_a_positive_is_an_error() -> None:
    with pytest.raises(ValueError, match="no positive"):
        recall_at(numbers(0, 0), numbers(1, 2), 1)


def test_the_share_above_a_threshold_counts_ties_half() -> None:
    assert share_above(numbers(3, 2, 1, 0), 2) == 0.375


def test_no_more_than_the_share_lies_above_its_threshold() -> None:
    scores = numbers(*range(100))
    assert (scores > threshold_for_share(scores, 0.02)).sum() == 2
    tied = numbers(*[0] * 90, *[7] * 10)
    assert (tied > threshold_for_share(tied, 0.02)).sum() == 0


def test_at_least_the_recall_lies_at_or_above_its_threshold() -> None:
    scores = numbers(*range(10))
    assert threshold_for_recall(scores, 0.9) == 1
    assert threshold_for_recall(numbers(*range(15)), 0.9) == 1
    assert threshold_for_recall(numbers(4), 0.9) == 4


@pytest.mark.parametrize("measure", [share_above, threshold_for_share, threshold_for_recall])
def test_no_score_gives_no_threshold(measure: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="no "):
        measure(numbers(), 0.5)
