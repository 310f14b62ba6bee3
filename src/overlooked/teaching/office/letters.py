"""How much room a text takes: a text and a width come in, out comes where its lines break.

The slides are set in Arial, which may not be shipped. Its letters are as wide as those of Helvetica, whose measures
(Adobe Core 14 AFM) matplotlib brings along; other signs are taken from DejaVu Sans, which is wider. All sizes
are in points.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import matplotlib as mpl
from fontTools.agl import toUnicode
from PIL import ImageFont

from overlooked.pages.office.runs import LINE_END, plain

LEADING = 1.2
"""The height of a line, by the size of its letters."""
_EM = 2048
_SPARE = 1.01
"""What a program may add to a line by rounding each letter."""
_WIDE, _TAB = 1.3, 4.0
_BEYOND = 0xFFFF
"""Signs above it, such as pictures, come from fonts that nobody can foresee."""


def lines(text: str, width: float, size: float, start: int = 0) -> Iterator[tuple[int, int]]:
    """The lines of a text from `start` on, as they break within a width: from, to. Line ends stand between them."""
    room = width / size
    for end in LINE_END.finditer(text, start):
        yield from _wrapped(text, start, end.start(), room)
        start = end.end()
    yield from _wrapped(text, start, len(text), room)


def count(text: str, width: float, size: float) -> int:
    """How many lines a text has within a width."""
    return sum(1 for _ in lines(text, width, size))


def _wrapped(text: str, start: int, end: int, room: float) -> Iterator[tuple[int, int]]:
    """One paragraph: a word that does not fit begins a line, and one that fits no line is cut."""
    begin, used, at = start, 0.0, start
    while at < end:
        word_end = _end_of(text, at, end, space=False)
        word = sum(_advance(sign) for sign in text[at:word_end])
        if used and used + word > room:
            yield begin, at
            begin, used = at, 0.0
        if word > room:
            for place in range(at, word_end):
                wide = _advance(text[place])
                if used and used + wide > room:
                    yield begin, place
                    begin, used = place, 0.0
                used += wide
        else:
            used += word
        at = _end_of(text, word_end, end, space=True)
        used += sum(_advance(sign) for sign in text[word_end:at])
    yield begin, end


def _end_of(text: str, at: int, end: int, *, space: bool) -> int:
    while at < end and text[at].isspace() == space:
        at += 1
    return at


@cache
def _advance(sign: str) -> float:
    """How wide a sign is, by the size of the letters; one that the font lacks is taken to be wide."""
    if sign == "\t":
        return _TAB
    shown = plain(sign)
    if shown != sign:
        return sum(_advance(part) for part in shown)
    if unicodedata.east_asian_width(sign) in "WF" or ord(sign) > _BEYOND:
        return _WIDE
    known = _helvetica().get(sign)
    return _SPARE * (known if known is not None else _font().getlength(sign) / _EM)


@cache
def _helvetica() -> Mapping[str, float]:
    """The width of each letter that Helvetica has, by the size of the letters."""
    measures = Path(mpl.get_data_path(), "fonts", "pdfcorefonts", "Helvetica.afm").read_text("ascii")
    found = re.findall(r"^C -?\d+ ; WX (\d+) ; N (\S+) ;", measures, re.MULTILINE)
    return {toUnicode(name): int(width) / 1000 for width, name in found}


@cache
def _font() -> ImageFont.FreeTypeFont:
    path = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    return ImageFont.truetype(str(path), _EM, layout_engine=ImageFont.Layout.BASIC)
