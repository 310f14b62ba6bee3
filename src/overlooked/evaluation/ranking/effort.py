"""What reading brings and what it costs: the ranking as one list that a person reads from the top.

In go labelled records, their out-of-author scores and what is known of a force's log; out come cuts: at so many
records, at the log's capacity, at a recall; the curves between them; what each band holds; and each author's own
list, since scores by models that left out different authors share no exact scale. Figures that depend on how many
ordinary records stand above a cut hold to the rule of `ordinary`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import Scored
from overlooked.evaluation.ranking.bands import band_figures
from overlooked.evaluation.ranking.cuts import (
    RECALLS,
    List,
    Log,
    capacity_figures,
    cut_figures,
    depths,
    ladder_figures,
    left_figures,
    recall_at_capacity,
    recall_figures,
    sure_figures,
)
from overlooked.evaluation.ranking.ordering import Sheet
from overlooked.statistics.depths import (
    ndcg,
    ndcg_of_draws,
    read_to_recall,
    recall_by_effort,
    risk_by_coverage,
    work_saved,
)
from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.intervals import percentile_interval, proportion
from overlooked.statistics.measures import average_precision, average_precision_of_draws, read_at
from overlooked.statistics.ordinary import Ordinary

LEFT = (0.5, 0.8, 0.9, 0.95, 0.98)
"""Shares of a log's ordinary records that are left unread."""
POINTS = 101
LEAST_AUTHORS = 2


def effort_figures(
    records: Sequence[LabelledRecord], sheet: Sheet, scored: Mapping[str, Scored], model: str, log: Log
) -> Figures:
    """Give the figures of the model's list, whole and by author, and for the other rankers the recall alone."""
    grades = np.array([record.grade for record in records], dtype=np.float64)
    kinds = np.array([record.kind for record in records])
    lists = {key: List(sheet.labels, grades, kinds, told.scores, sheet.weights, log) for key, told in scored.items()}
    own = lists[model]
    authors = {a: _of_author(own.at(sheet.authors == a)) for a in np.unique(sheet.authors).tolist()}
    return {
        **_whole(own),
        "bands": band_figures(records, scored[model].accounts, log.prevalence),
        "authors": authors,
        "over_authors": {name: _mean_of(authors, name) for name in ("work_saved_95", "ndcg")},
        "others": {key: _recalls(other) for key, other in lists.items() if key != model},
    }


def _whole(own: List) -> Figures:
    if not 0 < own.positives < len(own.labels):
        return unknown("the list holds records of one class alone", n=len(own.labels))
    labels, scores, weights = own.labels, own.scores, own.weights
    precision = known(average_precision(labels, scores), n=len(labels))
    return {
        "records": len(labels),
        "kinds": own.of_kind(np.ones(len(labels))),
        "log": {"budget": own.log.budget, "prevalence": own.log.prevalence},
        "at": {name: ladder_figures(own, read_at(scores, depth)) for name, depth in depths(own).items()},
        "capacity": capacity_figures(own),
        "surely_within_capacity": sure_figures(own),
        "to_recall": recall_figures(own),
        "left_unread": {f"{share:g}": left_figures(own, share) for share in LEFT},
        "average_precision": precision | percentile_interval(average_precision_of_draws(labels, scores, weights)),
        "ndcg": _ndcg(own),
        "work_saved_95": _work_saved(own),
        "curve": _curve(own),
        "risk_coverage": _risk_coverage(own),
    }


def _of_author(own: List) -> Figures:
    """Give an author's own list, which one model scored."""
    counts = {"records": len(own.labels), "positives": own.positives, "ordinary": int(own.ordinary.sum())}
    if not 0 < own.positives < len(own.labels):
        lacks = unknown("the author wrote records of one class alone", n=len(own.labels))
        return counts | dict.fromkeys(("at_positives", "to_recall", "ndcg", "work_saved_95"), lacks)
    at_positives = cut_figures(own, read_at(own.scores, own.positives))
    return counts | {
        "at_positives": at_positives,
        "to_recall": recall_figures(own),
        "ndcg": _ndcg(own),
        "work_saved_95": _work_saved(own),
    }


