"""Patterns: the cues of a lexicon as flat tables, each part filed under its three rarest slots.

Every distinct set of phrases has a number. A phrase has the row of sets that it is in: as bits where they are many, as
a list where they are few. It has a list of the parts that it triggers, being in their rarest slot, and in the same two
ways a row of the parts that it calls, being in the second or third rarest. A part can stand only where it is triggered
and called for both, which is asked of 64 parts at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from overlooked.findings import Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.reading.cues import Cue, Slot
from overlooked.reading.matching import load_frequency
from overlooked.sifting.compiling import numbers as plain
from overlooked.sifting.tables import (
    CALLS,
    CALLS_ROW,
    CUE_OF,
    DECIDES,
    GAPS,
    HEADS,
    KIND_ENDS,
    ONLY_WITH,
    OPTIONAL,
    PAIR_MARKS,
    PAIRED,
    PAIRS_BY_HASH,
    PHRASES,
    PLACE_OF,
    ROW_OF,
    SET_MARKS,
    SET_OF,
    SETS,
    SINGLE,
    SLOTS,
    TRIGGERS,
    UNLESS,
    VALUES,
    hash_of,
    marks,
    open_table,
    ragged,
)

Phrase = tuple[str, ...]
Phrases = frozenset[Phrase]

WHOLE, FIRST, SECOND = plain(range(3))
"""What a part is of its cue: all of it, or one of two in neighbouring sentences."""
MANY, MANY_CALLS = 64, 24
"""Sets, and calls, from which on a phrase's row is kept as bits."""
MARKS_OF_SET = 256
"""So many bits, which are asked at once, tell of most phrases that they are not in a set."""
RANKS = 3
"""So many of its rarest slots must hold a phrase of the sentence for a part to be tried."""
ALONE, NOT_DECIDING, TWIN = plain((-1, -2, -3))
"""What a cue says of its record: it must be read, nothing; from 0 on the number of the indicator that wants company.

A denial ("free to leave") can be a sign only where a negation stands in its sentence, or it is asked. So it decides
nothing itself; its TWIN does, the same cue held to such a sentence, and is not told.
"""


class Rows(NamedTuple):
    """Rows of bits: the sets of frequent phrases, the parts that they call, and the calls that are always made."""

    sets: NDArray[np.uint64]
    calls: NDArray[np.uint64]
    given: NDArray[np.uint64]


class _Part(NamedTuple):
    """One part of a cue: the slots from the first to the last that must be there, and the sets of those by rarity."""

    cue: int
    place: int
    slots: Sequence[Slot]
    needed: Sequence[Phrases]
    unless: Phrases
    only_with: Phrases = frozenset()


class Turning(NamedTuple):
    """What can make a sign of a denial: a negation in its sentence, where it holds none itself, or that it is asked."""

    negation: Phrases
    asking: Phrases


