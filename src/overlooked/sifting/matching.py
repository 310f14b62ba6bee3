"""Matching: which parts of cues stand in one sentence; `reading.matching` on bits and flat tables.

The one difference: `not_after` and `not_before` are not looked at, so a match may be told that the reading cancels.
"""

# ruff: noqa: PLR1714, SIM109, SIM110 - plain loops and comparisons are what numba compiles well

import numpy as np

from overlooked.sifting.compiling import NOUGHT, piece
from overlooked.sifting.patterns import ALONE, FIRST, MARKS_OF_SET, TWIN, Rows
from overlooked.sifting.phrases import FROM, PHRASE, PLACE, TO, Matching, Numbers
from overlooked.sifting.tables import (
    CUE_OF,
    DECIDES,
    GAPS,
    KIND_ENDS,
    ONLY_WITH,
    OPTIONAL,
    PLACE_OF,
    ROW_OF,
    SET_MARKS,
    SET_OF,
    SETS,
    SLOTS,
    UNLESS,
    VALUES,
    Tables,
    look,
    row,
)

HITS, HAS_ALONE, FIRST_HIT = range(3)
"""How the hits of a narrative begin: their number, whether one decides alone, the first."""

BIT_HASH = np.uint64(0x03F79D71B4CB0A89)
PLACE_OF_BIT = np.zeros(64, np.int64)
"""The place of a single bit, by the six highest bits of its product with BIT_HASH (de Bruijn)."""
for _place in range(64):
    PLACE_OF_BIT[(0x03F79D71B4CB0A89 << _place & 0xFFFFFFFFFFFFFFFF) >> 58] = _place


@piece
def begin_narrative(room: Matching) -> None:
    """Forget what stood in the narrative before."""
    room.begun[:] = np.uint64(0)
    room.hits[HITS] = room.hits[HAS_ALONE] = 0


@piece
def match_sentence(
    tables: Tables,
    rows: Rows,
    room: Matching,
    total: int,
    narrative: int,
    sentence: int,
    is_question: bool,
    takes_all: bool,
) -> None:
    """Note every cue that stands in a sentence, and those of two parts that end there; both are told by number.

    Without `takes_all` some cues that decide nothing are passed over.
    """
    deciding, whole = row(tables, KIND_ENDS, 0)
    firsts, wide = row(tables, KIND_ENDS, 2)
    now = sentence & 1
    room.begun[now, :] = np.uint64(0)
    _call_seconds(rows, room, wide)
    for word in range(wide):
        bits = room.triggered[word] & room.called[word]
        if word >= firsts:
            bits &= room.begun[1 - now, word - firsts]
        if bits == np.uint64(0) or (deciding <= word < whole and not takes_all):
            continue
        bits &= _with_third(rows, room, wide + word)
        while bits != np.uint64(0):
            lowest = bits & (~bits + np.uint64(1))
            bits ^= lowest
            part = (word << 6) + PLACE_OF_BIT[(lowest * BIT_HASH) >> np.uint64(58)]
            if _stands(tables, rows, room, total, part, narrative, is_question):
                if look(tables, PLACE_OF, part) == FIRST:
                    room.begun[now, word - whole] |= lowest
                else:
                    _hit(tables, room, look(tables, CUE_OF, part), narrative)


@piece
def _call_seconds(rows: Rows, room: Matching, wide: int) -> None:
    """Note the parts that the callers call for the second slot; those for the third are looked up where asked for."""
    for caller in range(1, room.callers[0] + 1):
        calls = rows.calls[room.callers[caller]]
        for word in range(wide):
            room.called[word] |= calls[word]


@piece
def _with_third(rows: Rows, room: Matching, word: int) -> np.uint64:
    """A word of the calls for the third slot."""
    bits: np.uint64 = room.called[word]
    for caller in range(1, room.callers[0] + 1):
        bits |= rows.calls[room.callers[caller], word]
    return bits


