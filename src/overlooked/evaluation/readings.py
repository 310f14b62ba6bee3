"""What the reading finds against what annotators marked: indicators of a record, and how each span is meant.

In go labelled records and the findings of each; out come precision, recall and F1 of the indicators that a
record asserts, false findings where there is nothing to find, and the table of assertions. Nothing is
trained.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.figures import Figures, known, unknown
from overlooked.evaluation.intervals import percentile_interval, proportion
from overlooked.evaluation.rankers import FloatArray
from overlooked.findings import Assertion, Finding, Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """One labelled record and the indicator findings in it; findings of other kinds play no part here."""

    record: LabelledRecord
    findings: tuple[Finding, ...]

    @property
    def marked(self) -> set[str]:
        """The indicators that annotators saw asserted of a possible victim."""
        return {a.indicator for a in self.record.indicators if a.assertion is Assertion.PRESENT}

    @property
    def asserted(self) -> list[Finding]:
        """The findings that say `present`."""
        return [finding for finding in self.findings if finding.assertion is Assertion.PRESENT]

    @property
    def found(self) -> set[str]:
        """The indicators that the reading says are asserted."""
        return {finding.indicator for finding in self.asserted}


def reading_of(record: LabelledRecord, findings: Sequence[Finding]) -> Reading:
    """Give the record with its findings of indicators."""
    return Reading(record, tuple(f for f in findings if f.kind is Kind.INDICATOR))


def reading_figures(readings: Sequence[Reading], weights: FloatArray) -> Figures:
    """Give all figures of the reading, of all records and by author.

    `weights` holds the bootstrap's draws, one column a reading.
    """
    authors = sorted({reading.record.author for reading in readings})
    by_author = {a: [r for r in readings if r.record.author == a] for a in authors}
    return {
        "indicators": indicator_figures(readings, weights),
        "false_findings": {
            kind: false_findings([r for r in readings if r.record.kind == kind])
            for kind in ("ordinary", "hard_negative")
        },
        "assertion": assertion_figures(readings),
        "authors": {a: _summary(own) for a, own in by_author.items()},
    }


def indicator_figures(readings: Sequence[Reading], weights: FloatArray) -> Figures:
    """Give precision, recall and F1 of the indicators asserted in positive records.

    `micro` counts every indicator of every record once; `macro` is the plain mean over indicators marked or
    found at least once; `each` has them one by one.
    """
    positive = [reading.record.label == 1 for reading in readings]
    chosen = [reading for reading, keep in zip(readings, positive, strict=True) if keep]
    hits, extra, missed = (Counter[str]() for _ in range(3))
    for reading in chosen:
        hits.update(reading.marked & reading.found)
        extra.update(reading.found - reading.marked)
        missed.update(reading.marked - reading.found)
    each = {code: _rates(hits[code], extra[code], missed[code]) for code in sorted(hits | extra | missed)}
    micro = _rates(hits.total(), extra.total(), missed.total())
    micro["f1"] |= percentile_interval(_f1_of_draws(chosen, weights[:, np.array(positive, dtype=bool)]))
    return {"records": len(chosen), "micro": micro, "macro": _macro(each), "each": each}


def false_findings(readings: Sequence[Reading]) -> Figures:
    """Give how many findings a record say `present` of an indicator that nobody marked as asserted there."""
    false = [sum(f.indicator not in reading.marked for f in reading.asserted) for reading in readings]
    if not false:
        nothing = unknown("no such record", n=0)
        return {"per_record": nothing, "records_with_one": nothing}
    touched = sum(count > 0 for count in false)
    per_record = known(sum(false) / len(false), n=len(false), findings=sum(false))
    return {"per_record": per_record, "records_with_one": proportion(touched, len(false))}


def assertion_figures(readings: Sequence[Reading]) -> Figures:
    """Give the table of annotated against found assertions, over the spans that a finding touches.

    A span is found where a finding of the same indicator overlaps it, whatever it asserts; of several, the
    one that shares most characters with it counts. `traps` are all spans that are not asserted of a
    possible victim; `read_as_present` is the share of them that would wrongly move the score.
    """
    met = [
        (annotation, _match(reading, annotation)) for reading in readings for annotation in reading.record.indicators
    ]
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
    present = sum(finding.assertion is Assertion.PRESENT for _, finding in found)
    nobody = "no such span is annotated"
    return {
        "spans": len(met),
        "found": proportion(len(found), len(met), nobody=nobody),
        "right_of_found": proportion(right, len(found), nobody="no such span is found"),
        "right_of_all": proportion(right, len(met), nobody=nobody),
        "read_as_present": proportion(present, len(met), nobody=nobody),
    }


def _match(reading: Reading, annotation: Annotation) -> Finding | None:
    same = [finding for finding in reading.findings if finding.indicator == annotation.indicator]
    shared = [max(_overlap(f, span) for span in _spans(reading.record.narrative, annotation.quote)) for f in same]
    best = max(range(len(same)), key=lambda i: (shared[i], -same[i].start, -same[i].end), default=None)
    return same[best] if best is not None and shared[best] > 0 else None


def _spans(narrative: str, quote: str) -> list[tuple[int, int]]:
    """Give every place of the quote; a quote that stands nowhere overlaps nothing."""
    spans, at = [(0, 0)], narrative.find(quote)
    while quote and at >= 0:
        spans.append((at, at + len(quote)))
        at = narrative.find(quote, at + 1)
    return spans


def _overlap(finding: Finding, span: tuple[int, int]) -> int:
    return min(finding.end, span[1]) - max(finding.start, span[0])


def _summary(readings: Sequence[Reading]) -> Figures:
    counts = _counts([reading for reading in readings if reading.record.label == 1])
    assertion = assertion_figures(readings)
    return {
        "records": len(readings),
        "micro": _rates(*(int(total) for total in counts.sum(axis=0))),
        "spans_found": assertion["all"]["found"],
        "assertion_right_of_found": assertion["all"]["right_of_found"],
    }


def _counts(readings: Sequence[Reading]) -> FloatArray:
    """Give hits, false findings and misses, one row a record."""
    rows = [(len(r.marked & r.found), len(r.found - r.marked), len(r.marked - r.found)) for r in readings]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _f1_of_draws(readings: Sequence[Reading], weights: FloatArray) -> FloatArray:
    hits, extra, missed = (weights @ _counts(readings)).T
    total = 2 * hits + extra + missed
    f1: FloatArray = np.divide(2 * hits, total, out=np.full_like(total, np.nan), where=total > 0)
    return f1


def _rates(hits: int, extra: int, missed: int) -> Figures:
    total = 2 * hits + extra + missed
    return {
        "precision": proportion(hits, hits + extra, nobody="never found"),
        "recall": proportion(hits, hits + missed, nobody="never marked"),
        "f1": known(2 * hits / total, n=hits + missed) if total else unknown("neither marked nor found", n=0),
        "hits": hits,
        "false": extra,
        "missed": missed,
    }


def _macro(each: Figures) -> Figures:
    """Give the mean over indicators; a share that is not defined counts 0."""
    if not each:
        return {name: unknown("no indicator is marked or found", n=0) for name in ("precision", "recall", "f1")}
    means = {
        name: np.mean([rates[name]["value"] or 0.0 for rates in each.values()])
        for name in ("precision", "recall", "f1")
    }
    return {name: known(mean, n=len(each)) for name, mean in means.items()}
