"""`overlooked mask`: rows in = rows out + set aside, one token a person in a run, and the key nowhere."""

import json
import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from overlooked.cli import app
from overlooked.errors import OutputError, RecordsError
from overlooked.handover import delivery
from overlooked.handover.delivery import UNIT_ROWS, WARNING, mask_files
from overlooked.records.schema import KNOWN

KEY = bytes(range(65, 97))
ROWS = [
    {
        "record_id": "NM/24/1",
        "area": "North",
        "narrative": "Mr Quendleby rang 07700 900123. See NM/24/1.",
        "officer": "Zed",
    },
    {"record_id": "NM/24/2", "area": "North", "narrative": "Quendleby is known as Squirrel."},
    {"record_id": "NM/24/3", "area": "North", "narrative": ""},
]


def export(folder: Path, copies: int = 1) -> Path:
    path = folder / "Quendleby export.csv"
    pd.DataFrame(ROWS * copies).to_csv(path, index=False)
    return path


def read(path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if path.suffix == ".jsonl":
        return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
    table: pd.DataFrame = pq.read_table(path).to_pandas()
    return table


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl", "m.parquet"])
def test_each_form_holds_the_known_columns_and_every_row_with_a_narrative(tmp_path: Path, name: str) -> None:
    lines = mask_files([export(tmp_path)], tmp_path / name)
    table = read(tmp_path / name)
    assert list(table.columns) == list(KNOWN)
    assert len(table) == 2
    assert lines[0] == "3 rows in: 2 masked, 1 set aside and not written; first row 3: no narrative."
    assert lines[-1] == WARNING
    assert set(table["area"]) == {"North"}


def test_nothing_that_must_go_is_in_the_output_the_manifest_or_what_is_said(tmp_path: Path) -> None:
    lines = mask_files([export(tmp_path)], tmp_path / "m.csv")
    told = (tmp_path / "m.csv").read_text() + (tmp_path / "m.csv.manifest.json").read_text() + "".join(lines)
    for secret in ("Quendleby", "900123", "NM/24/1", "Squirrel", "Zed"):
        assert secret not in told


def test_one_person_has_one_token_in_all_files_and_processes_of_a_run_and_another_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = export(tmp_path, copies=UNIT_ROWS)
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"narrative": "Met Mr Quendleby."}) + "\n", encoding="utf-8")
    told = []
    monkeypatch.setattr(delivery, "new_key", lambda: KEY)
    for jobs in (1, 2):
        mask_files([many, other], tmp_path / f"{jobs}.csv", jobs=jobs)
        told.append((tmp_path / f"{jobs}.csv").read_bytes())
    assert told[0] == told[1]
    first, *_, last = read(tmp_path / "2.csv")["narrative"]
    assert re.findall(r"\[name (\w+)\]", first)[0] == re.findall(r"\[name (\w+)\]", last)[0]
    monkeypatch.undo()
    mask_files([other], tmp_path / "next.csv")
    assert re.findall(r"\[name (\w+)\]", read(tmp_path / "next.csv")["narrative"][0])[0] not in first


def test_the_key_is_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(tmp_path)
    monkeypatch.setattr(delivery, "new_key", lambda: KEY)
    mask_files([path], tmp_path / "m.parquet", jobs=2)
    for file in tmp_path.iterdir():
        assert KEY not in file.read_bytes()
        assert KEY.hex().encode() not in file.read_bytes()


def test_an_id_that_stands_in_its_narrative_is_the_same_token_there(tmp_path: Path) -> None:
    mask_files([export(tmp_path)], tmp_path / "m.csv")
    first = read(tmp_path / "m.csv").iloc[0]
    assert f"[crime {first['record_id']}]" in first["narrative"]


def test_bad_input_is_refused_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("record_id,narrative\n1,\n", encoding="utf-8")
    with pytest.raises(RecordsError, match="every row is set aside"):
        mask_files([path], tmp_path / "m.csv")
    with pytest.raises(OutputError, match=r"\.csv, \.jsonl, \.parquet"):
        mask_files([export(tmp_path)], tmp_path / "m.xlsx")
    with pytest.raises(OutputError, match="also an input"):
        mask_files([path], path, force=True)
    assert not list(tmp_path.glob("m.*"))


def test_the_help_and_the_end_of_a_run_say_that_a_person_must_read_a_sample(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["mask", str(export(tmp_path)), "-o", str(tmp_path / "m.csv")])
    assert run.exit_code == 0
    assert WARNING in run.output
    told = " ".join(CliRunner().invoke(app, ["mask", "--help"]).output.split())
    assert "does not find everything" in told
