"""The purge: bodies go, the chain holds, and the log says who purged."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from overlooked.audit import Act, Entry, append, entries, purge, verify
from overlooked.audit.entry import hash_of
from overlooked.audit.log import salted
from overlooked.audit.logged import body_of
from overlooked.errors import OutputError, SettingsError
from refusals import refused

DAY = date(2026, 3, 1)


def written(path: Path, days: list[str]) -> list[Entry]:
    """A log with an entry at noon of each day."""
    last: Entry | None = None
    told = []
    for day in days:
        made = Entry.after(last, salted(body_of(Act.CONSULTATION, "screen", "done", reason=f"of {day}")))
        header = {"at": f"{day}T12:00:00Z", "number": made.number, "previous": made.previous}
        header |= {"body_sha256": made.body_sha256}
        last = Entry(**header, hash=hash_of(header), body=made.body)  # type: ignore[arg-type]
        told.append(last)
    path.write_bytes(b"".join(entry.line for entry in told))
    path.chmod(0o600)
    return told


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "audit.jsonl"
    written(path, ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"])
    return path


def test_old_bodies_go_and_the_chain_holds(log: Path) -> None:
    before = list(entries(log))
    assert purge(log, DAY, "kept long enough") == 2
    after = list(entries(log))
    assert [entry.body is None for entry in after] == [True, True, False, False, False]
    assert [entry.hash for entry in after[:4]] == [entry.hash for entry in before]
    told = verify(log)
    assert (told.entries, told.purged, told.problem) == (5, 2, None)
    assert b"of 2026-02-28" not in log.read_bytes()


def test_a_head_noted_before_is_found_afterwards(log: Path) -> None:
    heads = [entry.hash for entry in entries(log)]
    purge(log, DAY, "kept long enough")
    assert [verify(log, head).problem for head in heads] == [None] * 4


def test_the_log_says_who_purged_what_and_why(log: Path) -> None:
    purge(log, DAY, "kept long enough")
    *_, last = entries(log)
    told = last.body or {}
    assert told["act"] == "erasure"
    assert (told["before"], told["purged"], told["reason"]) == ("2026-03-01", 2, "kept long enough")
    assert told["user"] == body_of(Act.ERASURE, "", "")["user"]


def test_a_purge_of_purges_holds_too(log: Path) -> None:
    today = datetime.now(UTC).date()
    purge(log, DAY, "kept long enough")
    assert purge(log, today, "again") == 2
    assert purge(log, today, "and again") == 0
    assert verify(log).problem is None


def test_a_log_that_does_not_hold_is_not_purged_since_that_would_hide_it(log: Path) -> None:
    log.write_bytes(log.read_bytes().replace(b"of 2026-02-27", b"of 2026-02-26"))
    before = log.read_bytes()
    with refused(OutputError, "line 1", "nothing was purged"):
        purge(log, DAY, "kept long enough")
    assert log.read_bytes() == before


def test_a_second_name_of_the_file_would_keep_what_is_purged(log: Path) -> None:
    (log.parent / "copy").hardlink_to(log)
    with refused(OutputError, "second name"):
        purge(log, DAY, "kept long enough")
    assert b"of 2026-02-27" in log.read_bytes()


def test_a_day_to_come_is_refused(log: Path) -> None:
    with refused(SettingsError, "--before", "a day to come"):
        purge(log, datetime.now(UTC).date() + timedelta(days=1), "x")


def test_no_log_is_made_to_be_purged(tmp_path: Path) -> None:
    with refused(OutputError, "there is no audit log"):
        purge(tmp_path / "none", DAY, "x")
    assert list(tmp_path.iterdir()) == []


def test_a_purge_keeps_what_a_kill_left_and_nothing_else_is_left_behind(log: Path) -> None:
    with log.open("ab") as file:
        file.write(b'{"body":')
    purge(log, DAY, "kept long enough")
    *_, last = entries(log)
    assert (last.body or {})["torn"] == '{"body":'
    assert verify(log).problem is None
    assert sorted(path.name for path in log.parent.iterdir()) == ["audit.jsonl", "audit.jsonl.lock"]
    assert log.stat().st_mode & 0o777 == 0o600
    assert append(log, body_of(Act.CONSULTATION, "screen", "done")).number == 6


def test_a_purge_that_breaks_off_leaves_the_log_as_it_was(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.read_bytes()

    def stopped(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        purge(log, DAY, "kept long enough")
    assert log.read_bytes() == before
