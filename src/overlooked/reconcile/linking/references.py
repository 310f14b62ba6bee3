"""References: what in a free text may be the reference of a crime, of a call log, or of a referral.

In come texts, out come references in one canonical writing, so that "CR/045678/25" and "cr 45678-2025" are one. No
style of a force is listed: a text is cut into runs of letters and digits, and any few neighbouring runs are a
candidate, which counts only where a crime record bears exactly that reference. Call logs are numbered anew each day, so
a number counts with its day only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

MOST_RUNS = 5
LEAST_DIGITS, LEAST_NUMBER = 5, 3
"""A reference has so many digits in all, and one number of so many: what has fewer is an age, a time or a house."""
LONE_DIGITS = 7
"""A reference that is one number alone has so many digits."""
LONGEST_NUMBER, LONGEST_OPAQUE = 20, 60
"""No number of a reference has more digits, no opaque one more letters and digits; what is longer is another text."""

BETWEEN = r"[\s/._-]{0,2}"
"""What may stand between the runs of an opaque reference."""

_RUNS = re.compile(r"[A-Z]+|[0-9]+")
_ZEROS = re.compile(r"^0+(?=\d)")
_LONG_YEAR = re.compile(r"^(?:19|20)(\d\d)$")
_ASCII = re.compile(r"[^\x00-\x7f]")


def canonical(text: str) -> str:
    """A reference as its runs of letters and digits: upper case, no leading zeros, a last year in two digits.

    >>> canonical("CR/045678/25"), canonical("cr 45678-2025"), canonical("NM25-00123"), canonical("NM/25/000123")
    ('CR/45678/25', 'CR/45678/25', 'NM/25/123', 'NM/25/123')
    """
    return _joined(_RUNS.findall(_ASCII.sub(" ", text).upper()))


def canonicals(column: "pd.Series[str]") -> "pd.Series[str]":
    """`canonical` of a whole column, without a Python object for each step."""
    told = pa.array(column, pa.string())
    for pattern, new in (
        (r"[^\x00-\x7f]", " "),
        (r"([A-Za-z])([0-9])", r"\1/\2"),
        (r"([0-9])([A-Za-z])", r"\1/\2"),
        (r"[^A-Za-z0-9]+", "/"),
    ):
        told = pc.replace_substring_regex(told, pattern=pattern, replacement=new)
    told = pc.utf8_trim(pc.ascii_upper(told), characters="/")
    told = pc.replace_substring_regex(told, pattern=r"(^|/)0+([0-9])", replacement=r"\1\2")
    told = pc.replace_substring_regex(told, pattern=r"/(?:19|20)([0-9][0-9])$", replacement=r"/\1")
    told = pc.replace_substring_regex(told, pattern=r"/0([0-9])$", replacement=r"/\1")
    return pd.Series(told.to_pandas(), index=column.index, dtype=object)


def _joined(runs: list[str]) -> str:
    parts = [_ZEROS.sub("", run) for run in runs]
    if len(runs) > 1 and (year := _LONG_YEAR.fullmatch(parts[-1])):
        parts[-1] = _ZEROS.sub("", year[1])
    return "/".join(parts)


def candidates(text: str) -> Iterator[str]:
    """What in a text may be a reference, canonical, the longest first: any few neighbouring runs with enough digits."""
    runs = _RUNS.findall(_ASCII.sub(" ", text).upper())
    for length in range(min(MOST_RUNS, len(runs)), 0, -1):
        for start in range(len(runs) - length + 1):
            window = runs[start : start + length]
            if _is_reference(window):
                yield _joined(window)


def _is_reference(runs: list[str]) -> bool:
    digits = [run for run in runs if run.isdigit()]
    if len(runs) == 1:
        return bool(digits) and len(runs[0]) >= LONE_DIGITS
    return sum(map(len, digits)) >= LEAST_DIGITS and max(map(len, digits), default=0) >= LEAST_NUMBER


def without_letters(reference: str) -> str:
    """A canonical reference without the letters before its first number, for a text that leaves a prefix out.

    >>> without_letters("CR/45678/25"), without_letters("45678/25")
    ('45678/25', '45678/25')
    """
    parts = reference.split("/")
    while parts and parts[0].isalpha():
        parts = parts[1:]
    return "/".join(parts)


def near(reference: str) -> Iterator[str]:
    """Every reference that differs in one digit of the longest number, or in two neighbouring digits swapped.

    A first digit is never 0, since a canonical number has no leading zeros. None is near to a number that is too long.
    """
    parts = reference.split("/")
    numbers = [place for place, part in enumerate(parts) if part.isdigit()]
    if not numbers:
        return
    place = max(numbers, key=lambda own: len(parts[own]))
    number = parts[place]
    if len(number) > LONGEST_NUMBER:
        return
    changed = {number[:at] + digit + number[at + 1 :] for at in range(len(number)) for digit in "0123456789"}
    changed |= {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(len(number) - 1)}
    for other in sorted(changed - {number}):
        if not other.startswith("0"):
            yield "/".join([*parts[:place], other, *parts[place + 1 :]])


@dataclass(frozen=True, slots=True)
class Call:
    """A call log: its number and its day, None where the text gives none."""

    number: str
    day: date | None


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = (
    r"(?:(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2})"
    r"|(?P<d>\d{1,2})[/.\- ]?(?P<m>\d{2}|[A-Z]{3})[A-Z]*[/.\- ]?(?P<y>\d{4}|\d{2}))(?!\d)"
)
CALL_WORDS = ("CAD", "LOG", "INC", "INCIDENT", "STORM", "EVENT")
"""By what call logs are named before their number."""
_CALL = re.compile(
    rf"\b(?:{'|'.join(CALL_WORDS)})(?:\s+(?:LOG|REF|REFERENCE|NO|NUMBER)){{0,3}}[.:#\s]*0*(?P<number>\d{{1,6}})"
    rf"(?:(?:\s*(?:OF|ON|DATED|DTD|-|/|,)?\s*)(?:THE\s+)?{_DAY})?",
    re.IGNORECASE,
)


def calls(text: str) -> list[Call]:
    """The call logs that a text names.

    >>> calls("CAD 1234 of 12/03/25; Log 0077 12MAR25, Inc 12")
    [Call(number='1234', day=datetime.date(2025, 3, 12)), Call(number='77', day=datetime.date(2025, 3, 12)), \
Call(number='12', day=None)]
    """
    return [Call(found["number"], _day(found)) for found in _CALL.finditer(text.upper())]


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (found["Y"] or found["y"], found["M"] or found["m"], found["D"] or found["d"])
    if not year:
        return None
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    try:
        return date(int(year) if len(year) == len("2025") else 2000 + int(year), number, int(day))
    except ValueError:
        return None


def shape(reference: str) -> str:
    r"""A regular expression for whatever is written like an opaque reference, with or without its separators.

    >>> shape("NRM-2025-012345")
    '[A-Za-z]{3}[\\s/._-]{0,2}[0-9]{4}[\\s/._-]{0,2}[0-9]{6}'
    """
    runs = _RUNS.findall(_ASCII.sub(" ", reference).upper())
    return BETWEEN.join(f"{'[0-9]' if run.isdigit() else '[A-Za-z]'}{{{len(run)}}}" for run in runs)


def opaque(reference: str) -> str:
    """An opaque reference folded: letters and digits only, upper case; "" for one too short or too long to be one.

    >>> opaque("nrm 2025/012345"), opaque("12")
    ('NRM2025012345', '')
    """
    told = "".join(_RUNS.findall(_ASCII.sub(" ", reference).upper()))
    fits = LONE_DIGITS - 1 <= len(told) <= LONGEST_OPAQUE
    return told if fits and any(map(str.isdigit, told)) else ""
