"""Flat tables: everything that the kernel looks up, in one array of whole numbers.

The array begins with where each table begins. It is one array, as many of them handed from function to function would
cost numba minutes to compile. A ragged table is two: where each row begins, and the values. What is asked together, of
a form or a phrase, stands side by side, as the columns of one table: the kernel waits for memory more than it counts.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from overlooked.sifting.compiling import NOUGHT, numbers, piece

Tables = NDArray[np.int32]

COLUMNS = 8
NOTES, AGES, SINGLE, HEADS, HEADED, SHORTS, FOLDED_TO, SPELLED = numbers(range(COLUMNS))
"""The columns of a form."""
TRIGGERS, CALLS_ROW, CALLS, ROW_OF, SETS, PHRASES = numbers(range(COLUMNS, COLUMNS + 6))
"""The columns of a phrase."""
SLOTS, CUE_OF, PLACE_OF, UNLESS, ONLY_WITH = numbers(range(2 * COLUMNS, 2 * COLUMNS + 5))
"""The columns of a part."""
SET_OF, GAPS, OPTIONAL = numbers(range(3 * COLUMNS, 3 * COLUMNS + 3))
"""The columns of a slot."""
PLAIN = 4 * COLUMNS
"""Tables from here on are not columns but stand alone."""
(
    LETTERS,
    WORDS_BY_HASH,
    TAILS,
    JOINABLE,
    JOINED,
    JOINS_TO,
    LONG,
    BEFORE,
    AFTER,
    PAIR_MARKS,
    PAIRS_BY_HASH,
    PAIRED,
    KIND_ENDS,
    DECIDES,
    SET_MARKS,
) = numbers(range(PLAIN, PLAIN + 15))
VALUES = 64
"""So far behind a ragged table stands that of its values."""

HASH_START, HASH_STEP, HASH_MASK = 2166136261, 16777619, 0xFFFFFFFF


def bind(tables: Mapping[int, NDArray[np.int32]]) -> Tables:
    """All tables as one array, those that are columns side by side."""
    begins = np.zeros(2 * VALUES, np.int32)
    kept, end = [begins], len(begins)
    for first in range(0, PLAIN, COLUMNS):
        columns = {number: tables[number] for number in range(first, first + COLUMNS) if number in tables}
        table = np.zeros((max(map(len, columns.values())), COLUMNS), np.int32)
        for number, column in columns.items():
            table[: len(column), number - first] = column
            begins[number] = end + number - first
        kept.append(table.ravel())
        end += table.size
    for number in sorted(number for number in tables if number >= PLAIN):
        begins[number] = end
        kept.append(tables[number])
        end += len(tables[number])
    return np.concatenate(kept)


@piece
def look(tables: Tables, table: int, index: int) -> int:
    """The value at a place of a table."""
    place = index * COLUMNS if table < PLAIN else index
    value: int = NOUGHT + tables[np.uint64(tables[np.uint64(table)] + place)]  # no place counts from the end
    return value


def ragged(table: int, rows: Iterable[Sequence[int]]) -> dict[int, NDArray[np.int32]]:
    """Rows of unequal length as a ragged table."""
    kept = list(rows)
    starts = np.zeros(len(kept) + 1, np.int32)
    np.cumsum([len(row) for row in kept], out=starts[1:])
    return {table: starts, table + VALUES: np.array([value for row in kept for value in row], np.int32)}


@piece
def row(tables: Tables, table: int, number: int) -> tuple[int, int]:
    """Where the values of a row of a ragged table begin and end; they stand `VALUES` tables on."""
    return look(tables, table, number), look(tables, table, number + 1)


def hash_of(row_of_numbers: Iterable[int]) -> int:
    """The hash of a word's letters or a phrase's forms; the kernel counts it the same."""
    value = HASH_START
    for one in row_of_numbers:
        value = ((value ^ one) * HASH_STEP) & HASH_MASK
    return value


def open_table(hashes: Iterable[int]) -> NDArray[np.int32]:
    """An open table, at most a quarter full: the place of a hash or one behind it holds its number.

    The table begins with its size less one.
    """
    kept = list(hashes)
    size = 4 << len(kept).bit_length()
    table = np.full(size, -1, np.int32)
    for number, value in enumerate(kept):
        at = value & (size - 1)
        while table[at] >= 0:
            at = (at + 1) & (size - 1)
        table[at] = number
    return np.concatenate([[size - 1], table]).astype(np.int32)


MARKS = 1 << 17
MARK_STEP = 40503


@piece
def is_marked(tables: Tables, first: int, second: int) -> bool:
    """Whether a phrase may begin with two forms; it spares most words the way to the table of pairs."""
    mark = (first * MARK_STEP + second) & (MARKS - 1)
    return ((look(tables, PAIR_MARKS, mark >> 5) >> (mark & 31)) & 1) != 0


def marks(pairs: Iterable[tuple[int, int]]) -> NDArray[np.int32]:
    """A bit for every pair, which few others share."""
    bits = np.zeros(MARKS, np.uint8)
    bits[[(first * MARK_STEP + second) % MARKS for first, second in pairs]] = 1
    return np.packbits(bits, bitorder="little").view(np.int32)
