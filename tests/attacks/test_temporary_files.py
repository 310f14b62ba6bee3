"""What is written on the way is private, stands beside the output, and is gone at the end, whatever the end was."""

import base64
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from overlooked.audit import VARIABLE
from test_cli import PLAIN, SIGN, export, fault, run

if sys.platform == "win32":
    pytest.skip("modes and signals are those of POSIX", allow_module_level=True)

pytestmark = pytest.mark.slow

WATCHED = """
import os, pathlib, stat, sys
made = []
def watch(event, told):
    if event == "open" and isinstance(told[0], str) and told[2] & (os.O_WRONLY | os.O_RDWR):
        made.append(told[0])
    elif event in ("os.mkdir", "tempfile.mkdtemp", "tempfile.mkstemp"):
        made.append(str(told[0]))
sys.addaudithook(watch)
from overlooked.cli import main
try:
    main()
finally:
    pathlib.Path(os.environ["MADE"]).write_text("\\n".join(made))
"""
KEY = bytes(range(65, 97))
MASKING = f"""
import pathlib, time, overlooked.handover.delivery as run
from overlooked.cli import main
run.new_key = lambda: {KEY!r}
def wait(*_): pathlib.Path("ready").touch(); time.sleep(120)
run.mask_unit = wait
main()
"""
SLOW = """
import pathlib, time, overlooked.running.running as run
from overlooked.cli import main
def wait(*_): pathlib.Path("ready").touch(); time.sleep(120)
run.score_unit = wait
main()
"""


def started(folder: Path, code: str, *arguments: str) -> "subprocess.Popen[str]":
    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # what outlives its terminal ignores it

    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - no threads are held here
    )


