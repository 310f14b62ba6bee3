"""Handles: names on the web without a mark of their own, told by the name of an app beside them.

In come the beads of a text, out come the pieces.
"""

from collections.abc import Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.pieces import Piece
from overlooked.masking.vocabulary import vocabulary

_BETWEEN = frozenset({"user", "username", "name", "account", "handle", "is", "as", "under", "profile", "id", "page"})
_OPENS = frozenset({" ", ": ", " - ", ":", " (", " '", ' "', ": @"})
_FAINT = frozenset({"account", "app", "profile", "profiles", "sc"})
"""Labels that an ordinary thing stands behind as often."""
_FEWEST = 4
"""Letters of a handle that nothing but a colon tells."""


def handles(beads: Beads) -> Iterator[Piece]:
    """The handles of a text."""
    apps = vocabulary().lists["labels"]["handle"] - _FAINT
    for index in beads.having(Fact.LABEL):
        if beads.lowers[index] not in apps:
            continue
        place = index + 1
        while place < beads.count and beads.lowers[place] in _BETWEEN and beads.gaps[place] in {" ", ": "}:
            place += 1
        if place < beads.count and beads.gaps[place] in _OPENS and _is_handle(beads, place):
            yield Piece(beads.starts[place], beads.ends[_last(beads, place)], "handle")
        if index > 1 and beads.lowers[index - 1] in {"on", "via"} and _has_both(beads, index - 2):
            yield Piece(beads.starts[index - 2], beads.ends[index - 2], "handle")


def _is_handle(beads: Beads, place: int) -> bool:
    """Whether a word behind the name of an app is a handle: no word that is known, or any behind a colon."""
    told = beads.facts[place]
    if beads.taken[place] or told & (Fact.STOP | Fact.KEPT | Fact.VERB | Fact.ACRONYM | Fact.LABEL):
        return False
    if beads.gaps[place][0] == ":":
        return len(beads.shown[place]) >= _FEWEST
    return bool(told & Fact.FREE) or _has_both(beads, place) or _last(beads, place) > place


def _has_both(beads: Beads, place: int) -> bool:
    """Whether a word that is free has letters and digits."""
    shown = beads.shown[place]
    return not beads.taken[place] and not shown.isdigit() and bool(beads.facts[place] & Fact.DIGITS)


def _last(beads: Beads, place: int) -> int:
    """The last part of a handle with stops in it."""
    while place + 1 < beads.count and beads.gaps[place + 1] == "." and not beads.taken[place + 1]:
        place += 1
    return place
