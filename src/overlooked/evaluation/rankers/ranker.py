"""What can be judged: anything that learns from labelled records and scores texts.

In go labelled records; out come `Text`s, the part of a record that a ranker may see when it scores, and the
two interfaces that the judge asks for: a `Ranker`, and `Read`, which gives the findings of one text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.findings import Finding
from overlooked.statistics.figures import FloatArray


@dataclass(frozen=True, slots=True)
class Text:
    """What a force's export would hold of a record: no label, no annotation, no author."""

    narrative: str
    offence: str = ""
    recorded_on: str = ""
    force: str = ""

    def with_narrative(self, narrative: str) -> Self:
        """Give the same record with other words."""
        return replace(self, narrative=narrative)


Read = Callable[[Text], Sequence[Finding]]


class Ranker(Protocol):
    """Orders texts by how much they ask for a second reading."""

    @property
    def name(self) -> str:
        """What the figures call it in a sentence."""

    def fit(self, train: Sequence[LabelledRecord]) -> "Ranker":
        """Learn from labelled records; give a fitted copy, or itself."""

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give one number a text, higher for a text that rather needs a second reading."""


def text_of(record: LabelledRecord) -> Text:
    """Give the part of a labelled record that a ranker may see."""
    return Text(record.narrative, record.offence, record.recorded_on, record.force)


def labels_of(records: Sequence[LabelledRecord]) -> FloatArray:
    """Give 1 for every record that should be read again and 0 for every other."""
    return np.array([record.label for record in records], dtype=np.float64)


def scores_of(ranker: Ranker, texts: Sequence[Text]) -> FloatArray:
    """Give the scores of a fitted ranker. `ValueError` where it fails to give one finite number a text."""
    scores = np.asarray(ranker.score(texts), dtype=np.float64)
    if scores.shape != (len(texts),) or not np.isfinite(scores).all():
        message = f"{ranker.name} owes {len(texts)} finite scores, gave shape {scores.shape} or a non-number"
        raise ValueError(message)
    return scores
