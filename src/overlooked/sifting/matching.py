"""Matching: which parts of cues stand in one sentence; `reading.matching` on bits and flat tables.

The one difference: `not_after` and `not_before` are not looked at, so a match may be told that the reading cancels.
"""

# ruff: noqa: SIM110 - plain loops and comparisons are what numba compiles well

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from overlooked.sifting.compiling import NOUGHT, piece
from overlooked.sifting.forms import FILLER, UNKNOWN_FORM, VISIBLE
from overlooked.sifting.patterns import FIRST, SECOND, Rows
from overlooked.sifting.tables import (
    CALLS,
    CALLS_ROW,
    CUE_OF,
    GAPS,
    HASH_MASK,
    HASH_START,
    HASH_STEP,
    HEADS,
    NOTES,
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
    Tables,
    look,
    row,
)
from overlooked.sifting.words import FORM, NAME_LIKE

ITEM, PLACE = range(2)
"""The columns of an item: its form and its place in gap arithmetic."""
FROM, TO, PHRASE = range(3)
"""The columns of a phrase that was found: its first item, its last item + 1, its number."""

Bits = NDArray[np.uint64]
Numbers = NDArray[np.int64]


SEEN_IN, FIRST_IN_EVEN, FIRST_IN_ODD = range(3)
"""The columns of a cue: the last narrative with it, the last even and odd sentence with the first of its two parts."""


BIT_HASH = np.uint64(0x03F79D71B4CB0A89)
PLACE_OF_BIT = np.zeros(64, np.int64)
"""The place of a single bit, by the six highest bits of its product with BIT_HASH (de Bruijn)."""
for _place in range(64):
    PLACE_OF_BIT[(0x03F79D71B4CB0A89 << _place & 0xFFFFFFFFFFFFFFFF) >> 58] = _place


class Matching(NamedTuple):
    """Room for one sentence, and what was found so far.

    `items` and `found` are the sentence's items and phrases, `called` a bit for every call that these make; `steps` are
    the items that a part has reached, and had before. `cues` has a row for each cue; `hits` begins with the number of
    those in this narrative, and lists them.
    """

    items: Numbers
    found: Numbers
    called: Bits
    steps: Numbers
    cues: Numbers
    hits: Numbers


@piece
def take_items(tables: Tables, words: Numbers, count: int, items: Numbers) -> None:
    """Write the forms that the score sees, and their places in gap arithmetic."""
    place, filler_before = 0, False
    for at in range(count):
        form = words[at, FORM]
        if words[at, NAME_LIKE] or not look(tables, NOTES, form) & VISIBLE:
            form = UNKNOWN_FORM
        is_filler = (look(tables, NOTES, form) & FILLER) != 0
        place += not (is_filler and filler_before)
        filler_before = is_filler
        items[at, ITEM], items[at, PLACE] = form, place


@piece
def find_phrases(tables: Tables, rows: Rows, items: Numbers, count: int, found: Numbers, called: Bits) -> int:
    """Write the phrases that stand in a sentence, and what they call; their number, all there is room for at most."""
    for word in range(len(called)):
        called[word] = rows.given[word]
    total = NOUGHT
    for at in range(count):
        form = items[at, ITEM]
        single = look(tables, SINGLE, form)
        if single >= 0 and total < len(found):
            found[total, FROM], found[total, TO], found[total, PHRASE] = at, at + 1, single
            total += 1
            _call(tables, rows, single, called)
        if at + 1 == count or not look(tables, HEADS, form):
            continue
        pair = _pair(tables, form, items[at + 1, ITEM])
        for index in range(*row(tables, PAIRED, max(pair, 0))):
            phrase = look(tables, PAIRED + 1, index)
            end = _end(tables, items, count, at, phrase)
            if pair >= 0 and end > 0 and total < len(found):
                found[total, FROM], found[total, TO], found[total, PHRASE] = at, end, phrase
                total += 1
                _call(tables, rows, phrase, called)
    return total


