"""Attacks on the log, one by one; each is told, or stands in the docs as one that only a head kept elsewhere tells."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overlooked.audit import Act, Entry, append, entries, verify
from overlooked.audit.entry import LONGEST, canonical, hash_of
from overlooked.audit.logged import body_of
from overlooked.errors import OutputError, SettingsError
from refusals import refused

Lines = list[bytes]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "audit.jsonl"
    for number in range(1, 7):
        append(path, body_of(Act.CONSULTATION, "screen", "done", reason=f"reason {number}"))
    return path


def changed(path: Path, change: Callable[[Lines], Lines | None]) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(change(lines) or lines))


def rewritten(line: bytes, **header: object) -> bytes:
    """The line with other header fields, hashed anew."""
    told: dict[str, Any] = json.loads(line)
    told["header"] |= header
    told["header"]["hash"] = hash_of({name: told["header"][name] for name in told["header"] if name != "hash"})
    return f"{canonical(told)}\n".encode()


def problem(path: Path, head: str = "") -> str:
    return verify(path, head).problem or ""


def test_an_untouched_log_holds_and_gives_its_head(log: Path) -> None:
    told = verify(log)
    assert (told.entries, told.purged, told.problem, told.notes) == (6, 0, None, ())
    assert told.head == list(entries(log))[-1].hash


def test_whoever_has_the_file_alone_can_work_the_hashes_out(log: Path) -> None:
    for line in log.read_text().splitlines():
        told = json.loads(line)
        own = told["header"].pop("hash")
        assert hash_of(told["header"]) == own
        assert hash_of(told["body"]) == told["header"]["body_sha256"]


def test_a_changed_body_is_told(log: Path) -> None:
    log.write_bytes(log.read_bytes().replace(b"reason 3", b"reason 9"))
    assert problem(log) == "the entry in line 3 has a body that its header does not fit"


@pytest.mark.parametrize("name", ["at", "number", "previous", "body_sha256"])
def test_a_changed_header_is_told(log: Path, name: str) -> None:
    other = {"at": "2020-01-01T00:00:00Z", "number": 4, "previous": "a" * 64, "body_sha256": "a" * 64}[name]

    def change(lines: Lines) -> None:
        told = json.loads(lines[2])
        told["header"][name] = other
        lines[2] = f"{canonical(told)}\n".encode()

    changed(log, change)
    assert "line 3 has a header" in problem(log)


@pytest.mark.parametrize("name", ["at", "number", "previous", "body_sha256"])
def test_a_changed_header_that_is_hashed_anew_is_told_too(log: Path, name: str) -> None:
    other = {"at": "2020-01-01T00:00:00Z", "number": 4, "previous": "a" * 64, "body_sha256": "a" * 64}[name]

    def change(lines: Lines) -> None:
        lines[2] = rewritten(lines[2], **{name: other})

    changed(log, change)
    assert "line 3" in problem(log) or "line 4 does not follow" in problem(log)


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_dropped_line_is_told(log: Path, at: int) -> None:
    changed(log, lambda lines: lines[:at] + lines[at + 1 :])
    assert f"line {at + 1} is numbered {at + 2}" in problem(log)


def test_a_dropped_line_is_told_when_the_rest_is_numbered_anew(log: Path) -> None:
    changed(log, lambda lines: [*lines[:2], *(rewritten(line, number=n) for n, line in enumerate(lines[3:], start=3))])
    assert "line 3 does not follow from the one before" in problem(log)


def test_two_lines_that_changed_places_are_told(log: Path) -> None:
    changed(log, lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]])
    assert "line 3 is numbered 4" in problem(log)


def test_a_line_that_stands_twice_is_told(log: Path) -> None:
    changed(log, lambda lines: [*lines[:3], lines[2], *lines[3:]])
    assert "line 4 is numbered 3" in problem(log)


def test_an_end_that_was_cut_off_is_told_by_a_head_alone(log: Path) -> None:
    head = verify(log).head
    changed(log, lambda lines: lines[:4])
    assert problem(log) == ""
    assert "the end of the log was cut off" in problem(log, head)
    assert "the end of the log was cut off" in problem(log, head[:16])


def test_a_log_that_was_written_anew_is_told_by_a_head_alone(log: Path) -> None:
    head = verify(log).head
    bodies = [entry.body for entry in entries(log)]
    log.unlink()
    for body in bodies:
        append(log, body or {})
    assert problem(log) == ""
    assert "written anew" in problem(log, head)


def test_a_head_is_found_after_the_log_has_grown(log: Path) -> None:
    head = verify(log).head
    append(log, body_of(Act.CONSULTATION, "explain", "done"))
    assert problem(log, f" {head.upper()} ") == ""
    assert problem(log, head[:16]) == ""


@pytest.mark.parametrize("head", ["abc", "z" * 64, "a" * 65, "a" * 15])
def test_a_head_that_is_none_is_refused(log: Path, head: str) -> None:
    with refused(SettingsError, "--head", "16"):
        verify(log, head)


def test_a_made_up_entry_at_the_end_is_told(log: Path) -> None:
    with log.open("ab") as file:
        file.write(rewritten(log.read_bytes().splitlines()[-1], number=7))
    assert "line 7 does not follow" in problem(log)


def test_a_body_taken_away_is_told_where_no_purge_tells_of_it(log: Path) -> None:
    def change(lines: Lines) -> None:
        told = json.loads(lines[2])
        lines[2] = f"{canonical(told | {'body': None})}\n".encode()

    changed(log, change)
    assert "entry 3 is empty, and no entry tells of a purge" in problem(log)


def unlike(lines: Lines, line: bytes) -> Lines:
    return [*lines[:2], line, *lines[3:]]


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b"\xff\xfe\n",
        b'{"header": null, "body": null}\n',
        b"[" * 100_000 + b"\n",
        b'{"header":{"number":' + b"9" * 5000 + b"}}\n",
        b'{"body":"\\ud800","header":{}}\n',
    ],
)
def test_a_line_that_is_no_entry_is_told(log: Path, line: bytes) -> None:
    changed(log, lambda lines: unlike(lines, line))
    assert problem(log) == "the entry in line 3 is no entry"
    with refused(OutputError, "line 3", "audit verify"):
        list(entries(log))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", True),
        ("number", 3.0),
        ("at", "2026-13-45T00:00:00Z"),
        ("at", "2026-01-01 00:00:00"),
        ("previous", "A" * 64),
        ("hash", 5),
    ],
)
def test_a_field_of_another_form_is_told(log: Path, field: str, value: object) -> None:
    def change(lines: Lines) -> None:
        told = json.loads(lines[2])
        told["header"][field] = value
        lines[2] = f"{canonical(told)}\n".encode()

    changed(log, change)
    assert "line 3 is not written as an entry is" in problem(log)


def test_a_line_written_in_another_way_is_told_since_it_could_say_one_thing_twice(log: Path) -> None:
    changed(log, lambda lines: unlike(lines, lines[2].replace(b'"body":', b'"body":null,"body":', 1)))
    assert "line 3 is not written as an entry is" in problem(log)


def test_a_line_without_an_end_is_told_and_takes_no_more_memory(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overlooked.audit.chain.LONGEST", 5_000)
    assert LONGEST > 5_000
    with log.open("ab") as file:
        file.write(b"x" * 20_000)
    assert problem(log) == "the entry in line 7 is no entry"


def test_a_clock_that_went_back_is_told_and_is_no_fault(log: Path) -> None:
    last = list(entries(log))[-1]
    body = {"outcome": "done"}
    made = Entry.after(last, body)
    header = {"at": "2026-01-01T00:00:00Z", "number": made.number, "previous": made.previous}
    header |= {"body_sha256": made.body_sha256}
    early = Entry(**header, hash=hash_of(header), body=body)  # type: ignore[arg-type]
    with log.open("ab") as file:
        file.write(early.line)
    told = verify(log)
    assert told.problem is None
    assert "entry 7 is of 2026-01-01T00:00:00Z, before the one" in told.notes[0]


def test_what_began_and_has_no_end_is_told(log: Path) -> None:
    began = append(log, body_of(Act.CONSULTATION, "screen", "began"))
    assert "entry 7 of" in verify(log).notes[0]
    append(log, body_of(Act.CONSULTATION, "screen", "done") | {"of": began.number})
    assert verify(log).notes == ()


def test_of_many_notes_the_first_are_told_and_the_rest_counted(log: Path) -> None:
    for _ in range(25):
        append(log, body_of(Act.CONSULTATION, "screen", "began"))
    assert len(verify(log).notes) == 21
    assert verify(log).notes[-1] == "and 5 more of such notes"


def test_an_empty_log_holds_and_has_no_head(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    told = verify(tmp_path / "empty")
    assert (told.entries, told.head, told.problem) == (0, "", None)
    assert "cut off" in problem(tmp_path / "empty", "a" * 64)


def test_a_log_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("/dev/null")):
        with refused(OutputError, "there is no audit log"):
            verify(path)
