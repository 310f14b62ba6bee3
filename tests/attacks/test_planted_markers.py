"""Markers are planted where records hold personal data; they may come out only where a person is meant to read them.

No error line, summary, manifest, time or file that is left over tells what stood in a cell. Good input and broken input
of each kind; no real person.
"""

import copy
import gzip
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from made_gaps import made_gaps
from made_papers import DECISIONS, MANIFEST, REPORT, written
from made_records import decided, row, write
from told_rows import CRIME, REFERRAL, crimes, referrals
from toy_answers import CARD, answers, saved

from overlooked.audit import VARIABLE, entries
from overlooked.decisions import COLUMNS as OF_A_DECISION
from overlooked.queue import COLUMNS as OF_A_QUEUE
from test_cli import run

pytestmark = pytest.mark.slow

MARK = "Qzyxmarkername"
NUMBER = 918273645546
SIGN = "His boss has kept his passport since March and he has not been paid."
HEADER = "record_id,recorded_on,force,area,offence,offence_code,narrative,extra"
PRIVATE = {"rejects.csv", "named.csv", "outcomes.csv", "clerical.csv", "referred.csv"}
"""What is made to hold records, beside the queue and its views."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files; nothing may be left in it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(autouse=True)
def log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The audit log of whatever a test runs; no record may be told in it."""
    path = tmp_path_factory.mktemp("log") / "audit.jsonl"
    monkeypatch.setenv(VARIABLE, str(path))
    yield path
    assert planted("\n".join(file.read_text(encoding="utf-8") for file in path.parent.iterdir())) == []


def holds(text: str) -> bool:
    return MARK.casefold() in text.casefold() or str(NUMBER) in text


def planted(text: str) -> list[str]:
    """The lines that tell what was planted."""
    return [line for line in text.splitlines() if holds(line)]


def told(*arguments: str, cwd: Path) -> str:
    """What a command told; of a screening, what it told before the records."""
    done = run(*arguments, cwd=cwd)
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1}, done.stderr
    summary = done.stdout.partition("\n\n")[0] if arguments[0] == "screen" else done.stdout
    return summary + done.stderr


def assert_kept(folder: Path, *given: str) -> None:
    """No file but those made to hold records, and those `given`, holds a marker, and no hidden one is left."""
    found = [
        path for path in folder.rglob("*") if path.is_file() and holds(path.read_bytes().decode("utf-8", "replace"))
    ]
    private = {path for path in found if path.name in given or path.name.removeprefix("q.csv.") in PRIVATE}
    assert set(found) == private
    assert [path for path in folder.rglob(".*") if path.name.startswith(".overlooked")] == []


