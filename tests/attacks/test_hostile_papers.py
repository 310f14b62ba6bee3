"""Cards of models, manifests and reports made to harm whoever reads the papers: shown as text, or refused."""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hostile import HOSTILE, elements_of
from hostile_pages import manifest, papers, report, route
from made_papers import DECISIONS, MANIFEST, REPORT, written
from test_planted_markers import with_one_changed

from overlooked.errors import OverlookedError
from overlooked.model import save_model
from overlooked.papers.inputs import Sources, read_inputs
from overlooked.papers.values import papers_of
from test_cli import fault, run
from test_model import MADE, replaced, saved

pytestmark = pytest.mark.slow

FIGURES = "# Model card\n\nIt ranks.\n\n## Figures\n\n### Dev\n\nBad news first:\n\n1. It errs.\n\n"


def with_card(folder: Path, card: str) -> str:
    """A model folder with this card; its hashes fit, for whoever makes a model can write them."""
    made = {"records": 9, "version": "1"}
    save_model(MADE, folder / "m", card=card, made_with={}, corpus=made, force=True)
    return "m"


CARDS = {
    "texts": HOSTILE,
    "numbers": "1) one\n2) two",
    "points in points": "- one\n  - two\n    - three",
    "code in a point": "- one\n\n      two",
    "deep quotes": "> " * 500 + "deep",
    "deep points": "- " * 500 + "deep",
    "stars": "*" * 5_000 + "a" + "*" * 5_000,
    "ticks": "`" * 3_001 + "a",
    "tables": "| a |\n|---|\n| <b> |\n" * 3,
    "fence": "```\n<script>zapped=1</script>",
    "indented": "    <script>zapped=1</script>",
    "reference": "[a]: javascript:zapped=1\n\n[a]",
    "address": "<javascript:zapped=1>",
    "signs": "a\x00b\x1b[31m\x07\x0b\x0c\ufffe",
    "question": "[FORCE: who?]",
    "headings": "# one\n\n###### six\n\nseven\n===",
}


@pytest.mark.parametrize("text", CARDS.values(), ids=CARDS)
def test_a_card_made_to_harm_is_shown_as_text_or_refused_in_one_line(tmp_path: Path, text: str) -> None:
    """In its prose, in its bad news and among its figures."""
    for place, card in enumerate((f"# Model card\n\n{text}\n\n{FIGURES}", FIGURES + text)):
        with_card(tmp_path, card)
        done = run("papers", "-o", f"{place}", "--model", "m", cwd=tmp_path)
        assert "Traceback" not in done.stderr
        assert (done.returncode, len(done.stderr.splitlines())) in {(0, 0), (1, 1)}, done.stderr
        for path in (tmp_path / f"{place}").glob("*.md"):
            assert not {tag for tag, *_ in elements_of(path)} & {"script", "svg", "a", "img", "style", "textarea"}
            assert "\x1b" not in path.read_text(encoding="utf-8")


def test_a_card_asks_the_force_nothing_in_its_own_words(tmp_path: Path) -> None:
    with_card(tmp_path, FIGURES + "[FORCE: who?]")
    assert run("papers", "-o", "out", "--model", "m", cwd=tmp_path).returncode == 0
    assert "who?" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_a_card_that_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    replaced(saved(tmp_path / "m"), "card.md", b"\x81 It ranks.")
    assert "card.md" in fault("papers", "-o", "out", "--model", "m", cwd=tmp_path)


def parts_of(path: Path) -> Iterator[tuple[str, str]]:
    with ZipFile(path) as file:
        for name in file.namelist():
            yield name, file.read(name).decode("utf-8", "replace")


def test_a_paper_for_word_holds_the_elements_that_it_holds_anyway(tmp_path: Path) -> None:
    found: list[dict[str, set[str]]] = []
    for text in ("plain text of some words", HOSTILE):
        folder = tmp_path / str(len(found))
        folder.mkdir()
        papers(folder, text)
        tags: dict[str, set[str]] = {}
        for path in folder.rglob("*.docx"):
            for name, part in parts_of(path):
                assert 'TargetMode="External"' not in part
                tags.setdefault(name, set()).update(re.findall(r"<(\w[\w:.-]*)", part))
        found.append(tags)
    plain, hostile = found
    assert "word/document.xml" in hostile
    assert hostile.keys() == plain.keys()
    for name, used in hostile.items():
        assert used <= plain[name]


@pytest.mark.parametrize("value", [[], {}, -1, True, None, 10**13, "\ud800", {"a": [1]}], ids=repr)
@pytest.mark.parametrize("kind", ["run", "report", "decisions"])
def test_a_value_of_another_kind_anywhere_is_read_or_refused_in_one_line(
    tmp_path: Path, kind: str, value: object
) -> None:
    tree = {"run": MANIFEST, "report": REPORT, "decisions": DECISIONS}[kind]
    refusals = []
    for changed in with_one_changed(tree, value):
        path = written(tmp_path, changed)
        try:
            papers_of(read_inputs(Sources([path]) if kind == "run" else Sources((), path)))
        except OverlookedError as error:
            refusals.append(str(error))
    assert refusals
    assert [line for line in refusals if "\n" in line] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
@pytest.mark.parametrize("option", ["--run", "--report"])
def test_a_pipe_is_refused_before_it_is_read(tmp_path: Path, option: str) -> None:
    os.mkfifo(tmp_path / "m.json")
    done = run("papers", "-o", "out", option, "m.json", "--markdown-only", cwd=tmp_path)
    assert (done.returncode, "no plain file" in done.stderr) == (1, True)


def test_the_model_that_a_run_names_adds_no_line_to_what_is_told(tmp_path: Path) -> None:
    other = manifest("plain")
    other["hashes"]["model"] = "a\noverlooked: all is well\x1b[31m"
    written(tmp_path, other)
    done = run("papers", "-o", "out", "--run", "m.json", "--markdown-only", *route(tmp_path, "Go."), cwd=tmp_path)
    assert done.returncode == 0
    assert not [line for line in done.stdout.splitlines() if line.startswith("overlooked:")]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert report("plain")["bad_news"]
