"""Referred, not crimed: the crimes under another offence whose person was referred, with what their narratives tell.

In come the outcomes and both tables, out comes a list with the columns of `overlooked.named`. A `Narratives` reads each
narrative once, for the evidence of the outcomes and for this list.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Kind
from overlooked.indicators import load_indicators, load_named
from overlooked.named import NAMED_COLUMNS, context_of, is_listed
from overlooked.reconcile.outcome.outcomes import Outcome, Told
from overlooked.screening import Explanation, Screener, explain

NO_SIGNS = "No sign was found in the words of its narrative."
NO_NARRATIVE = "It has no narrative."
LINKED = "linked"
"""Stands as the assertion of the referral itself, which the narrative need not name."""

_TOLD = ("narrative", "offence", "offence_code", "recorded_on")


@dataclass
class Narratives:
    """Narratives as the screener reads them, each once."""

    screener: Screener
    _read: dict[tuple[str, ...], Explanation] = field(default_factory=dict)

    def explained(self, narrative: str, offence: str, code: str, day: str) -> Explanation:
        """Why a record with that narrative would stand where it would in a queue."""
        key = (narrative, offence, code, day[: len("2026-03-31")])
        if key not in self._read:
            self._read[key] = explain(dict(zip(_TOLD, key, strict=True)), self.screener)
        return self._read[key]

    def shown(self, narrative: str, offence: str, code: str, day: str) -> str:
        """What the narrative tells in one sentence: each indicator that is present, with its first quote."""
        if not narrative.strip():
            return NO_NARRATIVE
        quotes: dict[str, str] = {}
        for finding in self.explained(narrative, offence, code, day).findings:
            if finding.kind is Kind.INDICATOR and finding.assertion is Assertion.PRESENT:
                quotes.setdefault(load_indicators()[finding.indicator].name, _quoted(finding.quote))
        told = "; ".join(f"{name.lower()} {quote}" for name, quote in quotes.items())
        return f"Its narrative tells: {told}." if told else NO_SIGNS


def referred_list(
    told: Sequence[Told],
    referrals: pd.DataFrame,
    crimes: pd.DataFrame,
    narratives: Narratives,
) -> pd.DataFrame:
    """One row for each crime under another offence that decided an outcome, strongest signs first.

    `named`, `quotes` and `assertion` tell in one order the referral, what the narrative names, and its signs; `area`
    and `rank` are empty. No person is named.
    """
    referred: defaultdict[int, list[str]] = defaultdict(list)
    for one in told:
        if one.outcome is Outcome.RECORDED_AS_OTHER and one.crime is not None:
            reference = referrals["nrm_reference"].iloc[one.referral]
            referred[one.crime].append(str(reference) or f"row {referrals['row'].iloc[one.referral]}")
    rows = [
        _row({str(key): str(value) for key, value in crimes.iloc[crime].items()}, references, narratives)
        for crime, references in sorted(referred.items())
    ]
    rows.sort(key=lambda row: (-row["score"], row["record_id"]))
    return pd.DataFrame(rows, columns=list(NAMED_COLUMNS)).astype({"rank": "Int64"})


def _row(crime: Mapping[str, str], references: Sequence[str], narratives: Narratives) -> dict[str, Any]:
    found = narratives.explained(*(crime[name] for name in _TOLD))
    findings = [asdict(finding) for finding in found.findings]
    named = [(load_named()[f["indicator"]].name, f) for f in findings if is_listed(f)]
    signs = [
        (load_indicators()[f["indicator"]].name, f)
        for f in findings
        if f["kind"] == Kind.INDICATOR and f["assertion"] == Assertion.PRESENT
    ]
    mentions = list({(name, f["quote"].casefold(), f["assertion"]): (name, f) for name, f in named + signs}.values())
    context = [f for _, f in mentions if f["assertion"] == Assertion.PRESENT]
    return {
        "record_id": crime["crime_reference"] or f"row {crime['row']}",
        "offence": crime["offence"],
        "recorded_on": crime["recorded_on"][: len("2026-03-31")],
        "force": crime["force"],
        "area": "",
        "named": "; ".join([*("Referral" for _ in references), *(name for name, _ in mentions)]),
        "quotes": "; ".join([*references, *(_quoted(f["quote"]) for _, f in mentions)]),
        "assertion": "; ".join([*(LINKED for _ in references), *(f["assertion"] for _, f in mentions)]),
        "context": context_of(crime["narrative"], context),
        "score": found.score,
        "band": found.band,
        "rank": None,
    }


def _quoted(quote: str) -> str:
    return f"“{' '.join(quote.split())}”"
