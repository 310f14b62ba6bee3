"""The queue and one record's explanation as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import load_indicators
from overlooked.queue import rows
from overlooked.scoring import ELEMENTS, UNIT
from overlooked.screening import Explanation

WIDTH = 110
MOST_WORDS = 12


def first_records(queue: pd.DataFrame, count: int) -> str:
    """The first `count` records with score, band, offence, reason and the quotes of their signs."""
    return "\n\n".join(_entry(row) for row in rows(queue.head(count)))


def _entry(row: Mapping[str, Any]) -> str:
    flag = ", the suspect may be a victim" if row["suspect_may_be_victim"] else ""
    standing = f"score {row['score']}, band {row['band'] or 'none'}{flag}"
    head = f"{row['rank']:>3}  {row['record_id']}  {standing}  {row['offence']}"
    lines = [head, *_wrapped(row["reason"])]
    for finding in row["findings"]:
        if finding["kind"] == Kind.INDICATOR and finding["assertion"] == Assertion.PRESENT:
            lines += _wrapped(f"+ {_name(finding['indicator'])}: “{_flat(finding['quote'])}”")
    return "\n".join(lines)


def explanation(record: Mapping[str, Any], found: Explanation, weights: Mapping[str, int]) -> str:
    """One record: the narrative, every finding with its assertion, and every point of the strength."""
    signs = found.signs
    lines = [
        f"{record['record_id']}  {record['offence']}  (read as {found.offence.name})",
        *_wrapped(found.reason),
        "",
        *_wrapped(_flat(record["narrative"])),
        "",
        *_card(found.findings),
        "",
        "Findings",
        *_findings(found.findings, weights),
        "",
        f"Score {found.score}, band {found.band or 'none'}: strength {signs.total / UNIT:.2f} log-odds",
    ]
    lines += [f"  {amount / UNIT:+6.2f}  {_name(code)}" for code, amount in signs.evidence.items()]
    if signs.combination:
        child = " (a child needs no means)" if signs.is_child else ""
        lines.append(f"  {signs.combination / UNIT:+6.2f}  {', '.join(signs.elements)} stand together{child}")
    if signs.against:
        lines.append(f"  {-signs.against / UNIT:+6.2f}  counter-evidence")
    if signs.wording:
        words = ", ".join(f"{word} {amount / UNIT:+.2f}" for word, amount in signs.words[:MOST_WORDS])
        lines += _wrapped(f"{signs.wording / UNIT:+.2f}  wording of the sentences that hold a finding: {words}")
    return "\n".join(lines)


def _card(findings: Iterable[Finding]) -> list[str]:
    """Act, means and gain, each with the words that supply it."""
    catalogue = load_indicators()
    present = [f for f in findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT]
    lines: list[str] = []
    for element in ELEMENTS:
        quotes = [f"“{_flat(f.quote)}”" for f in present if element in catalogue[f.indicator].roles]
        lines += _wrapped(f"{element}: {', '.join(quotes) or 'nothing quoted'}")
    return ["Act, means, gain", *lines]


def _findings(findings: Iterable[Finding], weights: Mapping[str, int]) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        weight = weights.get(finding.cue, 0) / UNIT
        says = str(finding.assertion) if finding.clears else f"{finding.assertion}, which clears nothing"
        told = f"{says}, {weight:.2f}" if finding.kind is Kind.INDICATOR else says
        lines += _wrapped(
            f"{finding.kind} {_name(finding.indicator)}: “{_flat(finding.quote)}” ({told}; {finding.cue})"
        )
    return lines or ["     none"]


def _name(code: str) -> str:
    catalogue = load_indicators()
    return catalogue[code].name if code in catalogue else code.replace("_", " ")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="     ", subsequent_indent="       ")
