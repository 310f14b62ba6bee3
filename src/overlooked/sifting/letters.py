"""Letters: what every code point is to the reader, and a narrative's bytes as such letters.

The table asks Python itself, as the reading does, so the two cannot differ. A code point that Python changes with its
neighbours or into several when it makes lower case, or that is a number but no digit, is FOREIGN: the kernel leaves
its narrative to the reading.

A letter is one number: its lower case above `SHIFT` bits of what it is.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from overlooked.reading.neutral import BULLETS, CLAUSE_MARKS, SENTENCE_MARKS
from overlooked.sifting.compiling import NOUGHT, numbers, piece
from overlooked.sifting.tables import LETTERS, Tables, look

Text = NDArray[np.int32]
"""A narrative, a number a letter, with `PAD` zeros behind it, so that looking ahead needs no bounds."""

SHIFT = 13
SPACE, LETTER, CAPITAL, DIGIT, SCORE, FOREIGN = numbers(1 << n for n in range(6))
ENDS, CLAUSE_MARK, BULLET, PARTS, CURRENCY, APOSTROPHE, CLOSING = numbers(1 << n for n in range(6, SHIFT))
WORD = LETTER | CAPITAL | DIGIT | SCORE
KNOWN = 0x20000
"""Code points from here on are foreign."""
PAD = 8
_LEAD_OF_TWO, _LEAD_OF_THREE, _LEAD_OF_FOUR = 0xC0, 0xE0, 0xF0

_MARKS = {
    ENDS: SENTENCE_MARKS,
    CLAUSE_MARK: CLAUSE_MARKS,
    BULLET: BULLETS,
    PARTS: frozenset(":,-–"),
    CURRENCY: frozenset("£€$"),
    APOSTROPHE: frozenset("'’`"),
    CLOSING: frozenset("\"'”’)"),
}
"""Marks with a meaning: PARTS stand behind a stamp of the log, CLOSING behind the mark that ends a sentence."""
_CHANGES_BESIDE_OTHERS, _LETTER_AND_APOSTROPHE = "Σ", "ʼ"


@cache
def load_letters() -> NDArray[np.int32]:
    """Every known code point as a letter, by this Python's own Unicode."""
    return np.array([_letter(chr(point)) for point in range(KNOWN)], np.int32)


def _letter(letter: str) -> int:
    kind = _kind(letter)
    if kind & (LETTER | CAPITAL):
        return ord(letter.lower()) << SHIFT | kind
    return ord(letter) << SHIFT | kind | sum(mark for mark, letters in _MARKS.items() if letter in letters)


def _kind(letter: str) -> int:
    if letter.isspace():
        return SPACE
    if letter.isascii() and letter.isdigit():
        return DIGIT
    if letter in {_CHANGES_BESIDE_OTHERS, _LETTER_AND_APOSTROPHE} or len(letter.lower()) > 1:
        return FOREIGN
    if letter.isalpha():
        return CAPITAL if letter.isupper() else LETTER
    if letter == "_":
        return SCORE
    is_mark = letter.lower() == letter and not (letter.isalnum() or letter.isupper() or letter.isdigit())
    return 0 if is_mark else FOREIGN


@piece
def is_a(text: Text, at: int, kinds: int) -> bool:
    """Whether a letter is one of some kinds."""
    return bool(text[at] & kinds)


@piece
def lower(text: Text, at: int) -> int:
    """The code point of a letter in lower case."""
    point: int = NOUGHT + (text[at] >> SHIFT)
    return point


@piece
def spell(tables: Tables, data: NDArray[np.uint8], first: int, last: int, text: Text) -> int:
    """Write the letters of `data[first:last]`, valid UTF-8; their number, or -1 for a narrative with a foreign one."""
    count, at = NOUGHT, first
    while at < last:
        point: int = NOUGHT + data[at]
        length = 1
        if point >= _LEAD_OF_FOUR:
            point, length = point & 0x07, 4
        elif point >= _LEAD_OF_THREE:
            point, length = point & 0x0F, 3
        elif point >= _LEAD_OF_TWO:
            point, length = point & 0x1F, 2
        for further in range(at + 1, min(at + length, last)):
            point = point << 6 | (data[further] & 0x3F)
        letter = look(tables, LETTERS, point) if point < KNOWN else FOREIGN
        if letter & FOREIGN:
            return -1
        text[count] = letter
        count += 1
        at += length
    for further in range(count, count + PAD):
        text[further] = 0
    return count
