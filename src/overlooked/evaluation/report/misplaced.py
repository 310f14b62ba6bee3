"""A record to read because it stands on the wrong side of the cut: its words, and what was found and marked in them.

Only written examples are shown so, never a record of a sealed split; the tree of figures holds no word of them.
"""

from dataclasses import dataclass

from overlooked.corpus import Annotation
from overlooked.findings import Finding


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A record on the wrong side of the cut. `causes` are sentences; `change` is what would move it, in words."""

    record_id: str
    side: str
    rank: int
    offence: str
    recorded_on: str
    narrative: str
    findings: tuple[Finding, ...]
    annotations: tuple[Annotation, ...]
    causes: tuple[str, ...]
    change: str
