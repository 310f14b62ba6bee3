"""What the reading finds against what annotators marked: indicators of a record, and how each span is meant.

In go labelled records and the findings of each; out come precision, recall and F1 of the indicators that a
record asserts, false findings where there is nothing to find, and the assertions of spans. Nothing is trained.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.figures import Figures, known, unknown
from overlooked.evaluation.intervals import percentile_interval, proportion
from overlooked.evaluation.rankers import FloatArray
from overlooked.evaluation.spans import MarkedText, assertion_figures
from overlooked.findings import Assertion, Finding, Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """One labelled record and the indicator findings in it; findings of other kinds play no part here."""

    record: LabelledRecord
    findings: tuple[Finding, ...]

    @property
    def text(self) -> MarkedText:
        """The narrative with its annotations and findings."""
        return MarkedText(self.record.narrative, self.record.indicators, self.findings)

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
        "assertion": assertion_figures([reading.text for reading in readings]),
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


def _summary(readings: Sequence[Reading]) -> Figures:
    counts = _counts([reading for reading in readings if reading.record.label == 1])
    assertion = assertion_figures([reading.text for reading in readings])
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
