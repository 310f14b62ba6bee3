"""The project's own recipe as a ranker: findings of a text, weighed by a model trained on the given records."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers import FloatArray, Read, Text
from overlooked.findings import Finding, Kind
from overlooked.model import Model
from overlooked.offences import classify
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reader
from overlooked.scoring import strength
from overlooked.training import train as train_model


@dataclass(frozen=True)
class RecipeRanker:
    """Ranks by strength, as the queue does. Reading does not depend on the training records, so it is shared."""

    name: str
    lexicon: Lexicon
    read: Read
    model: Model | None = None

    def fit(self, train: Sequence[LabelledRecord]) -> "RecipeRanker":
        """Train on the records."""
        return replace(self, model=train_model([record.narrative for record in train], self.lexicon))

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """The strength of each text, in 1/1024 log-odds."""
        if self.model is None:
            raise ValueError("fit the ranker before it scores")
        weights, recipe = self.model.weights, self.model.recipe
        return np.array(
            [
                strength(self.read(text), weights, recipe, classify(text.offence, "", text.recorded_on)).total
                for text in texts
            ],
            dtype=np.float64,
        )


@dataclass
class RememberedReading:
    """Reads every text once; the judge asks for the same ones in every fold."""

    reader: Reader
    _findings: dict[Text, Sequence[Finding]] = field(default_factory=dict)

    def __call__(self, text: Text) -> Sequence[Finding]:
        """The findings of a text."""
        if text not in self._findings:
            self._findings[text] = self.reader.read(text.narrative, text.recorded_on)
        return self._findings[text]


def count_signs(findings: Sequence[Finding]) -> int:
    """How many distinct cues of any assertion fired: the lexicon counted, with nothing learned or asserted."""
    return len({f.cue for f in findings if f.kind is Kind.INDICATOR})
