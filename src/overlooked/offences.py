"""Offence classes: what a record stands under, told from its title and Home Office code.

In come an offence title, a code and a date as an export gives them, out comes an `OffenceClass`. The classes
keep "child" and know no gender; the rules and what is usual for an offence are data (`offences.toml`).
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from overlooked.errors import KnowledgeError
from overlooked.notation import from_toml

UNKNOWN, OTHER = "unknown", "other"
"""Where no rule holds: the class of a record without a title, and of a title that no rule knows."""

_CLASS_KEYS = frozenset({"name", "screened", "crime", "compelled", "usual"})
_RULE_KEYS = frozenset({"class", "codes", "all", "any", "none", "since"})

_GENDER = {
    **dict.fromkeys(("female", "females", "male", "males", "woman", "women", "man", "men"), ""),
    **dict.fromkeys(("girl", "boy", "girls", "boys"), "child"),
}
_MISDECODED = re.compile(r"â(?:€.?|\x80.?)|Â(?=[£\xa0§ ])|\ufffd")
_INSIDE_WORDS = re.compile(r"[\u0300-\u036f'\u2019]")
_CODE = re.compile(r"0*([1-9]\d{0,2}[A-Z]?|N\d{3})(?:[/.\- ]0*(\d*))?")
_JOINED_CODE = re.compile(r"0*([1-9]\d{0,2})(\d{2})")
_JOINED_LENGTH = 5
_N_CODE = re.compile(r"\s*N\s*\d", re.IGNORECASE)
"""Home Office codes of what is registered and is no crime begin with N."""


@dataclass(frozen=True, slots=True)
class OffenceClass:
    """A class of recorded offences.

    `screened` is False only for records that already stand as modern slavery; `usual` holds the indicators
    that this offence shows by its nature and that therefore weigh less in it. `compelled` marks what people are
    made to commit, so that its suspect may be a victim (Modern Slavery Act 2015, section 45). `crime` is False for what
    is registered and is no crime in law, such as a missing person.
    """

    code: str
    name: str
    screened: bool
    compelled: bool
    usual: tuple[str, ...]
    crime: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One way into a class: by code, or by phrases of the folded title (`every`, `one_of`, `none_of`).

    `since` is the first day on which the law knew the offence.
    """

    offence_class: str
    codes: frozenset[str]
    every: tuple[str, ...]
    one_of: tuple[str, ...]
    none_of: tuple[str, ...]
    since: date | None

    def fits(self, title: str, codes: frozenset[str]) -> bool:
        """Whether the rule holds for a folded title and the written forms of a code."""
        if self.codes:
            return bool(self.codes & codes)
        padded = f" {title} "
        return (
            all(f" {phrase} " in padded for phrase in self.every)
            and (not self.one_of or any(f" {phrase} " in padded for phrase in self.one_of))
            and not any(f" {phrase} " in padded for phrase in self.none_of)
        )


@dataclass(frozen=True, slots=True)
class Offences:
    """All classes by code, the rules in the order in which they are tried, and titles that say they are no crime."""

    classes: Mapping[str, OffenceClass]
    rules: tuple[Rule, ...]
    no_crime: tuple[str, ...] = ()


def classify(offence: str, offence_code: str = "", recorded_on: str = "") -> OffenceClass:
    """The class of a recorded offence.

    `offence` is the title, `offence_code` a Home Office code ("46", "106/1", "10601", "N200/3"),
    `recorded_on` an ISO date, on which the offences of the Crime and Policing Act 2026 depend. Without a date
    such a title is taken at its word. Where no rule holds, a record with a title is `other`, one without
    is `unknown`.
    """
    day = _day(recorded_on)
    classes = load_offences().classes
    for rule in _fitting_rules(offence, offence_code):
        if rule.since is None or day is None or day >= rule.since:
            return classes[rule.offence_class]
    return classes[OTHER if fold_title(offence) else UNKNOWN]


def is_crime(offence: str, offence_code: str = "", recorded_on: str = "") -> bool:
    """Whether a record stands as a crime: neither its class nor its title, nor a non-crime code, says otherwise.

    >>> is_crime("Common assault"), is_crime("Non-crime: missing person"), is_crime("Common assault", "N300/1")
    (True, False, False)
    """
    title = f" {fold_title(offence)} "
    says_no = any(f" {phrase} " in title for phrase in load_offences().no_crime)
    return not (says_no or _N_CODE.match(offence_code)) and classify(offence, offence_code, recorded_on).crime


@cache
def load_offences() -> Offences:
    """The shipped classes and rules."""
    return read_offences("offences.toml", (files("overlooked") / "data" / "offences.toml").read_text("utf-8"))


