"""Keyed: a narrative with keyed pseudonyms for names, addresses and numbers of people, things and records.

In come a narrative and a `Pseudonyms`, out comes a `Masked`. Dates but of birth, times, money, ages, origins, towns and
roads without a number stay.

What it cannot promise: **it does not find everything.** A person must read a sample before a masked file goes anywhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from overlooked.masking.beads import Beads
from overlooked.masking.forms import forms
from overlooked.masking.houses import houses
from overlooked.masking.labelled import collars, labelled
from overlooked.masking.people import people
from overlooked.masking.pieces import KEEP, Piece

_FINDERS: tuple[Callable[[Beads], Iterable[Piece]], ...] = (labelled, forms, houses, collars, people)


def personal(text: str) -> list[Piece]:
    """The pieces of a text that are personal data, in order and without overlap."""
    beads = Beads(text)
    found: list[Piece] = []
    for find in _FINDERS:
        for piece in find(beads):
            if _take(beads, piece):
                found.append(piece)
    return sorted(piece for piece in found if piece.kind != KEEP)


def _take(beads: Beads, piece: Piece) -> bool:
    """Claim the words of a piece; False where one of them is claimed already."""
    first, last = bisect_right(beads.ends, piece.start), bisect_left(beads.starts, piece.end)
    if first == last or any(beads.taken[first:last]):
        return False
    for index in range(first, last):
        beads.taken[index] = piece.kind or "keep"
    return True
