"""Houses: addresses that tell a door: a number and a street, a flat, a plot, a house with a name.

In come the beads of a text, out come the pieces. A road without a number tells none and stays.
"""

import re
from collections.abc import Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.pieces import Piece
from overlooked.masking.streets import longer, proper, street
from overlooked.masking.vocabulary import vocabulary

_NUMBER = re.compile(r"[1-9]\d{0,3}[a-rt-z]?", re.IGNORECASE)
_DOOR = re.compile(r"[a-h]?\d{1,4}[a-z]?|[A-Za-z]", re.IGNORECASE)
_LETTERED = re.compile(r"[1-9]\d{0,2}[a-d]", re.IGNORECASE)
_BARE = re.compile(r"[1-9]\d{0,2}")
_BEGINS = Fact.DOOR | Fact.HOUSE | Fact.DIGITS | Fact.HOMELY | Fact.BEFORE_HOUSE
_LEADS = frozenset({"at", "addr", "add", "adress", "outside", "ha"})
_GOES_ON = frozenset({", ", " ", ",", "\n", ",\n"})
_SETS_OFF = frozenset({", ", ": ", "\n", ",\n", ":", " - ", " ("})
_AT = frozenset({"at", "of", "from", "outside", "opposite", "in", "to", "and", "neighbour", "opp"})
_LONGEST = 4
"""Words of the name of a house at most, and digits of a number."""


def houses(beads: Beads) -> Iterator[Piece]:
    """The addresses of a text."""
    behind = 0
    for index in beads.having(_BEGINS):
        if index < behind or beads.taken[index]:
            continue
        first, last = _address(beads, index)
        if last >= 0:
            first, last = _earlier(beads, first), _more(beads, last)
            yield Piece(beads.starts[first], beads.ends[last], "address")
            behind = last + 1


def _address(beads: Beads, index: int) -> tuple[int, int]:
    """The first and the last word of what a word begins or ends, the last -1 where it is no address."""
    told = beads.facts[index]
    if told & Fact.DOOR and (last := _behind_unit(beads, index)) >= 0:
        return index, last
    if told & Fact.DIGITS:
        return index, _behind_number(beads, index)
    if told & Fact.HOUSE and index and (first := _house_name(beads, index)) < index:
        return first, longer(beads, index)
    if told & Fact.HOMELY:
        return _home(beads, index)
    if beads.lowers[index] in _LEADS:
        return _named(beads, index + 1)
    return index, -1


def _earlier(beads: Beads, first: int) -> int:
    """Where an address begins before its number: "8, 10 and 12 Mill Lane", "top flat, 12 Mill Lane"."""
    while first > 1 and beads.shown[first][0].isdigit():
        is_listed = beads.lowers[first - 1] == "and" and beads.gaps[first] == " " == beads.gaps[first - 1]
        before = first - 2 if is_listed else first - 1
        if not (is_listed or beads.gaps[first] in {", ", " & ", "/", "-", " - "}) or beads.taken[before]:
            break
        if not _NUMBER.fullmatch(beads.shown[before]):
            break
        first = before
    place = first - (first > 0 and beads.lowers[first - 1] in {"at", "of"} and beads.gaps[first] == " ")
    begin = place
    while (
        begin
        and beads.facts[begin - 1] & Fact.FLOOR
        and not beads.taken[begin - 1]
        and beads.gaps[begin] in ({" ", ", "} if begin == place else {" "})
    ):
        begin -= 1
    told = beads.facts[begin:place]
    is_part = len(told) > 1 and beads.lowers[place - 1] in {"flat", "floor", "above", "below", "room", "bedsit", "rear"}
    return begin if is_part or any(fact & Fact.FLOOR_ALONE for fact in told) else first


def _more(beads: Beads, last: int) -> int:
    """Where an address ends that goes on with a house number and a street, or a named house."""
    while last + 1 < beads.count and not beads.taken[last + 1] and beads.gaps[last + 1] in _GOES_ON:
        following = last + 1
        is_apart = beads.gaps[following] != " "
        if beads.lowers[following] in {"of", "at", "in"} and beads.facts[last] & Fact.DIGITS:
            following += following + 1 < beads.count and bool(beads.facts[following + 1] & Fact.DIGITS)
        if beads.facts[following] & Fact.DIGITS:
            end = _street_behind(beads, following) if _NUMBER.fullmatch(beads.lowers[following]) else -1
        elif is_apart or beads.is_capital(following):
            end = street(beads, following)
            if end < 0 and is_apart and beads.facts[last] & Fact.DIGITS:
                end = proper(beads, following)
        else:
            end = -1
        if end < 0:
            return last
        last = end
    return last


