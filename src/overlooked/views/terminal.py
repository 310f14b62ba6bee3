"""The queue and one record's explanation as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import load_indicators
from overlooked.queue import rows
from overlooked.scoring import ELEMENTS, UNIT, Point, Strength
from overlooked.screening import Explanation

WIDTH = 110
MOST_WORDS = 12


def first_records(queue: pd.DataFrame) -> str:
    """These records of a queue with score, band, offence, reason and the quotes of their signs."""
    return "\n\n".join(_entry(row) for row in rows(queue))


def _entry(row: Mapping[str, Any]) -> str:
    flag = ", the suspect may be a victim" if row["suspect_may_be_victim"] else ""
    standing = f"score {row['score']}, band {row['band'] or 'none'}{flag}"
    head = f"{row['rank']:>3}  {_flat(row['record_id'])}  {standing}  {_flat(row['offence'])}"
    lines = [head, *_wrapped(row["reason"])]
    for finding in row["findings"]:
        if finding["kind"] == Kind.INDICATOR and finding["assertion"] == Assertion.PRESENT:
            lines += _wrapped(f"+ {_name(finding['indicator'])}: “{_flat(finding['quote'])}”")
    return "\n".join(lines)


def explanation(record: Mapping[str, Any], found: Explanation, weights: Mapping[str, int]) -> str:
    """One record: the narrative, every finding with its assertion, and every point of the strength."""
    signs = found.signs
    lines = [
        f"{_flat(record['record_id'])}  {_flat(record['offence'])}  (read as {found.offence.name})",
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
    lines += [line for point in signs.points for line in _point(point, found)]
    return "\n".join(lines)


def _point(point: Point, found: Explanation) -> list[str]:
    """One entry of the account, with what it is for in words."""
    signs = found.signs
    child = " (a child needs no means)" if signs.is_child else ""
    says = {
        "sign": f"{_name(point.code)} ({point.cue})",
        "denied": f"{_name(point.code)}: denied elsewhere in the record",
        "usual": f"{_name(point.code)}: usual for this offence, so half",
        "combination": f"{', '.join(signs.elements)} stand together{child}",
        "counter": f"counter-evidence: {point.code}",
        "counter_cap": "counter-evidence never takes more than a quarter of what is quoted",
        "wording": f"wording of the sentences that assert a sign: {_words(signs)}",
    }
    told = _wrapped(f"{point.amount / UNIT:+6.2f}  {says[point.part]}")
    return [told[0][3:], *told[1:]]


def _words(signs: Strength) -> str:
    """What the words weigh, heaviest first, and their sum before its bound."""
    shown = ", ".join(f"{word} {amount / UNIT:+.2f}" for word, amount in signs.words[:MOST_WORDS])
    more = len(signs.words) - MOST_WORDS
    total = sum(amount for _, amount in signs.words)
    bound = "" if total == signs.wording else f"; {total / UNIT:+.2f} in all, held within its bound"
    return f"{shown}{f' and {more} more' if more > 0 else ''}{bound}"


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
    """The text in one line, with a mark for each sign that could steer a terminal or turn what it shows."""
    return "".join(sign if sign.isprintable() else _REPLACEMENT for sign in " ".join(text.split()))


_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(_flat(text), WIDTH, initial_indent="     ", subsequent_indent="       ")
