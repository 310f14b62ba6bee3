"""The cue engine: where in a view a cue's slots stand in order. This plain reading defines the result.

In comes a `View`, out come `Match`es: a cue and the items it covers. Of a cue only the first match in a sentence
counts. Every phrase of a sentence is found once; a cue is tried only where its rarest slot, its trigger, occurs and no
slot that it needs is missing.
"""

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from operator import itemgetter

from overlooked.reading.cues import Cue
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.neutral import View
from overlooked.reading.phrases import Phrase, PhraseIndex

Phrases = frozenset[Phrase]
Place = tuple[int, int]
Filling = tuple[Place, ...]

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
    filled: Filling


@dataclass(frozen=True, slots=True)
class Sought:
    """A cue as the engine tries it, and the phrases that each slot of its first part needs, the rarest slot first."""

    cue: Cue
    needed: tuple[Phrases, ...]

    @property
    def trigger(self) -> Phrases:
        """The phrases of its rarest slot."""
        return self.needed[0]


@dataclass(slots=True)
class Sentence:
    """One sentence while cues are tried on it: the phrases that occur in it, and where each does."""

    view: View
    occurrences: Mapping[Phrase, Sequence[Place]]
    phrases: frozenset[Phrase]
    known: dict[Phrases, Sequence[Place]]

    def places(self, phrases: Phrases) -> Sequence[Place]:
        """The places where one of the phrases stands, from left to right, of several at one place the longest first."""
        places = self.known.get(phrases)
        if places is None:
            found = [place for phrase in phrases & self.phrases for place in self.occurrences[phrase]]
            places = self.known[phrases] = sorted(found, key=_from_left) if len(found) > 1 else found
        return places


