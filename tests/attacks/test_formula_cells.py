"""No cell of any table that a command writes starts a formula; numbers stay numbers, other forms hold the text."""

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from made_gaps import made_gaps
from told_rows import CRIME, REFERRAL, crimes, referrals

from overlooked.pages.cells import inert, original
from test_cli import run

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠")
BEFORE = ("", " ", "\u00a0", "\ufeff", "\u200b", "'", '"', " '\" ")
FORMULAS = [f"{before}{start}1+cmd|' /C calc'!A0" for before in BEFORE for start in STARTS]
COLUMNS = ("record_id", "force", "area", "offence", "offence_code", "narrative")
SIGN = "His boss has kept his passport and he has not been paid. NRM submitted."


def export(folder: Path) -> None:
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number, text in enumerate(FORMULAS):
            table.writerow([f"{text}{number}", text, text, text, text, f"{text} {SIGN}"])
            table.writerow([f"{text}{number}", text, text, text, text, ""])


def starts_a_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell of a CSV file for a formula, as careful as can be."""
    return cell[:1] in {"\t", "\r", "\n"} or cell.strip(' "\u00a0\ufeff\u200b\r\n\t')[:1] in set("=+-@＝＋－＠")


def cells_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def assert_no_formula(path: Path) -> None:
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path).worksheets:
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}
        with ZipFile(path) as parts:
            assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or "externalLink" in name]
    else:
        cells = cells_of(path)
        assert len(cells) > 10
        assert [cell for cell in cells if starts_a_formula(cell) and not is_number(cell)] == []


def test_no_table_of_a_screening_holds_a_formula(tmp_path: Path) -> None:
    export(tmp_path)
    outputs = ("q.csv", "q.xlsx", "q.jsonl", "q.parquet")
    options = [option for name in outputs for option in ("-o", name)]
    assert run("screen", "export.csv", *options, "--all", cwd=tmp_path).returncode == 0
    tables = [path for path in tmp_path.iterdir() if path.suffix in {".csv", ".xlsx"} and path.name != "export.csv"]
    assert len(tables) == 4
    for path in tables:
        assert_no_formula(path)
    rows = [json.loads(line) for line in (tmp_path / "q.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["area"] for row in rows} >= {"=1+cmd|' /C calc'!A0", "@1+cmd|' /C calc'!A0"}
    assert {row["narrative"] for row in rows} == set(pd.read_parquet(tmp_path / "q.parquet")["narrative"])
    assert any(row["narrative"].startswith("=") for row in rows)
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    first = [cell.value for cell in next(book.worksheets[0].iter_rows(min_row=2))]
    assert any(isinstance(cell, int) for cell in first)


def test_no_masked_table_holds_a_formula_and_the_other_forms_hold_the_text(tmp_path: Path) -> None:
    export(tmp_path)
    for name in ("m.csv", "m.jsonl"):
        assert run("mask", "export.csv", "-o", name, cwd=tmp_path).returncode == 0
    assert_no_formula(tmp_path / "m.csv")
    rows = [json.loads(line) for line in (tmp_path / "m.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["area"] for row in rows} >= {"=1+cmd|' /C calc'!A0", "@1+cmd|' /C calc'!A0"}
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        back = [original(row["area"]) for row in csv.DictReader(file)]
    assert back == [row["area"].replace("\r", "\n") for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("text", [text for text in FORMULAS if text.strip().isprintable()])
def test_no_cell_of_the_sheet_on_whoever_may_be_at_risk_is_a_formula(tmp_path: Path, text: str) -> None:
    (tmp_path / "export.csv").write_text(f"record_id,narrative\nA1,{SIGN}\n", encoding="utf-8")
    told = json.dumps(text, ensure_ascii=False)
    step = f"[[step]]\nwhen = {told}\ndo = {told}\ncontact = {told}\n"
    head = f"title = {told}\nowner = {told}\nreview_on = 2030-01-31\n"
    (tmp_path / "own.toml").write_text(head + 2 * step, encoding="utf-8")
    done = run("screen", "export.csv", "-o", "q.xlsx", "--safeguarding", "own.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert_no_formula(tmp_path / "q.xlsx")
    cells = [
        cell
        for row in openpyxl.load_workbook(tmp_path / "q.xlsx")["At risk now"].iter_rows(values_only=True)
        for cell in row
    ]
    assert any(str(cell).endswith("!A0.") for cell in cells)


def test_a_program_gets_the_text_of_a_csv_table_back(tmp_path: Path) -> None:
    export(tmp_path)
    assert run("screen", "export.csv", "-o", "q.csv", "-o", "q.jsonl", "--all", cwd=tmp_path).returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "q.jsonl").read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "q.csv").open(encoding="utf-8-sig", newline="") as file:
        back = [original(row["area"]) for row in csv.DictReader(file)]
    assert back == [row["area"].replace("\r", "\n") for row in rows]


@pytest.mark.parametrize("text", [*(text for text in FORMULAS if "\r" not in text), "plain", "'tis", "'\t", "''=1", ""])
def test_the_apostrophe_that_is_put_before_a_cell_can_be_taken_away(text: str) -> None:
    assert original(str(inert(text))) == text


def test_no_table_of_a_reconciling_holds_a_formula(tmp_path: Path) -> None:
    for name, table, own in (("referrals", referrals, REFERRAL), ("crimes", crimes, CRIME)):
        rows = [dict.fromkeys(own, text) for text in FORMULAS]
        same = [
            own | {"forename": "=Ana", "surname": "+Kovac"},
            own | {"victim_forename": "=Ana", "victim_surname": "+Kovac"},
        ]
        frame = table(*rows, *({key: told[key] for key in told if key in own} for told in same))
        frame.drop(columns=["row", "source"], errors="ignore").to_csv(tmp_path / f"{name}.csv", index=False)
    done = run("reconcile", "referrals.csv", "crimes.csv", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert_no_formula(tmp_path / "out" / "outcomes.csv")
    for path in (tmp_path / "out").glob("*.csv"):
        assert [cell for cell in cells_of(path) if starts_a_formula(cell) and not is_number(cell)] == [], path.name


def test_what_is_told_of_gaps_holds_no_table_for_a_spreadsheet(tmp_path: Path) -> None:
    made_gaps().write(tmp_path)
    done = run("gaps", "decisions.jsonl", "--queue", "queue.jsonl", "-o", "gaps.csv", cwd=tmp_path)
    assert "gaps.csv has no form" in done.stderr
