"""The judgement: everything that is measured, in one tree of plain figures.

In go labelled records, rankers (the first is the model that is judged, the others what it has to beat) and
a reader of findings; out comes a dictionary that JSON can hold, with the bad news on top. The same input,
seed and versions give the same figures, on any number of jobs. No word of a narrative or a real text is in
them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from overlooked.corpus import LabelledRecord
from overlooked.errors import CorpusError
from overlooked.evaluation.corpus.quality import quality_figures
from overlooked.evaluation.errors.tallies import cause_figures
from overlooked.evaluation.findings.readings import Reading, reading_figures, reading_of
from overlooked.evaluation.findings.second import SecondReading
from overlooked.evaluation.findings.whole import finding_figures
from overlooked.evaluation.groups.depth import group_figures
from overlooked.evaluation.groups.fairness import fairness_figures
from overlooked.evaluation.news import bad_news
from overlooked.evaluation.rankers.folds import Scored, scored_out_of_author, two_class_authors
from overlooked.evaluation.rankers.probes import standard_probes
from overlooked.evaluation.rankers.ranker import Ranker, Read, text_of
from overlooked.evaluation.rankers.tasks import Progress, silent
from overlooked.evaluation.ranking.ablations import Ablation
from overlooked.evaluation.ranking.comparing import Opponent
from overlooked.evaluation.ranking.cuts import Log
from overlooked.evaluation.ranking.effort import effort_figures
from overlooked.evaluation.ranking.ordering import (
    CONTRASTS,
    Mean,
    Sheet,
    auc_over_authors,
    average_precision_over_authors,
    margin,
    one_class_authors,
    pair_figures,
    pooled_auc,
    sheet_of,
)
from overlooked.evaluation.ranking.perturbing import perturbed_figures, perturbed_texts
from overlooked.evaluation.ranking.realtext import Trial, load_notes, real_figures
from overlooked.evaluation.ranking.style import author_figures, leak_warnings
from overlooked.statistics.figures import Figures, FloatArray, rounded, unknown

SCHEMA_VERSION = 2
NOTES = (
    "The narratives of the corpus are written examples: no real person is in them.",
    "Every score of a corpus record comes from a model that has seen nothing by the same author.",
    "An interval covers other records by the same authors, not other authors: see each author.",
    "Recall and false flags of groups are at the depth of the number of positives in each author's list.",
    "Real texts are masked in positives and negatives alike.",
    "Thresholds for real texts are out-of-author scores; a model of the whole corpus scores the texts.",
    "Shares with n under 30 are marked as small; their intervals are wide, and a single record moves them.",
)

NOT_BY_RECORD = "records of a sealed split are not told one by one: what is mended by them would be judged by them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What is judged beside ranking and reading, where given.

    `second` holds a second reader's readings by record; `readers`, by name, are other readers of findings; `opponent`
    is another model; `real` is a folder of real text. `perturbed` tries the model on padded, shuffled and masked texts;
    `swap_test` tells the records of somebody else; `ablation` takes the recipe apart.
    """

    second: Mapping[str, SecondReading] = field(default_factory=dict)
    readers: Mapping[str, Read] = field(default_factory=dict)
    opponent: Opponent | None = None
    real: Path | None = None
    perturbed: bool = False
    swap_test: Callable[[Sequence[LabelledRecord]], Figures] | None = None
    ablation: Ablation | None = None


