from collections.abc import Sequence

import numpy as np
import pytest
from toy_corpus import finding, note

from overlooked.corpus import Annotation
from overlooked.evaluation.findings.extents import FITS, matched, span_figures, trimmed
from overlooked.evaluation.findings.spans import MarkedText
from overlooked.findings import Assertion, Finding
from overlooked.statistics.figures import Figures

TEXT = "Boss has his passport. Not paid since May. No threats were made."
PASSPORT, PAY = "has his passport", "Not paid since May"
DOCUMENTS, WAGES = "documents_retained", "wages_withheld"


def figures(annotations: Sequence[Annotation], findings: Sequence[Finding]) -> Figures:
    return span_figures([MarkedText(TEXT, tuple(annotations), tuple(findings))], np.ones((2, 1)))


def hits(told: Figures, view: str = "any") -> list[int]:
    return [told[view][fit]["micro"]["hits"] for fit in FITS]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (PASSPORT, [1, 1, 1]),
        ("has his passport.", [1, 1, 0]),
        (" has his passport. ", [1, 1, 0]),
        ("passport", [1, 0, 0]),
        ("Boss", [0, 0, 0]),
    ],
)
def test_a_finding_fits_by_overlap_by_trimmed_words_or_exactly(quote: str, expected: list[int]) -> None:
    assert hits(figures([note(DOCUMENTS, PASSPORT)], [finding(TEXT, quote, DOCUMENTS)])) == expected


def test_two_findings_on_one_span_are_one_hit_and_one_told_twice() -> None:
    told = figures([note(DOCUMENTS, PASSPORT)], [finding(TEXT, q, DOCUMENTS) for q in ("has his", "passport")])
    rates = told["any"]["overlap"]["micro"]
    assert (rates["hits"], rates["false"], rates["missed"]) == (1, 1, 0)
    assert told["any"]["doubled"] == 1


def test_one_finding_over_two_spans_is_one_hit_and_one_miss() -> None:
    told = figures([note(DOCUMENTS, "has his"), note(DOCUMENTS, "passport")], [finding(TEXT, PASSPORT, DOCUMENTS)])
    rates = told["any"]["overlap"]["micro"]
    assert (rates["hits"], rates["false"], rates["missed"]) == (1, 0, 1)
    assert told["any"]["doubled"] == 0


def test_as_many_spans_as_can_be_are_matched_whatever_the_longest_overlap_is() -> None:
    # the long finding could take either span, the short one the first alone
    assert matched("", [[(0, 10)], [(10, 12)]], [(0, 12), (0, 2)], FITS["overlap"]) == 2


def test_a_finding_of_another_indicator_finds_nothing() -> None:
    told = figures([note(DOCUMENTS, PASSPORT)], [finding(TEXT, PASSPORT, WAGES)])
    assert hits(told) == [0, 0, 0]
    assert {code: rates["missed"] for code, rates in told["any"]["overlap"]["each"].items()} == {
        DOCUMENTS: 1,
        WAGES: 0,
    }


def test_the_view_of_what_is_present_leaves_out_other_spans_and_findings() -> None:
    marks = [note(DOCUMENTS, PASSPORT), note("threats", "No threats", Assertion.NEGATED)]
    found = [
        finding(TEXT, PASSPORT, DOCUMENTS, Assertion.OTHER),
        finding(TEXT, "threats", "threats", Assertion.NEGATED),
    ]
    told = figures(marks, found)
    assert hits(told)[0] == 2
    rates = told["present"]["overlap"]["micro"]
    assert (rates["hits"], rates["false"], rates["missed"]) == (0, 0, 1)


def test_a_quote_that_stands_nowhere_is_missed_and_one_that_stands_twice_is_found_at_either_place() -> None:
    assert hits(figures([note(DOCUMENTS, "no such words")], [finding(TEXT, PASSPORT, DOCUMENTS)])) == [0, 0, 0]
    twice = "paid, then paid"
    last = Finding(finding(twice, "paid", WAGES).kind, WAGES, "paid", 11, 15, Assertion.PRESENT, "toy.cue")
    told = span_figures([MarkedText(twice, (note(WAGES, "paid"),), (last,))], np.ones((2, 1)))
    assert hits(told) == [1, 1, 1]


def test_a_span_without_a_letter_is_trimmed_to_itself() -> None:
    assert trimmed("a ... b", (2, 5)) == (2, 5)
    assert trimmed('"paid."', (0, 7)) == (1, 5)


def test_texts_without_a_span_have_no_rate() -> None:
    told = figures([], [])
    assert told["any"]["exact"]["micro"]["f1"]["value"] is None
    assert told["present"]["doubled"] == 0
