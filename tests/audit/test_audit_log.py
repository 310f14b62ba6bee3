"""The end of the log: where it may stand, what is appended, and what a kill leaves."""

import os
import stat
import subprocess
import sys
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from overlooked.audit import VARIABLE, Act, append, entries, log_place, logged, verify
from overlooked.audit import log as log_module
from overlooked.audit.logged import LONGEST_REASON, body_of
from overlooked.errors import OutputError, OverlookedError, SettingsError
from refusals import refused

BODY = body_of(Act.CONSULTATION, "screen", "done")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


def test_the_file_and_its_folder_are_the_users_alone(tmp_path: Path) -> None:
    append(tmp_path / "own" / "audit.jsonl", BODY)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "own", *(tmp_path / "own").iterdir())}
    assert modes == {"own": 0o700, "audit.jsonl": 0o600, "audit.jsonl.lock": 0o600}


def test_equal_bodies_have_unequal_hashes_so_that_none_can_be_found_by_trying(log: Path) -> None:
    assert append(log, BODY).body_sha256 != append(log, BODY).body_sha256


def test_a_body_that_could_not_be_read_again_never_gets_into_the_log(log: Path) -> None:
    append(log, BODY)
    before = log.read_bytes()
    for value in ("half a sign: \ud800", float("nan"), 10**5000):
        with pytest.raises(ValueError, match=r"."):
            append(log, BODY | {"more": value})
    assert log.read_bytes() == before


def test_the_user_is_the_systems_own_word_for_it_whatever_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    told = body_of(Act.CONSULTATION, "screen", "done")["user"]
    for name in ("USER", "LOGNAME", "SUDO_USER", "USERNAME"):
        monkeypatch.setenv(name, "somebody")
    assert body_of(Act.CONSULTATION, "screen", "done")["user"] == told != "somebody"


def test_the_end_is_found_without_reading_the_rest(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(40):
        append(log, BODY)
    log.write_bytes(b"this is no entry\n" + log.read_bytes())
    monkeypatch.setattr(log_module, "_BLOCK", 100)
    assert append(log, BODY).number == 41


@pytest.mark.parametrize("cut", [1, 2, 200])
def test_what_a_kill_left_of_a_line_is_kept_in_the_next_entry(log: Path, cut: int) -> None:
    append(log, BODY)
    append(log, BODY)
    whole = log.read_bytes()
    log.write_bytes(whole[:-cut])
    left = whole[:-cut].rpartition(b"\n")[2]
    assert "line 2, the last, is broken off" in verify(log).notes[0]
    assert verify(log).problem is None
    entry = append(log, BODY)
    assert entry.number == 2
    assert entry.body is not None
    assert entry.body["torn"] == left.decode()
    told = verify(log)
    assert (told.entries, told.problem, told.notes) == (
        2,
        None,
        ("entry 2 keeps a line before it that was broken off",),
    )


def test_a_log_that_holds_half_a_line_alone_begins_anew(log: Path) -> None:
    log.write_bytes(b'{"body":\xff')
    log.chmod(0o600)
    assert append(log, BODY).number == 1
    assert verify(log).problem is None


@pytest.mark.parametrize("content", [b"notes of my own\n", b"\n", b"{}\n", b"\n\n"])
def test_a_file_that_is_no_log_is_left_as_it_is(log: Path, content: bytes) -> None:
    log.write_bytes(content)
    log.chmod(0o600)
    with refused(OutputError, "audit log", "no entry"):
        append(log, BODY)
    assert log.read_bytes() == content


def test_a_line_that_the_disk_takes_half_of_is_taken_back(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(log, BODY)
    before = log.read_bytes()

    class Full(FileIO):
        def write(self, data: Any) -> int:  # noqa: ANN401 - as FileIO has it
            return super().write(data[:20]) or 0

    monkeypatch.setattr("overlooked.audit.place.FileIO", Full)
    with refused(OutputError, "the disk is full", VARIABLE):
        append(log, BODY)
    assert log.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="links and devices of POSIX")
def test_a_link_a_folder_a_device_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    for path in (tmp_path / "link", tmp_path / "folder", tmp_path / "pipe", Path("/dev/null")):
        with refused(OutputError, "the audit log", str(path), VARIABLE):
            append(path, BODY)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_log_that_others_may_write_is_refused(log: Path) -> None:
    append(log, BODY)
    log.chmod(0o620)
    with refused(OutputError, "others may write it", "chmod 600"):
        append(log, BODY)


def test_a_place_where_no_folder_can_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused(OutputError, "the audit log", VARIABLE):
        append(tmp_path / "file" / "audit.jsonl", BODY)


def test_the_place_is_where_the_variable_says_or_the_users_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "log"))
    assert log_place() == tmp_path / "log"
    monkeypatch.setenv(VARIABLE, "log")
    with refused(OutputError, VARIABLE, "full path"):
        log_place()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert log_place() == tmp_path / "overlooked" / "audit.jsonl"
    for none in ("", "not/full"):
        monkeypatch.setenv("XDG_STATE_HOME", none)
        assert log_place() == Path.home() / ".local" / "state" / "overlooked" / "audit.jsonl"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert log_place() == Path.home() / "Library" / "Logs" / "overlooked" / "audit.jsonl"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert log_place() == tmp_path / "overlooked" / "audit.jsonl"
    monkeypatch.delenv("LOCALAPPDATA")
    with refused(OutputError, VARIABLE):
        log_place()


