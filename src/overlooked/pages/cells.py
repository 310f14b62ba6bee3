"""Cells of a spreadsheet: in comes any text, out comes text that Excel holds whole, shows and never runs."""

import re

CELL = 32_767
"""The most characters in a cell; Excel counts those outside the basic plane twice."""
CUT = " […] (cut: a cell holds no more; the JSON Lines or Parquet queue has the whole text)"

_UNHELD = re.compile("[\0-\b\v\f\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_FORMULA = re.compile("'*[\t\r\n]|[\\s\"'`“”‘’\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]")


def held(text: str) -> str:
    r"""The text with newlines for line ends, a mark for each control character, and cut to what a cell holds.

    >>> held("one\r\ntwo\x07")
    'one\ntwo�'
    """
    if text.isprintable() and len(text) * 2 <= CELL:
        return text
    text = _UNHELD.sub(_REPLACEMENT, text).replace("\r\n", "\n").replace("\r", "\n")
    return text if _units(text) <= CELL else _first(text, CELL - len(CUT)) + CUT


def inert(value: object) -> object:
    r"""A cell of a CSV file: `held`, and an apostrophe before what a spreadsheet would take for a formula.

    >>> inert(' "=1+1'), inert("10:30 hrs"), inert(-3)
    ('\' "=1+1', '10:30 hrs', -3)
    """
    if not isinstance(value, str):
        return value
    return held(f"'{value}" if _FORMULA.match(value) else value)


def original(cell: str) -> str:
    r"""The text that `inert` wrote as this cell of a CSV file, but for what `held` changed; for programs that read it.

    >>> [original(str(inert(text))) for text in ("=1+1", "'=1+1", "'tis", "it's", "-3")]
    ['=1+1', "'=1+1", "'tis", "it's", '-3']
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _units(text: str) -> int:
    return len(text) if len(text) * 2 <= CELL else len(text.encode("utf-16-le")) // 2


def _first(text: str, units: int) -> str:
    """The longest beginning of at most so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
