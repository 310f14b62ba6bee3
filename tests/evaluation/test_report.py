"""The report as a page, as Markdown and as JSON: the same sections, no figure lost, nothing that can run."""

import json
import math
import os
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_report import error, figures

from overlooked.errors import OutputError
from overlooked.evaluation.report.contents import report_of
from overlooked.evaluation.report.first import first_screen
from overlooked.evaluation.report.forms import refuse_reports, write_reports
from overlooked.evaluation.report.markdown import markdown_of
from overlooked.evaluation.report.page import page_of
from overlooked.evaluation.report.tables import blocks_of
from overlooked.evaluation.report.wording import Wording, report_words, wording_of
from overlooked.pages.blocks import Listing, Table, unfolded
from overlooked.statistics.figures import known, unknown

DOCS = Path(__file__).parents[2] / "docs"
PLAIN = Wording({}, {}, {})


@pytest.fixture(scope="module")
def tree() -> dict[str, Any]:
    return figures()


@pytest.fixture(scope="module")
def page(tree: dict[str, Any]) -> str:
    return page_of(tree, [error()])


def tables(tree: object) -> list[Table]:
    return [block for block in unfolded(blocks_of(tree, ("x",), PLAIN)) if isinstance(block, Table)]


def cells(tree: object) -> list[str]:
    return [cell.text for table in tables(tree) for row in table.rows for cell in row]


class TestAnyPartOfTheFiguresAsTables:
    def test_leaves_of_one_dictionary_are_rows_with_interval_and_n_beside_them(self) -> None:
        [table] = tables({"recall": known(0.5, n=12, low=0.25, high=0.75, small=True)})
        assert table.columns == ("Figure", "Value", "95 % interval", "n")
        assert [cell.text for cell in table.rows[0]] == ["recall", ".50", ".25 to .75", "12, small"]

    def test_a_number_that_is_not_known_is_a_dash_with_its_reason(self) -> None:
        [table] = tables({"recall": unknown("no such record", n=0)})
        assert (table.rows[0][1].text, table.rows[0][1].reason) == ("–", "no such record")
        assert table.reasons() == ["no such record"]

    def test_dictionaries_of_one_shape_are_rows_of_one_table(self) -> None:
        [table] = tables({"a": {"f1": known(1.0), "hits": 3}, "b": {"f1": known(0.0), "hits": 0}})
        assert [[cell.text for cell in row] for row in table.rows] == [["a", "1.00", "3"], ["b", ".00", "0"]]

    def test_what_hangs_under_leaves_has_rows_of_its_own(self) -> None:
        auc = {name: known(0.5, authors={"a": known(0.25), "b": known(0.75)}) for name in ("all", "hard")}
        own, authors = tables(auc)
        assert [row[0].text for row in own.rows] == ["all", "hard"]
        assert [[cell.text for cell in row] for row in authors.rows] == [["a", ".25", ".25"], ["b", ".75", ".75"]]

    def test_a_table_is_never_wider_than_paper_and_one_of_many_rows_is_folded(self) -> None:
        wide = {row: {f"c{number}": number for number in range(20)} for row in "abcdefghijklmnopqrstuvwxyz"}
        assert all(len(table.columns) <= 8 for table in tables(wide))
        assert blocks_of([{"k": k} for k in range(100)], ("x",), PLAIN)[0] not in tables({})

    def test_what_is_empty_is_said_to_be_none(self) -> None:
        assert blocks_of({}, ("x",), PLAIN) == [Listing("X", ())]

    def test_suppressed_counts_are_shown_as_they_are(self) -> None:
        assert "<5" in cells({"a": "<5", "b": {"value": None, "reason": "few", "n": "<10"}})


NUMBERS = st.floats(min_value=2, max_value=900).map(lambda value: round(value) + 0.5)
LEAVES = st.builds(lambda value: known(value, n=3), NUMBERS)
KEYS = st.text("abcdefgh_", min_size=1, max_size=6).filter(lambda key: key not in {"n", "value"})
TREES = st.recursive(
    LEAVES | NUMBERS,
    lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=5) | st.lists(LEAVES, min_size=1, max_size=3),
    max_leaves=30,
)


