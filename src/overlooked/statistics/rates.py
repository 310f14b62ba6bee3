"""Precision, recall and F1 of several classes, from what was marked and what was found record by record.

In go counts, an array of records by classes by (hits, false, missed); out come figures of all classes together
(`micro`, every mark counted once; `macro`, the plain mean over classes that are marked or found at least once) and
of each. Intervals resample records, since what is marked in one record goes together (van Rijsbergen 1979 for F1).
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import SMALL, percentile_interval, proportion

NOBODY: Mapping[str, str] = {
    "precision": "never found",
    "recall": "never marked",
    "f1": "neither marked nor found",
}
"""The three rates, each with the reason why there may be none."""


def counts_of_sets(
    marked: Sequence[Collection[str]], found: Sequence[Collection[str]], names: Sequence[str]
) -> FloatArray:
    """Give the counts of sets, one set of names a record on either side."""
    first, second = (np.array([[n in own for n in names] for own in side], dtype=bool) for side in (marked, found))
    first, second = (side.reshape(len(marked), len(names)) for side in (first, second))
    return np.stack([first & second, second & ~first, first & ~second], axis=-1).astype(np.float64)


def class_figures(counts: FloatArray, names: Sequence[str], weights: FloatArray) -> Figures:
    """Give `micro`, `macro` and `each`; a class that is neither marked nor found is left out.

    `weights` holds the bootstrap's draws, one column a record. In `macro` a share that is not defined counts 0.
    """
    total, draws = counts.sum(axis=0), np.tensordot(weights, counts, axes=1)
    return {
        "micro": _micro(total.sum(axis=0), draws.sum(axis=1)),
        "macro": _macro(total, draws),
        "each": {
            name: class_rates(total[i]) | {"f1": _f1(total[i], draws[:, i])}
            for i, name in enumerate(names)
            if total[i].any()
        },
    }


def micro_f1_of_draws(counts: FloatArray, weights: FloatArray) -> FloatArray:
    """Give the F1 of all classes together in each draw; NaN where nothing is marked or found."""
    return _ratios(np.tensordot(weights, counts, axes=1).sum(axis=1))["f1"]


def class_rates(counts: FloatArray) -> Figures:
    """Give precision, recall and F1 of one class, with Wilson's intervals, and its counts."""
    hits, false, missed = (int(count) for count in counts)
    f1 = float(_ratios(counts)["f1"])
    return {
        "precision": proportion(hits, hits + false, nobody=NOBODY["precision"]),
        "recall": proportion(hits, hits + missed, nobody=NOBODY["recall"]),
        "f1": unknown(NOBODY["f1"], n=0) if np.isnan(f1) else known(f1, n=hits + missed),
        "hits": hits,
        "false": false,
        "missed": missed,
    }


def _f1(counts: FloatArray, draws: FloatArray) -> Figures:
    n = int(counts[0] + counts[2])
    return known(float(_ratios(counts)["f1"]), n=n, small=n < SMALL) | percentile_interval(_ratios(draws)["f1"])


def _micro(counts: FloatArray, draws: FloatArray) -> Figures:
    told = class_rates(counts)
    for name, values in _ratios(draws).items():
        if told[name]["value"] is not None:
            told[name] |= {"small": told[name]["n"] < SMALL} | percentile_interval(values)
    return told


def _macro(counts: FloatArray, draws: FloatArray) -> Figures:
    classes = int(counts.any(axis=1).sum())
    if not classes:
        return {name: unknown("no class is marked or found", n=0) for name in NOBODY}
    points, drawn = _means(counts[None]), _means(draws)
    return {name: known(float(points[name][0]), n=classes) | percentile_interval(drawn[name]) for name in NOBODY}


def _means(counts: FloatArray) -> dict[str, FloatArray]:
    """Give the mean of each rate over the classes that a draw holds; NaN for a draw without any."""
    held = counts.any(axis=-1)
    rates = _ratios(counts)
    sums = {name: np.where(held, np.nan_to_num(rate), 0.0).sum(axis=-1) for name, rate in rates.items()}
    return {name: _divided(total, held.sum(axis=-1).astype(np.float64)) for name, total in sums.items()}


def _ratios(counts: FloatArray) -> dict[str, FloatArray]:
    """Give the three rates along the last axis; NaN where one is not defined."""
    hits, false, missed = np.moveaxis(counts, -1, 0)
    return {
        "precision": _divided(hits, hits + false),
        "recall": _divided(hits, hits + missed),
        "f1": _divided(2 * hits, 2 * hits + false + missed),
    }


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    out = np.full(np.shape(above), np.nan)
    share: FloatArray = np.divide(above, below, out=out, where=np.asarray(below) > 0)
    return share
