"""Nothing of a record, an id or a file name steers the terminal that it is shown on: what is printed is printable."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hostile_pages import COLUMNS, MADE, SIGN, manifest, report
from made_papers import MANIFEST, changed, written

from overlooked.audit import VARIABLE, append
from test_cli import run

STEERING = "\x1b[2J\x1b]0;title\x07\x9b31m\x08\x7f\u202eread\u2066\u200e\u2028\x85\ufeff"
NAME = "a\x1b[31m\x07\u202e.csv"


def odd(text: str) -> list[str]:
    """The lines that hold a sign which is no plain text."""
    return [ascii(line) for line in text.split("\n") if not line.isprintable()]


def export(path: Path, text: str) -> None:
    cells = dict.fromkeys(COLUMNS, text) | {"narrative": f"{SIGN} {text}"}
    path.write_text(
        ",".join(COLUMNS) + "\n" + ",".join(cells.values()) + f"\n{text},,,,,,,\n", encoding="utf-8", newline=""
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export(tmp_path / NAME, STEERING)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S\u202eheet\x85"
    sheet.append(list(COLUMNS))
    sheet.append([SIGN] * len(COLUMNS))
    book.save(tmp_path / "b\x1b[31m.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", NAME, "-o", "q\x1b[31m.jsonl"),
        ("screen", NAME, "b\x1b[31m.xlsx", "-o", "q.csv", "--audit", "1"),
        ("screen", ".", "-o", "q.csv"),
        ("screen", NAME, "--columns", "help"),
        ("screen", "none\x1b[31m.csv", "-o", "q.csv"),
        ("screen", NAME, "-o", "q\x1b[31m.txt"),
        ("screen", NAME, "-o", "q.csv", "--quota", "\x1b[31m=1"),
        ("explain", NAME, "--record", STEERING),
        ("explain", "b\x1b[31m.xlsx", "--record", SIGN.strip()),
        ("evaluate", NAME, "-o", "r.html"),
        ("gaps", NAME, "--queue", NAME, "-o", "g.html"),
        ("learners", NAME, "-o", "l.html"),
        ("teach", NAME, "--real", "--approved-by", "N", "--decisions", NAME, "-o", "l.html"),
        ("reconcile", NAME, NAME, "-o", "out"),
        ("train", NAME, "-o", "m\x1b[31m"),
        ("mask", NAME, "-o", "m\x1b[31m.csv"),
        ("mask", "b\x1b[31m.xlsx", ".", "-o", "m.jsonl", "--jobs", "2"),
        ("mask", "none\x1b[31m.csv", "-o", "m.csv"),
        ("mask", NAME, "-o", "m\x1b[31m.txt"),
        ("mask", NAME, "-o", "m.csv", "--columns", NAME),
        ("mask", NAME, "-o", "m.csv", "--reason", STEERING),
        ("screen", NAME, "-o", "q.csv", "--first", STEERING),
        ("screen", NAME, "-o", "q.csv", "--safeguarding", NAME),
        ("papers", "-o", "p\x1b[31m", "--markdown-only"),
        ("papers", "-o", "p", "--run", NAME),
        ("papers", "-o", "p", "--report", NAME),
        ("papers", "-o", "p", "--model", "m\x1b[31m"),
        ("audit", "verify", "--log", NAME),
        ("audit", "verify", "--head", STEERING),
        ("audit", "show", "--log", NAME),
        ("audit", "show", "--user", STEERING, "--command", STEERING),
        ("audit", "purge", "--before", "2020-01-01", "--reason", STEERING),
    ],
    ids=lambda told: told[0],
)
def test_what_a_command_prints_is_printable(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, cwd=folder)
    assert done.stdout + done.stderr
    assert odd(done.stdout) == []
    assert odd(done.stderr) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in MADE if kind != "corpus"])
def test_what_is_printed_beside_a_page_is_printable(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def kept(*arguments: str, cwd: Path) -> object:
        done = run(*arguments, cwd=cwd)
        told.extend((done.stdout, done.stderr))
        return done

    monkeypatch.setattr("hostile_pages.run", kept)
    MADE[kind](tmp_path, STEERING)
    assert told[0]
    assert odd("\n".join(told)) == []


ODD = "x\x1b[2J\x9b31m\u202e\x7f\u2028.csv"


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["table", "json"])
def test_what_the_log_tells_of_files_and_reasons_is_printable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    log = tmp_path / "log\x1b[31m"
    monkeypatch.setenv(VARIABLE, str(log / "audit.jsonl"))
    (tmp_path / "work").mkdir()
    export(tmp_path / "work" / ODD, "plain")
    assert run("mask", ODD, "-o", f"m{ODD}", cwd=tmp_path / "work").returncode == 0
    append(log / "audit.jsonl", {"act": STEERING, "command": STEERING, "user": STEERING, "reason": STEERING})
    for arguments in (("audit", "show", *more), ("audit", "verify")):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert odd(done.stdout) == []
    shown = run("audit", "show", *more, cwd=tmp_path).stdout
    assert "mask" in shown
    assert not more or json.loads(shown.splitlines()[0])["body"]["inputs"][0]["file"] == ODD


def test_the_names_in_a_manifest_steer_no_terminal(tmp_path: Path) -> None:
    for number, tree in enumerate((manifest(STEERING), report(STEERING), changed_hash())):
        written(tmp_path, tree)
        option = "--report" if number == 1 else "--run"
        done = run("papers", "-o", f"{number}", option, "m.json", "--markdown-only", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert odd(done.stdout) == []


def changed_hash() -> dict[str, Any]:
    return changed(MANIFEST, "hashes", "model", to=f"a\n{STEERING}")
