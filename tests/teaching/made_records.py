"""A queue of made-up records, no real person, with the decisions on them, as a force would give them to `teach`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked.queue import COLUMNS, write_jsonl
from overlooked.records import record_hash

TEXT = (
    "DC 4411 Hartley att'd the yard at 14 Mill Lane on 12/03/2025. Marius Popescu says his boss Dean Whitlow "
    "keeps his passport. Rang 07700 900123. He has his own key."
)


def finding(text: str, quote: str, indicator: str, **more: object) -> dict[str, Any]:
    start = text.index(quote)
    told = {"kind": "indicator", "assertion": "present", "cue": "made.up", "clears": True} | more
    return told | {"indicator": indicator, "quote": quote, "start": start, "end": start + len(quote)}


FINDINGS = [
    finding(TEXT, "his boss Dean Whitlow keeps his passport", "documents_retained"),
    finding(TEXT, "his own key", "movement_restricted", assertion="negated"),
]


def row(number: int, **more: object) -> dict[str, Any]:
    """A record of the queue; each has words of its own, so that no two are copies."""
    text = f"{TEXT} Log {number}."
    told: dict[str, Any] = {
        **dict.fromkeys(COLUMNS, ""),
        "schema_version": 2,
        "rank": number,
        "record_id": f"NM/25/{number:06}",
        "score": 40,
        "band": "B",
        "offence": "Common assault",
        "offence_class": "violence_no_injury",
        "recorded_on": "2025-03-12",
        "force": "Northmoor",
        "area": "Harbour",
        "narrative": text,
        "exploitation": ["labour"],
        "indicators": ["documents_retained"],
        "findings": FINDINGS,
        "suspect_may_be_victim": False,
        "group_id": f"g{number}",
        "stratum": "ranked",
        "inclusion_probability": 1.0,
        "sampled": False,
        "model": "m" * 16,
        "probability": None,
    } | more
    return told | {"record_hash": record_hash(told["narrative"], told["offence"])}


def decided(record: Mapping[str, Any], outcome: str, **more: object) -> dict[str, Any]:
    """The decision of a lead on a record."""
    told = {
        "record_id": record["record_id"],
        "record_hash": record["record_hash"],
        "reviewer": "one",
        "reading": "lead",
        "decided_at": "2025-06-01T10:00",
        "decision": "refer" if outcome in {"recorded_106", "nrm_referred"} else "no_signs",
        "outcome": outcome,
        "stratum": "ranked",
        "inclusion_probability": 1.0,
    }
    return told | more


def write(folder: Path, rows: Sequence[Mapping[str, Any]], decisions: Sequence[Mapping[str, Any]]) -> tuple[Path, Path]:
    """Write queue and decisions; their paths."""
    queue, log = folder / "queue.jsonl", folder / "decisions.jsonl"
    write_jsonl(pd.DataFrame(rows), queue)
    log.write_text("".join(json.dumps(one) + "\n" for one in decisions), encoding="utf-8")
    return queue, log
