"""A pack: the cases of one lesson with its answers' key, whatever form it is written in.

In come cases, out comes a pack with an id. The id is the SHA-256 of the key, so that answers can be told from those to
another pack, and a key that was altered can be told from the one that was made. The key holds offsets and codes and no
word of a narrative.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from overlooked.findings import Finding
from overlooked.outputs import canonical_json
from overlooked.safeguarding import Route, load_route
from overlooked.teaching.packs.cases import Case

SCHEMA_VERSION = 1
SYNTHETIC = "Every record here is synthetic, written for teaching: no real person."


@dataclass(frozen=True, slots=True)
class Approval:
    """Who let masked real records into a lesson, what they were taken from, and what to do for somebody at risk now."""

    name: str
    taken_from: str
    left_out: tuple[str, ...]
    route: Route = field(default_factory=load_route)


@dataclass(frozen=True, slots=True)
class Pack:
    """The cases of a lesson in their order; `approval` is None where all are synthetic."""

    title: str
    seed: int
    cases: tuple[Case, ...]
    approval: Approval | None = None

    @property
    def pack_id(self) -> str:
        """The first 16 hex digits of the key's SHA-256."""
        return id_of(self.key)

    @property
    def key(self) -> dict[str, Any]:
        """What the answers are marked by, as plain JSON."""
        return {"schema_version": SCHEMA_VERSION, "cases": [_key_of(case) for case in self.cases]}


def id_of(key: object) -> str:
    """The id of the pack that a key belongs to."""
    return hashlib.sha256(canonical_json(key).encode()).hexdigest()[:16]


def _key_of(case: Case) -> dict[str, Any]:
    return {
        "case": case.case_id,
        "narrative_sha256": hashlib.sha256(case.narrative.encode("utf-8", "surrogatepass")).hexdigest(),
        "is_case": case.is_case,
        "difficulty": str(case.difficulty),
        "exploitation": list(case.exploitation),
        "signs": [_sign(sign) for sign in indicators_of(case.signs)],
    }


def indicators_of(signs: Sequence[Finding]) -> list[Finding]:
    """The signs that are indicators, asserted or not: what a mark is compared with."""
    return [sign for sign in signs if sign.kind == "indicator"]


def _sign(sign: Finding) -> dict[str, Any]:
    told = {"indicator": sign.indicator, "start": sign.start, "end": sign.end, "assertion": str(sign.assertion)}
    return told | {"clears": sign.clears}
