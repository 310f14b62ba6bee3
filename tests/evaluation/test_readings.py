from collections.abc import Sequence

import numpy as np
import pytest
from toy_corpus import finding, note, record

from overlooked.corpus import Annotation
from overlooked.evaluation.findings.readings import (
    Reading,
    false_findings,
    indicator_figures,
    reading_figures,
    reading_of,
)
from overlooked.evaluation.findings.spans import assertion_figures
from overlooked.findings import Assertion, Finding, Kind
from overlooked.statistics.figures import FloatArray

TEXT = "Boss has his passport. Not paid since May. No threats were made."
PASSPORT, PAY, THREATS = "has his passport", "Not paid since May", "No threats"


def reading(
    annotations: Sequence[Annotation], findings: Sequence[Finding], *, label: int = 1, kind: str | None = None
) -> Reading:
    return reading_of(record("a", 1, label, narrative=TEXT, kind=kind, indicators=annotations), findings)


def every(readings: Sequence[Reading]) -> FloatArray:
    return np.ones((1, len(readings)))


def test_precision_recall_and_f1_of_three_indicators_are_worked_by_hand() -> None:
    # marked: documents, wages, debt; found: documents, threats: 1 hit, 1 false, 2 missed
    marks = [note("documents_retained", PASSPORT), note("wages_withheld", PAY), note("debt_bondage", PAY)]
    found = [finding(TEXT, PASSPORT, "documents_retained"), finding(TEXT, THREATS, "threats")]
    readings = [reading(marks, found)]
    figures = indicator_figures(readings, every(readings))
    micro, macro = figures["micro"], figures["macro"]
    assert (micro["hits"], micro["false"], micro["missed"]) == (1, 1, 2)
    assert micro["precision"]["value"] == 0.5
    assert micro["recall"]["value"] == pytest.approx(1 / 3)
    assert micro["f1"]["value"] == pytest.approx(0.4)
    assert (macro["f1"]["value"], macro["f1"]["n"]) == (0.25, 4)


def test_an_indicator_found_twice_in_a_record_counts_once() -> None:
    found = [finding(TEXT, quote, "documents_retained") for quote in (PASSPORT, "passport")]
    readings = [reading([note("documents_retained", PASSPORT)], found)]
    assert indicator_figures(readings, every(readings))["micro"]["hits"] == 1


def test_only_present_findings_and_present_annotations_make_the_sets() -> None:
    marks = [note("threats", THREATS, Assertion.NEGATED)]
    readings = [reading(marks, [finding(TEXT, THREATS, "threats", Assertion.NEGATED)])]
    figures = indicator_figures(readings, every(readings))
    assert figures["each"] == {}
    assert figures["micro"]["f1"]["value"] is None


def test_negative_records_do_not_count_in_the_indicators_of_positives() -> None:
    readings = [reading([], [finding(TEXT, PAY, "wages_withheld")], label=0)]
    assert indicator_figures(readings, every(readings))["records"] == 0


def test_findings_of_other_kinds_play_no_part() -> None:
    setting = Finding(Kind.SETTING, "car_wash", "Boss", 0, 4, Assertion.PRESENT, "toy")
    assert reading([], [setting]).findings == ()


def test_a_present_finding_that_nobody_marked_is_false_and_counted_by_record() -> None:
    extra = [finding(TEXT, PAY, "wages_withheld"), finding(TEXT, PASSPORT, "documents_retained")]
    readings = [reading([note("documents_retained", PASSPORT)], extra, label=0), reading([], [], label=0)]
    figures = false_findings(readings)
    assert (figures["per_record"]["value"], figures["per_record"]["findings"]) == (0.5, 1)
    assert figures["records_with_one"]["value"] == 0.5


def test_a_negated_finding_is_no_false_finding() -> None:
    readings = [reading([], [finding(TEXT, THREATS, "threats", Assertion.NEGATED)], label=0)]
    assert false_findings(readings)["per_record"]["value"] == 0


def test_no_record_of_a_kind_gives_null() -> None:
    assert false_findings([])["per_record"]["reason"] == "no such record"


def test_the_table_holds_annotated_against_found() -> None:
    marks = [
        note("documents_retained", PASSPORT),
        note("threats", THREATS, Assertion.NEGATED),
        note("wages_withheld", PAY),
    ]
    found = [finding(TEXT, "passport", "documents_retained"), finding(TEXT, "threats were made", "threats")]
    figures = assertion_figures([reading(marks, found).text])
    assert figures["matrix"]["present"]["present"] == 1
    assert figures["matrix"]["negated"]["present"] == 1
    assert sum(sum(row.values()) for row in figures["matrix"].values()) == 2
    assert figures["all"]["found"]["value"] == pytest.approx(2 / 3)
    assert figures["all"]["right_of_found"]["value"] == 0.5
    assert figures["traps"]["read_as_present"]["value"] == 1


def test_a_finding_of_another_indicator_or_beside_the_span_does_not_find_it() -> None:
    marks = [note("documents_retained", PASSPORT)]
    found = [finding(TEXT, PASSPORT, "threats"), finding(TEXT, PAY, "documents_retained")]
    assert assertion_figures([reading(marks, found).text])["all"]["found"]["value"] == 0


def test_of_several_findings_the_one_that_shares_most_counts() -> None:
    marks = [note("threats", "No threats were made", Assertion.NEGATED)]
    found = [finding(TEXT, "made", "threats"), finding(TEXT, THREATS, "threats", Assertion.NEGATED)]
    assert assertion_figures([reading(marks, found).text])["matrix"]["negated"]["negated"] == 1


def test_a_quote_that_stands_nowhere_is_not_found() -> None:
    marks = [note("threats", "no such words")]
    assert assertion_figures([reading(marks, [finding(TEXT, "Boss", "threats")]).text])["all"]["found"]["value"] == 0


def test_a_perfect_reading_has_full_marks_by_author_and_an_interval() -> None:
    readings = [reading([note("wages_withheld", PAY)], [finding(TEXT, PAY, "wages_withheld")])] * 3
    figures = reading_figures(readings, np.ones((20, 3)))
    assert figures["authors"]["a"]["micro"]["f1"]["value"] == 1
    assert figures["indicators"]["micro"]["f1"]["low"] == 1
    assert figures["assertion"]["classes"]["historical"]["found"]["value"] is None
