r"""Cues in the words of other engines: as regular expressions, and as literals.

A neutral form stands for words; here it is told by them again. What these engines cannot say is left out or widened:
a run of unknown words that takes one place, a number that is an age, names by their capitals, shorthand by its
neighbours. Optional slots are dropped, a second sentence is not asked for, and a gap is as many words as it has places.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from overlooked.reading.cues import Cue, Slot
from overlooked.reading.foldings import ADULT_AGE, CHILD_AGE, DATE, MONEY, NUMBER, TIME, YEAR, foldings
from overlooked.reading.matching import _commonness_of_all

SHAPES: Mapping[str, str] = {
    MONEY: r"[£$]\d[\d,.]*",
    TIME: r"\d{1,2}[:.]?\d{0,2}(?:[ap]m)?",
    DATE: r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}",
    YEAR: r"(?:19|20)\d\d",
    NUMBER: r"\d+",
    CHILD_AGE: r"1?\d",
    ADULT_AGE: r"\d\d",
}
_NO_WORD = re.compile(r"\W+")
BETWEEN, ANY_GAP = r"\W+", r"[^.!?]*"


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The words that one neutral form stands for."""
    told: dict[str, set[str]] = defaultdict(set)
    for word, forms in foldings().words.items():
        if len(forms) == 1:
            told[forms[0]].add(word)
    return {form: tuple(sorted(words)) for form, words in told.items()}


def _of_form(form: str) -> str:
    if form in SHAPES:
        return SHAPES[form]
    words = [re.escape(word) for word in (*_words().get(form, ()), *(() if form.startswith("<") else (form,)))]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"


@cache
def _of_slot(phrases: frozenset[tuple[str, ...]]) -> str:
    return rf"\b(?:{'|'.join(BETWEEN.join(map(_of_form, phrase)) for phrase in sorted(phrases))})\b"


def _needed(cue: Cue) -> list[tuple[Slot, int]]:
    """The slots of the first part that must be there, each with the words that may stand before it."""
    needed: list[tuple[Slot, int]] = []
    room = 0
    for slot in cue.parts[0]:
        room += slot.gap
        if slot.optional:
            room += max(map(len, slot.phrases))
        else:
            needed.append((slot, room))
            room = 0
    return needed


def whole(cue: Cue) -> str:
    """All needed slots in order, with as many words between as the gap has places."""
    first, *others = _needed(cue)
    gaps = (rf"{BETWEEN}(?:\w+\W+){{0,{room}}}{_of_slot(slot.phrases)}" for slot, room in others)
    return _of_slot(first[0].phrases) + "".join(gaps)


def whole_open(cue: Cue) -> str:
    """All needed slots in order, anywhere in one sentence."""
    return ANY_GAP.join(_of_slot(slot.phrases) for slot, _ in _needed(cue))


def pair(cue: Cue) -> str:
    """The two rarest needed slots in order, in one sentence; of a cue with one slot that one."""
    slots = [slot.phrases for slot, _ in _needed(cue)]
    rarest = sorted(range(len(slots)), key=lambda number: _commonness_of_all(slots[number]))[:2]
    return ANY_GAP.join(_of_slot(slots[number]) for number in sorted(rarest))


def rarest(cue: Cue) -> Collection[str]:
    """The literals of the rarest needed slot, each between blanks."""
    return _literals(min((slot.phrases for slot, _ in _needed(cue)), key=_commonness_of_all))


@cache
def _literals(phrases: frozenset[tuple[str, ...]]) -> Collection[str]:
    return {spaced(" ".join(words)) for phrase in phrases for words in _spelled(phrase)}


def _spelled(phrase: Sequence[str]) -> Iterable[Sequence[str]]:
    """The phrase in its own words, and once with each word that a form of it stands for; shapes cannot be told."""
    if not any(form in SHAPES for form in phrase):
        yield phrase
        for place, form in enumerate(phrase):
            yield from ((*phrase[:place], word, *phrase[place + 1 :]) for word in _words().get(form, ()))


def spaced(text: str) -> str:
    """The text in lower case, its words between single blanks."""
    return f" {_NO_WORD.sub(' ', text.lower()).strip()} "


def owners(literals: Sequence[Collection[str]]) -> dict[str, list[int]]:
    """The cues, by number, that each literal belongs to."""
    told: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(literals):
        for word in words:
            told[word].append(number)
    return told


Tokens = list[dict[str, object]]
MOST_PATTERNS = 24
"""Token patterns of one cue at most: slots with phrases of several lengths multiply."""


def token_patterns(cue: Cue) -> list[Tokens]:
    """The cue as patterns of spaCy's Matcher over LOWER; phrases of one length share a pattern, place by place."""
    several: list[Tokens] = [[]]
    for number, (slot, room) in enumerate(_needed(cue)):
        gap: Tokens = [{"OP": "?"}] * room if number else []
        several = [[*told, *gap, *filled] for told in several for filled in _of_lengths(slot.phrases)][:MOST_PATTERNS]
    return several


@cache
def _of_lengths(phrases: frozenset[tuple[str, ...]]) -> list[Tokens]:
    by_length: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        by_length[len(phrase)].append(phrase)
    return [[_token(forms) for forms in zip(*alike, strict=True)] for _, alike in sorted(by_length.items())]


def _token(forms: Collection[str]) -> dict[str, object]:
    if any(form in SHAPES for form in forms):
        return {"LIKE_NUM": True}
    words = {word for form in forms for word in (form, *_words().get(form, ()))}
    return {"LOWER": {"IN": sorted(words)}}
