"""Forces: the nation whose recording rules a police force follows.

In come the names of forces as the tables write them, and a TOML file of the user's if there is one; out comes the
nation of each name. The shipped list (`data/forces.toml`) knows the forces of the United Kingdom and their usual
spellings.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from overlooked.errors import KnowledgeError
from overlooked.notation import from_toml, settings_of
from overlooked.reconcile.people.anonymity import is_told
from overlooked.recording import NATIONS

UNTOLD = "england_wales"
"""The nation of a force that no list knows: most forces, and most referrals, are there."""
_NO_NAME = frozenset({"police", "constabulary", "service", "force", "of", "the", "and"})


@dataclass(frozen=True, slots=True)
class Forces:
    """The nation of each name as it was given, and in a line each what had to be assumed."""

    nations: Mapping[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a list of forces holds: from folded spellings to usual names, and from these to nations."""

    names: Mapping[str, str]
    nations: Mapping[str, str]


def load_forces(path: Path | None, names: Iterable[str], places: Mapping[str, str] | None = None) -> Forces:
    """The nation of every name that says something; blanks and "not known" are passed over.

    Without a file, the shipped list tells; a name that it does not know is of `UNTOLD`, and the notes say where the
    first one stands (`places`), not what it is: a cell may hold anything. With a file, every name has to be in it; it
    gives each force its nation, in one of these ways:

        "Northmoor Police" = "scotland"          # a line each, at the top or in a table [forces]
        scotland = ["Northmoor Police", "Eastlea"]    # a list for each nation

    Raises KnowledgeError for a file that cannot be read, a nation that nobody knows, a force with two nations, and a
    force of the tables that the file leaves out.
    """
    told = sorted({name for name in names if is_told(name)})
    known = _shipped() if path is None else _own(path)
    nations = {name: known.nations[known.names[fold(name)]] for name in told if fold(name) in known.names}
    left = [name for name in told if name not in nations]
    if left and path is not None:
        raise KnowledgeError(
            f"{path}: no nation for {_counted(left, places or {})}; add a line for each, such as "
            '"Northmoor Police" = "england_wales", "scotland" or "northern_ireland"'
        )
    note = f"taken for forces of England and Wales, since no list knows them: {_counted(left, places or {})}"
    return Forces(MappingProxyType(nations | dict.fromkeys(left, UNTOLD)), (note,) if left else ())


@lru_cache(maxsize=4096)
def usual_name(name: str) -> str:
    """The usual name of a force that the shipped list knows, else the name folded; equal for two spellings of one.

    >>> usual_name("GMP"), usual_name("Northmoor Police") == usual_name("NORTHMOOR")
    ('Greater Manchester Police', True)
    """
    folded = fold(name)
    return _shipped().names.get(folded, folded)


def fold(name: str) -> str:
    """A name without case and marks, and without the words that all forces share.

    >>> fold("Devon & Cornwall Constabulary")
    'devon cornwall'
    """
    words = "".join(sign if sign.isalnum() else " " for sign in name.casefold().replace("'", "")).split()
    return " ".join([word for word in words if word not in _NO_NAME] or words)


@cache
def _shipped() -> _Known:
    table = from_toml((files("overlooked") / "data" / "forces.toml").read_text("utf-8"))
    names = {fold(way): name for name, told in table["force"].items() for way in (name, *told["spellings"])}
    return _Known(names, {name: told["nation"] for name, told in table["force"].items()})


@cache
def _nation_spellings() -> Mapping[str, str]:
    table = from_toml((files("overlooked") / "data" / "forces.toml").read_text("utf-8"))
    return {_letters(way): nation for nation, ways in table["nation"].items() for way in (nation, *ways)}


def _own(path: Path) -> _Known:
    try:
        table = from_toml(settings_of(path))
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise KnowledgeError(f"{path}: not valid TOML: {error}") from error
    nations: dict[str, str] = {}
    for force, told in _pairs(str(path), table):
        nation = _nation(f"{path}: {force}", told)
        if nations.setdefault(usual_name(force), nation) != nation:
            raise KnowledgeError(
                f"{path}: {force} has two nations, {nations[usual_name(force)]} and {nation}; keep one"
            )
    spelled = {way: name for way, name in _shipped().names.items() if name in nations}
    return _Known({**{name: name for name in nations}, **spelled}, nations)


def _pairs(where: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Forces with what is told of their nation, in whichever way the file is laid out, however deep."""
    left = [*reversed(table.items())]
    while left:
        key, told = left.pop()
        if isinstance(told, str):
            yield key, told
        elif isinstance(told, list) and all(isinstance(name, str) for name in told):
            yield from ((name, key) for name in told)
        elif isinstance(told, dict) and isinstance(told.get("nation"), str):
            yield key, told["nation"]
        elif isinstance(told, dict):
            left += reversed(told.items())
        else:
            raise KnowledgeError(f'{where}: {key}: wants a nation, such as "Northmoor Police" = "scotland"')


def _nation(where: str, told: str) -> str:
    nation = _nation_spellings().get(_letters(told))
    if nation is None:
        nearest = difflib.get_close_matches(told.casefold(), NATIONS, n=1, cutoff=0.0)[0]
        raise KnowledgeError(f"{where}: no nation {told!r}; did you mean {nearest!r}?")
    return nation


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _counted(names: list[str], places: Mapping[str, str]) -> str:
    """How many names, and where the first of them stands."""
    where = f", one of them in {places[names[0]]}" if names and names[0] in places else ""
    return f"{len(names):,} name{'' if len(names) == 1 else 's'} in the tables{where}"
