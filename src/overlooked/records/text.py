"""Text: the encoding of a text file, and its lines, none longer than can be held. In comes a source of bytes."""

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from overlooked.errors import RecordsError
from overlooked.records.sources import Source

ROW_LIMIT = 2**24
"""No row of a text file may be longer, in characters: one that is, is set aside and its rest skipped."""
TOO_LONG = f"a row of more than {ROW_LIMIT:,} characters"
SHOWN_OF_TOO_LONG = 1000

_MAGIC = {
    b"PK\x03\x04": "a zip or XLSX file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x1f\x8b": "a gzip file inside a gzip file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
}
_MOST = 0.7
"""Of the text of an export in UTF-16, more than so many characters have an empty byte."""


class RowTooLongError(Exception):
    """A line is longer than any row; carries how it begins. The next line can be read."""


def encoding_of(source: Source) -> str:
    """UTF-16 by its mark or its empty bytes; UTF-8 where it holds, or holds but for a few broken bytes; else cp1252.

    Raises RecordsError for an empty file and for one that is no text.
    """
    with source.open() as file:
        head = file.read(2**16)
        if not head.removeprefix(codecs.BOM_UTF8).strip():
            raise RecordsError(f"{source} is empty")
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        wide = _utf_16(head)
        if wide:
            return wide
        kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
        if kind or head.count(0) * 50 > len(head):
            raise RecordsError(f"{source} is not a text file but {kind or 'binary'}; export it as CSV in UTF-8")
        return _utf_8_or_cp1252(chain([head], iter(lambda: file.read(2**20), b"")), head.startswith(codecs.BOM_UTF8))


def _utf_16(head: bytes) -> str:
    """UTF-16 without its mark, or "": of Latin letters every second byte is empty."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * _MOST and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half * _MOST and not odd else ""


def _utf_8_or_cp1252(chunks: Iterator[bytes], has_mark: bool) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    wide = broken = 0
    for chunk in chunks:
        text = decoder.decode(chunk)
        if not text.isascii():
            halves = len(text) - len(text.encode("utf-8", "ignore").decode())
            wide += len(text) - len(text.encode("ascii", "ignore")) - halves
            broken += halves
    broken += len(decoder.decode(b"", final=True))
    return "cp1252" if broken > wide and not has_mark else "utf-8-sig"


def text_of(source: Source, encoding: str) -> TextIO:
    """The file as text; a byte outside the encoding comes as a half character, so that its row is found."""
    errors = "backslashreplace" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline="")


def next_line(file: TextIO) -> str:
    """The next line, "" at the end. RowTooLongError where it is too long; it is skipped then."""
    line = file.readline(ROW_LIMIT)
    if len(line) < ROW_LIMIT or line.endswith("\n"):
        return line
    start = line[:SHOWN_OF_TOO_LONG]
    while line and not line.endswith(("\n", "\r")):
        line = file.readline(2**20)
    raise RowTooLongError(start)
