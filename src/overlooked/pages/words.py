"""What codes are called before a reader: names and meanings of findings, and what a record says of a sign."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from overlooked.findings import ASSERTIONS, Kind
from overlooked.indicators import (
    Circumstance,
    Named,
    Setting,
    load_circumstances,
    load_indicators,
    load_named,
    load_settings,
)

ELEMENT_TITLES: Mapping[str, str] = {
    "act": "Act: what is done",
    "means": "Means: what holds the person",
    "gain": "Gain: what others get",
}
"""Act, means and gain (Palermo Protocol, article 3) in plain words."""

BANDS: Mapping[str, str] = {
    "A": "act, means and gain are quoted; for a child, act and gain",
    "B": "two of act, means and gain are quoted",
    "C": "one of act, means and gain is quoted",
    "": "no sign is quoted",
}
"""What each band says; the empty one is a record without a sign."""

HOMELESS = ("rough_sleeping", "hostel", "soup_run", "day_centre")
"""The circumstances of somebody without a home of their own."""


def name_of(kind: str, code: str) -> str:
    """The name of an indicator, circumstance, setting, naming or group of counter-evidence."""
    entry = glossary().get(kind, {}).get(code)
    return str(entry["name"]) if entry else code.replace("_", " ")


def says(finding: Mapping[str, Any]) -> str:
    """What the record says of a sign, in a few words; a denial that clears nothing is told as such."""
    return ASSERTIONS[finding["assertion"]] + ("" if finding["clears"] else ", which clears nothing")


@cache
def glossary() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Name and meaning of every code, by kind; an indicator also tells what counts and what to ask first."""
    counter = tomllib.loads((files("overlooked") / "data" / "counter.toml").read_text(encoding="utf-8"))
    indicators = {
        code: {
            "name": entry.name,
            "meaning": entry.meaning,
            "counts": entry.counts,
            "does_not_count": (*entry.does_not_count, *entry.look_alikes),
            "ask": entry.first_question,
            "source": entry.source,
            "roles": entry.roles,
        }
        for code, entry in load_indicators().items()
    }
    return {
        Kind.INDICATOR: indicators,
        Kind.CIRCUMSTANCE: _plain(load_circumstances()),
        Kind.SETTING: _plain(load_settings()),
        Kind.NAMED: _plain(load_named()),
        Kind.COUNTER: counter,
    }


def _plain(catalogue: Mapping[str, Circumstance] | Mapping[str, Setting] | Mapping[str, Named]) -> dict[str, Any]:
    return {code: {"name": entry.name, "meaning": entry.meaning} for code, entry in catalogue.items()}
