"""The log as a plain table for a terminal: a line an entry, newest last. In come entries asked for, out comes text."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from overlooked.audit.chain import entries
from overlooked.audit.entry import Entry
from overlooked.pages.text import DASH, unhidden

_TITLES = ("entry", "at (UTC)", "user", "act", "command", "outcome", "rows", "files", "reason")


def last_entries(
    path: Path, limit: int, *, since: date | None = None, command: str = "", user: str = ""
) -> tuple[list[Entry], str]:
    """The last `limit` entries of those asked for, and the head of the whole log. Raises OutputError as `entries`."""
    found: deque[Entry] = deque(maxlen=limit)
    asked = {name: value for name, value in (("command", command), ("user", user)) if value}
    head = ""
    for entry in entries(path):
        head, told = entry.hash, entry.body or {}
        if (since is None or entry.time.date() >= since) and all(told.get(name) == asked[name] for name in asked):
            found.append(entry)
    return list(found), head


def table_of(found: Sequence[Entry]) -> str:
    """The entries as lines of text; files are those written, after an arrow, and read."""
    rows = [_TITLES, *(tuple(_cells(entry)) for entry in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _cells(entry: Entry) -> Iterator[str]:
    yield str(entry.number)
    yield entry.at
    if entry.body is None:
        yield from ("purged", *([DASH] * (len(_TITLES) - 3)))
        return
    told = entry.body
    yield from (_text(told.get(name)) for name in ("user", "act", "command"))
    of = f" (of {_text(told['of'])})" if "of" in told else ""
    yield f"{_text(told.get('outcome'))}{of}"
    yield _text(told.get("rows"))
    yield " -> ".join(filter(None, (_files(told.get("inputs")), _files(told.get("outputs"))))) or DASH
    yield _text(told.get("reason"))


def _text(value: object) -> str:
    return DASH if value is None or value == "" else " ".join(unhidden(str(value)).split())


def _files(files: object) -> str:
    named = [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    names = [_text(file.get("file")) for file in named]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - a line of a terminal is short
    return ", ".join(names[:3]) + more