def compile_patterns(
    cues: Sequence[Cue], numbers: Mapping[str, int], listed: Collection[str], turning: Turning
) -> tuple[dict[int, NDArray[np.int32]], Rows]:
    """The tables of cues over numbered forms; `listed` are the codes of `named` that decide.

    SLOTS are where the slots of a part begin, SET_OF their sets in order, GAPS the room before each, OPTIONAL whether
    it may be missing; UNLESS is the set that cancels a part, ONLY_WITH that without which it stands in a question
    alone, or -1. TRIGGERS are the parts that a phrase is in the rarest slot of; CALLS those of the next slots: part p
    has number p for the second and 64 times the last of KIND_ENDS + p for the third. Beside the tables come the bits of
    ROW_OF, those of CALLS, and the calls that no phrase need make, for a part has too few slots.
    """
    twins = [cue for cue in cues if _has_twin(cue)]
    decides = [*(_decides(cue, listed) for cue in cues), *(TWIN for _ in twins)]
    told = chain(_parts(cues), _twins(twins, len(cues), turning))
    parts, ends = _in_order(told, [one != NOT_DECIDING for one in decides])
    sets = {phrases: number for number, phrases in enumerate(_sets(parts))}
    counted: dict[Phrase, int] = {}
    members = [[counted.setdefault(phrase, len(counted)) for phrase in phrases] for phrases in sets]
    row_tables, rows = _rows(members, len(counted), ROW_OF, SETS, MANY)
    wide = ends[-1]
    called: list[list[int]] = [[] for _ in range((RANKS - 1) * 64 * wide)]
    given = np.zeros((RANKS - 1) * wide, np.uint64)
    for at, part in enumerate(parts):
        for rank in range(1, RANKS):
            call = (rank - 1) * 64 * wide + at
            if rank < len(part.needed):
                called[call] = members[sets[part.needed[rank]]]
            else:
                given[call >> 6] |= np.uint64(1) << np.uint64(call & 63)
    call_tables, calls = _rows(called, len(counted), CALLS_ROW, CALLS, MANY_CALLS)
    rarest = [members[sets[part.needed[0]]] if part.needed else [] for part in parts]
    starts, triggered = _by_phrase(rarest, len(counted))
    return {
        **_phrase_tables([[numbers[form] for form in phrase] for phrase in counted], len(numbers)),
        **row_tables,
        **call_tables,
        TRIGGERS: starts,
        TRIGGERS + VALUES: triggered,
        SET_MARKS: _set_marks(members),
        KIND_ENDS: np.array(ends, np.int32),
        UNLESS: np.array([sets.get(part.unless, -1) for part in parts], np.int32),
        ONLY_WITH: np.array([sets.get(part.only_with, -1) for part in parts], np.int32),
        SLOTS: np.cumsum([0, *(len(part.slots) for part in parts)]).astype(np.int32),
        SET_OF: np.array([sets[slot.phrases] for part in parts for slot in part.slots], np.int32),
        GAPS: np.array([slot.gap for part in parts for slot in part.slots], np.int32),
        OPTIONAL: np.array([slot.optional for part in parts for slot in part.slots], np.int32),
        CUE_OF: np.array([part.cue for part in parts], np.int32),
        PLACE_OF: np.array([part.place for part in parts], np.int32),
        DECIDES: np.array(decides, np.int32),
    }, Rows(rows, calls, given)


_NO_PART = _Part(0, WHOLE, (), (), frozenset())


