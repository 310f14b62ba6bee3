"""Notation: JSON and TOML texts into plain objects. In comes a text from outside, out comes what it says.

What cannot be read is a ValueError, whatever is wrong. Stricter than what it is made of: no NaN, no number beyond
floating point, no half character, and no nesting so deep that the reader itself would break.
"""

import json
import math
import tomllib
from pathlib import Path
from typing import Any

_TOO_DEEP = "nested too deeply"
SETTINGS_LIMIT, DOTS_LIMIT = 2**20, 5000
"""A file of settings is no longer, in bytes, and none of its lines has so many dots, each of which may be a table."""


def from_json(text: str | bytes) -> Any:  # noqa: ANN401 - whatever the text says
    r"""What a JSON text says. Raises ValueError, whatever is wrong with it.

    >>> from_json('{"a": [1, null]}')
    {'a': [1, None]}
    """
    try:
        if isinstance(text, bytes):
            text = text.decode(json.detect_encoding(text))
        found = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if "\\u" in text:
        json.dumps(found, ensure_ascii=False).encode()
    return found


def from_toml(text: str) -> dict[str, Any]:
    """What a TOML text says. Raises ValueError, whatever is wrong with it."""
    if any(line.count(".") > DOTS_LIMIT for line in text.splitlines()):
        raise ValueError(_TOO_DEEP)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None


def settings_of(path: Path) -> str:
    """The text of a user's file of settings. Raises OSError, and ValueError for one that is no text or too long."""
    return bytes_of_settings(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def bytes_of_settings(path: Path) -> bytes:
    """The bytes of a user's file of settings. Raises OSError, and ValueError for one that is no file or too long."""
    if path.exists() and not path.is_file():
        raise ValueError("no plain file")
    with path.open("rb") as file:
        data = file.read(SETTINGS_LIMIT + 1)
    if len(data) > SETTINGS_LIMIT:
        raise ValueError(f"longer than {SETTINGS_LIMIT >> 20} MiB")
    return data


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError("a number is none that can be kept")
    return value
