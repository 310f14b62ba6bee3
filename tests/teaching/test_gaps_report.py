"""The report of gaps: what its first screen says, what is hatched, and that the files hold nothing more."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from made_gaps import MadeGaps, finding, made_gaps

from overlooked.errors import OutputError, SettingsError
from overlooked.indicators import load_indicators
from overlooked.pages.blocks import Picture, Table, unfolded
from overlooked.pages.charts import Heat
from overlooked.teaching.gaps import report as gaps_report
from overlooked.teaching.gaps.figures import FAMILIES, gap_figures
from overlooked.teaching.gaps.report import WIDTH, gaps_files, report_of, text_of
from refusals import refused


def figures_of(folder: Path, review: MadeGaps) -> dict[str, Any]:
    figures: dict[str, Any] = gap_figures(*review.write(folder))
    return figures


def heat_of(figures: dict[str, Any], family: str) -> Heat:
    section = next(part for part in report_of(figures).sections if part.key == family)
    chart = next(block.chart for block in section.blocks if isinstance(block, Picture))
    assert isinstance(chart, Heat)
    return chart


def sentences(figures: dict[str, Any]) -> str:
    opening = report_of(figures).opening
    return " ".join([*(item for heading in opening.headings for item in heading.items), *opening.bad_news])


def test_the_first_screen_names_the_sign_the_offence_and_the_area(tmp_path: Path) -> None:
    review = made_gaps()
    threats = finding("indicator", "threats")
    review.give([[threats, *(f for f in own if f["indicator"] != "threats")] for own in review.queue["findings"]])
    text = sentences(figures_of(tmp_path, review))
    name = load_indicators()["threats"].name
    assert f"{name} was overlooked most: it stood in " in text
    assert f"{name} was overlooked most under the offence “Violence with injury”" in text
    assert f"{name} was overlooked most in the area “City”" in text


def test_the_map_holds_a_number_where_the_cell_is_told_and_a_gap_where_not(tmp_path: Path) -> None:
    figures = figures_of(tmp_path, made_gaps())
    for family in FAMILIES:
        heat = heat_of(figures, family)
        told = {(c["name"], c["group"]): c["stood"]["count"] for c in figures["by"][family]["cells"]}
        shown = {
            (row, column): value
            for row, cells in zip(heat.rows, heat.cells, strict=True)
            for column, value in zip(heat.columns, cells, strict=True)
        }
        assert shown == {key: told[key] for key in shown}
        assert None in shown.values()
        assert any(shown.values())


def test_a_sign_that_never_stood_is_named_in_words_and_has_no_row(tmp_path: Path) -> None:
    review = made_gaps()
    review.give([[f for f in own if f["indicator"] != "threats"] for own in review.queue["findings"]])
    figures = figures_of(tmp_path, review)
    name = load_indicators()["threats"].name
    assert name not in heat_of(figures, "area").rows
    assert "In no confirmed record stood: " in sentences(figures)
    assert name in sentences(figures).partition("In no confirmed record stood: ")[2]


def test_records_without_any_sign_make_a_page_without_a_map(tmp_path: Path) -> None:
    review = made_gaps()
    review.give([[] for _ in range(len(review.queue))])
    report = report_of(figures_of(tmp_path, review))
    assert not [b for part in report.sections for b in part.blocks if isinstance(b, Picture)]
    assert "No sign stood in enough confirmed records" in report.opening.headings[0].items[0]


def test_what_cannot_be_told_is_said_on_the_first_screen(tmp_path: Path) -> None:
    review = made_gaps()
    ids = {row["record_id"] for row in review.confirmed()[:7]}
    for row in review.decisions:
        if row["record_id"] in ids and row["reading"] == "first" and row["outcome"]:
            row["reading"] = "blind"
    for row in [row for row in review.decisions if row["stratum"] != "ranked"][:12]:
        row |= {"decision": "refer", "outcome": "nrm_referred"}
    lost = {row["record_id"] for row in review.confirmed()[20:26]}
    review.queue = review.queue[~review.queue["record_id"].isin(lost)]
    text = sentences(figures_of(tmp_path, review))
    for words in (
        "Here are only records that were screened, reviewed and confirmed",
        "A count of 1 to 4 could lead to a person",
        "6 records are confirmed but do not stand in this queue",
        "no first reading",
        "drawn at random and count once",
    ):
        assert words in text


def test_records_without_an_outcome_and_known_ones_are_told_where_there_are_any(tmp_path: Path) -> None:
    told = sentences(figures_of(tmp_path, made_gaps()))
    assert "without an outcome" not in told
    assert "known already" not in told
    more = made_gaps()
    for row in [row for row in more.decisions if row["stratum"] != "ranked"][:6]:
        row |= {"decision": "park", "outcome": "already_known"}
    assert "6 records were known already" in sentences(figures_of(tmp_path, more))


def test_every_table_has_a_cell_for_each_column_and_a_reason_for_each_dash(tmp_path: Path) -> None:
    tables = [
        block
        for part in report_of(figures_of(tmp_path, made_gaps())).sections
        for block in unfolded(part.blocks)
        if isinstance(block, Table)
    ]
    assert len(tables) == 1 + 4 * len(FAMILIES)
    for table in tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(cell.reason for row in table.rows for cell in row if cell.text == "–")


def test_the_text_fits_a_terminal_and_tears_no_number_from_its_sign(tmp_path: Path) -> None:
    lines = text_of(figures_of(tmp_path, made_gaps())).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert not [line for line in lines if line.lstrip().startswith("%")]


def test_page_and_json_hold_no_record_no_reviewer_no_narrative_and_are_equal_for_equal_input(tmp_path: Path) -> None:
    decisions, queue = made_gaps().write(tmp_path)
    names = [tmp_path / name for name in ("one.html", "one.json", "two.html", "two.json")]
    text = gaps_files(decisions, names, queue=queue)
    assert text.splitlines()[0].endswith("is on this page.")
    one_page, one_json, two_page, two_json = (path.read_text(encoding="utf-8") for path in names)
    assert (one_page, one_json) == (two_page, two_json)
    assert json.loads(one_json)["kind"] == "overlooked gaps"
    assert one_page.count('class="plot"') == len(FAMILIES)
    for word in ("R000", "a note that no report holds", "no MSHT", "://", '"one"'):
        assert word not in one_page
        assert word not in one_json
    assert {path.stat().st_mode & 0o777 for path in names} == {0o600}


def test_an_area_cannot_run_or_break_the_page(tmp_path: Path) -> None:
    review = made_gaps()
    review.queue["area"] = review.queue["area"].replace("City", "<script>alert(1)</script>\u202e & more")
    decisions, queue = review.write(tmp_path)
    gaps_files(decisions, [tmp_path / "gaps.html"], queue=queue)
    page = (tmp_path / "gaps.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "\u202e" not in page


class TestRefused:
    @pytest.fixture
    def unread(self, monkeypatch: pytest.MonkeyPatch) -> Mock:
        reading = Mock(side_effect=AssertionError("work was done before the outputs were looked at"))
        monkeypatch.setattr(gaps_report, "gap_figures", reading)
        return reading

    def test_outputs_that_cannot_be_written_before_any_work(self, tmp_path: Path, unread: Mock) -> None:
        decisions, queue = made_gaps().write(tmp_path)
        there = tmp_path / "gaps.html"
        there.touch()
        with refused(OutputError, "gaps.docx", ".html or .json"):
            gaps_files(decisions, [tmp_path / "gaps.docx"], queue=queue)
        with refused(OutputError, "gaps.html", "--force"):
            gaps_files(decisions, [there], queue=queue)
        with refused(OutputError, "also an input"):
            gaps_files(tmp_path / "a.json", [tmp_path / "a.json"], queue=queue, force=True)
        unread.assert_not_called()

    def test_decisions_without_their_queue(self, tmp_path: Path, unread: Mock) -> None:
        decisions, _ = made_gaps().write(tmp_path)
        with refused(SettingsError, "decisions.jsonl", "--queue"):
            gaps_files(decisions, [tmp_path / "gaps.html"], queue=None)
        assert not (tmp_path / "gaps.html").exists()
        unread.assert_not_called()
