"""Referred or named, not crimed: records in which slavery, trafficking or a referral is named as a fact.

In come scored records, among which no record of modern slavery stands any more; out comes one row for each
that names a referral (NRM), a duty to notify, a unit or marker, slavery or trafficking. The score knows
nothing of these words, so such a record may stand anywhere in the queue, or not in it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Kind
from overlooked.indicators import LISTED, load_named

NAMED_COLUMNS = (
    "record_id",
    "offence",
    "recorded_on",
    "force",
    "area",
    "named",
    "quotes",
    "assertion",
    "context",
    "score",
    "band",
    "rank",
)
"""`named`, `quotes` and `assertion` tell the mentions in one order; `rank` is empty outside the queue."""
AROUND = 80
"""Characters of context on either side of a mention."""

Finding = Mapping[str, Any]


def named_list(naming: pd.DataFrame, ranks: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """The list, strongest signs first; equal for equal records in any order.

    `naming` holds the scored records that name a case; `ranks` those of the queue, by id and hash of the record.
    """
    naming = naming.sort_values(["strength", "record_hash", "record_id"], ascending=[False, True, True], kind="stable")
    rows = [_row(record, ranks.get((record["record_id"], record["record_hash"]))) for record in _plain(naming)]
    return pd.DataFrame(rows, columns=list(NAMED_COLUMNS)).astype({"rank": "Int64"})


def ranks_of(queue: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The ranks of a queue, by id and hash of the record."""
    return dict(zip(zip(queue["record_id"], queue["record_hash"], strict=True), queue["rank"], strict=True))


def names_a_case(findings: Sequence[Finding]) -> bool:
    """Whether a record with these findings stands in the list."""
    return any(map(_stands, findings))


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _stands(finding: Finding) -> bool:
    return is_listed(finding) and finding["assertion"] == Assertion.PRESENT


def is_listed(finding: Finding) -> bool:
    """Whether a finding names what makes the list, whatever is said of it."""
    return finding["kind"] == Kind.NAMED and finding["indicator"] in LISTED


def _row(record: Mapping[str, Any], rank: int | None) -> dict[str, Any]:
    mentions = [f for f in record["findings"] if is_listed(f)]
    told = {(f["indicator"], f["quote"].casefold(), f["assertion"]): f for f in reversed(mentions)}
    mentions = sorted(told.values(), key=lambda f: (not _stands(f), f["start"]))
    return {name: record[name] for name in NAMED_COLUMNS if name in record} | {
        "named": "; ".join(load_named()[f["indicator"]].name for f in mentions),
        "quotes": "; ".join(f"“{' '.join(f['quote'].split())}”" for f in mentions),
        "assertion": "; ".join(f["assertion"] for f in mentions),
        "context": context_of(record["narrative"], [f for f in mentions if _stands(f)]),
        "rank": rank,
    }


def context_of(narrative: str, mentions: Sequence[Finding]) -> str:
    """The words around each mention; mentions close together share theirs."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((max(f["start"] - AROUND, 0), f["end"] + AROUND) for f in mentions):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    return " … ".join(_words(narrative, start, end) for start, end in spans)


def _words(narrative: str, start: int, end: int) -> str:
    """The whole words inside a span, in one line."""
    inside = narrative[start:end]
    if start and not narrative[start - 1].isspace():
        inside = inside.partition(" ")[2] or inside
    if end < len(narrative) and not narrative[end].isspace():
        inside = inside.rpartition(" ")[0] or inside
    return f"{'…' if start else ''}{' '.join(inside.split())}{'…' if end < len(narrative) else ''}"