def _curve(own: List) -> list[Figures]:
    """Give recall by the share of this list that is read, with its band, and the share of ordinary records read."""
    efforts = np.linspace(0, 1, POINTS)
    once = np.ones((1, len(own.labels)))
    recall = recall_by_effort(own.labels, own.scores, efforts, once)[0]
    drawn = recall_by_effort(own.labels, own.scores, efforts, own.weights)
    points = []
    for i, effort in enumerate(efforts):
        above = float(read_at(own.scores, effort * len(own.scores))[own.ordinary].sum())
        ordinary = Ordinary(above, int(own.ordinary.sum()))
        share = above / ordinary.n if ordinary.is_enough else None
        band = percentile_interval(drawn[:, i])
        band.pop("draws")
        points.append({"read": effort, "recall": recall[i], **band, "ordinary_read": share})
    return points


def _risk_coverage(own: List) -> Figures:
    """Give the risk of leaving the lowest records unread, its area, and the areas of chance and of a perfect list."""
    coverages = np.linspace(0, 1, POINTS)[1:]
    risks, left = risk_by_coverage(own.labels, own.scores, coverages)
    perfect, _ = risk_by_coverage(own.labels, own.labels, coverages)
    rows = zip(coverages, risks, left, strict=True)
    return {
        "area": known(float(risks.mean()), n=len(own.labels)),
        "area_of_chance": known(own.positives / len(own.labels), n=len(own.labels)),
        "area_of_a_perfect_list": known(float(perfect.mean()), n=len(own.labels)),
        "points": [{"coverage": c, "risk": risk, "positives_left": missed} for c, risk, missed in rows],
    }


def _ndcg(own: List) -> Figures:
    gains = 2**own.grades - 1
    value = known(ndcg(gains, own.scores), n=len(gains))
    return value | percentile_interval(ndcg_of_draws(gains, own.scores, own.weights))


def _work_saved(own: List) -> Figures:
    """Give the work saved at 95 % recall. It hangs on the negatives above that cut, so the rule holds.

    `at_least` is what it would be with as many ordinary records above the cut as the limit lets be.
    """
    read = read_to_recall(own.labels, own.scores, RECALLS[-1])
    ordinary = Ordinary(float(read[own.ordinary].sum()), int(own.ordinary.sum()))
    saved = work_saved(own.labels, own.scores, RECALLS[-1])
    if not ordinary.n:
        return ordinary.told({})
    more = (ordinary.most * ordinary.n - ordinary.above) / len(own.labels)
    return ordinary.told(known(saved, n=len(own.labels)), at_least=saved - more)


def _mean_of(authors: Mapping[str, Figures], name: str) -> Figures:
    """Give the plain mean of the authors whose figure is known; where too few are, of the least that theirs can be."""
    leaves = [own[name] for own in authors.values()]
    known_ones = [leaf["value"] for leaf in leaves if leaf["value"] is not None]
    if len(known_ones) >= LEAST_AUTHORS:
        return known(np.mean(known_ones), n=len(known_ones))
    least = known_ones + [leaf["at_least"] for leaf in leaves if "at_least" in leaf]
    limit = {"at_least": np.mean(least), "authors": len(least)} if len(least) >= LEAST_AUTHORS else {}
    return unknown(f"fewer than {LEAST_AUTHORS} authors' lists can say", n=len(known_ones), **limit)


def _recalls(own: List) -> Figures:
    """Give the recall of another ranker at the same depths, and at its own cut for the log's capacity."""
    if not own.positives:
        return unknown("no positive record", n=0)
    at = {name: float(read_at(own.scores, depth) @ own.labels) for name, depth in depths(own).items()}
    recall = {name: proportion(found, own.positives) for name, found in at.items()}
    return {"recall": recall | {"capacity": recall_at_capacity(own)}}
