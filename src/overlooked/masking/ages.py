"""Ages: a child's age stays as it stands, an adult's is told by its ten years.

In comes a text, out come the adults' ages in it. Which numbers are ages is read as the score reads them
(`overlooked.reading.ages`), so that no age that carries a sign is lost.
"""

import re
from collections.abc import Iterator

from overlooked.masking.pieces import Piece
from overlooked.reading.ages import ADULT_FROM
from overlooked.reading.foldings import ADULT_AGE, foldings
from overlooked.reading.neighbours import contextual
from overlooked.reading.neutral import split_sentences

_NUMBER = re.compile(r"\d{2}(?!\d)")
_TENS_WORDS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELLED = re.compile(
    rf"\b(?:aged?|turned|(?:he|she) (?:is|was)|about|maybe) (?P<age>(?P<tens>{_TENS_WORDS})"
    r"(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine)\b)?|nineteen)"
    r"(?! (?:pounds|quid|grand|hours|days|weeks))",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?<![\w£$€/])(?<!\bthe )(?:[mf]/?)?(?P<age>\d{2})"
    r"(?:/?[mf]\b|\s?y/?o\b|\s?-?\s?y(?:ea)?rs?[ \-]olds?\b|\s?yrs?\b(?=[),])|(?<=[mf/]\d\d)\b)",
    re.IGNORECASE,
)
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_TOP = 80


def adult_ages(text: str) -> Iterator[Piece]:
    """The ages from 18 on, each as the kind that tells its band: 23 is "age 20s"."""
    for sentence, _ in split_sentences(text, foldings(), stamps=False):
        for word in contextual(sentence, foldings()):
            found = _NUMBER.search(text, word.start, word.end) if word.form == ADULT_AGE else None
            if found:
                yield Piece(found.start(), found.end(), band(int(found.group())))
            elif word.form == ADULT_AGE:
                yield Piece(word.start, word.end, band(ADULT_FROM))
    for match in _JOINED.finditer(text):
        if int(match["age"]) >= ADULT_FROM:
            yield Piece(*match.span("age"), band(int(match["age"])))
    for match in _SPELLED.finditer(text):
        yield Piece(
            *match.span("age"), band(10 * _TENS.get(str(match["tens"]).lower(), 1) + 9 * (match["tens"] is None))
        )


def band(age: int) -> str:
    """How an adult's age is told.

    >>> band(34), band(19), band(91)
    ('age 30s', 'age 18 or 19', 'age 80 or over')
    """
    if age >= _TOP:
        return "age 80 or over"
    return "age 18 or 19" if age < ADULT_FROM + 2 else f"age {age // 10 * 10}s"
