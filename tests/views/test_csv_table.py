import csv
from pathlib import Path

import pandas as pd
import pytest
from builders import a_queue

from overlooked.queue import COLUMNS, UNSHOWN
from overlooked.screening import screen
from overlooked.views.table import HEADER, write_csv, write_named, write_rejects


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_the_columns_of_the_queue_with_quotes_in_place_of_findings(tmp_path: Path) -> None:
    write_csv(a_queue({}), tmp_path / "q.csv")
    assert list(rows(tmp_path / "q.csv")[0]) == list(HEADER)
    assert set(COLUMNS) - set(HEADER) == {"findings", *UNSHOWN}


def test_quotes_and_counter_evidence_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    write_csv(a_queue({}), tmp_path / "q.csv")
    [row] = rows(tmp_path / "q.csv")
    assert "boss has kept his passport" in row["quotes"]
    assert "own key" in row["against"]
    assert row["indicators"] == "documents_retained"


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(tmp_path: Path) -> None:
    write_csv(
        a_queue({"record_id": "=HYPERLINK(1)", "narrative": "-2+3 his boss has kept his passport"}), tmp_path / "q.csv"
    )
    [row] = rows(tmp_path / "q.csv")
    assert row["record_id"].startswith("'=")
    assert row["narrative"].startswith("'-2")


def test_line_ends_and_quotes_of_a_narrative_come_back_whole(tmp_path: Path) -> None:
    told = 'He said "no".\nHis boss has kept his passport; £5.'
    write_csv(a_queue({"narrative": told}), tmp_path / "q.csv")
    assert rows(tmp_path / "q.csv")[0]["narrative"] == told


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1+1", '"=1+1', "' @x", "\u00a0=1", "\ufeff=1", "＝1+1"],
)
def test_no_cell_of_any_table_can_become_a_formula(tmp_path: Path, text: str) -> None:
    write_csv(a_queue({"record_id": text, "area": text, "narrative": text}), tmp_path / "q.csv")
    write_rejects([pd.DataFrame([{"source": text, "row": 1, "reason": text, "raw": text}])], tmp_path / "r.csv")
    named = screen(pd.DataFrame({"record_id": [text], "area": [text], "narrative": ["NRM submitted."]})).named
    write_named(named, tmp_path / "n.csv")
    for name, cells in {"q.csv": 3, "r.csv": 3, "n.csv": 1}.items():
        [row] = rows(tmp_path / name)
        assert sum(told.startswith("'") for told in row.values()) >= cells
        assert not any(told.lstrip(" \"'").startswith(("=", "+", "@")) and told[0] != "'" for told in row.values())


def test_a_text_longer_than_a_cell_is_cut_so_that_no_rest_falls_into_the_next_row(tmp_path: Path) -> None:
    write_csv(a_queue({"narrative": "x" * 32_767 + "=1+1"}), tmp_path / "q.csv")
    [row] = rows(tmp_path / "q.csv")
    assert len(row["narrative"]) == 32_767
    assert "=1+1" not in row["narrative"]


def test_numbers_and_empty_ranks_of_the_list_stay_what_they_are(tmp_path: Path) -> None:
    write_named(screen(pd.DataFrame({"narrative": ["NRM submitted.", "None."]})).named, tmp_path / "n.csv")
    [row] = rows(tmp_path / "n.csv")
    assert (row["rank"], row["score"]) == ("1", "0")
