"""The report tells how much of marked personal data is found, by set and kind."""

from pathlib import Path

import pytest
from toy_report import figures

from overlooked.evaluation.delivery import _masking
from overlooked.evaluation.report.forms import write_reports

MARKED = "# 001 one\nMet «name:Dana Kestevyn» at «address:14 Mill Rd», dob «birth_date:3/4/91». He left at 10:20.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "masking"
    path.mkdir()
    (path / "open.txt").write_text(MARKED, encoding="utf-8")
    return path


def test_of_each_set_that_is_there_the_share_found_is_told_in_all_and_by_kind(folder: Path) -> None:
    told = _masking(folder)
    assert told is not None
    assert list(told["sets"]) == ["open"]
    assert (told["sets"]["open"]["found"]["value"], told["sets"]["open"]["found"]["n"]) == (1.0, 3)
    assert told["kinds"]["address"]["open"]["n"] == 1
    assert told["kinds"]["passport"]["open"]["value"] is None


def test_a_corpus_without_marked_narratives_tells_nothing(tmp_path: Path) -> None:
    assert _masking(tmp_path / "masking") is None


def test_the_report_has_a_section_for_it(folder: Path, tmp_path: Path) -> None:
    write_reports(figures() | {"masking": _masking(folder)}, [tmp_path / "report.md"], force=False)
    page = (tmp_path / "report.md").read_text(encoding="utf-8").partition("## Masking")[2].partition("\n## ")[0]
    assert "| address | 1.00" in page
    assert "Other figures" not in page