def numbers(node: object) -> list[float]:
    if isinstance(node, dict):
        return [x for key, value in node.items() if key != "n" for x in numbers(value)]
    if isinstance(node, list):
        return [x for value in node for x in numbers(value)]
    return [node] if isinstance(node, float) else []


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_no_figure_of_a_section_that_nobody_foresaw_is_lost(more: dict[str, Any]) -> None:
    report = report_of({"brand_new": more})
    assert report.sections[-1].key == "others"
    blocks = unfolded(report.sections[-1].blocks)
    shown = " ".join(cell.text for b in blocks if isinstance(b, Table) for row in b.rows for cell in row)
    shown += " ".join(item for b in blocks if isinstance(b, Listing) for item in b.items)
    for value in numbers(more):
        text = f"{value:.2f}" if value < 10 else f"{value:,.1f}"
        assert text in shown


def test_every_leaf_of_the_tree_stands_in_the_report(tree: dict[str, Any]) -> None:
    marked = json.loads(json.dumps(tree), parse_float=float)
    count = 0

    def mark(node: Any) -> None:  # noqa: ANN401 - a JSON tree
        nonlocal count
        for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            mark(value)
        if isinstance(node, dict) and isinstance(node.get("value"), float):
            count += 1
            node["value"] = 1000.5 + count

    for key, value in marked.items():
        if key not in {"bad_news", "best_probe"}:
            mark(value)
    shown = {
        cell.text
        for section in report_of(marked).sections
        for block in unfolded(section.blocks)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    }
    lost = [n for n in range(1, count + 1) if not {f"{1000.5 + n:,.1f}", f"+{1000.5 + n:,.1f}"} & shown]
    in_headline = [leaf["value"] for leaf in marked["headline"].values() if leaf["value"] is not None]
    assert count > 150
    assert lost == [n for n in lost if 1000.5 + n < max(in_headline)], "only copies under the headline may go"


