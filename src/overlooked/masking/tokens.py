"""Tokens: a narrative as words and marks, with what masking must know of each.

In comes a text, out come its words, marks and pieces that are masked already, each with its offsets and with whether
a capital there says anything.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from overlooked.reading.foldings import foldings
from overlooked.reading.neutral import is_shouted

KINDS = (
    "name", "place", "address", "reference", "vehicle", "date", "word",
)  # fmt: skip
"""Kinds of pieces that bear a number, so that the story can be followed."""
PLAIN_KINDS = (
    "postcode", "phone", "email", "time", "number", "account", "web address", "handle", "coordinates", "nationality",
    "language", "religion",
)  # fmt: skip
"""Kinds of pieces that bear none."""
AGE_BANDS = ("age 18 or 19", *(f"age {tens}s" for tens in range(20, 80, 10)), "age 80 or over")
"""An adult's age, as it is told."""
PLACEHOLDER = re.compile(rf"\[(?:(?:{'|'.join(KINDS)}) \d+|{'|'.join((*PLAIN_KINDS, *AGE_BANDS))})\]")
"""What stands for a masked piece."""

_TOKEN = re.compile(
    rf"(?P<masked>{PLACEHOLDER.pattern})|(?P<word>[^\W_]+(?:['’ʼ`][^\W_]+)*)|(?P<mark>[^\w\s]|_)|(?P<line>\n)"
)
_ENDS = frozenset('.!?:"“”(•[*>|#/')


_FEWEST_WORDS = 3
"""Words in a stretch that may be called shouted: fewer are an abbreviation or a name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word (`is_word`), a mark, a line end or a masked piece.

    `is_first` where a sentence, a quotation or a bracket begins, so that a capital is no sign; `is_shouted` where
    the whole line is in capitals.
    """

    text: str
    lower: str
    start: int
    end: int
    is_word: bool
    is_first: bool
    is_shouted: bool

    @property
    def has_capital(self) -> bool:
        """Whether a capital stands here that may say something."""
        return self.text[0].isupper() and not self.is_shouted

    @property
    def is_masked(self) -> bool:
        """Whether this stands for a piece that is masked already."""
        return not self.is_word and len(self.text) > 1


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order.

    >>> [token.text for token in tokens("Met [name 1], who's OK.")]
    ['Met', '[name 1]', ',', "who's", 'OK', '.']
    """
    shouted = _shouted_stretches(text)
    firsts = [first for first, _ in shouted]
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        is_word = match.lastgroup == "word"
        start = match.start()
        stretch = bisect_right(firsts, start) - 1
        is_in_capitals = stretch >= 0 and start < shouted[stretch][1]
        lower = match.group().lower().replace("’", "'").replace("ʼ", "'").replace("`", "'")
        found.append(
            Token(match.group(), lower, start, match.end(), is_word, is_word and _is_first(found), is_in_capitals)
        )
    return found


def _shouted_stretches(text: str) -> list[tuple[int, int]]:
    """The lines, or else sentences, of three words and more that are in capitals throughout."""
    stretches = [match.span() for match in re.finditer(r"[^\n.!?]+", text)]
    return [
        (start, end)
        for start, end in stretches
        if len(text[start:end].split()) >= _FEWEST_WORDS and is_shouted(_bare(text[start:end]))
    ]


def _bare(text: str) -> str:
    return PLACEHOLDER.sub("", text)


def _is_first(before: Sequence[Token]) -> bool:
    """Whether a word behind these tokens begins something."""
    at = len(before) - 1
    while at >= 0 and before[at].is_masked and before[at].text[1:5] in {"time", "date"}:
        at -= 1
    if at < 0:
        return True
    last, earlier = before[at], before[at - 1] if at else None
    if last.text.isdecimal():
        return earlier is None or earlier.text in {":", "\n"}
    if last.text == ".":
        return earlier is None or not _is_abbreviation(earlier, last)
    if last.text in {"-", "–", "—", "'", "‘"}:
        return earlier is None or not earlier.is_word or earlier.end < last.start
    return last.text in _ENDS or last.text == "\n"


def _is_abbreviation(word: Token, stop: Token) -> bool:
    is_initial = len(word.text) == 1 and word.text.isupper()
    return word.is_word and word.end == stop.start and (is_initial or word.lower in foldings().abbreviations)
