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
Occurrences = Mapping[Phrases, list[tuple[int, int]]]
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
    """All cues of a lexicon, ready to be looked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the lexicon: words to slots, rarest slot to cues."""
        self._single: dict[str, tuple[Phrases, ...]] = {}
        self._longer: dict[str, tuple[tuple[tuple[str, ...], Phrases], ...]] = {}
        self._by_trigger: dict[Phrases, list[tuple[Cue, tuple[Phrases, ...]]]] = defaultdict(list)
        self._index(lexicon)

    def _index(self, lexicon: Lexicon) -> None:
        single: dict[str, set[Phrases]] = defaultdict(set)
        longer: dict[str, set[tuple[tuple[str, ...], Phrases]]] = defaultdict(set)
        for cue in lexicon.cues:
            for phrases in (*(slot.phrases for part in cue.parts for slot in part), cue.unless):
                for phrase in phrases:
                    if len(phrase) == 1:
                        single[phrase[0]].add(phrases)
                    else:
                        longer[phrase[0]].add((phrase, phrases))
            needed = tuple({slot.phrases for slot in cue.parts[0] if not slot.optional})
            self._by_trigger[min(needed, key=lambda phrases: (len(phrases), sorted(phrases)))].append((cue, needed))
        self._single = {form: tuple(slots) for form, slots in single.items()}
        self._longer = {form: tuple(slots) for form, slots in longer.items()}

    def matches(self, view: View) -> Iterator[Match]:
        """The first match of every cue in every sentence, in order of sentence and cue id."""
        found = [self.occurrences(view, first, last) for first, last in view.sentences]
        for number, occurrences in enumerate(found):
            following = found[number + 1] if number + 1 < len(found) else {}
            hits: list[Match] = []
            for phrases in occurrences:
                for cue, needed in self._by_trigger.get(phrases, ()):
                    if all(slot in occurrences for slot in needed):
                        match = match_cue(cue, number, occurrences, following, view)
                        if match is not None:
                            hits.append(match)
            yield from sorted(hits, key=lambda match: match.cue.id)

    def occurrences(self, view: View, first: int, last: int) -> dict[Phrases, list[tuple[int, int]]]:
        """Where the slots of all cues are filled among items `first` up to `last`."""
        found: dict[Phrases, list[tuple[int, int]]] = {}
        forms, single, longer = view.forms, self._single, self._longer
        for index in range(first, last):
            form = forms[index]
            if form == UNKNOWN:
                continue
            for phrases in single.get(form, ()):
                found.setdefault(phrases, []).append((index, index + 1))
            for phrase, phrases in longer.get(form, ()):
                end = index + len(phrase)
                if end <= last and tuple(forms[index:end]) == phrase:
                    found.setdefault(phrases, []).append((index, end))
        return found


def match_cue(cue: Cue, sentence: int, here: Occurrences, following: Occurrences, view: View) -> Match | None:
    """The first match of a cue in a sentence, given what fills slots here and in the next; None without one."""
    read = (here, following)[: len(cue.parts)]
    if any(cue.unless in occurrences for occurrences in read):
        return None
    for filled in _fillings(cue.parts, read, view.places):
        if not _is_cancelled(cue, filled, view):
            return Match(cue, sentence, filled[0][0], filled[-1][1], filled)
    return None


def _is_cancelled(cue: Cue, filled: Filling, view: View) -> bool:
    """Whether a word directly before or behind cancels the match ("drug trafficking")."""
    first, last = filled[0][0], filled[-1][1]
    before = (tuple(view.forms[max(0, first - n) : first]) for n in _BESIDE)
    after = (tuple(view.forms[last : last + n]) for n in _BESIDE)
    return not (cue.not_after.isdisjoint(before) and cue.not_before.isdisjoint(after))


def _fillings(
    parts: Sequence[tuple[Slot, ...]], read: Sequence[Occurrences], places: Sequence[int]
) -> Iterator[Filling]:
    """Every way to fill the parts of a cue, from left to right."""
    for head in _fill(parts[0], read[0], places, None):
        if len(parts) == 1:
            yield head
        else:
            for tail in _fill(parts[1], read[1], places, None):
                yield head + tail


def _fill(
    slots: tuple[Slot, ...], occurrences: Occurrences, places: Sequence[int], after: int | None
) -> Iterator[Filling]:
    """Every way to fill the slots from left to right, each within its gap behind item `after - 1`."""
    if not slots:
        yield ()
        return
    slot, rest = slots[0], slots[1:]
    for first, last in occurrences.get(slot.phrases, ()):
        if after is None or 0 <= _room(first, after, places) <= slot.gap:
            for found in _fill(rest, occurrences, places, last):
                yield ((first, last), *found)
    if slot.optional:
        yield from _fill(rest, occurrences, places, after)


def _room(first: int, after: int, places: Sequence[int]) -> int:
    """How many tokens stand between item `after - 1` and item `first`; negative where they overlap."""
    if first < after:
        return -1
    return max(places[first] - places[after - 1] - 1, 0)
