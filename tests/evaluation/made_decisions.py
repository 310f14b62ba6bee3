"""A made-up screening with decisions, drawn by seed, whose truth is known: who is a case, in the list and outside."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from overlooked.queue import COLUMNS, write_jsonl
from overlooked.sampling import RANKED, Stratum, draw, whole

CLASSES = ("violence_injury", "theft_other", "drug_production", "burglary_home")
MODEL = "m" * 16


@dataclass(frozen=True)
class Made:
    """The queue, the decisions on all of it, the strata, and how many cases stand in and outside the list."""

    queue: pd.DataFrame
    decisions: list[dict[str, Any]]
    strata: dict[str, Stratum]
    in_list: int
    outside: int

    def write(self, folder: Path, *, manifest: bool = True) -> tuple[Path, Path]:
        """Write decisions, queue and manifest; their paths, decisions first."""
        decisions, queue = folder / "decisions.jsonl", folder / "queue.jsonl"
        decisions.write_text("".join(json.dumps(row) + "\n" for row in self.decisions), encoding="utf-8")
        write_jsonl(self.queue, queue)
        if manifest:
            strata = {name: {"size": s.size, "drawn": s.drawn} for name, s in self.strata.items()}
            told = {"counts": {"strata": strata}, "settings": {"quotas": {}}}
            (folder / "queue.jsonl.manifest.json").write_text(json.dumps(told), encoding="utf-8")
        return decisions, queue


def made(seed: int = 1, *, records: int = 3000, limit: int = 100, audit: int = 60, hidden: float = 0.02) -> Made:
    """A screening of so many records; `hidden` is the share of cases outside the list, which holds three in ten."""
    rng = np.random.default_rng(seed)
    strong = np.arange(records) < limit
    weak = rng.choice(["C", ""], size=records, p=[0.2, 0.8])
    told = pd.DataFrame(
        {
            "record_id": [f"R{number:05}" for number in range(records)],
            "record_hash": [f"{number:016x}" for number in range(records)],
            "band": np.where(strong, rng.choice(["A", "B"], size=records), weak),
            "offence_class": rng.choice(CLASSES, size=records, p=[0.4, 0.4, 0.15, 0.05]),
            "area": rng.choice(["City", "Coast", ""], size=records, p=[0.6, 0.3, 0.1]),
            "case": rng.random(records) < np.where(strong, 0.3, hidden),
            "score": np.where(strong, 60, 10),
        }
    )
    listed = told[strong].assign(stratum=RANKED, inclusion_probability=1.0, sampled=False)
    slice_ = draw(whole(told[~strong]), audit, seed)
    queue = pd.concat([listed, slice_.records], ignore_index=True)
    queue = queue.assign(rank=range(1, len(queue) + 1), schema_version=2, model=MODEL, suspect_may_be_victim=False)
    queue = queue.assign(score=0, probability=None)
    for name in set(COLUMNS) - set(queue.columns):
        queue[name] = [[] for _ in range(len(queue))] if name in {"exploitation", "indicators", "findings"} else ""
    return Made(
        queue=queue,
        decisions=[decision(row) for row in queue.to_dict("records")],
        strata={RANKED: Stratum(limit, limit), **slice_.strata},
        in_list=int(told["case"][strong].sum()),
        outside=int(told["case"][~strong].sum()),
    )


def decision(row: dict[Any, Any], **changes: object) -> dict[str, Any]:
    """The decision of a first reader who is always right."""
    told = {
        **{name: row[name] for name in ("record_id", "record_hash", "stratum", "inclusion_probability")},
        "group_id": row["record_hash"],
        "reviewer": "one",
        "reading": "first",
        "decided_at": "2026-03-02T10:00",
        "decision": "refer" if row["case"] else "no_signs",
        "outcome": "nrm_referred" if row["case"] else "",
        "exploitation": ["labour"] if row["case"] else [],
        "findings": [],
        "note": "a note that no report holds",
        "model_hash": MODEL,
        "cue_hash": "c" * 16,
    }
    return told | changes
