"""Logistic regression that data may correct, not set: shrunk to weights that somebody knows, with a floor.

A scikit-learn classifier for two classes. In go numbers by record, dense or sparse, out come weights near the prior:
what an expert gave each column, or nothing. Pairs are used as pairs: of two records that differ only in what decides,
the case is to stand above its look-alike. Source of the recipe: ridge regression towards a prior mean is the
posterior mode under a normal prior on the weights.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

Floats = npt.NDArray[np.float64]
Table = npt.ArrayLike | csr_array[Any]
Pairs = Sequence[tuple[int, int]]


class ShrunkLogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Minimises the logistic loss plus `shrink` times the squared distance of the weights from `prior`.

    Args:
        prior: One weight a column that the learned ones are held to, or None for nothing.
        shrink: How strongly; 0 lets the data decide alone.
        floor: No weight falls below it; None for no floor.
        pair_weight: What one pair in the wrong order costs, beside one record on the wrong side.
        start: The intercept to begin with.

    After `fit`: `coef_` (1, columns), `intercept_` (1,), `classes_` (2,), `n_iter_`.
    """

    def __init__(
        self,
        prior: npt.ArrayLike | None = None,
        shrink: float = 1.0,
        floor: float | None = None,
        pair_weight: float = 0.0,
        start: float = 0.0,
    ) -> None:
        self.prior = prior
        self.shrink = shrink
        self.floor = floor
        self.pair_weight = pair_weight
        self.start = start

    def fit(
        self,
        X: Table,  # noqa: N803 - scikit-learn's name
        y: npt.ArrayLike,
        sample_weight: npt.ArrayLike | None = None,
        *,
        offset: npt.ArrayLike | None = None,
        pairs: Pairs = (),
    ) -> Self:
        """Learn from records by row.

        `offset` is what each record's log-odds hold already, and is not learned; `pairs` are (row of the case, row of
        its look-alike). ValueError for other than two classes, or a prior that has not one weight a column.
        """
        table, labels = validate_data(self, X, y, dtype=np.float64, accept_sparse="csr")
        kind = type_of_target(labels, input_name="y", raise_unknown=True)
        if kind != "binary":
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        share = _check_sample_weight(sample_weight, table, dtype=np.float64)
        self.classes_, is_case = np.unique(labels, return_inverse=True)
        if len(self.classes_) != 2:  # noqa: PLR2004 - two classes
            raise ValueError(f"two classes are needed to learn from; the data has {len(self.classes_)} class")
        prior = self._prior(table.shape[1])
        fixed = np.zeros(len(labels)) if offset is None else np.asarray(offset, dtype=np.float64)
        cases, others = ([pair[side] for pair in pairs] for side in (0, 1))
        apart, apart_fixed = table[cases] - table[others], fixed[cases] - fixed[others]

        def loss(point: Floats) -> tuple[float, Floats]:
            weights, intercept = point[:-1], point[-1]
            told, slope = _logistic(table @ weights + fixed + intercept, is_case, share)
            ahead = apart @ weights + apart_fixed
            told += self.pair_weight * np.logaddexp(0, -ahead).sum() + self.shrink * ((weights - prior) ** 2).sum()
            gradient = table.T @ slope + 2 * self.shrink * (weights - prior)
            gradient -= self.pair_weight * (apart.T @ _sigmoid(-ahead))
            return float(told), np.append(gradient, slope.sum())

        bounds = [(self.floor, None)] * len(prior) + [(None, None)]
        found = minimize(loss, np.append(prior, self.start), jac=True, method="L-BFGS-B", bounds=bounds)
        self.coef_, self.intercept_, self.n_iter_ = found.x[None, :-1], found.x[-1:], found.nit
        return self

    def decision_function(self, X: Table) -> Floats:  # noqa: N803 - scikit-learn's name
        """The log-odds of each record, without offset."""
        check_is_fitted(self)
        table = validate_data(self, X, dtype=np.float64, accept_sparse="csr", reset=False)
        return np.asarray(table @ self.coef_[0] + self.intercept_[0])

    def predict(self, X: Table) -> npt.NDArray[Any]:  # noqa: N803 - scikit-learn's name
        """The likelier class of each record."""
        scores = self.decision_function(X)
        return np.asarray(self.classes_[(scores > 0).astype(np.intp)])

    def predict_proba(self, X: Table) -> Floats:  # noqa: N803 - scikit-learn's name
        """What the model makes of each record, by class; on a corpus that is no prevalence and no probability."""
        case = _sigmoid(self.decision_function(X))
        return np.column_stack([1 - case, case])

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401 - scikit-learn's own type
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.sparse = True
        return tags

    def _prior(self, columns: int) -> Floats:
        prior = np.zeros(columns) if self.prior is None else np.asarray(self.prior, dtype=np.float64)
        if prior.shape != (columns,):
            raise ValueError(f"prior has shape {prior.shape}; it wants one weight for each of {columns} columns")
        return prior


def balanced(labels: Floats) -> Floats:
    """A weight for each record, so that both classes weigh alike and all together as many as half the records each."""
    share = labels.mean()
    return np.asarray(np.where(labels == 1, 0.5 / max(share, 1e-9), 0.5 / max(1 - share, 1e-9)))


def _logistic(scores: Floats, is_case: npt.NDArray[np.intp], share: Floats) -> tuple[float, Floats]:
    """Logistic loss, each record with its share, and its slope by score."""
    loss = (share * np.logaddexp(0, np.where(is_case == 1, -scores, scores))).sum()
    return float(loss), share * (_sigmoid(scores) - is_case)


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -60, 60))))