def _in_order(parts: Iterable[_Part], deciding: Sequence[bool]) -> tuple[list[_Part], list[int]]:
    """The parts by kind, and where each kind ends, in words of 64 bits, the last of which no other kind shares.

    The kinds are whole deciding cues, other whole cues, and the first and the second parts of cues in the same order.
    """
    kinds: tuple[list[_Part], ...] = ([], [], [], [])
    for part in parts:
        kinds[part.place + 1 if part.place != WHOLE else 1 - deciding[part.cue]].append(part)
    filled = [kind + [_NO_PART] * (-len(kind) % 64) for kind in kinds]
    return list(chain.from_iterable(filled)), [int(end) // 64 for end in np.cumsum([len(kind) for kind in filled])]


def _decides(cue: Cue, listed: Collection[str]) -> int:
    """What a match says of its record: ALONE, NOT_DECIDING, or the number of an indicator that wants company."""
    if cue.kind is Kind.NAMED:
        return ALONE if cue.indicator in listed else NOT_DECIDING
    if cue.kind is not Kind.INDICATOR or not (cue.is_sign or cue.denies) or _has_twin(cue):
        return NOT_DECIDING
    return INDICATOR_CODES.index(cue.indicator) if cue.needs_company else ALONE


def _has_twin(cue: Cue) -> bool:
    """Whether a cue is a denial in one sentence; one in two sentences is taken to decide wherever it stands."""
    return cue.kind is Kind.INDICATOR and cue.denies and not cue.is_sign and len(cue.parts) == 1


def _twins(cues: Sequence[Cue], first: int, turning: Turning) -> Iterator[_Part]:
    """The twins of denials, numbered from `first` on (`reading.assertion`, how a denial is turned or asked)."""
    for part in _parts(cues):
        negates = any(slot.negates for slot in cues[part.cue].parts[0])
        wanted = turning.asking if negates else turning.asking | turning.negation
        yield part._replace(cue=first + part.cue, only_with=wanted)


def _parts(cues: Sequence[Cue]) -> Iterator[_Part]:
    rarity: dict[Phrases, float] = {}
    for number, cue in enumerate(cues):
        for index, part in enumerate(cue.parts):
            needed = {slot.phrases for slot in part if not slot.optional}
            rarity |= {phrases: sum(map(_commonness, phrases)) for phrases in needed if phrases not in rarity}
            must = [at for at, slot in enumerate(part) if not slot.optional]
            place = WHOLE if len(cue.parts) == 1 else (FIRST, SECOND)[index]
            slots = part[must[0] : must[-1] + 1]
            yield _Part(number, place, slots, sorted(needed, key=rarity.__getitem__), cue.unless)


@cache
def _commonness(phrase: Phrase) -> float:
    """About how many of 1,000 sentences hold a phrase; it makes the sift quick and decides nothing."""
    frequency = load_frequency()
    rarest = min(frequency.get(form, 1) for form in phrase)
    return rarest if len(phrase) == 1 else rarest / 5


def _sets(parts: Iterable[_Part]) -> Iterable[Phrases]:
    """Every distinct set of phrases."""
    kept = list(parts)
    sets: dict[Phrases, None] = {}
    for part in kept:
        sets.update(dict.fromkeys(slot.phrases for slot in part.slots))
        sets.update(dict.fromkeys(phrases for phrases in (part.unless, part.only_with) if phrases))
    return sets


def _phrase_tables(phrases: Sequence[Sequence[int]], forms: int) -> dict[int, NDArray[np.int32]]:
    """Phrases of one form by that form, longer ones by their first two; -1 for none."""
    single = np.full(forms, -1, np.int32)
    heads = np.zeros(forms, np.int32)
    paired: dict[tuple[int, int], list[int]] = {}
    for number, phrase in enumerate(phrases):
        if len(phrase) == 1:
            single[phrase[0]] = number
        else:
            heads[phrase[0]] = 1
            paired.setdefault((phrase[0], phrase[1]), []).append(number)
    return {
        SINGLE: single,
        HEADS: heads,
        PAIR_MARKS: marks(paired),
        PAIRS_BY_HASH: open_table(map(hash_of, paired)),
        **ragged(PAIRED, paired.values()),
        **ragged(PHRASES, phrases),
    }


def _rows(
    members: Sequence[Sequence[int]], phrases: int, row: int, table: int, many_from: int
) -> tuple[dict[int, NDArray[np.int32]], NDArray[np.uint64]]:
    """Of every phrase the sets that it is in: as a list, and where they are many as a row of bits too, else -1."""
    starts, set_of = _by_phrase(members, phrases)
    many = np.flatnonzero(np.diff(starts) >= many_from)
    row_of = np.full(phrases, -1, np.int32)
    row_of[many] = np.arange(len(many), dtype=np.int32)
    rows = np.zeros((len(many), (len(members) + 63) // 64), np.uint64)
    for number, phrase in enumerate(many):
        own = set_of[starts[phrase] : starts[phrase + 1]]
        np.bitwise_or.at(rows[number], own >> 6, np.uint64(1) << (own & 63).astype(np.uint64))
    return {row: row_of, table: starts, table + VALUES: set_of}, rows


def _set_marks(members: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    """For every set `MARKS_OF_SET` bits, with one for each phrase, by its last digits."""
    bits = np.zeros((len(members), MARKS_OF_SET), np.uint8)
    for marked, own in zip(bits, members, strict=True):
        marked[np.array(own, np.int64) % MARKS_OF_SET] = 1
    return np.packbits(bits, bitorder="little").view(np.int32)


def _by_phrase(members: Sequence[Sequence[int]], phrases: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Of every phrase the sets that it is in, in order, as a ragged table."""
    flat = [phrase for own in members for phrase in own]
    set_of = np.repeat(np.arange(len(members), dtype=np.int32), [len(own) for own in members])
    counts = np.bincount(flat, minlength=phrases)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32), set_of[np.argsort(flat, kind="stable")]
