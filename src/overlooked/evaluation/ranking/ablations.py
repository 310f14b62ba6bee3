"""Ablations: does every part of the recipe earn its place?

In goes the recipe with a baseline, and what the judge judges it by; out come the figures of every variant beside those
of the whole recipe, and a learning curve over authors. A part earns its place where the whole recipe is better than
the variant without it against hard negatives, on clearance pairs or on real text; never choose by one of them alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import Fold, author_folds
from overlooked.evaluation.rankers.ranker import Ranker, Text, scores_of, text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.evaluation.rankers.variants import Variant, variants
from overlooked.evaluation.ranking.curve import learning_curve
from overlooked.evaluation.ranking.ordering import Mean, Sheet, margin, order_figures
from overlooked.evaluation.ranking.realtext import Trial, masked
from overlooked.statistics.figures import Figures, FloatArray, known
from overlooked.statistics.intervals import percentile_interval, resample
from overlooked.statistics.measures import auc, auc_of_draws

WHOLE = "whole"
DECIDING = {"hard": "hard AUC", "clearance_pairs": "clearance pairs", "real": "real text"}
"""The figures by which a part earns its place."""
LEAST = 0.001
"""A smaller gain is none."""


@dataclass(frozen=True)
class Ablation:
    """The recipe to take apart, the baseline that its learning curve stands beside, and the variants."""

    ranker: RecipeRanker
    baseline: Ranker
    variants: Mapping[str, Variant] = field(default_factory=variants)

    def figures(
        self,
        records: Sequence[LabelledRecord],
        sheet: Sheet,
        trial: Trial | None = None,
        *,
        learn_from: Sequence[LabelledRecord] = (),
        jobs: int = 1,
        progress: Progress = silent,
    ) -> Figures:
        """Give `whole`, every variant with how far the whole stands above it, and the learning curve.

        Records are scored leaving one author out, or by models of `learn_from`; real texts by models of all.
        """
        views = _views(trial)
        self.ranker.read.remember([text for texts in views for text in texts], jobs=jobs, progress=progress)
        folds = [Fold("", (), tuple(range(len(records))))] if learn_from else author_folds(records)
        lessons = [(learn_from or [records[i] for i in f.train], [text_of(records[i]) for i in f.test]) for f in folds]
        lessons += [(learn_from or records, [text for texts in views for text in texts])] if trial else []
        tasks = [partial(_scores, self.ranker, self.variants, *lesson) for lesson in lessons]
        results = run_all(tasks, jobs=jobs, stage="ablations", progress=progress)
        measured: dict[str, dict[str, Mean]] = {}
        weights = _draws(trial) if trial else np.empty((0, 0))
        for key in (WHOLE, *self.variants):
            scores = np.empty(len(records))
            for fold, result in zip(folds, results, strict=False):
                scores[list(fold.test)] = result[key]
            measured[key] = order_figures(records, sheet, scores) | _on_real(trial, results[-1][key], weights)
        rankers = {"recipe": self.ranker, "words": self.baseline}
        return {
            WHOLE: {name: mean.figures for name, mean in measured[WHOLE].items()},
            "variants": {key: _beside(self.variants[key], measured[WHOLE], measured[key]) for key in self.variants},
            "learning_curve": learning_curve(
                rankers, records, sheet, learn_from=learn_from, jobs=jobs, progress=progress
            ),
        }


def _scores(
    ranker: RecipeRanker, chosen: Mapping[str, Variant], train: Sequence[LabelledRecord], texts: Sequence[Text]
) -> dict[str, FloatArray]:
    """The scores of the texts by the whole recipe and every variant, trained on the same records."""
    whole = ranker.fit(train)
    scores = {WHOLE: scores_of(whole, texts)}
    for key, variant in chosen.items():
        fitted = variant.change(ranker).fit(train) if variant.is_refitted else variant.change(whole)
        scores[key] = scores_of(fitted, texts)
    return scores


def _views(trial: Trial | None) -> list[list[Text]]:
    """The real texts as written and without give-away words."""
    notes = trial.notes if trial else []
    return [[note.text for note in notes], [masked(note).text for note in notes]]


def _draws(trial: Trial) -> FloatArray:
    count = len(trial.notes)
    return resample(range(count), trial.draws, np.random.default_rng([trial.seed, count]))


def _on_real(trial: Trial | None, scores: FloatArray, weights: FloatArray) -> dict[str, Mean]:
    if trial is None:
        return {}
    labels = np.array([note.label for note in trial.notes], dtype=np.float64)
    means = {}
    for name, own in zip(("real", "real_masked"), np.split(scores, 2), strict=True):
        draws = auc_of_draws(labels, own, weights)
        means[name] = Mean(known(auc(labels, own), n=len(labels)) | percentile_interval(draws), draws)
    return means


def _beside(variant: Variant, whole: Mapping[str, Mean], without: Mapping[str, Mean]) -> Figures:
    figures = {
        name: {key: mean.figures[key] for key in ("value", "reason") if key in mean.figures}
        | {"gain": margin(whole[name], mean)}
        for name, mean in without.items()
    }
    gains = [figures[name]["gain"]["value"] for name in DECIDING if name in figures]
    return {
        "name": variant.name,
        "part": variant.part,
        "indicator": variant.indicator or None,
        "reason": variant.reason or None,
        "refitted": variant.is_refitted,
        "earns_its_place": any(gain is not None and gain >= LEAST for gain in gains),
        "figures": figures,
    }
