"""Ranking: scored records into the order in which a person should read them. Alone sees all records.

In comes the scored table, out comes the queue in rank order. Equal strength is ordered by the hash of the
record, so that neither the order of the export nor the number of jobs decides.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from overlooked.findings import Finding, Kind
from overlooked.reading.foldings import ADULT_AGE, CHILD_AGE, DATE, MONEY, NUMBER, TIME, UNKNOWN, YEAR
from overlooked.reading.neutral import View

BLANKED = frozenset({ADULT_AGE, CHILD_AGE, DATE, MONEY, NUMBER, TIME, YEAR})
NO_BAND = "none"


def rank(scored: pd.DataFrame, limit: int | None) -> pd.DataFrame:
    """Order by strength and keep the first `limit` records, or all with None; adds `rank`, `stratum` and sampling.

    `stratum` is the band; every record of the queue was chosen for its rank, so `sampled` is false and its
    `inclusion_probability` is 1.
    """
    ranked = scored.sort_values(
        ["strength", "record_hash", "record_id"],
        ascending=[False, True, True],
        kind="stable",
        ignore_index=True,
    )
    if limit is not None:
        ranked = ranked.head(limit)
    stratum = ranked["band"].where(ranked["band"] != "", NO_BAND)
    return ranked.assign(
        rank=range(1, len(ranked) + 1),
        stratum=stratum,
        inclusion_probability=1.0,
        sampled=False,
        probability=None,
    )


def strata(scored: pd.DataFrame) -> dict[str, int]:
    """How many records of the whole screening stand in each stratum."""
    counts = Counter(scored["band"].where(scored["band"] != "", NO_BAND))
    return {name: counts[name] for name in ("A", "B", "C", NO_BAND)}


def group_id(view: View, findings: Iterable[Finding], record_hash: str) -> str:
    """Ties near-copies: equal neutral text with numbers and dates blanked, and equal signs asserted alike.

    A record without findings stands alone: there is nothing in it to decide once.
    """
    signs = sorted((f.indicator, f.assertion) for f in findings if f.kind is Kind.INDICATOR)
    if not signs:
        return record_hash
    blanked = [UNKNOWN if form in BLANKED or form.isdecimal() else form for form in view.symbols()]
    text = [form for index, form in enumerate(blanked) if form != UNKNOWN or blanked[index - 1 : index] != [UNKNOWN]]
    return hashlib.sha256(json.dumps([text, signs]).encode()).hexdigest()[:16]
