"""The cue engine: where in a view a cue's slots stand in order. This plain reading defines the result.

In comes a `View`, out come `Match`es: a cue and the items it covers. Of a cue only the first match in a
sentence counts. Cues are filed under their rarest slot, so that a sentence tries only those that can match.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from overlooked.reading.foldings import UNKNOWN
from overlooked.reading.lexicon import Cue, Lexicon, Slot
from overlooked.reading.neutral import View

Phrases = frozenset[tuple[str, ...]]
Heads = Mapping[str, list[tuple[str, ...]]]
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


class Matcher:
    """All cues of a lexicon, ready to be looked for.

    Every distinct set of phrases has a bit; a sentence has a mask of those that occur in it. A cue is tried only
    where its rarest slot occurs and no slot that it needs is missing.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the lexicon: forms to bits, rarest slot to cues."""
        self._bits: dict[Phrases, int] = {}
        self._heads: dict[Phrases, Heads] = {}
        self._single: dict[str, int] = defaultdict(int)
        self._longer: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        self._by_trigger: dict[int, list[tuple[Cue, int]]] = defaultdict(list)
        for cue in lexicon.cues:
            for phrases in (*(slot.phrases for part in cue.parts for slot in part), cue.unless):
                self._add(phrases)
            needed = {slot.phrases for slot in cue.parts[0] if not slot.optional}
            trigger = min(needed, key=lambda phrases: (len(phrases), sorted(phrases)))
            mask = sum(1 << self._bits[phrases] for phrases in needed)
            self._by_trigger[self._bits[trigger]].append((cue, mask))
        self._triggers = sum(1 << bit for bit in self._by_trigger)

    def _add(self, phrases: Phrases) -> None:
        if phrases in self._bits:
            return
        bit = self._bits[phrases] = len(self._bits)
        heads: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in sorted(phrases):
            heads[phrase[0]].append(phrase)
            if len(phrase) == 1:
                self._single[phrase[0]] |= 1 << bit
            else:
                self._longer[phrase[0]].append((phrase, 1 << bit))
        self._heads[phrases] = dict(heads)

    def matches(self, view: View) -> Iterator[Match]:
        """The first match of every cue in every sentence, in order of sentence and cue id."""
        sentences = self.sentences(view)
        for number, here in enumerate(sentences[:-1]):
            following = sentences[number + 1]
            hits: list[Match] = []
            for bit in _set_bits(here.mask & self._triggers):
                for cue, needed in self._by_trigger[bit]:
                    if here.mask & needed == needed:
                        match = match_cue(cue, number, here, following)
                        if match is not None:
                            hits.append(match)
            yield from sorted(hits, key=lambda match: match.cue.id)

    def sentences(self, view: View) -> list["Sentence"]:
        """The sentences of a view with the slots that occur in each, and an empty one behind the last."""
        forms = view.forms
        sentences = []
        for first, last in view.sentences:
            mask = 0
            for index in range(first, last):
                form = forms[index]
                if form != UNKNOWN:
                    mask |= self._single.get(form, 0)
                    for phrase, bit in self._longer.get(form, ()):
                        if not mask & bit and index + len(phrase) <= last and stands_at(forms, index, phrase):
                            mask |= bit
            sentences.append(Sentence(view, first, last, mask, self._heads, {}))
        return [*sentences, Sentence(view, len(forms), len(forms), 0, self._heads, {})]


@dataclass(slots=True)
class Sentence:
    """One sentence while cues are tried on it: `mask` says which slots occur, `fills` where."""

    view: View
    first: int
    last: int
    mask: int
    heads: Mapping[Phrases, Heads]
    known: dict[Phrases, list[tuple[int, int]]]

    def fills(self, phrases: Phrases) -> list[tuple[int, int]]:
        """The places where one of the phrases stands, from left to right."""
        if phrases not in self.known:
            forms, heads = self.view.forms, self.heads.get(phrases, {})
            self.known[phrases] = [
                (index, index + len(phrase))
                for index in range(self.first, self.last)
                if forms[index] in heads
                for phrase in heads[forms[index]]
                if index + len(phrase) <= self.last and stands_at(forms, index, phrase)
            ]
        return self.known[phrases]


def stands_at(forms: Sequence[str], index: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands at an item; its first form is known to."""
    return len(phrase) == 1 or tuple(forms[index : index + len(phrase)]) == phrase


def _set_bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def match_cue(cue: Cue, number: int, here: Sentence, following: Sentence) -> Match | None:
    """The first match of a cue that begins in sentence `here`, the number of which is told; None without one."""
    read = (here, following)[: len(cue.parts)]
    if cue.unless and any(sentence.fills(cue.unless) for sentence in read):
        return None
    for filled in _fillings(cue.parts, read, here.view.places):
        if not _is_cancelled(cue, filled, here.view):
            return Match(cue, number, filled[0][0], filled[-1][1], filled)
    return None


def _is_cancelled(cue: Cue, filled: Filling, view: View) -> bool:
    """Whether a word directly before or behind cancels the match ("drug trafficking")."""
    first, last = filled[0][0], filled[-1][1]
    before = (tuple(view.forms[max(0, first - n) : first]) for n in _BESIDE)
    after = (tuple(view.forms[last : last + n]) for n in _BESIDE)
    return not (cue.not_after.isdisjoint(before) and cue.not_before.isdisjoint(after))


def _fillings(parts: Sequence[tuple[Slot, ...]], read: Sequence[Sentence], places: Sequence[int]) -> Iterator[Filling]:
    """Every way to fill the parts of a cue, from left to right."""
    for head in _fill(parts[0], read[0], places, None):
        if len(parts) == 1:
            yield head
        else:
            for tail in _fill(parts[1], read[1], places, None):
                yield head + tail


def _fill(slots: tuple[Slot, ...], sentence: Sentence, places: Sequence[int], after: int | None) -> Iterator[Filling]:
    """Every way to fill the slots from left to right, each within its gap behind item `after - 1`."""
    if not slots:
        yield ()
        return
    slot, rest = slots[0], slots[1:]
    for first, last in sentence.fills(slot.phrases):
        if after is None or 0 <= _room(first, after, places) <= slot.gap:
            for found in _fill(rest, sentence, places, last):
                yield ((first, last), *found)
    if slot.optional:
        yield from _fill(rest, sentence, places, after)


def _room(first: int, after: int, places: Sequence[int]) -> int:
    """How many tokens stand between item `after - 1` and item `first`; negative where they overlap."""
    if first < after:
        return -1
    return max(places[first] - places[after - 1] - 1, 0)
