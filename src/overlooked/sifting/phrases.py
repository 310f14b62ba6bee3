"""Phrases: which phrases of cues stand in one sentence, and which parts of cues they trigger and call."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from overlooked.sifting.compiling import NOUGHT, piece
from overlooked.sifting.forms import FILLER, UNKNOWN_FORM, VISIBLE
from overlooked.sifting.patterns import Rows
from overlooked.sifting.tables import (
    CALLS,
    CALLS_ROW,
    HASH_MASK,
    HASH_START,
    HASH_STEP,
    HEADS,
    NOTES,
    PAIRED,
    PAIRS_BY_HASH,
    PHRASES,
    SINGLE,
    TRIGGERS,
    VALUES,
    Tables,
    is_marked,
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


class Matching(NamedTuple):
    """Room for one sentence, and what was found so far.

    `items` and `found` are the sentence's items and phrases; `triggered` and `called` hold a bit for every trigger and
    call of these but for the calls of the phrases in `callers`, which have a row of their own, and which begins with
    the number of them. `steps` are the items that a part has reached, and had before. `begun` has a bit for every
    first part in this sentence and in the one before, by turns; `seen_in` is the last narrative with each cue; `hits`
    begins with the number of those in this narrative and whether one decides alone, and lists them.
    """

    items: Numbers
    found: Numbers
    triggered: Bits
    called: Bits
    callers: Numbers
    steps: Numbers
    begun: Bits
    seen_in: Numbers
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
def find_phrases(tables: Tables, rows: Rows, room: Matching, count: int) -> int:
    """Write the phrases that stand in a sentence, and what they call; their number, all there is room for at most."""
    items, found = room.items, room.found
    room.triggered[:] = np.uint64(0)
    for word in range(len(room.called)):
        room.called[word] = rows.given[word]
    room.callers[0] = 0
    total = NOUGHT
    for at in range(count):
        form = items[at, ITEM]
        single = look(tables, SINGLE, form)
        if single >= 0 and total < len(found):
            found[total, FROM], found[total, TO], found[total, PHRASE] = at, at + 1, single
            total += 1
            _call(tables, room, single)
        if at + 1 == count or not look(tables, HEADS, form):
            continue
        if not is_marked(tables, form, items[at + 1, ITEM]):
            continue
        pair = _pair(tables, form, items[at + 1, ITEM])
        for index in range(*row(tables, PAIRED, max(pair, 0))):
            phrase = look(tables, PAIRED + VALUES, index)
            end = _end(tables, items, count, at, phrase)
            if pair >= 0 and end > 0 and total < len(found):
                found[total, FROM], found[total, TO], found[total, PHRASE] = at, end, phrase
                total += 1
                _call(tables, room, phrase)
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
        start = look(tables, PHRASES, look(tables, PAIRED + VALUES, look(tables, PAIRED, number)))
        if look(tables, PHRASES + VALUES, start) == first and look(tables, PHRASES + VALUES, start + 1) == second:
            return number
        place = (place + 1) & size


@piece
def _end(tables: Tables, items: Numbers, count: int, at: int, phrase: int) -> int:
    """The end of a phrase, the first two forms of which stand at an item; -1 where the others do not."""
    start, end = row(tables, PHRASES, phrase)
    if at + end - start > count:
        return -1
    for step in range(2, end - start):
        if items[at + step, ITEM] != look(tables, PHRASES + VALUES, start + step):
            return -1
    return at + end - start


@piece
def _call(tables: Tables, room: Matching, phrase: int) -> None:
    """Note the parts that a phrase triggers and calls."""
    _set_bits(tables, TRIGGERS, phrase, room.triggered)
    bits = look(tables, CALLS_ROW, phrase)
    if bits >= 0:
        room.callers[0] += 1
        room.callers[room.callers[0]] = bits
    else:
        _set_bits(tables, CALLS, phrase, room.called)


@piece
def _set_bits(tables: Tables, table: int, number: int, bits: Bits) -> None:
    """Set a bit for every number in a row of a ragged table."""
    for index in range(*row(tables, table, number)):
        bit = look(tables, table + VALUES, index)
        bits[bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
