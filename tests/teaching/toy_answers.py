"""Answers to the pack of `toy_pack`, as the page saves them, for tests of what is read from them. No real person."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toy_pack import PACK

from overlooked.findings import Finding
from overlooked.teaching.learners.answered import Answers
from overlooked.teaching.learners.answers import load_answers


def mark_of(sign: Finding) -> dict[str, Any]:
    """The mark that covers a sign and names it."""
    return {"indicator": sign.indicator, "start": sign.start, "end": sign.end}


LOCKED_IN, CARD, BOSS = map(mark_of, PACK.cases[0].to_find)
FAR, PAYSLIPS = mark_of(PACK.cases[2].to_find[0]), mark_of(PACK.cases[1].signs[0])
CASES = tuple(case.case_id for case in PACK.cases)
RIGHT = {"T-0001": "review", "T-0002": "no_review", "T-0003": "review"}

Marks = Mapping[str, Sequence[Mapping[str, Any]]]


def answers(marks: Marks | None = None, judgements: Mapping[str, str] | None = None, **more: object) -> dict[str, Any]:
    """The content of one answers file: marks and judgements by case, and fields to set otherwise."""
    cases = [
        {
            "case": case,
            "judgement": (judgements or {}).get(case, ""),
            "marks": [dict(mark) for mark in (marks or {}).get(case, ())],
            "ask_next": "",
            "should_record": "",
        }
        for case in CASES
    ]
    told = {
        "schema_version": 1,
        "kind": "overlooked answers",
        "pack": PACK.pack_id,
        "key": PACK.key,
        "learner": "",
        "group": "",
        "sitting": "",
        "saved_on": "2026-11-27T10:00:00Z",
        "cases": cases,
    }
    return told | more


def saved(folder: Path, *contents: Mapping[str, Any]) -> list[Path]:
    """The files, one for each content, in order; a moment of its own keeps equal answers apart."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number:02}.json")
        moment = f"2026-11-27T10:{number // 60:02}:{number % 60:02}Z"
        paths[-1].write_text(json.dumps({**content, "saved_on": moment}), encoding="utf-8")
    return paths


def loaded(folder: Path, *contents: Mapping[str, Any]) -> list[Answers]:
    """The answers that these files hold."""
    return load_answers(saved(folder, *contents))
