"""Masked: a text with placeholders, and the way from the original to it.

In come a narrative and the pieces to mask, out comes a `Masked`: equal to the letter outside the pieces.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from overlooked.masking.pieces import Piece
from overlooked.masking.tokens import KINDS, PLACEHOLDER


@dataclass(frozen=True, slots=True)
class Replaced:
    """One piece that was masked.

    It stood at `narrative[start:end]`; its placeholder stands at `text[masked_start:masked_end]`.
    """

    kind: str
    start: int
    end: int
    masked_start: int
    masked_end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, and what was replaced in it, in order."""

    text: str
    replaced: tuple[Replaced, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the original stands in the masked text.

        A span that cuts a replaced piece takes the whole placeholder. Raises ValueError for a span that is none.
        """
        if not 0 <= start <= end:
            raise ValueError(f"a span runs from a place to a later one, not from {start} to {end}")
        first = bisect_right([piece.end for piece in self.replaced], start)
        last = bisect_left([piece.start for piece in self.replaced], max(end, start + 1)) - 1
        begins, ends = self._moved(start, first), self._moved(end, last + 1)
        if first < len(self.replaced) and start >= self.replaced[first].start:
            begins = self.replaced[first].masked_start
        if last >= 0 and start <= end <= self.replaced[last].end and last >= first:
            ends = self.replaced[last].masked_end
        return begins, ends

    def _moved(self, place: int, before: int) -> int:
        """A place outside the pieces, of which so many stand before it."""
        if before == 0:
            return place
        return place + self.replaced[before - 1].masked_end - self.replaced[before - 1].end


class Naming(Protocol):
    """Gives placeholders."""

    def placeholder(self, kind: str, piece: str) -> tuple[str, str]:
        """The kind under which a piece is told, and what stands for it."""
        ...


def render(narrative: str, pieces: Sequence[Piece], naming: Naming | None = None) -> Masked:
    """A narrative with placeholders for pieces that are in order and do not overlap; numbered ones by default.

    >>> render("Linh owes Dung. Linh ran.", [Piece(0, 4, "name"), Piece(10, 14, "name"), Piece(16, 20, "name")]).text
    '[name 1] owes [name 2]. [name 1] ran.'
    """
    naming = naming or _Numbers(narrative)
    text, replaced, place, length = [], [], 0, 0
    for piece in pieces:
        kind, shown = naming.placeholder(piece.kind, narrative[piece.start : piece.end])
        between = narrative[place : piece.start]
        begins = length + len(between)
        length = begins + len(shown)
        text += [between, shown]
        replaced.append(Replaced(kind, piece.start, piece.end, begins, length))
        place = piece.end
    return Masked("".join((*text, narrative[place:])), tuple(replaced))


def in_original(found: Iterable[Piece], masked: Masked) -> Iterator[Piece]:
    """Pieces found in a masked text, where they stood in the narrative; they hold no placeholder."""
    ends = [piece.masked_end for piece in masked.replaced]
    moved = [0, *(piece.end - piece.masked_end for piece in masked.replaced)]
    for start, end, kind in found:
        by = moved[bisect_right(ends, start)]
        yield Piece(start + by, end + by, kind)


_Given = tuple[str, int]
"""The kind and the number of a placeholder."""
_Name = tuple[frozenset[str], _Given]


class _Numbers:
    """Numbers placeholders: the same piece bears the same number, whatever its case and spacing."""

    def __init__(self, narrative: str) -> None:
        """Take the narrative: numbers of placeholders that it holds already are not given again."""
        self._last = dict.fromkeys(KINDS, 0)
        for match in PLACEHOLDER.finditer(narrative):
            kind, _, number = match.group()[1:-1].rpartition(" ")
            if kind in self._last:
                self._last[kind] = max(self._last[kind], int(number))
        self._given: dict[tuple[str, ...], _Given] = {}
        self._names = _Names()

    def placeholder(self, kind: str, piece: str) -> tuple[str, str]:
        """What stands for a piece, and its kind: a name that was told as a place before is told so again."""
        if kind not in self._last:
            return kind, f"[{kind}]"
        key = tuple(re.findall(r"\w+", piece.lower()))
        given = self._given.get(key) or (self._names.akin(frozenset(key)) if kind == "name" else None)
        if not given:
            self._last[kind] += 1
            given = kind, self._last[kind]
        if key not in self._given:
            self._given[key] = given
            if given[0] == "name":
                self._names.add(frozenset(key), given)
        return given[0], f"[{given[0]} {given[1]}]"


class _Names:
    """The names so far by their words: each under all of them, and under the rarest, so that few are looked at."""

    def __init__(self) -> None:
        self._holding = defaultdict[str, list[_Name]](list)
        self._under = defaultdict[str, list[_Name]](list)

    def add(self, words: frozenset[str], given: _Given) -> None:
        """Keep a name and its placeholder."""
        for word in words:
            self._holding[word].append((words, given))
        for word in self._rarest(words):
            self._under[word].append((words, given))

    def akin(self, words: frozenset[str]) -> _Given | None:
        """The one name so far that holds this one in it, or that this one holds."""
        longer = [name for word in self._rarest(words) for name in self._holding[word]]
        shorter = [name for word in words for name in self._under.get(word, ())]
        found = {given for other, given in longer + shorter if other < words or words < other}
        return found.pop() if len(found) == 1 else None

    def _rarest(self, words: frozenset[str]) -> list[str]:
        return sorted(words, key=lambda word: (len(self._holding.get(word, ())), word))[:1]
