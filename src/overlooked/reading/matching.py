"""The cue engine: where in a view a cue's slots stand in order. This plain reading defines the result.

In comes a `View`, out come `Match`es: a cue and the items it covers. Of a cue only the first match in a sentence
counts. Every distinct set of phrases has a bit; a sentence has a mask of those that occur in it, and a cue is tried
only where its rarest slot, its trigger, occurs and no slot that it needs is missing.
"""

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from overlooked.reading.cues import Cue, Slot
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.neutral import View
from overlooked.reading.phrases import Phrase, PhraseIndex

Phrases = frozenset[Phrase]
Filling = tuple[tuple[int, int], ...]

_BESIDE = (1, 2, 3)
"""The lengths of a phrase that cancels a match beside it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found in items `first` up to `last` (not with it), starting in sentence `sentence`.

    `filled` are the items that filled its slots, so that what stands in the gaps can be told apart.
    """

    cue: Cue
    sentence: int
    first: int
    last: int
    filled: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A slot as the engine tries it: the numbers of its phrases, the room before it, whether it may be missing."""

    phrases: frozenset[int]
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """A cue as the engine tries it: its parts, what each needs in its sentence, and what cancels it."""

    cue: Cue
    parts: tuple[tuple[_Place, ...], ...]
    needed: tuple[int, ...]
    unless: int


@dataclass(slots=True)
class Sentence:
    """One sentence while cues are tried on it: which sets of phrases occur (`mask`), and where each phrase does."""

    view: View
    mask: int
    occurrences: Mapping[int, Sequence[tuple[int, int]]]
    known: dict[frozenset[int], list[tuple[int, int]]]

    def places(self, phrases: frozenset[int]) -> list[tuple[int, int]]:
        """The places where one of the phrases stands, from left to right, of several at one place the longest first."""
        if phrases not in self.known:
            found = [place for phrase in phrases & self.occurrences.keys() for place in self.occurrences[phrase]]
            self.known[phrases] = sorted(found, key=lambda place: (place[0], -place[1]))
        return self.known[phrases]


class Matcher:
    """All cues of a lexicon, ready to be looked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Number phrases and sets of phrases, triggers first; file every cue under its trigger."""
        self._numbers: dict[Phrase, int] = {}
        self._sets: dict[Phrases, frozenset[int]] = {}
        triggers = [min(_needed(cue.parts[0]), key=_commonness_of_all) for cue in lexicon.cues]
        self._bits = {phrases: number for number, phrases in enumerate(dict.fromkeys(triggers))}
        self._triggers = (1 << len(self._bits)) - 1
        self.sought = [self._sought(cue) for cue in lexicon.cues]
        self._by_trigger: dict[int, list[Sought]] = defaultdict(list)
        for trigger, sought in zip(triggers, self.sought, strict=True):
            self._by_trigger[self._bits[trigger]].append(sought)
        masks: dict[Phrase, int] = defaultdict(int)
        for phrases, number in self._bits.items():
            for phrase in phrases:
                masks[phrase] |= 1 << number
        self._masks = [masks[phrase] for phrase in self._numbers]
        self._index = PhraseIndex(self._numbers.items())

    def _sought(self, cue: Cue) -> Sought:
        parts = tuple(
            tuple(_Place(self._numbered(slot.phrases), slot.gap, slot.optional) for slot in part) for part in cue.parts
        )
        needed = tuple(_union(1 << self._bit(phrases) for phrases in _needed(part)) for part in cue.parts)
        self._numbered(cue.unless)
        return Sought(cue, parts, needed, 1 << self._bit(cue.unless) if cue.unless else 0)

    def _bit(self, phrases: Phrases) -> int:
        return self._bits.setdefault(phrases, len(self._bits))

    def _numbered(self, phrases: Phrases) -> frozenset[int]:
        if phrases not in self._sets:
            numbers = (self._numbers.setdefault(phrase, len(self._numbers)) for phrase in sorted(phrases))
            self._sets[phrases] = frozenset(numbers)
        return self._sets[phrases]

    def matches(self, view: View) -> Iterator[Match]:
        """The first match of every cue in every sentence, in order of sentence and cue id."""
        sentences = self.sentences(view)
        for number, here in enumerate(sentences[:-1]):
            following = sentences[number + 1]
            hits: list[Match] = []
            for trigger in _set_bits(here.mask & self._triggers):
                for sought in self._by_trigger[trigger]:
                    needed = sought.needed[0]
                    if here.mask & needed == needed:
                        match = match_cue(sought, number, here, following)
                        if match is not None:
                            hits.append(match)
            yield from sorted(hits, key=lambda match: match.cue.id)

    def sentences(self, view: View) -> list[Sentence]:
        """The sentences of a view with the phrases that occur in each, and an empty one behind the last."""
        sentences = []
        for first, last in view.sentences:
            occurrences: dict[int, list[tuple[int, int]]] = {}
            for start, end, phrase in self._index.within(view.forms, first, last):
                occurrences.setdefault(phrase, []).append((start, end))
            mask = _union(self._masks[phrase] for phrase in occurrences)
            sentences.append(Sentence(view, mask, occurrences, {}))
        return [*sentences, Sentence(view, 0, {}, {})]


def _needed(part: Iterable[Slot]) -> set[Phrases]:
    return {slot.phrases for slot in part if not slot.optional}


@cache
def load_frequency() -> Mapping[str, int]:
    """How many of 1,000 sentences hold a common form; it makes the reading quick and decides nothing."""
    text = (files("overlooked") / "data" / "frequency.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["per_thousand_sentences"]  # type: ignore[no-any-return]  # a table of whole numbers


@cache
def _commonness_of_all(phrases: Phrases) -> tuple[float, list[Phrase]]:
    """About how often one of the phrases stands in a sentence; of equals the first in order."""
    return sum(map(_commonness, phrases)), sorted(phrases)


@cache
def _commonness(phrase: Phrase) -> float:
    """About how many of 1,000 sentences hold a phrase: its rarest form's number, for several forms a fifth of it."""
    rarest = min(load_frequency().get(form, 1) for form in phrase)
    return rarest if len(phrase) == 1 else rarest / 5


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _set_bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    digits = bin(mask)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def match_cue(sought: Sought, number: int, here: Sentence, following: Sentence) -> Match | None:
    """The first match of a cue that begins in sentence `here`, the number of which is told; None without one."""
    read = (here, following)[: len(sought.parts)]
    for needed, sentence in zip(sought.needed, read, strict=True):
        if sentence.mask & needed != needed or sentence.mask & sought.unless:
            return None
    for filled in _fillings(sought.parts, read, here.view.places):
        if not _is_cancelled(sought.cue, filled, here.view):
            return Match(sought.cue, number, filled[0][0], filled[-1][1], filled)
    return None


