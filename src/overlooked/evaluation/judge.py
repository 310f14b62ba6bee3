"""The judgement: everything that is measured, in one tree of plain figures.

In go labelled records, rankers (the first is the model that is judged, the others what it has to beat) and
a reader of findings; out comes a dictionary that JSON can hold, with the bad news on top. The same input,
seed and versions give the same figures, on any number of jobs. No word of a narrative or a real text is in
them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from overlooked.corpus import LabelledRecord
from overlooked.errors import CorpusError
from overlooked.evaluation.ablations import Ablation
from overlooked.evaluation.comparing import Opponent
from overlooked.evaluation.cuts import Log
from overlooked.evaluation.effort import effort_figures
from overlooked.evaluation.fairness import fairness_figures
from overlooked.evaluation.figures import Figures, rounded, unknown
from overlooked.evaluation.findings import finding_figures
from overlooked.evaluation.folds import Scored, scored_out_of_author, two_class_authors
from overlooked.evaluation.groups import group_figures
from overlooked.evaluation.news import bad_news
from overlooked.evaluation.ordering import (
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
from overlooked.evaluation.perturbing import Perturbed, perturbed_figures, perturbed_texts
from overlooked.evaluation.probes import standard_probes
from overlooked.evaluation.quality import quality_figures
from overlooked.evaluation.rankers import FloatArray, Ranker, Read, text_of
from overlooked.evaluation.readings import Reading, reading_figures, reading_of
from overlooked.evaluation.realtext import Trial, load_notes, real_figures
from overlooked.evaluation.second import SecondReading
from overlooked.evaluation.style import author_figures, leak_warnings
from overlooked.evaluation.tallies import cause_figures
from overlooked.evaluation.tasks import Progress, silent

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


def judge(
    records: Sequence[LabelledRecord],
    rankers: Mapping[str, Ranker],
    read: Read,
    *,
    probes: Mapping[str, Ranker] | None = None,
    learn_from: Sequence[LabelledRecord] = (),
    by_record: bool = True,
    second: Mapping[str, SecondReading] | None = None,
    real: Path | None = None,
    ablation: Ablation | None = None,
    swap_test: Callable[[Sequence[LabelledRecord]], Figures] | None = None,
    perturbed: bool = False,
    opponent: Opponent | None = None,
    readers: Mapping[str, Read] | None = None,
    budget: float = 0.02,
    prevalence: float | None = None,
    draws: int = 1000,
    seed: int = 20,
    jobs: int = 2,
    progress: Progress = silent,
) -> Figures:
    """Give the figures of every ranker, of the reading and, where a folder is given, of real text.

    `budget` is the share of all records that can be read again, `prevalence` how many cases a record a force's log
    holds, where that is known: SettingsError for what is no share. `probes` are the rankers that know nothing of the
    matter; by default those of `standard_probes`. `by_record` lists the misplaced records with what would move each;
    leave it out where nothing may be learned from single records. `second` holds the readings of a second reader by
    record. `ablation` takes the recipe apart, and `swap_test` tells the records of somebody else, where given.
    `perturbed` judges the model on padded, shuffled and masked texts too; `opponent` is another model to stand beside
    it; `readers`, by name, are other readers to stand beside the reading. `CorpusError` where the corpus cannot be
    judged: fewer than two authors, or none with both classes; or where the folder of real text cannot be read.
    """
    if not two_class_authors(records):
        raise CorpusError("the corpus needs an author with positive and negative records, and a second author")
    log = Log(budget, prevalence)
    trial = Trial(load_notes(real), budget=budget, draws=draws, seed=seed) if real is not None else None
    probes = standard_probes() if probes is None else probes
    everyone = {**rankers, **probes}
    sheet = sheet_of(records, draws=draws, seed=seed)
    readings = _readings(records, read, progress)
    model = next(iter(rankers))
    texts = perturbed_texts(records, learn_from=learn_from, seed=seed) if perturbed else None
    scored = scored_out_of_author(
        records,
        everyone,
        learn_from=learn_from,
        versions={model: texts.versions if texts else {}},
        jobs=jobs,
        progress=progress,
    )
    scores = {key: told.scores for key, told in scored.items()}
    figures: Figures = {
        "schema_version": SCHEMA_VERSION,
        "model": model,
        "corpus": _corpus(records),
        **_compared(records, sheet, everyone, set(probes), scores, model),
        "readings": finding_figures(readings, scored[model].accounts, second or {}, sheet.weights),
        "readings_beside": {k: _short(_readings(records, v, progress), sheet) for k, v in (readers or {}).items()},
        "groups": fairness_figures(records, sheet, scores[model], readings),
        "swaps": swap_test(records) if swap_test else None,
        "effort": effort_figures(records, sheet, scored, model, log),
        "quality": quality_figures(records, second or {}, sealed=not by_record),
        **_on_trial(records, sheet, texts, scored[model], opponent),
        "causes": cause_figures(records, scored[model]) if by_record else {"records": None, "reason": NOT_BY_RECORD},
        "real": None,
        "ablations": None,
        "settings": {
            "budget": budget,
            "prevalence": prevalence,
            "draws": draws,
            "seed": seed,
            "sealed": bool(learn_from),
        },
        "notes": list(NOTES),
    }
    if ablation is not None:
        figures["ablations"] = ablation.figures(
            records, sheet, trial, learn_from=learn_from, jobs=jobs, progress=progress
        )
    if trial is not None:
        figures["real"] = real_figures(
            trial, records, everyone, scores, learn_from=learn_from, jobs=jobs, progress=progress
        )
    told = {"bad_news": bad_news(figures), "headline": _headline(figures)}
    return dict(rounded({"schema_version": SCHEMA_VERSION, **told, **figures}))


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


def _on_trial(
    records: Sequence[LabelledRecord], sheet: Sheet, texts: Perturbed | None, scored: Scored, opponent: Opponent | None
) -> Figures:
    """Give the model on altered texts, and beside another model, where there are any."""
    return {
        "perturbed": perturbed_figures(records, sheet, texts, scored) if texts else None,
        "compared": opponent.figures(records, sheet, scored.scores) if opponent else None,
    }


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
