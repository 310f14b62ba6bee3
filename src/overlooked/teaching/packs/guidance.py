"""Guidance: what a lesson says beside the words of a record, and the steps for safety.

In come codes of indicators, counter-evidence, denials, exploitation and circumstances, out come frozen entries in our
own words, each with its source. The words are data (`teaching.toml`). Source of the ideas: the International Labour
Organization's indicators (2012), the statutory guidance under section 49 of the Modern Slavery Act 2015, the College of
Policing's practice, and this project's annotation guide.
"""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from overlooked.errors import KnowledgeError, SettingsError
from overlooked.findings import CHILD
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES, load_circumstances, load_indicators
from overlooked.notation import from_toml
from overlooked.recording import NATIONS

DENIALS = ("checked", "others_stand", "tick_box", "controller", "child", "own_word", "unchecked")
"""What a record sets against a sign: a real check; a fact that leaves the other signs; a tick-box, the word of a
possible controller, of a child, or of the possible victim against the facts; or what nobody is told to have checked."""

ABOUT = ("child", "homeless", "suspect", "learning_disability")
"""The people of whom something else is to be taught."""

STEPS = ("first", "adult", "last")
"""The steps for everybody: `adult` is left out for a child."""


@dataclass(frozen=True, slots=True)
class IndicatorGuidance:
    """Why a sign counts, what to ask next (the catalogue's first question first), and when it is not enough."""

    code: str
    why: str
    questions: tuple[str, ...]
    not_enough: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearingGuidance:
    """When counter-evidence or a denial clears a sign, and when it does not, in a sentence each."""

    code: str
    clears: str
    does_not_clear: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExploitationGuidance:
    """What should have been considered for a type of exploitation, nation by nation, and its steps for safety.

    The sentences name the Acts of 2015; what held before them `recording.Recording.rules_on` tells.
    """

    code: str
    should_record: str
    scotland: str
    northern_ireland: str
    safeguard: tuple[str, ...]
    source: tuple[str, ...]

    def to_consider(self, nation: str) -> str:
        """The offences to consider in a nation of `recording.NATIONS`; SettingsError for any other."""
        told = dict(zip(NATIONS, (self.should_record, self.scotland, self.northern_ireland), strict=True))
        if nation not in told:
            raise SettingsError(f"no nation {nation!r}; did you mean {_nearest(nation, told)!r}?")
        return told[nation]


