"""The route stands wherever a record is read: every view, every page, the terminal; and the manifest notes it."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from made_decisions import made
from made_gaps import made_gaps
from made_records import decided, row, write
from openpyxl import load_workbook
from pptx import Presentation
from toy_answers import answers, saved

from overlooked.evaluation.delivery import evaluate_decisions
from overlooked.outputs import sha256_of
from overlooked.reconcile.delivery import Sources, reconcile_files
from overlooked.safeguarding import LEAD, RECENT_DAYS, load_route
from overlooked.teaching.delivery import RealRecords, Request, teach_files
from test_cli import REAL, fault, run

CALL = "101, the duty officer of Northmoor"
OWN = f"""
title = "Northmoor"
owner = "DCI, modern slavery"
review_on = 2999-01-01

[[step]]
when = "At once"
do = "Ring the control room."
contact = "{CALL}"
"""
TODAY = datetime.now(UTC).astimezone().date()
SIGN = "His boss has kept his passport since March and he has not been paid."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the force's own route and an export of three records, one of them of yesterday."""
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    lines = [
        "record_id,narrative,recorded_on",
        f"A1,{SIGN},{TODAY - timedelta(days=1)}",
        f"A2,{SIGN} Log 4.,{TODAY - timedelta(days=RECENT_DAYS + 1)}",
        f"A3,Boy aged 15. {SIGN},2024-01-01",
    ]
    (tmp_path / "in.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def block(page: str) -> str:
    """The route of a page."""
    found = re.findall(r'<details class="route".*?</details>', page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_screen_shows_the_route_in_the_page_the_workbook_and_the_terminal(folder: Path) -> None:
    given = ("in.csv", "-o", "q.jsonl", "-o", "q.html", "-o", "q.xlsx", "--safeguarding", "own.toml")
    done = run("screen", *given, cwd=folder)
    assert f"{LEAD}: at once, {CALL}." in done.stdout
    assert "One record here was recorded within the last 28 days" in done.stdout
    assert CALL in block((folder / "q.html").read_text(encoding="utf-8"))
    sheet = load_workbook(folder / "q.xlsx")["At risk now"]
    assert ("At once", f"Ring the control room. Call: {CALL}.") in list(sheet.values)


def test_the_manifest_notes_the_hash_of_the_route_and_what_stands_first(folder: Path) -> None:
    own = sha256_of(folder / "own.toml")
    for more, sha256, inputs in (
        (("--safeguarding", "own.toml"), own, [{"file": "own.toml", "sha256": own}]),
        ((), load_route().sha256, []),
    ):
        run("screen", "in.csv", "-o", "q.jsonl", "--first", "child", *more, "--force", cwd=folder)
        told = json.loads((folder / "q.jsonl.manifest.json").read_text(encoding="utf-8"))
        assert told["hashes"]["safeguarding"] == sha256
        assert told["inputs"][1:] == inputs
        assert told["settings"]["first"] == ["child"]


def test_the_order_is_told_to_whoever_reads_the_page(folder: Path) -> None:
    run("screen", "in.csv", "-o", "q.html", "-o", "q.jsonl", "--first", "child", "--first", "recent", cwd=folder)
    told = "within a band children, then the most recently recorded first"
    assert told in (folder / "q.html").read_text(encoding="utf-8")
    queue = [json.loads(line)["record_id"] for line in (folder / "q.jsonl").read_text("utf-8").splitlines()]
    assert queue == ["A3", "A1", "A2"]
    run("screen", "in.csv", "-o", "q.html", "--force", cwd=folder)
    assert "within a band" not in (folder / "q.html").read_text(encoding="utf-8").split("<main")[0]


def test_the_page_is_the_same_to_the_byte_whatever_the_day(folder: Path) -> None:
    run("screen", "in.csv", "-o", "one.html", cwd=folder)
    run("screen", "in.csv", "-o", "two.html", cwd=folder)
    assert (folder / "one.html").read_bytes() == (folder / "two.html").read_bytes()
    page = (folder / "one.html").read_text(encoding="utf-8")
    assert '<p id="fresh" hidden></p>' in page


def test_explain_tells_all_steps_of_a_young_record_and_the_first_of_an_older_one(folder: Path) -> None:
    young = run("explain", "in.csv", "--record", "A1", cwd=folder).stdout
    old = run("explain", "in.csv", "--record", "A2", cwd=folder).stdout
    assert "This record was recorded within the last 28 days: somebody may be at risk now." in young
    assert "National Referral" in young
    assert "28 days" not in old
    assert f"{LEAD}: in immediate danger, 999." in old
    assert "National Referral" not in old


def test_the_variable_stands_for_the_option(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERLOOKED_SAFEGUARDING", "own.toml")
    assert CALL in run("explain", "in.csv", "--record", "A1", cwd=folder).stdout
    monkeypatch.setenv("OVERLOOKED_SAFEGUARDING", "")
    assert CALL not in run("explain", "in.csv", "--record", "A1", cwd=folder).stdout


def test_a_route_that_cannot_be_used_ends_every_command_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "own.toml").write_text("titel = 1", encoding="utf-8")
    monkeypatch.setenv("OVERLOOKED_SAFEGUARDING", "own.toml")
    before = sorted(folder.iterdir())
    for words in (
        ("screen", "in.csv", "-o", "q.jsonl"),
        ("explain", "in.csv", "--record", "A1"),
        ("learners", "a.json", "-o", "l.html"),
        ("gaps", "d.jsonl", "--queue", "q.jsonl", "-o", "g.html"),
        ("reconcile", "r.csv", "c.csv", "-o", "out"),
    ):
        assert "own.toml: unknown key 'titel'; did you mean 'title'?" in fault(*words, cwd=folder)
    assert sorted(folder.iterdir()) == before


def test_a_route_is_never_replaced_by_an_output(folder: Path) -> None:
    (folder / "q.csv").write_text(OWN, encoding="utf-8")
    line = fault("screen", "in.csv", "-o", "q.csv", "--safeguarding", "q.csv", "--force", cwd=folder)
    assert "is also an input" in line


def test_the_reports_of_gaps_learners_and_decisions_show_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "gaps").mkdir()
    made_gaps(limit=150, audit=10).write(tmp_path / "gaps")
    given = ("gaps/decisions.jsonl", "--queue", "gaps/queue.jsonl", "-o", "g.html", "--safeguarding", "own.toml")
    run("gaps", *given, cwd=folder)
    saved(tmp_path, answers())
    run("learners", *[path.name for path in tmp_path.glob("*.json")], "-o", "l.html", cwd=folder)
    decisions, queue = made().write(tmp_path)
    outputs = [tmp_path / "d.html", tmp_path / "d.md", tmp_path / "d.json"]
    evaluate_decisions(decisions, outputs, queue=queue, safeguarding=folder / "own.toml")
    assert CALL in block((folder / "g.html").read_text(encoding="utf-8"))
    assert "999" in block((folder / "l.html").read_text(encoding="utf-8"))
    assert CALL in block((tmp_path / "d.html").read_text(encoding="utf-8"))
    assert f"- At once: Ring the control room. Call: {CALL}." in (tmp_path / "d.md").read_text(encoding="utf-8")
    assert CALL not in (tmp_path / "d.json").read_text(encoding="utf-8")


def test_reconcile_shows_it_in_the_report_that_stays_and_not_in_the_one_to_share(folder: Path) -> None:
    (folder / "r.csv").write_text("nrm_reference,referred_on\nN1,2024-01-02\n", encoding="utf-8")
    (folder / "c.csv").write_text("crime_reference,recorded_on\nC1,2024-01-03\n", encoding="utf-8")
    sources = Sources([folder / "r.csv"], [folder / "c.csv"], safeguarding=folder / "own.toml")
    reconcile_files(sources, folder / "out")
    assert CALL in block((folder / "out" / "report.html").read_text(encoding="utf-8"))
    assert CALL not in (folder / "out" / "share.html").read_text(encoding="utf-8")
    assert '"own.toml"' in (folder / "out" / "manifest.json").read_text(encoding="utf-8")


@pytest.fixture
def lesson(folder: Path) -> Path:
    rows = [row(1), row(2)]
    write(folder, rows, [decided(one, "nrm_referred") for one in rows])
    given = RealRecords(folder / "queue.jsonl", folder / "decisions.jsonl", "A. Trainer", folder / "own.toml")
    outputs = [folder / f"lesson{ending}" for ending in (".html", ".pptx", ".docx")]
    teach_files(outputs, Request(cases=2), real=given)
    return folder


def test_a_lesson_of_real_records_shows_it_on_the_page_the_slides_and_the_worksheet(lesson: Path) -> None:
    assert CALL in block((lesson / "lesson.html").read_text(encoding="utf-8"))
    slides = Presentation(str(lesson / "lesson.pptx")).slides
    told = [" ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in slides]
    assert any(LEAD in text and CALL in text for text in told)
    paper = "\n".join(paragraph.text for paragraph in Document(str(lesson / "lesson.docx")).paragraphs)
    assert f"Call: {CALL}." in paper.partition(LEAD)[2]


@pytest.mark.slow
def test_a_lesson_of_synthetic_records_shows_none(folder: Path) -> None:
    run("teach", "-o", "lesson.html", "--cases", "2", "--safeguarding", "own.toml", cwd=folder)
    assert "route" not in (folder / "lesson.html").read_text(encoding="utf-8").split("<main")[1].split("<section")[0]


def test_teach_takes_the_route_from_the_command_line(lesson: Path) -> None:
    done = run("teach", "queue.jsonl", *REAL, "--cases", "1", "-o", "l.html", "--safeguarding", "own.toml", cwd=lesson)
    assert done.returncode == 0
    assert CALL in block((lesson / "l.html").read_text(encoding="utf-8"))