class TestFirstScreen:
    def test_sentences_stand_under_four_headings_each_with_number_interval_and_n(self, tree: dict[str, Any]) -> None:
        told = first_screen(tree, wording_of(tree))
        assert [heading.title for heading in told] == list(report_words()["first"]["headings"].values())
        assert any("finds 100 % (86 % to 100 %, n = 24, few) of the cases" in item for item in told[0].items)
        assert "in each list, 1 of 24 cases are missed" in told[1].items[0]
        assert any("no cue finds the sign (1 of 1)" in item for item in told[1].items)

    def test_it_says_how_far_the_figures_carry(self, tree: dict[str, Any]) -> None:
        carries = " ".join(first_screen(tree, wording_of(tree))[3].items)
        for words in ("synthetic records by 4 authors", "UK police text", "authors in sight", "R and S", "Style alone"):
            assert words in carries
        sealed = " ".join(first_screen(tree | {"settings": {"sealed": True}}, wording_of(tree))[3].items)
        assert "in sight" not in sealed

    def test_what_is_known_from_elsewhere_stands_in_the_docs(self) -> None:
        docs = (DOCS / "evaluation.md").read_text(encoding="utf-8")
        for told in report_words()["first"]["elsewhere"]:
            assert all(number in docs and number.lstrip(".") in told["says"] for number in told["numbers"])

    def test_capacity_is_told_where_it_is_measured_and_the_reason_where_it_cannot_be(
        self, tree: dict[str, Any]
    ) -> None:
        few = "this corpus cannot say; at most 31 in 10,000 ordinary records stand above it"
        cut = {"recall": known(0.6, n=50), "precision": unknown(few), "ordinary_above": unknown(few)}
        sure = {"recall": known(0.4, n=50, low=0.3, high=0.5)}
        effort = {"capacity": cut, "surely_within_capacity": sure}
        finds = first_screen(tree | {"effort": effort}, PLAIN)[0].items
        assert finds[0] == (
            "Above the cut that surely stays within 2 % of a log's ordinary records, "
            "40 % (30 % to 50 %, n = 50) of the cases are found."
        )
        assert "at most 31 in 10,000" in finds[1]
        assert not any("60 %" in sentence for sentence in finds)
        enough = cut | {"precision": known(0.5, n=80), "ordinary_above": known(0.02, n=900)}
        finds = first_screen(tree | {"effort": effort | {"capacity": enough}}, PLAIN)[0].items
        assert "60 % (n = 50) of the cases are found" in finds[1]
        assert "50 % (n = 80) of what is read is a case" in finds[2]

    def test_a_group_that_stands_apart_is_named_with_how_many_would_by_chance(self, tree: dict[str, Any]) -> None:
        gap = {
            "family": "age",
            "group": "child",
            "measure": "recall",
            "gap": known(-0.2, low=-0.3, high=-0.1),
            "here": known(0.7, n=40),
            "elsewhere": known(0.9, n=400),
            "lost": 0.2,
            "excludes_zero": True,
            "excludes_zero_together": True,
        }
        groups = {"gaps": [gap], "comparisons": 60, "expected_by_chance": 3.0}
        worse = first_screen(tree | {"groups": groups}, PLAIN)[2].items
        assert worse[0].startswith("Age: child, recall: 70 % (n = 40) against 90 % (n = 400)")
        assert "Of 60 comparisons" in worse[1]
        assert "by chance about 2 would" in worse[1]
        groups["gaps"] = [gap | {"excludes_zero_together": False}]
        worse = first_screen(tree | {"groups": groups}, PLAIN)[2].items
        assert worse[0].endswith("within chance when all gaps are counted together: Age: child, recall (-.20).")

    def test_a_tree_that_brings_its_own_sentences_is_told_by_them(self) -> None:
        [told] = first_screen({"kind": "decisions", "first": ["One.", "Two."]}, PLAIN)
        assert told.items == ("One.", "Two.")

    def test_an_empty_tree_says_that_it_says_nothing(self) -> None:
        assert all(told.items == (report_words()["first"]["empty"],) for told in first_screen({}, PLAIN))


