"""Another model beside the recipe: the same records, the same reading, and how far the two orders agree.

In go a model folder, labelled records and the out-of-author scores of the recipe; out come paired differences with
intervals. The other model is taken as it is: nothing of it is learned anew, so it may have seen the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from overlooked.corpus import LabelledRecord
from overlooked.errors import ModelError
from overlooked.evaluation.rankers.folds import two_class_authors
from overlooked.evaluation.rankers.ranker import scores_of, text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.ranking.ordering import CONTRASTS, Sheet, auc_over_authors, margin, pair_mean
from overlooked.model import Model, load_model, narrative_hash
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import percentile_interval, proportion
from overlooked.statistics.measures import read_at


@dataclass(frozen=True)
class Opponent:
    """A model that is there already, with the name that the figures give it."""

    name: str
    model: Model
    read: RememberedReading

    def figures(self, records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> Figures:
        """Give the opponent's figures and how far the recipe, whose scores these are, stands above each.

        `trained_on` is the share of the records that the opponent has learned from; `warnings` say in sentences what
        makes the comparison unfair.
        """
        ranker = RecipeRanker(self.name, self.read, self.model)
        own = scores_of(ranker, [text_of(record) for record in records])
        aucs = {c: (auc_over_authors(sheet, scores, c), auc_over_authors(sheet, own, c)) for c in CONTRASTS}
        pairs = pair_mean(records, sheet, scores), pair_mean(records, sheet, own)
        seen = sum(narrative_hash(record.narrative) in self.model.trained_on for record in records)
        return {
            "name": self.name,
            "model_hash": self.model.hash,
            "trained_on": proportion(seen, len(records)),
            "warnings": self._warnings(seen, len(records)),
            "auc": {contrast: other.figures for contrast, (_, other) in aucs.items()},
            "pairs": pairs[1].figures,
            "margins": {c: margin(*both) for c, both in aucs.items()} | {"pairs": margin(*pairs)},
            "agreement": agreement_figures(records, sheet, scores, own),
        }

    def _warnings(self, seen: int, records: int) -> list[str]:
        warnings = []
        if seen:
            warnings.append(
                f"The model {self.name} was trained on {seen} of these {records} records, the recipe's scores come "
                "from models that have seen nothing by the same author: the model looks better than it is. "
                "Authors whom neither has learned from are fair: --split dev."
            )
        if self.model.lexicon_hash != self.read.reader.lexicon.shipped_hash:
            warnings.append(
                f"The model {self.name} was made with other cues than those that read here: cues it does not know "
                "weigh nothing in it, so it looks worse than it was."
            )
        return warnings


def load_opponent(folder: Path, read: RememberedReading) -> Opponent:
    """Read the model folder. ModelError, one line, for anything else, such as the figures of an earlier report."""
    if folder.is_file():
        raise ModelError(f"{folder}: a file; --compare wants a model folder, as `overlooked train` writes one")
    return Opponent(folder.resolve().name, load_model(folder), read)


def agreement_figures(records: Sequence[LabelledRecord], sheet: Sheet, one: FloatArray, other: FloatArray) -> Figures:
    """Give how far two orders agree within each author's list, since scores of two folds share no exact scale.

    `spearman` is the mean over authors of the correlation of ranks, ties at their mean rank; its interval resamples
    records and keeps their ranks. `top` is the share of the records read in both, where each author's list is read to
    the number of its positives (records tied at the cut share the places that are left).
    """
    values, draws = [], []
    for author in np.unique(sheet.authors).tolist():
        at = sheet.authors == author
        ranks = rankdata(one[at]), rankdata(other[at])
        if all(len(np.unique(own)) > 1 for own in ranks):
            whole = np.ones((1, int(at.sum())))
            values.append(float(_correlations(*ranks, whole)[0]))
            draws.append(_correlations(*ranks, sheet.weights[:, at]))
    if values:
        spearman = known(float(np.mean(values)), n=len(values)) | percentile_interval(np.mean(draws, axis=0))
    else:
        spearman = unknown("no author's records are put in any order by both", n=0)
    both, depth = 0.0, 0
    for author in two_class_authors(records):
        at = sheet.authors == author
        own = int(sheet.labels[at].sum())
        both += float(np.minimum(read_at(one[at], own), read_at(other[at], own)).sum())
        depth += own
    return {"spearman": spearman, "top": proportion(both, depth, nobody="no author wrote both classes")}


def _correlations(one: FloatArray, other: FloatArray, weights: FloatArray) -> FloatArray:
    """Give one correlation a draw (Pearson's, of numbers that each draw holds so many times); NaN without spread."""
    total = weights.sum(axis=1)
    centred = [values - (weights @ values / total)[:, None] for values in (one, other)]
    across, first, second = (
        (weights * a * b).sum(axis=1) for a, b in ((centred[0], centred[1]), (centred[0],) * 2, (centred[1],) * 2)
    )
    spread = np.sqrt(first * second)
    result: FloatArray = np.divide(across, spread, out=np.full_like(across, np.nan), where=spread > 0)
    return result