@piece
def _hit(tables: Tables, room: Matching, cue: int, narrative: int) -> None:
    """Note a cue of a narrative; a twin is not told."""
    decides = look(tables, DECIDES, cue)
    room.seen_in[cue] = narrative
    room.hits[HAS_ALONE] |= decides == ALONE or decides == TWIN
    if decides != TWIN:
        room.hits[FIRST_HIT + room.hits[HITS]] = cue
        room.hits[HITS] += 1


@piece
def _stands(
    tables: Tables, rows: Rows, room: Matching, total: int, part: int, narrative: int, is_question: bool
) -> bool:
    """Whether a part stands in a sentence, of a cue that is not yet seen in its narrative."""
    if room.seen_in[look(tables, CUE_OF, part)] == narrative or not _is_filled(tables, rows, room, total, part):
        return False
    only_with = look(tables, ONLY_WITH, part)
    if only_with >= 0 and not is_question and not _occurs(tables, rows, room, total, only_with):
        return False
    unless = look(tables, UNLESS, part)
    return unless < 0 or not _occurs(tables, rows, room, total, unless)


@piece
def _occurs(tables: Tables, rows: Rows, room: Matching, total: int, number: int) -> bool:
    """Whether a phrase of a set stands in the sentence."""
    for at in range(total):
        if _is_in(tables, rows, room.found[at, PHRASE], number):
            return True
    return False


@piece
def _is_filled(tables: Tables, rows: Rows, room: Matching, total: int, part: int) -> bool:
    """Whether the slots of a part can be filled from left to right, each within its gap; a part of one slot is."""
    reached, now = NOUGHT - 1, NOUGHT
    first, last = row(tables, SLOTS, part)
    if last - first == 1:
        return True
    for slot in range(first, last):
        came, now = reached, 1 - now
        reached = _reach(tables, rows, room, total, slot, came, now)
        if look(tables, OPTIONAL, slot):
            for at in range(came):
                reached = _keep(room.steps, now, reached, room.steps[1 - now, at])
        if reached == 0:
            return False
    return True


@piece
def _reach(tables: Tables, rows: Rows, room: Matching, total: int, slot: int, came: int, now: int) -> int:
    """Write where the phrases of a slot end that stand within its gap behind what was reached; anywhere for -1."""
    reached, cursor = NOUGHT, NOUGHT
    number, gap = look(tables, SET_OF, slot), look(tables, GAPS, slot)
    for at in range(total):
        if not _is_in(tables, rows, room.found[at, PHRASE], number):
            continue
        first, last = room.found[at, FROM], room.found[at, TO]
        while cursor < came and room.steps[1 - now, cursor] <= first:
            cursor += 1
        is_near = came < 0
        if cursor > 0:
            behind = room.steps[1 - now, cursor - 1] - 1
            is_near = room.items[first, PLACE] - room.items[behind, PLACE] - 1 <= gap
        if is_near:
            reached = _keep(room.steps, now, reached, last)
    return reached


@piece
def _is_in(tables: Tables, rows: Rows, phrase: int, number: int) -> bool:
    """Whether a phrase is in a set."""
    mark = number * MARKS_OF_SET + (phrase & (MARKS_OF_SET - 1))
    if not (look(tables, SET_MARKS, mark >> 5) >> (mark & 31)) & 1:
        return False
    bits = look(tables, ROW_OF, phrase)
    if bits >= 0:
        return bool((rows.sets[bits, number >> 6] >> np.uint64(number & 63)) & np.uint64(1))
    first, last = row(tables, SETS, phrase)
    while first < last:
        middle = (first + last) >> 1
        if look(tables, SETS + VALUES, middle) < number:
            first = middle + 1
        else:
            last = middle
    return first < look(tables, SETS, phrase + 1) and look(tables, SETS + VALUES, first) == number


@piece
def _keep(steps: Numbers, now: int, count: int, end: int) -> int:
    """Keep an end in order, once; the new count."""
    at = count
    while at > 0 and steps[now, at - 1] >= end:
        if steps[now, at - 1] == end:
            return count
        at -= 1
    for index in range(count, at, -1):
        steps[now, index] = steps[now, index - 1]
    steps[now, at] = end
    return count + 1
