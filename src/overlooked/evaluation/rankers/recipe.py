"""The project's own recipe as a ranker: findings of a text, weighed by a model trained on the given records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.accounts import Account
from overlooked.evaluation.rankers.ranker import Text, text_of
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.findings import Assertion, Finding, Kind
from overlooked.model import Model
from overlooked.offences import classify
from overlooked.reading.reader import Reader, Reading
from overlooked.scoring import Recipe
from overlooked.statistics.figures import FloatArray
from overlooked.training import Learning
from overlooked.training import train as train_model

_Read = tuple[str, str]
"""A narrative and its date: all of a text that is read."""


@dataclass
class RememberedReading:
    """Reads every text once; the judge asks for the same ones in every fold."""

    reader: Reader
    _readings: dict[_Read, Reading] = field(default_factory=dict)

    def reading(self, text: Text) -> Reading:
        """The findings of a text and the words of the sentences that hold them."""
        key = (text.narrative, text.recorded_on)
        if key not in self._readings:
            self._readings[key] = self.reader.read(*key)
        return self._readings[key]

    def remember(self, texts: Iterable[Text], *, jobs: int = 1, progress: Progress = silent) -> None:
        """Read texts that will be asked for, on several cores."""
        new = sorted({(text.narrative, text.recorded_on) for text in texts} - set(self._readings))
        shares = [new[start::jobs] for start in range(min(jobs, len(new)))]
        tasks = [partial(_read_all, self.reader, share) for share in shares]
        read = run_all(tasks, jobs=jobs, stage="reading ahead", progress=progress)
        for share, readings in zip(shares, read, strict=True):
            self._readings.update(zip(share, readings, strict=True))

    def __call__(self, text: Text) -> Sequence[Finding]:
        """The findings of a text."""
        return self.reading(text).findings


@dataclass(frozen=True)
class RecipeRanker:
    """Ranks by strength, as the queue does. Reading does not depend on the training records, so it is shared."""

    name: str
    read: RememberedReading
    model: Model | None = None
    learning: Learning | None = None
    recipe: Recipe | None = None

    def fit(self, train: Sequence[LabelledRecord]) -> "RecipeRanker":
        """Train on the records."""
        readings = [self.read.reading(text_of(record)) for record in train]
        lexicon = self.read.reader.lexicon
        return replace(self, model=train_model(train, lexicon, readings, learning=self.learning, recipe=self.recipe))

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """The strength of each text, in 1/1024 log-odds."""
        return np.array([self.total(text) for text in texts], dtype=np.float64)

    def total(self, text: Text) -> int:
        """The strength of one text, all its parts together."""
        return self.account(text).strength.total

    @property
    def trained(self) -> Model:
        """The model that it ranks by. `ValueError` before the ranker is fitted."""
        if self.model is None:
            raise ValueError("fit the ranker before it scores")
        return self.model

    def account(self, text: Text) -> Account:
        """All that the score of a text is made of. `ValueError` before the ranker is fitted."""
        reading = self.read.reading(text)
        offence = classify(text.offence, "", text.recorded_on)
        model = self.trained
        return Account(reading.findings, reading.words, model.weights, model.recipe, offence, reading.alone)


def _read_all(reader: Reader, keys: Sequence[_Read]) -> list[Reading]:
    return [reader.read(*key) for key in keys]


def count_signs(findings: Sequence[Finding]) -> int:
    """How many distinct cues of any assertion fired: the lexicon counted, with nothing learned or asserted."""
    return len({f.cue for f in findings if f.kind is Kind.INDICATOR})


def count_present(findings: Sequence[Finding]) -> int:
    """How many distinct cues are read as present: the reading counted, with nothing learned."""
    return len({f.cue for f in findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT})
