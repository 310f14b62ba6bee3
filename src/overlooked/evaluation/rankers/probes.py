"""Rankers that know nothing about slavery: what they reach is the manner of the corpus, not its matter.

In go labelled records; out come rankers that see the function words alone, the length, the layout, or force and
offence. They are trained and tested as the model is. A model that is hardly better than its probes has learned how
positives are written, or where they were filed.
"""

import re
from collections.abc import Sequence
from typing import Self

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.ranker import Ranker, Text, labels_of, text_of
from overlooked.reading.foldings import foldings
from overlooked.statistics.figures import FloatArray

FUNCTION_WORDS = tuple(
    """
    a about above after again against all almost already also although always among an and another any
    anybody anyone anything are as at away back be because been before being below between both but by
    can cannot could did do does down during each either else enough ever every everyone everything few
    for from further had has have having he her here hers herself him himself his how however i if in
    into is it its itself just least less many may me might mine more most much must my myself neither
    never no nobody none nor not nothing now of off often on once one only onto or other others our out
    over own per perhaps quite rather same several shall she should since so some somebody someone
    something still such than that the their them themselves then there these they this those though
    through to too towards under until up upon us very was we were what when where whether which while
    who whom whose why will with within without would yet you your
    """.split()  # noqa: SIM905 - plain words are easier to read and to edit
)
"""Words of English grammar: articles, pronouns, prepositions, conjunctions, auxiliaries, quantifiers."""

_WORD = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_MOST_STEPS = 2000
_HOLD = 0.1
"""C of every probe's logistic regression."""

PUNCTUATION = (".", ",", ";", ":", "!", "?", "-", "/", "(", "&", "'")
_QUOTES = re.compile(r"[\"“”]")
_BULLET = re.compile(r"^\s*(?:[-*•–>]|\d{1,2}[.)]\s)", re.MULTILINE)
_TIME = re.compile(r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.!?]\s+)([A-Za-z])")


class _Probe:
    """A balanced logistic regression on a few numbers of each text."""

    name = "a probe"

    def features(self, narrative: str) -> list[float]:
        raise NotImplementedError

    def fit(self, train: Sequence[LabelledRecord]) -> Self:
        """Learn which of the numbers are larger in positives."""
        self.pipeline_: Pipeline = make_pipeline(StandardScaler(), _regression())
        self.pipeline_.fit(self._table([record.narrative for record in train]), labels_of(train))
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the log-odds of each text."""
        return np.asarray(self.pipeline_.decision_function(self._table([text.narrative for text in texts])))

    def _table(self, narratives: Sequence[str]) -> FloatArray:
        return np.array([self.features(narrative) for narrative in narratives], dtype=np.float64)


class FunctionWords(_Probe):
    """How often each of the `FUNCTION_WORDS` stands in the text, relative to its length."""

    name = "the function-word probe"

    def features(self, narrative: str) -> list[float]:
        """Give the share of each function word among the words."""
        words = _WORD.findall(narrative.lower())
        counts = dict.fromkeys(FUNCTION_WORDS, 0)
        for word in words:
            if word in counts:
                counts[word] += 1
        return [count / max(len(words), 1) for count in counts.values()]


class Length(_Probe):
    """How long the text is."""

    name = "the length probe"

    def features(self, narrative: str) -> list[float]:
        """Give the logarithms of the number of words and of sentences."""
        words, sentences = len(narrative.split()), len(_SENTENCE_END.findall(narrative))
        return [float(np.log1p(words)), float(np.log1p(sentences))]


class Layout(_Probe):
    """How the text is set: lines, capitals, digits, marks, shorthand, bullets, quotes, times written; never a word."""

    name = "the layout probe"

    def features(self, narrative: str) -> list[float]:
        """Give rates, each relative to the letters or the words, so that length alone moves none of them."""
        words = narrative.split()
        count, letters = max(len(words), 1), max(sum(map(str.isalpha, narrative)), 1)
        starts = _STARTS.findall(narrative)
        short = foldings().shorthand
        forms = [word.strip(".,;:!?()").lower() for word in words]
        per_word = [
            narrative.count("\n"),
            narrative.count("\n\n"),
            len(_BULLET.findall(narrative)),
            len(_QUOTES.findall(narrative)),
            len(_TIME.findall(narrative)),
            sum(map(str.isdigit, narrative)),
            sum(word.isupper() and len(word) > 1 for word in words),
            sum(form in short for form in forms),
            *map(narrative.count, PUNCTUATION),
        ]
        capitals = sum(map(str.isupper, narrative)) / letters
        small_starts = sum(map(str.islower, starts)) / max(len(starts), 1)
        return [capitals, small_starts, *(number / count for number in per_word)]


class ForceAndOffence:
    """Which force wrote the record and what its offence is called; nothing of the narrative."""

    name = "the force-and-offence probe"

    def fit(self, train: Sequence[LabelledRecord]) -> Self:
        """Learn which forces and words of offence titles stand with positives."""
        self.pipeline_: Pipeline = make_pipeline(CountVectorizer(analyzer=_filing, binary=True), _regression())
        self.pipeline_.fit([text_of(record) for record in train], labels_of(train))
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the log-odds of each text."""
        return np.asarray(self.pipeline_.decision_function(texts))


def _filing(text: Text) -> list[str]:
    """Give the force as one mark and each word of the offence title as one."""
    return [f"force {text.force}", *(f"offence {word}" for word in _WORD.findall(text.offence.lower()))]


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_HOLD, class_weight="balanced", max_iter=_MOST_STEPS)


def standard_probes() -> dict[str, Ranker]:
    """Give the probes that every judgement carries, by the key of their figures."""
    return {
        "function_words": FunctionWords(),
        "length": Length(),
        "layout": Layout(),
        "force_and_offence": ForceAndOffence(),
    }
