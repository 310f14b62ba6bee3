"""Forms: what is known by its form: numbers of people, of things and of records, the post, the bank, the web.

In come the beads of a text, out come the pieces to mask. A number is looked at where a word holds a digit, so that the
words of a text cost nothing. What a form leaves open its checksum tells.
"""

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.gb import nhs

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact, facts
from overlooked.masking.pieces import KEEP, Piece

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s?of)?[ \-/.]{{0,2}}{MONTH}\b\.?"
    r"(?:[ ,\-/']{0,2}(?:(?:19|20)\d\d|\d\d\b(?![:.]\d)))?"
    r"|\d{1,2}(?P<mark>[/.\-])\d{1,2}(?P=mark)(?:(?:19|20)\d\d|\d\d)(?![\d/\-])"
    r"|(?:19|20)\d\d(?P<dash>[/.\-])\d\d(?P=dash)\d\d(?!\d)"
)
"""A date in figures or words; three figures with dashes may be a sort code."""
_UNIT = (
    r"(?:hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|mths?|years?|yrs?|yo|minutes?|mins?|secs?|seconds?|shifts?|times"
    r"|percent|kgs?|kilos?|grams?|g|mg|m|mm|cm|km|miles?|mph|ft|feet|inch(?:es)?|litres?|l|ml|k|grand|x|pounds?|quid"
    r"|euros?|dollars?|pence|p|lei|dong|naira|gbp|eur|usd|million|cash|people|men|women|males?|females?)"
)
_NO_PLATE = r"(?!and|the|was|has|for|but|who|had|his|her|not|are|did|got|say|out|off|all|car|man|hrs|min|day|yrs|pcs)"
_FORMS = (
    (KEEP, rf"\d[\d,.]*(?<![,.])[ \-]?(?:{_UNIT}\b|%)|\d{{1,3}}(?:,\d{{3}})+\b|24/7\b"),
    ("coordinates", r"\d{1,3}\.\d{3,}°?\s?[ns]?[\s,/]{1,3}-?\d{1,3}\.\d{3,}(?:°?\s?[ew]\b)?"),
    ("web address", r"(?:\d{1,3}\.){3}\d{1,3}(?![\d.]\d)"),
    ("bank", r"(?-i:[A-Z]{2}\d\d(?:[ \-]?[A-Z0-9]{4}){3,7}(?:[ \-]?[A-Z0-9]{1,3})?)\b"),
    ("bank", r"[a-z]{2}\d\d ?[a-z]{4}(?: ?\d{4}){2,5}(?: ?\d{1,3})?\b"),
    ("bank", r"(?:\d{4}(?:[ \-]?\d{4}){3})\b|3[47]\d\d[ \-]?\d{6}[ \-]?\d{5}\b"),
    ("imei", r"\d{2}[ \-]?\d{6}[ \-]?\d{6}[ \-]?\d\b|\d{16}\b"),
    ("bank", r"\d\d([ \-]?)\d\d[ \-]?\d\d[ ,/]{1,3}\d{8}\b"),
    ("sort", r"\d\d-\d\d-\d\d(?:[ ,/]{1,3}(?:a/?cc?t?\s?(?:no)?\.?\s?)?\d{8}\b)?(?![\d\-])"),
    ("driving licence", r"[a-z][a-z9]{4}[ \-]?\d{6}[ \-]?[a-z9]{2}[ \-]?\d?[a-z]{2}(?:[ ]?\d\d)?\b"),
    ("nino", r"[a-z]{2}[ \-]?\d\d[ \-]?\d\d[ \-]?\d\d[ \-]?[a-d]\b"),
    ("pnc", r"(?:(?:19|20)\d\d|\d\d)[/\-]\d{4,8}[a-z]\b"),
    ("cro", r"\d{1,6}/\d\d[a-z]\b"),
    ("cad", rf"\d{{1,4}}[/\-]\d{{1,2}}{MONTH}(?:\d\d)?(?:\d\d)?\b"),
    ("cad", r"\d{1,5} of \d{1,2}[/.]\d{1,2}(?:[/.](?:19|20)?\d\d)?(?![\w/])"),
    ("date", DATE),
    (KEEP, r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?(?:[ap]\.?m\b|hrs?\b|h\b))?(?![\d%])|\d{1,2}(?:\.\d\d)?\s?[ap]\.?m\b"),
    ("phone", r"(?:(?<=\+)|00)\(?\d{1,3}\)?(?:[ \-.]?\(?\d{1,5}\)?){2,5}(?!\w)"),
    ("phone", r"(?:0\d{2,5}\)?(?:[ \-.]{0,2}\d{2,8}){1,4}(?!/)|0\d{4}/\d{6})(?!\w)"),
    ("ten", r"\d{3}([ \-]?)\d{3}[ \-]?\d{4}(?!\w)"),
    ("plate", rf"[a-z]{{2}}[\do]\d ?{_NO_PLATE}[a-z]{{3}}\b|(?-i:[A-Z]{{2}} ?(?:[\dO]\d|\dO) ?[A-Z]{{3}})\b"),
    ("plate", r"(?-i:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]|[A-Z] \d{1,3} [A-Z]{3})\b"),
    ("plate", r"(?-i:(?!CSI|DCI|INC|INV|VIC|WIT)(?:[A-Z][IZ][A-Z]|[A-Z]{1,2}[IZ]) ?\d{3,4})\b"),
    ("postcode", r"(?-i:(?!A\d|M\d)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?<!HR|KM|AM|PM|YO)\b"),
    ("postcode", r"(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]?[ ]{0,2}\d[abd-hjlnp-uw-z]{2})\b"),
    (
        "crime",
        r"\d{1,3}[a-z]{0,3}/[a-z]{0,4}/?\d{3,}(?:/[a-z\d]+)+|\d{2,}/\d{3,}(?:/[a-z\d]+)*|\d{3,}/\d\d\b|[a-z]{2,4}/[a-z]{0,4}/?\d{4,}(?:/\d+)*|\d\d[a-z]{1,4}/\w+/?\d+(?:/\d+)*",
    ),
    ("cad", r"(?-i:[A-Z]{1,5})[\-/]\d{2,4}[\-/]\d{3,}(?:[\-/]\w+)*|(?-i:[A-Z]{2,4}-\d{4,})\b|[a-z]{2}-\d\d-\d{4,}"),
    (
        "exhibit",
        r"(?!(?:ic|hq|no|a|m|f)[/\-])[a-z]{1,5}/\d{1,3}(?:[/\-][a-z\d]{1,3}\b|[a-z])?(?![\d/])\b|(?-i:[A-Z]{2,3}-\d{1,3})(?![\w\-])",
    ),
    ("cad", r"[a-z]{1,5}-\d{3,4}-\d{3,}\b"),
    ("cad", r"\d{3,4}-[a-z]{1,3}-\d{3,}\b"),
    ("crime", r"\d{2,4}(?:-[a-z\d]*\d[a-z\d]*){2,}\b|[a-z]{1,4}\d{2,}(?:[/\-]\w+)+"),
    ("passport", r"\d{9}(?!\w)|(?-i:[A-Z]{1,2} ?\d{6,8})(?!\w)"),
    ("number", r"\d{6,}(?!\w)|(?=[a-z]*\d[a-z]*\d[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,}\b"),
    ("number", r"\d(?: \d){6,}(?!\w)"),
    ("faint", r"[a-z] ?\d{1,3} ?[a-z]{3}\b|[a-z]{2} \d\d [a-z]{3}\b"),
    (KEEP, r"[abm]\d{1,4}(?:\([mM]\))?\b"),
)
_FORM = re.compile("|".join(f"(?P<f{at}>{form})" for at, (_, form) in enumerate(_FORMS)), re.IGNORECASE)
_FORM_KINDS = [kind for kind, _ in _FORMS]
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}|(?<![\w.])@\w[\w.\-]*\w|@[^\W\d][\w.\-]*\w")
_DAY_AND_MONTH = re.compile(r"(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-\d\d")
_HANDLE = re.compile(r"(?<![\w.@/])[a-z][\w.]*_[\w.]*\w(?![\w@])", re.IGNORECASE)
_DOTTED = re.compile(r"\.[a-z]{0,12}\d{1,6}\b")
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s\[\]<>\"')]*[^\s\[\]<>\"').,;:]"
    r"|(?<![\w\-.@])(?:[a-z0-9\-]{1,63}\.){1,5}(?:com|net|org|info|biz|xyz|uk|io|onion)\b(?:/[^\s\[\]]*)?"
    r"|///\w+\.\w+\.\w+",
    re.IGNORECASE,
)
_WEB_SIGNS = ("://", "www.", "///", ".com", ".net", ".org", ".info", ".biz", ".xyz", ".uk", ".io", ".onion")
_FEWEST_LETTERS = 4
"""Letters before the stop in a handle such as "rosie.97"."""
_BORN = re.compile(
    r"(?:\bd\.?o\.?b\.?|\bbirth|\bborn|\bb\.)\W{0,3}(?:(?:on|is|of|was|the|as|given as) ?){0,2}\W{0,2}$", re.IGNORECASE
)
_DIGITS_OF_LICENCE, _SHORTEST_PHONE, _LONGEST_HEAD, _ACCOUNT = 6, 9, 5, 8
"""Digits of a part of a licence, of a phone number and of an account, and letters that a form may begin with."""
_JOINS = frozenset({" ", "-", "/", ""})
_TWO_FIGURES = 100
_YOUNGEST = 26
_AGE_OF_BIRTH = 2010
"""A full date of an earlier year behind a name or in a bracket is that of a birth, not of an event."""


