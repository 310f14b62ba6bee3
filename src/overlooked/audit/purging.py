"""The purge: bodies of old entries go, their headers stay, and the chain still holds."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import FileIO
from pathlib import Path

from overlooked.audit.chain import entries, refuse_missing, verify
from overlooked.audit.entry import Act, Entry
from overlooked.audit.log import end_of, salted
from overlooked.audit.logged import body_of, refuse_unreadable
from overlooked.audit.place import locked
from overlooked.errors import OutputError, SettingsError
from overlooked.outputs import whole_output


def purge(path: Path, before: date, reason: str) -> int:
    """Empty the entries that were made before the day began, in UTC; how many it were.

    The log is written anew and takes its place whole; its last entry says who did this, why, before which day and how
    many. Raises OutputError for a log that is not whole or has a second name, SettingsError for a day to come.
    """
    if before > datetime.now(UTC).date():
        raise SettingsError(f"--before {before} is a day to come; give one up to today")
    refuse_missing(path)
    refuse_unreadable(reason)
    with locked(path):
        if problem := verify(path).problem:
            raise OutputError(f"{path}: {problem}; nothing was purged, since a purge would hide it")
        if path.stat().st_nlink > 1:
            raise OutputError(f"{path} has a second name (a hard link), which would keep what is purged; remove that")
        with FileIO(path) as file:
            last, torn = end_of(file, path)
        purged = 0
        with whole_output(path, force=True) as draft, draft.open("wb") as new:
            for entry in entries(path):
                old = entry.body is not None and entry.time.date() < before
                new.write(replace(entry, body=None).line if old else entry.line)
                purged += old
            told = body_of(Act.ERASURE, "audit purge", "done", reason=reason)
            told |= {"before": before.isoformat(), "purged": purged}
            new.write(Entry.after(last, salted(told, torn)).line)
    return purged