def _behind_unit(beads: Beads, index: int) -> int:
    """The last word of "flat 3", "plot 7 Dunmow Fold"; a weak unit needs a street behind it or "at" before."""
    following = index + 1
    is_cut = len(beads.shown[index]) < _LONGEST and following < beads.count and beads.gaps[following] in {". ", "."}
    if not is_cut and (following >= beads.count or beads.gaps[following] not in {" ", " - ", "-"}):
        return -1
    shown = beads.shown[following]
    if beads.taken[following] or not _DOOR.fullmatch(shown) or (shown.isalpha() and not shown.isupper()):
        return -1
    if following + 1 < beads.count and beads.gaps[following + 1] == "/" and _BARE.fullmatch(beads.shown[following + 1]):
        following += 1
    found = _street_behind(beads, following)
    if found >= 0 or not beads.facts[index] & Fact.WEAK_DOOR:
        return max(found, following)
    return following if _more(beads, following) > following or _is_home(beads, index, following) else -1


def _is_home(beads: Beads, index: int, number: int) -> bool:
    """Whether "number 12", "No 5", "room 4" without a street tell a door."""
    word, before = beads.lowers[index], beads.lowers[index - 1] if index else ""
    if number + 1 < beads.count and beads.gaps[number + 1] == " " and beads.facts[number + 1] & Fact.NUMBERED:
        return False
    if beads.is_plain(index):
        is_set_off = beads.is_first(index) and beads.gaps[number + 1][:1] in {",", ".", ";"}
    else:
        is_set_off = beads.shown[index][0].isupper()
    if word in {"no", "nos"} and is_set_off:
        return len(beads.shown[number]) < _LONGEST and not (index and beads.facts[index - 1] & Fact.LABEL)
    return before in _AT and word in {"no", "nos", "number", "room", "rm", "unit", "bungalow", "house"}


def _behind_number(beads: Beads, index: int) -> int:
    """The last word of an address that begins with a house number."""
    if not _NUMBER.fullmatch(beads.lowers[index]):
        return -1
    found = _street_behind(beads, index)
    if found >= 0:
        return found
    before = beads.lowers[index - 1] if index else ""
    is_led = not index or beads.facts[index - 1] & Fact.BEFORE_HOUSE or beads.gaps[index] in _SETS_OFF
    is_lettered = _LETTERED.fullmatch(beads.shown[index]) is not None
    following = index + 1
    is_led = is_led or (following < beads.count and beads.shown[following] == "The" and beads.gaps[following] == " ")
    if (
        following < beads.count
        and len(beads.shown[index]) < _LONGEST
        and (is_led or is_lettered or beads.facts[index - 1] & Fact.HOMELY)
    ):
        is_short = is_lettered and len(beads.lowers[following]) == len("the")
        following += beads.lowers[following] == "the" or (is_short and not beads.is_capital(following))
        is_sure = beads.lowers[following - 1] == "the" and beads.shown[following - 1] == "The"
        found = proper(beads, following, is_sure=is_sure) if following < beads.count else -1
        if found >= 0 and beads.gaps[following] == " ":
            return found
    if is_lettered and before in _AT and not beads.gaps[index + 1].startswith(".m"):
        return index
    is_of_home = index > 1 and before in {"at", "of", "from"} and beads.facts[index - 2] & Fact.HOMELY
    return index if is_of_home and _BARE.fullmatch(beads.shown[index]) else -1


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
    if not is_capital or beads.facts[begin] & (Fact.ACRONYM | Fact.TITLE | Fact.RANK):
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


def _street_behind(beads: Beads, index: int) -> int:
    """The last word of the street that stands behind a house number, or -1."""
    following = index + 1
    if (
        following < beads.count
        and beads.gaps[following] in {"-", "/", " - "}
        and beads.facts[following] & Fact.DIGITS
        and _NUMBER.fullmatch(beads.shown[following])
    ):
        following += 1
    if following >= beads.count or beads.gaps[following] not in {" ", ", "}:
        return -1
    if len(beads.shown[following]) == 1 and beads.shown[following].isalpha() and beads.lowers[following] != "x":
        following += 1
    return street(beads, following)


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
        and beads.gaps[first] in {" ", "'"}
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


def _plain_house_name(beads: Beads, index: int) -> int:
    """The same where capitals say nothing: up to three words behind "at" or a mark."""
    first = index
    while first and index - first < _LONGEST - 1 and beads.gaps[first] == " " and not beads.taken[first - 1]:
        if beads.facts[first - 1] & (Fact.STOP | Fact.DIGITS | Fact.BEFORE_HOUSE | Fact.KEPT):
            break
        first -= 1
    has_article = first > 1 and beads.lowers[first - 1] == "the"
    before = first - has_article - 1
    is_behind = before < 0 or beads.facts[before] & Fact.BEFORE_HOUSE or beads.gaps[before + 1] in _SETS_OFF
    if first == index or not is_behind:
        return index
    is_known = all(beads.facts[place] & Fact.ORDINARY for place in range(first, index))
    if (is_known and (index - first > 1 or has_article)) and _more(beads, index) == index:
        return index
    common = vocabulary().lists["business"]["common"]
    return index if beads.lowers[index - 1] in common else first - has_article
