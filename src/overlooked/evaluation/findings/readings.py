"""What the reading finds against what annotators marked: indicators of a record, and how each span is meant.

In go labelled records and the findings of each; out come precision, recall and F1 of the indicators that a
record asserts, false findings where there is nothing to find, and the assertions of spans. Nothing is trained.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.findings.extents import span_figures
from overlooked.evaluation.findings.spans import MarkedText, assertion_figures
from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import proportion
from overlooked.statistics.rates import class_figures, class_rates, counts_of_sets


@dataclass(frozen=True, slots=True)
class Reading:
    """One labelled record and the indicator findings in it; those of other kinds stand apart in `besides`."""

    record: LabelledRecord
    findings: tuple[Finding, ...]
    besides: tuple[Finding, ...] = ()

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
    """Give the record with its findings, those of indicators apart from the others."""
    signs, besides = (tuple(f for f in findings if (f.kind is Kind.INDICATOR) is sign) for sign in (True, False))
    return Reading(record, signs, besides)


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
        "spans": span_figures([reading.text for reading in readings], weights),
        "authors": {a: _summary(own) for a, own in by_author.items()},
    }


def indicator_figures(readings: Sequence[Reading], weights: FloatArray) -> Figures:
    """Give precision, recall and F1 of the indicators asserted in positive records.

    `micro` counts every indicator of every record once; `macro` is the plain mean over indicators marked or
    found at least once; `each` has them one by one.
    """
    positive = [reading.record.label == 1 for reading in readings]
    chosen = [reading for reading, keep in zip(readings, positive, strict=True) if keep]
    counts = indicator_counts(chosen)
    return {
        "records": len(chosen),
        **class_figures(counts, INDICATOR_CODES, weights[:, np.array(positive, dtype=bool)]),
    }


def indicator_counts(readings: Sequence[Reading]) -> FloatArray:
    """Give what is marked and found present: records by indicators by (hits, false, missed)."""
    return counts_of_sets([r.marked for r in readings], [r.found for r in readings], INDICATOR_CODES)


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
    counts = indicator_counts([reading for reading in readings if reading.record.label == 1])
    assertion = assertion_figures([reading.text for reading in readings])
    return {
        "records": len(readings),
        "micro": class_rates(counts.sum(axis=(0, 1))),
        "spans_found": assertion["all"]["found"],
        "assertion_right_of_found": assertion["all"]["right_of_found"],
    }
