"""Recording: which rules of crime recording held on a day in a nation, and what its non-crime codes mean.

In come a day, a nation and a code as a record gives them, out come `Rule` and `NonCrimeCode`. What they say is data
(`recording.toml`), each with its source and, where it was not read there, the doubt that remains.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from overlooked.errors import KnowledgeError, SettingsError
from overlooked.notation import from_toml

NATIONS = ("england_wales", "scotland", "northern_ireland")
"""The nations whose recording differs."""

UNITED_KINGDOM = "united_kingdom"
"""The nation of a rule that holds in all of them."""

TOPICS = ("offence", "recording", "referral", "decision", "defence")
"""What a rule is about: the law, the record, who is told, what is decided on a referral, the suspect."""

TREATMENTS: Mapping[str, str] = MappingProxyType(
    {
        "open": "open until the decision on reasonable grounds, then to be looked at again",
        "explained": "no crime record is due in this force",
        "explained_unless_evidence": "no crime record is due, unless what is told meets the test by itself",
        "explained_if_received": "no crime record is due here, if the record of the other force is found",
    }
)
"""What a non-crime code says of a referral, in plain words."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "nation": (*NATIONS, UNITED_KINGDOM),
    "topic": TOPICS,
    "treated": tuple(TREATMENTS),
}
_MAY_BE_LEFT_OUT = frozenset({"since", "until", "doubt"})
_CODE = re.compile(r"([A-Z])\s*0*([1-9]\d*)\s*[/\\.\-\s]\s*0*([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What had to be recorded, told or weighed between two days, `since` and `until` among them; None is open.

    `nation` is one of `NATIONS` or `UNITED_KINGDOM`, `topic` one of `TOPICS`. Where `certain` is False, `doubt` says
    what was not read in the source or is inferred.
    """

    code: str
    nation: str
    topic: str
    title: str
    rule: str
    source: tuple[str, ...]
    certain: bool
    doubt: str = ""
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None, nation: str) -> bool:
        """Whether it held on that day in that nation; without a day, whether it holds to this day."""
        if self.nation not in {nation, UNITED_KINGDOM}:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class NonCrimeCode:
    """A code for a referral or notification that is no crime record; `treated` is one of `TREATMENTS`.

    `since` is the first day on which it is known to be in use.
    """

    code: str
    meaning: str
    treated: str
    nation: str
    source: tuple[str, ...]
    certain: bool
    doubt: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """All rules in the order of the file, and the non-crime codes by their usual writing ("N200/1")."""

    rules: tuple[Rule, ...]
    codes: Mapping[str, NonCrimeCode]

    def rules_on(self, day: date | None, nation: str) -> tuple[Rule, ...]:
        """The rules of a nation on a day, those of the whole kingdom among them.

        Without a day, the rules that hold to this day. Raises SettingsError for a nation that is not in `NATIONS`.
        """
        if nation not in NATIONS:
            raise SettingsError(f"no nation {nation!r}; did you mean {_nearest(nation, NATIONS)!r}?")
        return tuple(rule for rule in self.rules if rule.holds(day, nation))

    def code(self, text: str) -> NonCrimeCode | None:
        """The non-crime code that a text writes in one of the ways of forces ("N200/01", "n200-1"); None otherwise."""
        return self.codes.get(fold_code(text))


Entry = TypeVar("Entry", Rule, NonCrimeCode)


@cache
def load_recording() -> Recording:
    """The shipped rules and codes."""
    return read_recording("recording.toml", (files("overlooked") / "data" / "recording.toml").read_text("utf-8"))


def read_recording(file: str, text: str) -> Recording:
    """The rules and codes of a TOML text; `file` is its name in errors.

    Raises KnowledgeError for TOML that is none, an unknown or missing key, a value of the wrong kind, a rule that ends
    before it begins, and a doubt where all is certain or none where it is not.
    """
    try:
        table = from_toml(text)
    except ValueError as error:
        raise KnowledgeError(f"{file}: not valid TOML: {error}") from error
    _refuse_unknown(file, table, ("rule", "code"))
    for kind in ("rule", "code"):
        if not isinstance(table.get(kind, {}), dict):
            raise KnowledgeError(f'{file}: rules stand in tables [rule.name], codes in tables [code."N200/1"]')
    rules = [_entry(f"{file}: rule {code}", code, told, Rule) for code, told in table.get("rule", {}).items()]
    codes = [_entry(f"{file}: code {code}", code, told, NonCrimeCode) for code, told in table.get("code", {}).items()]
    return Recording(tuple(rules), MappingProxyType(_by_writing(file, codes)))


def fold_code(text: str) -> str:
    """The usual writing of a code with its part: capitals, a stroke, no zeros before; "" where there is none.

    >>> fold_code("n 200-01")
    'N200/1'
    """
    match = _CODE.fullmatch(text.strip().upper())
    return f"{match.group(1)}{match.group(2)}/{match.group(3)}" if match else ""


def _by_writing(file: str, codes: Iterable[NonCrimeCode]) -> dict[str, NonCrimeCode]:
    found: dict[str, NonCrimeCode] = {}
    for code in codes:
        if fold_code(code.code) != code.code:
            raise KnowledgeError(f"{file}: code {code.code}: a code is written like N200/1, in capitals without zeros")
        found[code.code] = code
    return found


def _entry(where: str, code: str, told: Any, entry_type: type[Entry]) -> Entry:  # noqa: ANN401 - as the file has it
    keys = tuple(field.name for field in fields(entry_type) if field.name != "code")
    _refuse_unknown(where, told, keys)
    for key in keys:
        if key not in told and key not in _MAY_BE_LEFT_OUT:
            raise KnowledgeError(f"{where}: key {key!r} is missing; an entry has {', '.join(keys)}")
    entry = entry_type(code=code, **{key: _value(where, key, value) for key, value in told.items()})
    if entry.certain == bool(entry.doubt):
        raise KnowledgeError(f"{where}: 'doubt' says why 'certain' is false, and is left out where it is true")
    since, until = told.get("since"), told.get("until")
    if since and until and until < since:
        raise KnowledgeError(f"{where}: 'until' {until} is before 'since' {since}; a rule ends after it begins")
    return entry


def _value(where: str, key: str, value: object) -> Any:  # noqa: ANN401 - of the key's kind
    if key in {"since", "until"}:
        if type(value) is not date:
            raise KnowledgeError(f"{where}: {key!r} wants a day such as 2015-07-31, without quotes")
    elif key == "certain":
        if not isinstance(value, bool):
            raise KnowledgeError(f"{where}: 'certain' is true or false, not {value!r}")
    elif key == "source":
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise KnowledgeError(f"{where}: 'source' wants a list of documents, one at least, not {value!r}")
        return tuple(value)
    elif not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{where}: {key!r} wants a text that says something, not {value!r}")
    elif value not in _CHOICES.get(key, (value,)):
        nearest = _nearest(value, _CHOICES[key])
        raise KnowledgeError(f"{where}: {key!r} holds {value!r}; did you mean {nearest!r}?")
    return value


def _refuse_unknown(where: str, told: object, known: Iterable[str]) -> None:
    if not isinstance(told, dict):
        raise KnowledgeError(f"{where}: wants a table with keys, not a bare value")
    for key in told:
        if key not in known:
            raise KnowledgeError(f"{where}: unknown key {key!r}; did you mean {_nearest(key, known)!r}?")


def _nearest(word: str, valid: Iterable[str]) -> str:
    return difflib.get_close_matches(word, list(valid), n=1, cutoff=0.0)[0]
