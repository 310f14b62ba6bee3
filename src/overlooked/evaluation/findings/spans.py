"""Annotated spans against findings: was a marked span found, and is it read as it was meant?

In go texts, each with its annotations and its findings of indicators; out come shares and the table of assertions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from overlooked.corpus import Annotation
from overlooked.findings import Assertion, Finding
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import proportion


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with what annotators marked and what the reading found; findings are of indicators only."""

    narrative: str
    annotations: tuple[Annotation, ...]
    findings: tuple[Finding, ...]


def assertion_figures(texts: Sequence[MarkedText]) -> Figures:
    """Give the table of annotated against found assertions, over the spans that a finding touches.

    A span is found where a finding of the same indicator overlaps it, whatever it asserts; of several, the
    one that shares most characters with it counts. `traps` are all spans that are not asserted of a
    possible victim; `read_as_present` is the share of them that would wrongly move the score.
    `present_or_not` is right where both or neither say that the sign is present.
    """
    met = [(annotation, _match(text, annotation)) for text in texts for annotation in text.annotations]
    matrix = {row.value: dict.fromkeys((column.value for column in Assertion), 0) for row in Assertion}
    for annotation, finding in met:
        if finding is not None:
            matrix[annotation.assertion.value][finding.assertion.value] += 1
    classes = {kind.value: _assertion_shares([m for m in met if m[0].assertion is kind]) for kind in Assertion}
    traps = _assertion_shares([m for m in met if m[0].assertion is not Assertion.PRESENT])
    return {"all": _assertion_shares(met), "traps": traps, "classes": classes, "matrix": matrix}


def _assertion_shares(met: Sequence[tuple[Annotation, Finding | None]]) -> Figures:
    found = [(annotation, finding) for annotation, finding in met if finding is not None]
    right = sum(annotation.assertion is finding.assertion for annotation, finding in found)
    agree = sum((a.assertion is Assertion.PRESENT) == (f.assertion is Assertion.PRESENT) for a, f in found)
    present = sum(finding.assertion is Assertion.PRESENT for _, finding in found)
    nobody = "no such span is annotated"
    return {
        "spans": len(met),
        "found": proportion(len(found), len(met), nobody=nobody),
        "right_of_found": proportion(right, len(found), nobody="no such span is found"),
        "present_or_not": proportion(agree, len(found), nobody="no such span is found"),
        "right_of_all": proportion(right, len(met), nobody=nobody),
        "read_as_present": proportion(present, len(met), nobody=nobody),
    }


def touching(text: MarkedText, annotation: Annotation) -> list[Finding]:
    """Give the findings of any indicator that overlap the span, the one that shares most characters with it first."""
    spans = places(text.narrative, annotation.quote)
    shared = [(max((_overlap(finding, span) for span in spans), default=0), finding) for finding in text.findings]
    order = sorted(shared, key=lambda pair: (-pair[0], pair[1].start, pair[1].end))
    return [finding for count, finding in order if count > 0]


def places(narrative: str, quote: str) -> list[tuple[int, int]]:
    """Give every place of the quote; a quote that stands nowhere has none."""
    spans, at = [], narrative.find(quote)
    while quote and at >= 0:
        spans.append((at, at + len(quote)))
        at = narrative.find(quote, at + 1)
    return spans


def _match(text: MarkedText, annotation: Annotation) -> Finding | None:
    same = (finding for finding in touching(text, annotation) if finding.indicator == annotation.indicator)
    return next(same, None)


def _overlap(finding: Finding, span: tuple[int, int]) -> int:
    return min(finding.end, span[1]) - max(finding.start, span[0])
