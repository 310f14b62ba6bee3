"""What others would use in this process: scikit-learn's scoring, and spaCy's matchers with the same cues."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import expressions
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher

from overlooked.findings import Kind
from overlooked.reading.cues import Cue
from overlooked.reading.lexicon import load_lexicon

sys.path.insert(0, str(Path(__file__).parents[1]))
from narratives import narratives

TAUGHT, PHRASED = 5_000, 500
SPACY_TAKES = 10
"""spaCy and medspaCy get every tenth cue: with all of them the patterns alone take minutes to build."""

Job = Callable[[Sequence[str]], object]


def deciding() -> tuple[Cue, ...]:
    """Signs and denials: the cues that can bring a record into the queue or move it there."""
    return tuple(cue for cue in load_lexicon().cues if cue.kind is Kind.INDICATOR and (cue.is_sign or cue.denies))


def labelled(count: int) -> list[str]:
    """Notes in turn without and with signs."""
    plain, signed = narratives(count // 2, 11, 0.0), narratives(count // 2, 12, 1.0)
    return [text for pair in zip(plain, signed, strict=True) for text in pair]


def fitted() -> Pipeline:
    """The text classifier that most would build first, taught with as many notes with signs as without."""
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1000))
    return model.fit(labelled(TAUGHT), [0, 1] * (TAUGHT // 2))


def patterns_by_cue() -> list[tuple[str, expressions.Tokens]]:
    """One deciding cue in SPACY_TAKES as token patterns, each with the cue's id; a cue may have several."""
    return [(cue.id, pattern) for cue in deciding()[::SPACY_TAKES] for pattern in expressions.token_patterns(cue)]


def spacy_matchers(matched: int) -> Mapping[str, tuple[Job, int]]:
    """spaCy's two matchers, each with how many notes a chunk it may be given.

    The Matcher looks for a tenth of the cues, whole. The PhraseMatcher knows no gap: it looks for the rarest slot of
    each cue, which is less than the sift's job.
    """
    nlp = spacy.blank("en")
    matcher, phrases = Matcher(nlp.vocab), PhraseMatcher(nlp.vocab, attr="LOWER")
    literal = cache(nlp.make_doc)
    for name, pattern in patterns_by_cue():
        matcher.add(name, [pattern])
    for cue in deciding():
        literals = [literal(words.strip()) for words in expressions.rarest(cue)]
        if literals:
            phrases.add(cue.id, literals)
    return {
        "spaCy Matcher, a tenth of the cues": (_over(nlp, matcher), matched),
        "spaCy PhraseMatcher, rarest slot of every cue": (_over(nlp, phrases), PHRASED),
    }


def _over(nlp: Language, matcher: Matcher | PhraseMatcher) -> Job:
    return lambda texts: [matcher(doc) for doc in nlp.pipe(texts)]
