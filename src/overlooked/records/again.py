"""Again: which of many keys stood before. In come keys part by part, out come the places of those that came again.

The keys are taken in shares by their value, so that however many there are, about a quarter of a million are held.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
Keys = np.ndarray[Any, np.dtype[np.int64]]
"""A key a row, of one or several numbers that are spread evenly, as hashes are."""

AT_ONCE = 2**18
"""Keys that are held at once, at 16 bytes each and 8 more for each number; sorting takes as much again."""


class Again(NamedTuple):
    """Places of keys that stood before, in order, and for each the place where it stood first; 16 bytes a place."""

    at: Ints
    first: Ints


def again(parts: Callable[[], Iterator[tuple[Ints, Keys]]], count: int) -> Again:
    """The places whose key stood at an earlier place. `parts` gives places with keys, and is called several times.

    `count` is that of all keys, or a little more.
    """
    shares = max(1, -(-count // AT_ONCE))
    found = [_again(*_share(parts(), share, shares)) for share in range(shares)]
    at, first = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(at)
    return Again(at[order], first[order])


def _share(parts: Iterator[tuple[Ints, Keys]], share: int, shares: int) -> tuple[Ints, Keys]:
    places: list[Ints] = [np.empty(0, np.int64)]
    taken: list[Keys] = []
    for at, keys in parts:
        mine = slice(None) if shares == 1 else keys[:, 0].view(np.uint64) % np.uint64(shares) == share
        places.append(at[mine])
        taken.append(keys[mine])
    return np.concatenate(places), np.concatenate(taken or [np.empty((0, 1), np.int64)])


def _again(at: Ints, keys: Keys) -> Again:
    order = np.lexsort(keys.T)
    in_order = keys[order]
    is_same = np.zeros(len(order), bool)
    is_same[1:] = (in_order[1:] == in_order[:-1]).all(axis=1)
    starts = np.maximum.accumulate(np.where(is_same, 0, np.arange(len(order))))
    return Again(at[order[is_same]], at[order[starts[is_same]]])
