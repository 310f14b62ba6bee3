"""Units: what tells a door by a word before its number, or by where a bare number stands.

In come the beads of a text and a place, out comes the last word of the address that begins there, or -1.
"""

import re

from overlooked.masking.beads import Beads
from overlooked.masking.doors import BARE, NUMBER, behind_part, door, is_thing, listed, street_behind
from overlooked.masking.facts import Fact
from overlooked.masking.streets import proper
from overlooked.masking.stretches import is_article_of_house, more

SETS_OFF = frozenset({", ", ": ", "\n", ",\n", ":", " - ", " ("})
_LETTERED = re.compile(r"[1-9]\d{0,2}[a-d]", re.IGNORECASE)
_UNROUND = re.compile(r"[1-9]\d[1-46-9]")
_AT = frozenset(
    {"at", "of", "from", "outside", "opposite", "in", "to", "and", "neighbour", "opp", "into", "near", "with"}
)
_NUMBERS = frozenset({"no", "nos", "number", "numbers", "num"})
_ROOMS = _NUMBERS | {"room", "rm", "unit", "bungalow", "house"}
_ADDRESS = frozenset({"address", "addr", "add", "adress", "addy"})
_ONWARDS = frozenset({"to", "onwards", "upwards", "or", "until", "till", "and", "years", "different", "other"})
_SOMEBODY = Fact.HOMELY | Fact.KIN | Fact.RELATION | Fact.PERSON
_JOINS = frozenset({" ", " - ", "-"})
_CUT = _JOINS | {". ", "."}
_LONGEST = 4
"""Digits of a number, and letters of a unit that is cut short, at most."""


def behind_unit(beads: Beads, index: int) -> int:
    """The last word of "flat 3", "plot 7 Dunmow Fold"; a weak unit needs a street behind it or "at" before."""
    following = _past_number_word(beads, index + 1)
    is_cut = len(beads.shown[following - 1]) < _LONGEST and following < beads.count
    if following >= beads.count or beads.gaps[following] not in (_CUT if is_cut else _JOINS):
        return -1
    last = door(beads, following)
    if last < 0 or _counts(beads, last) or (beads.lowers[index] == "no" and beads.lowers[last] == "one"):
        return -1
    found, number = street_behind(beads, last), last
    if found >= 0 or not beads.facts[index] & Fact.WEAK_DOOR:
        return max(found, last, more(beads, last))
    last = max(last, more(beads, last))
    return last if last > number or _is_home(beads, index, number) else -1


def _past_number_word(beads: Beads, place: int) -> int:
    """The place of the number in "flat no 6", "house number is 6"."""
    for words in (_NUMBERS, {"is"}):
        if place + 1 < beads.count and beads.lowers[place] in words and beads.gaps[place] == " ":
            is_number = door(beads, place + 1) >= 0
            place += is_number or (words is _NUMBERS and beads.lowers[place + 1] == "is")
    return place


def _counts(beads: Beads, last: int) -> bool:
    """Whether a number counts what stands behind it: "number two suspects", "flat two days"."""
    if last + 1 >= beads.count or beads.gaps[last + 1] != " ":
        return False
    told, word = beads.facts[last + 1], beads.lowers[last + 1]
    is_many = word.endswith("s") and told & Fact.ORDINARY and not told & (Fact.VERB | Fact.STOP | Fact.ROAD)
    return bool(beads.facts[last] & Fact.SPELLED and (is_many or word == "of") and not beads.is_capital(last + 1))


def _is_home(beads: Beads, index: int, number: int) -> bool:
    """Whether "number 12", "No 5", "room 4" without a street tell a door."""
    word, before = beads.lowers[index], beads.lowers[index - 1] if index else ""
    if number + 1 < beads.count and beads.gaps[number + 1] == " " and beads.facts[number + 1] & Fact.NUMBERED:
        return False
    if beads.is_plain(index):
        is_set_off = beads.is_first(index) and beads.gaps[number + 1][:1] in {",", ".", ";"}
    else:
        is_set_off = beads.shown[index][0].isupper()
    if word in _NUMBERS and is_set_off and not beads.facts[number] & Fact.SPELLED:
        return len(beads.shown[number]) < _LONGEST and not (index and beads.facts[index - 1] & Fact.LABEL)
    if word == "house" and beads.lowers[index + 1] in _NUMBERS:
        return True
    is_told = index and (beads.facts[index - 1] & (Fact.HOMELY | Fact.ROAD) or before == "door")
    return word in _ROOMS and (before in _AT or bool(is_told and word in _NUMBERS))


