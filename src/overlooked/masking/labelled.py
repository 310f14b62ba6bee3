"""Labelled: numbers that a word before them tells, whatever their form or checksum.

In come the beads of a text, out come the pieces behind labels such as "NHS no" and "acc", and behind ranks.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.forms import DATE
from overlooked.masking.pieces import Piece
from overlooked.masking.vocabulary import vocabulary

_LINK = (
    r"(?:(?:[ .]{0,2}(?:nos?|num|numbers?|ref|refs|id|ids|code|details|marks?|plate|of|is|was|on|as|for|quoted|given|under|"
    r"the|called|in|at|date|shown|and|reads|now)\b){1,3}[ .:#=\-–(\"'‘“,]{1,4}|[ :#=\-–(\"'‘“,]{1,4})"
)
_REFERENCE = r"(?=[^\s,;]{0,12}\d{2})[a-z\d]+(?:[/\-][a-z\d]+)*(?:(?: of |/)\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?(?:[ ]\d{3,4}\b)?"
_VALUES = {
    "nhs": r"\d(?:[ \-]?\d){7,11}",
    "nino": r"[a-z]{2}(?:[ \-]?\d){5,6}(?:[ \-]?[a-d]\b)?",
    "passport": r"(?=[^\s]{0,4}[ ]?\d{3})[a-z]{0,3}[ \-]?\d[\da-z]{3,9}(?: \d{2,4}){0,2}",
    "driving_licence": r"(?=[a-z\d]{0,16}[ \-]?\d)[a-z\d]{3,16}(?:[ \-][a-z\d]{2,8}){0,3}",
    "plate": r"[a-z]{2}\d\d ?[a-z]{3}|(?=[a-z ]{0,4}\d)[a-z\d]{1,7}(?:[ \-](?=[a-z]*\d|(?-i:[A-Z]{1,3}\b))[a-z\d]{1,4}){0,2}",
    "account": r"\d(?:[ \-]?\d){5,11}",
    "sort_code": r"\d\d[ \-]?\d\d[ \-]?\d\d",
    "birth_date": rf"(?:{DATE}|\d\d[ .]?\d\d[ .]?(?:19|20)?\d\d|\d{{1,2}} \d{{1,2}} \d{{2,4}}|\d{{1,2}} [ivx]{{1,4}} \d{{2,4}})",
    "pnc": r"(?:19|20)?\d\d[/\- ]?\d{4,8}[a-z]\b",
    "cro": r"\d{2,6}[/\-]\d\d[a-z]?\b",
    "crime": rf"(?!(?:19|20)\d\d\b(?!/))(?=[a-z]{{0,5}}\d{{4}}|[^\s,;]*[/\-]){_REFERENCE}",
    "cad": rf"[a-z]{{2,4}} \d{{3,}}(?:[\-/]\w+)*|(?!(?:[01]\d|2[0-3])[0-5]\d\s?hrs){_REFERENCE}|\d{{1,4}}\b(?! ?(?:times|days|hours))",
    "exhibit": r"(?-i:[A-Z]{2,4}) ?[/\-]?\d{1,3}[a-z]?\b|[a-z]{1,4}/\d{1,3}\b|\d{5,}",
    "collar": r"(?![abm]\d{1,3}\b)[a-z]{0,3}\d{2,6}[a-z]{0,2}\b",
    "phone": r"[+(]?\d(?:[ \-./()]{0,2}\d){6,15}",
    "card": r"\d{4}(?:[ \-]?\d{2,4}){1,4}|[a-z]{2}\d\d(?:[ \-]?[a-z\d]{2,4}){3,8}",
    "handle": r"@?(?=[\w.\-]{0,24}(?:[\d_]|\.\w))[a-z][\w.\-]{1,30}\w",
}
_TELLS = Fact.LABEL | Fact.RANK
_KINDS = {"account": "bank", "sort_code": "bank", "card": "bank"}
_BORN = re.compile(rf"\bd\.o\.b\.?{_LINK}(?P<it>{_VALUES['birth_date']})(?!\w)", re.IGNORECASE)
_ACCOUNT = re.compile(rf"\b(?:s/c|a/c){_LINK}(?P<it>\d\d[ \-]?\d\d[ \-]?\d\d(?:\d\d)?)(?!\w)", re.IGNORECASE)
_PRODUCED = frozenset({"as", "exhibited", "produced", "marked", "to", "and"})
_EXHIBIT = re.compile(r"[A-Z]{2,3}\d{1,3}")
_BARE = re.compile(r"\d{3,5}")
_BEFORE_COLLAR = frozenset({"unit", "units", "unt", "officer", "officers", "ask", "relieved", "callsign", "number"})
_BEHIND_COLLAR = frozenset(
    {
        "attending",
        "attended",
        "assigned",
        "advises",
        "advised",
        "running",
        "deployed",
        "resumed",
        "resumes",
        "committed",
        "clear",
        "shown",
        "states",
        "reports",
        "asks",
        "requests",
        "dispatched",
    }
)
_COLLAR = re.compile(r"(?=[A-Za-z]{0,3}\d{2})[A-Za-z]{0,3}\d{2,6}[A-Za-z]{0,2}")


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
    """The numbers behind labels and beside ranks."""
    text, labels = beads.text, _labels()
    if "/c" in text or "/C" in text:
        for match in _ACCOUNT.finditer(text):
            yield Piece(*match.span("it"), "bank")
    if ".o." in text or ".O." in text:
        for match in _BORN.finditer(text):
            yield Piece(*match.span("it"), "birth date")
    for index, facts in enumerate(beads.facts):
        if not facts & _TELLS:
            continue
        if facts & Fact.LABEL:
            for kind, value in labels.get(beads.lowers[index], ()):
                match = value.match(text, beads.ends[index])
                if match:
                    yield Piece(*match.span("it"), kind)
                    break
        if facts & Fact.RANK:
            yield from _beside_rank(beads, index)


def _beside_rank(beads: Beads, index: int) -> Iterator[Piece]:
    """The collar number right behind a rank, right before it, or behind the name that follows it."""
    if (
        index
        and _COLLAR.fullmatch(beads.shown[index - 1])
        and beads.gap(index) in {" ", "/"}
        and len(beads.shown[index - 1]) > 2
        and not (len(beads.shown[index - 1]) == 4 and beads.is_first(index - 1))
    ):
        yield Piece(beads.starts[index - 1], beads.ends[index - 1], "collar")
    for place in range(index + 1, min(index + 5, len(beads))):
        gap = beads.gap(place)
        if _COLLAR.fullmatch(beads.shown[place]) and gap in {" ", "/", " (", " #", ", ", "-", " - "}:
            yield Piece(beads.starts[place], beads.ends[place], "collar")
            return
        is_name = beads.shown[place][0].isupper() or (
            beads.is_low and not beads.facts[place] & (Fact.STOP | Fact.ORDINARY)
        )
        if not is_name or (gap not in {" ", "-", "'"} and not (gap == ". " and len(beads.shown[place - 1]) <= 1)):
            return


def collars(beads: Beads) -> Iterator[Piece]:
    """Numbers of officers without a rank, and exhibits without a stroke, that what stands beside them tells."""
    known = {beads.shown[index] for index, kind in enumerate(beads.taken) if kind == "collar"}
    for index, word in enumerate(beads.shown):
        if beads.taken[index] or word.isalpha():
            continue
        if _BARE.fullmatch(word):
            if word in known or _is_collar(beads, index):
                known.add(word)
                yield Piece(beads.starts[index], beads.ends[index], "collar")
        elif index and _EXHIBIT.fullmatch(word) and beads.lowers[index - 1] in _PRODUCED and not _is_road(word):
            yield Piece(beads.starts[index], beads.ends[index], "exhibit")


def _is_road(word: str) -> bool:
    return word[:2] in {"IC", "PS", "MG"}


def _is_collar(beads: Beads, index: int) -> bool:
    """Whether a bare number is that of an officer: no time and no year, or where an officer would stand."""
    word, gap = beads.shown[index], beads.gap(index)
    before = beads.lowers[index - 1] if index else ""
    after = beads.lowers[index + 1] if index + 1 < len(beads) else ""
    text = beads.text
    if text[beads.starts[index] - 1 : beads.starts[index]] in {"£", "$", "€", ".", ":", "/", "#"} or text[
        beads.ends[index] : beads.ends[index] + 2
    ][:1] in {"%", "/"}:
        return False
    is_clock = len(word) != 4 or (word < "2400" and word[2:] < "60") or word[:2] in {"19", "20"}
    if before in _BEFORE_COLLAR and gap in {" ", ", "}:
        return True
    if before == "by" and (not is_clock or (index > 1 and beads.lowers[index - 2].endswith("ed"))):
        return True
    if len(word) == 4 and gap == " " and before.isdigit() and len(before) == 4 and beads.is_first(index - 1):
        return True
    return not is_clock or (
        after in _BEHIND_COLLAR and beads.gap(index + 1) == " " and not beads.is_first(index) and len(word) == 4
    )
