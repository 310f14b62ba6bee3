"""What the papers say of this program is true of it: what code can hold is held here, or where the paper says."""

import ast
import re
from pathlib import Path

import pytest
from typer.main import get_command

from overlooked.cli import app
from overlooked.papers.values import PAPERS, template
from overlooked.reading.reader import load_reader
from overlooked.records.schema import KNOWN

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "overlooked"
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "websockets",
}
TEXTS = {name: template(name).template for name in PAPERS}


def modules_of(path: Path) -> set[str]:
    """The packages that a module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[0] for name in names}


def test_no_module_but_that_of_spark_can_reach_for_a_network() -> None:
    reaching = [path for path in SOURCE.rglob("*.py") if modules_of(path) & NETWORK]
    assert [str(path.relative_to(SOURCE)) for path in reaching] == ["spark/session.py"]


@pytest.mark.parametrize("name", PAPERS)
def test_every_test_that_a_paper_names_is_there(name: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", TEXTS[name])
    assert [path for path in named if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_that_a_paper_names_is_there(name: str) -> None:
    named = re.findall(r"`([\w-]+)\.md`", TEXTS[name])
    assert set(named) <= set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_every_command_that_a_paper_names_is_there(name: str) -> None:
    verbs = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"`overlooked ([a-z]+)", TEXTS[name])) <= verbs


def test_the_columns_beside_the_narrative_are_as_many_as_the_assessment_says() -> None:
    assert len(set(KNOWN) - {"narrative"}) == 6
    assert "six others are used" in TEXTS["dpia"]


def test_no_cue_holds_a_word_for_gender_reassignment_and_some_hold_words_that_can_be_part_of_a_sign() -> None:
    cues = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "data" / "cues").iterdir())
    assert not re.findall(r"\b(?:transgender|trans|transsexual|transitioned|transitioning)\b", cues)
    assert all(re.search(rf"\b{word}\b", cues) for word in ("pregnant", "gay"))


@pytest.mark.parametrize("pair", [("wife", "husband"), ("Romanian", "Somali"), ("Muslim", "Sikh"), ("woman", "man")])
def test_who_a_person_is_reads_alike(pair: tuple[str, str]) -> None:
    one, other = (load_reader().view(f"Officers spoke to the {word} at the address.").forms for word in pair)
    assert list(one) == list(other)
