"""The project's own recipe as a ranker: findings of a text, weighed by a model trained on the given records."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.accounts import Account
from overlooked.evaluation.rankers import FloatArray, Text, text_of
from overlooked.findings import Finding, Kind
from overlooked.model import Model
from overlooked.offences import classify
from overlooked.reading.reader import Reader, Reading
from overlooked.training import train as train_model


@dataclass
class RememberedReading:
    """Reads every text once; the judge asks for the same ones in every fold."""

    reader: Reader
    _readings: dict[Text, Reading] = field(default_factory=dict)

    def reading(self, text: Text) -> Reading:
        """The findings of a text and the words of the sentences that hold them."""
        if text not in self._readings:
            self._readings[text] = self.reader.read(text.narrative, text.recorded_on)
        return self._readings[text]

    def __call__(self, text: Text) -> Sequence[Finding]:
        """The findings of a text."""
        return self.reading(text).findings


@dataclass(frozen=True)
class RecipeRanker:
    """Ranks by strength, as the queue does. Reading does not depend on the training records, so it is shared."""

    name: str
    read: RememberedReading
    model: Model | None = None

    def fit(self, train: Sequence[LabelledRecord]) -> "RecipeRanker":
        """Train on the records."""
        lexicon = self.read.reader.lexicon
        return replace(self, model=train_model(train, lexicon, [self.read.reading(text_of(r)) for r in train]))

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """The strength of each text, in 1/1024 log-odds."""
        return np.array([self.account(text).strength.total for text in texts], dtype=np.float64)

    def account(self, text: Text) -> Account:
        """All that the score of a text is made of."""
        if self.model is None:
            raise ValueError("fit the ranker before it scores")
        reading = self.read.reading(text)
        offence = classify(text.offence, "", text.recorded_on)
        model = self.model
        return Account(reading.findings, reading.words, model.weights, model.recipe, offence, reading.alone)


def count_signs(findings: Sequence[Finding]) -> int:
    """How many distinct cues of any assertion fired: the lexicon counted, with nothing learned or asserted."""
    return len({f.cue for f in findings if f.kind is Kind.INDICATOR})
