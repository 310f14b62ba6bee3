"""The schema of the figures as JSON: it describes what the judge writes, and refuses a number without its reason."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from toy_report import figures

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def tree() -> dict[str, Any]:
    return json.loads(json.dumps(figures()))  # type: ignore[no-any-return]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_figures_of_the_judge_fit_it(tree: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(tree)] == []


def test_every_section_of_the_tree_is_described(tree: dict[str, Any]) -> None:
    described = SCHEMA["properties"]
    assert set(tree) <= set(described)
    assert all("description" in told for told in described.values())


@pytest.mark.parametrize(
    "place", [("headline", "auc"), ("rankers", "man", "pairs", "all"), ("effort", "new", "deep"), ("new", "deep")]
)
def test_a_number_that_is_missing_without_a_reason_is_refused_however_deep(
    tree: dict[str, Any], place: tuple[str, ...]
) -> None:
    broken = copy.deepcopy(tree)
    node = broken
    for key in place[:-1]:
        node = node.setdefault(key, {})
    node[place[-1]] = {"value": None, "n": 0}
    assert not VALIDATOR.is_valid(broken)
    node[place[-1]]["reason"] = "no such record"
    assert VALIDATOR.is_valid(broken)


def test_a_tree_of_decisions_needs_no_corpus() -> None:
    assert VALIDATOR.is_valid({"schema_version": 1, "kind": "decisions", "first": ["x"], "bad_news": [], "notes": []})