def read_offences(file: str, text: str) -> Offences:
    """The classes and rules of a TOML text; `file` is its name in errors.

    Raises KnowledgeError for TOML that is none, an unknown or missing key, or a rule without a class.
    """
    try:
        table = from_toml(text)
    except ValueError as error:
        raise KnowledgeError(f"{file}: not valid TOML: {error}") from error
    if not isinstance(table.get("class", {}), dict) or not isinstance(table.get("rule", []), list):
        raise KnowledgeError(f"{file}: classes stand in tables [class.code], rules in tables [[rule]]")
    classes = {code: _class(f"{file}: class {code}", code, told) for code, told in table.get("class", {}).items()}
    for needed in (OTHER, UNKNOWN):
        if needed not in classes:
            raise KnowledgeError(f"{file}: class {needed!r} is missing; records that no rule knows stand under it")
    rules = [_rule(f"{file}: rule {n}", told, classes) for n, told in enumerate(table.get("rule", ()), start=1)]
    no_crime = _texts(f"{file}: key 'no_crime'", table.get("no_crime", []))
    return Offences(MappingProxyType(classes), tuple(rules), tuple(map(fold_title, no_crime)))


@lru_cache(maxsize=8192)
def fold_title(offence: str) -> str:
    """A title in lower case with mis-decoded signs mended, marks as spaces, and gender words dropped.

    "girl" and "boy" become "child": age is kept, gender is not.
    """
    plain = unicodedata.normalize("NFKD", _MISDECODED.sub(" ", offence)).lower()
    words = re.findall(r"[a-z0-9]+", _INSIDE_WORDS.sub("", plain))
    return " ".join(filter(None, (_GENDER.get(word, word) for word in words)))


def written_codes(offence_code: str) -> frozenset[str]:
    """The forms under which rules may name a code: "106/01" gives "106" and "106/1" and "106/*"."""
    told = offence_code.strip().upper()
    joined = _JOINED_CODE.fullmatch(told) if len(told) == _JOINED_LENGTH else None
    match = joined or _CODE.fullmatch(told)
    if match is None:
        return frozenset()
    main, sub = match.group(1), (match.group(2) or "").lstrip("0")
    return frozenset({main, f"{main}/{sub}", f"{main}/*"} if sub else {main})


@lru_cache(maxsize=8192)
def _fitting_rules(offence: str, offence_code: str) -> tuple[Rule, ...]:
    title, codes = fold_title(offence), written_codes(offence_code)
    return tuple(rule for rule in load_offences().rules if rule.fits(title, codes))


def _day(recorded_on: str) -> date | None:
    try:
        return date.fromisoformat(recorded_on[:10])
    except ValueError:
        return None


def _class(where: str, code: str, told: Any) -> OffenceClass:  # noqa: ANN401 - as the file has it
    _refuse_unknown(where, told, _CLASS_KEYS)
    usual = told.get("usual", {})
    if not told.get("name") or not isinstance(told["name"], str):
        raise KnowledgeError(f"{where}: key 'name' is missing; a class has a name in plain words")
    if not all(isinstance(told.get(key, True), bool) for key in ("screened", "compelled", "crime")):
        raise KnowledgeError(f"{where}: 'screened', 'compelled' and 'crime' are true or false")
    if not isinstance(usual, dict) or not all(isinstance(reason, str) and reason for reason in usual.values()):
        raise KnowledgeError(f"{where}: each indicator in 'usual' wants the reason why it is usual")
    screened, compelled, crime = told.get("screened", True), told.get("compelled", False), told.get("crime", True)
    return OffenceClass(code, told["name"], screened, compelled, tuple(usual), crime)


def _rule(where: str, told: Any, classes: Mapping[str, OffenceClass]) -> Rule:  # noqa: ANN401 - as the file has it
    _refuse_unknown(where, told, _RULE_KEYS)
    for key in ("codes", "all", "any", "none"):
        _texts(f"{where}: {key!r}", told.get(key, []))
    if type(told.get("since")) not in {date, type(None)}:
        raise KnowledgeError(f"{where}: 'since' wants a day such as 2026-06-29, without quotes")
    if str(told.get("class")) not in classes:
        nearest = difflib.get_close_matches(str(told.get("class")), classes, n=1, cutoff=0.0)[0]
        raise KnowledgeError(f"{where}: no class {told.get('class')!r}; did you mean {nearest!r}?")
    if not any(told.get(key) for key in ("codes", "all", "any")):
        raise KnowledgeError(f"{where}: wants one of 'codes', 'all' or 'any', or it would hold for every record")
    every, one_of, none_of = (tuple(map(fold_title, told.get(key, ()))) for key in ("all", "any", "none"))
    return Rule(told["class"], frozenset(told.get("codes", ())), every, one_of, none_of, told.get("since"))


def _texts(where: str, listed: object) -> list[str]:
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise KnowledgeError(f"{where} wants a list of texts")
    return listed


def _refuse_unknown(where: str, told: object, known: Iterable[str]) -> None:
    if not isinstance(told, dict):
        raise KnowledgeError(f"{where}: wants a table with keys, not a bare value")
    for key in told:
        if key not in known:
            nearest = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.0)[0]
            raise KnowledgeError(f"{where}: unknown key {key!r}; did you mean {nearest!r}?")
