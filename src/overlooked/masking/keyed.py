"""Keyed: a narrative with keyed pseudonyms for names, addresses and numbers of people, things and records.

In come a narrative and a `Pseudonyms`, out comes a `Masked`. Dates but of birth, times, money, ages, origins, towns and
roads without a number stay.

What it cannot promise: **it does not find everything.** A person must read a sample before a masked file goes anywhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.collars import beside_ranks, collars
from overlooked.masking.forms import forms
from overlooked.masking.handles import handles
from overlooked.masking.houses import houses
from overlooked.masking.labelled import labelled
from overlooked.masking.masked import Masked, render
from overlooked.masking.people import people
from overlooked.masking.pieces import KEEP, Piece
from overlooked.masking.pseudonyms import Naming, Pseudonyms

_FINDERS: tuple[Callable[[Beads], Iterable[Piece]], ...] = (
    labelled, beside_ranks, forms, handles, houses, collars, people,
)  # fmt: skip

_SHORTEST_ID = 4
"""Signs of an id that is looked for in the narrative; a shorter one is a number like any other."""


def pseudonymise(narrative: str, pseudonyms: Pseudonyms, record_id: str = "") -> Masked:
    """A narrative with keyed pseudonyms, the record's own id among what goes.

    One pass: no rule finds more beside a token than it found beside what stood there, so that masking again changes
    nothing but in freak text.

    >>> made = pseudonymise("Mr Brown paid Linh £20. Brown rang 07700 900123.", Pseudonyms(b"key"))
    >>> [piece.kind for piece in made.replaced]
    ['name', 'name', 'name', 'phone']
    """
    pieces = personal(narrative, record_id)
    return render(narrative, pieces, Naming(pseudonyms, narrative, pieces))


def personal(text: str, record_id: str = "") -> list[Piece]:
    """The pieces of a text that are personal data, in order and without overlap."""
    beads = Beads(text)
    found = [piece for piece in _own(text, record_id) if _take(beads, piece)] if record_id else []
    for find in _FINDERS:
        found += [piece for piece in find(beads) if _take(beads, piece)]
    return sorted(piece for piece in found if piece.kind != KEEP)


def _own(text: str, record_id: str) -> Iterator[Piece]:
    """Where the record's own id stands in its narrative."""
    if len(record_id) >= _SHORTEST_ID and record_id.lower() in text.lower():
        for match in re.finditer(rf"(?<!\w){re.escape(record_id)}(?!\w)", text, re.IGNORECASE):
            yield Piece(*match.span(), "crime")


def _take(beads: Beads, piece: Piece) -> bool:
    """Claim the words of a piece; False where one of them is claimed already."""
    first, last = bisect_right(beads.ends, piece.start), bisect_left(beads.starts, piece.end)
    if first == last or any(beads.taken[first:last]):
        return False
    for index in range(first, last):
        beads.taken[index] = piece.kind or "keep"
    return True
