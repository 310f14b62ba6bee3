"""Houses: addresses that tell a door: a number and a street, a flat, a plot, a house with a name.

In come the beads of a text, out come the pieces. A road without a number tells none and stays.
"""

import re
from collections.abc import Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.pieces import Piece
from overlooked.masking.vocabulary import vocabulary

_NUMBER = re.compile(r"[1-9]\d{0,3}[a-rt-z]?", re.IGNORECASE)
_BEGINS = Fact.DOOR | Fact.HOUSE | Fact.DIGITS
_LONGEST = 4
"""Words of a street at most, digits of a number, and twice that the letters of a street in one word."""
_ENDINGS = ("gate", "walk", "way", "side", "street", "road", "lane", "croft", "row", "hill", "close", "wharf", "yard")


def houses(beads: Beads) -> Iterator[Piece]:
    """The addresses of a text."""
    index = 0
    while index < beads.count:
        last = -1
        if beads.taken[index] or not beads.facts[index] & _BEGINS:
            index += 1
            continue
        word = beads.lowers[index]
        first = index
        if beads.facts[index] & Fact.DOOR and (last := _behind_unit(beads, index)) >= 0:
            pass
        elif beads.shown[index][0].isdigit() and _NUMBER.fullmatch(word):
            last = _street_behind(beads, index)
        elif beads.facts[index] & Fact.HOUSE and index:
            first = _house_name(beads, index)
            last = _longer(beads, index, Fact.HOUSE) if first < index else -1
        if last >= 0:
            last = _more(beads, last)
            yield Piece(beads.starts[first], beads.ends[last], "address")
            index = last
        index += 1


def _more(beads: Beads, last: int) -> int:
    """Where an address ends that goes on behind a comma with a house number and a street, or a named house."""
    while last + 1 < beads.count and not beads.taken[last + 1] and beads.gap(last + 1) in {", ", " ", ","}:
        following = last + 1
        if beads.shown[following][0].isdigit() and _NUMBER.fullmatch(beads.lowers[following]):
            end = _street_behind(beads, following)
        elif beads.gap(following) != " " or beads.is_capital(following):
            end = _street_words(beads, following)
        else:
            end = -1
        if end < 0:
            return last
        last = end
    return last


def _behind_unit(beads: Beads, index: int) -> int:
    """The last word of "flat 3", "plot 7 Dunmow Fold"; a weak unit needs a street behind it or "at" before."""
    following = index + 1
    if following >= beads.count or beads.taken[following] or beads.gap(following) not in {" ", ". ", "."}:
        return -1
    word, shown = beads.lowers[following], beads.shown[following]
    is_number = _NUMBER.fullmatch(word) is not None or (len(shown) == 1 and shown.isupper() and shown.isalpha())
    if not is_number:
        return -1
    street = _street_behind(beads, following)
    if street >= 0:
        return street
    if beads.facts[index] & Fact.WEAK_DOOR:
        before = beads.lowers[index - 1] if index else ""
        is_home = beads.lowers[index] in {"no", "number", "room"} and (
            before in {"at", "of", "from", "in", "outside", "opposite"}
            or (beads.shown[index] == "No" and len(word) < _LONGEST)
        )
        follows = (
            following + 1 < beads.count
            and beads.facts[following + 1] & (Fact.STOP | Fact.VERB) == 0
            and beads.gap(following + 1) == " "
        )
        if not is_home or (follows and beads.lowers[index] != "room"):
            return -1
        return following
    return following


def _street_behind(beads: Beads, index: int) -> int:
    """The last word of the street that stands behind a house number, or -1."""
    following = index + 1
    if (
        following < beads.count
        and beads.gap(following) in {" ", ", ", "-"}
        and beads.shown[following].isdigit()
        and "-" in beads.gap(following)
    ):
        following += 1
    if following >= beads.count or beads.gap(following) not in {" ", ", "}:
        return -1
    if len(beads.shown[following]) == 1 and beads.shown[following].isalpha() and beads.lowers[following] != "x":
        following += 1
    return _street_words(beads, following)


def _street_words(beads: Beads, first: int) -> int:
    """The street word that ends a run of at most four words from a place on, or -1."""
    for place in range(first, min(first + _LONGEST, beads.count)):
        if beads.taken[place] or (place > first and beads.gap(place) not in {" ", "-", "'", ". "}):
            return -1
        word, told = beads.lowers[place], beads.facts[place]
        behind = beads.gap(place + 1) if place + 1 < beads.count else "."
        if place > first and told & Fact.ROAD and not (word == "st" and place == first and behind == " "):
            is_sure = beads.is_capital(place) or beads.is_low or beads.shouted[place] or told & Fact.SURE_STREET
            return _longer(beads, place) if is_sure else -1
        if (
            place == first
            and len(word) >= 2 * _LONGEST
            and word.endswith(_ENDINGS)
            and (beads.is_capital(place) or not told & Fact.ORDINARY)
        ):
            return _longer(beads, place)
        if (told & Fact.STOP and word not in {"the", "st"} and not beads.is_capital(place)) or not told & Fact.LETTERS:
            return -1
        is_plural = word.endswith("s") and told & Fact.ORDINARY and not beads.is_capital(place)
        if is_plural or word in vocabulary().lists["address"]["no_streets"]:
            return -1
    return -1


def _longer(beads: Beads, place: int, listed: int = Fact.ROAD) -> int:
    """The next word too where it is a street word: "Mill Court Road"."""
    following = place + 1
    is_next = following < beads.count and not beads.taken[following] and beads.gap(following) == " "
    if is_next and beads.facts[following] & listed and beads.is_capital(following) == beads.is_capital(place):
        return following
    return place


def _house_name(beads: Beads, index: int) -> int:
    """The first of the capitals that name a house before the word for it, or its own index."""
    if beads.is_low and index and beads.gap(index) == " " and not beads.facts[index - 1] & (Fact.STOP | Fact.DIGITS):
        is_behind = (index > 1 and beads.facts[index - 2] & Fact.BEFORE_HOUSE) or beads.gap(index - 1) == ", "
        return index - 1 if is_behind else index
    if not beads.is_capital(index):
        return index
    first = index
    while (
        first
        and index - first < _LONGEST - 1
        and beads.gap(first) in {" ", "'"}
        and beads.is_capital(first - 1)
        and not beads.taken[first - 1]
    ):
        told = beads.facts[first - 1]
        if told & (Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK) and beads.lowers[first - 1] != "the":
            return index
        if beads.is_first(first - 1) and told & Fact.STOP and beads.lowers[first - 1] != "the":
            break
        first -= 1
    return first
