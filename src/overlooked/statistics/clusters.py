"""Ratios of what comes in clusters: the marks of one learner, the records of one author.

In go what was counted in each cluster, above and below the line, and how often each draw holds each cluster; out come
leaves with 95 % intervals. What stands in one cluster goes together, so clusters are drawn and never their parts
(Davison & Hinkley, Bootstrap Methods and their Application, 1997, section 3.8). With few clusters such an interval is
rather too short than too long.
"""

import numpy as np

from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import percentile_interval, wilson

LEAST = 5
"""With fewer clusters no interval is given."""
TOO_FEW = f"fewer than {LEAST} to draw from"
ALIKE = "all of them are alike, so draws of them tell nothing"
_HAIR = 1e-12


def share(hits: FloatArray, n: FloatArray, weights: FloatArray, *, nobody: str) -> Figures:
    """Give the share of all hits in all of `n`, or null with the reason `nobody`.

    Where no cluster holds more than one, or all have the same share, draws would tell too little: the interval is then
    Wilson's, with one observation a cluster.
    """
    counted = n > 0
    leaf = ratio(hits, n, weights, nobody=nobody)
    clusters = int(counted.sum())
    if leaf["value"] is None or clusters < LEAST:
        return leaf
    if n.max() <= 1 or leaf["low"] is None:
        low, high = wilson(leaf["value"] * clusters, clusters)
        return known(leaf["value"], n=leaf["n"], clusters=clusters, low=low, high=high)
    return leaf


def ratio(above: FloatArray, below: FloatArray, weights: FloatArray, *, nobody: str) -> Figures:
    """Give all of `above` by all of `below`, which may be more than 1, or null with the reason `nobody`."""
    if not below.any():
        return unknown(nobody, n=0)
    value = float(above.sum() / below.sum())
    return _leaf(value, float(below.sum()), int((below > 0).sum()), _divided(weights @ above, weights @ below))


def difference(
    first: tuple[FloatArray, FloatArray], second: tuple[FloatArray, FloatArray], weights: FloatArray, *, nobody: str
) -> Figures:
    """Give the second ratio less the first, both of the same clusters: each is what is above and below the line."""
    if not (first[1].any() and second[1].any()):
        return unknown(nobody, n=0)
    values = [float(above.sum() / below.sum()) for above, below in (first, second)]
    drawn = [_divided(weights @ above, weights @ below) for above, below in (first, second)]
    clusters = int(((first[1] > 0) & (second[1] > 0)).sum())
    return _leaf(values[1] - values[0], float(clusters), clusters, drawn[1] - drawn[0])


def _leaf(value: float, n: float, clusters: int, drawn: FloatArray) -> Figures:
    told = known(value, n=int(n), clusters=clusters)
    if clusters < LEAST:
        return told | {"low": None, "high": None, "no_interval": TOO_FEW}
    limits = percentile_interval(drawn)
    if limits["low"] is None or limits["high"] - limits["low"] < _HAIR:
        return told | {"low": None, "high": None, "no_interval": ALIKE}
    return told | {"low": limits["low"], "high": limits["high"]}


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    out = np.full(np.shape(above), np.nan)
    share_: FloatArray = np.divide(above, below, out=out, where=np.asarray(below) > 0)
    return share_
