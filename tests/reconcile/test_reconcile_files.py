"""`reconcile` as a user meets it: files in a folder of their own, one line for every fault. All people are made up."""

import csv
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import messy
import pandas as pd
import pytest

from overlooked.reconcile import reconciling
from overlooked.reconcile.linking.identity import in_time
from overlooked.reconcile.report import report
from test_cli import fault, run, run_apart

FILES = ("referrals.csv", "crimes.csv")
GIVEN = (*FILES, "--forces", "forces.toml", "-o")
TABLES = ("outcomes.csv", "clerical.csv", "referred.csv", "rejects.csv")
PAGES = ("report.html", "share.html", "figures.json", "manifest.json", "run.json")
ANSWER = "same_person"


@pytest.fixture(scope="module")
def pair() -> messy.Messy:
    return messy.made(60, 400, 3)


def given(folder: Path, referrals: pd.DataFrame, crimes: pd.DataFrame, nations: Mapping[str, str]) -> Path:
    for name, table in zip(FILES, (referrals, crimes), strict=True):
        table.drop(columns="row").to_csv(folder / name, index=False, quoting=csv.QUOTE_ALL)
    told = "".join(f'"{force}" = "{nation}"\n' for force, nation in nations.items())
    (folder / "forces.toml").write_text(told, encoding="utf-8")
    return folder


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.fixture(scope="module")
def first(pair: messy.Messy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, and the first run's folder `one` beside them."""
    folder = given(tmp_path_factory.mktemp("first"), pair.referrals, pair.crimes, pair.forces)
    done = run("reconcile", *GIVEN, "one", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


# What comes out


def test_every_referral_has_one_outcome_in_the_order_of_its_file(first: Path, pair: messy.Messy) -> None:
    outcomes = read(first / "one" / "outcomes.csv")
    assert list(outcomes["referral_row"]) == [str(row) for row in range(1, 61)]
    assert list(outcomes["nrm_reference"]) == list(pair.referrals["nrm_reference"])


def test_the_folder_is_private_and_nothing_else_is_left(first: Path) -> None:
    assert sorted(path.name for path in (first / "one").iterdir()) == sorted([*TABLES, *PAGES])
    assert stat.S_IMODE((first / "one").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (first / "one").iterdir()} == {0o600}
    assert not [path for path in first.iterdir() if path.name.startswith(".")]


def test_no_page_names_a_person_or_a_record(first: Path, pair: messy.Messy) -> None:
    columns = [pair.referrals[name] for name in ("forename", "surname", "aliases", "nrm_reference", "date_of_birth")]
    columns += [pair.crimes[name] for name in ("victim_forename", "victim_surname", "crime_reference")]
    told = {cell for column in columns for cell in column if len(cell) > 3}
    told -= {"Wilson"}  # the interval's inventor too
    assert len(told) > 500
    for name in PAGES:
        words = (first / "one" / name).read_text(encoding="utf-8")
        found = [cell for cell in told if cell in words and re.search(rf"\b{re.escape(cell)}\b", words)]
        assert found == [], name


@pytest.mark.slow
def test_a_process_of_its_own_writes_the_same_bytes_prints_nothing_more_and_leaves_no_temporary_file(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    done = run_apart("reconcile", *GIVEN, "two", cwd=first)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("60 referrals in: 60 with an outcome, 0 set aside; 400 crime rows in, 0 set aside.")
    assert list(tmp_path.iterdir()) == []
    for name in {*TABLES, *PAGES} - {"run.json"}:
        assert (first / "one" / name).read_bytes() == (first / "two" / name).read_bytes(), name


# Answers


@pytest.mark.slow
def test_answers_count_in_the_next_run_and_the_one_after_whatever_they_were_saved_in(first: Path) -> None:
    asked = read(first / "one" / "clerical.csv")
    asked[ANSWER] = [("yes", "no", "unsure", "")[at % 4] for at in range(len(asked))]
    assert len(asked) >= 4
    asked.to_excel(first / "filled.xlsx", index=False)
    assert run("reconcile", *GIVEN, "answered", "--clerical", "filled.xlsx", cwd=first).returncode == 0
    outcomes = read(first / "answered" / "outcomes.csv").set_index("referral_row")
    for _, row in asked[asked[ANSWER] == "yes"].iterrows():
        references = outcomes.loc[row["referral_row"], "crime_references"]
        assert row["crime_reference"] in str(references).split(";") or row["crime_reference"] in str(references)
    left = read(first / "answered" / "clerical.csv")
    assert sorted(left[ANSWER]) == sorted(asked[ANSWER].replace("unsure", ""))
    own = "answered/clerical.csv"
    assert run("reconcile", *GIVEN, "again", "--clerical", own, cwd=first).returncode == 0
    for name in {*TABLES, "figures.json"}:
        assert (first / "answered" / name).read_bytes() == (first / "again" / name).read_bytes(), name


def changed(first: Path, column: str, cell: str) -> str:
    table = read(first / "one" / "clerical.csv")
    table[ANSWER] = "yes"
    table.loc[0, column] = cell
    table.to_csv(first / "changed.csv", index=False)
    return fault("reconcile", *GIVEN, "x", "--clerical", "changed.csv", cwd=first)


def test_an_answer_that_is_none_and_one_to_other_files_are_told_with_their_row(first: Path) -> None:
    assert "row 1: same_person holds no answer" in changed(first, ANSWER, "maybe")
    assert "row 1: no referral of the given files" in changed(first, "referral_key", "R0123456789abcdef")
    assert "row 1: no crime of the given files" in changed(first, "crime_key", "C0123456789abcdef")


# What is refused


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("crimes.csv", "referrals.csv", "-o", "x"), "crimes.csv: these are crimes: give the referrals first"),
        (("referrals.csv", "referrals.csv", "-o", "x"), "referrals.csv: these are referrals"),
        (("crimes.csv", "crimes.csv", "-o", "x"), "crimes.csv: these are crimes"),
        (("forces.csv", "crimes.csv", "-o", "x"), "--referral-columns"),
        (("referrals.csv", "forces.csv", "-o", "x"), "--crime-columns"),
        (("absent.csv", "crimes.csv", "-o", "x"), "No such file"),
        (("-", "-", "-o", "x"), "standard input holds one of the two tables"),
        ((*FILES, "-o", "x", "--forces", "part.toml"), "part.toml: no nation for 11 names in the tables"),
        ((*FILES, "-o", "x", "--forces", "nation.toml"), "no nation 'Atlantis'"),
        ((*FILES, "-o", "x", "--forces", "absent.toml"), "No such file"),
        ((*FILES, "-o", "x", "--clerical", "one"), "one is a folder; give the clerical.csv in it"),
        ((*FILES, "-o", "x", "--clerical", "one/outcomes.csv"), "no column 'referral_key'"),
        ((*FILES, "-o", "one"), "one exists"),
        ((*FILES, "-o", "other", "--force"), "other was not made by an earlier run"),
        ((*FILES, "-o", "referrals.csv", "--force"), "referrals.csv is a file"),
        ((*FILES, "-o", "absent/x"), "there is no folder absent"),
        ((*FILES, "-o", "/proc/x"), "/proc/x cannot be written"),
        ((*FILES, "-o", "one", "--force", "--clerical", "one/clerical.csv"), "is in the folder one"),
        (("one/outcomes.csv", "crimes.csv", "-o", "one", "--force"), "is in the folder one"),
    ],
)
def test_what_cannot_be_reconciled_is_one_line_and_nothing_is_written_or_lost(
    first: Path, arguments: tuple[str, ...], says: str
) -> None:
    (first / "forces.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (first / "part.toml").write_text('"Aldermere" = "scotland"\n', encoding="utf-8")
    (first / "nation.toml").write_text('"Aldermere" = "Atlantis"\n', encoding="utf-8")
    (first / "other").mkdir(exist_ok=True)
    (first / "other" / "notes.txt").write_text("mine", encoding="utf-8")
    before = sorted(path for path in first.rglob("*"))
    assert says in fault("reconcile", *arguments, cwd=first)
    assert sorted(path for path in first.rglob("*")) == before


def test_without_splink_the_line_tells_how_to_get_it(first: Path) -> None:
    code = "import sys; sys.modules['splink'] = None; from overlooked.cli import main; main()"
    command = [sys.executable, "-c", code, "reconcile", *GIVEN, "x"]
    done = subprocess.run(command, cwd=first, capture_output=True, text=True, check=False)
    line = 'overlooked: reconcile needs splink, which is not installed: pip install "overlooked[link]"\n'
    assert (done.returncode, done.stderr) == (1, line)


@pytest.mark.parametrize(("module", "name"), [(reconciling, "by_score"), (report, "page_of")])
def test_a_run_that_is_stopped_leaves_nothing(
    first: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = sorted(first.iterdir())
    monkeypatch.setattr(module, name, stopped)
    done = run("reconcile", *GIVEN, "x", cwd=first)
    assert (done.returncode, done.stderr) == (130, "overlooked: stopped; no output is half-written\n")
    assert sorted(first.iterdir()) == before


# What cells hold

RUNS = ("=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1")


def test_no_cell_of_an_output_runs_as_a_formula(pair: messy.Messy, tmp_path: Path) -> None:
    referrals, crimes = pair.referrals.copy(), pair.crimes.copy()
    for table, columns in (
        (referrals, ("nrm_reference", "aliases", "nationality")),
        (crimes, ("crime_reference", "offence", "narrative", "victim_nationality")),
    ):
        for column in columns:
            table[column] = [f"{RUNS[at % len(RUNS)]} {cell}" for at, cell in enumerate(table[column])]
    again = pd.concat([referrals, referrals.head(5)])
    done = run("reconcile", *GIVEN, "out", cwd=given(tmp_path, again, crimes, pair.forces))
    assert "65 referrals in: 60 with an outcome, 5 set aside" in done.stdout, done.stderr
    for name in TABLES:
        with (tmp_path / "out" / name).open(encoding="utf-8-sig", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        assert [cell for cell in cells if re.match(r"[=+@\t\r＝＋－＠]|-(?!\d+(\.\d+)?$)", cell)] == [], name
    assert len(read(tmp_path / "out" / "rejects.csv")) == 5


ODD = (
    "😀 Ana",
    "محمد",
    "\u202eanA\u202c",
    "<script>alert(1)</script>",
    "'; DROP TABLE names--",
    "{0} %s \\",
    "ﷺ",
    "x" * 9999,
)
FAR = ("0001-01-01", "9999-12-31")


@pytest.mark.slow
def test_odd_signs_and_far_days_are_read_and_steer_neither_terminal_nor_page(pair: messy.Messy, tmp_path: Path) -> None:
    referrals, crimes = pair.referrals.copy(), pair.crimes.copy()
    for at, odd in enumerate(ODD):
        for column in ("forename", "aliases", "nationality", "first_responder", "sex", "rg_decision", "force"):
            referrals.loc[at, column] = odd
        for column in ("victim_forename", "offence", "offence_code", "status", "force"):
            crimes.loc[at, column] = odd
        referrals.loc[at, ["referral_date", "date_of_birth"]] = FAR[at % 2]
        crimes.loc[at, ["reported_on", "recorded_on"]] = FAR[at // 2 % 2]
        crimes.loc[at, "narrative"] = f"CAD 5 {odd}"
    referrals.loc[9, "crime_or_cad_reference"] = "CAD 5 of 01/01/2025"
    referrals.loc[10, "date_of_birth"] = "31/02/1990"
    crimes.loc[10, "offence_code"] = "N200/9"
    folder = given(tmp_path, referrals, crimes, pair.forces)
    done = run("reconcile", *FILES, "-o", "out", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "offence_code is no N-code that is known, kept as it is: 1, first in row 11." in done.stdout
    assert "date_of_birth cannot be read as a date, left empty: 1, first in row 11." in done.stdout
    pages = "".join((tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("report.html", "share.html"))
    assert "<script>alert" not in pages
    assert "\u202e" not in done.stdout + pages
    assert len(read(tmp_path / "out" / "outcomes.csv")) == 60


def test_days_at_either_end_of_the_calendar_are_compared() -> None:
    assert in_time("0001-01-01", "0001-03-01")
    assert not in_time("9999-12-31", "0001-01-01")


def test_one_referral_and_one_crime_of_few_columns_have_an_outcome_and_what_is_missing_is_told(tmp_path: Path) -> None:
    referral = {
        "forename": "Ana",
        "surname": "Kovac",
        "Day of life\u202e": "1990-05-04",
        "crime_or_cad_reference": "46/123/25",
    }
    crime = {"crime_reference": "46/123/25", "victim_forename": "Ana", "victim_surname": "Kovac", "offence_code": "106"}
    for name, row in zip(FILES, (referral, crime), strict=True):
        pd.DataFrame([row]).to_csv(tmp_path / name, index=False)
    done = run("reconcile", *FILES, "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    [told] = [line for line in lines if line.startswith("referrals.csv: no column for nrm_reference, ")]
    assert "date_of_birth" in told
    assert told.endswith("not read: Day of life (--referral-columns says which is which).")
    [told] = [line for line in lines if line.startswith("crimes.csv: no column for force, ")]
    assert "narrative" in told
    assert list(read(tmp_path / "out" / "outcomes.csv")["outcome"]) == ["recorded"]
