"""The licences of the shipped environment: from its bill of materials to a list that says what may stay.

In goes the CycloneDX bill that `supplies.py` writes, out come one `Held` a package and version, and the reasons why a
package cannot stay. What is allowed, and why, is data: `requirements/licences.toml`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from locks import FOLDER, Bill

RULES = FOLDER / "licences.toml"
NONE = "none named"


@dataclass(frozen=True, slots=True)
class Held:
    """A package and the licence it stands under, as SPDX writes it; `NONE` where it names none."""

    name: str
    version: str
    licence: str


@cache
def load_rules() -> Mapping[str, Mapping[str, str]]:
    """What is allowed, what other names mean, and the licences of packages that are not installed here."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def held(bill: Bill) -> list[Held]:
    """The licence of each component of a bill, in the order of names."""
    told = [Held(part["name"], part["version"], _licence(part.get("licenses", []))) for part in bill["components"]]
    return sorted(told, key=lambda one: (one.name.lower(), one.version))


def _licence(licences: Sequence[Mapping[str, Any]]) -> str:
    """One licence, or one expression; an old classifier counts only where nothing better is told."""
    names = [told.get("expression") or told["license"].get("id") or told["license"]["name"] for told in licences]
    better = [name for name in names if not name.startswith("License :: ")] or [_meant(name) for name in names]
    return " AND ".join(dict.fromkeys(better)) or NONE


def licence_elsewhere(name: str) -> list[dict[str, dict[str, str]]]:
    """The licence, as a bill has it, of a package that is not installed here; empty where the rules know none."""
    licence = load_rules()["elsewhere"].get(name)
    return [{"license": {"id": licence}}] if licence else []


def _meant(name: str) -> str:
    return load_rules()["means"].get(name, name)


def refusals(packages: Sequence[Held]) -> list[str]:
    """A sentence for each package whose licence is not allowed or unknown."""
    return [
        f"{one.name} {one.version}: licence {one.licence!r} is not among those that {RULES.name} allows"
        for one in packages
        if not is_allowed(one.licence)
    ]


def is_allowed(licence: str) -> bool:
    """Whether an SPDX expression without brackets can be kept to: all of "A AND B", one of "A OR B"."""
    allowed = load_rules()["allowed"]
    return any(all(part in allowed for part in re.split(r"\s+AND\s+", way)) for way in re.split(r"\s+OR\s+", licence))


def list_of(packages: Sequence[Held]) -> str:
    """The list as a page in Markdown: how many stand under each licence and why it may, then each package."""
    return "\n".join([*_page(packages), ""])


def _page(packages: Sequence[Held]) -> Iterator[str]:
    allowed, counted = load_rules()["allowed"], Counter(one.licence for one in packages)
    yield "# Licences of the shipped environment"
    yield ""
    yield f"{len(packages)} packages of `requirements/all.txt`, by their own metadata; written by `make audit`."
    yield "Where a package says BSD and no more, it is counted as BSD-3-Clause."
    yield ""
    yield "| licence | packages | why it may stay |"
    yield "|---|---|---|"
    for licence, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        why = "; ".join(allowed.get(part, "NOT allowed") for part in re.split(r"\s+(?:AND|OR)\s+", licence))
        yield f"| {licence} | {count} | {why} |"
    yield ""
    yield "| package | version | licence |"
    yield "|---|---|---|"
    yield from (f"| {one.name} | {one.version} | {one.licence} |" for one in packages)
