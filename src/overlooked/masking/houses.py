"""Houses: addresses that tell a door: a number and a street, a flat, a plot, a house with a name.

In come the beads of a text, out come the pieces. A road without a number tells none and stays.
"""

from collections.abc import Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.doors import behind_spelled
from overlooked.masking.facts import Fact
from overlooked.masking.pieces import Piece
from overlooked.masking.roadsides import roadside
from overlooked.masking.streets import longer, proper, street
from overlooked.masking.stretches import earlier, more
from overlooked.masking.units import SETS_OFF, behind_number, behind_unit
from overlooked.masking.vocabulary import vocabulary

_BEGINS = Fact.DOOR | Fact.HOUSE | Fact.DIGITS | Fact.HOMELY | Fact.BEFORE_HOUSE | Fact.SPELLED | Fact.BOAT
_BEGINS |= Fact.ROAD | Fact.LEADING
_LEADS = frozenset({"at", "addr", "add", "adress", "outside", "ha"})
_LONGEST = 4
"""Words of the name of a house at most."""


def houses(beads: Beads) -> Iterator[Piece]:
    """The addresses of a text."""
    behind = 0
    for index in beads.having(_BEGINS):
        if index < behind or beads.taken[index]:
            continue
        first, last = _address(beads, index)
        if last >= 0:
            first, last = earlier(beads, first), more(beads, last)
            yield Piece(beads.starts[first], beads.ends[last], "address")
            behind = last + 1


def _address(beads: Beads, index: int) -> tuple[int, int]:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """The first and the last word of what a word begins or ends, the last -1 where it is no address."""
    told = beads.facts[index]
    if told & Fact.DOOR and (last := behind_unit(beads, index)) >= 0:
        return index, last
    if told & Fact.DIGITS:
        return index, behind_number(beads, index)
    if told & Fact.SPELLED:
        return index, behind_spelled(beads, index)
    if told & Fact.BOAT:
        return index, _boat(beads, index)
    if told & Fact.HOUSE and index and (first := _house_name(beads, index)) < index:
        return first, longer(beads, index)
    if told & Fact.HOMELY:
        return _home(beads, index)
    if beads.lowers[index] in _LEADS:
        return _named(beads, index + 1)
    if told & (Fact.ROAD | Fact.LEADING) and beads.is_capital(index):
        return roadside(beads, index)
    return index, -1


def _home(beads: Beads, index: int) -> tuple[int, int]:
    """The capitals behind "lives at" and their like."""
    named = _named(beads, index + 1)
    if named[1] >= 0:
        return named
    near = beads.lowers[index + 1 : index + _LONGEST]
    first = index + 2 + near.index("at") if "at" in near else 0
    if not 0 < first < beads.count or set(beads.gaps[index + 1 : first + 1]) != {" "}:
        return index, -1
    begin = first + (beads.lowers[first] == "the")
    is_capital = begin < beads.count and beads.is_capital(begin) and not beads.taken[begin]
    if not is_capital or beads.facts[begin] & (Fact.ACRONYM | Fact.TITLE | Fact.RANK | Fact.DOOR):
        return index, -1
    last = begin
    while last + 1 < beads.count and beads.gaps[last + 1] in {" ", "-"} and beads.is_capital(last + 1):
        if beads.taken[last + 1]:
            break
        last += 1
    return (first, last) if last > begin or not beads.facts[begin] & Fact.KEPT else (index, -1)


def _named(beads: Beads, first: int) -> tuple[int, int]:
    """The name of a house that a road stands behind: "The Old Dairy, Pound Lane"."""
    begin = first + (first < beads.count and beads.lowers[first] == "the")
    last = proper(beads, begin) if begin < beads.count else -1
    is_led = last >= 0 and beads.gaps[first] in {" ", ": ", ":", " - "} and beads.gaps[last + 1] in {", ", "\n"}
    return (first, last) if is_led and last + 1 < beads.count and street(beads, last + 1) >= 0 else (first, -1)


def _house_name(beads: Beads, index: int) -> int:
    """The first of the capitals that name a house before the word for it, or its own index."""
    if beads.is_plain(index):
        return _plain_house_name(beads, index)
    if not beads.is_capital(index):
        return index
    first = index
    while (
        first
        and index - first < _LONGEST - 1
        and beads.gaps[first] in {" ", "'", "-"}
        and (beads.is_capital(first - 1) or beads.gaps[first - 1] == "-")
        and not beads.taken[first - 1]
    ):
        told = beads.facts[first - 1]
        if told & (Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK) and beads.lowers[first - 1] not in {"the", "st"}:
            return index
        if beads.is_first(first - 1) and told & Fact.STOP and beads.lowers[first - 1] != "the":
            break
        first -= 1
    return first if beads.is_capital(first) else index


def _plain_house_name(beads: Beads, index: int) -> int:
    """The same where capitals say nothing: up to three words behind "at" or a mark."""
    first = index
    while first and index - first < _LONGEST - 1 and beads.gaps[first] == " " and not beads.taken[first - 1]:
        if beads.facts[first - 1] & (Fact.STOP | Fact.DIGITS | Fact.BEFORE_HOUSE | Fact.KEPT):
            break
        first -= 1
    has_article = first > 1 and beads.lowers[first - 1] == "the"
    before = first - has_article - 1
    is_behind = before < 0 or beads.facts[before] & Fact.BEFORE_HOUSE or beads.gaps[before + 1] in SETS_OFF
    if first == index or not is_behind:
        return index
    is_known = all(beads.facts[place] & Fact.ORDINARY for place in range(first, index))
    is_known = is_known and beads.lowers[index - 1] != "old"
    if is_known and (index - first > 1 or has_article) and more(beads, index) == index:
        return index
    common = vocabulary().lists["business"]["common"]
    return index if beads.lowers[index - 1] in common else first - has_article


def _boat(beads: Beads, index: int) -> int:
    """The name of a boat that somebody lives on: "nb Heron"; behind "NB", which marks a note, a mooring must follow."""
    last = index
    while last + 1 < beads.count and last - index < _LONGEST and beads.gaps[last + 1] == " ":
        if beads.taken[last + 1] or not beads.is_capital(last + 1):
            break
        last += 1
    is_name = last > index and not beads.facts[index + 1] & (Fact.STOP | Fact.PERSON | Fact.TITLE | Fact.RANK)
    is_sure = beads.shown[index] != "NB" or more(beads, last) > last
    return last if is_name and is_sure else -1
