"""The route: what whoever sees that somebody may be at risk now is to do, step by step, and whom to call.

In comes a TOML file of the force, or the general one that is shipped (`data/safeguarding.toml`); out comes a `Route`.
"""

import difflib
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from overlooked.errors import KnowledgeError
from overlooked.notation import bytes_of_settings, from_toml

SHIPPED = "safeguarding.toml"
MOST_STEPS = 12
"""A route of more steps, or of longer texts than `LONGEST`, is not read by somebody in a hurry."""
LONGEST: Mapping[str, int] = {"title": 100, "owner": 150, "when": 80, "do": 600, "contact": 200}

_ROUTE, _STEP = ("title", "owner", "review_on", "step"), ("when", "do", "contact")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when it is taken, what is done, and whom to call ("" for nobody)."""

    when: str
    do: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The steps in their order; whose they are, and the day on which the owner looks at them again.

    `is_own` is false for the general route, which stands in until the force has entered its own; `file` and `sha256`
    go into a manifest.
    """

    title: str
    owner: str
    review_on: date
    steps: tuple[Step, ...]
    is_own: bool
    file: str
    sha256: str


def load_route(path: Path | None = None) -> Route:
    """The route of a file, or without one the general route that is shipped.

    Raises KnowledgeError for a file that cannot be read or is too long, an unknown or missing key, a text that is
    empty, too long or no plain line, no steps or too many, and a day that is none.
    """
    if path is None:
        return _shipped()
    try:
        content = bytes_of_settings(path)
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise KnowledgeError(f"{path} is {error}; a route is one page of text") from error
    return _route(str(path), path.name, content, is_own=True)


@cache
def _shipped() -> Route:
    return _route(SHIPPED, SHIPPED, (files("overlooked") / "data" / SHIPPED).read_bytes(), is_own=False)


def _route(where: str, name: str, content: bytes, *, is_own: bool) -> Route:
    try:
        table = from_toml(content.decode("utf-8-sig"))
    except ValueError as error:
        raise KnowledgeError(f"{where}: not valid TOML: {error}") from error
    _refuse_keys(where, table, _ROUTE, needed=_ROUTE)
    title, owner = (_text(where, key, table[key]) for key in ("title", "owner"))
    day, steps = _day(where, table["review_on"]), _steps(where, table["step"])
    return Route(title, owner, day, steps, is_own, name, hashlib.sha256(content).hexdigest())


def _steps(where: str, told: object) -> tuple[Step, ...]:
    if not isinstance(told, list) or not told:
        raise KnowledgeError(f"{where}: 'step' wants one [[step]] or more, each with {', '.join(_STEP)}")
    if len(told) > MOST_STEPS:
        raise KnowledgeError(f"{where}: {len(told)} steps; a route has at most {MOST_STEPS}")
    return tuple(_step(f"{where}: step {number}", one) for number, one in enumerate(told, start=1))


def _step(where: str, told: object) -> Step:
    if not isinstance(told, dict):
        raise KnowledgeError(f"{where}: wants a table with {', '.join(_STEP)}, not a bare value")
    _refuse_keys(where, told, _STEP, needed=_STEP[:2])
    return Step(**{key: _text(where, key, value) for key, value in told.items()})


def _refuse_keys(where: str, told: Mapping[str, Any], keys: Collection[str], *, needed: Collection[str]) -> None:
    for key in told:
        if key not in keys:
            nearest = difflib.get_close_matches(key, keys, n=1, cutoff=0.0)[0]
            raise KnowledgeError(f"{where}: unknown key {key[:40]!r}; did you mean {nearest!r}?")
    for key in needed:
        if key not in told:
            raise KnowledgeError(f"{where}: key {key!r} is missing; it wants {', '.join(keys)}")


def _text(where: str, key: str, told: object) -> str:
    text = told.strip() if isinstance(told, str) else ""
    if not any(map(str.isalnum, text)):
        raise KnowledgeError(f"{where}: {key!r} wants a text that says something, not {str(told)[:40]!r}")
    if not text.isprintable():
        raise KnowledgeError(f"{where}: {key!r} holds a line end or a sign that cannot be seen; give one plain line")
    if len(text) > LONGEST[key]:
        raise KnowledgeError(f"{where}: {key!r} has {len(text):,} characters; give at most {LONGEST[key]}")
    return text


def _day(where: str, told: object) -> date:
    """A day of TOML, or the same as a text."""
    try:
        if type(told) is date:
            return told
        return date.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        raise KnowledgeError(f"{where}: 'review_on' wants a day such as 2027-03-31, not {str(told)[:40]!r}") from None
