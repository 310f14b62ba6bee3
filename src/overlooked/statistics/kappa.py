"""Agreement of two readers beyond chance: Cohen's kappa, plain (1960) and with linear weights (1968).

In go the codes that two readers gave the same records; out come kappa and the share of equal codes, with intervals
from draws of records. Kappa is 1 where they always agree, 0 where no more than their habits would let expect.
"""

from collections.abc import Sequence

import numpy as np

from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import SMALL, percentile_interval, proportion


def agreement(first: Sequence[int], second: Sequence[int], codes: Sequence[int], weights: FloatArray) -> Figures:
    """Give `equal`, the share of equal codes, `kappa`, and `weighted_kappa`, in which a code further off costs more.

    `codes` are all codes in their order; `weights` holds the bootstrap's draws, one column a record.
    """
    if not first:
        nothing = unknown("no record has two readings", n=0)
        return {"equal": nothing, "kappa": nothing, "weighted_kappa": nothing}
    steps = np.abs(np.subtract.outer(np.arange(len(codes)), np.arange(len(codes)))).astype(np.float64)
    cells = _cells(first, second, codes)
    return {
        "equal": proportion(sum(one == other for one, other in zip(first, second, strict=True)), len(first)),
        "kappa": _leaf(cells, (steps > 0).astype(np.float64), weights),
        "weighted_kappa": _leaf(cells, steps, weights),
        "matrix": {
            str(code): dict(zip(map(str, codes), row, strict=True))
            for code, row in zip(codes, cells.sum(axis=0).astype(int).tolist(), strict=True)
        },
    }


def kappas(tables: FloatArray, costs: FloatArray) -> FloatArray:
    """Give kappa of each table of counts: first reader by row, second by column; NaN where both used one code alone."""
    total = tables.sum(axis=(-2, -1))
    expected = tables.sum(axis=-1)[..., :, None] * tables.sum(axis=-2)[..., None, :]
    seen, chance = (tables * costs).sum(axis=(-2, -1)) * total, (expected * costs).sum(axis=(-2, -1))
    lost: FloatArray = np.divide(seen, chance, out=np.full(np.shape(total), np.nan), where=chance > 0)
    return 1 - lost


def _leaf(cells: FloatArray, costs: FloatArray, weights: FloatArray) -> Figures:
    n = len(cells)
    value = float(kappas(cells.sum(axis=0), costs))
    if np.isnan(value):
        return unknown("both readers used one code alone: no agreement beyond chance can be told", n=n)
    return known(value, n=n, small=n < SMALL) | percentile_interval(kappas(np.tensordot(weights, cells, axes=1), costs))


def _cells(first: Sequence[int], second: Sequence[int], codes: Sequence[int]) -> FloatArray:
    """Give a table a record: 1 in the cell of its two codes."""
    one, other = (np.array([[code == own for code in codes] for own in side]) for side in (first, second))
    cells: FloatArray = (one[:, :, None] & other[:, None, :]).astype(np.float64)
    return cells
