"""The catalogue: indicators, circumstances, settings and what counts as named, read from the data files.

In come `indicators.toml`, `circumstances.toml`, `settings.toml` and `named.toml`, out come frozen entries by
code. What the files hold is checked when they are read; the words are the field's, with their sources.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from overlooked.errors import KnowledgeError
from overlooked.notation import from_toml

INDICATOR_CODES = (
    "vulnerability_abused",
    "deception",
    "movement_restricted",
    "isolation",
    "violence",
    "threats",
    "documents_retained",
    "wages_withheld",
    "debt_bondage",
    "abusive_conditions",
    "excessive_hours",
    "recruited_moved",
    "finances_controlled",
    "forced_criminality",
    "commercial_sex_controlled",
    "domestic_servitude",
    "spoken_for",
    "fear_of_authority",
    "psychological_control",
    "missing_or_found",
)
"""The indicators of the annotation guide, in its order; corpora and models are written with these codes."""

ROLES = ("act", "means", "gain")
"""The elements of trafficking (Palermo Protocol, article 3(a)): act, means, and exploitation as gain."""

EXPLOITATION = ("labour", "sexual", "criminal", "domestic", "financial", "organ")
"""The types of exploitation of the annotation guide."""

LISTED = frozenset({"nrm", "duty_to_notify", "msht", "modern_slavery", "trafficking", "forced_labour"})
"""What makes the list of records named, not crimed: a referral, a notice, a unit or marker, and what the Modern Slavery
Act makes a crime by name.

Exploitation, county lines, cuckooing and the defence of victims are named too, but are told of many other crimes.
"""

_ALLOWED = {"roles": ROLES, "exploitation": EXPLOITATION}
_MAY_BE_EMPTY = frozenset({"exploitation", "not_after", "not_before"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sign of exploitation: what it is, what counts, what looks like it, and what to ask next.

    `roles` are the elements of trafficking that one finding of it can supply, `exploitation` the types that
    it points to by itself.
    """

    code: str
    name: str
    meaning: str
    source: tuple[str, ...]
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    look_alikes: tuple[str, ...]
    first_question: str
    roles: tuple[str, ...]
    role_reason: str
    exploitation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A condition the person is in; quoted, and weightless alone. `words` signal it, in lower case."""

    code: str
    name: str
    meaning: str
    source: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A trade or place; quoted, and weightless alone.

    `exploitation` is what it suggests beside signs.
    """

    code: str
    name: str
    meaning: str
    source: tuple[str, ...]
    words: tuple[str, ...]
    exploitation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Words by which a writer names slavery or a referral himself.

    A word of `not_after` directly before, or of `not_before` directly after, cancels it ("drug trafficking").
    """

    code: str
    name: str
    meaning: str
    source: tuple[str, ...]
    words: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


Entry = TypeVar("Entry", Indicator, Circumstance, Setting, Named)


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """The indicators by code, in the order of `INDICATOR_CODES`; KnowledgeError where the file differs."""
    catalogue = read_catalogue("indicators.toml", _shipped("indicators.toml"), Indicator)
    if tuple(catalogue) != INDICATOR_CODES:
        raise KnowledgeError(f"indicators.toml: wants exactly these entries, in order: {', '.join(INDICATOR_CODES)}")
    return catalogue


@cache
def load_circumstances() -> Mapping[str, Circumstance]:
    """The circumstances of a person, by code."""
    return read_catalogue("circumstances.toml", _shipped("circumstances.toml"), Circumstance)


@cache
def load_settings() -> Mapping[str, Setting]:
    """The settings of exploitation, by code."""
    return read_catalogue("settings.toml", _shipped("settings.toml"), Setting)


@cache
def load_named() -> Mapping[str, Named]:
    """The ways in which a text names slavery or a referral itself, by code."""
    return read_catalogue("named.toml", _shipped("named.toml"), Named)


def read_catalogue(file: str, text: str, entry_type: type[Entry]) -> Mapping[str, Entry]:
    """The entries of a TOML text by code; `file` is its name in errors.

    Raises KnowledgeError for TOML that is none, an unknown or missing key, or a value of the wrong kind.
    """
    try:
        table = from_toml(text)
    except ValueError as error:
        raise KnowledgeError(f"{file}: not valid TOML: {error}") from error
    return MappingProxyType(
        {code: _entry(f"{file}: entry {code}", code, told, entry_type) for code, told in table.items()}
    )


def indicator_table() -> str:
    """The indicators as a Markdown table, as `docs/indicators.md` shows them between its markers."""
    heads = ("Indicator", "What it is", "Counts", "Does not count", "Element", "Ask first")
    rows = [heads, ("---",) * len(heads), *map(_table_row, load_indicators().values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _table_row(item: Indicator) -> tuple[str, ...]:
    return (
        f"**{item.name}** `{item.code}`",
        item.meaning,
        "; ".join(item.counts),
        "; ".join(item.does_not_count),
        f"{' and '.join(item.roles)}: {item.role_reason}",
        item.first_question,
    )


def _shipped(file: str) -> str:
    return (files("overlooked") / "data" / file).read_text(encoding="utf-8")


def _entry(where: str, code: str, told: object, entry_type: type[Entry]) -> Entry:
    if not isinstance(told, dict):
        raise KnowledgeError(f"{where}: wants a table [{code}] with keys, not a bare value")
    kinds = {field.name: field.type for field in fields(entry_type) if field.name != "code"}
    for key in told:
        if key not in kinds:
            raise KnowledgeError(f"{where}: unknown key {key!r}; did you mean {_nearest(key, kinds)!r}?")
    for key in kinds:
        if key not in told:
            raise KnowledgeError(f"{where}: key {key!r} is missing; an entry has {', '.join(kinds)}")
    read = {key: _text(where, key, told[key]) if kinds[key] is str else _list(where, key, told[key]) for key in kinds}
    return entry_type(code=code, **read)  # type: ignore[arg-type]  # the kinds were checked above


def _text(where: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{where}: {key!r} wants a text that says something, not {value!r}")
    return value


def _list(where: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise KnowledgeError(f"{where}: {key!r} wants a list of texts, not {value!r}")
    if not value and key not in _MAY_BE_EMPTY:
        raise KnowledgeError(f"{where}: {key!r} is empty; it wants one text at least")
    for item in value:
        if item not in _ALLOWED.get(key, (item,)):
            raise KnowledgeError(
                f"{where}: {key!r} holds {item!r}; did you mean {_nearest(item, _ALLOWED[key])!r}? "
                f"It may hold {', '.join(_ALLOWED[key])}"
            )
    return tuple(value)


def _nearest(word: str, valid: Iterable[str]) -> str:
    return difflib.get_close_matches(word, list(valid), n=1, cutoff=0.0)[0]
