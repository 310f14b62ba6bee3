"""Stretches: where an address begins before what has been found of it, and where it ends behind.

In come the beads of a text and a word, out comes the word that the address begins or ends with.
"""

from overlooked.masking.beads import Beads
from overlooked.masking.doors import NUMBER, door, listed, street_behind
from overlooked.masking.facts import Fact
from overlooked.masking.streets import proper, street

_GOES_ON = frozenset({", ", " ", ",", "\n", ",\n"})
_ABOVE = frozenset({"above", "over", "below", "beneath", "behind", "rear", "back", "off"})
_PARTS = frozenset({"flat", "floor", "flr", "above", "below", "room", "bedsit", "rear", "basement"})
_NO_HOME = frozenset({"police", "station", "council", "constabulary", "prison", "hospital", "infirmary", "airport"})
"""Where a room is no home."""
_LONGEST = 5
"""Words between a flat and its house, and words of the name of a house of many rooms, at most."""
_TAILS = Fact.HOUSE | Fact.ROAD | Fact.FAINT_ROAD | Fact.HOUSE_TAIL | Fact.BUSINESS


def earlier(beads: Beads, first: int) -> int:
    """Where an address begins before its number: "8, 10 or 12 Mill Lane", "the top flat, 12 Mill Lane"."""
    first = _first_of_road(beads, _first_number(beads, first))
    place = first - (first > 0 and beads.lowers[first - 1] in {"at", "of", "to"} and beads.gaps[first] == " ")
    begin = place
    while (
        begin
        and beads.facts[begin - 1] & Fact.FLOOR
        and not beads.taken[begin - 1]
        and beads.gaps[begin] in ({" ", ", "} if begin == place else {" "})
    ):
        begin -= 1
    told = beads.facts[begin:place]
    is_part = len(told) > 1 and beads.lowers[place - 1] in _PARTS
    if is_part or any(fact & Fact.FLOOR_ALONE for fact in told):
        first = begin
    elif beads.facts[first] & Fact.DIGITS:
        first = _above(beads, first)
    return _with_article(beads, _behind_house(beads, first))


def _behind_house(beads: Beads, first: int) -> int:
    """Where "the lodge" begins before the number and the road behind it."""
    is_behind = first > 1 and beads.facts[first] & Fact.DIGITS and beads.gaps[first] == ", "
    if not is_behind or not beads.facts[first - 1] & Fact.HOUSE or beads.lowers[first - 2] != "the":
        return first
    return first - 2 if beads.gaps[first - 1] == " " and not any(beads.taken[first - 2 : first]) else first


def _first_number(beads: Beads, first: int) -> int:
    while first > 1 and beads.shown[first][0].isdigit():
        is_listed = beads.lowers[first - 1] in {"and", "or", "to"} and beads.gaps[first] == " " == beads.gaps[first - 1]
        before = first - 2 if is_listed else first - 1
        if not (is_listed or beads.gaps[first] in {", ", " & ", "/", "-", " - "}) or beads.taken[before]:
            break
        if not NUMBER.fullmatch(beads.shown[before]):
            break
        first = before
    return first


def _first_of_road(beads: Beads, first: int) -> int:
    """Where the road begins that stands before its number: "Mill Lane no 14"."""
    is_number = beads.facts[first] & Fact.DIGITS or beads.lowers[first] in {"no", "number"}
    place = first
    while is_number and place and first - place < _LONGEST - 1 and beads.gaps[place] == " ":
        is_road = place < first or beads.facts[place - 1] & Fact.ROAD
        if not is_road or not beads.is_capital(place - 1) or beads.taken[place - 1]:
            break
        place -= 1
    return place if first - place > 1 else first


def _above(beads: Beads, first: int) -> int:
    """The first word of "flat above the chip shop" where a house number stands behind it."""
    if beads.gaps[first] != ", ":
        return first
    for place in range(first - 1, max(first - _LONGEST, 0), -1):
        if beads.taken[place]:
            return first
        if beads.lowers[place] in _ABOVE and beads.facts[place - 1] & (Fact.FLOOR | Fact.DOOR):
            return place - 1 if beads.gaps[place] == " " and not beads.taken[place - 1] else first
        if beads.gaps[place] not in {" ", "'"}:
            return first
    return first


def _with_article(beads: Beads, first: int) -> int:
    """The article too of a house or a part of one."""
    is_led = first and beads.gaps[first] == " " and beads.lowers[first - 1] in {"the", "staff", "hmo"}
    is_named = is_led and not beads.taken[first - 1] and not beads.facts[first] & Fact.DIGITS
    return first - 1 if is_named else first


