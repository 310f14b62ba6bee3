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
            for slot in (slot for part in cue.parts for slot in part):
                for phrase in slot.phrases:
                    if len(phrase) == 1:
                        single[phrase[0]].add(slot.phrases)
                    else:
                        longer[phrase[0]].add((phrase, slot.phrases))
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
    filled: list[tuple[int, int]] = []
    for part, occurrences in zip(cue.parts, (here, following), strict=False):
        if cue.not_after or cue.not_before:
            occurrences = _uncancelled(cue, occurrences, view)  # noqa: PLW2901 - the part sees only these
        found = _fill(part, occurrences, view.places, None)
        if found is None:
            return None
        filled += found
    return Match(cue, sentence, filled[0][0], filled[-1][1], tuple(filled))


def _uncancelled(cue: Cue, occurrences: Occurrences, view: View) -> Occurrences:
    """Leave out what a word directly before or after cancels ("drug trafficking")."""

    def stands(first: int, last: int) -> bool:
        before = (tuple(view.forms[max(0, first - n) : first]) for n in (1, 2, 3))
        after = (tuple(view.forms[last : last + n]) for n in (1, 2, 3))
        return cue.not_after.isdisjoint(before) and cue.not_before.isdisjoint(after)

    slots = {slot.phrases for part in cue.parts for slot in part}
    return {p: [place for place in occurrences[p] if stands(*place)] for p in slots if p in occurrences}


def _fill(
    slots: tuple[Slot, ...], occurrences: Occurrences, places: Sequence[int], after: int | None
) -> list[tuple[int, int]] | None:
    """Fill the slots from left to right, each within its gap behind item `after - 1`."""
    if not slots:
        return []
    slot, rest = slots[0], slots[1:]
    for first, last in occurrences.get(slot.phrases, ()):
        if after is not None and not 0 <= _room(first, after, places) <= slot.gap:
            continue
        found = _fill(rest, occurrences, places, last)
        if found is not None:
            return [(first, last), *found]
    if slot.optional:
        return _fill(rest, occurrences, places, after)
    return None


def _room(first: int, after: int, places: Sequence[int]) -> int:
    """How many tokens stand between item `after - 1` and item `first`; negative where they overlap."""
    if first < after:
        return -1
    return max(places[first] - places[after - 1] - 1, 0)
