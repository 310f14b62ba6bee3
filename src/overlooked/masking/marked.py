"""Marked: narratives in which what must go is marked, read from a text file of paragraphs.

In comes a file as corpus/masking/README.md tells of it, out come narratives with the places of their marks.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from overlooked.errors import CorpusError

OPTIONAL = "?"
"""The kind of what may go or stay."""
KINDS = (
    "name", "address", "postcode", "phone", "email", "nino", "nhs", "passport", "driving_licence", "plate", "bank",
    "birth_date", "pnc", "cro", "crime", "cad", "exhibit", "collar", "handle",
)  # fmt: skip
"""The kinds of what must go."""
_HEAD = re.compile(r"# \d{3} \S.*")
_MARK = re.compile(r"«([a-z_]+|\?):([^«»]+)»")


class Mark(NamedTuple):
    """A stretch of a narrative and its kind."""

    start: int
    end: int
    kind: str


class Marked(NamedTuple):
    """A narrative without its marks, where they stood, and the head line that names it."""

    head: str
    text: str
    marks: tuple[Mark, ...]


def read_marked(path: Path) -> list[Marked]:
    """All narratives of a file. Raises CorpusError, one line, for a paragraph that is not as it should be."""
    paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_marked(path, paragraph.strip("\n")) for paragraph in paragraphs]


def _marked(path: Path, paragraph: str) -> Marked:
    head, _, line = paragraph.partition("\n")
    if not _HEAD.fullmatch(head) or not line or "\n" in line:
        raise CorpusError(f"{path.name}, {head[:20]!r}: a narrative is one line below '# NNN style'")
    pieces = list(_parts(line.replace("\\n", "\n")))
    text, marks = "", []
    for kind, piece in pieces:
        if kind:
            marks.append(Mark(len(text), len(text) + len(piece), kind))
        text += piece
    unknown = {mark.kind for mark in marks} - {*KINDS, OPTIONAL}
    if unknown or "«" in text or "»" in text:
        raise CorpusError(f"{path.name}, {head}: marks stand as «kind:text», kinds are {', '.join(KINDS)} and ?")
    return Marked(head, text, tuple(marks))


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """The stretches of a line in order, each with its kind, "" outside the marks."""
    place = 0
    for match in _MARK.finditer(line):
        yield "", line[place : match.start()]
        yield match[1], match[2]
        place = match.end()
    yield "", line[place:]
