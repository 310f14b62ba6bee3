"""Made-up reviews whose confirmed records hold signs, offences, areas and dates, drawn by seed. No real person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from made_decisions import decision, made

from overlooked.indicators import INDICATOR_CODES
from overlooked.queue import write_jsonl

NARRATIVE = "a sign, no MSHT"
AREAS = ("City", "Coast", "North Vale", "", "Hill")
OFFENCES = ("violence_injury", "theft_other", "drug_production", "sexual_child", "burglary_home")


@dataclass
class MadeGaps:
    """A queue and the decisions on it, both free to be changed before they are written."""

    queue: pd.DataFrame
    decisions: list[dict[str, Any]]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write decisions and queue; their paths, decisions first."""
        decisions, queue = folder / "decisions.jsonl", folder / "queue.jsonl"
        decisions.write_text("".join(json.dumps(row) + "\n" for row in self.decisions), encoding="utf-8")
        write_jsonl(self.queue, queue)
        return decisions, queue

    def give(self, findings: Sequence[Sequence[dict[str, Any]]]) -> None:
        """Set the findings of all records."""
        self.queue["findings"] = pd.Series(list(findings), index=self.queue.index, dtype=object)

    def give_one(self, place: int, findings: Sequence[dict[str, Any]]) -> None:
        """Set the findings of one record."""
        self.give([list(findings) if n == place else own for n, own in enumerate(self.queue["findings"])])

    def confirmed(self) -> list[dict[str, Any]]:
        """The decisions that confirm a record."""
        return [row for row in self.decisions if row["outcome"] == "nrm_referred"]

    def row_of(self, decided: dict[str, Any]) -> int:
        """Where in the queue the record of a decision stands."""
        return int(self.queue.index[self.queue["record_id"] == decided["record_id"]][0])


def finding(kind: str, code: str, assertion: str = "present") -> dict[str, Any]:
    """A finding that stands in `NARRATIVE`."""
    start, end = (12, 15) if kind == "named" else (2, 6)
    told = {"kind": kind, "indicator": code, "quote": NARRATIVE[start:end], "start": start, "end": end}
    return {**told, "assertion": assertion, "cue": "made", "clears": True}


def made_gaps(seed: int = 1, *, limit: int = 400, audit: int = 60) -> MadeGaps:
    """Three in ten of the list are confirmed; signs are the rarer the later they stand in the catalogue."""
    rng = np.random.default_rng(seed)
    queue = made(seed, records=limit + 200, limit=limit, audit=audit).queue
    n = len(queue)
    queue = queue.assign(
        narrative=NARRATIVE,
        offence_class=rng.choice(OFFENCES, size=n, p=[0.35, 0.3, 0.2, 0.1, 0.05]),
        area=rng.choice(AREAS, size=n, p=[0.4, 0.3, 0.2, 0.05, 0.05]),
        recorded_on=[f"2026-{month:02}-11" for month in rng.integers(1, 13, size=n)],
    )
    shares = np.linspace(0.6, 0.02, len(INDICATOR_CODES))
    signs = rng.random((n, len(shares))) < shares
    named = rng.random(n) < 0.2
    findings = [
        [finding("indicator", code) for code, stands in zip(INDICATOR_CODES, own, strict=True) if stands]
        + ([finding("named", "msht", "negated")] if is_named else [])
        for own, is_named in zip(signs, named, strict=True)
    ]
    decisions = [decision(row) for row in queue.to_dict("records")]
    found = MadeGaps(queue, decisions)
    found.give(findings)
    for row in found.confirmed():
        if rng.random() < 0.3:
            decisions.append(row | {"reading": "lead"})
            row |= {"decision": "no_signs", "outcome": ""}
    return found
