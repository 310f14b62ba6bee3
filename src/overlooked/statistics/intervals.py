"""How far a figure can be trusted: intervals for shares, and a bootstrap for means over authors.

In go counts, or the records of each author; out come 95 % intervals. The bootstrap draws records, the two of
a pair together, within each author: it tells what other records by the *same* authors would do. What another
author would do shows in the figures of each author, which stand beside it.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.stats import beta

from overlooked.statistics.figures import Figures, FloatArray, known, unknown

SMALL = 30
"""Under this many records a share moves by more than .03 with a single one: marked as small."""
Z = 1.959964
"""The 97.5 % point of the normal distribution, for intervals of 95 %."""
_TAIL = 0.025  # on either side
_OUTER = (2.5, 97.5)


def wilson(hits: float, n: int, z: float = Z) -> tuple[float, float]:
    """Give the interval of a share of `n` (Wilson 1927), sound for small n: 95 % unless `z` says otherwise.

    `ValueError` for none.
    """
    if n <= 0:
        raise ValueError("no record to count")
    share, spread = hits / n, z * z / n
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def clopper_pearson(hits: float, n: int) -> tuple[float, float]:
    """Give the exact 95 % interval of a share of `n` (Clopper & Pearson 1934): never too narrow. `ValueError` for none.

    For a limit that something is said to stay below, where Wilson's interval may be short for shares near 0.
    """
    if n <= 0:
        raise ValueError("no record to count")
    low = float(beta.ppf(_TAIL, hits, n - hits + 1)) if hits > 0 else 0.0
    high = float(beta.ppf(1 - _TAIL, hits + 1, n - hits)) if hits < n else 1.0
    return low, high


def proportion(hits: float, n: int, *, nobody: str = "no such record") -> Figures:
    """Give the share with its n, interval and a mark where n is small, or null with the reason `nobody`."""
    if n == 0:
        return unknown(nobody, n=0)
    low, high = wilson(hits, n)
    return known(hits / n, n=n, low=low, high=high, small=n < SMALL)


def newcombe(one: tuple[float, int], other: tuple[float, int], z: float = Z) -> tuple[float, float]:
    """Give the interval of the first share less the second, each as hits and n: 95 % unless `z` says otherwise.

    Newcombe 1998, method 10, made of the two Wilson intervals. `ValueError` where one has no record.
    """
    (low, high), (other_low, other_high) = wilson(*one, z), wilson(*other, z)
    share, other_share = one[0] / one[1], other[0] / other[1]
    below = sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    above = sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return share - other_share - below, share - other_share + above


def resample(units: Sequence[object], draws: int, rng: np.random.Generator) -> FloatArray:
    """Give how often each draw holds each record: `draws` rows, one column a record.

    Records of one unit (the two of a pair) are drawn together, as many units as there are.
    """
    _, unit_of_record = np.unique([str(unit) for unit in units], return_inverse=True)
    count = int(unit_of_record.max()) + 1
    drawn = rng.multinomial(count, np.full(count, 1 / count), size=draws)
    return drawn[:, unit_of_record].astype(np.float64)


def percentile_interval(values: FloatArray) -> Figures:
    """Give `low` and `high`, the middle 95 % of the draws, and how many draws could be used."""
    usable = values[np.isfinite(values)]
    if not len(usable):
        return {"low": None, "high": None, "draws": 0}
    low, high = np.percentile(usable, _OUTER)
    return {"low": float(low), "high": float(high), "draws": len(usable)}
