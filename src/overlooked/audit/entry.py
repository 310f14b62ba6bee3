"""An entry of the log: one line of JSON, a header that is chained to the entry before, and a body.

The header holds the hash of the body, so that a body can be purged and the chain still holds. A line is canonical JSON:
keys sorted, no spaces, ASCII; an entry that is written in any other way is none.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from overlooked.notation import from_json

FIRST = "0" * 64
"""What stands for the hash of the entry before the first one."""
LONGEST = 16 * 2**20
"""No line is longer, in bytes; one with the names and hashes of 100,000 files is."""

_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_HASH = re.compile("[0-9a-f]{64}")
_HEADER = {"number", "at", "previous", "body_sha256", "hash"}


class Act(StrEnum):
    """What is done with personal data, in the words of section 62."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Entry:
    """A header, field by field, and the body, None once it was purged; `at` is UTC in seconds."""

    number: int
    at: str
    previous: str
    body_sha256: str
    hash: str
    body: Mapping[str, Any] | None

    @classmethod
    def after(cls, last: "Entry | None", body: Mapping[str, Any]) -> Self:
        """The entry, of now, that follows the `last` one."""
        header = {
            "number": last.number + 1 if last else 1,
            "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "previous": last.hash if last else FIRST,
            "body_sha256": hash_of(body),
        }
        return cls(**header, hash=hash_of(header), body=body)  # type: ignore[arg-type]

    @classmethod
    def read(cls, line: bytes) -> Self:
        """The entry of a line. Raises ValueError, which says what is wrong with it."""
        try:
            told = from_json(line)
            entry = cls(**told["header"], body=told["body"])
        except (ValueError, TypeError, LookupError):
            raise ValueError("is no entry") from None
        if not entry._fits() or entry.line != line.removesuffix(b"\n") + b"\n":
            raise ValueError("is not written as an entry is")
        if hash_of({name: told["header"][name] for name in _HEADER - {"hash"}}) != entry.hash:
            raise ValueError("has a header that its hash does not fit")
        if entry.body is not None and hash_of(entry.body) != entry.body_sha256:
            raise ValueError("has a body that its header does not fit")
        return entry

    @property
    def line(self) -> bytes:
        """The line that the entry is kept as, with its end."""
        header = {name: getattr(self, name) for name in _HEADER}
        return f"{canonical({'header': header, 'body': self.body})}\n".encode()

    @property
    def time(self) -> datetime:
        """When the entry was made."""
        return datetime.fromisoformat(self.at)

    def _fits(self) -> bool:
        """Whether every field is of its form."""
        texts = (self.at, self.previous, self.body_sha256, self.hash)
        if type(self.number) is not int or not all(isinstance(text, str) for text in texts):
            return False
        if not (self.body is None or isinstance(self.body, dict)):
            return False
        try:
            return bool(_AT.fullmatch(self.at) and self.time and all(map(_HASH.fullmatch, texts[1:])))
        except ValueError:
            return False


def canonical(content: object) -> str:
    r"""JSON as it is hashed.

    >>> canonical({"b": None, "a": ["é"]})
    '{"a":["\\u00e9"],"b":null}'
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(content: object) -> str:
    """The SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
