"""The queue as an Excel workbook: Queue, Findings, Summary, and the list of records referred or named, not crimed."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Kind, pieces
from overlooked.indicators import load_circumstances, load_indicators, load_named, load_settings
from overlooked.named import NAMED_COLUMNS
from overlooked.queue import Queue, rows
from overlooked.safeguarding import Route, load_route, rows_of
from overlooked.views.sheets import Column, Marked, day, workbook
from overlooked.views.table import against, quotes

QUEUE = (
    Column("Rank", 6),
    Column("Record", 14, wraps=True),
    Column("Score", 6),
    Column("Band", 6),
    Column("Offence", 16, wraps=True),
    Column("Recorded on", 11),
    Column("Force", 11, wraps=True),
    Column("Area", 11, wraps=True),
    Column("Reason", 34, wraps=True),
    Column("Quotes", 34, wraps=True),
    Column("Against", 22, wraps=True),
    Column("Exploitation", 12, wraps=True),
    Column("Indicators", 18, wraps=True),
    Column("Suspect may be victim", 8, wraps=True),
    Column("Narrative", 90, wraps=True),
)
FINDINGS = (
    Column("Rank", 6),
    Column("Record", 18, wraps=True),
    Column("Kind", 14),
    Column("Sign", 34, wraps=True),
    Column("Words", 60, wraps=True),
    Column("The record says", 16),
    Column("Clears nothing", 8),
    Column("From letter", 10),
    Column("To letter", 10),
    Column("Cue", 34),
)
NAMED_TITLES = {
    "record_id": Column("Record", 18, wraps=True),
    "offence": Column("Offence", 24, wraps=True),
    "recorded_on": Column("Recorded on", 11),
    "force": Column("Force", 14, wraps=True),
    "area": Column("Area", 14, wraps=True),
    "named": Column("What is named", 30, wraps=True),
    "quotes": Column("Words", 26, wraps=True),
    "assertion": Column("The record says", 14, wraps=True),
    "context": Column("Words around", 70, wraps=True),
    "score": Column("Score", 6),
    "band": Column("Band", 6),
    "rank": Column("Rank in queue", 8, wraps=True),
}


def write_workbook(
    queue: Queue,
    named: pd.DataFrame,
    path: Path,
    *,
    lines: Sequence[str],
    counts: Mapping[str, Any],
    hashes: Mapping[str, str],
    route: Route | None = None,
) -> None:
    """Write the workbook: `lines` say what was screened, `counts` and `hashes` are those of the run manifest.

    The `route` has a sheet of its own, the general one where none is given. No record is marked by the day on which the
    workbook is opened: that would take a formula, and a workbook of ours holds none.
    """
    with workbook(path, "Records to read again") as book:
        book.table("Queue", QUEUE, map(_record, rows(queue)), pages_wide=2)
        book.lines("At risk now", rows_of(route or load_route()))
        book.table("Findings", FINDINGS, _findings(queue))
        book.lines("Summary", [*_summary(lines, counts, hashes), *_about()])
        book.table("Referred or named", [NAMED_TITLES[name] for name in NAMED_COLUMNS], _named(named))


def marked(narrative: str, findings: Iterable[Mapping[str, Any]]) -> Marked:
    """The narrative in pieces: bold where a sign is quoted, another type where the words speak against it."""
    told = [finding for finding in findings if finding["kind"] in {Kind.INDICATOR, Kind.COUNTER}]
    runs: list[tuple[int, int, str]] = []
    for start, end, here in pieces([(f["start"], f["end"]) for f in told]):
        style = "bold" if any(_is_sign(told[number]) for number in here) else "against"
        if runs and runs[-1][1:] == (start, style):
            start = runs.pop()[0]  # noqa: PLW2901 - the run goes on
        runs.append((start, end, style))
    parts, done = [], 0
    for start, end, style in runs:
        parts += [(narrative[done:start], ""), (narrative[start:end], style)]
        done = end
    parts.append((narrative[done:], ""))
    return Marked(tuple(part for part in parts if part[0]))


def _is_sign(finding: Mapping[str, Any]) -> bool:
    return bool(finding["kind"] == Kind.INDICATOR and finding["assertion"] == Assertion.PRESENT)


def _record(row: Mapping[str, Any]) -> Sequence[object]:
    catalogue = load_indicators()
    return (
        *(row[name] for name in ("rank", "record_id", "score", "band", "offence")),
        day(row["recorded_on"]),
        *(row[name] for name in ("force", "area", "reason")),
        quotes(row["findings"]),
        against(row["findings"]),
        "; ".join(row["exploitation"]),
        "; ".join(catalogue[code].name for code in row["indicators"]),
        "yes" if row["suspect_may_be_victim"] else "",
        marked(row["narrative"], row["findings"]),
    )


def _findings(queue: Queue) -> Iterator[Sequence[object]]:
    names = {code: entry.name for code, entry in _catalogue().items()}
    for row in rows(queue):
        for finding in row["findings"]:
            yield (
                row["rank"],
                row["record_id"],
                str(finding["kind"]),
                names.get(finding["indicator"], finding["indicator"].replace("_", " ")),
                finding["quote"],
                str(finding["assertion"]),
                "" if finding["clears"] else "yes",
                finding["start"],
                finding["end"],
                finding["cue"],
            )


def _catalogue() -> dict[str, Any]:
    return {**load_circumstances(), **load_settings(), **load_named(), **load_indicators()}


def _named(table: pd.DataFrame) -> Iterator[Sequence[object]]:
    for row in table.to_dict("records"):
        told = {**row, "recorded_on": day(row["recorded_on"]), "rank": None if row["rank"] is pd.NA else row["rank"]}
        yield [told[name] for name in NAMED_COLUMNS]


def _summary(lines: Sequence[str], counts: Mapping[str, Any], hashes: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    yield ("What was screened",)
    yield from (("", line) for line in lines)
    yield ("Counts",)
    yield from _counted(counts)
    yield ("Made with",)
    yield from ((f"Hash of {name}", told) for name, told in hashes.items())


def _about() -> Iterator[tuple[str, ...]]:
    """What the workbook is and is not."""
    told = tomllib.loads((files("overlooked") / "data" / "templates" / "workbook.toml").read_text(encoding="utf-8"))
    for title, lines in told.items():
        yield (title,)
        yield from lines.items()


def _counted(counts: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    for name, count in counts.items():
        title = f"{under}{name.replace('_', ' ')}"
        if isinstance(count, Mapping):
            yield from _counted(count, f"{title}: ")
        else:
            yield title[0].upper() + title[1:], f"{count:,}" if isinstance(count, int) else str(count)