@dataclass(frozen=True, slots=True)
class PersonGuidance:
    """What changes for a child, a homeless person, a suspect or somebody with a learning disability.

    `circumstances` are the findings that tell of it.
    """

    code: str
    circumstances: tuple[str, ...]
    changes: str
    safeguard: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Sentences in their order."""

    code: str
    texts: tuple[str, ...]
    source: tuple[str, ...]


Entry = TypeVar("Entry", IndicatorGuidance, ClearingGuidance, ExploitationGuidance, PersonGuidance, Steps)


@dataclass(frozen=True, slots=True)
class Guidance:
    """Everything that `teaching.toml` says; each method raises KnowledgeError for a code that is not there."""

    asking: Steps
    indicators: Mapping[str, IndicatorGuidance]
    counters: Mapping[str, ClearingGuidance]
    denials: Mapping[str, ClearingGuidance]
    exploitation: Mapping[str, ExploitationGuidance]
    people: Mapping[str, PersonGuidance]
    steps: Mapping[str, Steps]

    def of_indicator(self, code: str) -> IndicatorGuidance:
        """What is taught of an indicator, by its code in the catalogue."""
        return _found("indicator", code, self.indicators)

    def of_counter(self, code: str) -> ClearingGuidance:
        """What is taught of a group of counter-evidence, by its code in `counter.toml`."""
        return _found("counter", code, self.counters)

    def of_denial(self, reason: str) -> ClearingGuidance:
        """What is taught of a denied sign; `reason` is one of `DENIALS`."""
        return _found("denial", reason, self.denials)

    def of_exploitation(self, code: str) -> ExploitationGuidance:
        """What is taught of a type of exploitation."""
        return _found("exploitation", code, self.exploitation)

    def of_person(self, code: str) -> PersonGuidance:
        """What changes for somebody; `code` is one of `ABOUT`."""
        return _found("about", code, self.people)

    def about(self, circumstances: Collection[str]) -> tuple[str, ...]:
        """The codes of `ABOUT` that the circumstances found in a record tell of, in the order of `ABOUT`."""
        return tuple(code for code, told in self.people.items() if set(told.circumstances) & set(circumstances))

    def safeguarding(self, exploitation: Iterable[str], about: Collection[str] = ()) -> tuple[str, ...]:
        """The steps for safety, in the order in which they are taken.

        Danger and secrecy come first, then what the types of exploitation ask for, then the person (`about`, codes of
        `ABOUT`), then the report. An adult is asked for consent, with what to do if they refuse; a child is not.
        """
        people = [self.of_person(code) for code in about]
        adult = () if CHILD in about else self.steps["adult"].texts
        of_types = [step for code in exploitation for step in self.of_exploitation(code).safeguard]
        of_people = [step for told in sorted(people, key=_in_order) for step in told.safeguard]
        steps = (*self.steps["first"].texts, *of_types, *of_people, *adult, *self.steps["last"].texts)
        return tuple(dict.fromkeys(steps))


@cache
def load_guidance() -> Guidance:
    """The shipped guidance."""
    data = files("overlooked") / "data"
    counters = from_toml((data / "counter.toml").read_text("utf-8"))
    return read_guidance("teaching.toml", (data / "teaching.toml").read_text("utf-8"), counters)


def read_guidance(file: str, text: str, counters: Collection[str]) -> Guidance:
    """The guidance of a TOML text; `file` is its name in errors, `counters` the groups of counter-evidence.

    Raises KnowledgeError for TOML that is none, an unknown or missing key or entry, or a value of the wrong kind.
    """
    try:
        table = from_toml(text)
    except ValueError as error:
        raise KnowledgeError(f"{file}: not valid TOML: {error}") from error
    sections = ("asking", "indicator", "counter", "denial", "exploitation", "about", "safeguarding")
    _exactly(file, table, sections)
    people = _section(file, table, "about", PersonGuidance, ABOUT)
    for told in people.values():
        for code in told.circumstances:
            _found(f"{file}: about {told.code}: circumstance", code, load_circumstances())
    asked = _section(file, table, "indicator", IndicatorGuidance, INDICATOR_CODES)
    return Guidance(
        asking=_entry(f"{file}: asking", "asking", table["asking"], Steps),
        indicators=MappingProxyType({code: _with_first_question(told) for code, told in asked.items()}),
        counters=_section(file, table, "counter", ClearingGuidance, counters),
        denials=_section(file, table, "denial", ClearingGuidance, DENIALS),
        exploitation=_section(file, table, "exploitation", ExploitationGuidance, EXPLOITATION),
        people=people,
        steps=_section(file, table, "safeguarding", Steps, STEPS),
    )


def _with_first_question(told: IndicatorGuidance) -> IndicatorGuidance:
    return replace(told, questions=(load_indicators()[told.code].first_question, *told.questions))


def _in_order(told: PersonGuidance) -> int:
    return ABOUT.index(told.code)


def _section(
    file: str, table: Mapping[str, Any], name: str, entry_type: type[Entry], codes: Collection[str]
) -> Mapping[str, Entry]:
    """The entries of a section in the order of `codes`, which are to be there, all and no other."""
    _exactly(f"{file}: {name}", table[name], codes)
    return MappingProxyType(
        {code: _entry(f"{file}: {name} {code}", code, table[name][code], entry_type) for code in codes}
    )


def _entry(where: str, code: str, told: object, entry_type: type[Entry]) -> Entry:
    kinds = {field.name: field.type for field in fields(entry_type) if field.name != "code"}
    values = _exactly(where, told, kinds)
    read = {key: (_text if kind is str else _texts)(where, key, values[key]) for key, kind in kinds.items()}
    return entry_type(code=code, **read)  # type: ignore[arg-type]  # the kinds were checked above


def _exactly(where: str, told: object, keys: Collection[str]) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise KnowledgeError(f"{where}: wants a table with keys, not a bare value")
    for key in told:
        if key not in keys:
            raise KnowledgeError(f"{where}: unknown key {key!r}; did you mean {_nearest(key, keys)!r}?")
    for key in keys:
        if key not in told:
            raise KnowledgeError(f"{where}: key {key!r} is missing; it wants {', '.join(keys)}")
    return told


def _text(where: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{where}: {key!r} wants a text that says something, not {value!r}")
    return value


def _texts(where: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise KnowledgeError(f"{where}: {key!r} wants a list of texts, one at least, not {value!r}")
    return tuple(_text(where, key, item) for item in value)


Told = TypeVar("Told")


def _found(what: str, code: str, entries: Mapping[str, Told]) -> Told:
    if code not in entries:
        raise KnowledgeError(f"{what} {code!r} is not known; did you mean {_nearest(code, entries)!r}?")
    return entries[code]


def _nearest(word: str, valid: Iterable[str]) -> str:
    return difflib.get_close_matches(word, list(valid), n=1, cutoff=0.0)[0]
