"""Marked examples for masking: texts with secrets, and what a masking of them left and took."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from overlooked.masking import Masked, mask

FILES = ("marked.txt", "marked-later.txt", "marked-unseen.txt", "marked-last.txt")
_MARK = re.compile("«(.*?)»|‹(.*?)›")


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the spans in it that must go, and those of them that are known to be missed."""

    text: str
    secrets: tuple[tuple[int, int], ...]
    missed: tuple[tuple[int, int], ...]


def examples(*names: str) -> Iterator[Example]:
    """The examples of files beside this one."""
    for name in names or FILES:
        lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
        yield from (example(line) for line in lines if line and not line.startswith("#"))


def example(line: str) -> Example:
    """An example out of a line in which « » marks what must go, and ‹ › what is known to be missed."""
    text, place = "", 0
    secrets: list[tuple[int, int]] = []
    missed: list[tuple[int, int]] = []
    for match in _MARK.finditer(line):
        text += line[place : match.start()]
        inside = match[1] or match[2]
        (secrets if match[1] else missed).append((len(text), len(text) + len(inside)))
        text += inside
        place = match.end()
    return Example(text + line[place:], tuple(secrets), tuple(missed))


def left_over(made: Example, masked: Masked, start: int, end: int) -> list[str]:
    """The words of a secret that are still to be read; small words tell nothing."""
    words = [
        match for match in re.finditer(r"\w+", made.text[start:end]) if match.group().lower() not in {"s", "the", "of"}
    ]
    return [word.group() for word in words if not is_masked(masked, start + word.start())]


def is_masked(masked: Masked, place: int) -> bool:
    """Whether a letter of the original is in a replaced piece."""
    return any(piece.start <= place < piece.end for piece in masked.replaced)


@dataclass(frozen=True, slots=True)
class Tally:
    """Secrets, those that are missed, words beside them, and those that were masked without need."""

    secrets: int
    missed: int
    words: int
    needless: int


def tally(*names: str) -> Tally:
    """Count over the examples of files."""
    secrets = missed = words = needless = 0
    for made in examples(*names):
        masked, marked = mask(made.text), (*made.secrets, *made.missed)
        secrets += len(marked)
        missed += sum(bool(left_over(made, masked, *span)) for span in marked)
        for match in re.finditer(r"\w+", made.text):
            if not any(start <= match.start() < end for start, end in marked):
                words += 1
                needless += is_masked(masked, match.start())
    return Tally(secrets, missed, words, needless)
