"""Training: the experts' weights, corrected by labelled narratives, into a model.

In come labelled records, what was read in them, and the cues with their experts' weights; out come whole-number
weights. It is logistic regression shrunk towards the experts' weights, not towards nothing, since that is what
carries over to text nobody here wrote. Weights of signs never fall below 0; counter-evidence is set by hand and never
learned; pairs are used as pairs, the case to stand above its look-alike; words are weighed last, around the signs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from overlooked.corpus import LabelledRecord
from overlooked.findings import Assertion, Kind
from overlooked.model import Model, narrative_hash
from overlooked.offences import classify
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reading
from overlooked.regression import Floats, Pairs, ShrunkLogisticRegression, balanced
from overlooked.scoring import UNIT, Recipe, Weights, expert_weights, load_recipe, recipe_numbers, strength


@dataclass(frozen=True, slots=True)
class Learning:
    """How weights are learned; `data/recipe.toml` says what its numbers do.

    `shrink` holds the weights of cues to `prior` times the experts', and none falls below `floor`, if there is one.
    """

    shrink: float
    pair: float
    word_shrink: float
    prior: float = 1.0
    floor: float | None = 0.0


def train(
    records: Sequence[LabelledRecord],
    lexicon: Lexicon,
    readings: Sequence[Reading],
    *,
    learning: Learning | None = None,
    recipe: Recipe | None = None,
) -> Model:
    """A model fitted to labelled records, with what was read in each. Equal input gives an equal model.

    `learning` and `recipe` are those of `data/recipe.toml` where not given.
    """
    experts = expert_weights(lexicon.cues)
    recipe, learning = recipe or load_recipe(), learning or load_learning()
    task = _task(records, readings, experts, recipe)
    cues, intercept = _fit_cues(task, np.array([experts[c] for c in sorted(experts)]) / UNIT, learning)
    words = _fit_words(records, readings, task.signs @ cues + task.fixed + intercept, learning.word_shrink)
    weights = Weights(
        cues={name: round(weight * UNIT) for name, weight in zip(sorted(experts), cues, strict=True)},
        words={word: amount for word, amount in words.items() if amount},
    )
    return Model(weights, recipe, lexicon.shipped_hash, frozenset(narrative_hash(r.narrative) for r in records))


@dataclass(frozen=True)
class _Task:
    """What is learned from: a row a record, a column a cue in order of id; classes weigh alike."""

    signs: csr_array[Any]
    fixed: Floats
    labels: Floats
    pairs: Pairs


def _task(
    records: Sequence[LabelledRecord], readings: Sequence[Reading], experts: Mapping[str, int], recipe: Recipe
) -> _Task:
    column = {cue: number for number, cue in enumerate(sorted(experts))}
    signs, fixed = np.zeros((len(records), len(column))), np.zeros(len(records))
    for row, (record, reading) in enumerate(zip(records, readings, strict=True)):
        offence = classify(record.offence, "", record.recorded_on)
        for cue, share in _shares(reading, experts, offence.usual).items():
            signs[row, column[cue]] = share
        parts = strength(reading.findings, (), Weights(experts, {}), recipe, offence)
        fixed[row] = (parts.combination - parts.against) / UNIT
    labels = np.array([record.label for record in records], dtype=np.float64)
    return _Task(csr_array(signs), fixed, labels, _pairs(records))


def _shares(reading: Reading, experts: Mapping[str, int], usual: Sequence[str]) -> dict[str, float]:
    """How much of each present cue's weight counts: whole, a half, a quarter ... within its indicator."""
    by_indicator: dict[str, list[str]] = defaultdict(list)
    for finding in reading.findings:
        if finding.kind is Kind.INDICATOR and finding.assertion is Assertion.PRESENT and finding.cue in experts:
            by_indicator[finding.indicator].append(finding.cue)
    shares: dict[str, float] = defaultdict(float)
    for indicator, cues in by_indicator.items():
        for place, cue in enumerate(sorted(cues, key=lambda c: (-experts[c], c))):
            shares[cue] += 0.5 ** (place + (indicator in usual))
    return shares


def _pairs(records: Sequence[LabelledRecord]) -> Pairs:
    """The rows of the case and of the look-alike of every whole pair."""
    members: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row, record in enumerate(records):
        if record.pair_id:
            members[record.author, record.pair_id][record.label] = row
    return [(pair[1], pair[0]) for _, pair in sorted(members.items()) if set(pair) == {0, 1}]


def _fit_cues(task: _Task, experts: Floats, learning: Learning) -> tuple[Floats, float]:
    """Weights of cues in log-odds, and the intercept."""
    model = ShrunkLogisticRegression(
        learning.prior * experts, learning.shrink, learning.floor, learning.pair, start=_START
    )
    model.fit(task.signs, task.labels, balanced(task.labels), offset=task.fixed, pairs=task.pairs)
    return model.coef_[0], float(model.intercept_[0])


_START = -1.0
LEAST_RECORDS = 15
"""A word is weighed only where it stands beside findings in so many records."""


def _fit_words(
    records: Sequence[LabelledRecord], readings: Sequence[Reading], quoted: Floats, shrink: float
) -> dict[str, int]:
    """Weights of the words around findings, given what the signs already say; in 1/1024 log-odds."""
    holders: dict[str, list[int]] = defaultdict(list)
    rows = [row for row, reading in enumerate(readings) if reading.words]
    for place, row in enumerate(rows):
        for word in readings[row].words:
            holders[word].append(place)
    words = sorted(word for word, places in holders.items() if len(places) >= LEAST_RECORDS)
    beside = np.zeros((len(rows), len(words)))
    for column, word in enumerate(words):
        beside[holders[word], column] = 1
    table = csr_array(beside)
    labels = np.array([records[row].label for row in rows], dtype=np.float64)
    if not words or len(set(labels)) < 2:  # noqa: PLR2004 - two classes
        return {}
    model = ShrunkLogisticRegression(shrink=shrink)
    model.fit(table, labels, balanced(labels), offset=quoted[rows])
    return {word: round(weight * UNIT) for word, weight in zip(words, model.coef_[0], strict=True)}


@cache
def load_learning() -> Learning:
    """How weights are learned, by the numbers in `data/recipe.toml`."""
    numbers = recipe_numbers()["learning"]
    return Learning(shrink=numbers["shrink"], pair=numbers["pair"], word_shrink=numbers["word_shrink"])
