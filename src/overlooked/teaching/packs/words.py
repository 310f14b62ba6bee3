"""What a lesson says beside its cases, read from `lessons.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lesson_words() -> Mapping[str, Mapping[str, Any]]:
    """The sections of the file: `page`, `slides`, `worksheet`, `approval`, `revealing` and `rules`."""
    return tomllib.loads((files("overlooked") / "data" / "lessons.toml").read_text(encoding="utf-8"))
