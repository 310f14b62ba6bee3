"""The command line as a user meets it: real files in a folder of their own, one line for every fault."""

import csv
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from made_gaps import made_gaps
from made_records import decided, row, write
from toy_answers import CARD, RIGHT, answers, saved

from overlooked.cli import main
from overlooked.model import default_model_folder

ROOT = Path(__file__).parents[1]
SIGN = "His boss has kept his passport since March and he has not been paid. He sleeps in the shed at the yard."
PLAIN = "Shed broken into overnight, two bikes taken. No witnesses, no lines of enquiry."


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in this process, where the cues are loaded already."""
    command = ["overlooked", *map(str, arguments)]
    out, err = StringIO(), StringIO()
    handlers = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "argv", command):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            for name, handler in handlers.items():
                signal.signal(name, handler)
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, in a process of its own."""
    command = [sys.executable, "-m", "overlooked", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


def fault(*arguments: str | Path, cwd: Path) -> str:
    """The one line that a mendable fault ends with."""
    done = run(*arguments, cwd=cwd)
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def export(
    folder: Path, rows: Sequence[tuple[str, str]] = (("A1", SIGN), ("A2", PLAIN)), name: str = "export.csv"
) -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["Crime Ref", "Offence Title", "Free Text"])
        table.writerows((ref, "Assault occasioning actual bodily harm", text) for ref, text in rows)
    return path


