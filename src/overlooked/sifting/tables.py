"""Flat tables: everything that the kernel looks up, in one array of whole numbers.

The array begins with where each table begins. It is one array, as many of them handed from function to function would
cost numba minutes to compile. A ragged table is two: where each row begins, then the values.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from overlooked.sifting.compiling import NOUGHT, numbers, piece

Tables = NDArray[np.int32]

(
    LETTERS,
    WORDS_BY_HASH,
    SPELLED,
    _SPELLED_VALUES,
    FOLDED_TO,
    _FOLDED_VALUES,
    NOTES,
    TAILS,
    AGES,
    HEADED,
    _HEADED_VALUES,
    JOINABLE,
    _JOINABLE_VALUES,
    JOINED,
    _JOINED_VALUES,
    JOINS_TO,
    SHORTS,
    _SHORTS_VALUES,
    LONG,
    _LONG_VALUES,
    BEFORE,
    _BEFORE_VALUES,
    AFTER,
    _AFTER_VALUES,
    SINGLE,
    HEADS,
    PAIRS_BY_HASH,
    PAIRED,
    _PAIRED_VALUES,
    PHRASES,
    _PHRASES_VALUES,
    ROW_OF,
    SETS,
    _SETS_VALUES,
    WIDE,
    CALLS_ROW,
    CALLS,
    _CALLS_VALUES,
    UNLESS,
    SLOTS,
    _SLOTS_VALUES,
    GAPS,
    OPTIONAL,
    CUE_OF,
    PLACE_OF,
    DECIDES,
    COUNT,
) = numbers(range(47))

HASH_START, HASH_STEP, HASH_MASK = 2166136261, 16777619, 0xFFFFFFFF


def bind(tables: Mapping[int, NDArray[np.int32]]) -> Tables:
    """All tables as one array."""
    kept = [tables[number] for number in range(COUNT)]
    begins = COUNT + np.cumsum([0, *map(len, kept[:-1])])
    return np.concatenate([begins.astype(np.int32), *kept])


@piece
def look(tables: Tables, table: int, index: int) -> int:
    """The value at a place of a table."""
    value: int = NOUGHT + tables[np.uint64(tables[np.uint64(table)] + index)]  # no place counts from the end
    return value


def ragged(table: int, rows: Iterable[Sequence[int]]) -> dict[int, NDArray[np.int32]]:
    """Rows of unequal length as a ragged table."""
    kept = list(rows)
    starts = np.zeros(len(kept) + 1, np.int32)
    np.cumsum([len(row) for row in kept], out=starts[1:])
    return {table: starts, table + 1: np.array([value for row in kept for value in row], np.int32)}


@piece
def row(tables: Tables, table: int, number: int) -> tuple[int, int]:
    """Where the values of a row of a ragged table begin and end; they stand in the next table."""
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