class Reader(HTMLParser):
    """Collects what a browser would run, load or be styled by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class TestPage:
    def test_nothing_of_a_record_or_a_name_can_run_and_nothing_is_asked_from_outside(
        self, tree: dict[str, Any]
    ) -> None:
        name = "<b>bold</b> </title><script>zapped()</script>"
        hostile = json.loads(json.dumps(tree).replace("the count of 'man'", name))
        hostile["notes"] = [name]
        hostile["causes"]["records"][0]["record_id"] = name
        tags = Reader(page_of(hostile, [error()])).tags
        assert [tag for tag, _ in tags if tag in {"script", "style", "img", "iframe", "link", "b"}] == [
            "style",
            "b",
            "script",
        ]
        assert not [attrs for _, attrs in tags if {"style", "src", "xlink:href"} & set(attrs)]
        assert not [key for _, attrs in tags for key in attrs if key.startswith("on")]
        assert all((attrs.get("href") or "#").startswith("#") for _, attrs in tags)

    def test_the_policy_allows_this_one_style_and_this_one_script(self, page: str) -> None:
        assert page.count("sha256-") == 2
        assert "default-src 'none'" in page

    def test_all_addresses_are_its_own_and_each_once(self, page: str) -> None:
        tags = Reader(page).tags
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        wanted = {(attrs.get("href") or "")[1:] for _, attrs in tags if "href" in attrs}
        wanted |= {word for _, attrs in tags for word in (attrs.get("aria-labelledby") or "").split()}
        assert wanted <= set(ids)

    def test_every_section_is_in_the_table_of_contents_in_order(self, page: str, tree: dict[str, Any]) -> None:
        told = [section.key for section in report_of(tree).sections]
        assert re.findall(r'<li><a href="#(\w+)">', page) == told
        assert told[:4] == ["ranking", "style", "findings", "baselines"]

    def test_bad_news_stands_under_the_first_screen_five_first(self, tree: dict[str, Any]) -> None:
        page = page_of(tree | {"bad_news": [f"Bad {n}." for n in range(1, 8)]})
        assert page.index("How far these figures carry") < page.index("Bad 1.") < page.index('id="contents"')
        assert '<ol start="6"><li>Bad 6.' in page

    def test_an_error_shows_its_words_with_findings_numbered_and_says_that_nobody_is_real(self, page: str) -> None:
        assert '<mark class="present">keeps passport</mark>' in page
        assert "synthetic, no real person" in page
        assert "&lt;script&gt;window.zapped" in page
        assert "⟨U+202E⟩" in page
        assert "Threats and intimidation, said not to be so" in page
        assert "Missed: no cue finds the sign (1)" in page

    def test_no_narrative_is_shown_where_the_figures_tell_no_single_record(self, tree: dict[str, Any]) -> None:
        sealed = tree | {"causes": {"records": None, "reason": "sealed"}}
        assert "keeps passport" not in page_of(sealed, [error()])

    def test_equal_figures_give_equal_pages(self, tree: dict[str, Any], page: str) -> None:
        assert page_of(tree, [error()]) == page

    def test_a_tree_with_nothing_in_it_is_still_a_page(self) -> None:
        assert "How far the ranking can be trusted" in page_of({})


class TestMarkdown:
    def test_it_has_the_sections_of_the_page(self, tree: dict[str, Any]) -> None:
        headings = re.findall(r"^## (.*)$", markdown_of(tree), flags=re.MULTILINE)
        assert headings[5:] == [section.title for section in report_of(tree).sections]
        assert headings[4] == "Bad news"

    def test_every_row_of_a_table_has_as_many_cells_as_its_head(self, tree: dict[str, Any]) -> None:
        for table in re.findall(r"(?:^\|.*\n)+", markdown_of(tree), flags=re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1

    def test_no_word_of_a_narrative_is_in_it(self, tree: dict[str, Any]) -> None:
        assert "keeps passport" not in markdown_of(tree)


class TestForms:
    def test_each_suffix_has_its_form_and_all_are_private(self, tree: dict[str, Any], tmp_path: Path) -> None:
        outputs = [tmp_path / name for name in ("report.html", "report.md", "report.json")]
        write_reports(tree, outputs)
        assert [path.read_text(encoding="utf-8")[0] for path in outputs] == ["<", "#", "{"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in outputs} == {0o600}
        assert json.loads(outputs[2].read_text(encoding="utf-8"))["bad_news"] == tree["bad_news"]

    def test_another_suffix_and_an_existing_file_are_refused_before_any_work(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"end its name in \.json or \.html or \.md"):
            refuse_reports([tmp_path / "report.pdf"], force=False)
        (tmp_path / "report.md").write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="exists"):
            refuse_reports([tmp_path / "report.md"], force=False)

    @pytest.mark.slow
    def test_matplotlib_is_loaded_for_a_page_alone_and_says_nothing_where_home_cannot_be_written(
        self, tree: dict[str, Any], tmp_path: Path
    ) -> None:
        (tmp_path / "tree.json").write_text(json.dumps(tree), encoding="utf-8")
        code = (
            "import json, sys; from pathlib import Path; from overlooked.evaluation.delivery import write_reports; "
            "tree = json.loads(Path('tree.json').read_text()); "
            "write_reports(tree, [Path('a.json'), Path('a.md')]); print('matplotlib' in sys.modules); "
            "write_reports(tree, [Path('a.html')]); print('matplotlib' in sys.modules)"
        )
        home = {"HOME": "/proc/none", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["False", "True"]
        assert done.stderr == ""


def test_numbers_are_finite_or_dashes() -> None:
    assert cells({"a": math.nan}) == ["a", "–"]
