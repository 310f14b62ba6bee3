"""A link: one referral tied to one crime record, by which step, how surely, and the evidence in words.

Steps go in this order, and a later one adds to the earlier ones and never undoes them: what a person settled in
`clerical.csv`, a reference in the text of the other, exact identity, and the scored match. What is not sure enough is a
proposal: it goes to a person and decides no outcome.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """How a link was made, the surest first."""

    CLERICAL = "clerical"
    REFERENCE = "reference"
    EXACT = "exact"
    SCORED = "scored"


@dataclass(frozen=True, slots=True)
class Link:
    """A referral and a crime row that tell of the same person or the same matter.

    `referral` and `crime` are positions in the tables, from 0; `score` is between 0 and 1, for a scored link the match
    probability; `evidence` is one or more plain sentences for the person who checks it.
    """

    referral: int
    crime: int
    step: Step
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Links:
    """Links that count, and proposals that a person should look at; each pair stands in one of them, once."""

    links: tuple[Link, ...]
    proposals: tuple[Link, ...]


def joined(parts: Sequence[Links], refused: frozenset[tuple[int, int]] = frozenset()) -> Links:
    """All parts as one: of a pair the surest step counts, with the evidence of all; `refused` pairs are dropped."""
    links = _best([link for part in parts for link in part.links if _pair(link) not in refused])
    linked = {_pair(link) for link in links}
    proposals = _best([p for part in parts for p in part.proposals if _pair(p) not in linked | refused])
    return Links(links, proposals)


def _pair(link: Link) -> tuple[int, int]:
    return link.referral, link.crime


def _best(links: Sequence[Link]) -> tuple[Link, ...]:
    steps = list(Step)
    groups: dict[tuple[int, int], list[Link]] = {}
    for link in sorted(links, key=lambda link: (steps.index(link.step), -link.score)):
        groups.setdefault(_pair(link), []).append(link)
    return tuple(
        Link(
            *pair, own[0].step, max(link.score for link in own), " ".join(dict.fromkeys(link.evidence for link in own))
        )
        for pair, own in sorted(groups.items())
    )
