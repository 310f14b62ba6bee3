"""Measures of a ranking, as pure functions of labels and scores.

In go arrays of equal length: labels (1 should be read again, 0 not) and scores (higher = rather); out come
shares between 0 and 1. Ties never depend on the order of the records. Where a measure is not defined, as with
one class alone, `ValueError` says so.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from overlooked.statistics.figures import FloatArray

TIE = 0.5
"""What a pair of equal scores counts."""


def auc(labels: FloatArray, scores: FloatArray) -> float:
    """Give the chance that a positive stands above a negative, a tie counted half.

    The area under the ROC curve, by the Mann-Whitney count. `ValueError` without both classes.
    """
    _need_both_classes(labels)
    return float(auc_of_draws(labels, scores, _every_record_once(labels))[0])


def average_precision(labels: FloatArray, scores: FloatArray) -> float:
    """Give the mean of the precision at each positive, tied scores taken together.

    The step-wise sum that scikit-learn uses, without interpolation. `ValueError` without both classes.
    """
    _need_both_classes(labels)
    return float(average_precision_of_draws(labels, scores, _every_record_once(labels))[0])


def auc_of_draws(labels: FloatArray, scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Give one AUC a draw, NaN for one class alone; `weights[d, i]` is how often draw d holds record i."""
    positives, negatives = _counts_by_score(labels, scores, weights)
    below = np.cumsum(negatives, axis=1) - negatives
    in_order = (positives * (below + negatives / 2)).sum(axis=1)
    return _ratio(in_order, positives.sum(axis=1) * negatives.sum(axis=1))


def average_precision_of_draws(labels: FloatArray, scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Give one average precision a draw; as `auc_of_draws`."""
    positives, negatives = (counts[:, ::-1] for counts in _counts_by_score(labels, scores, weights))
    found = np.cumsum(positives, axis=1)
    read = found + np.cumsum(negatives, axis=1)
    precision = np.divide(found, read, out=np.zeros_like(found), where=read > 0)
    total = positives.sum(axis=1)
    return _ratio((positives * precision).sum(axis=1), np.where(negatives.any(axis=1), total, 0.0))


def pairs_in_order(labels: FloatArray, scores: FloatArray, pairs: Sequence[str | None]) -> FloatArray:
    """Give 1 for every pair whose positive stands above its negative, .5 for a tie, else 0.

    `pairs` names the pair of each record, None for a record without one. A pair is one positive and one
    negative; anything else under one name is passed over. The order is that of the first record of each pair.
    `ValueError` where no pair is left.
    """
    negative, positive = whole_pairs(labels, pairs)
    tied = np.where(scores[positive] == scores[negative], TIE, 0.0)
    return np.where(scores[positive] > scores[negative], 1.0, tied)


def whole_pairs(labels: FloatArray, pairs: Sequence[str | None]) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]:
    """Give where the negatives and the positives of the pairs stand; see `pairs_in_order`."""
    members: dict[str, list[int]] = {}
    for index, pair in enumerate(pairs):
        if pair is not None:
            members.setdefault(pair, []).append(index)
    whole = [sorted(two, key=lambda i: labels[i]) for two in members.values() if _is_pair(labels, two)]
    if not whole:
        raise ValueError("no pair of a positive and a negative record")
    negative, positive = np.array(whole).T
    return negative, positive


def read_at(scores: FloatArray, depth: float) -> FloatArray:
    """Give for each record the share of it that is read when the top `depth` records are.

    1 above the cut, 0 below; records tied at the cut share the places that are left, so that the result does
    not depend on their order.
    """
    if depth <= 0:
        return np.zeros(len(scores))
    if depth >= len(scores):
        return np.ones(len(scores))
    cut = np.sort(scores)[::-1][int(np.ceil(depth)) - 1]
    above, tied = scores > cut, scores == cut
    share_of_tied = float((depth - above.sum()) / tied.sum())
    return np.where(tied, share_of_tied, np.where(above, 1.0, 0.0))


def recall_at(labels: FloatArray, scores: FloatArray, depth: float) -> float:
    """Give the share of the positives among the top `depth` records. `ValueError` without a positive."""
    if not labels.any():
        raise ValueError("no positive record")
    return float((read_at(scores, depth) * labels).sum() / labels.sum())


def share_above(scores: FloatArray, threshold: float) -> float:
    """Give the share of the scores above the threshold, a tie counted half. `ValueError` for no score."""
    if not len(scores):
        raise ValueError("no record to compare")
    return float(((scores > threshold) + (scores == threshold) / 2).mean())


def threshold_for_share(scores: FloatArray, share: float) -> float:
    """Give the lowest of the scores above which no more than `share` of them lie. `ValueError` for none."""
    if not len(scores):
        raise ValueError("no record to set a threshold on")
    return float(np.sort(scores)[::-1][int(np.floor(share * len(scores)))])


def threshold_for_recall(scores: FloatArray, recall: float) -> float:
    """Give the highest score at or above which at least `recall` of the scores lie. `ValueError` for none."""
    if not len(scores):
        raise ValueError("no positive record to set a threshold on")
    return float(np.sort(scores)[::-1][max(int(np.ceil(recall * len(scores) - 1e-9)), 1) - 1])


def _need_both_classes(labels: FloatArray) -> None:
    if not labels.any() or labels.all():
        raise ValueError("only positive records" if labels.any() else "no positive record")


def _every_record_once(labels: FloatArray) -> FloatArray:
    return np.ones((1, len(labels)))


def _is_pair(labels: FloatArray, two: list[int]) -> bool:
    return sorted(labels[two]) == [0, 1]


def _counts_by_score(labels: FloatArray, scores: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.diff(scores[order], prepend=np.nan) != 0)
    positives, negatives = weights[:, order] * labels[order], weights[:, order] * (1 - labels[order])
    return np.add.reduceat(positives, starts, axis=1), np.add.reduceat(negatives, starts, axis=1)


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
