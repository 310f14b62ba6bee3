"""What learners saw, as a page, as JSON and on a terminal."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from toy_answers import BOSS, CARD, FAR, LOCKED_IN, PAYSLIPS, RIGHT, answers, loaded

from overlooked.errors import OutputError
from overlooked.pages.blocks import Picture, Report, Table, unfolded
from overlooked.statistics.figures import Figures
from overlooked.teaching.learners.answered import Answers
from overlooked.teaching.learners.figures import learners_figures
from overlooked.teaching.learners.forms import WIDTH, render_learners, write_learners
from overlooked.teaching.learners.report import report_of

EARLY: dict[str, list[dict[str, Any]]] = {"T-0001": [CARD, {**BOSS, "indicator": "threats"}], "T-0002": [PAYSLIPS]}
LATE: dict[str, list[dict[str, Any]]] = {"T-0001": [LOCKED_IN, CARD, BOSS], "T-0003": [FAR]}


def two(number: int, group: str) -> list[dict[str, Any]]:
    early = {"T-0001": EARLY["T-0001"]} if number % 2 else EARLY
    later = {"T-0001": LATE["T-0001"]} if number % 3 else LATE
    who = {"learner": f"Officer {number}", "group": group}
    return [answers(early, RIGHT, sitting="before", **who), answers(later, RIGHT, sitting="after", **who)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> list[Answers]:
    folder = tmp_path_factory.mktemp("many")
    return loaded(folder, *[own for n in range(12) for own in two(n, "<b>Shift</b> A" if n < 6 else "Shift\u202eB")])


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> list[Answers]:
    return loaded(tmp_path_factory.mktemp("one"), answers(EARLY, RIGHT, learner="Officer 1", group="Shift A"))


@pytest.fixture(scope="module")
def figures(many: list[Answers]) -> Figures:
    return learners_figures(many)


def tables(report: Report) -> dict[str, Table]:
    blocks = unfolded([block for section in report.sections for block in section.blocks])
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def pictures(report: Report) -> dict[str, Picture]:
    blocks = [block for section in report.sections for block in section.blocks]
    return {block.chart.key: block for block in blocks if isinstance(block, Picture)}


def test_the_first_screen_says_what_is_seen_missed_falsely_marked_and_judged(figures: Figures) -> None:
    opening = report_of(figures).opening
    told = {heading.title: " ".join(heading.items) for heading in opening.headings}
    assert list(told) == ["What is seen", "What is missed", "What is falsely marked", "How cases are judged"]
    assert "Of the 4 signs to find, a learner finds and names 25 %" in told["What is seen"]
    assert "Another speaks for them, called Threats and intimidation (12 times)" in told["What is missed"]
    assert "a denial 6" in told["What is falsely marked"]
    assert "right in 100 % (76 to 100 %, n = 36)" in told["How cases are judged"]
    assert opening.judged.startswith(
        "12 learners before the lesson; 3 cases, 2 of them to review, with 4 signs to find"
    )
    assert "ranks nobody" in opening.judged
    assert opening.bad_news[0].startswith("12 learners answered")


def test_every_row_of_every_table_has_a_cell_for_every_column(figures: Figures, one: list[Answers]) -> None:
    for told in (figures, learners_figures(one)):
        found = tables(report_of(told))
        assert len(found) >= 5
        assert all(len(row) == len(table.columns) for table in found.values() for row in table.rows)


def test_the_pictures_hold_intervals_and_the_least_seen_first(figures: Figures) -> None:
    found = pictures(report_of(figures))
    assert set(found) == {"recall", "change"}
    values = [point.value for point in found["recall"].chart.points]  # type: ignore[union-attr]
    assert values == sorted(values)
    change = found["change"].chart.points[0]  # type: ignore[union-attr]
    assert change.low is not None
    assert change.low < change.value


def test_no_name_of_a_learner_and_no_word_of_a_narrative_stands_on_the_page(
    many: list[Answers], tmp_path: Path
) -> None:
    page, data = tmp_path / "seen.html", tmp_path / "seen.json"
    write_learners(many, [page, data])
    for text in (page.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")):
        assert "Officer" not in text
        assert "bank card" not in text
    assert page.stat().st_mode & 0o777 == 0o600


def test_the_page_asks_nothing_of_a_network_and_nothing_that_a_team_is_called_runs(
    many: list[Answers], tmp_path: Path
) -> None:
    page = tmp_path / "seen.html"
    write_learners(many, [page])
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "&lt;b&gt;Shift&lt;/b&gt; A" in text
    assert "\u202e" not in text


def test_the_same_answers_give_the_same_bytes(many: list[Answers], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.html", "b.html", "a.json", "b.json")]
    write_learners(many, paths[::2], seed=5)
    write_learners(many, paths[1::2], seed=5)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[2].read_bytes() == paths[3].read_bytes()


def test_the_json_is_the_tree_of_figures(many: list[Answers], figures: Figures, tmp_path: Path) -> None:
    path = tmp_path / "seen.json"
    assert write_learners(many, [path]) == figures == json.loads(path.read_text(encoding="utf-8"))


def test_an_output_of_another_form_or_that_exists_is_refused(one: list[Answers], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"end its name in \.html or \.json"):
        write_learners(one, [tmp_path / "seen.pdf"])
    path = tmp_path / "seen.json"
    write_learners(one, [path])
    with pytest.raises(OutputError, match="--force"):
        write_learners(one, [path, tmp_path / "seen.html"])
    assert not (tmp_path / "seen.html").exists()
    write_learners(one, [path], force=True)


def test_the_terminal_is_told_bad_news_first_in_lines_of_a_hundred(figures: Figures, one: list[Answers]) -> None:
    for told in (figures, learners_figures(one)):
        text = render_learners(told)
        assert text.index("Bad news") < text.index("What is seen") < text.index("Found, by indicator")
        assert max(map(len, text.splitlines())) <= WIDTH
        assert "Officer" not in text


def test_one_learner_makes_a_page_without_teams_and_change(one: list[Answers], tmp_path: Path) -> None:
    write_learners(one, [tmp_path / "seen.html"])
    text = (tmp_path / "seen.html").read_text(encoding="utf-8")
    assert "Only 1 learner answered." in text
    assert "Teams are not told apart: fewer than 5 learners answered in all." in text
    assert "Shift A" not in text


def test_answers_in_which_nothing_was_marked_make_a_page(tmp_path: Path) -> None:
    write_learners(loaded(tmp_path, *[answers() for _ in range(6)]), [tmp_path / "seen.html"])
    text = (tmp_path / "seen.html").read_text(encoding="utf-8")
    assert "Nobody marked anything." in text
    assert "not known (nobody judged one)" in text
