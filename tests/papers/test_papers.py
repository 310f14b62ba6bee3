"""Papers: their numbers are those of the inputs, their marks are counted, and nothing of an input is markup."""

import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from made_papers import DECISIONS, HOSTILE, MANIFEST, REPORT, Route, Step, changed, written
from toy_report import figures
from typer.testing import CliRunner

from overlooked import __version__
from overlooked.cli import app
from overlooked.errors import OverlookedError, PapersError
from overlooked.evaluation.decisions import reviews
from overlooked.model import load_model
from overlooked.papers.blocks import FILL, Grid, Heading, Items, Text, blocks_of, told
from overlooked.papers.card import card_of
from overlooked.papers.delivery import papers_files
from overlooked.papers.inputs import REPORTS, Sources, read_inputs
from overlooked.papers.marks import questions
from overlooked.papers.sheet import write_sheet
from overlooked.papers.values import MOST_OF_ROUTE, ONE_PAGE, PAPERS, papers_of, template, values_of
from overlooked.papers.wording import plain

ROOT = Path(__file__).parents[2]
EVERYTHING = sorted([*(f"{name}{end}" for name in PAPERS for end in (".md", ".docx")), "README.md", "manifest.json"])


def papers(folder: Path, **trees: Any) -> dict[str, str]:  # noqa: ANN401 - trees, a list of them, a route
    """Each paper as Markdown; `runs` and `report` are trees, `route` is a route."""
    runs = [written(folder, run, f"{at}.manifest.json") for at, run in enumerate(trees.get("runs", ()))]
    report = written(folder, trees["report"], "figures.json") if "report" in trees else None
    inputs = read_inputs(Sources(runs, report, None, trees.get("route")))
    return {paper.name: paper.markdown for paper in papers_of(inputs)}


def filled(document: Document) -> list[str]:
    """What is highlighted in a document, in its order."""
    runs = document.element.iter(qn("w:r"))
    lit = [run for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None]
    return ["".join(text.text or "" for text in run.iter(qn("w:t"))) for run in lit]


