"""Naming: records that share an id are told apart as REF, REF#2, REF#3, in the order in which they stand.

In come the records that are kept, out comes the number of each that cannot keep its id. A number is passed over where
an earlier record has that very name; a record whose id such a name took is numbered itself: REF#2#2.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from overlooked.records.again import Again, Ints
from overlooked.records.kept import Kept
from overlooked.records.marks import short_hash

_NUMBERED = r"#\d+$"


@dataclass(frozen=True)
class Numbers:
    """Places in order, and the number that each is told apart by; `given` counts those whose id was their own."""

    at: Ints
    number: Ints
    given: int = 0


def numbers_of(kept: Kept) -> Numbers:
    """The numbers of all records whose id another one has; ids are the same where their hashes of 64 bits are."""
    shared = kept.again("id_hash")
    if not len(shared.at):
        return Numbers(shared.at, shared.first)
    return _Naming(kept, shared).numbers()


class _Naming:
    """Goes over the records that share an id, and those whose id looks like a name given here."""

    def __init__(self, kept: Kept, shared: Again) -> None:
        self._kept = kept
        self._shared = shared
        self._numbered = _numbered(kept)
        """Of each id that ends in # and a number, the first place; few records have such."""
        self._given_here: set[int] = set()
        own = np.fromiter(self._numbered.values(), np.int64, len(self._numbered))
        self._looked_at = np.union1d(shared.at, own)
        self._groups = np.union1d(shared.first, own)
        self._last = np.ones(len(self._groups), np.int32)
        """Of each id that is shared the last number that was given."""

    def numbers(self) -> Numbers:
        at, number, given = array("q"), array("q"), 0
        for place, name, has_id in self._records():
            found = np.searchsorted(self._shared.at, place)
            is_shared = found < len(self._shared.at) and self._shared.at[found] == place
            if not is_shared and short_hash(name.encode()) not in self._given_here:
                continue
            at.append(place)
            number.append(self._next(place, int(self._shared.first[found]) if is_shared else place, name))
            given += has_id
        return Numbers(np.asarray(at, np.int64), np.asarray(number, np.int64), given)

    def _records(self) -> Iterator[tuple[int, str, bool]]:
        for places, part in self._kept.read("record_id", "has_id"):
            mine = np.isin(places, self._looked_at, assume_unique=True)
            yield from zip(places[mine].tolist(), part["record_id"][mine], part["has_id"][mine], strict=True)

    def _next(self, place: int, first: int, name: str) -> int:
        """The next number of an id that no earlier record has as its name."""
        group = np.searchsorted(self._groups, first)
        number = int(self._last[group])
        while True:
            number += 1
            own = short_hash(f"{name}#{number}".encode())
            if self._numbered.get(own, place) >= place:
                break
        self._last[group] = number
        if own in self._numbered:
            self._given_here.add(own)
        return number


def _numbered(kept: Kept) -> dict[int, int]:
    found: dict[int, int] = {}
    for places, part in kept.read("record_id", "id_hash"):
        mine = part["record_id"].str.contains(_NUMBERED).to_numpy(bool)
        for own, place in zip(part["id_hash"][mine].tolist(), places[mine].tolist(), strict=True):
            found.setdefault(own, place)
    return found
