"""The queue as one page: no outside request, every quote in its place in the narrative."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from overlooked.findings import Assertion, Kind
from overlooked.indicators import load_indicators
from overlooked.queue import rows


def write_page(queue: pd.DataFrame, path: Path, *, summary: str, warnings: Sequence[str] = ()) -> None:
    """Write the page: `summary` says what was screened, `warnings` what a reader must know first."""
    template = Template((files("overlooked") / "data" / "templates" / "queue.html").read_text(encoding="utf-8"))
    page = template.substitute(
        summary=escape(summary),
        warnings="\n".join(f'<p class="warn">{escape(warning)}</p>' for warning in warnings),
        records="\n".join(map(_record, rows(queue))),
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def marked(narrative: str, findings: Iterable[Mapping[str, Any]]) -> str:
    """The narrative as HTML with the quotes marked; of overlapping quotes the one that weighs first is shown."""
    shown: list[Mapping[str, Any]] = []
    for finding in sorted(findings, key=lambda f: (_CLASSES.index(_css(f)), f["start"])):
        if all(finding["end"] <= other["start"] or other["end"] <= finding["start"] for other in shown):
            shown.append(finding)
    parts, done = [], 0
    for finding in sorted(shown, key=lambda f: f["start"]):
        parts.append(escape(narrative[done : finding["start"]]))
        words = escape(narrative[finding["start"] : finding["end"]])
        parts.append(f'<mark class="{_css(finding)}" title="{escape(_title(finding))}">{words}</mark>')
        done = finding["end"]
    return "".join([*parts, escape(narrative[done:])])


ELEMENT_TITLES = {
    "act": "Act: what is done",
    "means": "Means: what holds the person",
    "gain": "Gain: what others get",
}
"""Act, means and gain (Palermo Protocol, article 3) in plain words."""

_CLASSES = (*(str(assertion) for assertion in Assertion), "counter", "aside")
"""How a quote can be marked; of overlapping quotes the first of these is shown."""


def _css(finding: Mapping[str, Any]) -> str:
    if finding["kind"] == Kind.COUNTER:
        return "counter"
    return str(finding["assertion"]) if finding["kind"] == Kind.INDICATOR else "aside"


def says(finding: Mapping[str, Any]) -> str:
    """What the record says of a sign, in a word or two; a denial that clears nothing is told as such."""
    return str(finding["assertion"]) + ("" if finding["clears"] else ", which clears nothing")


def _title(finding: Mapping[str, Any]) -> str:
    return f"{_name(finding)}: {says(finding)}"


def _name(finding: Mapping[str, Any]) -> str:
    catalogue = load_indicators()
    code = finding["indicator"]
    return catalogue[code].name if code in catalogue else str(code).replace("_", " ")


def _record(row: Mapping[str, Any]) -> str:
    facts = " · ".join(
        escape(str(fact))
        for fact in (
            f"score {row['score']}",
            f"band {row['band'] or 'none'}",
            row["recorded_on"],
            row["force"],
            row["area"],
            ", ".join(row["exploitation"]),
            "the suspect may be a victim" if row["suspect_may_be_victim"] else "",
        )
        if fact
    )
    offence = escape(row["offence"] or "no offence given")
    return (
        '<li class="record"><details><summary>'
        f"<h2>{row['rank']}. {escape(row['record_id'])} — {offence}</h2>"
        f'<div class="facts">{facts}</div><p class="reason">{escape(row["reason"])}</p></summary>'
        f'<div class="body">{_card(row["findings"])}'
        f'<p class="narrative">{marked(row["narrative"], row["findings"])}</p>'
        f"{_table(row['findings'])}</div></details></li>"
    )


def _card(findings: Sequence[Mapping[str, Any]]) -> str:
    """Act, means and gain side by side, each with the words that supply it; an empty one is said to be empty."""
    catalogue = load_indicators()
    cells = []
    for element, title in ELEMENT_TITLES.items():
        quotes = [
            f"<li>{escape(_name(f))}: “{escape(f['quote'])}”</li>"
            for f in findings
            if f["kind"] == Kind.INDICATOR and f["assertion"] == Assertion.PRESENT
            if element in catalogue[f["indicator"]].roles
        ]
        told = f"<ul>{''.join(quotes)}</ul>" if quotes else "<p>nothing quoted</p>"
        cells.append(f"<section><h3>{title}</h3>{told}</section>")
    return f'<div class="card">{"".join(cells)}</div>'


def _table(findings: Sequence[Mapping[str, Any]]) -> str:
    lines = "".join(
        f"<tr><td>{escape(_name(f))}</td><td>“{escape(f['quote'])}”</td><td>{escape(says(f))}</td></tr>"
        for f in findings
    )
    head = "<tr><th>Sign</th><th>Words</th><th>The record says</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{lines}</tbody></table>" if findings else ""