def texts(document: Document) -> list[str]:
    """Paragraphs and cells in the order of the page."""
    blocks = document.iter_inner_content()
    return [
        text
        for block in blocks
        for text in (
            [block.text] if isinstance(block, WordParagraph) else [c.text for r in block.rows for c in r.cells]
        )
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run, a report and a route, all of them hostile where they hold text."""
    inputs = tmp_path_factory.mktemp("inputs")
    run = changed(MANIFEST, "inputs", to=[{"file": HOSTILE, "sha256": HOSTILE}])
    report = changed(REPORT, "bad_news", to=[HOSTILE, "1. one", "- two", "  # three"])
    route = Route(HOSTILE, HOSTILE, False, (Step(HOSTILE, HOSTILE, HOSTILE),))
    sources = Sources([written(inputs, run)], written(inputs, report, "figures.json"), None, route)
    papers_files(sources, inputs / "papers", writer=write_sheet)
    return inputs / "papers"


def test_the_made_report_is_as_the_schema_of_reports_has_it() -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    keys = schema["properties"]
    for part in ("bad_news", "notes", "headline", "settings", "groups", "swaps"):
        jsonschema.validate(REPORT[part], {**keys[part], "$defs": schema["$defs"]})


def test_what_the_judge_and_the_reviews_write_today_is_read(tmp_path: Path) -> None:
    tree = figures()
    assert tree["bad_news"][0] in papers(tmp_path, report=tree)["model-card"].replace("\\", "")
    assert (REPORTS[reviews.KIND], REPORTS[""]) == (reviews.SCHEMA_VERSION, tree["schema_version"])


class TestTemplates:
    def test_every_place_has_a_value_and_every_value_a_place(self) -> None:
        places = {place for name in PAPERS for place in template(name).get_identifiers()}
        assert places == set(values_of(read_inputs(Sources())))

    def test_no_number_that_is_measured_is_typed_into_a_template(self) -> None:
        for name in PAPERS:
            assert not re.findall(r"\d+(?:\.\d+)? ?%|\.\d\d\b|\bn = \d", template(name).template), name

    def test_every_template_is_a_paper(self) -> None:
        names = {path.stem for path in (ROOT / "src" / "overlooked" / "data" / "papers").iterdir()}
        assert names == set(PAPERS)

    def test_a_paper_begins_with_its_title_and_what_it_is(self, tmp_path: Path) -> None:
        for name, paper in papers(tmp_path).items():
            first, second, *_ = blocks_of(paper)
            assert isinstance(first, Heading), name
            assert first.level == 1
            assert isinstance(second, Text)


class TestNumbers:
    @pytest.mark.parametrize(
        ("name", "keys", "to", "before", "after"),
        [
            (ONE_PAGE, ("counts", "scored"), 4_567, "39,977 records scored", "4,567 records scored"),
            (ONE_PAGE, ("counts", "queue"), 300, "**228 to read** (0.6%)", "**300 to read** (0.8%)"),
            ("dpia", ("counts", "rows_in"), 77_777, "40,010", "77,777"),
            ("dpia", ("counts", "quality", "cut"), 51, "cut 47", "cut 51"),
            ("dpia", ("counts", "strata", "none", "drawn"), 18, "| 17 |", "| 18 |"),
            ("ai-covenant", ("hashes", "model"), "feedfeedfeedfeed", "0123456789abcdef", "feedfeedfeedfeed"),
            ("ai-covenant", ("versions", "overlooked"), "9.9.9", "overlooked 0.0.7", "overlooked 9.9.9"),
            ("model-card", ("settings", "limit"), None, "| 211 |", "none: every record is kept"),
            ("atrs", ("counts", "scored"), 1, "39,977 records scored in 1 run", "1 record scored in 1 run"),
        ],
    )
    def test_another_run_makes_another_paper(
        self, tmp_path: Path, name: str, keys: tuple[str, ...], to: object, before: str, after: str
    ) -> None:
        first, second = papers(tmp_path, runs=[MANIFEST]), papers(tmp_path, runs=[changed(MANIFEST, *keys, to=to)])
        assert before in first[name]
        assert after not in first[name]
        assert after in second[name]
        assert before not in second[name]

    @pytest.mark.parametrize(
        ("name", "keys", "to", "before", "after"),
        [
            (
                ONE_PAGE,
                ("effort", "capacity", "recall", "value"),
                0.7,
                "**37 % of the cases are",
                "**30 % of the cases are",
            ),
            (ONE_PAGE, ("effort", "to_recall", "0.95", "ordinary_above", "value"), 0.4, "37 % (32 %", "40 % (32 %"),
            ("model-card", ("headline", "auc", "value"), 0.91, ".83 (.78 to .88, n = 6)", ".91 (.78 to .88, n = 6)"),
            ("model-card", ("bad_news", "0"), "Worse.", "- It misses 29 % of the cases of toy.", "- Worse."),
            ("equality-impact", ("groups", "gaps", "0", "here", "n"), 38, "n = 37) | 6 %", "n = 38) | 6 %"),
            ("equality-impact", ("groups", "gaps", "1", "group"), "minor", "| age: child |", "| age: minor |"),
            ("equality-impact", ("groups", "gaps", "0", "lost"), 0.2, "worse by 18 % (13 %", "worse by 20 % (13 %"),
            ("equality-impact", ("groups", "gaps", "1", "lost"), -0.1, "worse by 11 % (6 % to 16 %)", "better by 10 %"),
            ("equality-impact", ("swaps", "kinds", "gender", "value"), 0.5, "98.3 %", "50.0 %"),
            ("dpia", ("corpus", "records"), 613, "612 records", "613 records"),
        ],
    )
    def test_another_report_makes_another_paper(
        self, tmp_path: Path, name: str, keys: tuple[str, ...], to: object, before: str, after: str
    ) -> None:
        other = changed(REPORT, *keys, to=to)
        first, second = papers(tmp_path, report=REPORT), papers(tmp_path, report=other)
        assert before in first[name]
        assert before not in second[name]
        assert after in second[name]

    def test_without_a_report_the_card_of_the_model_speaks_and_no_paper_says_measured_here(
        self, tmp_path: Path
    ) -> None:
        told_here = papers(tmp_path)
        model = load_model()
        assert f"{len(model.weights.cues):,} cues" in told_here["model-card"]
        assert "26 of 150 cases are left unread" in told_here[ONE_PAGE]
        assert all("**Not measured on your records.**" in paper for paper in told_here.values())

    def test_the_card_of_the_model_is_told_whole(self, tmp_path: Path) -> None:
        card = (ROOT / "models" / "default" / "card.md").read_text(encoding="utf-8")
        paper = papers(tmp_path)["model-card"]
        lines = [re.sub(r"^(\d+\. |#+ )", "", line) for line in card.splitlines() if line.strip()]
        assert [line for line in lines if line not in paper and line != "Model card"] == []

    def test_decisions_are_told_as_measured_on_the_records_of_the_force(self, tmp_path: Path) -> None:
        told_here = papers(tmp_path, report=DECISIONS, runs=[MANIFEST])
        assert "199 decisions on 187 records" in told_here["model-card"]
        assert "Of 187 records read 23 are cases." in told_here[ONE_PAGE]
        assert "Not measured here: decisions hold nothing of who the person is" in told_here["equality-impact"]

    def test_authors_are_no_group_of_people(self, tmp_path: Path) -> None:
        assert "zed" not in papers(tmp_path, report=REPORT)["equality-impact"]

    def test_a_queue_that_is_shorter_than_what_was_measured_is_said(self, tmp_path: Path) -> None:
        less = papers(tmp_path, report=REPORT, runs=[MANIFEST])[ONE_PAGE]
        more = papers(tmp_path, report=REPORT, runs=[changed(MANIFEST, "counts", "queue", to=4_000)])[ONE_PAGE]
        assert "0.57 % of the records scored, less than the 2 % that was measured: **expect to miss more.**" in less
        assert "10 % of the records scored; 2 % was measured." in more

    def test_a_run_of_another_model_is_said(self, tmp_path: Path) -> None:
        assert "another model (0123456789abcdef)" in papers(tmp_path, runs=[MANIFEST])["model-card"]
        own = changed(MANIFEST, "hashes", "model", to=load_model().hash)
        assert "another model" not in papers(tmp_path, runs=[own])["model-card"]

    def test_a_run_that_scored_nothing_divides_by_nothing(self, tmp_path: Path) -> None:
        assert "0 records scored" in papers(tmp_path, runs=[changed(MANIFEST, "counts", "scored", to=0)])[ONE_PAGE]

    def test_a_report_without_groups_swaps_and_effort_says_so(self, tmp_path: Path) -> None:
        bare = {key: REPORT[key] for key in ("schema_version", "bad_news", "notes", "corpus")}
        told_here = papers(tmp_path, report=bare, runs=[MANIFEST])
        assert told_here["equality-impact"].count("Not measured here: the report has no such part") == 2
        assert "cannot say what is missed" in told_here[ONE_PAGE]


class TestMarks:
    def test_all_marks_are_counted_listed_and_highlighted(self, whole: Path) -> None:
        readme = (whole / "README.md").read_text(encoding="utf-8")
        asked = {name: questions((whole / f"{name}.md").read_text(encoding="utf-8")) for name in PAPERS}
        every = [one for name in PAPERS for one in asked[name]]
        assert f"**{len(every)} places are yours to fill.**" in readme
        assert re.findall(r"^- \[ \] (.*)$", readme, re.MULTILINE) == every
        assert all(f"| `{name}` | {PAPERS[name]} | {len(asked[name])} |" in readme for name in PAPERS)
        counts = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))["counts"]["places"]
        assert counts == {name: len(asked[name]) for name in PAPERS}
        for name in PAPERS:
            document = docx.Document(str(whole / f"{name}.docx"))
            assert filled(document) == [f"[FORCE: {one}]" for one in asked[name]], name

    def test_every_mark_is_whole_and_highlighted_in_yellow(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        write_sheet(blocks_of("# T\n\nS.\n\n**b [FORCE: who?] c**\n"), path, foot="f", one_page=False)
        (run,) = [r for p in docx.Document(str(path)).paragraphs for r in p.runs if r.text == "[FORCE: who?]"]
        assert run.font.highlight_color == WD_COLOR_INDEX.YELLOW
        assert run.font.bold

    def test_no_paper_has_a_bracket_that_is_no_mark(self, tmp_path: Path) -> None:
        for name, paper in papers(tmp_path, runs=[MANIFEST], report=REPORT).items():
            assert len(re.findall(r"(?<!\\)\[", paper)) == len(questions(paper)), name

    def test_a_route_of_the_force_needs_no_mark_and_a_general_one_asks_for_it(self, tmp_path: Path) -> None:
        own, general = papers(tmp_path, route=Route())[ONE_PAGE], papers(tmp_path, route=Route(is_own=False))[ONE_PAGE]
        assert "- **At once:** Ring the desk. **Contact:** 000 111" in own
        assert [one for one in questions(general) if one not in questions(own)] == [
            "your own safeguarding route, given with --safeguarding"
        ]
        assert "Whose it is: Head of Toys." in own

    def test_a_long_route_says_how_much_of_it_is_elsewhere(self, tmp_path: Path) -> None:
        steps = tuple(Step(f"Step {n}", "w " * 300, "") for n in range(12))
        told_here = papers(tmp_path, route=Route(steps=steps))[ONE_PAGE]
        shown = told_here.count("- **Step ")
        assert 0 < shown <= MOST_OF_ROUTE // 600
        assert f"**{12 - shown} more steps** of the route" in told_here


class TestHostile:
    def test_no_text_of_an_input_is_markup(self, whole: Path) -> None:
        for name in PAPERS:
            paper = (whole / f"{name}.md").read_text(encoding="utf-8")
            assert not re.search(r"(?<!\\)<|(?<!\\)!\[|\u202e|\$\{?[a-z]", re.sub(r"\\.", "", paper)), name
            blocks_of(paper)
        document = docx.Document(str(whole / f"{ONE_PAGE}.docx"))
        page = "\n".join(texts(document))
        assert "x|y # [FORCE: who?] <script>1</script> ![a](b) **c** `d` $version" in page
        assert "[FORCE: who?]" not in filled(document)

    @pytest.mark.parametrize(
        "text",
        ["| a | b |", "1. a", "12) a", "- a", "+ a", "# a", "    a", "> a", "[a](b)", "a\n\n# b", "`a`", "~~~", "a\\"],
    )
    def test_a_hostile_text_is_one_plain_paragraph(self, text: str) -> None:
        (block,) = blocks_of(plain(text))
        assert isinstance(block, Text)
        assert told(block.runs) == " ".join(text.split())

    @pytest.mark.parametrize("text", ["a|b", "\\|", "a\n|b", "\\", "`|`", "[FORCE: a]", "|---|"])
    def test_a_hostile_text_stays_in_its_cell(self, text: str) -> None:
        (grid,) = blocks_of(f"| h | i |\n|---|---|\n| {plain(text)} | end |")
        assert isinstance(grid, Grid)
        ((cell, end),) = grid.rows
        assert told(cell) == " ".join(text.split())
        assert told(end) == "end"
        assert all(run.look != FILL for run in cell)

    def test_a_card_of_a_foreign_model_marks_nothing(self) -> None:
        card = card_of("# Model card\n\n[FORCE: x] <b> \\[FORCE: y] & $z\n\n## Figures\n\nNone.\n")
        assert questions(card.about) == []
        (text,) = blocks_of(card.about)
        assert isinstance(text, Text)
        assert told(text.runs) == "[FORCE: x] <b> \\[FORCE: y] & $z"
        assert (card.figures, card.news) == ("None.", ())


class TestBlocks:
    def test_a_text_becomes_headings_lists_and_tables(self) -> None:
        blocks = blocks_of("# A\n\nb **c** `d`\n\n- e\n- f\n\n| g | h |\n|---|---|\n| i | [FORCE: j] |\n")
        assert [type(block) for block in blocks] == [Heading, Text, Items, Grid]
        assert [(run.text, run.bold, run.look) for run in blocks[1].runs if run.text] == [  # type: ignore[union-attr]
            ("b ", False, ""),
            ("c", True, ""),
            (" ", False, ""),
            ("d", False, "code"),
        ]

    @pytest.mark.parametrize("text", ["- a\n  - b", "*a*", "- # a"])
    def test_markdown_that_a_paper_has_no_place_for_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"paper|paragraph"):
            blocks_of(text)


class TestSheets:
    def test_a_document_has_real_styles_its_language_and_its_properties(self, whole: Path) -> None:
        document = docx.Document(str(whole / "dpia.docx"))
        styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
        assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet"} <= styles
        assert document.core_properties.title == "Data protection impact assessment: overlooked"
        assert document.core_properties.language == "en-GB"
        assert document.core_properties.author == "overlooked"
        with zipfile.ZipFile(whole / "dpia.docx") as package:
            assert b'w:lang w:val="en-GB"' in package.read("word/styles.xml")

    def test_every_table_has_a_header_that_comes_again_and_a_description(self, whole: Path) -> None:
        for name in PAPERS:
            for table in docx.Document(str(whole / f"{name}.docx")).tables:
                assert table.rows[0]._tr.trPr is not None
                assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
                assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None

    def test_the_foot_tells_version_model_what_the_figures_are_and_the_page(self, whole: Path) -> None:
        foot = docx.Document(str(whole / "atrs.docx")).sections[0].footer.paragraphs[0]
        assert f"overlooked {__version__}, model {load_model().hash}. Figures: labelled examples" in foot.text
        assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


class TestDelivery:
    def test_the_folder_is_whole_private_and_equal_to_the_byte(self, tmp_path: Path) -> None:
        sources = Sources([written(tmp_path, MANIFEST)], written(tmp_path, REPORT, "figures.json"), None, Route())
        for name in ("one", "two"):
            papers_files(sources, tmp_path / name, writer=write_sheet)
        first, second = (
            {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / name).iterdir()}
            for name in ("one", "two")
        )
        assert sorted(first) == EVERYTHING
        assert first == second
        if os.name == "posix":
            assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "one").iterdir()} == {0o600}

    def test_the_manifest_tells_what_the_papers_are_made_from(self, whole: Path) -> None:
        manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
        assert [one["file"] for one in manifest["inputs"]] == ["route.toml", "m.json", "figures.json"]
        assert manifest["hashes"]["model"] == load_model().hash
        assert manifest["versions"]["overlooked"] == __version__

    def test_an_existing_folder_stays_without_force(self, whole: Path) -> None:
        with pytest.raises(OverlookedError, match="give --force"):
            papers_files(Sources(), whole, writer=None)

    def test_papers_are_made_anew_by_force_but_not_once_somebody_has_written_into_them(self, tmp_path: Path) -> None:
        for _ in range(2):
            papers_files(Sources(), tmp_path / "out", writer=None, force=True)
        with (tmp_path / "out" / "dpia.md").open("a", encoding="utf-8") as file:
            file.write("Owner: the registrar.")
        with pytest.raises(OverlookedError, match=r"dpia\.md was changed or added"):
            papers_files(Sources(), tmp_path / "out", writer=None, force=True)
        assert "the registrar" in (tmp_path / "out" / "dpia.md").read_text(encoding="utf-8")

    def test_a_file_that_was_added_is_not_lost(self, tmp_path: Path) -> None:
        papers_files(Sources(), tmp_path / "out", writer=None)
        (tmp_path / "out" / "signed.pdf").write_bytes(b"signed")
        with pytest.raises(OverlookedError, match=r"signed\.pdf was changed or added"):
            papers_files(Sources(), tmp_path / "out", writer=None, force=True)

    def test_an_input_in_the_folder_is_not_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        written(tmp_path / "out", {}, "manifest.json")
        run = written(tmp_path / "out", MANIFEST, "run.json")
        with pytest.raises(OverlookedError, match="would be replaced"):
            papers_files(Sources([run]), tmp_path / "out", writer=None, force=True)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("{", "is not valid JSON"),
            ("[]", "holds no JSON object"),
            ("{}", "is no run manifest"),
            (json.dumps(changed(MANIFEST, "counts", to={})), "manifest of another command"),
            (json.dumps(changed(MANIFEST, "schema_version", to=2)), "schema version 2"),
            (json.dumps(changed(MANIFEST, "counts", "scored", to="9")), "counts.scored wants a whole number"),
            (json.dumps(changed(MANIFEST, "counts", "scored", to=-1)), "counts.scored wants a whole number"),
            (json.dumps(changed(MANIFEST, "counts", "scored", to=True)), "counts.scored wants a whole number"),
            (json.dumps(changed(MANIFEST, "counts", "strata", to=[1])), "counts.strata wants an object"),
            (json.dumps(changed(MANIFEST, "inputs", to=["a"])), "inputs wants a list of objects"),
            (json.dumps(changed(MANIFEST, "hashes", "model", to=7)), "hashes.model wants a text"),
            ('{"a":' * 5_000, "is not valid JSON"),
            ("1" * 5_000, "is not valid JSON"),
            ('{"a": NaN}', "is not valid JSON"),
            ("\x00", "is not valid JSON"),
        ],
    )
    def test_a_manifest_that_is_none_is_refused_in_one_line(self, tmp_path: Path, content: str, says: str) -> None:
        path = tmp_path / "m.json"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(PapersError, match=says) as refused:
            papers_files(Sources([path]), tmp_path / "out", writer=None)
        assert "\n" not in str(refused.value)
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        ("report", "says"),
        [
            (MANIFEST, "is no report"),
            (changed(REPORT, "schema_version", to=9), "schema version 9"),
            (changed(REPORT, "kind", to="toys"), "is a report of another kind"),
            (changed(REPORT, "bad_news", to=[7]), "bad_news wants a list of texts"),
            (changed(REPORT, "groups", "gaps", to={}), "groups.gaps wants a list"),
            (changed(REPORT, "groups", "gaps", "0", "here", "value", to="x"), "here.value wants a number"),
            (changed(REPORT, "effort", "capacity", to=3), "effort.capacity wants an object"),
            (changed(REPORT, "headline", "auc", "value", to=1e300), "headline.auc.value wants a number"),
            (changed(DECISIONS, "first", to=[None]), "first wants a list of texts"),
        ],
    )
    def test_a_report_that_is_none_is_refused_in_one_line(
        self, tmp_path: Path, report: dict[str, Any], says: str
    ) -> None:
        with pytest.raises(PapersError, match=says) as refused:
            papers_files(Sources((), written(tmp_path, report)), tmp_path / "out", writer=None)
        assert "\n" not in str(refused.value)

    def test_a_file_that_is_too_large_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "m.json"
        with path.open("wb") as file:
            file.truncate(33 * 2**20)
        with pytest.raises(PapersError, match="larger than 32 MiB"):
            papers_files(Sources([path]), tmp_path / "out", writer=None)

    @pytest.mark.parametrize("name", ["missing.json", "."])
    def test_a_file_that_cannot_be_read_is_said(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(PapersError, match="cannot be read"):
            papers_files(Sources([tmp_path / name]), tmp_path / "out", writer=None)


class TestCommand:
    def test_it_writes_the_papers_and_says_how_much_is_left(self, tmp_path: Path) -> None:
        run, report = written(tmp_path, MANIFEST), written(tmp_path, REPORT, "figures.json")
        given = ["papers", "-o", str(tmp_path / "out"), "--run", str(run), "--report", str(report), "--markdown-only"]
        done = CliRunner().invoke(app, given)
        assert done.exit_code == 0, done.output
        assert re.search(r"6 papers\. \d+ places are yours to fill\.", done.output)
        assert "made with another model (0123456789abcdef)" in done.output
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [n for n in EVERYTHING if n[-4:] != "docx"]

    def test_without_python_docx_one_line_says_what_to_install(self, tmp_path: Path) -> None:
        code = (
            "import sys; sys.modules['docx'] = None; from overlooked.cli import main; "
            f"sys.argv = ['overlooked', 'papers', '-o', {str(tmp_path / 'out')!r}]; main()"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert done.stderr.strip().count("\n") == 0
        assert 'pip install "overlooked[papers]"' in done.stderr
        assert "--markdown-only" in done.stderr
