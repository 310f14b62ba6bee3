"""Leaving one author out: every record scored by a model that has seen nothing by the same writer.

In go labelled records and rankers; out comes one score a record and, where a ranker can tell, what the score is
made of. A pair stands within one author, so it is never split between training and test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.errors import CorpusError
from overlooked.evaluation.rankers.accounts import Account, Accountable
from overlooked.evaluation.rankers.ranker import Ranker, Text, labels_of, scores_of, text_of
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.statistics.figures import FloatArray


@dataclass(frozen=True, slots=True)
class Fold:
    """One author left out: positions of the records to learn from and of those to score."""

    author: str
    train: tuple[int, ...]
    test: tuple[int, ...]


def author_folds(records: Sequence[LabelledRecord]) -> list[Fold]:
    """Give one fold for each author, in alphabetical order.

    `CorpusError` where the records by the others would not hold both classes: nothing can be learned then.
    """
    folds = _folds(records)
    for fold in folds:
        if len({records[i].label for i in fold.train}) < 2:  # noqa: PLR2004 - two classes
            message = "without one of its authors the corpus lacks positive or negative records; add an author"
            raise CorpusError(message)
    if not folds:
        raise CorpusError("the corpus holds no record; give labelled narratives by two authors or more")
    return folds


@dataclass(frozen=True, slots=True)
class Scored:
    """What a ranker says of records: a score each and, where the ranker can tell, what each score is made of.

    `versions` holds by name the scores that the same models give to other versions of the same records.
    """

    scores: FloatArray
    accounts: Sequence[Account] | None = None
    versions: Mapping[str, FloatArray] = field(default_factory=dict)


Versions = Mapping[str, Sequence[Text]]
"""Other texts of the same records, by name: as many as there are records, in their order."""


def scored_out_of_author(
    records: Sequence[LabelledRecord],
    rankers: Mapping[str, Ranker],
    *,
    learn_from: Sequence[LabelledRecord] = (),
    versions: Mapping[str, Versions] | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> dict[str, Scored]:
    """Give for each ranker what it says of each record, by the model trained on all the other authors.

    With `learn_from`, records by none of these authors, every model is trained on those instead. `CorpusError`
    where an author stands in both. `versions` has for a ranker, by its key, the other texts that its models score too.
    A ranker with `learns` set to False scores all records at once.
    """
    if learn_from:
        shared = {record.author for record in learn_from} & {record.author for record in records}
        if shared:
            raise CorpusError("an author is both learned from and scored; keep an author on one side")
        folds = [Fold(fold.author, (), fold.test) for fold in _folds(records)]
    else:
        folds = author_folds(records)
    other = {key: (versions or {}).get(key, {}) for key in rankers}
    learners = {key: ranker for key, ranker in rankers.items() if getattr(ranker, "learns", True)}
    # a ranker holds its reader: it is sent to each process once, not once an author
    shares = [folds[start::jobs] for start in range(min(jobs, len(folds)))]
    tasks = [
        partial(_scored_share, ranker, records, share, learn_from, other[key])
        for key, ranker in learners.items()
        for share in shares
    ]
    results = iter(run_all(tasks, jobs=jobs, stage="leaving one author out", progress=progress))
    order = np.argsort([i for share in shares for fold in share for i in fold.test]).tolist()
    learned = {key: _joined([part for _ in shares for part in next(results)], order) for key in learners}
    everything = Fold("", (), tuple(range(len(records))))
    return {
        key: learned[key] if key in learned else scored_fold(ranker, records, everything, learn_from, other[key])
        for key, ranker in rankers.items()
    }


def _scored_share(
    ranker: Ranker,
    records: Sequence[LabelledRecord],
    share: Sequence[Fold],
    learn_from: Sequence[LabelledRecord],
    versions: Versions,
) -> list[Scored]:
    return [scored_fold(ranker, records, fold, learn_from, _of_fold(versions, fold)) for fold in share]


def scored_fold(
    ranker: Ranker,
    records: Sequence[LabelledRecord],
    fold: Fold,
    learn_from: Sequence[LabelledRecord] = (),
    versions: Versions | None = None,
) -> Scored:
    """Train on `learn_from`, or on the fold's other authors, and score the author left out.

    `versions` are other texts of the records left out, in their order.
    """
    fitted = ranker.fit(learn_from or [records[i] for i in fold.train])
    texts = [text_of(records[i]) for i in fold.test]
    accounts = [fitted.account(text) for text in texts] if isinstance(fitted, Accountable) else None
    others = {name: scores_of(fitted, own) for name, own in (versions or {}).items()}
    return Scored(scores_of(fitted, texts), accounts, others)


def _of_fold(versions: Versions, fold: Fold) -> Versions:
    return {name: [texts[i] for i in fold.test] for name, texts in versions.items()}


def _joined(parts: Sequence[Scored], order: Sequence[int]) -> Scored:
    """Put what was said fold by fold into the order of the records."""
    scores = np.concatenate([part.scores for part in parts])[list(order)]
    accounts = [account for part in parts for account in part.accounts or ()]
    versions = {
        name: np.concatenate([part.versions[name] for part in parts])[list(order)] for name in parts[0].versions
    }
    return Scored(scores, [accounts[i] for i in order] if accounts else None, versions)


def two_class_authors(records: Sequence[LabelledRecord]) -> list[str]:
    """Give the authors who wrote positives and negatives, in alphabetical order."""
    labels = labels_of(records)
    writers = np.array([record.author for record in records])
    return [str(a) for a in np.unique(writers) if 0 < labels[writers == a].mean() < 1]


def _folds(records: Sequence[LabelledRecord]) -> list[Fold]:
    return [_fold(records, author) for author in sorted({record.author for record in records})]


def _fold(records: Sequence[LabelledRecord], author: str) -> Fold:
    train = tuple(i for i, record in enumerate(records) if record.author != author)
    test = tuple(i for i, record in enumerate(records) if record.author == author)
    return Fold(author, train, test)
