"""Patterns: the cues of a lexicon as flat tables, each part filed under its three rarest slots.

Every distinct set of phrases has a number. A phrase has the row of sets that it is in: as bits where they are many, as
a list where they are few. In the same two ways it has a row of the parts that it calls: a part can stand only where
each of its three rarest slots is called by some phrase, which is asked of all parts at once, 64 to a number.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
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
    OPTIONAL,
    PAIRED,
    PAIRS_BY_HASH,
    PHRASES,
    PLACE_OF,
    ROW_OF,
    SETS,
    SINGLE,
    SLOTS,
    UNLESS,
    WIDE,
    hash_of,
    open_table,
    ragged,
)

Phrase = tuple[str, ...]
Phrases = frozenset[Phrase]

WHOLE, FIRST, SECOND = plain(range(3))
"""What a part is of its cue: all of it, or one of two in neighbouring sentences."""
MANY, MANY_CALLS = 64, 24
"""Sets, and calls, from which on a phrase's row is kept as bits."""
RANKS = 3
"""So many of its rarest slots must be called for a part to be tried."""
ALONE, NOT_DECIDING = plain((-1, -2))
"""What a cue says of its record: it must be read, nothing; from 0 on the number of the indicator that wants company."""


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


def compile_patterns(
    cues: Sequence[Cue], numbers: Mapping[str, int], listed: Collection[str]
) -> tuple[dict[int, NDArray[np.int32]], Rows]:
    """The tables of cues over numbered forms; `listed` are the codes of `named` that decide.

    SLOTS are the sets of a part in order, GAPS the room before each, OPTIONAL whether it may be missing; UNLESS is the
    set that cancels a part, or -1. CALLS are the parts that a phrase calls, by rank of the slot: rank r of part p has
    number r * 64 * WIDE + p. Beside the tables come the bits of ROW_OF, those of CALLS, and the calls that no phrase
    need make, for a part has too few slots.
    """
    parts = list(_parts(cues))
    sets = {phrases: number for number, phrases in enumerate(_sets(parts))}
    counted: dict[Phrase, int] = {}
    members = [[counted.setdefault(phrase, len(counted)) for phrase in phrases] for phrases in sets]
    row_tables, rows = _rows(members, len(counted), ROW_OF, SETS, MANY)
    wide = len(parts) // 64 + 1
    called: list[list[int]] = [[] for _ in range(RANKS * 64 * wide)]
    given = np.zeros(RANKS * wide, np.uint64)
    for at, part in enumerate(parts):
        for rank in range(RANKS):
            call = rank * 64 * wide + at
            if rank < len(part.needed):
                called[call] = members[sets[part.needed[rank]]]
            else:
                given[call >> 6] |= np.uint64(1) << np.uint64(call & 63)
    call_tables, calls = _rows(called, len(counted), CALLS_ROW, CALLS, MANY_CALLS)
    return {
        **_phrase_tables([[numbers[form] for form in phrase] for phrase in counted], len(numbers)),
        **row_tables,
        **call_tables,
        WIDE: np.array([wide], np.int32),
        UNLESS: np.array([sets.get(part.unless, -1) for part in parts], np.int32),
        **ragged(SLOTS, ([sets[slot.phrases] for slot in part.slots] for part in parts)),
        GAPS: np.array([slot.gap for part in parts for slot in part.slots], np.int32),
        OPTIONAL: np.array([slot.optional for part in parts for slot in part.slots], np.int32),
        CUE_OF: np.array([part.cue for part in parts], np.int32),
        PLACE_OF: np.array([part.place for part in parts], np.int32),
        DECIDES: np.array([_decides(cue, listed) for cue in cues], np.int32),
    }, Rows(rows, calls, given)


def _decides(cue: Cue, listed: Collection[str]) -> int:
    """What a match says of its record: ALONE, NOT_DECIDING, or the number of an indicator that wants company."""
    if cue.kind is Kind.NAMED:
        return ALONE if cue.indicator in listed else NOT_DECIDING
    if cue.kind is not Kind.INDICATOR or not (cue.is_sign or cue.denies):
        return NOT_DECIDING
    return INDICATOR_CODES.index(cue.indicator) if cue.needs_company else ALONE


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
        if part.unless:
            sets[part.unless] = None
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
        PAIRS_BY_HASH: open_table(map(hash_of, paired)),
        **ragged(PAIRED, paired.values()),
        **ragged(PHRASES, phrases),
    }


def _rows(
    members: Sequence[Sequence[int]], phrases: int, row: int, table: int, many_from: int
) -> tuple[dict[int, NDArray[np.int32]], NDArray[np.uint64]]:
    """Of every phrase the sets that it is in: as a list, and where they are many as a row of bits too, else -1."""
    flat = ragged(table, members)
    set_of = np.repeat(np.arange(len(members), dtype=np.int32), np.diff(flat[table]))
    order = np.argsort(flat[table + 1], kind="stable")
    counts = np.bincount(flat[table + 1], minlength=phrases)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    many = np.flatnonzero(counts >= many_from)
    row_of = np.full(phrases, -1, np.int32)
    row_of[many] = np.arange(len(many), dtype=np.int32)
    rows = np.zeros((len(many), len(members) // 64 + 1), np.uint64)
    for number, phrase in enumerate(many):
        own = set_of[order[starts[phrase] : starts[phrase + 1]]]
        np.bitwise_or.at(rows[number], own >> 6, np.uint64(1) << (own & 63).astype(np.uint64))
    return {row: row_of, table: starts, table + 1: set_of[order]}, rows
