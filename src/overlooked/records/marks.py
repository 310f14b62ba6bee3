"""Marks: what settling must know of each record without reading it again, made while its row is at hand.

In comes what a row holds, out go a few numbers: what it is by, how long its cells are, and what state it is in.
"""

import struct
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

SETTLING = ("table", "nth", "has_id", "state", "same", "same_rest", "id_hash", "words", "cells")
"""The columns of a record that settling reads besides `record_id`, `recorded_on`, `source` and `row`.

Its table's place among the opened, which row of it; whether its id was given; the bits of `STATES`; by what it is the
same record (128 bits in two columns), the hashes of its id and of its words, and its long narrative cells as `CELL`.
"""
STATES = (
    "short",
    "mended",
    "offences_missing",
    "codes_missing",
    "codes_unknown",
    "dates_missing",
    "dates_unread",
    "dates_out_of_range",
)
"""Counts of `Quality` that each record adds one to or not, from the lowest bit of its state."""
CELL = np.dtype(
    [("text", "<i8"), ("characters", "<u4"), ("with_ends", "<u4"), ("bytes", "<u4"), ("column", "<u2"), ("open", "<u2")]
)
"""A narrative cell: hash, lengths by three measures, number of its column, and whether it ends inside a sentence."""
Cells = np.ndarray[tuple[int], np.dtype[np.void]]
MEASURES = ("characters", "with_ends", "bytes")
LEAST = 100
"""No field for narratives is shorter; shorter cells are not looked at."""

_ENDS = ".!?:;)]}\"'”’…»*"
_CELL = struct.Struct("<qIIIHH")
_ONE, _TWO, _SIZES = struct.Struct("<q"), struct.Struct("<qq"), struct.Struct("<II")


def short_hash(content: bytes) -> int:
    """64 bits that are the same in every process."""
    found: int = _ONE.unpack(blake2b(content, digest_size=8).digest())[0]
    return found


def identity(record_id: str, narrative: bytes, offence: str) -> tuple[int, int]:
    """128 bits that are the same for the same id, narrative and offence only."""
    name, title = record_id.encode(), offence.encode()
    digest = blake2b(_SIZES.pack(len(name), len(title)), digest_size=16)
    digest.update(name + title)
    digest.update(narrative)
    first, rest = _TWO.unpack(digest.digest())
    return first, rest


def folded_words(text: str) -> str:
    """The words of a text, whatever their case and the space between them."""
    folded = text.casefold()
    if "  " not in folded and folded.isprintable():
        return folded.strip(" ")
    return " ".join(folded.split())


def state_of(*states: bool) -> int:
    """What is true of a record, in the order of `STATES`, as bits."""
    bits = 0
    for is_so in reversed(states):
        bits = bits << 1 | is_so
    return bits


def cell_mark(column: int, text: object, content: bytes | None = None) -> bytes:
    """A `CELL` of a text as the file holds it, `content` in UTF-8; nothing for one that is too short to be cut."""
    if not isinstance(text, str) or len(text) < LEAST:
        return b""
    content = text.encode("utf-8", "replace") if content is None else content
    is_open = text.rstrip()[-1:] not in _ENDS
    doubled = text.count("\r\n")
    of_lines = text.count("\n")
    characters = len(text) - doubled
    lengths = characters, characters + of_lines, len(content) - doubled + of_lines
    return _CELL.pack(short_hash(content), *lengths, column, is_open)


def cells_of(marks: Iterable[bytes]) -> Cells:
    """The cells of many records, in order."""
    return np.frombuffer(b"".join(marks), CELL)
