"""Estimates: from an audit slice to all records that were screened, with 95 % intervals.

In go the strata of a screening and what was found in them; out come leaves. The list was taken whole, so its cases are
counted; the others are estimated from the draws (Horvitz and Thompson 1952): each case stands for N/n of its stratum.

The interval of what the list misses is that of a weighted sum of Poisson counts by Fay and Feuer (Statistics in
Medicine 1997, 16: 791-801), made for rates that rest on few cases: the upper limit is that of a gamma distribution
which has one more case of the heaviest weight, so that it holds for no case too, where it is 3.69 times that weight.
Drawn without replacement a count varies less than a Poisson count: the limits are rather too wide. The normal interval
with the stratified variance, in simulation, covers less than half of what it claims where few cases are found. Recall
and prevalence rise or fall with what is missed alone, so their limits are those of the missed put into the formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import gamma

from overlooked.sampling import Stratum
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import proportion

LEVEL = 0.95
FEW_CASES = 10
"""An estimate that rests on fewer cases found at random is marked as small."""


@dataclass(frozen=True, slots=True)
class Total:
    """An estimated count with its limits; `found` is how many cases of the draws it rests on."""

    value: float
    low: float
    high: float
    found: int


@dataclass(frozen=True, slots=True)
class Found:
    """Cases found: in the list of `listed` records, and by the name of a stratum in the draws."""

    in_list: int
    in_draws: Mapping[str, int]


def gamma_limits(weights: FloatArray, cases: FloatArray, heaviest: float) -> tuple[FloatArray, FloatArray]:
    """The 95 % limits of sums of weighted Poisson counts, one a row of `cases` (Fay and Feuer 1997).

    `weights` has one for each column, `heaviest` is the most that one more case could weigh.
    """
    tail = (1 - LEVEL) / 2
    total, variance = cases @ weights, cases @ weights**2
    none = total == 0
    shape = np.divide(total**2, variance, out=np.ones_like(total), where=~none)
    scale = np.divide(variance, total, out=np.ones_like(total), where=~none)
    more, spread = total + heaviest, variance + heaviest**2
    low = np.where(none, 0.0, gamma.ppf(tail, shape, scale=scale))
    return low, np.asarray(gamma.ppf(1 - tail, more**2 / spread, scale=spread / more))


def missed(strata: Mapping[str, Stratum], cases: Mapping[str, int]) -> Total:
    """The cases outside the list. `strata` are those drawn from, without the list; all draws were read.

    A stratum that was drawn whole is counted; no limit is below what was found, or above what was not read.
    """
    names = list(strata)
    sizes = np.array([strata[name].size for name in names], dtype=np.float64)
    drawn = np.array([strata[name].drawn for name in names], dtype=np.float64)
    found = np.array([cases.get(name, 0) for name in names], dtype=np.float64)
    part = drawn < sizes
    counted, least, most = found[~part].sum(), found.sum(), (found + sizes - drawn).sum()
    if not part.any():
        return Total(counted, counted, counted, int(least))
    weights = sizes[part] / drawn[part]
    low, high = gamma_limits(weights, found[None, part], float(weights.max()))
    value = counted + float(weights @ found[part])
    return Total(value, max(counted + float(low[0]), least), min(counted + float(high[0]), most), int(least))


def standard_error(strata: Mapping[str, Stratum], cases: Mapping[str, int]) -> Figures:
    """The standard error of the missed, stratified (Cochran 1977, 5.27); unknown where a stratum has a single draw."""
    variance = 0.0
    for name, stratum in strata.items():
        if stratum.drawn == stratum.size:
            continue
        if stratum.drawn < 2:  # noqa: PLR2004 - one draw has no variance
            return unknown(f"one draw alone from stratum {name}")
        share = cases.get(name, 0) / stratum.drawn
        left = 1 - stratum.drawn / stratum.size
        variance += stratum.size**2 * left * share * (1 - share) / (stratum.drawn - 1)
    return known(sqrt(variance))


def figures_of(found: Found, listed: int, strata: Mapping[str, Stratum]) -> Figures:
    """Cases in all records, prevalence, what is missed, precision and recall of the list, for one count of cases."""
    out, own = missed(strata, found.in_draws), found.in_list
    drawn = sum(stratum.drawn for stratum in strata.values())
    everyone = listed + sum(stratum.size for stratum in strata.values())
    small = out.found < FEW_CASES and drawn < everyone - listed
    rests = {"n": drawn, "found": out.found, "small": small}
    limits = (own + out.low, own + out.high)
    return {
        "cases": known(own + out.value, low=limits[0], high=limits[1], **rests),
        "prevalence_per_1000": known(
            1000 * (own + out.value) / everyone,
            low=1000 * limits[0] / everyone,
            high=1000 * limits[1] / everyone,
            **rests,
        ),
        "missed": known(out.value, low=out.low, high=out.high, **rests),
        "precision_of_list": proportion(own, listed, nobody="the queue holds no record by rank"),
        "recall_of_list": recall(own, out, small=small),
        "standard_error_of_missed": standard_error(strata, found.in_draws),
    }


def recall(own: int, out: Total, *, small: bool) -> Figures:
    """The share of all cases that stand in the list, where `own` do and `out` are missed."""
    n = own + out.found
    if not own and not out.found:
        return unknown(
            f"no case was found, in the list or at random; up to {out.high:.0f} may be hidden", n=0, low=0.0, high=1.0
        )
    low = own / (own + out.high) if own else 0.0
    high = own / (own + out.low) if own else 0.0
    return known(own / (own + out.value), n=n, low=low, high=high, small=small)


def bounded(leaves: Sequence[Figures], still_open: int) -> Figures:
    """One leaf of the least and the most that open records allow: as it is where none is open, else their range.

    A range has no value; its `low` and `high` are the outermost limits, `least` and `most` the leaves themselves.
    """
    least, most = leaves
    if not still_open:
        return least
    told = " to ".join(_said(leaf) for leaf in leaves)
    return unknown(
        f"{told}, as none or all of the open records are cases ({still_open})",
        n=least.get("n"),
        low=least.get("low"),
        high=most.get("high"),
        least=least,
        most=most,
    )


def _said(leaf: Figures) -> str:
    return "unknown" if leaf["value"] is None else f"{leaf['value']:.4g}"
