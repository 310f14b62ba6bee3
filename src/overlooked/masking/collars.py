"""Collars: numbers of officers, beside ranks and in logs; and exhibits that only what stands before them tells.

In come the beads of a text, out come the pieces.
"""

import re
from collections.abc import Iterator

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.pieces import Piece

_PRODUCED = frozenset({"as", "exhibited", "produced", "marked", "to", "and"})
_EXHIBIT = re.compile(r"[A-Z]{2,3}\d{1,3}")
_PREFIXES = frozenset({"IC", "PS", "MG", "WW", "MP", "GT", "TV", "GP", "HP"})
"""What letters before a number stand for that is no exhibit: looks, a games console, a form."""
_LETTERED = re.compile(r"[C-LN-Z]\d{3,4}")
"""A letter and a number that are no road."""
_GLUED = re.compile(r"(?:pc|dc|ps|ds|wpc|pcso|sgt|insp|spc|tdc)(?=\d{2})\d{2,6}[a-z]{0,2}")
_BARE = re.compile(r"\d{3,5}")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|(?:19|20)\d\d|\d{3}|\d{5}")
"""A bare number that may be a time, a year or an amount."""
_COLLAR = re.compile(r"(?=[A-Za-z]{0,3}\d{2})[A-Za-z]{0,3}\d{2,6}[A-Za-z]{0,2}")
_DIGITS, _FEWEST, _FARTHEST = 4, 3, 5
"""Digits of a time, letters of a collar number before a rank, and words between a rank and the number behind a name."""
_BEFORE = frozenset({"unit", "units", "unt", "officer", "officers", "ask", "relieved", "callsign", "number", "sc"})
_BEHIND = frozenset(
    {
        "attending", "attended", "assigned", "advises", "advised", "running", "deployed", "resumed", "resumes",
        "committed", "clear", "shown", "states", "reports", "asks", "requests", "dispatched",
    }
)  # fmt: skip


def beside_ranks(beads: Beads) -> Iterator[Piece]:
    """The numbers beside ranks."""
    for index in beads.having(Fact.RANK):
        yield from _beside_rank(beads, index)


def _beside_rank(beads: Beads, index: int) -> Iterator[Piece]:
    """The collar number right behind a rank, right before it, or behind the name that follows it."""
    if (
        index
        and _COLLAR.fullmatch(beads.shown[index - 1])
        and beads.gaps[index] in {" ", "/"}
        and beads.gaps[index - 1][-1:] not in {"/", ".", "-", ":"}
        and not _goes_on(beads, index - 1)
        and len(beads.shown[index - 1]) >= _FEWEST
        and not (len(beads.shown[index - 1]) == _DIGITS and beads.is_first(index - 1))
    ):
        yield Piece(beads.starts[index - 1], beads.ends[index - 1], "collar")
    for place in range(index + 1, min(index + _FARTHEST, beads.count)):
        gap = beads.gaps[place]
        if _COLLAR.fullmatch(beads.shown[place]) and gap in {" ", "/", " (", " #", ", ", "-", " - "}:
            yield Piece(beads.starts[place], beads.ends[place], "collar")
            return
        is_name = beads.shown[place][0].isupper() or (
            beads.is_low and not beads.facts[place] & (Fact.STOP | Fact.ORDINARY)
        )
        if not is_name or (gap not in {" ", "-", "'"} and not (gap == ". " and len(beads.shown[place - 1]) <= 1)):
            return


def _goes_on(beads: Beads, index: int) -> bool:
    """Whether a number goes on with the number before it, which is no time at the head of an entry."""
    if not index or beads.gaps[index] != " ":
        return False
    if not beads.facts[index - 1] & Fact.DIGITS:
        return beads.shown[index - 1][0] == "["
    return not (len(beads.shown[index - 1]) == _DIGITS and beads.is_first(index - 1))


def collars(beads: Beads) -> Iterator[Piece]:
    """Numbers of officers without a rank, and exhibits without a stroke, that what stands beside them tells."""
    known = {beads.shown[index] for index, kind in enumerate(beads.taken) if kind == "collar"}
    for index in beads.having(Fact.DIGITS):
        word = beads.shown[index]
        if beads.taken[index]:
            continue
        if _BARE.fullmatch(word):
            if _is_by_letters(beads, index):
                yield Piece(beads.starts[index - 1], beads.ends[index], "collar")
            elif word in known or _is_collar(beads, index):
                known.add(word)
                yield Piece(beads.starts[index], beads.ends[index], "collar")
        elif _GLUED.fullmatch(beads.lowers[index]) or (
            _LETTERED.fullmatch(word.upper() if beads.is_low else word) and not _is_of_make(beads, index)
        ):
            yield Piece(beads.starts[index], beads.ends[index], "collar")
        elif index and _EXHIBIT.fullmatch(word.upper() if beads.is_low else word) and _is_produced(beads, index):
            yield Piece(beads.starts[index], beads.ends[index], "exhibit")


def _is_by_letters(beads: Beads, index: int) -> bool:
    """Whether "by" and two capitals stand before a number: "booked in by CS 318"."""
    if index < len(("by", "CS")) or beads.lowers[index - 2] != "by" or beads.taken[index - 1]:
        return False
    letters = beads.shown[index - 1]
    return beads.gaps[index] == " " == beads.gaps[index - 1] and len(letters) == 2 and letters.isupper()  # noqa: PLR2004 - a force has two letters


def _is_of_make(beads: Beads, index: int) -> bool:
    """Whether a make stands right before a letter and a number."""
    return index > 0 and beads.gaps[index] == " " and beads.facts[index - 1] & (Fact.KEPT | Fact.STOP) == Fact.KEPT


def _is_produced(beads: Beads, index: int) -> bool:
    """Whether letters and a number are an exhibit: by the word before, or set apart by marks."""
    if beads.shown[index][:2].upper() in _PREFIXES:
        return False
    return beads.lowers[index - 1] in _PRODUCED or (
        beads.gaps[index] in {", ", " (", ": "} and beads.gaps[index + 1][:1] in {".", ",", ")", ";"}
    )


def _is_collar(beads: Beads, index: int) -> bool:
    """Whether a bare number is that of an officer: no time and no year, or where an officer would stand."""
    text, word, gap = beads.text, beads.shown[index], beads.gaps[index]
    if gap[-1:] in {"£", "$", "€", ".", ":", "/", "#"} or text[beads.ends[index] : beads.ends[index] + 1] in {"%", "/"}:
        return False
    if not _CLOCK.fullmatch(word):
        return True
    before = beads.lowers[index - 1] if index else ""
    if before == "by":
        return index > 1 and beads.lowers[index - 2].endswith("ed")
    if before in _BEFORE and gap in {" ", ", "}:
        return True
    if len(word) != _DIGITS or beads.is_first(index):
        return _stands_behind_time(beads, index)
    is_doing = index + 1 < beads.count and beads.gaps[index + 1] == " " and beads.lowers[index + 1] in _BEHIND
    return is_doing or _stands_behind_time(beads, index)


def _stands_behind_time(beads: Beads, index: int) -> bool:
    """Whether a number of four digits stands behind the time that an entry of a log begins with."""
    if not index or len(beads.shown[index]) != _DIGITS or beads.gaps[index] != " ":
        return False
    before = beads.shown[index - 1]
    if beads.gaps[index - 1] == " " and index > 1:
        return False
    return before.isdigit() and len(before) == _DIGITS and beads.is_first(index - 1)
