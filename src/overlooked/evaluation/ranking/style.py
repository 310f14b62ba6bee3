"""Is it the crime or the style? What a ranking could reach that knows only who wrote, and the probes that come near.

In go scores and the figures of the rankers; out come the figures of the author alone, and leak warnings: probes so
strong, or so near to the model, that its figures may be those of a manner of writing.
"""

import numpy as np

from overlooked.evaluation.ranking.ordering import CONTRASTS, Sheet
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import percentile_interval, proportion
from overlooked.statistics.measures import auc, auc_of_draws

NEAR = 0.10
"""A probe is near where the interval of the model's margin over it reaches under this."""
STRONG = 0.75
"""The AUC from which on a probe says by itself that the labels follow the style."""
HOW_AUTHORS = (
    "An author cannot be learned leaving authors out. So each record gets the share of positives of its own author, "
    "and all records stand in one list: what it reaches, a ranking could reach by knowing who wrote."
)


def author_figures(sheet: Sheet, scores: FloatArray) -> Figures:
    """Give the pooled AUC of each author's share of positives, the model's margin over it, and the shares.

    The share counts the record itself, so that equal authors give .50 exactly; records of one author are tied.
    """
    authors = np.unique(sheet.authors).tolist()
    rates = np.zeros(len(sheet.labels))
    for author in authors:
        rates[sheet.authors == author] = sheet.labels[sheet.authors == author].mean()
    shares = {a: proportion(sheet.labels[sheet.authors == a].sum(), int((sheet.authors == a).sum())) for a in authors}
    figures: Figures = {"how": HOW_AUTHORS, "authors": len(authors), "positives": shares}
    if len(authors) == 1:
        alone = unknown("all records are by one author")
        return {"pooled_auc": alone, "margin": alone, **figures}
    own, model = (auc_of_draws(sheet.labels, told, sheet.weights) for told in (rates, scores))
    value = auc(sheet.labels, rates)
    gap = known(auc(sheet.labels, scores) - value) | percentile_interval(model - own)
    pooled = known(value, n=len(rates)) | percentile_interval(own)
    return {"pooled_auc": pooled, "margin": gap, **figures}


def leak_warnings(figures: Figures) -> list[Figures]:
    """Give each probe that is `strong`, or `near` the model, with the contrast and the two figures that say so.

    `figures` holds `rankers`, `margins` and `author_only`; a figure that is not known warns of nothing.
    """
    told = [
        _warning(key, ranker["name"], contrast, ranker["auc"][contrast], figures["margins"][key][contrast])
        for key, ranker in figures["rankers"].items()
        if ranker["role"] == "probe"
        for contrast in CONTRASTS
    ]
    own = figures["author_only"]
    told.append(_warning("author_only", "the author alone", "pooled", own["pooled_auc"], own["margin"]))
    return [warning for warning in told if warning["strong"] or warning["near"]]


def _warning(probe: str, name: str, contrast: str, reached: Figures, gap: Figures) -> Figures:
    short = {key: reached.get(key) for key in ("value", "low", "high", "n")}
    return {
        "probe": probe,
        "name": name,
        "contrast": contrast,
        "strong": reached["value"] is not None and reached["value"] > STRONG,
        "near": any(gap.get(key) is not None and gap[key] < NEAR for key in ("value", "low")),
        "auc": short,
        "margin": gap,
    }