NOTHING_ELSE = Extras()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The tree of figures, and what the model says of each record, out of author: the latter is never written."""

    figures: Figures
    scored: Scored


def judge(
    records: Sequence[LabelledRecord],
    rankers: Mapping[str, Ranker],
    read: Read,
    extras: Extras = NOTHING_ELSE,
    *,
    probes: Mapping[str, Ranker] | None = None,
    learn_from: Sequence[LabelledRecord] = (),
    by_record: bool = True,
    budget: float = 0.02,
    prevalence: float | None = None,
    draws: int = 1000,
    seed: int = 20,
    jobs: int = 2,
    progress: Progress = silent,
) -> Judgement:
    """Give the figures of every ranker, of the reading and of the extras.

    `probes` are the rankers that know nothing of the matter; by default those of `standard_probes`. With `learn_from`
    every model is trained on those records. `by_record` lists the misplaced records with what would move each; leave it
    out where nothing may be learned from single records. `budget` is the share of all records that can be read again,
    `prevalence` how many cases a record a force's log holds, where that is known: SettingsError for what is no share.
    `CorpusError` where the corpus cannot be judged: fewer than two authors, or none with both classes; or where the
    folder of real text cannot be read.
    """
    if not two_class_authors(records):
        raise CorpusError("the corpus needs an author with positive and negative records, and a second author")
    log = Log(budget, prevalence)
    trial = Trial(load_notes(extras.real), budget=budget, draws=draws, seed=seed) if extras.real is not None else None
    probes = standard_probes() if probes is None else probes
    everyone, model = {**rankers, **probes}, next(iter(rankers))
    sheet = sheet_of(records, draws=draws, seed=seed)
    altered = perturbed_texts(records, learn_from=learn_from, seed=seed) if extras.perturbed else None
    versions = {model: altered.versions if altered else {}}
    work: dict[str, Any] = {"learn_from": learn_from, "jobs": jobs, "progress": progress}
    scored = scored_out_of_author(records, everyone, versions=versions, **work)
    scores = {key: told.scores for key, told in scored.items()}
    ablation = extras.ablation
    figures: Figures = {
        "schema_version": SCHEMA_VERSION,
        "model": model,
        "corpus": _corpus(records),
        **_compared(records, sheet, everyone, set(probes), scores, model),
        **_of_reading(records, sheet, read, scored[model], extras, progress),
        "swaps": extras.swap_test(records) if extras.swap_test else None,
        "effort": effort_figures(records, sheet, scored, model, log),
        "quality": quality_figures(records, extras.second, sealed=not by_record),
        "perturbed": perturbed_figures(records, sheet, altered, scored[model]) if altered else None,
        "compared": extras.opponent.figures(records, sheet, scores[model]) if extras.opponent else None,
        "causes": cause_figures(records, scored[model]) if by_record else {"records": None, "reason": NOT_BY_RECORD},
        "real": real_figures(trial, records, everyone, scores, **work) if trial else None,
        "ablations": ablation.figures(records, sheet, trial, **work) if ablation else None,
        "settings": asdict(log) | {"draws": draws, "seed": seed, "sealed": bool(learn_from)},
        "notes": list(NOTES),
    }
    told = {"bad_news": bad_news(figures), "headline": _headline(figures)}
    return Judgement(rounded({"schema_version": SCHEMA_VERSION, **told, **figures}), scored[model])


def _of_reading(
    records: Sequence[LabelledRecord], sheet: Sheet, read: Read, scored: Scored, extras: Extras, progress: Progress
) -> Figures:
    """Give the figures of what is found: the reading's, other readers' beside it, and group by group."""
    readings = _readings(records, read, progress)
    others = {name: _readings(records, other, progress) for name, other in extras.readers.items()}
    return {
        "readings": finding_figures(readings, scored.accounts, extras.second, sheet.weights),
        "readings_beside": {name: _short(own, sheet) for name, own in others.items()},
        "groups": fairness_figures(records, sheet, scored.scores, readings),
    }


def _compared(
    records: Sequence[LabelledRecord],
    sheet: Sheet,
    rankers: Mapping[str, Ranker],
    probes: set[str],
    scores: Mapping[str, FloatArray],
    model: str,
) -> Figures:
    """Give each ranker's own figures, how far the model stands above each other, and the best probe."""
    means = {key: {c: auc_over_authors(sheet, scores[key], c) for c in CONTRASTS} for key in rankers}
    figures: Figures = {"rankers": {}, "margins": {}, "best_probe": {}}
    for key, ranker in rankers.items():
        role = "model" if key == model else "probe" if key in probes else "baseline"
        figures["rankers"][key] = {
            "name": ranker.name,
            "role": role,
            **_ranker(records, sheet, scores[key], means[key]),
        }
        if key != model:
            figures["margins"][key] = {c: margin(means[model][c], means[key][c]) for c in CONTRASTS}
    for contrast in CONTRASTS:
        known = [key for key in rankers if key in probes and means[key][contrast].figures["value"] is not None]
        best = max(known, key=lambda key: means[key][contrast].figures["value"], default=None)
        figures["best_probe"][contrast] = best
    figures["author_only"] = author_figures(sheet, scores[model])
    figures["leak_warnings"] = leak_warnings(figures)
    return figures


def _ranker(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray, means: Mapping[str, Mean]) -> Figures:
    return {
        "auc": {contrast: mean.figures for contrast, mean in means.items()},
        "average_precision": average_precision_over_authors(sheet, scores).figures,
        "pooled_auc": pooled_auc(sheet, scores),
        "one_class_authors": one_class_authors(records, sheet, scores),
        "pairs": pair_figures(records, sheet, scores),
        "groups": group_figures(records, sheet, scores),
    }


def _readings(records: Sequence[LabelledRecord], read: Read, progress: Progress) -> list[Reading]:
    readings = []
    for number, record in enumerate(records, start=1):
        readings.append(reading_of(record, read(text_of(record))))
        progress("reading", number, len(records))
    return readings


def _short(own: Sequence[Reading], sheet: Sheet) -> Figures:
    """Give what another reader is compared by."""
    readings = reading_figures(own, sheet.weights)
    indicators = {name: readings["indicators"][name] for name in ("micro", "macro")}
    return {"indicators": indicators, **{name: readings[name] for name in ("false_findings", "assertion")}}


def _corpus(records: Sequence[LabelledRecord]) -> Figures:
    """Give how many records there are of each author and kind."""
    authors = sorted({record.author for record in records})
    return {
        "records": len(records),
        "positives": sum(record.label for record in records),
        "authors": {a: dict(sorted(Counter(r.kind for r in records if r.author == a).items())) for a in authors},
    }


def _headline(figures: Figures) -> Figures:
    """Give the figures that a reader asks for first, by name."""
    own, reading, probe = (
        figures["rankers"][figures["model"]],
        figures["readings"],
        figures["best_probe"]["all"],
    )
    nobody = unknown("no such record in the corpus", n=0)
    absent = {"recall": nobody, "false_flags": nobody}
    homeless, child = (
        own["groups"]["housing"].get("homeless", absent),
        own["groups"]["age"].get("child", absent),
    )
    untried = unknown("no folder of real text was given")
    real = figures["real"]["rankers"][figures["model"]] if figures["real"] else None
    return {
        "auc": own["auc"]["all"],
        "auc_hard": own["auc"]["hard"],
        "auc_subtle": own["auc"]["subtle"],
        "margin_over_best_probe": figures["margins"][probe]["all"] if probe else unknown("no probe was given"),
        "pairs_in_order": own["pairs"]["all"],
        "clearance_pairs_in_order": own["pairs"]["clearance"],
        "indicator_f1": reading["indicators"]["micro"]["f1"],
        "assertion_right_of_found": reading["assertion"]["all"]["right_of_found"],
        "traps_right_of_found": reading["assertion"]["traps"]["right_of_found"],
        "homeless_recall": homeless["recall"],
        "homeless_false_flags": homeless["false_flags"],
        "child_recall": child["recall"],
        "real_auc": real["as_written"]["auc"] if real else untried,
        "real_auc_masked": real["masked"]["auc"] if real else untried,
    }