def more(beads: Beads, last: int) -> int:
    """Where an address ends that goes on with a house number and a street, or a named house."""
    while last + 1 < beads.count and not beads.taken[last + 1] and beads.gaps[last + 1] in _GOES_ON:
        end = _next(beads, last)
        if end < 0:
            return last
        last = end
    return last


def _next(beads: Beads, last: int) -> int:
    """The last word of what goes on with an address, or -1."""
    following = last + 1
    is_apart = beads.gaps[following] != " "
    is_numbered = beads.facts[last] & Fact.DIGITS or len(beads.shown[last]) == 1
    is_within = beads.lowers[following] in {"of", "at", "in", "and", "or", "to"} and following + 1 < beads.count
    if is_within and is_numbered:
        if beads.facts[following + 1] & Fact.DIGITS:
            following += 1
        elif beads.lowers[following] in {"of", "at", "in"} and (end := _roomy(beads, following + 1)) >= 0:
            return end
    if beads.facts[following] & Fact.DIGITS:
        end = street_behind(beads, following) if NUMBER.fullmatch(beads.lowers[following]) else -1
        return end if end >= 0 or listed(beads, last) == last or not is_numbered else listed(beads, last)
    if (second := _second(beads, following)) >= 0 and (is_numbered or beads.facts[second] & Fact.DIGITS):
        return second
    if (end := _beyond(beads, following)) >= 0:
        return end
    return _named(beads, following, is_apart=is_apart, is_numbered=bool(is_numbered))


def _second(beads: Beads, place: int) -> int:
    """The number of a second unit: "block C, room 9"; a unit that does something is one of the police."""
    if not beads.facts[place] & Fact.DOOR or place + 1 >= beads.count or beads.gaps[place + 1] not in {" ", ". "}:
        return -1
    second = door(beads, place + 1)
    is_doing = second + 1 < beads.count and beads.lowers[second + 1].endswith(("ed", "ing"))
    return (
        -1
        if second < 0 or beads.facts[second] & Fact.SPELLED or (is_doing and beads.gaps[second + 1] == " ")
        else second
    )


def _named(beads: Beads, following: int, *, is_apart: bool, is_numbered: bool) -> int:
    """The street or the house that goes on with an address."""
    if not is_apart and not beads.is_capital(following):
        return -1
    end = street(beads, following)
    if end < 0 and is_apart and is_numbered:
        is_named = is_article_of_house(beads, following)
        is_word = is_named or len(beads.shown[following]) > 1
        end = proper(beads, following + is_named, is_sure=is_named) if is_word else -1
    return max(_roomy(beads, following), end) if is_apart and is_numbered else end


def is_article_of_house(beads: Beads, place: int) -> bool:
    """Whether "the" leads to the name of a house or a road: by its capital, or by a word that is known for one."""
    if beads.lowers[place] != "the" or place + 1 >= beads.count or beads.gaps[place + 1] != " ":
        return False
    return beads.has_capital[place] or bool(beads.facts[place + 1] & (Fact.HOUSE | Fact.FAINT_ROAD) and beads.is_low)


def _beyond(beads: Beads, place: int) -> int:
    """The street behind "rear of 39 Mill Lane", "above the Wool Shop, 19 Mill Lane"."""
    if beads.lowers[place] not in _ABOVE:
        return -1
    for at in range(place + 1, min(place + 1 + _LONGEST, beads.count)):
        if beads.taken[at] or beads.gaps[at] not in {" ", ", ", "'"}:
            return -1
        if beads.facts[at] & Fact.DIGITS:
            return street_behind(beads, at) if NUMBER.fullmatch(beads.lowers[at]) else -1
    return -1


def _roomy(beads: Beads, first: int) -> int:
    """The name of a house of many rooms behind one of them: "the Grand Hotel", "Lower Basin moorings"."""
    last = -1
    for place in range(first, min(first + _LONGEST, beads.count)):
        if beads.taken[place] or (place > first and beads.gaps[place] not in {" ", "'", "-"}):
            break
        is_article = place == first and beads.lowers[place] == "the"
        is_tail = place > first and beads.facts[place] & _TAILS and beads.lowers[place - 1] != "the"
        if not (is_article or beads.is_capital(place) or (is_tail and beads.is_capital(first))):
            break
        if beads.lowers[place] in _NO_HOME:
            return -1
        last = place if is_tail else last
    return last