def modes(folder: Path) -> dict[str, int]:
    """The modes of what stands in a folder and is hidden."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if path.name.startswith(".")}


def given_by_stream(folder: Path, code: str = SLOW, verb: str = "screen") -> "subprocess.Popen[str]":
    """A run of two processes whose records come by standard input, which must be kept for the other process."""
    process = started(folder, code, verb, "-", "-o", "q.jsonl", "--jobs", "2")
    assert process.stdin
    process.stdin.write(f'narrative\n"{SIGN}"\n"{PLAIN}"\n')
    process.stdin.close()
    process.stdin = None
    while not (folder / "ready").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    return process


def test_what_is_opened_to_write_lies_beside_the_output_or_is_the_audit_log(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "temporary").mkdir()
    export(tmp_path / "work", [("A1", SIGN), ("A2", PLAIN)])
    made = tmp_path / "made.txt"
    log = tmp_path / "log" / "audit.jsonl"
    surroundings = os.environ | {"MADE": str(made), "TMPDIR": str(tmp_path / "temporary"), VARIABLE: str(log)}
    forms = [option for form in ("jsonl", "csv", "xlsx", "html", "parquet") for option in ("-o", f"q.{form}")]
    command = [sys.executable, "-c", WATCHED, "screen", "export.csv", *forms]
    subprocess.run(command, cwd=tmp_path / "work", env=surroundings, check=True, capture_output=True)
    written = {Path(tmp_path / "work" / name) for name in made.read_text(encoding="utf-8").splitlines() if name}
    beside = {path for path in written if (tmp_path / "work") in path.parents}
    caches = {path for path in written - beside if "__pycache__" in path.parts or path == Path(os.devnull)}
    assert len(beside) > 5
    assert {path for path in written - beside - caches if log.parent not in (path, *path.parents)} == set()
    assert {stat.S_IMODE(path.stat().st_mode) for path in log.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    assert list((tmp_path / "temporary").iterdir()) == []
    assert modes(tmp_path / "work") == {}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "work").glob("q.*")} == {0o600}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_stopped_run_takes_its_streams_and_parts_away(tmp_path: Path, name: str) -> None:
    process = given_by_stream(tmp_path)
    assert {mode for hidden, mode in modes(tmp_path).items() if ".overlooked" in hidden} == {0o700}
    os.killpg(process.pid, getattr(signal, name))
    process.communicate(timeout=100)
    (tmp_path / "ready").unlink(missing_ok=True)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_of_its_streams_goes_with_the_next_run_of_that_output(tmp_path: Path) -> None:
    process = given_by_stream(tmp_path)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=100)
    kept = tmp_path / ".overlooked-q.jsonl.streams"
    assert modes(tmp_path)[kept.name] == 0o700
    assert [path.name for path in kept.iterdir() if path.name != "lock"] == ["stream-0"]
    export(tmp_path, [("A1", SIGN), ("A2", PLAIN)])
    assert run("screen", "export.csv", "-o", "q.jsonl", "--jobs", "2", cwd=tmp_path).returncode == 0
    assert modes(tmp_path) == {}


def test_streams_of_a_run_that_still_works_are_left_alone(tmp_path: Path) -> None:
    process = given_by_stream(tmp_path)
    export(tmp_path, [("A1", SIGN), ("A2", PLAIN)])
    line = fault("screen", "export.csv", "-o", "q.jsonl", "--jobs", "2", cwd=tmp_path)
    assert "being written by another run" in line
    assert (tmp_path / ".overlooked-q.jsonl.streams" / "stream-0").exists()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=100)


@pytest.mark.parametrize("name", ["parts", "streams"])
def test_a_link_in_the_place_of_a_working_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    export(tmp_path, [("A1", SIGN), ("A2", PLAIN)])
    (tmp_path / "mine").mkdir(mode=0o755)
    (tmp_path / "mine" / "letter.txt").write_text("kept", encoding="utf-8")
    (tmp_path / f".overlooked-q.jsonl.{name}").symlink_to(tmp_path / "mine")
    assert "is a link" in fault("screen", "export.csv", "-o", "q.jsonl", "--jobs", "2", cwd=tmp_path)
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "kept"
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o755


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    export(tmp_path, [("A1", ""), ("A2", "")])
    before = sorted(tmp_path.iterdir())
    for jobs in ("1", "2"):
        assert "no record can be read" in fault("screen", "export.csv", "-o", "q.xlsx", "--jobs", jobs, cwd=tmp_path)
    assert sorted(tmp_path.iterdir()) == before


# Masking


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, beside the one for temporary files."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def assert_no_key(folder: Path) -> None:
    """No file below holds the key, in bytes or spelled in any of the usual ways."""
    forms = (KEY, KEY.hex().encode(), base64.b64encode(KEY).rstrip(b"="), ", ".join(map(str, KEY)).encode())
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [form for form in forms if form in content] == [], path.name


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_stopped_masking_leaves_nothing_and_its_key_is_nowhere(work: Path, name: str) -> None:
    process = given_by_stream(work, MASKING, "mask")
    assert {mode for hidden, mode in modes(work).items() if ".overlooked" in hidden} == {0o700}
    assert_no_key(work.parent)
    os.killpg(process.pid, getattr(signal, name))
    _, told = process.communicate(timeout=100)
    assert "overlooked: stopped; no output is half-written" in told
    assert_no_key(work.parent)
    (work / "ready").unlink(missing_ok=True)
    assert list(work.iterdir()) == []
    assert list((work.parent / "temporary").iterdir()) == []


def test_what_a_killed_masking_left_goes_with_the_next_one_of_that_output(work: Path) -> None:
    process = given_by_stream(work, MASKING, "mask")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=100)
    assert set(modes(work).values()) == {0o700}
    assert_no_key(work)
    export(work, [("A1", SIGN), ("A2", PLAIN)])
    assert run("mask", "export.csv", "-o", "q.jsonl", "--jobs", "2", cwd=work).returncode == 0
    assert modes(work) == {}
    assert {stat.S_IMODE(path.stat().st_mode) for path in work.glob("q.*")} == {0o600}


def test_an_error_of_a_masking_leaves_nothing(work: Path) -> None:
    export(work, [("A1", ""), ("A2", "")])
    before = sorted(work.iterdir())
    for jobs in ("1", "2"):
        assert "every row is set aside" in fault("mask", "export.csv", "-o", "q.csv", "--jobs", jobs, cwd=work)
    assert sorted(work.iterdir()) == before


@pytest.mark.parametrize("name", ["drafts", "streams"])
def test_a_masking_follows_no_link_in_the_place_of_its_folder(work: Path, name: str) -> None:
    export(work, [("A1", SIGN), ("A2", PLAIN)])
    (work / "mine").mkdir(mode=0o755)
    (work / "mine" / "letter.txt").write_text("kept", encoding="utf-8")
    (work / f".overlooked-q.jsonl.{name}").symlink_to(work / "mine")
    assert "is a link" in fault("mask", "export.csv", "-o", "q.jsonl", "--jobs", "2", cwd=work)
    assert (work / "mine" / "letter.txt").read_text(encoding="utf-8") == "kept"