def test_eight_processes_at_once_never_fork_the_chain(log: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from overlooked.audit import Act, append\n"
        "from overlooked.audit.logged import body_of\n"
        "for _ in range(25): append(Path(sys.argv[1]), body_of(Act.CONSULTATION, sys.argv[2], 'done'))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, log, f"writer {number}"]) for number in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    told = verify(log)
    assert (told.entries, told.problem) == (200, None)
    writers = [entry.body["command"] for entry in entries(log) if entry.body]
    assert {writers.count(name) for name in writers} == {25}


def test_who_waits_too_long_is_told(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = "overlooked.audit.place"
    monkeypatch.setattr(f"{place}.PATIENCE", 0.0)
    monkeypatch.setattr(f"{place}._taken", lambda _: False)
    with refused(OutputError, "in use"):
        append(log, BODY)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "done"), (OutputError("x"), "failed"), (KeyboardInterrupt(), "stopped"), (ZeroDivisionError(), "failed")],
)
def test_an_act_leaves_two_entries_however_it_ends(
    log: Path, tmp_path: Path, error: BaseException | None, outcome: str
) -> None:
    (tmp_path / "in.csv").write_text("secret words", encoding="utf-8")
    act = logged(log, Act.CONSULTATION, "screen", [tmp_path / "in.csv"], "weekly")
    act.__enter__()
    assert len(list(entries(log))) == 1
    assert not act.__exit__(type(error) if error else None, error, None), "an error goes on its way"
    began, end = (entry.body or {} for entry in entries(log))
    assert (began["outcome"], end["outcome"], end["of"]) == ("began", outcome, 1)
    assert [file["file"] for told in (began, end) for file in told["inputs"]] == ["in.csv"] * 2
    assert (end["inputs"][0]["sha256"] is None) == (outcome == "stopped")
    assert (began["reason"], end["reason"]) == ("weekly", "weekly")
    assert b"secret" not in log.read_bytes()


def test_a_log_that_cannot_take_the_end_is_told_and_never_hides_another_error(log: Path) -> None:
    def act(error: OverlookedError | None) -> None:
        log.unlink(missing_ok=True)
        with logged(log, Act.CONSULTATION, "screen", []):
            log.write_bytes(b"another's notes\n")
            if error:
                raise error

    with refused(OutputError, "screen is done, and the audit log does not say so", "no entry"):
        act(None)
    with refused(SettingsError, "the first error"):
        act(SettingsError("the first error"))


def test_what_is_no_file_has_no_hash(log: Path, tmp_path: Path) -> None:
    with logged(log, Act.CONSULTATION, "screen", [tmp_path, Path("-"), tmp_path / "*.csv"]):
        pass
    *_, end = (entry.body or {} for entry in entries(log))
    assert [file["sha256"] for file in end["inputs"]] == [None] * 3
    assert [file["file"] for file in end["inputs"]] == [tmp_path.name, "standard input", "*.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8")
def test_a_file_name_that_is_no_text_can_be_logged(log: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"ex\xffport\n.csv")
    path.touch()
    with logged(log, Act.CONSULTATION, "screen", [path]):
        pass
    assert verify(log).problem is None
    assert [(entry.body or {})["inputs"][0]["file"] for entry in entries(log)] == ["ex\\udcffport\n.csv"] * 2


@pytest.mark.parametrize("reason", ["two\nlines", "x" * (LONGEST_REASON + 1), "\x1b[2J"])
def test_a_reason_is_one_line_of_text(log: Path, reason: str) -> None:
    with refused(SettingsError, "--reason"), logged(log, Act.CONSULTATION, "screen", [], reason):
        pass
    assert not log.exists()
