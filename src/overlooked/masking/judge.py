"""Judge: how much of what must go is found by a masking, and how much of what it takes had to go.

In come marked narratives and what finds pieces in them, out come counts that tell both, by kind. A mark is found when
all its letters and digits lie in pieces; a piece is right when more than half of its letters and digits lie in marks.
Pieces in optional marks count neither way.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from overlooked.masking.keyed import personal
from overlooked.masking.marked import OPTIONAL, Mark, Marked, read_marked
from overlooked.masking.vocabulary import vocabulary
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import proportion

LISTED, UNLISTED = "name, in a list", "name, in no list"

Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]


@dataclass(frozen=True)
class Judged:
    """Counts of marks by kind and of pieces, and what was missed and taken in vain, each with its narrative's head."""

    marks: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    pieces: int = 0
    right: int = 0
    missed: Sequence[tuple[str, Mark, str]] = ()
    vain: Sequence[tuple[str, str]] = ()

    @property
    def recall(self) -> Figures:
        """The share of marks that are found, with its interval."""
        return _share(self.found, self.marks, lambda kind: kind not in {LISTED, UNLISTED})

    @property
    def precision(self) -> Figures:
        """The share of pieces that are right, with its interval."""
        return proportion(self.right, self.pieces)

    def recall_of(self, kind: str) -> Figures:
        """The same of one kind."""
        return proportion(self.found[kind], self.marks[kind])


def judged(narratives: Iterable[Marked], find: Finder) -> Judged:
    """Count over narratives; `find` gives the places of a text that are masked."""
    marks, found = Counter[str](), Counter[str]()
    pieces = right = 0
    missed: list[tuple[str, Mark, str]] = []
    vain: list[tuple[str, str]] = []
    for told in narratives:
        spans = list(find(told.text))
        gone = _places(told.text, spans)
        for mark in told.marks:
            own = _places(told.text, [mark[:2]])
            for kind in _kinds(mark, told.text):
                marks[kind] += 1
                found[kind] += own <= gone
            if mark.kind != OPTIONAL and not own <= gone:
                missed.append((told.head, mark, told.text))
        for span, is_right in _weighed(told, spans):
            pieces += 1
            right += is_right
            if not is_right:
                vain.append((told.head, told.text[slice(*span)]))
    return Judged(marks, found, pieces, right, missed, vain)


SETS = {name: f"{name}.txt" for name in ("open", "second", "third", "fourth")}
"""The sets of `corpus/masking`, each by another author; docs/masking.md tells what each gave at first sight."""


def judged_sets(folder: Path) -> dict[str, Judged]:
    """What pseudonymising finds in the sets that a folder holds. Raises the errors of reading them."""
    files = {name: folder / file for name, file in SETS.items()}
    return {
        name: judged(read_marked(file), lambda text: [piece[:2] for piece in personal(text)])
        for name, file in files.items()
        if file.is_file()
    }


def _weighed(told: Marked, spans: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """The pieces that count, each with whether it is right."""
    wanted = _places(told.text, [mark[:2] for mark in told.marks if mark.kind != OPTIONAL])
    either = _places(told.text, [mark[:2] for mark in told.marks if mark.kind == OPTIONAL])
    for span in spans:
        own = _places(told.text, [span])
        is_right = 2 * len(own & wanted) > len(own)
        if is_right or not own & either:
            yield span, is_right


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    """The places of letters and digits in these stretches."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def _kinds(mark: Mark, text: str) -> tuple[str, ...]:
    """The rows that a mark counts in: its kind, and for a name whether a list holds one of its words."""
    if mark.kind == OPTIONAL:
        return ()
    if mark.kind != "name":
        return (mark.kind,)
    is_listed = any(map(vocabulary().is_name, re.findall(r"[^\W\d_]{2,}", text[mark.start : mark.end].lower())))
    return mark.kind, LISTED if is_listed else UNLISTED


def _share(found: Counter[str], marks: Counter[str], is_meant: Callable[[str], bool]) -> Figures:
    kinds = [kind for kind in marks if is_meant(kind)]
    return proportion(sum(found[kind] for kind in kinds), sum(marks[kind] for kind in kinds))
