"""Errors to read as HTML: one record each, its narrative with the findings marked in it as on the page of a queue."""

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from overlooked.corpus import Annotation
from overlooked.evaluation.report.misplaced import ErrorPage
from overlooked.evaluation.report.wording import Wording
from overlooked.findings import ASSERTIONS, Finding
from overlooked.pages.html import items, said, shown
from overlooked.pages.narrative import legend, narrative
from overlooked.pages.text import upper

SYNTHETIC = "A written example: synthetic, no real person."


def error_pages(errors: Sequence[ErrorPage], wording: Wording) -> str:
    """Give the records as HTML by side and cause, each on a page of its own where it is printed."""
    if not errors:
        return ""
    parts, numbers = [], count(1)
    for (side, cause), group in groupby(errors, key=lambda error: (error.side, error.cause)):
        own = list(group)
        parts.append(f"<h4>{shown(upper(side))}: {said(cause)} ({len(own)})</h4>")
        parts += [_case(error, next(numbers), wording) for error in own]
    cases = "\n".join(parts)
    return f'\n<div class="cases"><h3>{len(errors)} records to read, one by one</h3>\n{legend()}\n{cases}\n</div>'


def _case(error: ErrorPage, number: int, wording: Wording) -> str:
    findings = sorted(error.findings, key=lambda f: (f.start, f.end, f.kind, f.indicator))
    told = ", ".join(filter(None, (shown(error.offence), shown(error.recorded_on))))
    what = {"missed": "a case that is not read", "raised": "no case, and read"}.get(error.side, shown(error.side))
    return (
        f'<article class="case" id="record-{number}" aria-labelledby="record-{number}-title">'
        f'<h5 id="record-{number}-title">{shown(error.record_id)} <span>{told}</span></h5>'
        f'<p class="facts"><b>{shown(error.side)}</b>: {what}, rank {error.rank} in its author\'s list. {SYNTHETIC}</p>'
        f'<div class="narrative">{narrative(error.narrative, findings)}</div>'
        f'<div class="why"><div><h6>Why</h6><ul>{items(error.causes)}</ul></div>'
        f"<div><h6>What would move it</h6><p>{shown(error.change)}</p></div>"
        f"<div><h6>Found</h6>{_list(_found(findings, wording))}</div>"
        f"<div><h6>Marked by annotators</h6>{_list(_marked(error.annotations, wording))}</div></div></article>"
    )


def _list(told: Iterator[str]) -> str:
    held = "".join(f"<li>{item}</li>" for item in told)
    return f"<ol>{held}</ol>" if held else "<p>nothing</p>"


def _found(findings: Sequence[Finding], wording: Wording) -> Iterator[str]:
    for finding in findings:
        void = "" if finding.clears else ", which clears nothing"
        said = f"{wording.label(finding.indicator)}, {ASSERTIONS[finding.assertion]}{void}"
        yield f"<q>{shown(_flat(finding.quote))}</q> {shown(said)}"


def _marked(annotations: Sequence[Annotation], wording: Wording) -> Iterator[str]:
    for mark in annotations:
        said = f"{wording.label(mark.indicator)}, {ASSERTIONS[mark.assertion]}"
        yield f"<q>{shown(_flat(mark.quote))}</q> {shown(said)}"


def _flat(text: str) -> str:
    return " ".join(text.split())