def _is_cancelled(cue: Cue, filled: Filling, view: View) -> bool:
    """Whether a word directly before or behind cancels the match ("drug trafficking")."""
    if not (cue.not_after or cue.not_before):
        return False
    first, last = filled[0][0], filled[-1][1]
    before = (tuple(view.forms[max(0, first - n) : first]) for n in _BESIDE)
    after = (tuple(view.forms[last : last + n]) for n in _BESIDE)
    return not (cue.not_after.isdisjoint(before) and cue.not_before.isdisjoint(after))


def _fillings(
    parts: Sequence[tuple[_Place, ...]], read: Sequence[Sentence], places: Sequence[int]
) -> Iterator[Filling]:
    """Every way to fill the parts of a cue, from left to right."""
    for head in _fill(parts[0], read[0], places, None):
        if len(parts) == 1:
            yield head
        else:
            for tail in _fill(parts[1], read[1], places, None):
                yield head + tail


def _fill(slots: tuple[_Place, ...], sentence: Sentence, places: Sequence[int], after: int | None) -> Iterator[Filling]:
    """Every way to fill the slots from left to right, each within its gap behind item `after - 1`."""
    if not slots:
        yield ()
        return
    slot, rest = slots[0], slots[1:]
    stands = sentence.places(slot.phrases)
    for first, last in islice(stands, 0 if after is None else bisect_left(stands, (after,)), None):
        if after is not None and _room(first, after, places) > slot.gap:
            break
        for found in _fill(rest, sentence, places, last):
            yield ((first, last), *found)
    if slot.optional:
        yield from _fill(rest, sentence, places, after)


def _room(first: int, after: int, places: Sequence[int]) -> int:
    """How many tokens stand between item `after - 1` and item `first` behind it."""
    return max(places[first] - places[after - 1] - 1, 0)