def forms(beads: Beads) -> Iterator[Piece]:
    """The pieces that are known by form; some may overlap, the first is meant."""
    yield from _of_the_web(beads.text)
    behind = 0
    for index in beads.having(Fact.DIGITS):
        if beads.taken[index] or beads.starts[index] < behind or _is_door(beads, index):
            continue
        piece = _number(beads, index)
        if piece:
            behind = piece.end
            yield piece


def _is_door(beads: Beads, index: int) -> bool:
    """Whether a short number stands behind "flat", where it is no road, no time and no exhibit."""
    if len(beads.shown[index]) > len("A12"):
        return False
    place = index - (index > 1 and beads.gaps[index] in {"/", "."} and len(beads.shown[index - 1]) == 1)
    told = beads.facts[place - 1] if place and beads.gaps[place] == " " else 0
    is_letter = place < index or beads.shown[index][0].isalpha() or beads.gaps[index + 1] == "."
    return is_letter and told & (Fact.DOOR | Fact.WEAK_DOOR) == Fact.DOOR


def _of_the_web(text: str) -> Iterator[Piece]:
    """E-mail, handles, web addresses and places in three words."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Piece(*match.span(), "handle" if match.group()[0] == "@" else "email")
    if "_" in text:
        for match in _HANDLE.finditer(text):
            yield Piece(*match.span(), "handle")
    for match in _DOTTED.finditer(text):
        start = text.rfind(" ", 0, match.start()) + 1
        if match.start() - start >= _FEWEST_LETTERS and text[start : match.start()].isalpha():
            yield Piece(start, match.end(), "handle")
    lower = text.lower()
    if any(sign in lower for sign in _WEB_SIGNS):
        for match in _WEB.finditer(text):
            yield Piece(*match.span(), "coordinates" if match.group()[0] == "/" else "web address")


def _number(beads: Beads, index: int) -> Piece | None:
    """What the form is that holds a word with a digit; it may begin a word or two before."""
    text, start = beads.text, beads.starts[index]
    if start and text[start - 1] in "£$€":
        return _to(text, start)
    for begin in _begins(beads, index):
        match = _FORM.match(text, begin)
        if match and match.end() > start:
            kind = _FORM_KINDS[int(str(match.lastgroup)[1:])]
            if kind == "phone" and sum(map(str.isdigit, match.group())) < _SHORTEST_PHONE:
                return None
            if kind == "faint" and not _is_plate(match.group()):
                return None
            first = begin - (kind == "phone" and text[begin - 1 : begin] == "+")
            kind = "plate" if kind == "faint" else kind
            return Piece(first, match.end(), _settled(kind, match.group(), text, begin))
    return None


def _is_plate(shown: str) -> bool:
    """Whether the letters of a plate in lower case are no words."""
    head, _, tail = re.split(r" ?(\d+) ?", shown.lower())
    said = Fact.ORDINARY | Fact.STOP | Fact.ACRONYM | Fact.NAME | Fact.KEPT
    return not facts()[tail] & said and (len(head) == 1 or not facts()[head] & said)


def _begins(beads: Beads, index: int) -> list[int]:
    """Where a form may begin: at up to two short words of letters before, or at the word itself."""
    begins = [beads.starts[index]]
    for first in range(index - 1, max(index - 3, -1), -1):
        word = beads.shown[first]
        if beads.taken[first] or len(word) > _LONGEST_HEAD or not word.isalpha():
            break
        if beads.facts[first] & Fact.STOP and (beads.shouted[first] or not word.isupper()):
            continue
        gap = beads.gaps[first + 1]
        is_tight = gap != " " or word.isupper() or len(beads.shown[index]) == _DIGITS_OF_LICENCE
        if gap in _JOINS and len(word) <= (_LONGEST_HEAD if is_tight else 2):
            begins.insert(0, beads.starts[first])
    return begins


def _to(text: str, start: int) -> Piece:
    end = start
    while end < len(text) and (text[end].isdigit() or text[end] in ",."):
        end += 1
    return Piece(start, max(end, start + 1), KEEP)


def _settled(kind: str, shown: str, text: str, start: int) -> str:
    """The kind that checksums, lengths and the words before make of a form; "" for what stays."""
    digits = "".join(filter(str.isdigit, shown))
    if kind == "date":
        return "birth date" if _is_birth(shown, text, start) else KEEP
    if kind in {"ten", "imei"}:
        likely, is_valid = ("nhs", nhs.is_valid(digits)) if kind == "ten" else ("phone", luhn.is_valid(digits))
        return likely if is_valid or (kind == "ten" and not shown.isdigit()) else "number"
    if kind == "sort":
        is_date = _DAY_AND_MONTH.fullmatch(shown) and not _is_account(text, start)
        return "bank" if not is_date else "birth date" if _is_birth(shown, text, start) else KEEP
    if kind == "number" and shown.isdigit() and len(digits) == _ACCOUNT:
        return "bank"
    return kind


def _is_account(text: str, start: int) -> bool:
    return (
        re.search(r"(?:sort|code|s/c|sc|acc\w*|a/c|bank)\W{0,3}$", text[max(0, start - 12) : start], re.IGNORECASE)
        is not None
    )


def _is_birth(shown: str, text: str, start: int) -> bool:
    """Whether a date is one of birth: by the word before it, or as it is long ago and stands behind a name."""
    before = text[max(0, start - 28) : start]
    if _BORN.search(before):
        return True
    year = re.search(r"(?:19|20)\d\d$|(?<=[ /.\-'])\d\d$", shown)
    if not year:
        return False
    number = int(year.group())
    number += 0 if number >= _TWO_FIGURES else (2000 if number <= _YOUNGEST else 1900)
    return number < _AGE_OF_BIRTH and not re.search(
        r"(?:since|in|from|until|to|on|before|after|of|by|dated|the) $", before
    )
