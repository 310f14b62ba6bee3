"""Whether the model serves every group alike: each group against everybody else, worst first.

In go labelled records, out-of-author scores and findings; out come, family by family, the cases found, the negatives
flagged for nothing and the signs found, each with its gap to everybody outside the group. A group with fewer than
`LEAST` records is counted and not told. Many groups are compared, so some gaps exclude zero by chance alone: how many
is said, and which would exclude it if all comparisons were counted together (Bonferroni).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.findings.readings import Reading
from overlooked.evaluation.groups.depth import read_in_each_list
from overlooked.evaluation.groups.families import families
from overlooked.evaluation.rankers.folds import two_class_authors
from overlooked.evaluation.ranking.ordering import Sheet
from overlooked.statistics.figures import Figures, FloatArray, Mask, known, unknown
from overlooked.statistics.intervals import Z, newcombe, percentile_interval, proportion
from overlooked.statistics.measures import auc, auc_of_draws

LEAST = 10
"""Under this many records of a kind a rate says more about chance than about the group."""
_TOO_FEW = f"fewer than {LEAST} such records: not told"
_CHANCE = 0.05
_MIRRORED = 2


@dataclass(frozen=True, slots=True)
class _Measure:
    """A share of records or of signs: `hits` of `of`, record by record; `worse` is 1 where more is worse, else -1."""

    name: str
    hits: FloatArray
    of: FloatArray
    worse: int

    @property
    def counts_records(self) -> bool:
        return bool((self.of <= 1).all())


@dataclass(frozen=True, slots=True)
class _Side:
    """The records of a group, or of all others, that a measure speaks of."""

    measure: _Measure
    weights: FloatArray
    at: Mask

    @property
    def n(self) -> int:
        """How many records."""
        return int((self.at & (self.measure.of > 0)).sum())

    @property
    def hits(self) -> float:
        return float(self.measure.hits[self.at].sum())

    @property
    def share(self) -> float:
        return self.hits / float(self.measure.of[self.at].sum())

    @property
    def draws(self) -> FloatArray:
        weights, measure = self.weights[:, self.at], self.measure
        total = weights @ measure.of[self.at]
        share: FloatArray = np.divide(
            weights @ measure.hits[self.at], total, out=np.full_like(total, np.nan), where=total > 0
        )
        return share

    @property
    def leaf(self) -> Figures:
        if self.n < LEAST:
            return unknown(_TOO_FEW, n=self.n)
        if self.measure.counts_records:
            return proportion(self.hits, self.n)
        return known(self.share, n=self.n) | percentile_interval(self.draws)


def fairness_figures(
    records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray, readings: Sequence[Reading]
) -> Figures:
    """Give the groups of every family, the gaps worst first, and how many of them chance alone would make.

    Recall and false flags are at the depth of the number of positives in each author's list; authors of one class
    are left out. `readings` are in the order of the records.
    """
    judged = np.isin(sheet.authors, two_class_authors(records))
    measures = _measures(records, sheet, scores, readings, judged)
    told: Figures = {"families": {}, "gaps": [], "least": LEAST}
    pairs: list[tuple[str, str, _Side, _Side]] = []
    for name, own in families(records).items():
        members = {group: judged & np.array([group in groups for groups in own]) for group in _names(own)}
        told["families"][name] = _family(measures, members, sheet, scores)
        pairs += _pairs(name, measures, members, judged, sheet.weights)
    told["comparisons"] = len(pairs)
    told["expected_by_chance"] = _CHANCE * len(pairs)
    gaps = [_gap(*pair, comparisons=len(pairs)) for pair in pairs]
    told["gaps"] = sorted(gaps, key=lambda gap: (-gap["lost"], gap["family"], gap["group"], gap["measure"]))
    return told


def _measures(
    records: Sequence[LabelledRecord],
    sheet: Sheet,
    scores: FloatArray,
    readings: Sequence[Reading],
    judged: Mask,
) -> list[_Measure]:
    read = read_in_each_list(records, sheet, scores)
    positive = judged & (sheet.labels == 1)
    negative = judged & (sheet.labels == 0)
    marked = np.array([len(reading.marked) for reading in readings], dtype=np.float64) * positive
    found = np.array([len(reading.marked & reading.found) for reading in readings], dtype=np.float64) * positive
    return [
        _Measure("recall", read * positive, positive.astype(np.float64), -1),
        _Measure("false_flags", read * negative, negative.astype(np.float64), 1),
        _Measure("signs_found", found, marked, -1),
    ]


def _names(own: Sequence[tuple[str, ...]]) -> list[str]:
    return sorted({group for groups in own for group in groups})


def _family(measures: Sequence[_Measure], members: Mapping[str, Mask], sheet: Sheet, scores: FloatArray) -> Figures:
    """Give the groups of one family, lowest recall first, and the spread between them as fairlearn defines it."""
    groups = {
        name: {m.name: _Side(m, sheet.weights, at).leaf for m in measures} | {"auc": _auc(sheet, scores, at)}
        for name, at in members.items()
    }
    order = sorted(groups, key=lambda name: (groups[name]["recall"]["value"] is None, _value(groups[name]["recall"])))
    return {
        "groups": {name: groups[name] for name in order},
        "spread": {m.name: _spread(m, members) for m in measures},
    }


def _value(leaf: Figures) -> float:
    return 0.0 if leaf["value"] is None else float(leaf["value"])


def _auc(sheet: Sheet, scores: FloatArray, at: Mask) -> Figures:
    """Give the AUC among the group's own records, out-of-author scores pooled."""
    labels = sheet.labels[at]
    if min(labels.sum(), len(labels) - labels.sum()) < LEAST:
        return unknown(f"fewer than {LEAST} records of a class: not told", n=int(at.sum()))
    draws = auc_of_draws(labels, scores[at], sheet.weights[:, at])
    return known(auc(labels, scores[at]), n=int(at.sum())) | percentile_interval(draws)


