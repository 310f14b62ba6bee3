"""How well scores put records in order: each author, their mean, and the pairs.

In go labelled records, out-of-author scores and the bootstrap's draws; out come figures. Authors stand side
by side with their mean, since scores by models that left out different authors share no exact scale.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import two_class_authors
from overlooked.evaluation.rankers.ranker import labels_of
from overlooked.findings import Assertion
from overlooked.statistics.figures import Figures, FloatArray, Mask, known, unknown
from overlooked.statistics.intervals import percentile_interval, proportion, resample
from overlooked.statistics.measures import (
    TIE,
    auc,
    auc_of_draws,
    average_precision,
    average_precision_of_draws,
    pairs_in_order,
    share_above,
    whole_pairs,
)

CONTRASTS: Mapping[str, Callable[[LabelledRecord], bool]] = {
    "all": lambda record: True,  # noqa: ARG005 - every record counts
    "hard": lambda record: record.label == 1 or record.kind == "hard_negative",
    "subtle": lambda record: record.kind in {"subtle", "hard_negative"},
}
"""Which records stand against each other: all, positives v hard negatives, subtle ones v hard negatives."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records as arrays: what every measure of every ranker shares."""

    labels: FloatArray
    authors: npt.NDArray[np.str_]
    contrasts: Mapping[str, Mask]
    weights: FloatArray
    """How often each draw of the bootstrap holds each record; see `intervals.resample`."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over authors: its figures, and its value in every draw."""

    figures: Figures
    draws: FloatArray


def sheet_of(records: Sequence[LabelledRecord], *, draws: int, seed: int) -> Sheet:
    """Give the arrays of the records, with draws of records and pairs within each author."""
    authors = np.array([record.author for record in records])
    weights = np.empty((draws, len(records)))
    for number, author in enumerate(np.unique(authors)):
        at = np.flatnonzero(authors == author)
        own = [records[i] for i in at.tolist()]
        units = [record.pair_id or f"record {record.record_id}" for record in own]
        weights[:, at] = resample(units, draws, np.random.default_rng([seed, number]))
    contrasts = {name: np.array([keep(r) for r in records]) for name, keep in CONTRASTS.items()}
    return Sheet(labels_of(records), authors, contrasts, weights)


def auc_over_authors(sheet: Sheet, scores: FloatArray, contrast: str = "all") -> Mean:
    """Give the mean AUC of the authors who wrote both classes of the contrast, and each one's."""
    return _mean(sheet, scores, contrast, auc, auc_of_draws)


def average_precision_over_authors(sheet: Sheet, scores: FloatArray) -> Mean:
    """Give the mean average precision; it depends on how many of an author's records are positive."""
    return _mean(sheet, scores, "all", average_precision, average_precision_of_draws)


def pooled_auc(sheet: Sheet, scores: FloatArray) -> Figures:
    """Give the AUC of all records together: here the negatives of authors without positives count as well."""
    value = known(auc(sheet.labels, scores), n=len(scores))
    return value | percentile_interval(auc_of_draws(sheet.labels, scores, sheet.weights))


