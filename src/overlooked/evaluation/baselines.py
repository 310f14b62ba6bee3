"""What a ranking has to beat: a plain word model, and a count of anything.

In go labelled records; out come rankers. They see the narrative alone, as written.
"""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers import FloatArray, Text, labels_of

_ANY_WORD = r"(?u)\b\w+\b"
_MOST_STEPS = 2000


class WordTfidf:
    """TF-IDF of single words and a balanced logistic regression: the baseline of every text task.

    It learns the corpus's scenes and manner as gladly as its signs, and carries over badly to other writers.
    """

    name = "the word baseline"

    def __init__(self, c: float = 5.0) -> None:
        self.c = c

    def fit(self, train: Sequence[LabelledRecord]) -> Self:
        """Learn words that part positives from negatives."""
        self.pipeline_: Pipeline = make_pipeline(
            TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True, min_df=2),
            LogisticRegression(C=self.c, class_weight="balanced", max_iter=_MOST_STEPS),
        )
        self.pipeline_.fit([record.narrative for record in train], labels_of(train))
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the log-odds of each text."""
        return np.asarray(self.pipeline_.decision_function([text.narrative for text in texts]))


class CountRanker:
    """Ranks by a count that needs no learning, such as the cues of a list that stand in the text."""

    def __init__(self, name: str, count: Callable[[Text], float]) -> None:
        self.name = name
        self.count = count

    def fit(self, train: Sequence[LabelledRecord]) -> Self:  # noqa: ARG002 - there is nothing to learn
        """Give itself."""
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the count of each text."""
        return np.array([self.count(text) for text in texts], dtype=np.float64)
