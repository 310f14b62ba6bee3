"""The queue as a CSV table that opens in a spreadsheet: lists joined, quotes and counter-evidence in words."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Kind
from overlooked.pages.cells import inert
from overlooked.pages.table import write_table
from overlooked.queue import COLUMNS, UNSHOWN, Queue, rows

HEADER = (*(name for name in COLUMNS if name not in {"findings", *UNSHOWN}), "quotes", "against")


def write_csv(queue: Queue, path: Path) -> None:
    """UTF-8 with a byte-order mark, comma, every row of the queue; cells that a spreadsheet would run are made text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, HEADER, extrasaction="ignore")
        table.writeheader()
        for row in rows(queue):
            joined = {name: "; ".join(value) for name, value in row.items() if name in {"exploitation", "indicators"}}
            told = {**row, **joined, "quotes": quotes(row["findings"]), "against": against(row["findings"])}
            table.writerow({name: inert(value) for name, value in told.items()})


def write_rejects(rejects: Iterable[pd.DataFrame], path: Path) -> None:
    """The rows that were set aside, part by part: file, row number, reason, and the row as it stood."""
    for number, part in enumerate(rejects):
        write_table(part, path, goes_on=number > 0)


def write_named(named: pd.DataFrame, path: Path) -> None:
    """The list of records referred or named, not crimed: the columns of `overlooked.named`."""
    write_table(named, path)


def quotes(findings: Iterable[Mapping[str, Any]]) -> str:
    """The words of every present indicator, each behind its code."""
    return _told(f for f in findings if f["kind"] == Kind.INDICATOR and f["assertion"] == Assertion.PRESENT)


def against(findings: Iterable[Mapping[str, Any]]) -> str:
    """The words of counter-evidence and of signs that the record itself takes back."""
    return _told(
        f
        for f in findings
        if f["kind"] == Kind.COUNTER or (f["kind"] == Kind.INDICATOR and f["assertion"] != Assertion.PRESENT)
    )


def _told(findings: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(f"{f['indicator']}: “{' '.join(f['quote'].split())}”" for f in findings)
