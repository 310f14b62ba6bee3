"""The locked requirements: every package of the shipped environment, pinned and hashed.

`requirements/core.txt` is what `overlooked` needs, `requirements/all.txt` adds the extras; `make lock` writes both.
One file holds for Python 3.11 to 3.14 on Linux, Windows and macOS: where they differ a line carries a marker.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
CORE, ALL = FOLDER / "core.txt", FOLDER / "all.txt"

Bill = dict[str, Any]
"""A bill of materials in CycloneDX's JSON."""

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))?(?P<hashes>(?:\s+--hash=\S+)*)")
_HASH = re.compile(r"--hash=(\S+)")


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a lock; `marker` says where it holds, None everywhere."""

    name: NormalizedName
    version: Version
    marker: Marker | None
    hashes: tuple[str, ...]


def load_lock(path: Path) -> list[Pin]:
    """The pins of a lock in order. ValueError for a line that is no pin, such as a URL or an option of pip."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [_pin(line, path) for line in lines if line and not line.startswith("#")]


def _pin(line: str, path: Path) -> Pin:
    found = _PIN.fullmatch(line)
    if found is None:
        raise ValueError(f"{path}: {line[:80]!r} is no pin; wants name==version, a marker, hashes; run `make lock`")
    marker = found["marker"]
    return Pin(
        canonicalize_name(found["name"]),
        Version(found["version"]),
        Marker(marker.strip()) if marker else None,
        tuple(_HASH.findall(found["hashes"])),
    )


def pins_of(bill: Bill) -> dict[tuple[NormalizedName, Version], dict[str, Any]]:
    """The components of a bill by name and version."""
    return {(canonicalize_name(part["name"]), Version(part["version"])): part for part in bill["components"]}