def _spread(measure: _Measure, members: Mapping[str, Mask]) -> Figures:
    """Give the largest difference and the smallest ratio between groups of at least `LEAST` records."""
    rows = [(name, at & (measure.of > 0)) for name, at in members.items()]
    kept = [(name, np.flatnonzero(at)) for name, at in rows if at.sum() >= LEAST]
    if len(kept) < _MIRRORED:
        nothing = unknown("fewer than two groups are large enough", n=len(kept))
        return {"difference": nothing, "ratio": nothing}
    frame = MetricFrame(
        metrics=_share,
        y_true=np.concatenate([measure.of[at] for _, at in kept]),
        y_pred=np.concatenate([measure.hits[at] for _, at in kept]),
        sensitive_features=pd.Series(np.repeat([name for name, _ in kept], [len(at) for _, at in kept]), name="group"),
    )
    return {
        "difference": known(float(frame.difference(method="between_groups")), n=len(kept)),
        "ratio": _ratio(float(frame.ratio(method="between_groups")), len(kept)),
    }


def _share(y_true: Any, y_pred: Any) -> float:  # noqa: ANN401 - fairlearn hands over what it is given
    return float(np.sum(y_pred) / np.sum(y_true))


def _ratio(value: float, n: int) -> Figures:
    return known(value, n=n) if np.isfinite(value) else unknown("every group stands at zero", n=n)


def _pairs(
    family: str, measures: Sequence[_Measure], members: Mapping[str, Mask], judged: Mask, weights: FloatArray
) -> Iterator[tuple[str, str, _Side, _Side]]:
    """Give each group with everybody else, where both are large enough; of two mirrored ones the worse."""
    for measure in measures:
        sides = [
            (name, _Side(measure, weights, at), _Side(measure, weights, judged & ~at)) for name, at in members.items()
        ]
        kept = [(family, name, here, rest) for name, here, rest in sides if min(here.n, rest.n) >= LEAST]
        if len(kept) == _MIRRORED and not (kept[0][2].at & kept[1][2].at).any():
            kept = kept[:1] if measure.worse * (kept[0][2].share - kept[1][2].share) >= 0 else kept[1:]
        yield from kept


def _gap(family: str, group: str, here: _Side, rest: _Side, *, comparisons: int) -> Figures:
    """Give how far the group stands from everybody else; `lost` is the gap in the direction that is worse."""
    gap = here.share - rest.share
    low, high = _interval(here, rest, Z)
    together = _interval(here, rest, NormalDist().inv_cdf(1 - _CHANCE / 2 / comparisons))
    return {
        "family": family,
        "group": group,
        "measure": here.measure.name,
        "gap": known(gap, low=low, high=high),
        "here": known(here.share, n=here.n),
        "elsewhere": known(rest.share, n=rest.n),
        "lost": here.measure.worse * gap,
        "excludes_zero": not low <= 0 <= high,
        "excludes_zero_together": not together[0] <= 0 <= together[1],
    }


def _interval(here: _Side, rest: _Side, z: float) -> tuple[float, float]:
    """Give the interval of the gap: Newcombe's of records, of signs by the spread of the bootstrap's draws."""
    if here.measure.counts_records:
        return newcombe((here.hits, here.n), (rest.hits, rest.n), z)
    gap, spread = here.share - rest.share, float(np.nanstd(here.draws - rest.draws))
    return gap - z * spread, gap + z * spread


def worst_falls(before: Figures, after: Figures, *, most: float) -> list[str]:
    """Give a sentence for each family whose worst group's recall fell by more than `most`; both are such figures.

    A family that one of them does not tell is passed over.
    """
    falls = []
    for family, own in before["families"].items():
        then, now = _worst(own), _worst(after["families"].get(family, {"groups": {}}))
        if then is not None and now is not None and then[1] - now[1] > most:
            falls.append(
                f"{family}: the worst group's recall fell from {then[1]:.2f} ({then[0]}) to {now[1]:.2f} ({now[0]})"
            )
    return falls


def _worst(family: Figures) -> tuple[str, float] | None:
    told = {name: rates["recall"]["value"] for name, rates in family["groups"].items()}
    known_ones = {name: value for name, value in told.items() if value is not None}
    return min(known_ones.items(), key=lambda pair: pair[1], default=None)
