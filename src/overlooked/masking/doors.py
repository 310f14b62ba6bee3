"""Doors: the number of a house or a flat, in figures, letters or words, and the street behind it.

In come the beads of a text and a place, out comes the last word of what stands there, or -1.
"""

import re

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.streets import street

NUMBER = re.compile(r"[1-9]\d{0,3}[a-rt-z]?", re.IGNORECASE)
BARE = re.compile(r"[1-9]\d{0,2}")
_DOOR = re.compile(r"[a-h]?\d{1,4}[a-z]?|[A-Za-z]|\d{1,2}f\d{1,2}|[bgp]f\d?", re.IGNORECASE)
_PART = re.compile(r"\d{1,2}f\d{1,2}|[bgp]?f\d{1,2}", re.IGNORECASE)
"""A flat as Scots write it: third flat of the second floor."""
_STOREY = re.compile(r"\d\d")
"""What stands behind the stop in "apartment 2.04"."""
_BEHIND_NUMBER = frozenset({" ", ", ", "\n", " - ", "-"})
_LINKS = frozenset({" ", "-"})
_LEADING = frozenset({"at", "of", "from", "outside", "attended"})


def door(beads: Beads, place: int) -> int:
    """The last word of the number of a door: "14", "B", "2F1", "3/1", "forty two"."""
    if place >= beads.count or beads.taken[place]:
        return -1
    if beads.facts[place] & Fact.SPELLED:
        return spelled(beads, place)
    shown = beads.shown[place]
    if not _DOOR.fullmatch(shown) or (shown.isalpha() and not _is_letter(beads, shown)):
        return -1
    following = place + 1
    is_half = following < beads.count and (
        (beads.gaps[following] == "/" and BARE.fullmatch(beads.shown[following]))
        or (beads.gaps[following] == "." and _STOREY.fullmatch(beads.shown[following]) and shown.isdigit())
    )
    return following if is_half and not beads.taken[following] else place


def _is_letter(beads: Beads, shown: str) -> bool:
    return len(shown) == 1 and (shown.isupper() or (beads.is_low and shown in "bcdefgh"))


def spelled(beads: Beads, place: int) -> int:
    """The last word of a number in words, "one hundred and four"."""
    last = place
    while last + 1 < beads.count and beads.gaps[last + 1] in _LINKS and not beads.taken[last + 1]:
        is_and = beads.lowers[last + 1] == "and" and beads.lowers[last] == "hundred" and last + 2 < beads.count
        following = last + 1 + is_and
        if not beads.facts[following] & Fact.SPELLED:
            break
        last = following
    return last


def behind_spelled(beads: Beads, index: int) -> int:
    """The street behind a number in words: one with capitals where the number has none, or where it has two parts."""
    last = spelled(beads, index)
    following = last + 1
    if following >= beads.count or beads.gaps[following] not in {" ", ", "} or beads.taken[following]:
        return -1
    is_told = last > index or (beads.is_capital(following) and not beads.has_capital[index])
    found = street(beads, following) if is_told else -1
    return found if found > following and (beads.is_capital(following) or beads.is_plain(following)) else -1


def behind_part(beads: Beads, index: int) -> int:
    """The house and the street behind a flat as Scots write it: "2F1, 19 Kirk Brae", "3/1, 33 Kirk Brae"."""
    last = door(beads, index)
    is_half = last > index and len(beads.shown[index]) <= len("12") and len(beads.shown[last]) == 1
    if last < 0 or last + 1 >= beads.count or not (is_half or _PART.fullmatch(beads.shown[index])):
        return -1
    is_number = beads.gaps[last + 1] in {" ", ", "} and NUMBER.fullmatch(beads.shown[last + 1])
    return street_behind(beads, last + 1) if is_number and not beads.taken[last + 1] else -1


def street_behind(beads: Beads, index: int) -> int:
    """The last word of the street that stands behind a house number."""
    following = index + 1
    if (
        following < beads.count
        and beads.gaps[following] in {"-", "/", " - "}
        and beads.facts[following] & Fact.DIGITS
        and NUMBER.fullmatch(beads.shown[following])
    ):
        following += 1
    if following >= beads.count or beads.gaps[following] not in _BEHIND_NUMBER:
        return -1
    if beads.gaps[following] == "-" and len(beads.shown[following]) > 1:
        return -1
    if beads.gaps[following] in {"\n", " - "} and not (index and beads.lowers[index - 1] in _LEADING):
        return -1
    if len(beads.shown[following]) == 1 and beads.shown[following].isalpha() and beads.lowers[following] != "x":
        following += 1
    return street(beads, following)


def is_thing(beads: Beads, place: int) -> bool:
    """Whether a word tells what a number counts."""
    told = beads.facts[place]
    is_many = beads.lowers[place].endswith("s") and told & Fact.ORDINARY and not told & (Fact.VERB | Fact.STOP)
    return bool(is_many or told & (Fact.KEPT | Fact.NUMBERED | Fact.PLACE | Fact.MONTH))


def listed(beads: Beads, last: int) -> int:
    """The last of the house numbers that go on behind one: "16, 18 and 20"."""
    while last + 1 < beads.count:
        is_and = beads.lowers[last + 1] in {"and", "or"} and beads.gaps[last + 1] in {" ", ", "}
        place = last + 1 + is_and
        if place >= beads.count or beads.taken[place] or not BARE.fullmatch(beads.shown[place]):
            break
        if beads.gaps[place] not in ({" "} if is_and else {", ", " & ", "/"}) or _counts_on(beads, place + 1):
            break
        last = place
    return last


def _counts_on(beads: Beads, place: int) -> bool:
    """Whether a number belongs to what stands behind it."""
    if place >= beads.count or beads.gaps[place] != " " or beads.lowers[place] in {"and", "or"}:
        return False
    return is_thing(beads, place) or not beads.facts[place] & (Fact.STOP | Fact.VERB | Fact.ORDINARY)
