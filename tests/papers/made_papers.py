"""Manifests, reports and routes as commands write them, with plain numbers of their own. No real person."""

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOSTILE = "x|y\n# [FORCE: who?] <script>1</script> ![a](b) **c** `d` $version \u202egnp \\"

MANIFEST: dict[str, Any] = {
    "schema_version": 1,
    "versions": {"overlooked": "0.0.7", "python": "3.11.7"},
    "hashes": {"model": "0123456789abcdef", "cues": "c" * 64},
    "inputs": [{"file": "year.csv", "sha256": "a" * 64}],
    "settings": {"limit": 211, "audit": 17, "seed": 20, "outputs": ["queue.jsonl"]},
    "counts": {
        "rows_in": 40_010,
        "set_aside": 10,
        "left_out": 23,
        "scored": 39_977,
        "named": 31,
        "queue": 228,
        "training_text": 0,
        "bands": {"A": 19, "B": 41, "C": 77, "none": 39_840},
        "strata": {"ranked": {"size": 211, "drawn": 211}, "none": {"size": 39_766, "drawn": 17}},
        "quality": {"rows": 40_010, "records": 40_000, "cut": 47, "cut_at": [255], "first_day": "2024-01-01"},
    },
}


def leaf(value: float, n: int, **more: object) -> dict[str, Any]:
    """A figure with an interval of ten points around it."""
    return {"value": value, "n": n, "low": value - 0.05, "high": value + 0.05, **more}


REPORT: dict[str, Any] = {
    "schema_version": 2,
    "bad_news": ["It misses 29 % of the cases of toy.", "It flags toys wrongly.", *(f"Toy {n}." for n in range(3, 12))],
    "notes": ["These narratives are toys: no real person is in them."],
    "headline": {"auc": leaf(0.83, 6), "child_recall": {"value": None, "reason": "no child is in it", "n": 0}},
    "model": "overlooked",
    "corpus": {"records": 612, "positives": 204, "authors": {}},
    "rankers": {},
    "margins": {},
    "best_probe": {},
    "readings": {},
    "settings": {"budget": 0.02, "prevalence": None, "draws": 20, "seed": 20, "sealed": False},
    "effort": {
        "records": 612,
        "capacity": {"read": 180, "recall": leaf(0.63, 204)},
        "to_recall": {"0.95": {"read": 400, "ordinary_above": leaf(0.37, 290)}},
    },
    "groups": {
        "families": {},
        "gaps": [
            {
                "family": "nationality",
                "group": "africa",
                "measure": "false_flags",
                "gap": leaf(0.18, 37),
                "here": {"value": 0.24, "n": 37},
                "elsewhere": {"value": 0.06, "n": 571},
                "lost": 0.18,
                "excludes_zero": True,
                "excludes_zero_together": True,
            },
            {
                "family": "age",
                "group": "child",
                "measure": "recall",
                "gap": leaf(-0.11, 60),
                "here": {"value": 0.71, "n": 60},
                "elsewhere": {"value": 0.82, "n": 144},
                "lost": 0.11,
                "excludes_zero": False,
            },
            {
                "family": "author",
                "group": "zed",
                "measure": "recall",
                "gap": leaf(-0.3, 30),
                "here": {"value": 0.5, "n": 30},
                "elsewhere": {"value": 0.8, "n": 174},
                "lost": 0.3,
            },
        ],
    },
    "swaps": {
        "tested": 122,
        "records": 612,
        "kinds": {
            "gender": {"value": 0.983, "n": 117, "words": 800, "seen_alike": 110, "moved": [{"record_id": "a-1"}]},
            "language": {"value": None, "reason": "no narrative holds such a word", "n": 0, "moved": []},
        },
    },
}
DECISIONS: dict[str, Any] = {
    "schema_version": 1,
    "kind": "decisions",
    "bad_news": ["Nobody read 41 records of the list."],
    "notes": ["Only an outcome confirms."],
    "first": ["Of 187 records read 23 are cases.", "The slice tells of 5 more."],
    "input": {"decisions": 199, "records": 187},
}


@dataclass(frozen=True)
class Step:
    when: str = "At once"
    do: str = "Ring the desk."
    contact: str = "000 111"


@dataclass(frozen=True)
class Route:
    title: str = "Route of Toyshire"
    owner: str = "Head of Toys"
    is_own: bool = True
    steps: tuple[Step, ...] = (Step(),)
    file: str = "route.toml"
    sha256: str = "b" * 64


def changed(tree: dict[str, Any], *keys: str, to: object) -> dict[str, Any]:
    """The tree with another value at the end of the keys."""
    whole: dict[str, Any] = deepcopy(tree)
    here: Any = whole
    for key in keys[:-1]:
        here = here[int(key) if isinstance(here, list) else key]
    here[int(keys[-1]) if isinstance(here, list) else keys[-1]] = to
    return whole


def written(folder: Path, tree: object, name: str = "m.json") -> Path:
    """The tree as a JSON file."""
    path = folder / name
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path