def queue(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_screen_ranks_the_record_with_signs_first_and_quotes_it(tmp_path: Path) -> None:
    export(tmp_path)
    done = run_apart("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = queue(tmp_path / "q.jsonl")
    assert (first["record_id"], second["record_id"]) == ("A1", "A2")
    assert "boss has kept his passport" in done.stdout
    for finding in first["findings"]:  # type: ignore[attr-defined]
        assert SIGN[finding["start"] : finding["end"]] == finding["quote"]


def test_rows_in_are_rows_scored_and_rows_set_aside(tmp_path: Path) -> None:
    export(tmp_path, [("A1", SIGN), ("A2", ""), ("A3", PLAIN)])
    done = run("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    assert "3 rows in: 2 records, 1 set aside" in done.stdout
    manifest = json.loads((tmp_path / "q.jsonl.manifest.json").read_text())
    assert manifest["counts"]["rows_in"] == 3
    assert manifest["counts"]["scored"] + manifest["counts"]["set_aside"] + manifest["counts"]["left_out"] == 3
    assert "A2" in (tmp_path / "q.jsonl.rejects.csv").read_text()


def test_the_same_run_gives_the_same_bytes_on_one_job_and_on_two(tmp_path: Path) -> None:
    export(tmp_path, [(f"A{n}", SIGN if n % 3 else PLAIN) for n in range(600)])
    run("screen", "export.csv", "-o", "one.jsonl", cwd=tmp_path)
    two = run("screen", "export.csv", "-o", "two.jsonl", "--jobs", "2", cwd=tmp_path)
    assert two.returncode == 0, two.stderr
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes() != b""


def test_an_audit_is_told_in_the_canonical_queue_and_the_manifest_and_in_no_view(tmp_path: Path) -> None:
    export(tmp_path, [(f"A{n}", f"{SIGN if n < 6 else PLAIN} {n}") for n in range(60)])
    names = [part for name in ("q.jsonl", "q.csv", "q.html") for part in ("-o", name)]
    asked = ("--limit", "4", "--audit", "9", "--seed", "3", "--quota", "violence_injury=2")
    done = run("screen", "export.csv", *names, *asked, cwd=tmp_path)
    assert "Audit: 9 of the 13 were drawn at random, seed 3, from the 56" in done.stdout
    assert sum(bool(row["sampled"]) for row in queue(tmp_path / "q.jsonl")) == 9
    manifest = json.loads((tmp_path / "q.jsonl.manifest.json").read_text())
    settings = manifest["settings"]
    assert (settings["limit"], settings["audit"], settings["seed"]) == (4, 9, 3)
    assert settings["quotas"] == {"violence_injury": 2}
    strata = manifest["counts"]["strata"]
    assert strata["ranked"] == {"size": 4, "drawn": 4}
    assert sum(stratum["size"] for stratum in strata.values()) == 60
    for view in ("q.csv", "q.html"):
        text = (tmp_path / view).read_text(encoding="utf-8")
        assert not [word for word in ("sampled", "stratum", "inclusion", "at random") if word in text]


def test_a_quota_for_no_class_names_those_near_it_before_anything_is_read(tmp_path: Path) -> None:
    line = fault("screen", "absent.csv", "-o", "q.jsonl", "--quota", "theft=3", cwd=tmp_path)
    assert "theft_employee" in line
    asked = ("--quota", "fraud=3", "--at-most", "fraud=2")
    assert "cannot both hold" in fault("screen", "absent.csv", "-o", "q.jsonl", *asked, cwd=tmp_path)


def test_a_most_is_told_and_noted_and_a_list_without_entries_is_not_told(tmp_path: Path) -> None:
    export(tmp_path, [(f"A{n}", f"{SIGN} {n}") for n in range(4)])
    done = run("screen", "export.csv", "-o", "q.jsonl", "--at-most", "violence_injury=2", cwd=tmp_path)
    assert "At most: 2 for violence_injury." in done.stdout
    assert "Referred or named" not in done.stdout
    assert len(queue(tmp_path / "q.jsonl")) == 2
    manifest = json.loads((tmp_path / "q.jsonl.manifest.json").read_text())
    assert manifest["settings"]["at_most"] == {"violence_injury": 2}


def test_a_list_with_entries_is_told_as_a_plain_count_and_not_as_a_warning(tmp_path: Path) -> None:
    export(tmp_path, [("A1", "Two males fought. NRM referral submitted.")])
    done = run("screen", "export.csv", "-o", "q.html", cwd=tmp_path)
    line = "Referred or named, not crimed: 1 of the 1 scored"
    assert line in done.stdout
    assert f'<p class="summary">{line}' in (tmp_path / "q.html").read_text(encoding="utf-8")


def test_every_form_of_the_queue_is_written_privately(tmp_path: Path) -> None:
    export(tmp_path)
    names = ["q.jsonl", "q.parquet", "q.csv", "q.xlsx", "q.html"]
    done = run("screen", "export.csv", *[part for name in names for part in ("-o", name)], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in names:
        assert (tmp_path / name).stat().st_size
        if os.name == "posix":
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_records_already_recorded_as_modern_slavery_are_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"narrative": SIGN, "offence": "Modern Slavery"}) + "\n")
    done = run("screen", "in.jsonl", "-o", "q.jsonl", cwd=tmp_path)
    assert "1 left out" in done.stdout
    assert queue(tmp_path / "q.jsonl") == []


def test_explain_accounts_for_the_score(tmp_path: Path) -> None:
    export(tmp_path)
    done = run("explain", "export.csv", "--record", "A1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Documents" in done.stdout
    assert "log-odds" in done.stdout


@pytest.mark.slow
def test_train_writes_a_model_that_screen_accepts_and_the_bytes_of_the_shipped_one(tmp_path: Path) -> None:
    export(tmp_path)
    assert run("train", ROOT / "corpus", "-o", "m", "--quick", cwd=tmp_path).returncode == 0
    for name in ("model.json", "weights.npz"):
        assert (tmp_path / "m" / name).read_bytes() == (default_model_folder() / name).read_bytes()
    assert run("screen", "export.csv", "-o", "q.jsonl", "--model", "m", cwd=tmp_path).returncode == 0


def test_no_narrative_column_says_which_columns_there_are_and_how_to_map_them(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Ref,Colour\nA1,some words of a record\n")
    line = fault("screen", "in.csv", "-o", "q.jsonl", cwd=tmp_path)
    assert "Colour" in line
    assert "--columns" in line


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("in.docx", b"x", ".docx"),
        ("in.csv", b"", "empty"),
        ("in.xlsx", b"x", "XLSX"),
        ("in.csv.gz", b"\x1f\x8bx", "in.csv.gz"),
        ("in.csv", b"PK\x03\x04" + bytes(200), "not"),
        ("in.csv", b"Crime Ref,Free Text\nA1,\nA2,\n", "narrative"),
        ("in.jsonl", b"not json\n", "JSON"),
        ("in.parquet", b"PAR1xxxx", "in.parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert says in fault("screen", name, "-o", "q.jsonl", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "absent.csv" in fault("screen", "absent.csv", "-o", "q.jsonl", cwd=tmp_path)


def test_an_output_that_exists_is_kept_without_force(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "q.jsonl").write_text("mine")
    assert "--force" in fault("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    assert (tmp_path / "q.jsonl").read_text() == "mine"
    assert run("screen", "export.csv", "-o", "q.jsonl", "--force", cwd=tmp_path).returncode == 0


def test_an_output_of_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    export(tmp_path)
    line = fault("screen", "export.csv", "-o", "q.docx", cwd=tmp_path)
    assert ".jsonl" in line
    assert ".html" in line


def test_a_model_folder_changed_by_one_byte_is_refused(tmp_path: Path) -> None:
    export(tmp_path)
    shutil.copytree(default_model_folder(), tmp_path / "m")
    file = tmp_path / "m" / "weights.npz"
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert file.name in fault("screen", "export.csv", "-o", "q.jsonl", "--model", "m", cwd=tmp_path)
    assert not (tmp_path / "q.jsonl").exists()


def test_columns_help_prints_a_mapping_that_can_be_given_back_and_screens_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"Ref,Summary,Free Text\nA1,Theft,{SIGN}\n", encoding="utf-8")
    assert "may each be the narrative" in fault("screen", "in.csv", "-o", "q.jsonl", cwd=tmp_path)
    done = run("screen", "in.csv", "--columns", "help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
    (tmp_path / "columns.toml").write_text(done.stdout, encoding="utf-8")
    done = run("screen", "in.csv", "--columns", "columns.toml", "-o", "q.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert queue(tmp_path / "q.jsonl")[0]["narrative"] == f"Theft\n\n{SIGN}"


def test_the_state_of_the_records_is_told_in_lines_and_in_the_manifest(tmp_path: Path) -> None:
    mangled = f"{SIGN} She paid £40 – “for rent”.".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    export(tmp_path, [("A1", mangled), ("A2", PLAIN), ("A3", PLAIN), ("A4", "x")])
    done = run("screen", "export.csv", "-o", "q.jsonl", cwd=tmp_path)
    assert "which were mended: 1." in done.stdout
    assert "fewer than 5 words: 1." in done.stdout
    quality = json.loads((tmp_path / "q.jsonl.manifest.json").read_text())["counts"]["quality"]
    assert (quality["rows"], quality["mended"], quality["short"], quality["same_words"]) == (4, 1, 1, 1)
    first = queue(tmp_path / "q.jsonl")[0]
    assert first["narrative"] == f"{SIGN} She paid £40 – “for rent”."
    for finding in first["findings"]:  # type: ignore[attr-defined]
        assert str(first["narrative"])[finding["start"] : finding["end"]] == finding["quote"]


def test_a_folder_and_standard_input_are_screened(tmp_path: Path) -> None:
    folder = tmp_path / "Übung mit Leer"
    folder.mkdir()
    content = export(folder).read_bytes()
    assert run("screen", folder, "-o", "q.jsonl", cwd=tmp_path).returncode == 0
    command = [sys.executable, "-m", "overlooked", "screen", "-", "-o", "p.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, input=content)
    assert done.returncode == 0, done.stderr
    assert queue(tmp_path / "p.jsonl") == queue(tmp_path / "q.jsonl")
    inputs = json.loads((tmp_path / "p.jsonl.manifest.json").read_text())["inputs"]
    assert [given["file"] for given in inputs] == ["standard input"]


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert run("screen", "export.csv", cwd=tmp_path).returncode == 2
    assert run("screen", cwd=tmp_path).returncode == 2
    assert run("scren", cwd=tmp_path).returncode == 2
    for verb in (("teach",), ("teach", "-o", "a.html", "--cases", "0"), ("teach", "-o", "a.html", "--cases", "101")):
        assert run(*verb, cwd=tmp_path).returncode == 2
    for half in (("learners", "a.json"), ("learners", "-o", "a.html"), ("gaps", "d.jsonl"), ("gaps", "-o", "a.html")):
        assert run(*half, cwd=tmp_path).returncode == 2
    assert run("learners", "a.json", "-o", "a.html", "--seed", "-1", cwd=tmp_path).returncode == 2


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    for verb in ("screen", "explain", "evaluate", "train", "teach", "learners", "gaps"):
        done = run(verb, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Example: overlooked" in done.stdout


def test_the_version_is_told(tmp_path: Path) -> None:
    done = run("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "overlooked 0.1.0\n")


def test_an_unknown_record_is_told_in_one_line(tmp_path: Path) -> None:
    export(tmp_path)
    assert "Z9" in fault("explain", "export.csv", "--record", "Z9", cwd=tmp_path)


REAL = ("--decisions", "decisions.jsonl", "--real", "--approved-by", "A. Name")


@pytest.mark.slow
def test_teach_makes_a_lesson_of_real_records_whatever_the_seed_of_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(number) for number in range(1, 5)]
    write(tmp_path, rows, [decided(one, "nrm_referred") for one in rows])
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        outputs = [part for form in ("html", "pptx", "docx") for part in ("-o", f"{seed}.{form}")]
        done = run_apart("teach", "queue.jsonl", *REAL, "--cases", "3", *outputs, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "approved by A. Name" in done.stdout
    for form in ("html", "pptx", "docx"):
        assert (tmp_path / f"1.{form}").read_bytes() == (tmp_path / f"2.{form}").read_bytes()
        assert stat.S_IMODE((tmp_path / f"1.{form}").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("queue.csv", *REAL), "a view of a queue"),
        (("absent.jsonl", *REAL), "No such file"),
        (("queue.jsonl",), "--approved-by NAME"),
        (("queue.jsonl", *REAL, "--sample"), "--sample is a lesson of its own"),
        (("--sample", "--about", "homeless"), "--sample is a lesson of its own"),
        (("--about", "sailors"), "there are homeless"),
        (("--indicator", "hunger"), "there are vulnerability_abused"),
        (("--offence", "!"), "--offence holds no word"),
        (("--title", ""), "--title"),
        (("--real",), "give the queue too"),
        (("-o", "b.pdf"), "b.pdf"),
        (("-o", "a.html"), "named for two outputs"),
    ],
)
def test_a_lesson_that_cannot_be_made_is_one_line_and_writes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    assert says in fault("teach", "-o", "a.html", *arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_learners_never_replaces_answers_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (path,) = saved(tmp_path / "answers", answers({"T-0001": [CARD]}, RIGHT))
    before = path.read_bytes()
    line = fault("learners", "answers", "-o", f"answers/{path.name}", "--force", cwd=tmp_path)
    assert "is also an input" in line
    assert path.read_bytes() == before
    done = run("learners", "answers", "-o", "seen.html", "-o", "seen.json", cwd=tmp_path)
    assert (done.returncode, "What learners saw: 1 learner" in done.stdout) == (0, True)
    assert stat.S_IMODE((tmp_path / "seen.json").stat().st_mode) == 0o600


def test_learners_passes_over_a_lesson_among_the_answers(tmp_path: Path) -> None:
    rows = [row(1)]
    write(tmp_path, rows, [decided(rows[0], "nrm_referred")])
    (tmp_path / "class").mkdir()
    saved(tmp_path / "class", answers(), answers(learner="B"))
    assert run("teach", "queue.jsonl", *REAL, "--cases", "1", "-o", "class/l.html", cwd=tmp_path).returncode == 0
    done = run("learners", "class", "-o", "seen.json", cwd=tmp_path)
    assert json.loads((tmp_path / "seen.json").read_text())["input"]["files"] == 2, done.stderr


def test_gaps_tells_confirmed_records_and_needs_their_queue(tmp_path: Path) -> None:
    made_gaps(limit=150, audit=10).write(tmp_path)
    assert "--queue" in fault("gaps", "decisions.jsonl", "-o", "g.html", cwd=tmp_path)
    assert "is also an input" in fault(
        *("gaps", "decisions.jsonl", "--queue", "queue.jsonl", "-o", "g.json", "-o", "link.json"), cwd=linked(tmp_path)
    )
    done = run("gaps", "decisions.jsonl", "--queue", "queue.jsonl", "-o", "g.html", "-o", "g.json", cwd=tmp_path)
    assert (done.returncode, "confirmed records" in done.stdout) == (0, True)
    assert stat.S_IMODE((tmp_path / "g.html").stat().st_mode) == 0o600


def linked(folder: Path) -> Path:
    """A folder in which a link leads from a report's name to the queue."""
    (folder / "link.json").symlink_to(folder / "queue.jsonl")
    return folder
