"""Measures of a list that is read from the top: how far one reads, what is found, and what is left unread.

In go arrays of equal length: labels or gains, scores (higher = read sooner) and, for draws, how often each draw
holds each record; out come shares between 0 and 1. Tied records are each read in part, so that their order never
matters: that is what happens on average, since the queue puts ties in an order that tells nothing. Where a measure is
not defined, as with one class alone, `ValueError` says so.
"""

import numpy as np

from overlooked.statistics.figures import FloatArray, Mask
from overlooked.statistics.measures import read_at, threshold_for_recall

_HAIR = 1e-9  # what multiplying a share may lose


def recall_by_effort(labels: FloatArray, scores: FloatArray, efforts: FloatArray, weights: FloatArray) -> FloatArray:
    """Give the share of the positives found once each share of the records is read: a row a draw, a column an effort.

    The cumulative gain curve. NaN for a draw without a positive.
    """
    starts, order = _ties(scores)
    drawn = weights[:, order]
    read, found = (_from_nought(np.add.reduceat(part, starts, axis=1)) for part in (drawn, drawn * labels[order]))
    curves = np.full((len(weights), len(efforts)), np.nan)
    for draw in np.flatnonzero(found[:, -1]).tolist():
        curves[draw] = np.interp(efforts * read[draw, -1], read[draw], found[draw]) / found[draw, -1]
    return curves


def recall_at_share(
    labels: FloatArray, among: Mask, scores: FloatArray, share: float, weights: FloatArray
) -> FloatArray:
    """Give for each draw the share of the positives read once `share` of the records `among` is; see `read_to_share`.

    The ROC curve of the positives against `among`, at one place. NaN for a draw without a positive or any of `among`.
    """
    starts, order = _ties(scores)
    drawn = weights[:, order]
    found, passed = (
        _from_nought(np.add.reduceat(drawn * part[order], starts, axis=1))
        for part in (labels, among.astype(np.float64))
    )
    recall = np.full(len(weights), np.nan)
    for draw in np.flatnonzero((found[:, -1] > 0) & (passed[:, -1] > 0)).tolist():
        depth = share * passed[draw, -1] + _HAIR
        recall[draw] = np.interp(depth, passed[draw], found[draw]) / found[draw, -1]
    return recall


def read_to_share(scores: FloatArray, among: Mask, share: float) -> FloatArray:
    """Give the share of each record that is read when the list is read until `share` of the records `among` are.

    Whatever stands above the next of them is read too. `ValueError` where `among` holds none.
    """
    if not among.any():
        raise ValueError("no record to set a cut on")
    own = scores[among]
    depth = share * len(own)
    cut = np.sort(own)[::-1][min(int(depth + _HAIR), len(own) - 1)]
    return _read(scores, float(cut), (depth - (own > cut).sum()) / (own == cut).sum())


def read_to_recall(labels: FloatArray, scores: FloatArray, recall: float) -> FloatArray:
    """Give the share of each record that is read when the list is read until so much of the positives is found.

    `ValueError` without a positive.
    """
    own = scores[labels == 1]
    cut = threshold_for_recall(own, recall)
    wanted = max(np.ceil(recall * len(own) - _HAIR), 1)
    return _read(scores, cut, (wanted - (own > cut).sum()) / (own == cut).sum())


def risk_by_coverage(labels: FloatArray, scores: FloatArray, coverages: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the share of positives among the lowest records, and the share of all positives that are among them.

    A record is covered where it is settled without a person: the lowest `coverage` of the list is left unread, which
    calls all of it negative. The first is the selective risk of El-Yaniv & Wiener, JMLR 2010. `ValueError` for none.
    """
    if not labels.any():
        raise ValueError("no positive record")
    unread = np.array([1 - read_at(scores, (1 - coverage) * len(scores)) for coverage in coverages])
    left, size = unread @ labels, unread.sum(axis=1)
    risk: FloatArray = np.divide(left, size, out=np.zeros_like(left), where=size > 0)
    return risk, left / labels.sum()


def ndcg(gains: FloatArray, scores: FloatArray) -> float:
    """Give the normalised discounted cumulative gain of the whole list (Järvelin & Kekäläinen, TOIS 2002).

    The record at rank i is discounted by log2(i + 1); tied scores share the mean of their gains (McSherry & Najork,
    ECIR 2008). `ValueError` where no record has a gain.
    """
    if not gains.any():
        raise ValueError("no record has a grade above 0")
    return float(ndcg_of_draws(gains, scores, np.ones((1, len(gains))))[0])


def ndcg_of_draws(gains: FloatArray, scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Give one nDCG a draw, NaN where no record of the draw has a gain; see `ndcg`."""
    best = _discounted(gains, gains, weights)
    return np.divide(_discounted(gains, scores, weights), best, out=np.full_like(best, np.nan), where=best > 0)


def work_saved(labels: FloatArray, scores: FloatArray, recall: float = 0.95) -> float:
    """Give the share of the list that is left unread once `recall` is reached, less what chance would leave unread.

    WSS@95 of Cohen, Hersh, Peterson & Yen, JAMIA 2006. `ValueError` without a positive.
    """
    return float(1 - read_to_recall(labels, scores, recall).mean() - (1 - recall))


def _read(scores: FloatArray, cut: float, share_of_tied: float) -> FloatArray:
    return np.where(scores == cut, min(max(share_of_tied, 0.0), 1.0), np.where(scores > cut, 1.0, 0.0))


def _discounted(gains: FloatArray, scores: FloatArray, weights: FloatArray) -> FloatArray:
    starts, order = _ties(scores)
    drawn = weights[:, order]
    size = np.add.reduceat(drawn, starts, axis=1)
    gain = np.add.reduceat(drawn * gains[order], starts, axis=1)
    ends = np.rint(np.cumsum(size, axis=1)).astype(np.int64)
    discounts = np.concatenate([[0.0], np.cumsum(1 / np.log2(np.arange(2, ends.max() + 2)))])
    span = np.diff(discounts[ends], axis=1, prepend=0.0)
    mean: FloatArray = np.divide(gain, size, out=np.zeros_like(gain), where=size > 0)
    total: FloatArray = (mean * span).sum(axis=1)
    return total


def _ties(scores: FloatArray) -> tuple[np.ndarray, np.ndarray]:
    """Give where each run of equal scores starts, from the top, and the order of the records."""
    order = np.argsort(-scores, kind="stable")
    return np.flatnonzero(np.diff(scores[order], prepend=np.nan) != 0), order


def _from_nought(counts: FloatArray) -> FloatArray:
    return np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
