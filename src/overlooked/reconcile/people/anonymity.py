"""Anonymity: whether a referral tells enough of a person to be linked at all.

In comes a cell or a row as the tables hold it, out comes what is told. How tables write that nothing is told ("N/K",
"UNKNOWN", "XX") is data (`data/people.toml`).
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from overlooked.notation import from_toml

ANONYMOUS, TOO_LITTLE = "anonymous", "too_little"
"""Why a referral cannot be linked: a notification without a name; not two parts of an identity and no reference."""

PARTS = 2
"""So many parts of an identity may be enough to link: words of one name, and a birth date."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CROSSES = re.compile(r"x+")
_ALIASES = re.compile(r"[;,/|\n]|\baka\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:\d{4}-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-](?:\d{4}|\d\d)|(?:19|20)\d\d)\b(?![/-])")
_LOG = re.compile(r"\b(?:cad|log|inc|incident|crime|crn|urn|ref|stp|storm)\b\W*(?:no|number|ref)?\W*\d", re.IGNORECASE)
_DIGITS_OF_A_REFERENCE = 3


class Blank(NamedTuple):
    """What stands for nothing: whole cells, words of a name, and birth dates."""

    cells: frozenset[str]
    words: frozenset[str]
    days: frozenset[str]


def anonymity(referral: Mapping[str, str]) -> str:
    """`ANONYMOUS` or `TOO_LITTLE` for a referral that cannot be linked, else "".

    A duty to notify without a word of a name is anonymous. Any other tells too little where it has neither two words of
    one name, nor one word and a birth date, nor a crime or command-log reference.
    """
    own = {*name_words(referral["forename"]), *name_words(referral["surname"])}
    most = max(len(own), *(len(name_words(alias)) for alias in _ALIASES.split(referral["aliases"])))
    if referral["referral_type"].casefold() == "dtn" and not most:
        return ANONYMOUS
    parts = most + is_birth_date(referral["date_of_birth"]) if most else 0
    return "" if parts >= PARTS or is_reference(referral["crime_or_cad_reference"]) else TOO_LITTLE


def is_told(text: str) -> bool:
    """Whether a cell says something, and not that nothing is known.

    >>> [is_told(text) for text in ("Kent", "N/K", "Not known", "XXX", " ")]
    [True, False, False, False, False]
    """
    letters = _letters(text)
    return bool(letters) and letters not in blank().cells and not _CROSSES.fullmatch(letters)


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, each once, without initials, titles and what stands for no name.

    >>> name_words("Mr Jan NOWAK"), name_words("Unknown male")
    (('jan', 'nowak'), ())
    """
    if not is_told(text):
        return ()
    words = dict.fromkeys(_WORD.findall(text.casefold()))
    return tuple(w for w in words if len(w) > 1 and w not in blank().words and not _CROSSES.fullmatch(w))


def is_birth_date(text: str) -> bool:
    """Whether an ISO day tells one person from another: not a day that is filled in, and not the default 1 January."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return False
    return text[:10] not in blank().days and (day.month, day.day) != (1, 1)


def is_reference(text: str) -> bool:
    """Whether a text may hold a crime or command-log reference: three digits beside days, or a log and its number.

    >>> is_reference("CAD 47 of 12/03/2024"), is_reference("to follow, 12/03/2024"), is_reference("42/1234/24")
    (True, False, True)
    """
    left = _DAY.sub(" ", text)
    return sum(map(str.isdigit, left)) >= _DIGITS_OF_A_REFERENCE or bool(_LOG.search(left))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def blank() -> Blank:
    """The shipped lists."""
    told = from_toml((files("overlooked") / "data" / "people.toml").read_text("utf-8"))["blank"]
    return Blank(frozenset(map(_letters, told["cells"])), frozenset(told["words"]), frozenset(told["days"]))
