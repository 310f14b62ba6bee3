"""Choices made by bytes: in come bytes, out come numbers, texts and tables. Equal bytes give equal choices.

At the end of the bytes every choice is the first one, so that a short input is a simple case.
"""

from collections.abc import Sequence
from typing import TypeVar

Chosen = TypeVar("Chosen")
HOSTILE = (
    *("", "=1+1", "@SUM(A1)", "\t-2", "</script><script>", "<!--", "]]>", "&amp;", '"', "'", "\\", "\n", "\r\n", "\r"),
    *("\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\x85", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\U0001f600"),
    *("Â£", "â€™", "Ã©", "é", "ß", "ﬁ", "İ", "٣", "1e999", "NaN", "None", "_x000D_", "{}", "%s", "$style", ";", ","),
)
SIGNS = (
    *("His boss has kept his passport since March.", "She is not paid.", "He said he was free to leave.", "NRM sent."),
    *("Is he locked in? No.", "He is 15 years old.", "They owe him £3,000.", "No concerns. MSHT checklist nil."),
)


class Draw:
    """Bytes that are used up choice by choice."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, below: int) -> int:
        """From 0 up to `below`, not with it."""
        size = (max(below - 1, 1).bit_length() + 7) // 8
        return int.from_bytes(self.take(size), "big") % below

    def pick(self, options: Sequence[Chosen]) -> Chosen:
        """One of the options."""
        return options[self.number(len(options))]

    def text(self) -> str:
        """A few pieces: hostile ones, sentences with signs, and letters as they come."""
        pieces = []
        for _ in range(self.number(6)):
            kind = self.number(3)
            pieces.append(
                self.pick(SIGNS) if kind == 0 else self.pick(HOSTILE) if kind == 1 else self._letters(self.number(24))
            )
        return " ".join(pieces)

    def edits(self, data: bytes) -> bytes:
        """The data with a few bytes changed, and perhaps cut."""
        changed = bytearray(data)
        for _ in range(1 + self.number(8)):
            changed[self.number(len(changed))] = self.number(256)
        return bytes(changed[: self.number(len(changed))] if self.number(8) == 1 else changed)

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(len(self._data) - self._at)

    def _letters(self, size: int) -> str:
        return self.take(size).decode("utf-8", "replace")

    def take(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken
