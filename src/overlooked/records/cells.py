"""Cells: what stands in one field of a row; in comes a value of any type, out go a narrative, a day or text."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

BROKEN = re.compile("[\0\ud800-\udfff]")
"""NUL, and the half characters that stand for bytes outside the encoding: no table or page can hold them."""


_BYTES = (0, *range(0xDC80, 0xDD00))
"""The code points that stand for one byte each (PEP 383)."""


def spelled(broken: re.Match[str]) -> str:
    r"""A broken character spelled out: a byte as in \x81, half a character as in \ud800."""
    code = ord(broken[0])
    return f"\\x{code & 0xFF:02x}" if code in _BYTES else f"\\u{code:04x}"


NARRATIVE_LIMIT = 1_000_000
"""No narrative of one record is longer, in characters; one that is, is set aside and not read in part."""
EXCEL_ERRORS = frozenset({"#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!"})
TOO_LONG, NO_NARRATIVE = "the narrative is too long", "no narrative"


def narrative_of(cells: Sequence[Any]) -> tuple[str, str]:
    """The narrative with its line ends as newlines, as the file has it, and what is wrong with it if anything."""
    parts = [cell for cell in cells if not _is_absent(cell)]
    for part in parts:
        if not isinstance(part, str):
            return "", f"the narrative is no text but {type(part).__name__}"
    text = "\n\n".join(part for part in parts if part.strip()).replace("\r\n", "\n").replace("\r", "\n")
    broken = None if _is_whole(text) else BROKEN.search(text)
    if broken:
        return "", f"the narrative holds {spelled(broken)}, no character in the encoding of this file"
    if len(text) > NARRATIVE_LIMIT:
        return "", f"{TOO_LONG}: {len(text):,} characters where at most {NARRATIVE_LIMIT:,} are read"
    if text.strip() in EXCEL_ERRORS:
        return "", f"the narrative is only the error {text.strip()} of Excel, its words are lost"
    return (text, "") if text else ("", NO_NARRATIVE)


def _is_whole(text: str) -> bool:
    """Whether a text holds no broken character; most do not, and this is asked of all."""
    return text.isprintable() or (text.isascii() and "\0" not in text)


def _is_absent(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def plain(cell: object) -> str:
    """Any other value as text: 12.0 as 12, dates in ISO form, broken characters spelled out."""
    if type(cell) is str and cell.isprintable():
        return cell.strip()
    if _is_absent(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return BROKEN.sub(spelled, text).strip()


def shown(value: object) -> str:
    """A value of a file as a message may show it: printable, in one line, not long."""
    text = " ".join(plain(value).split())
    return "".join(filter(str.isprintable, text))[:80]


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TIME = (
    r"(?:[T,\s]+(?P<hour>\d\d?)[:.]?(?P<minute>\d\d)(?:[:.]?(?P<second>\d\d))?(?:[.,]\d+)?"
    r"\s*(?P<half>[ap]m)?\s*(?:Z|UTC|GMT|BST|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)" + _TIME, re.ASCII | re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?[-/. ]+(?P<month>\d\d?|[a-z]{3,9})[-/., ]+(?P<year>\d{4}|\d\d)" + _TIME,
    re.ASCII | re.IGNORECASE,
)


_PIVOT = 69
_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d+)?", re.ASCII)
_EARLIER_SERIAL = re.compile(r"[12]\d{4}(?:\.0+)?", re.ASCII)
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones
_NOON = 12


def iso_day(text: str) -> str:
    """The ISO day of a date in ISO form or UK order, "" where it is neither; two-digit years as in POSIX.

    A number of five digits is what Excel makes of a date: the days since 1900 (30000 to 59999, 1982 to 2064).
    """
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    return _day_of(found) if found else _day_of_excel(text)


def _day_of(found: re.Match[str]) -> str:
    year, month, day = int(found["year"]), found["month"].lower(), int(found["day"])
    if len(found["year"]) == len("24"):
        year += 1900 if year >= _PIVOT else 2000
    named = (number for number, name in enumerate(_MONTHS, start=1) if name.startswith(month))
    try:
        return date(year, int(month) if month.isdecimal() else next(named, 0), day).isoformat()
    except ValueError:
        return ""


def iso_birth_day(text: str) -> str:
    """The ISO day of a birth date, as `iso_day`, and also of the numbers of Excel from 10000 (1927) on.

    A year of two digits may come out as one to come; who knows the day of the record sees that.
    """
    return iso_day(text) or (_day_of_number(text) if _EARLIER_SERIAL.fullmatch(text) else "")


def iso_moment(text: str) -> str:
    """The ISO moment of a date with a time ("2026-03-31T09:30", with seconds where there are any), else its ISO day.

    The time is that which the clock showed: a zone behind it is left out. A time that no clock shows is none.
    """
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if not found:
        return _moment_of_excel(text) if _SERIAL.fullmatch(text) else ""
    day = _day_of(found)
    if not day or not found["hour"]:
        return day
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half == "pm")
    try:
        return f"{day}T{_clock(time(hour, int(found['minute']), int(found['second'] or 0)))}"
    except ValueError:
        return day


def _clock(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")


def _moment_of_excel(text: str) -> str:
    seconds = min(round(float(text) % 1 * 86_400), 86_399)
    day = _day_of_number(text)
    return f"{day}T{_clock((_ZERO + timedelta(seconds=seconds)).time())}" if seconds else day


def _day_of_excel(text: str) -> str:
    return _day_of_number(text) if _SERIAL.fullmatch(text) else ""


def _day_of_number(text: str) -> str:
    return (_ZERO + timedelta(days=int(text[:5]))).date().isoformat()
