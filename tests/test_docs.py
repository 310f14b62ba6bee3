import doctest
from pathlib import Path

import pytest
from cut_corpus import cut_cases
from typer.main import get_command

from overlooked.cli import app
from overlooked.queue import COLUMNS
from overlooked.teaching import delivery
from overlooked.views.reference import PAGES as REFERENCE
from overlooked.views.reference import current

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    verbs = get_command(app).commands  # type: ignore[attr-defined]
    told = README + "".join(PAGES.values())
    assert [verb for verb in verbs if f"overlooked {verb}" not in told] == []


def test_the_readme_names_the_two_first_targets_first() -> None:
    assert README.index("make screen") < README.index("make test") < README.index("make train")


def test_the_screening_page_tells_how_to_read_the_queue() -> None:
    for column in ("rank", "score", "band", "reason", "findings", "suspect_may_be_victim", "probability"):
        assert column in COLUMNS
        assert f"`{column}`" in PAGES["screening.md"]


@pytest.mark.parametrize("name", REFERENCE)
def test_a_reference_page_is_as_the_knowledge_is(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == current(ROOT / "docs", name), "run `make docs`"


def test_the_examples_of_the_python_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(delivery, "corpus_cases", lambda _: list(cut_cases()))
    done = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert done.attempted
    assert not done.failed


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "src" / "overlooked" / "py.typed").is_file()
