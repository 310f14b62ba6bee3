"""Variants of the recipe: each with one part taken out or put otherwise, so that the part can be weighed.

In goes the whole recipe as a ranker; out comes a ranker that differs from it in one thing. Where the part shapes what
is learned, the variant is trained anew; where it only counts at scoring, it is taken out of the trained recipe.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.ranker import Ranker, Text
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.findings import Assertion, Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.model import Model
from overlooked.reading.reader import Reader, Reading
from overlooked.scoring import Weights, expert_weights, load_recipe
from overlooked.statistics.figures import FloatArray
from overlooked.training import Learning, load_learning

NEXT_TO_NOTHING = 0.01
"""What holds the weights of a logistic regression that is otherwise free."""
WHY_MASKED = "It is there so that no name, nationality or gender moves a rank."
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Change = Callable[[RecipeRanker], Ranker]


@dataclass(frozen=True)
class Variant:
    """One part and the recipe without it.

    `part` names it in a sentence, `name` the variant in a table. `change` is made to the ranker before it is trained
    where `is_refitted`, else after; `indicator` is the one left out, if that is the part; `reason` is told of a part
    that is there for something else than the order.
    """

    name: str
    part: str
    change: Change
    is_refitted: bool = False
    indicator: str = ""
    reason: str = ""


@dataclass
class AlteredReading(RememberedReading):
    """Reads as another reading does, and alters one thing in what was read."""

    source: RememberedReading = field(kw_only=True)
    alter: Callable[[Reader, str, Reading], Reading] = field(kw_only=True)
    _altered: dict[tuple[str, str], Reading] = field(default_factory=dict, init=False)

    def reading(self, text: Text) -> Reading:
        """What the source reads, altered."""
        key = (text.narrative, text.recorded_on)
        if key not in self._altered:
            self._altered[key] = self.alter(self.reader, text.narrative, self.source.reading(text))
        return self._altered[key]


@dataclass(frozen=True)
class OffenceBlind:
    """A ranker that is not told under which offence a record stands."""

    ranker: Ranker

    @property
    def name(self) -> str:
        """What the ranker is called that it blinds."""
        return self.ranker.name

    def fit(self, train: Sequence[LabelledRecord]) -> "OffenceBlind":
        """Train on the records without their offences."""
        return OffenceBlind(self.ranker.fit([replace(record, offence="") for record in train]))

    def score(self, texts: Sequence[Text]) -> FloatArray:
        """The scores of the texts without their offences."""
        return self.ranker.score([replace(text, offence="") for text in texts])


class UnboundWording(RecipeRanker):
    """The recipe in which words move the strength as far as their weights go."""

    def total(self, text: Text) -> int:
        """The strength of one text with all that its words say, but never below 0."""
        signs = self.account(text).strength
        return replace(signs, wording=sum(amount for _, amount in signs.words)).total


def variants() -> dict[str, Variant]:
    """Every variant by key: learning, wording, what speaks against, masking, and each indicator left out."""
    return {**_of_learning(), **_of_wording(), **_of_scoring(), **_of_indicators()}


def _of_learning() -> dict[str, Variant]:
    own = load_learning()
    free = replace(own, prior=0.0, shrink=NEXT_TO_NOTHING, floor=None)
    return {
        "experts_alone": Variant("experts' weights alone", "learning from labelled narratives", _experts_alone),
        "unbounded": _learned(free, "learned weights unbounded", "holding learned weights within bounds"),
        "to_nothing": _learned(replace(own, prior=0.0), "shrunk to nothing", "shrinking to the experts' weights"),
        "pairs_apart": _learned(replace(own, pair=0.0), "pairs not learned as pairs", "learning pairs as pairs"),
    }


def _of_wording() -> dict[str, Variant]:
    return {
        "no_wording": Variant("without wording", "wording", _without_words),
        "wording_unbound": Variant("wording without its bound", "the bound on wording", _words_unbound),
        "unmasked": replace(_reread(_with_every_word, "without masking", "masking"), reason=WHY_MASKED),
    }


def _of_scoring() -> dict[str, Variant]:
    recipe = load_recipe()
    blind = Variant("offence ignored", "halving what is usual for the offence", OffenceBlind, is_refitted=True)
    return {
        "no_counter": _scored("without counter-evidence", "counter-evidence", counter=dict.fromkeys(recipe.counter, 0)),
        "denials_idle": _reread(_with_idle_denials, "denials cancel nothing", "the cancelling of denied signs"),
        "offence_ignored": blind,
        "no_bonus": _scored("no act-means-gain bonus", "the bonus of act, means and gain", bonus=(0, 0)),
    }


def _of_indicators() -> dict[str, Variant]:
    return {
        f"without_{code}": Variant(
            f"no {code}", f"the indicator {code}", partial(_without_indicator, code=code), indicator=code
        )
        for code in INDICATOR_CODES
    }


def _learned(learning: Learning, name: str, part: str) -> Variant:
    return Variant(name, part, partial(_replaced, learning=learning), is_refitted=True)


def _scored(name: str, part: str, **changes: object) -> Variant:
    recipe = replace(load_recipe(), **changes)  # type: ignore[arg-type]  # fields by name
    return Variant(name, part, partial(_replaced, recipe=recipe), is_refitted=True)


def _reread(alter: Callable[[Reader, str, Reading], Reading], name: str, part: str) -> Variant:
    return Variant(name, part, partial(_altered, alter=alter), is_refitted=True)


def _replaced(ranker: RecipeRanker, **changes: object) -> RecipeRanker:
    return replace(ranker, **changes)  # type: ignore[arg-type]  # fields by name


def _altered(ranker: RecipeRanker, alter: Callable[[Reader, str, Reading], Reading]) -> RecipeRanker:
    return replace(ranker, read=AlteredReading(ranker.read.reader, source=ranker.read, alter=alter))


def _trained(ranker: RecipeRanker) -> Model:
    if ranker.model is None:
        raise ValueError("a part of the score is taken out of a trained ranker")
    return ranker.model


def _with_weights(ranker: RecipeRanker, weights: Weights) -> RecipeRanker:
    return replace(ranker, model=replace(_trained(ranker), weights=weights))


def _experts_alone(ranker: RecipeRanker) -> RecipeRanker:
    return _with_weights(ranker, Weights(expert_weights(ranker.read.reader.lexicon.cues), {}))


def _without_words(ranker: RecipeRanker) -> RecipeRanker:
    return _with_weights(ranker, replace(_trained(ranker).weights, words={}))


def _words_unbound(ranker: RecipeRanker) -> RecipeRanker:
    return UnboundWording(ranker.name, ranker.read, ranker.model)


def _without_indicator(ranker: RecipeRanker, code: str) -> RecipeRanker:
    weights = _trained(ranker).weights
    kept = {cue: weight for cue, weight in weights.cues.items() if cue.partition(".")[0] != code}
    return _with_weights(ranker, replace(weights, cues=kept))


def _with_idle_denials(reader: Reader, narrative: str, reading: Reading) -> Reading:  # noqa: ARG001
    denied = Assertion.NEGATED
    findings = tuple(replace(f, clears=False) if f.assertion is denied else f for f in reading.findings)
    return replace(reading, findings=findings)


def _with_every_word(reader: Reader, narrative: str, reading: Reading) -> Reading:
    return replace(reading, words=frozenset(_words_around(reader, narrative, reading)))


def _words_around(reader: Reader, narrative: str, reading: Reading) -> Iterator[str]:
    """Every word of the sentences that assert a sign, in lower case: names, nationality and gender too."""
    signs = [f for f in reading.findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT]
    view = reader.view(narrative)
    ends = [view.ends[last - 1] for _, last in view.sentences]
    for number in sorted({bisect_right(ends, sign.start) for sign in signs}):
        yield from _WORD.findall(narrative[ends[number - 1] if number else 0 : ends[number]].lower())