@piece
def _pair(tables: Tables, first: int, second: int) -> int:
    """The number of a pair of forms with which a phrase begins; -1 for none."""
    value = ((HASH_START ^ first) * HASH_STEP) & HASH_MASK
    value = ((value ^ second) * HASH_STEP) & HASH_MASK
    size = look(tables, PAIRS_BY_HASH, 0)
    place = value & size
    while True:
        number = look(tables, PAIRS_BY_HASH, place + 1)
        if number < 0:
            return number
        start = look(tables, PHRASES, look(tables, PAIRED + 1, look(tables, PAIRED, number)))
        if look(tables, PHRASES + 1, start) == first and look(tables, PHRASES + 1, start + 1) == second:
            return number
        place = (place + 1) & size


@piece
def _end(tables: Tables, items: Numbers, count: int, at: int, phrase: int) -> int:
    """The end of a phrase, the first two forms of which stand at an item; -1 where the others do not."""
    start, end = row(tables, PHRASES, phrase)
    if at + end - start > count:
        return -1
    for step in range(2, end - start):
        if items[at + step, ITEM] != look(tables, PHRASES + 1, start + step):
            return -1
    return at + end - start


@piece
def _call(tables: Tables, rows: Rows, phrase: int, called: Bits) -> None:
    """Note the parts that a phrase calls, by the rank of the slot that it fills."""
    bits = look(tables, CALLS_ROW, phrase)
    if bits >= 0:
        for at in range(len(called)):
            called[at] |= rows.calls[bits, at]
    else:
        for index in range(*row(tables, CALLS, phrase)):
            number = look(tables, CALLS + 1, index)
            called[number >> 6] |= np.uint64(1) << np.uint64(number & 63)


@piece
def match_sentence(tables: Tables, rows: Rows, room: Matching, total: int, narrative: int, sentence: int) -> None:
    """Note every cue that stands in a sentence, and those of two parts that end there; both are told by number."""
    wide = look(tables, WIDE, 0)
    for word in range(wide):
        bits = room.called[word] & room.called[wide + word] & room.called[2 * wide + word]
        while bits != np.uint64(0):
            lowest = bits & (~bits + np.uint64(1))
            bits ^= lowest
            part = (word << 6) + PLACE_OF_BIT[(lowest * BIT_HASH) >> np.uint64(58)]
            _try(tables, rows, room, total, part, narrative, sentence)


@piece
def _occurs(tables: Tables, rows: Rows, room: Matching, total: int, number: int) -> bool:
    """Whether a phrase of a set stands in the sentence."""
    for at in range(total):
        if _is_in(tables, rows, room.found[at, PHRASE], number):
            return True
    return False


@piece
def _try(tables: Tables, rows: Rows, room: Matching, total: int, part: int, narrative: int, sentence: int) -> None:
    """Note the cue of a part, if the part stands in the sentence."""
    cue, place = look(tables, CUE_OF, part), look(tables, PLACE_OF, part)
    if room.cues[cue, SEEN_IN] == narrative:
        return
    if place == SECOND and room.cues[cue, FIRST_IN_EVEN + ((sentence - 1) & 1)] != sentence - 1:
        return
    unless = look(tables, UNLESS, part)
    if unless >= 0 and _occurs(tables, rows, room, total, unless):
        return
    if not _is_filled(tables, rows, room, total, part):
        return
    if place == FIRST:
        room.cues[cue, FIRST_IN_EVEN + (sentence & 1)] = sentence
    else:
        room.cues[cue, SEEN_IN] = narrative
        room.hits[0] += 1
        room.hits[room.hits[0]] = cue


@piece
def _is_filled(tables: Tables, rows: Rows, room: Matching, total: int, part: int) -> bool:
    """Whether the slots of a part can be filled from left to right, each within its gap."""
    reached, now = NOUGHT - 1, NOUGHT
    for slot in range(*row(tables, SLOTS, part)):
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
    number, gap = look(tables, SLOTS + 1, slot), look(tables, GAPS, slot)
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
    bits = look(tables, ROW_OF, phrase)
    if bits >= 0:
        return bool((rows.sets[bits, number >> 6] >> np.uint64(number & 63)) & np.uint64(1))
    first, last = row(tables, SETS, phrase)
    while first < last:
        middle = (first + last) >> 1
        if look(tables, SETS + 1, middle) < number:
            first = middle + 1
        else:
            last = middle
    return first < look(tables, SETS, phrase + 1) and look(tables, SETS + 1, first) == number


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
