"""Cuts through a list that is read from the top: what stands above each, and what follows from it.

In goes a list of records with scores, read for a force's log; out come the figures of cuts at so many records, at the
log's capacity, and at a recall. What depends on ordinary records above the cut holds to the rule of `ordinary`.
"""

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from overlooked.corpus import KINDS
from overlooked.errors import SettingsError
from overlooked.statistics.depths import read_to_recall, read_to_share, recall_at_share
from overlooked.statistics.figures import Figures, FloatArray, Mask, known, unknown
from overlooked.statistics.intervals import SMALL, percentile_interval, proportion
from overlooked.statistics.ordinary import Ordinary, expected_precision

LADDER = (10, 20, 50, 100, 200, 500)
RECALLS = (0.5, 0.8, 0.95)
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Log:
    """A force's log: the share of its records that can be read again and, where known, the share that are cases."""

    budget: float = 0.02
    prevalence: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no share, with SettingsError."""
        if not 0 < self.budget <= 1:
            raise SettingsError(f"budget {self.budget:g}: wants the share of records that can be read, such as 0.02")
        if self.prevalence is not None and not 0 < self.prevalence < 1:
            raise SettingsError(f"prevalence {self.prevalence:g}: wants cases a record, between 0 and 1, such as 0.002")


@dataclass(frozen=True, slots=True)
class List:
    """Records in the order of their scores, to be read for one log."""

    labels: FloatArray
    grades: FloatArray
    kinds: np.ndarray
    scores: FloatArray
    weights: FloatArray
    log: Log

    @property
    def ordinary(self) -> Mask:
        """Which of the records are ordinary."""
        return np.asarray(self.kinds == "ordinary")

    @property
    def positives(self) -> int:
        """How many of the records should be read again."""
        return int(self.labels.sum())

    def at(self, chosen: Mask) -> "List":
        """Give the list of some of the records alone."""
        kept = (self.labels[chosen], self.grades[chosen], self.kinds[chosen], self.scores[chosen])
        return List(*kept, self.weights[:, chosen], self.log)

    def of_kind(self, read: FloatArray) -> dict[str, float]:
        """Give how many records of each kind are read; `read` is the share of each record that is."""
        return {kind: float(read[self.kinds == kind].sum()) for kind in KINDS}


def cut_figures(own: List, read: FloatArray) -> Figures:
    """Give what stands above a cut, by kind, and what follows from it; `read` is the share of each record above."""
    above, size = own.of_kind(read), round(float(read.sum()))
    found = sum(above[kind] for kind, label in KINDS.items() if label)
    ordinary = Ordinary(above["ordinary"], int(own.ordinary.sum()))
    precision = proportion(min(found, size), size, nobody="no record stands above the cut")
    return {
        "read": size,
        "above": above,
        "recall": proportion(found, own.positives, nobody="no positive record"),
        "precision": ordinary.told(precision),
        "reads_per_find": ordinary.told(_inverse(precision)),
        "ordinary_above": ordinary.figures,
        "expected_precision": expected_precision(found, own.positives, ordinary, own.log.prevalence),
    }


def ladder_figures(own: List, read: FloatArray) -> Figures:
    """Give the same for a cut after so many records, where recall too is told under the rule alone.

    How many cases are among the first k hangs on how many others are written beside them: it is no figure of a log.
    """
    cut = cut_figures(own, read)
    ordinary = Ordinary(cut["above"]["ordinary"], int(own.ordinary.sum()))
    return cut | {"recall": ordinary.told(cut["recall"])}


def depths(own: List) -> dict[str, float]:
    """Give the depths of the ladder that the list has, the number of positives, and the budget of this list."""
    ladder = {str(k): float(k) for k in LADDER if k <= len(own.labels)}
    return ladder | {"positives": float(own.positives), "budget": np.floor(own.log.budget * len(own.labels) + _HAIR)}


def capacity_figures(own: List) -> Figures:
    """Give the cut at which the budget's share of ordinary records is read: a force's log is nearly all ordinary."""
    recall = recall_at_capacity(own)
    if recall["value"] is None:
        return _no_cut(recall)
    return cut_figures(own, read_to_share(own.scores, own.ordinary, own.log.budget)) | {"recall": recall}


def sure_figures(own: List) -> Figures:
    """Give the lowest cut above which no more than the budget's share of ordinary records stands, with 97.5 % surety.

    The share above the (c + 1)th highest of n ordinary records stays below the limit of c in n, whatever the scores
    are distributed like: a tolerance limit (Wilks, Annals of Mathematical Statistics 1941).
    """
    n = int(own.ordinary.sum())
    sure = list(takewhile(lambda c: Ordinary(c, n).most <= own.log.budget, range(n)))
    if not sure:
        return _no_cut(unknown(f"this corpus cannot say; its {n} ordinary records are too few", n=n))
    cut = np.sort(own.scores[own.ordinary])[::-1][sure[-1]]
    return cut_figures(own, (own.scores > cut).astype(np.float64))


def _no_cut(reason: Figures) -> Figures:
    leaves = ("recall", "precision", "reads_per_find", "ordinary_above", "expected_precision")
    return {"read": None, "above": None} | dict.fromkeys(leaves, reason)


def recall_at_capacity(own: List) -> Figures:
    """Give the share of the positives above the cut of `capacity_figures`; its interval lets the cut move."""
    if not own.ordinary.any():
        return unknown("this corpus cannot say; it holds no ordinary record", n=0)
    found, n = float(read_to_share(own.scores, own.ordinary, own.log.budget) @ own.labels), own.positives
    drawn = recall_at_share(own.labels, own.ordinary, own.scores, own.log.budget, own.weights)
    return known(found / n, n=n) | percentile_interval(drawn) | {"small": n < SMALL}


def recall_figures(own: List) -> Figures:
    """Give the cuts at which each recall is reached."""
    return {f"{r:g}": cut_figures(own, read_to_recall(own.labels, own.scores, r)) for r in RECALLS}


def left_figures(own: List, share: float) -> Figures:
    """Give the share of all positives that is left where the lowest `share` of the ordinary records is left unread."""
    if not own.ordinary.any():
        return unknown("this corpus cannot say; it holds no ordinary record", n=0)
    read = read_to_share(own.scores, own.ordinary, 1 - share)
    ordinary = Ordinary(float(read[own.ordinary].sum()), int(own.ordinary.sum()))
    return ordinary.told(proportion(float((1 - read) @ own.labels), own.positives))


def _inverse(precision: Figures) -> Figures:
    """Give how many records are read for each one found, with the interval of the precision turned over."""
    if not precision["value"]:
        return unknown("no positive stands above the cut", n=precision["n"])
    low, high = 1 / precision["high"], 1 / precision["low"]
    return {**precision, "value": 1 / precision["value"], "low": low, "high": high}
