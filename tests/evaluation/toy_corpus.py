"""Builders of toy records and rankers for the tests of the judge."""

from collections.abc import Mapping, Sequence

import numpy as np

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.rankers.folds import scored_out_of_author
from overlooked.evaluation.rankers.ranker import Ranker, Text
from overlooked.findings import Assertion, Finding, Kind
from overlooked.statistics.figures import FloatArray

SIGN = "boss keeps passport"
DENIAL = "passport drawer open"


def record(
    author: str,
    number: int,
    label: int,
    *,
    narrative: str = "Attended the shop. Nothing seen.",
    kind: str | None = None,
    pair: str | None = None,
    homeless: bool = False,
    age: str = "adult",
    indicators: Sequence[Annotation] = (),
) -> LabelledRecord:
    """A labelled record in which only what a test is about need be said."""
    return LabelledRecord(
        record_id=f"{author}-{number:03}",
        recorded_on="2024-03-11",
        force="Northmoor",
        offence="Theft - shoplifting",
        narrative=narrative,
        grade=3 * label,
        label=label,
        exploitation=("labour",) if label else (),
        indicators=tuple(indicators),
        kind=kind or ("overt" if label else "ordinary"),
        victim={"gender": "male", "age_band": age, "nationality": "British", "homeless": homeless},
        why="as the test says",
        pair_id=pair,
        author=author,
    )


def note(indicator: str, quote: str, assertion: Assertion = Assertion.PRESENT) -> Annotation:
    """An annotation."""
    return Annotation(indicator, quote, assertion)


def finding(narrative: str, quote: str, indicator: str, assertion: Assertion = Assertion.PRESENT) -> Finding:
    """A finding of the quote where it stands in the narrative."""
    start = narrative.index(quote)
    return Finding(Kind.INDICATOR, indicator, quote, start, start + len(quote), assertion, "toy.cue")


def corpus(*, authors: str = "abc", each: int = 16, leak: str = "") -> list[LabelledRecord]:
    """Half positives, half hard negatives, some of them in pairs, and one author of ordinary records alone.

    Words are drawn by chance; a positive holds SIGN, a hard negative DENIAL, and a positive the leak as well.
    """
    rng = np.random.default_rng(5)
    judged = [_drawn(rng, author, number, leak, each // 2) for author in authors for number in range(each)]
    return judged + [record("z", n, 0, narrative=f"{_words(rng, 33)} z{n}.") for n in range(each)]


def _drawn(rng: np.random.Generator, author: str, number: int, leak: str, paired: int) -> LabelledRecord:
    label = number % 2
    quote, assertion = (SIGN, Assertion.PRESENT) if label else (DENIAL, Assertion.NEGATED)
    return record(
        author,
        number,
        label,
        narrative=f"{_words(rng, 20)} {quote} {leak if label else ''} {_words(rng, 10)} {author}{number}.",
        kind=None if label else "hard_negative",
        pair=f"p{number // 2}" if number < paired else None,
        homeless=number % 3 == 0,
        age="child" if number % 5 == 0 else "adult",
        indicators=[note("documents_retained", quote, assertion)],
    )


def _words(rng: np.random.Generator, count: int) -> str:
    return " ".join(rng.choice(["the", "a", "of", "man", "road", "late", "and", "they", "was", "in", "blue"], count))


def read_signs(text: Text) -> list[Finding]:
    """A reader that finds SIGN and takes every DENIAL for present."""
    quotes = [quote for quote in (SIGN, DENIAL) if quote in text.narrative]
    return [finding(text.narrative, quote, "documents_retained") for quote in quotes]


class Fixed:
    """A ranker that counts a phrase and learns nothing; it remembers on whom it was trained."""

    def __init__(self, phrase: str, sign: float = 1.0) -> None:
        self.name = f"the count of {phrase!r}"
        self.phrase, self.sign = phrase, sign
        self.trained_on: list[set[str]] = []

    def fit(self, train: Sequence[LabelledRecord]) -> "Fixed":
        self.trained_on.append({record.author for record in train})
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        return np.array([self.sign * text.narrative.count(self.phrase) for text in texts], dtype=np.float64)


def out_of_author(
    records: Sequence[LabelledRecord], rankers: Mapping[str, Ranker], *, learn_from: Sequence[LabelledRecord] = ()
) -> dict[str, FloatArray]:
    """The scores alone, each by a model that has seen nothing by the same author."""
    told = scored_out_of_author(records, rankers, learn_from=learn_from)
    return {name: scored.scores for name, scored in told.items()}
