"""What breaks off from outside: one clear line, no half-written output, no trace."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals and limits are those of POSIX", allow_module_level=True)

import resource

ROW = '"His boss has kept his passport since March; he is not paid. NRM sent."\n'
FORMS = ("jsonl", "parquet", "csv", "xlsx", "html")
LIMIT_OF_A_FILE = 2048
PATIENCE = 600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in.csv").write_text("Free Text\n" + ROW * 40, encoding="utf-8")
    return tmp_path


def nothing() -> None:
    """A program that sets no limit."""


def start(
    folder: Path, *arguments: str, code: str = "", limit: Callable[[], None] = nothing, **streams: int
) -> subprocess.Popen[str]:
    program = ["-c", code] if code else ["-m", "overlooked"]

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it
        limit()

    return subprocess.Popen(
        [sys.executable, *program, "screen", "in.csv", *arguments],
        cwd=folder,
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - no threads are held here
    )


def told(process: subprocess.Popen[str]) -> str:
    """The one line that the run ended with; on a busy machine it may take its time."""
    _, errors = process.communicate(timeout=PATIENCE)
    lines = errors.splitlines()
    assert (len(lines), bool(process.returncode)) == (1, True), errors
    return lines[0]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_OF_A_FILE, LIMIT_OF_A_FILE))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_disk_that_takes_no_more_is_one_line_and_leaves_nothing(
    folder: Path, form: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERLOOKED_AUDIT_LOG", str(tmp_path_factory.mktemp("log") / "audit.jsonl"))
    line = told(start(folder, "-o", f"q.{form}", limit=small_files))
    assert f"q.{form} cannot be written" in line
    assert names(folder) == ["in.csv"]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "jobs"), [("SIGINT", "1"), ("SIGINT", "2"), ("SIGTERM", "2")])
def test_a_run_that_is_stopped_says_so_and_leaves_nothing(folder: Path, name: str, jobs: str) -> None:
    ready = folder / "ready"
    code = (
        "import pathlib, time, overlooked.running.running as s\n"
        "from overlooked.cli import main\n"
        f"def wait(*_): pathlib.Path({str(ready)!r}).touch(); time.sleep(60)\n"
        "s.score_unit = wait\n"
        "main()"
    )
    process = start(folder, "-o", "q.xlsx", "--jobs", jobs, code=code)
    while not ready.exists():
        assert process.poll() is None, told(process)
        time.sleep(0.05)
    ready.unlink()
    (os.killpg if name == "SIGINT" else os.kill)(process.pid, getattr(signal, name))
    assert told(process) == "overlooked: stopped; no output is half-written"
    assert process.returncode == 130
    ready.unlink(missing_ok=True)  # the other process may have come to it meanwhile
    assert names(folder) == ["in.csv"]


@pytest.mark.slow
def test_a_stop_while_outputs_are_written_leaves_only_what_was_read(folder: Path) -> None:
    code = (
        "import os, signal, overlooked.views.delivery as d\n"
        "from overlooked.cli import main\n"
        "def write(*_): os.kill(os.getpid(), signal.SIGTERM)\n"
        "d.write_rejects = write\n"
        "main()"
    )
    line = told(start(folder, "-o", "q.xlsx", "-o", "q.html", code=code))
    assert "1 finished part kept" in line
    assert names(folder) == [".overlooked-q.xlsx.parts", "in.csv"]


def test_a_killed_worker_is_one_line_and_leaves_nothing(folder: Path) -> None:
    code = (
        "import os, overlooked.running.running as s\n"
        "from overlooked.cli import main\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "s.score_unit = die\n"
        "main()"
    )
    line = told(start(folder, "-o", "q.jsonl", "--jobs", "2", code=code))
    assert "a worker process was killed" in line
    assert "--jobs" in line
    assert names(folder) == ["in.csv"]


def test_memory_that_runs_out_is_one_line(folder: Path) -> None:
    code = (
        "import overlooked.running.worker as s\n"
        "from overlooked.cli import main\n"
        "def fill(batch, screener): raise MemoryError\n"
        "s.score_batch = fill\n"
        "main()"
    )
    assert "memory ran out" in told(start(folder, "-o", "q.jsonl", code=code))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_standard_output_that_takes_no_more_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        assert "standard output" in told(start(folder, "-o", "q.jsonl", stdout=full.fileno()))
    assert (folder / "q.jsonl").stat().st_size


@pytest.mark.slow
def test_a_reader_of_standard_output_that_goes_away_shows_no_trace(folder: Path) -> None:
    process = start(folder, "-o", "q.jsonl")
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert "Traceback" not in process.stderr.read()
    process.wait(timeout=60)
    process.stderr.close()


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_before_anything_is_read(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    assert "no permission" in told(start(folder, "-o", "closed/q.jsonl"))


@pytest.mark.slow
def test_a_path_with_spaces_and_accents_holds_private_outputs(folder: Path) -> None:
    there = folder / "Dossier été  – №1"
    there.mkdir()
    process = start(folder, *[part for form in FORMS for part in ("-o", f"{there.name}/file d'attente ü.{form}")])
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    assert len(names(there)) == len(FORMS) + 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in there.iterdir()} == {0o600}
    assert all(name.startswith("file d'attente ü.") for name in names(there))


def test_letters_that_the_terminal_cannot_show_are_no_fault(folder: Path) -> None:
    (folder / "in.csv").write_text('Free Text\n"\U0001f600 boss has kept his passport \U0001f600"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "overlooked", "explain", "in.csv", "--record", "row-1"],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
