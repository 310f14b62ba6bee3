"""Labelled: numbers that a word before them tells, whatever their form or checksum.

In come the beads of a text, out come the pieces behind labels such as "NHS no" and "acc".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.forms import DATE, MONTH
from overlooked.masking.pieces import Piece
from overlooked.masking.vocabulary import vocabulary

_LINK = (
    r"(?:(?:[ .]{0,2}(?:nos?|num|numbers?|ref|refs|id|ids|code|details|marks?|plate|of|is|was|on|as|for|quoted|given|"
    r"under|the|called|in|at|date|shown|and|reads|now)\b){1,3}[ .:#=\-(\"',]{1,4}|[ :#=\-(\"',]{1,4}|:[ ]?\n)"
)
_REFERENCE = (
    r"(?=[^\s,;]{0,12}\d{2})[a-z\d]+(?:[/\-*][a-z\d]+)*"
    r"(?:(?: of |/)\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?"
    rf"| of (?:the )?\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\b(?: (?:19|20)\d\d)?)?(?:[ ]\d{{3,4}}\b)?"
)
_VALUES = {
    "nhs": r"\d(?:[ \-]?\d){7,11}",
    "nino": r"[a-z]{2}(?:[ \-]?\d){5,6}(?:[ \-]?[a-d]\b)?",
    "passport": r"(?=[^\s]{0,4}[ ]?\d{3})[a-z]{0,3}[ \-]?\d[\da-z]{2,9}(?: \d{2,4}){0,2}|\d(?:[ \-]?\d){8}\b",
    "driving_licence": r"(?=[a-z\d]{0,16}[ \-]?\d)[a-z\d]{3,16}(?:[ \-][a-z\d]{2,8}){0,3}",
    "plate": r"[a-z]{2}\d\d ?[a-z]{3}"
    r"|(?!(?:to|at|in|from) )(?=[a-z ]{0,4}\d)[a-z\d]{1,7}(?:[ \-](?=[a-z]*\d|(?-i:[A-Z]{1,3}\b))[a-z\d]{1,4}){0,2}",
    "account": r"\d(?:[ \-]?\d){5,11}",
    "sort_code": r"\d\d[ \-.]?\d\d[ \-.]?\d\d",
    "birth_date": rf"(?:{DATE}"
    rf"|{MONTH}\.? (?:19|20)\d\d"
    r"|\d{1,2} ?(?P<sign>[/.\-]) ?\d{1,2} ?(?P=sign) ?(?:19|20)?\d\d"
    r"|\d\d[ .]?\d\d[ .]?(?:19|20)?\d\d|\d{1,2} \d{1,2} \d{2,4}|\d{1,2} [ivx]{1,4} \d{2,4})",
    "pnc": r"(?:19|20)?\d\d[/\- ]?\d{4,8}[a-z]\b",
    "cro": r"\d{2,6}[/\-]\d\d[a-z]?\b",
    "crime": rf"(?!0\d{{4}} \d{{3}} ?\d{{3}}\b|(?:19|20)\d\d\b(?!/))(?=[a-z]{{0,5}}\d{{4}}|[^\s,;]*[/\-]){_REFERENCE}",
    "cad": rf"(?:cad|inc|log) {_REFERENCE}|[a-z]{{2,4}} \d{{3,}}(?:[\-/]\w+)*"
    rf"|(?!(?:[01]\d|2[0-3])[0-5]\d\s?hrs){_REFERENCE}|\d{{1,4}}\b(?! ?(?:times|days|hours))",
    "exhibit": r"(?-i:[A-Z]{2,4}) ?[/\-]?\d{1,3}[a-z]?\b|[a-z]{1,4}/\d{1,3}\b|\d{5,}",
    "collar": r"(?-i:[A-Z]{1,3}) \d{2,6}\b|(?![abm]\d{1,3}\b)[a-z]{0,3}\d{2,6}[a-z]{0,2}\b",
    "phone": r"[+(]?\d(?:[ \-./()]{0,2}\d){6,15}",
    "card": r"\d{4}(?:[ \-]?\d{2,4}){1,4}|[a-z]{2}\d\d(?:[ \-]?[a-z\d]{2,4}){3,8}",
    "handle": r"@?(?=[\w.\-]{0,24}(?:[\d_]|\.\w))[a-z][\w.\-]{1,30}\w",
}
_KINDS = {"account": "bank", "sort_code": "bank", "card": "bank"}
_BORN = re.compile(rf"\bd\.o\.b\.?{_LINK}(?P<it>{_VALUES['birth_date']})(?!\w)", re.IGNORECASE)
_ACCOUNT = re.compile(rf"\b(?:s/c|a/c){_LINK}(?P<it>\d\d[ \-]?\d\d[ \-]?\d\d(?:\d\d)?)(?!\w)", re.IGNORECASE)


@cache
def _labels() -> Mapping[str, list[tuple[str, re.Pattern[str]]]]:
    """The kinds that a label may tell, each with what may stand behind it."""
    by_word: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, pattern in _VALUES.items():
        value = re.compile(rf"{_LINK}(?P<it>{pattern})(?!\w)", re.IGNORECASE)
        for word in vocabulary().lists["labels"][kind]:
            by_word.setdefault(word.replace(".", "").replace("/", ""), []).append(
                (_KINDS.get(kind, kind.replace("_", " ")), value)
            )
    return by_word


def labelled(beads: Beads) -> Iterator[Piece]:
    """The numbers behind labels."""
    text, labels = beads.text, _labels()
    if "/c" in text or "/C" in text:
        for match in _ACCOUNT.finditer(text):
            yield Piece(*match.span("it"), "bank")
    if ".o." in text or ".O." in text:
        for match in _BORN.finditer(text):
            yield Piece(*match.span("it"), "birth date")
    for index in beads.having(Fact.LABEL):
        yield from _first(text, beads.ends[index], labels.get(beads.lowers[index], ()))


def _first(text: str, place: int, values: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Piece]:
    """The value behind a label, of the first kind whose form fits."""
    for kind, value in values:
        if match := value.match(text, place):
            yield Piece(*match.span("it"), kind)
            return