def behind_number(beads: Beads, index: int) -> int:
    """The last word of an address that begins with a house number."""
    if (found := behind_part(beads, index)) >= 0:
        return found
    if not NUMBER.fullmatch(beads.lowers[index].removeprefix("no")):
        return -1
    if (found := street_behind(beads, index)) >= 0 or (found := _behind_led(beads, index)) >= 0:
        return found
    before = beads.lowers[index - 1] if index else ""
    if _LETTERED.fullmatch(beads.shown[index]) and before in _AT and not beads.gaps[index + 1].startswith(".m"):
        return index
    return listed(beads, index) if _is_alone(beads, index) else -1


def _behind_led(beads: Beads, index: int) -> int:
    """The capitals behind a number that a word before it leads to: "at 14 Cheapside", "21, The Paddocks"."""
    is_led = not index or beads.facts[index - 1] & Fact.BEFORE_HOUSE or beads.gaps[index] in SETS_OFF
    is_lettered = _LETTERED.fullmatch(beads.shown[index]) is not None
    following = index + 1
    if following >= beads.count or len(beads.shown[index]) >= _LONGEST:
        return -1
    is_named = is_article_of_house(beads, following) and beads.gaps[following] in {" ", ", "}
    if not (is_led or is_lettered or is_named or beads.facts[index - 1] & (Fact.HOMELY | Fact.KIN)):
        return -1
    if index and beads.lowers[index - 1] in _ADDRESS and (plain := _plain_words(beads, following)) >= 0:
        return plain
    is_short = is_lettered and len(beads.lowers[following]) == len("the")
    following += beads.lowers[following] == "the" or (is_short and not beads.is_capital(following))
    if following >= beads.count or beads.gaps[following] != " ":
        return -1
    if is_named and beads.is_plain(index + 1) and beads.facts[following] & Fact.LETTERS:
        return following if beads.gaps[following + 1] != " " else -1
    is_at = index > 0 and beads.lowers[index - 1] in {"at", "outside", "from"} and beads.gaps[index] == " "
    is_free = is_at and beads.facts[following] & (Fact.FREE | Fact.PLACE_LIKE)
    return proper(beads, following, is_sure=beads.shown[following - 1] == "The" or bool(is_free))


def _plain_words(beads: Beads, first: int) -> int:
    """The last of two to four words up to a mark, where capitals say nothing: "address 17 copper beeches"."""
    for place in range(first, min(first + _LONGEST, beads.count)):
        is_word = beads.facts[place] & Fact.LETTERS and not beads.facts[place] & (Fact.STOP | Fact.VERB | Fact.MONTH)
        if beads.taken[place] or beads.gaps[place] != " " or not is_word or not beads.is_plain(place):
            return -1
        if place > first and (place + 1 == beads.count or beads.gaps[place + 1] != " "):
            return place
    return -1


def _is_alone(beads: Beads, index: int) -> bool:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """Whether a bare number is that of a house: "the woman at 22", "found at 404", "Mill Street 14."."""
    if not index or not BARE.fullmatch(beads.shown[index]):
        return False
    before, told = beads.lowers[index - 1], beads.facts[index - 1]
    is_end = beads.gaps[index + 1] != " " or index + 1 == beads.count
    if told & Fact.ROAD and beads.is_capital(index - 1) and beads.gaps[index] == " ":
        return is_end and beads.gaps[index + 1][:1] not in {"/", "-", ":", "%"}
    if before not in {"at", "of", "from"} or beads.gaps[index] != " ":
        return False
    if not is_end and beads.lowers[index + 1] in {"or", "and", "to"} and street_behind(beads, index + 2) >= 0:
        return False
    if index > 1 and beads.facts[index - 2] & Fact.HOMELY:
        return True
    if before == "of" or (not is_end and (beads.lowers[index + 1] in _ONWARDS or is_thing(beads, index + 1))):
        return False
    is_somebody = index > 1 and beads.facts[index - 2] & _SOMEBODY and beads.gaps[index - 1] == " "
    return bool(is_somebody or (before == "at" and _UNROUND.fullmatch(beads.shown[index])))