def one_class_authors(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> Figures:
    """Give for each author of negatives alone the share that stands above the median positive of all."""
    middle = float(np.median(scores[sheet.labels == 1]))
    figures: Figures = {}
    for author in sorted(set(sheet.authors.tolist()) - set(two_class_authors(records))):
        at = sheet.authors == author
        if sheet.labels[at].any():
            figures[author] = unknown("wrote only positive records: nothing to rank them against", n=int(at.sum()))
        else:
            figures[author] = proportion(share_above(scores[at], middle) * at.sum(), int(at.sum()))
    return figures


def pair_figures(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> Figures:
    """Give the share of pairs in the right order: all, plain, clearance, and by author.

    In a *clearance pair* both records hold a check that is annotated `negated`, and in one of them alone the
    check was real. `ties` counts pairs with equal scores, which count half.
    """
    keys = _pair_keys(records)
    cleared: dict[str, bool] = {}
    for key, record in zip(keys, records, strict=True):
        if key is not None:
            cleared[key] = cleared.get(key, True) and _holds_a_check(record)
    clearance = np.array([cleared.get(key or "", False) for key in keys])
    paired = np.array([key is not None for key in keys])
    choices = {"all": paired, "plain": paired & ~clearance, "clearance": clearance}
    figures = {name: _pairs(sheet, scores, keys, at) for name, at in choices.items()}
    writers = np.unique(sheet.authors[paired]).tolist()
    return figures | {"authors": {a: _pairs(sheet, scores, keys, paired & (sheet.authors == a)) for a in writers}}


def pair_mean(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> Mean:
    """Give the share of all pairs in the right order with its value in every draw, to be set against another's."""
    keys = _pair_keys(records)
    try:
        order, (_, positives) = pairs_in_order(sheet.labels, scores, keys), whole_pairs(sheet.labels, keys)
    except ValueError as reason:
        return Mean(unknown(str(reason), n=0), np.full(len(sheet.weights), np.nan))
    weights = sheet.weights[:, positives]  # the two of a pair are drawn together
    total = weights.sum(axis=1)
    draws = np.divide(weights @ order, total, out=np.full_like(total, np.nan), where=total > 0)
    return Mean(proportion(order.sum(), len(order)), draws)


def order_figures(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> dict[str, Mean]:
    """Give in short what variants are told apart by: the AUC of each contrast, the pairs, the clearance pairs.

    Pairs have no draws, so that a margin between them has no interval.
    """
    means = {}
    for contrast in CONTRASTS:
        mean = auc_over_authors(sheet, scores, contrast)
        short = {key: value for key, value in mean.figures.items() if key != "authors"}
        means[contrast] = Mean(short, mean.draws)
    pairs = pair_figures(records, sheet, scores)
    undrawn = np.full(len(sheet.weights), np.nan)
    return means | {"pairs": Mean(pairs["all"], undrawn), "clearance_pairs": Mean(pairs["clearance"], undrawn)}


def margin(model: Mean, other: Mean) -> Figures:
    """Give how far the model's mean stands above another ranker's, with the interval of the difference.

    Both are drawn from the same records, so that what is easy or hard for both cancels.
    """
    values = model.figures["value"], other.figures["value"]
    if None in values:
        return unknown("one of the two has no mean over authors")
    return known(values[0] - values[1]) | percentile_interval(model.draws - other.draws)


def _mean(
    sheet: Sheet,
    scores: FloatArray,
    contrast: str,
    measure: Callable[[FloatArray, FloatArray], float],
    of_draws: Callable[[FloatArray, FloatArray, FloatArray], FloatArray],
) -> Mean:
    points, draws = {}, []
    for author in np.unique(sheet.authors).tolist():
        at = (sheet.authors == author) & sheet.contrasts[contrast]
        try:
            point = known(measure(sheet.labels[at], scores[at]))
        except ValueError as reason:
            points[author] = unknown(str(reason), n=int(at.sum()))
            continue
        drawn = of_draws(sheet.labels[at], scores[at], sheet.weights[:, at])
        points[author] = (
            point | {"positives": int(sheet.labels[at].sum()), "n": int(at.sum())} | percentile_interval(drawn)
        )
        draws.append(drawn)
    values = [point["value"] for point in points.values() if point["value"] is not None]
    if not values:
        return Mean(unknown("no author wrote both classes", n=0, authors=points), np.full(len(sheet.weights), np.nan))
    mean_draws = np.mean(draws, axis=0)
    figures = known(np.mean(values), n=len(values)) | percentile_interval(mean_draws) | {"authors": points}
    return Mean(figures, mean_draws)


def _pairs(sheet: Sheet, scores: FloatArray, keys: Sequence[str | None], at: Mask) -> Figures:
    try:
        order = pairs_in_order(sheet.labels[at], scores[at], [keys[i] for i in np.flatnonzero(at).tolist()])
    except ValueError as reason:
        return unknown(str(reason), n=0)
    counts = {"in_order": float(order.sum()), "ties": int((order == TIE).sum())}
    return proportion(order.sum(), len(order)) | counts


def _pair_keys(records: Sequence[LabelledRecord]) -> list[str | None]:
    return [f"{r.author} {r.pair_id}" if r.pair_id is not None else None for r in records]


def _holds_a_check(record: LabelledRecord) -> bool:
    return any(annotation.assertion is Assertion.NEGATED for annotation in record.indicators)
