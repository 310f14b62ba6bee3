"""Every command that reads personal data leaves two entries, and never a word of a record."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import messy
import pytest
from made_gaps import made_gaps
from made_records import decided, row, write
from test_reconcile_files import GIVEN, given
from toy_answers import CARD, RIGHT, answers, saved

from overlooked.audit import VARIABLE, entries, verify
from overlooked.outputs import sha256_of
from test_cli import PLAIN, REAL, ROOT, SIGN, export, fault, run

Body = dict[str, Any]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own log" / "audit.jsonl"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def two(log: Path, *, outcome: str = "done") -> tuple[Body, Body]:
    """The bodies of the one command in the log; what it began with and what it ended with belong together."""
    began, end = (dict(entry.body or {}) for entry in entries(log))
    assert (began["outcome"], end["outcome"], end["of"]) == ("began", outcome, 1)
    for name in ("act", "command", "user", "version", "reason"):
        assert began[name] == end[name], name
    assert (began["rows"], began["outputs"]) == (None, [])
    assert verify(log).problem is None
    return began, end


def names(files: Sequence[Body]) -> list[str]:
    return [file["file"] for file in files]


def told(log: Path, folder: Path) -> tuple[str, str, int, list[str], list[str]]:
    """Act, command, rows, inputs and outputs of the one command; each hash is the one of its file."""
    _, end = two(log)
    for file in (*end["inputs"], *end["outputs"]):
        found = list(folder.rglob(file["file"]))
        assert file["sha256"] in {sha256_of(path) for path in found if path.is_file()}, file
    return end["act"], end["command"], end["rows"], names(end["inputs"]), names(end["outputs"])


def test_screen(log: Path, tmp_path: Path) -> None:
    export(tmp_path, [("A1", SIGN), ("A2", ""), ("A3", PLAIN)])
    assert (
        run("screen", "export.csv", "-o", "q.jsonl", "-o", "q.csv", "--reason", "weekly", cwd=tmp_path).returncode == 0
    )
    beside = [f"q.jsonl.{ending}" for ending in ("rejects.csv", "named.csv", "manifest.json", "run.json")]
    assert told(log, tmp_path) == ("consultation", "screen", 3, ["export.csv"], ["q.jsonl", "q.csv", *beside])
    began, end = two(log)
    assert began["inputs"] == [{"file": "export.csv", "sha256": None}]
    assert end["reason"] == "weekly"


def test_screen_of_a_folder_names_its_files(log: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.csv", "b.csv"):
        export(tmp_path / "in", [(f"{name}1", f"{PLAIN} {name}")], name)
    assert run("screen", "in", "-o", "q.jsonl", cwd=tmp_path).returncode == 0
    assert told(log, tmp_path)[2:4] == (2, ["a.csv", "b.csv"])
    assert names(two(log)[0]["inputs"]) == ["in"]


@pytest.mark.slow
def test_screen_of_standard_input_has_the_hash_of_what_came(log: Path, tmp_path: Path) -> None:
    path = export(tmp_path)
    command = [sys.executable, "-m", "overlooked", "screen", "-", "-o", "q.jsonl"]
    subprocess.run(command, cwd=tmp_path, input=path.read_bytes(), capture_output=True, check=True)
    assert two(log)[1]["inputs"] == [{"file": "standard input", "sha256": sha256_of(path)}]


def test_help_with_columns_reads_the_head_of_a_file_and_is_logged(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    assert run("screen", "export.csv", "--columns", "help", cwd=tmp_path).returncode == 0
    _, end = two(log)
    assert (end["command"], end["rows"], names(end["inputs"])) == ("screen --columns help", None, ["export.csv"])


def test_explain(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    assert run("explain", "export.csv", "--record", "A1", cwd=tmp_path).returncode == 0
    assert told(log, tmp_path) == ("consultation", "explain", 2, ["export.csv"], [])
    assert b"A1" not in log.read_bytes()


def test_teach_of_real_records_is_a_disclosure(log: Path, tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 4)]
    write(tmp_path, rows, [decided(one, "nrm_referred") for one in rows])
    assert run("teach", "queue.jsonl", *REAL, "--cases", "2", "-o", "l.html", cwd=tmp_path).returncode == 0
    outputs = ["l.html", "l.html.manifest.json", "l.html.run.json"]
    assert told(log, tmp_path) == ("disclosure", "teach", 2, ["queue.jsonl", "decisions.jsonl"], outputs)


@pytest.mark.slow
def test_teach_of_the_sample_reads_nothing_personal_and_is_not_logged(log: Path, tmp_path: Path) -> None:
    assert run("teach", "--sample", "-o", "l.html", cwd=tmp_path).returncode == 0
    assert not log.exists()


def test_learners(log: Path, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    saved(tmp_path / "class", answers({"T-0001": [CARD]}, RIGHT), answers(learner="B"))
    assert run("learners", "class", "-o", "seen.html", "-o", "seen.json", cwd=tmp_path).returncode == 0
    files = sorted(path.name for path in (tmp_path / "class").iterdir())
    assert told(log, tmp_path) == ("consultation", "learners", 2, files, ["seen.html", "seen.json"])


def test_gaps_and_evaluate_of_decisions(log: Path, tmp_path: Path) -> None:
    made_gaps(limit=60, audit=10).write(tmp_path)
    count = len((tmp_path / "decisions.jsonl").read_text(encoding="utf-8").splitlines())
    for command in ("gaps", "evaluate"):
        log.unlink(missing_ok=True)
        done = run(command, "decisions.jsonl", "--queue", "queue.jsonl", "-o", f"{command}.json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        inputs = ["decisions.jsonl", "queue.jsonl"]
        assert told(log, tmp_path) == ("consultation", command, count, inputs, [f"{command}.json"])


def test_evaluate_of_a_corpus(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def judged(_: Path, outputs: Sequence[Path], **__: object) -> str:
        outputs[0].write_text("figures", encoding="utf-8")
        return "judged"

    monkeypatch.setattr("overlooked.evaluation.delivery.evaluate_corpus", judged)
    corpus = own_corpus(tmp_path / "corpus", 8)
    assert run("evaluate", corpus, "-o", "report.json", cwd=tmp_path).returncode == 0
    assert told(log, tmp_path) == ("consultation", "evaluate", 8, ["train.jsonl"], ["report.json"])


def test_train(log: Path, tmp_path: Path) -> None:
    corpus = own_corpus(tmp_path / "corpus", 60)
    done = run("train", corpus, "-o", "model", "--quick", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    files = ["card.md", "manifest.json", "model.json", "weights.npz"]
    assert told(log, tmp_path) == ("consultation", "train", 60, ["train.jsonl"], files)


def own_corpus(folder: Path, records: int) -> Path:
    folder.mkdir()
    lines = (ROOT / "corpus" / "train.jsonl").read_text(encoding="utf-8").split("\n")
    (folder / "train.jsonl").write_text("\n".join(lines[:records]), encoding="utf-8")
    return folder


def test_reconcile_is_a_combination(log: Path, tmp_path: Path) -> None:
    pair = messy.made(30, 60, 3)
    given(tmp_path, pair.referrals, pair.crimes, pair.forces)
    done = run("reconcile", *GIVEN, "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    act, command, rows, inputs, outputs = told(log, tmp_path)
    assert (act, command) == ("combination", "reconcile")
    assert rows == len(pair.referrals) + len(pair.crimes)
    assert inputs[:2] == ["referrals.csv", "crimes.csv"]
    assert outputs == sorted(path.name for path in (tmp_path / "out").iterdir())
    log_text = log.read_text(encoding="utf-8")
    assert not [name for name in pair.referrals["surname"] if name and re.search(rf"\b{re.escape(name)}\b", log_text)]


def test_a_fault_is_logged_as_failed_and_its_words_are_not(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    assert "like A9" in fault("explain", "export.csv", "--record", "nobody", cwd=tmp_path)
    _, end = two(log, outcome="failed")
    assert names(end["inputs"]) == ["export.csv"]
    assert b"A1" not in log.read_bytes()
    assert b"nobody" not in log.read_bytes()


def test_no_narrative_text_or_reference_enters_the_log(log: Path, tmp_path: Path) -> None:
    export(tmp_path, [("MARKERREF", f"{SIGN} MARKERTEXT"), ("MARKERREF", "MARKERTEXT")])
    run("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    run("explain", "export.csv", "--record", "MARKERREF", cwd=tmp_path)
    run("explain", "export.csv", "--record", "MARKER", cwd=tmp_path)
    run("screen", "export.csv", "--columns", "help", cwd=tmp_path)
    assert verify(log).entries == 8
    assert b"MARKER" not in log.read_bytes()
    assert b"passport" not in log.read_bytes()


def test_where_the_log_cannot_be_written_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "audit.jsonl"))
    before = sorted(tmp_path.iterdir())
    for command in (("screen", "none.csv", "-o", "q.jsonl"), ("explain", "none.csv", "--record", "A1")):
        line = fault(*command, cwd=tmp_path)
        assert VARIABLE in line
        assert "none.csv" not in line
    assert sorted(tmp_path.iterdir()) == before


def waiting(log: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A screening that waits for more of its standard input."""
    command = [sys.executable, "-m", "overlooked", "screen", "-", "-o", "q.jsonl"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    while not (log.exists() and log.stat().st_size):
        assert process.poll() is None
        time.sleep(0.02)
    return process


def test_a_command_that_is_killed_has_left_its_mark(log: Path, tmp_path: Path) -> None:
    with waiting(log, tmp_path) as process:
        process.kill()
    (entry,) = entries(log)
    assert entry.body is not None
    assert (entry.body["command"], entry.body["outcome"]) == ("screen", "began")
    export(tmp_path)
    assert run("explain", "export.csv", "--record", "A1", cwd=tmp_path).returncode == 0
    found = verify(log)
    assert (found.entries, found.problem) == (3, None)
    assert found.notes[0].startswith("entry 1 of")


def test_a_command_that_is_stopped_says_so(log: Path, tmp_path: Path) -> None:
    with waiting(log, tmp_path) as process:
        process.send_signal(signal.SIGTERM)
    two(log, outcome="stopped")


# The commands of the log


def test_verify_tells_the_head_and_exits_with_1_where_the_log_does_not_hold(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    run("explain", "export.csv", "--record", "A1", "--reason", "asked for", cwd=tmp_path)
    head = verify(log).head
    done = run("audit", "verify", "--head", head[:16], cwd=tmp_path)
    assert (done.returncode, head in done.stdout, "2 entries" in done.stdout) == (0, True, True)
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(log.read_bytes().replace(b"asked for", b"asked of"))
    assert "line 1" in fault("audit", "verify", "--log", copy, cwd=tmp_path)
    copy.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    assert "cut off" in fault("audit", "verify", "--log", copy, "--head", head, cwd=tmp_path)
    assert "--head" in fault("audit", "verify", "--head", "abc", cwd=tmp_path)


def test_show_tells_entries_newest_last_with_the_head_and_is_itself_no_entry(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    run("explain", "export.csv", "--record", "A1", "--reason", "asked for", cwd=tmp_path)
    run("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    done = run("audit", "show", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:5]] == ["1", "2", "3", "4"]
    assert "export.csv -> q.jsonl" in lines[4]
    assert f"Head: {verify(log).head}" in lines
    assert "somewhere else" in lines[-1]
    assert verify(log).entries == 4


def test_show_can_be_narrowed(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    run("explain", "export.csv", "--record", "A1", cwd=tmp_path)
    run("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    for asked, count in (
        (("--command", "screen"), 2),
        (("--user", "nobody-at-all"), 0),
        (("--limit", "1"), 1),
        (("--since", "2020-01-01"), 4),
        (("--since", "9000-01-01"), 0),
    ):
        shown = run("audit", "show", "--json", *asked, cwd=tmp_path).stdout
        assert len(shown.splitlines()) == count, asked
    assert run("audit", "show", "--json", cwd=tmp_path).stdout == log.read_text(encoding="utf-8")
    assert json.loads(shown or "null") is None


def test_a_file_name_never_drives_the_terminal_that_shows_it(log: Path, tmp_path: Path) -> None:
    name = "a\x1b[2Jb.csv"
    export(tmp_path, name=name)
    assert run("explain", name, "--record", "A1", cwd=tmp_path).returncode == 0
    shown = run("audit", "show", cwd=tmp_path).stdout
    assert "a⟨U+001B⟩[2Jb.csv" in shown
    assert "\x1b" not in shown
    assert verify(log).entries == 2


def test_purge_empties_old_entries_and_show_says_so(log: Path, tmp_path: Path) -> None:
    export(tmp_path)
    run("explain", "export.csv", "--record", "A1", cwd=tmp_path)
    done = run("audit", "purge", "--before", "2020-01-01", "--reason", "kept six years", cwd=tmp_path)
    assert "0 entries" in done.stdout
    assert "kept six years" in run("audit", "show", cwd=tmp_path).stdout
    assert "a day to come" in fault("audit", "purge", "--before", "9000-01-01", "--reason", "x", cwd=tmp_path)
    assert run("audit", "purge", "--before", "2020-01-01", cwd=tmp_path).returncode == 2
    assert verify(log).entries == 3