def in_workbook(cells: Mapping[str, object], *beyond: object) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))  # type: ignore[union-attr]
    book.active.append([*(cells.get(name, "x") for name in HEADER.split(",")), *beyond])  # type: ignore[union-attr]
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def with_number(content: bytes) -> bytes:
    """The workbook with a word where a cell says that it holds a number."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, data.replace(b"<v>7</v>", f"<v>{MARK}</v>".encode()))
    return out.getvalue()


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


GOOD = {"record_id": "A1", "narrative": SIGN}
CELLS = dict.fromkeys(HEADER.split(","), MARK)
EXPORTS: Mapping[str, bytes] = {
    "all.csv": lines(HEADER, ",".join([MARK] * 6 + [f"{MARK} {SIGN}", MARK])),
    "twice.csv": lines(
        HEADER, *[",".join([MARK] * 6 + [SIGN, str(n)]) for n in range(3)], ",".join([MARK] * 6 + [SIGN, "0"])
    ),
    "ragged.csv": lines(HEADER, f"A1,,,,,,{SIGN},", f"{MARK},{MARK}", ",".join([MARK] * 12)),
    "open.csv": lines(HEADER, f'A1,,,,,,"{SIGN} {MARK}', f"{MARK},,,,,,{MARK},"),
    "inside.csv": lines(HEADER, f"A1,,,,,,{SIGN},", f'{MARK},,,,,,"{MARK}"{MARK}",'),
    "nul.csv": lines(HEADER, f"A1,,,,,,{SIGN},", f"{MARK},,,,,,{MARK}\0,"),
    "none.csv": lines(HEADER, f"{MARK},{MARK},,,,,,"),
    "headless.csv": lines(f"{MARK},01/02/2024,{MARK},Theft,{MARK} took it and left with the lot of it at once"),
    "headless_too.csv": lines(f"{MARK},{MARK} {'took it and ran off with it ' * 4}", f"{MARK},{MARK}"),
    "cp1252.csv": lines(HEADER, f"{MARK},{MARK},,,,,{SIGN} ") + b"\x93\x94\x81 " + MARK.encode() + b",",
    "cut.csv.gz": gzip.compress(lines(HEADER, *[f"{MARK}{n},{MARK},,,,,{SIGN}{n},{n}" for n in range(999)]))[:-9],
    "all.jsonl": lines(CELLS | {"narrative": f"{MARK} {SIGN}"}),
    "kinds.jsonl": lines(
        {"record_id": MARK, "narrative": NUMBER}, GOOD, {"record_id": [MARK], "narrative": {MARK: MARK}}
    ),
    "broken.jsonl": lines(GOOD, f'{{"record_id": "{MARK}", "narrative": "{MARK}', f'["{MARK}"]', f'"{MARK}"', MARK),
    "first.jsonl": lines(f'{{"record_id": "{MARK}", "narrative": "{MARK}', GOOD),
    "nested.jsonl": lines(GOOD, f'{{"narrative": "{MARK}", "a": ' + "[" * 9999),
    "all.xlsx": in_workbook(CELLS | {"narrative": f"{MARK} {SIGN}"}),
    "beyond.xlsx": in_workbook({"narrative": MARK}, MARK, MARK),
    "number.xlsx": with_number(in_workbook({"record_id": 7, "narrative": MARK})),
    "numbers.xlsx": in_workbook({"record_id": "A1", "narrative": NUMBER}),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_screening_tells_nothing_of_a_cell_outside_the_records(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert (
        planted(told("screen", name, "-o", "q.csv", "-o", "q.jsonl", "-o", "q.html", "-o", "q.xlsx", cwd=tmp_path))
        == []
    )
    assert_kept(tmp_path, name, "q.csv", "q.jsonl", "q.html", "q.xlsx")


@pytest.mark.parametrize("first", ["child", "recent"])
@pytest.mark.parametrize("name", ["all.csv", "kinds.jsonl", "cp1252.csv", "all.xlsx"])
def test_what_stands_first_tells_nothing_of_a_cell(tmp_path: Path, name: str, first: str) -> None:
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert planted(told("screen", name, "-o", "q.csv", "--first", first, cwd=tmp_path)) == []
    assert_kept(tmp_path, name, "q.csv")


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in {"all.csv", "all.jsonl", "all.xlsx"}])
def test_an_explanation_that_cannot_be_given_tells_nothing_of_a_cell(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert planted(told("explain", name, "--record", "B2", cwd=tmp_path)) == []


def test_an_id_that_is_not_there_is_told_without_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(EXPORTS["all.csv"])
    assert "ids here are like A" in told("explain", "all.csv", "--record", "Qzyx", cwd=tmp_path)
    assert planted(told("explain", "all.csv", "--record", "Qzyx", cwd=tmp_path)) == []


def test_a_parquet_file_of_another_type_tells_nothing_of_a_cell(tmp_path: Path) -> None:
    pd.DataFrame({"record_id": [MARK] * 2, "narrative": [NUMBER, 7]}).to_parquet(tmp_path / "a.parquet")
    assert planted(told("screen", "a.parquet", "-o", "q.csv", cwd=tmp_path)) == []


# Masking


@pytest.mark.parametrize("name", EXPORTS)
def test_a_masking_tells_nothing_of_a_cell_but_in_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert planted(told("mask", name, "-o", "m.jsonl", cwd=tmp_path)) == []
    assert_kept(tmp_path, name, "m.jsonl")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_masked_file_holds_no_name_no_id_and_no_column_of_its_own(tmp_path: Path, form: str) -> None:
    rows = [
        {"record_id": f"{MARK}/24/{n}", "narrative": f"Mr {MARK} rang. {text} See {MARK}/24/{n}.", "officer": MARK}
        for n, text in enumerate((SIGN, f"Mrs Ann {MARK.upper()} left.", f"He is known as {MARK}."))
    ]
    (tmp_path / "e.jsonl").write_bytes(lines(*rows))
    name = f"m.{form}"
    assert planted(told("mask", "e.jsonl", "-o", name, "--jobs", "2", cwd=tmp_path)) == []
    assert_kept(tmp_path, "e.jsonl")
    if form == "parquet":
        assert not holds(pd.read_parquet(tmp_path / name).to_csv())


# Papers


@pytest.mark.parametrize(
    ("option", "tree"), [("--run", MANIFEST), ("--report", REPORT), ("--report", DECISIONS)], ids=["run", "r", "d"]
)
def test_a_manifest_or_a_report_with_a_bad_value_anywhere_is_refused_without_telling_it(
    tmp_path: Path, option: str, tree: dict[str, Any]
) -> None:
    refused = 0
    for number, changed in enumerate(with_one_changed(tree, [MARK, NUMBER])):
        path = written(tmp_path, changed)
        done = run("papers", "-o", f"{number}", option, path.name, "--markdown-only", cwd=tmp_path)
        assert planted(done.stdout + done.stderr) == []
        refused += done.returncode
    assert refused > 1


def test_a_report_of_another_kind_is_refused_without_telling_it(tmp_path: Path) -> None:
    written(tmp_path, REPORT | {"kind": MARK})
    assert planted(told("papers", "-o", "p", "--report", "m.json", cwd=tmp_path)) == []


# What is told beside the records


@pytest.mark.parametrize("verb", ["screen", "mask"])
def test_a_reason_stands_in_the_log_and_nowhere_else(tmp_path: Path, log: Path, verb: str) -> None:
    (tmp_path / "e.csv").write_bytes(lines("record_id,narrative", f"A1,{SIGN}"))
    why = "asked for by Zyqreason"
    line = told(verb, "e.csv", "-o", "q.csv", "--reason", why, cwd=tmp_path)
    assert [entry.body["reason"] for entry in entries(log) if entry.body] == [why] * 2
    assert "Zyqreason" not in line
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and b"Zyqreason" in path.read_bytes()] == []


@pytest.mark.parametrize("why", [f"{MARK}\n", f"{MARK}\x1b[31m", MARK * 99], ids=["lines", "signs", "long"])
def test_a_reason_that_cannot_be_logged_is_refused_without_telling_it(tmp_path: Path, why: str) -> None:
    (tmp_path / "e.csv").write_bytes(lines("record_id,narrative", f"A1,{SIGN}"))
    for arguments in (("screen", "e.csv", "-o", "q.csv"), ("mask", "e.csv", "-o", "m.csv")):
        line = told(*arguments, "--reason", why, cwd=tmp_path)
        assert "--reason is one line" in line
        assert planted(line) == []


def test_a_route_stands_where_it_is_shown_and_in_no_manifest_and_no_log(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(lines("record_id,narrative", f"A1,{SIGN}"))
    step = f'[[step]]\nwhen = "{MARK}"\ndo = "{MARK}"\ncontact = "{MARK}"\n'
    (tmp_path / "own.toml").write_text(f'title = "{MARK}"\nowner = "{MARK}"\nreview_on = 2030-01-31\n{step}', "utf-8")
    given = ("-o", "q.csv", "-o", "q.jsonl", "-o", "q.html", "-o", "q.xlsx", "--safeguarding", "own.toml")
    assert planted(told("screen", "e.csv", *given, cwd=tmp_path)) != []
    assert_kept(tmp_path, "own.toml", "q.html")


# Decisions and their queue


def of_decisions(folder: Path) -> Iterator[tuple[str, ...]]:
    """Every command that reads decisions."""
    for name in ("d.jsonl", "decisions.jsonl"):
        if (folder / name).exists():
            yield "gaps", name, "--queue", "queue.jsonl", "-o", "gaps.html"
            yield "evaluate", name, "--queue", "queue.jsonl", "-o", "report.html"
            yield "teach", "queue.jsonl", "--real", "--approved-by", "N", "--decisions", name, "-o", "lesson.html"


@pytest.mark.parametrize("key", OF_A_DECISION)
@pytest.mark.parametrize("value", [MARK, [MARK], {MARK: NUMBER}, NUMBER], ids=["text", "list", "object", "number"])
def test_a_decision_with_a_bad_cell_is_refused_without_telling_it(tmp_path: Path, key: str, value: object) -> None:
    rows = [row(1), row(2)]
    write(tmp_path, rows, [decided(rows[0], "recorded_106"), decided(rows[1], "no_crime") | {key: value}])
    for arguments in of_decisions(tmp_path):
        assert planted(told(*arguments, cwd=tmp_path)) == [], arguments[0]
    assert_kept(tmp_path, "decisions.jsonl")


@pytest.mark.parametrize(
    "broken",
    [f'{{"record_id": "{MARK}', f'["{MARK}"]', f'{{"record_id": "{MARK}", "decision": {MARK}}}', f'"{MARK}"'],
)
def test_a_broken_line_of_decisions_is_refused_without_telling_it(tmp_path: Path, broken: str) -> None:
    _, log = write(tmp_path, [row(1)], [decided(row(1), "recorded_106")])
    log.write_text(log.read_text("utf-8") + broken + "\n", encoding="utf-8")
    for arguments in of_decisions(tmp_path):
        assert planted(told(*arguments, cwd=tmp_path)) == [], arguments[0]


@pytest.mark.parametrize("key", OF_A_QUEUE)
@pytest.mark.parametrize("value", [MARK, [MARK], NUMBER], ids=["text", "list", "number"])
def test_a_queue_with_a_bad_cell_is_refused_without_telling_it(tmp_path: Path, key: str, value: object) -> None:
    rows = [row(1), row(2) | {key: value}]
    queue, _ = write(tmp_path, [row(1)], [decided(own, "recorded_106") for own in (row(1), row(2))])
    queue.write_text("".join(json.dumps(own) + "\n" for own in rows), encoding="utf-8")
    for arguments in of_decisions(tmp_path):
        assert planted(told(*arguments, cwd=tmp_path)) == [], arguments[0]


def test_gaps_tell_of_no_narrative_no_note_no_reviewer_and_no_id(tmp_path: Path) -> None:
    made = made_gaps()
    made.queue["narrative"] += f" {MARK}"
    made.queue["record_id"] = MARK + made.queue["record_id"]
    for own in made.decisions:
        own |= {"record_id": MARK + own["record_id"], "note": MARK, "reviewer": MARK}
    made.write(tmp_path)
    done = run("gaps", "decisions.jsonl", "--queue", "queue.jsonl", "-o", "gaps.html", "-o", "gaps.json", cwd=tmp_path)
    assert (done.returncode, planted(done.stdout + done.stderr)) == (0, [])
    assert_kept(tmp_path, "decisions.jsonl", "queue.jsonl")


# Answers to a lesson


def with_one_changed(content: Any, value: object) -> Iterator[Any]:  # noqa: ANN401 - JSON of any form
    """The content again and again, with another leaf set to a value each time."""
    places: list[tuple[Any, ...]] = [()]
    while places:
        place = places.pop()
        own = content
        for step in place:
            own = own[step]
        if isinstance(own, dict | list) and own:
            places += [(*place, step) for step in (own if isinstance(own, dict) else range(min(len(own), 2)))]
        elif place:
            changed = copy.deepcopy(content)
            at = changed
            for step in place[:-1]:
                at = at[step]
            at[place[-1]] = value
            yield changed


def test_answers_with_a_bad_value_anywhere_are_refused_without_telling_it(tmp_path: Path) -> None:
    good = answers({"T-0001": [CARD]}, {"T-0001": "review"}, learner="7", group="CID")
    for number, changed in enumerate(with_one_changed(good, MARK)):
        (tmp_path / "a.json").write_text(json.dumps(changed), encoding="utf-8")
        done = run("learners", "a.json", "-o", f"{number}.html", cwd=tmp_path)
        assert planted(done.stdout + done.stderr) == []
    assert number > 20


@pytest.mark.parametrize("broken", [f'{{"kind": "{MARK}"', f'"{MARK}"', f'["{MARK}"]', f'{{"{MARK}": 1}}', MARK])
def test_a_file_that_holds_no_answers_is_refused_without_telling_what_it_holds(tmp_path: Path, broken: str) -> None:
    saved(tmp_path, answers())
    (tmp_path / "a.json").write_text(broken, encoding="utf-8")
    done = run("learners", ".", "-o", "l.html", cwd=tmp_path)
    assert done.returncode == 1
    assert planted(done.stderr) == []


# Referrals and crimes

DATES = {
    "date_of_birth": f"{MARK} 1990",
    "victim_date_of_birth": f"1 {MARK}",
    "referral_date": MARK,
    "recorded_on": MARK,
}
FORCES = {"force", "exploitation_force"}
"""Reports are by force: they are told there, and not in a line."""


def reconciled(folder: Path, *more: str) -> str:
    return told("reconcile", "referrals.csv", "crimes.csv", "-o", "out", *more, cwd=folder)


def pair(folder: Path, **more: str) -> None:
    """Two referrals and two crimes, one of each planted in every column but those of `more`."""
    for name, table, own in (("referrals", referrals, REFERRAL), ("crimes", crimes, CRIME)):
        frame = table(
            {}, dict.fromkeys(own, MARK) | {key: value for key, value in (DATES | more).items() if key in own}
        )
        frame.drop(columns=["row", "source"], errors="ignore").to_csv(folder / f"{name}.csv", index=False)


def test_reconciling_tells_nothing_of_a_cell_but_in_its_tables(tmp_path: Path) -> None:
    pair(tmp_path, **dict.fromkeys(FORCES, "Northmoor Police"))
    assert planted(reconciled(tmp_path)) == []
    assert (tmp_path / "out" / "report.html").exists()
    assert_kept(tmp_path, "referrals.csv", "crimes.csv")


@pytest.mark.parametrize("more", [(), ("--forces", "forces.toml")], ids=["shipped", "own"])
def test_a_force_that_no_list_knows_is_told_by_its_row(tmp_path: Path, more: tuple[str, ...]) -> None:
    pair(tmp_path)
    (tmp_path / "forces.toml").write_text('"Northmoor Police" = "scotland"', encoding="utf-8")
    line = reconciled(tmp_path, *more)
    assert planted(line) == []
    assert " of crimes.csv" in line


@pytest.mark.parametrize("column", ["referral_key", "crime_key", "same_person", "score", "step"])
def test_an_answered_pair_with_a_bad_cell_is_refused_without_telling_it(tmp_path: Path, column: str) -> None:
    pair(tmp_path)
    good = {"referral_key": "R0", "crime_key": "C0", "same_person": "yes", "score": "1", "step": "scored"}
    pd.DataFrame([good | {column: MARK}]).to_csv(tmp_path / "clerical.csv", index=False)
    assert planted(reconciled(tmp_path, "--clerical", "clerical.csv")) == []


@pytest.mark.parametrize("name", [name for name in EXPORTS if "jsonl" in name or "csv" in name])
def test_broken_referrals_are_told_without_a_cell(tmp_path: Path, name: str) -> None:
    pair(tmp_path)
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert planted(told("reconcile", name, "crimes.csv", "-o", "out", cwd=tmp_path)) == []


# Labelled records


def test_labelled_records_with_a_bad_value_anywhere_are_refused_without_telling_it(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "corpus" / "train.jsonl").read_text(encoding="utf-8")
    good = json.loads(text.partition("\n")[0])
    for changed in with_one_changed(good, MARK):
        (tmp_path / "c.jsonl").write_text(lines(good | {"record_id": "X"}, changed).decode(), encoding="utf-8")
        line = told("train", "c.jsonl", "-o", "m", "--quick", cwd=tmp_path)
        assert line.startswith("overlooked: c.jsonl")
        assert planted(line) == []


@pytest.mark.parametrize("broken", [f'{{"narrative": "{MARK}"', f'"{MARK}"', f'{{"{MARK}": "{MARK}"}}'])
def test_a_broken_line_of_labelled_records_is_refused_without_telling_it(tmp_path: Path, broken: str) -> None:
    (tmp_path / "c.jsonl").write_text(broken, encoding="utf-8")
    assert planted(told("train", "c.jsonl", "-o", "m", "--quick", cwd=tmp_path)) == []