class Matcher:
    """All cues of a lexicon, ready to be looked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the phrases; put what every cue needs in the order in which it is asked for."""
        self.sought = [_sought(cue) for cue in lexicon.cues]
        sets = {slot.phrases for cue in lexicon.cues for part in cue.parts for slot in part}
        sets |= {cue.unless for cue in lexicon.cues}
        self._index = PhraseIndex((phrase, phrase) for phrase in frozenset[Phrase]().union(*sets))

    def matches(self, view: View, candidates: Collection[int] | None = None) -> Iterator[Match]:
        """The first match of every cue in every sentence, in order of sentence and cue id.

        `candidates` are the places in the lexicon of the cues to be tried; without them all are.
        """
        sentences = self.sentences(view)
        chosen = None if candidates is None else self._chosen(candidates, sentences)
        for number, here in enumerate(sentences[:-1]):
            tried = self._every.tried(here.phrases) if chosen is None else chosen.get(number, ())
            hits = {sought.cue.id: match_cue(sought, number, here, sentences[number + 1]) for sought in tried}
            yield from (match for _, match in sorted(hits.items(), key=itemgetter(0)) if match is not None)

    @cached_property
    def _every(self) -> "_Every":
        return _Every(self.sought)

    def _chosen(self, candidates: Iterable[int], sentences: Sequence[Sentence]) -> Mapping[int, Sequence[Sought]]:
        """The candidates, filed under the numbers of the sentences in which their triggers occur."""
        standing: dict[Phrase, list[int]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            for phrase in sentence.phrases:
                standing[phrase].append(number)
        occurring = frozenset(standing)
        chosen: dict[int, list[Sought]] = defaultdict(list)
        for candidate in candidates:
            sought = self.sought[candidate]
            for phrase in sought.trigger & occurring:
                for number in standing[phrase]:
                    chosen[number].append(sought)
        return chosen

    def sentences(self, view: View) -> list[Sentence]:
        """The sentences of a view with the phrases that occur in each, and an empty one behind the last."""
        sentences = []
        for first, last in view.sentences:
            occurrences: dict[Phrase, list[Place]] = {}
            for start, end, phrase in self._index.within(view.forms, first, last):
                if phrase in occurrences:
                    occurrences[phrase].append((start, end))
                else:
                    occurrences[phrase] = [(start, end)]
            sentences.append(Sentence(view, occurrences, frozenset(occurrences), {}))
        return [*sentences, Sentence(view, {}, frozenset(), {})]


class _Every:
    """All cues, each filed under the phrases of its trigger, with the number of the slot that it needs second."""

    def __init__(self, cues: Iterable[Sought]) -> None:
        numbers: dict[Phrases, int] = {}
        self._filed: dict[Phrase, list[tuple[int, Sought]]] = defaultdict(list)
        self._seconds: dict[Phrase, list[int]] = defaultdict(list)
        for sought in cues:
            second = sought.needed[min(1, len(sought.needed) - 1)]
            if second not in numbers:
                numbers[second] = len(numbers)
                for phrase in second:
                    self._seconds[phrase].append(numbers[second])
            for phrase in sought.trigger:
                self._filed[phrase].append((numbers[second], sought))

    def tried(self, phrases: Phrases) -> list[Sought]:
        """The cues of which the two rarest slots are among the phrases of a sentence; one may stand twice."""
        seconds = set(chain.from_iterable([self._seconds.get(phrase, ()) for phrase in phrases]))
        filed = self._filed
        return [sought for phrase in phrases for second, sought in filed.get(phrase, ()) if second in seconds]


def _sought(cue: Cue) -> Sought:
    needed = [slot.phrases for slot in cue.parts[0] if not slot.optional]
    return Sought(cue, tuple(sorted(needed, key=_commonness_of_all)))


@cache
def load_frequency() -> Mapping[str, int]:
    """How many of 1,000 sentences hold a common form; it makes the reading quick and decides nothing."""
    text = (files("overlooked") / "data" / "frequency.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["per_thousand_sentences"]  # type: ignore[no-any-return]  # a table of whole numbers


@cache
def _commonness_of_all(phrases: Phrases) -> float:
    """About how often one of the phrases stands in a sentence."""
    return sum(map(_commonness, phrases))


@cache
def _commonness(phrase: Phrase) -> float:
    """About how many of 1,000 sentences hold a phrase: its rarest form's number, for several forms a fifth of it."""
    frequency = load_frequency()
    rarest = min([frequency.get(form, 1) for form in phrase])
    return rarest if len(phrase) == 1 else rarest / 5


def _from_left(place: Place) -> Place:
    return place[0], -place[1]


def match_cue(sought: Sought, number: int, here: Sentence, following: Sentence) -> Match | None:
    """The first match of a cue that begins in sentence `here`, the number of which is told; None without one."""
    cue = sought.cue
    for phrases in sought.needed:
        if phrases.isdisjoint(here.phrases):
            return None
    read = (here, following)[: len(cue.parts)]
    if cue.unless and not all(cue.unless.isdisjoint(sentence.phrases) for sentence in read):
        return None
    if sum(map(len, cue.parts)) > FEW_SLOTS:
        filled = _fill_long(cue, read, 0, 0, None, (), set())
    else:
        filled = _fill(cue, read, 0, 0, None, (), None)
    return None if filled is None else Match(cue, number, filled[0][0], filled[-1][1], filled)


FEW_SLOTS = 6
"""A cue of so few slots is tried way by way; of a longer one the dead ends are kept, for the ways would multiply."""
_Dead = set[tuple[int, int, int | None, int]]
"""Part, slot, what stands before it, and where the cue begins: from there no way leads on."""


def _fill_long(
    cue: Cue, read: Sequence[Sentence], part: int, at: int, after: int | None, filled: Filling, dead: _Dead
) -> Filling | None:
    """The same as `_fill`, which never goes a second time where no way leads on."""
    place = part, at, after, filled[0][0] if filled else -1
    if place in dead:
        return None
    found = _fill(cue, read, part, at, after, filled, dead)
    if found is None:
        dead.add(place)
    return found


def _fill(
    cue: Cue, read: Sequence[Sentence], part: int, at: int, after: int | None, filled: Filling, dead: _Dead | None
) -> Filling | None:
    """The first way to fill a cue from slot `at` of a part on, within its gap behind item `after - 1`.

    `filled` is what stands before. None where no way leads to an end that nothing cancels.
    """
    onward: Callable[..., Filling | None] = _fill if dead is None else _fill_long
    slots, sentence = cue.parts[part], read[part]
    if at == len(slots):
        if part + 1 < len(cue.parts):
            return onward(cue, read, part + 1, 0, None, filled, dead)
        return None if _is_cancelled(cue, filled, sentence.view) else filled
    slot, places = slots[at], sentence.view.places
    stands = sentence.places(slot.phrases)
    for number in range(0 if after is None else bisect_left(stands, (after,)), len(stands)):
        place = stands[number]
        if after is not None and places[place[0]] - places[after - 1] - 1 > slot.gap:
            break
        found = onward(cue, read, part, at + 1, place[1], (*filled, place), dead)
        if found is not None:
            return found
    return onward(cue, read, part, at + 1, after, filled, dead) if slot.optional else None


def _is_cancelled(cue: Cue, filled: Filling, view: View) -> bool:
    """Whether a word directly before or behind cancels the match ("drug trafficking")."""
    if not (cue.not_after or cue.not_before):
        return False
    first, last = filled[0][0], filled[-1][1]
    before = (tuple(view.forms[max(0, first - n) : first]) for n in _BESIDE)
    after = (tuple(view.forms[last : last + n]) for n in _BESIDE)
    return not (cue.not_after.isdisjoint(before) and cue.not_before.isdisjoint(after))
