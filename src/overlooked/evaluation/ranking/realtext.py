"""Real texts by other writers: does the ranking carry over, and how many false alarms does it raise?

In go a folder with `*positive*.jsonl[.gz]` and `*negative*.jsonl[.gz]` (keys `text`, `label`; known:
`date`, `category`) and rankers trained on the corpus alone; out come figures. Nothing is fitted to these
texts, and no word of them is kept. They are no police notes of this country, so they say nothing about
recall there.
"""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.errors import CorpusError
from overlooked.evaluation.rankers.ranker import Ranker, Text, labels_of, scores_of
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.notation import from_json
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import percentile_interval, proportion, resample
from overlooked.statistics.measures import (
    auc,
    auc_of_draws,
    average_precision,
    average_precision_of_draws,
    read_at,
    threshold_for_recall,
    threshold_for_share,
)

CORPUS_RECALL = 0.9
"""The share of the corpus's positives that the second threshold finds."""
TYPES = ("labour", "sexual", "criminal", "domestic", "financial", "organ")
_GIVE_AWAY = re.compile(
    r"\b(?:\w*traffick\w*|\w*slave\w*|exploit\w*|forced\s+labou?r\w*|prostitut\w*|servitude|bondage)\b",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class RealNote:
    """One real text with its label. The category of a positive names the crime: no ranker sees it."""

    text: Text
    label: int
    category: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The real texts, and how they are judged: see `judge.judge` for the options."""

    notes: Sequence[RealNote]
    budget: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """The out-of-author scores of the corpus, from which thresholds are taken."""

    ordinary: FloatArray
    positives: FloatArray
    budget: float


def load_notes(folder: Path) -> list[RealNote]:
    """Read every positive and negative file of the folder.

    `CorpusError` where the folder or one of the two kinds is absent, or a line is not what it should be.
    """
    files = sorted(chain(folder.glob("*.jsonl"), folder.glob("*.jsonl.gz")))
    chosen = [[f for f in files if kind in f.name] for kind in ("positive", "negative")]
    if not all(chosen):
        raise CorpusError(f"{folder}: needs real texts as *positive*.jsonl[.gz] and *negative*.jsonl[.gz]")
    notes = [note for file in chain(*chosen) for note in _notes(file)]
    if len({note.label for note in notes}) < 2:  # noqa: PLR2004 - two classes
        raise CorpusError(f"{folder}: needs real texts of both labels, 0 and 1")
    return notes


def masked(note: RealNote) -> RealNote:
    """Give the note without the words that give a positive away, such as the name of the crime."""
    return RealNote(note.text.with_narrative(_GIVE_AWAY.sub(" ", note.text.narrative)), note.label, note.category)


def real_figures(
    trial: Trial,
    records: Sequence[LabelledRecord],
    rankers: Mapping[str, Ranker],
    out_of_author: Mapping[str, FloatArray],
    *,
    learn_from: Sequence[LabelledRecord] = (),
    jobs: int = 1,
    progress: Progress = silent,
) -> Figures:
    """Give the figures of every ranker trained on all records, with the texts as they are and masked.

    With `learn_from` the rankers are trained on those; thresholds come from `records` all the same.
    Give-away words are blanked in positives and negatives alike, so that the mask itself tells nothing.
    """
    notes, draws = trial.notes, trial.draws
    tasks = [partial(_scores, ranker, learn_from or records, notes) for ranker in rankers.values()]
    scores = run_all(tasks, jobs=jobs, stage="real texts", progress=progress)
    labels = np.array([note.label for note in notes], dtype=np.float64)
    weights = resample(range(len(notes)), draws, np.random.default_rng([trial.seed, len(notes)]))
    figures: Figures = {"positives": int(labels.sum()), "negatives": int((1 - labels).sum()), "rankers": {}}
    for name, (plain, blanked) in zip(rankers, scores, strict=True):
        alarm = _alarm(records, out_of_author[name], trial.budget)
        figures["rankers"][name] = {
            "as_written": _figures(labels, plain, weights, alarm) | {"types": _types(notes, labels, plain)},
            "masked": _figures(labels, blanked, weights, alarm),
        }
    return figures


def _scores(
    ranker: Ranker, records: Sequence[LabelledRecord], notes: Sequence[RealNote]
) -> tuple[FloatArray, FloatArray]:
    fitted = ranker.fit(records)
    plain = scores_of(fitted, [note.text for note in notes])
    return plain, scores_of(fitted, [masked(note).text for note in notes])


def _alarm(records: Sequence[LabelledRecord], scores: FloatArray, budget: float) -> Alarm:
    ordinary = np.array([record.kind == "ordinary" for record in records])
    return Alarm(scores[ordinary], scores[labels_of(records) == 1], budget)


def _figures(labels: FloatArray, scores: FloatArray, weights: FloatArray, alarm: Alarm) -> Figures:
    depth = alarm.budget * len(scores)
    figures: Figures = {
        "auc": known(auc(labels, scores), n=len(labels)) | percentile_interval(auc_of_draws(labels, scores, weights)),
        "average_precision": known(average_precision(labels, scores), n=len(labels))
        | percentile_interval(average_precision_of_draws(labels, scores, weights)),
        "at_budget": {"depth": depth} | _alarms(labels, read_at(scores, depth)),
    }
    try:
        threshold = threshold_for_share(alarm.ordinary, alarm.budget)
        figures["at_ordinary_share"] = _alarms(labels, (scores > threshold).astype(np.float64))
    except ValueError as reason:
        figures["at_ordinary_share"] = unknown(f"the corpus gives no threshold: {reason}")
    threshold = threshold_for_recall(alarm.positives, CORPUS_RECALL)
    figures["at_corpus_recall"] = _alarms(labels, (scores >= threshold).astype(np.float64))
    return figures


def _alarms(labels: FloatArray, read: FloatArray) -> Figures:
    """Give what reading costs and brings: false alarms a 1,000 negatives, recall and precision."""
    false, found, negatives = float(read @ (1 - labels)), float(read @ labels), int((1 - labels).sum())
    rate = proportion(false, negatives)
    per_1000 = {key: 1000 * rate[key] for key in ("value", "low", "high")} | {"n": negatives, "hits": false}
    return {
        "false_alarms_per_1000": per_1000,
        "recall": proportion(found, int(labels.sum())),
        "precision": known(found / (found + false), n=found + false) if read.any() else unknown("nothing is read", n=0),
    }


def _types(notes: Sequence[RealNote], labels: FloatArray, scores: FloatArray) -> Figures:
    """Give the AUC of the positives of each kind of exploitation against all negatives."""
    figures: Figures = {}
    for kind in TYPES:
        of_kind = np.array([kind in note.category.split("+") for note in notes]) & (labels == 1)
        at = of_kind | (labels == 0)
        if of_kind.any():
            figures[kind] = known(auc(labels[at], scores[at]), positives=int(of_kind.sum()))
    return figures


def _notes(file: Path) -> Iterator[RealNote]:
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8") as lines:
            yield from (_note(f"{file}:{number}", line) for number, line in enumerate(lines, start=1))
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise CorpusError(f"{file}: cannot be read as JSON Lines in UTF-8 ({error})") from error


def _note(where: str, line: str) -> RealNote:
    try:
        row = from_json(line)
        label, day = row["label"], str(row.get("date") or "")
        text, category = row["text"], str(row.get("category") or "")
    except (ValueError, LookupError, AttributeError, TypeError):
        text, label, day, category = "", None, "", ""
    if not isinstance(text, str) or str(label) not in {"0", "1"}:
        raise CorpusError(f"{where}: needs a JSON object with text and a label of 0 or 1")
    return RealNote(Text(text, "", day if _ISO_DATE.fullmatch(day) else ""), int(label), category)
