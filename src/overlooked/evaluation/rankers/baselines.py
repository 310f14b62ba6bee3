"""What a ranking has to beat: a keyword list, plain word models, plain rules, and the recipe without one of its halves.

In go labelled records; out come rankers, trained and tested as the model is.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from typing import ClassVar, Self

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.plain_context import plain_context_reader
from overlooked.evaluation.rankers.ranker import Ranker, Text, labels_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading, count_present, count_signs
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.model import Model
from overlooked.reading.foldings import UNKNOWN
from overlooked.reading.reader import Reader
from overlooked.scoring import Weights, expert_weights, load_recipe
from overlooked.statistics.figures import FloatArray

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


class ElasU4:
    """ASReview's default model, ELAS u4, its settings made anew with scikit-learn.

    TF-IDF of single words and pairs, sublinear, those in more than .95 of the texts left out; a linear support vector
    machine, squared hinge, C .11; a negative weighs positives / (9.8 negatives) of a positive, and all weights
    together the number of texts. Source: ASReview LAB 3 (de Bruin et al., Patterns 2025), model configuration
    `elas_u4`. ASReview learns anew after every decision; here it learns once, from all the records it is given.
    """

    name = "ASReview's default settings"
    ratio = 9.8

    def fit(self, train: Sequence[LabelledRecord]) -> Self:
        """Learn words and pairs of words that part positives from negatives."""
        labels = labels_of(train)
        self.pipeline_: Pipeline = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1, max_df=0.95),
            LinearSVC(C=0.11, loss="squared_hinge", random_state=0, max_iter=_MOST_STEPS),
        )
        narratives = [record.narrative for record in train]
        self.pipeline_.fit(narratives, labels, linearsvc__sample_weight=self.weights(labels))
        return self

    def weights(self, labels: FloatArray) -> FloatArray:
        """Give the weight of each record: negatives weigh the less, the more of them there are."""
        negative = labels.sum() / (self.ratio * (1 - labels).sum())
        weights = np.where(labels == 1, 1.0, negative)
        return np.asarray(weights * len(labels) / weights.sum())

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the distance of each text from the boundary."""
        return np.asarray(self.pipeline_.decision_function([text.narrative for text in texts]))


class NeutralWords:
    """Learning without findings: a balanced logistic regression on the words that the reader's view shows.

    Names, nationality, gender and all words outside the reader's vocabulary are masked, as they are for the score.
    """

    name = "learning without findings"

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._forms: dict[str, list[str]] = {}

    def remember(self, narratives: Iterable[str], *, jobs: int = 1, progress: Progress = silent) -> None:
        """View narratives that will be asked for, on several cores."""
        new = sorted(set(narratives) - set(self._forms))
        shares = [new[start::jobs] for start in range(min(jobs, len(new)))]
        tasks = [partial(_forms_of_all, self._reader, share) for share in shares]
        for share, viewed in zip(shares, run_all(tasks, jobs=jobs, stage="viewing", progress=progress), strict=True):
            self._forms.update(zip(share, viewed, strict=True))

    def fit(self, train: Sequence[LabelledRecord]) -> Self:
        """Learn the neutral words that part positives from negatives."""
        self.pipeline_: Pipeline = make_pipeline(
            TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True, min_df=2),
            LogisticRegression(C=5.0, class_weight="balanced", max_iter=_MOST_STEPS),
        )
        self.pipeline_.fit([self._of(record.narrative) for record in train], labels_of(train))
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the log-odds of each text."""
        return np.asarray(self.pipeline_.decision_function([self._of(text.narrative) for text in texts]))

    def _of(self, narrative: str) -> list[str]:
        if narrative not in self._forms:
            self._forms[narrative] = _forms(self._reader, narrative)
        return self._forms[narrative]


class ExpertsAlone(RecipeRanker):
    """Findings without learning: the recipe with the weights that experts gave the cues, and no wording."""

    learns: ClassVar[bool] = False

    def fit(self, train: Sequence[LabelledRecord]) -> RecipeRanker:  # noqa: ARG002 - there is nothing to learn
        """Give itself with the experts' weights."""
        lexicon = self.read.reader.lexicon
        weights = Weights(expert_weights(lexicon.cues), {})
        return replace(self, model=Model(weights, load_recipe(), lexicon.shipped_hash, frozenset()))


class CountRanker:
    """Ranks by a count that needs no learning, such as the cues of a list that stand in the text."""

    learns: ClassVar[bool] = False

    def __init__(self, name: str, count: Callable[[Text], float]) -> None:
        self.name = name
        self.count = count

    def fit(self, train: Sequence[LabelledRecord]) -> Self:  # noqa: ARG002 - there is nothing to learn
        """Give itself."""
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """Give the count of each text."""
        return np.array([self.count(text) for text in texts], dtype=np.float64)


def standard_baselines(
    read: RememberedReading,
    plain: RememberedReading | None = None,
    texts: Sequence[Text] = (),
    *,
    jobs: int = 1,
    progress: Progress = silent,
) -> dict[str, Ranker]:
    """Give the baselines that every report carries, by the key of their figures.

    `read` is the reading that is judged; `plain` the same with `plain_context_reader`, made here where not given.
    `texts` are read ahead on several cores, since every fold asks for them.
    """
    context = plain or RememberedReading(plain_context_reader(read.reader))
    neutral = NeutralWords(read.reader)
    for reading in (read, context):
        reading.remember(texts, jobs=jobs, progress=progress)
    neutral.remember((text.narrative for text in texts), jobs=jobs, progress=progress)
    return {
        "keywords": CountRanker("the keyword list", lambda text: count_keywords(text.narrative)),
        "words": WordTfidf(),
        "elas_u4": ElasU4(),
        "plain_context": CountRanker("plain ConText rules", lambda text: count_present(context(text))),
        "experts_alone": ExpertsAlone("the score without learning", read),
        "neutral_words": neutral,
        "cue_count": CountRanker("the lexicon counted", lambda text: count_signs(read(text))),
    }


def count_keywords(narrative: str) -> int:
    """Give how many entries of `data/keywords.toml` stand in a narrative, each counted once."""
    return sum(pattern.search(narrative) is not None for pattern in load_keywords())


@cache
def load_keywords() -> tuple[re.Pattern[str], ...]:
    """The keyword list as patterns: whole words in any case; `*` at the end for a beginning."""
    data = tomllib.loads((files("overlooked") / "data" / "keywords.toml").read_text(encoding="utf-8"))
    entries = dict.fromkeys(word for part in data["list"] for word in part["words"])
    return tuple(re.compile(_pattern(entry), re.IGNORECASE) for entry in entries)


def _pattern(entry: str) -> str:
    words = r"\s+".join(map(re.escape, entry.removesuffix("*").split()))
    return rf"\b{words}" if entry.endswith("*") else rf"\b{words}\b"


def _forms_of_all(reader: Reader, narratives: Sequence[str]) -> list[list[str]]:
    return [_forms(reader, narrative) for narrative in narratives]


def _forms(reader: Reader, narrative: str) -> list[str]:
    return [form for form in reader.view(narrative).forms if form != UNKNOWN]


def _as_it_is(forms: list[str]) -> list[str]:
    return forms
