import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from overlooked.regression import ShrunkLogisticRegression, balanced

DICE = np.random.default_rng(7)
TABLE = DICE.normal(size=(200, 4))
LABELS = (TABLE @ [2.0, -1.0, 0.5, 0.0] + DICE.normal(size=200) > 0).astype(int)


@parametrize_with_checks([ShrunkLogisticRegression()])
def test_it_passes_the_checks_of_scikit_learn(estimator, check):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    check(estimator)


def test_without_a_prior_and_a_floor_it_is_ridge_logistic_regression() -> None:
    own = ShrunkLogisticRegression(shrink=0.5).fit(TABLE, LABELS)
    theirs = LogisticRegression(C=1.0, tol=1e-8).fit(TABLE, LABELS)
    np.testing.assert_allclose(own.coef_, theirs.coef_, atol=1e-3)


def test_strong_shrinkage_leaves_the_prior_as_it_is() -> None:
    prior = [0.5, 0.25, 0.0, 1.0]
    fitted = ShrunkLogisticRegression(prior=prior, shrink=1e7).fit(TABLE, LABELS)
    np.testing.assert_allclose(fitted.coef_[0], prior, atol=1e-4)


def test_no_weight_falls_below_the_floor() -> None:
    free = ShrunkLogisticRegression(shrink=0.1).fit(TABLE, LABELS)
    held = ShrunkLogisticRegression(shrink=0.1, floor=0.0).fit(TABLE, LABELS)
    assert free.coef_.min() < 0
    assert held.coef_.min() == 0


def test_what_a_record_holds_already_is_not_learned_again() -> None:
    known = ShrunkLogisticRegression(shrink=0.01).fit(TABLE, LABELS)
    offset = TABLE @ known.coef_[0]
    again = ShrunkLogisticRegression(shrink=0.01).fit(TABLE, LABELS, offset=offset)
    assert np.abs(again.coef_).max() < 0.05


def test_pairs_pull_the_case_above_its_look_alike() -> None:
    table = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    labels = [1, 0, 0, 1]
    pairs = [(0, 1)]
    without = ShrunkLogisticRegression(shrink=0.5).fit(table, labels)
    with_pairs = ShrunkLogisticRegression(shrink=0.5, pair_weight=5).fit(table, labels, pairs=pairs)
    assert with_pairs.coef_[0, 1] > without.coef_[0, 1] + 0.1


def test_both_classes_weigh_alike() -> None:
    labels = np.array([1.0, 0.0, 0.0, 0.0])
    weights = balanced(labels)
    assert weights[labels == 1].sum() == pytest.approx(weights[labels == 0].sum()) == pytest.approx(2)


def test_a_prior_of_the_wrong_length_is_named() -> None:
    with pytest.raises(ValueError, match="one weight for each of 4 columns"):
        ShrunkLogisticRegression(prior=[1.0]).fit(TABLE, LABELS)


def test_a_sparse_table_gives_the_weights_of_a_dense_one() -> None:
    dense = ShrunkLogisticRegression().fit(TABLE, LABELS)
    sparse = ShrunkLogisticRegression().fit(csr_array(TABLE), LABELS)
    np.testing.assert_allclose(dense.coef_, sparse.coef_, atol=1e-4)


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = (ShrunkLogisticRegression(floor=0.0).fit(TABLE, LABELS) for _ in range(2))
    assert one.coef_.tobytes() == other.coef_.tobytes()
