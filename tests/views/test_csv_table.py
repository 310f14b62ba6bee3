import csv
from pathlib import Path

from builders import a_queue

from overlooked.queue import COLUMNS, UNSHOWN
from overlooked.views.table import HEADER, write_csv


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
