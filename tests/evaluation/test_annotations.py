from toy_corpus import note, record

from overlooked.corpus import Annotation
from overlooked.evaluation.corpus.annotations import annotation_checks
from overlooked.findings import Assertion
from overlooked.statistics.figures import Figures

TEXT = "Boss has his passport. Not paid since May. Boss laughed."


def checks(*annotations: Annotation, label: int = 1) -> Figures:
    return annotation_checks([record("a", 1, label, narrative=TEXT, indicators=annotations)])


def test_a_quote_that_is_not_in_the_text_is_counted_and_so_is_one_at_two_places() -> None:
    told = checks(note("threats", "no such words"), note("threats", "Boss"), note("threats", "his passport"))
    assert (told["spans"], told["not_in_the_text"], told["at_several_places"]) == (3, 1, 1)
    assert told["shorter_or_longer_than_the_guide_says"] == 1


def test_spans_that_cross_are_told_from_those_within_one_another_and_on_the_same_words() -> None:
    told = checks(
        note("threats", "Boss has his"),
        note("violence", "has his passport"),
        note("deception", "has his passport"),
        note("isolation", "his passport"),
        note("isolation", "Not paid"),
    )
    assert (told["crossing"], told["nested"], told["same_words"]) == (3, 2, 1)


def test_what_is_marked_twice_or_in_two_ways_is_counted() -> None:
    told = checks(*[note("threats", "has his")] * 2, note("threats", "has his", Assertion.NEGATED))
    assert (told["marked_twice"], told["asserted_two_ways"]) == (1, 1)


def test_a_positive_without_a_present_sign_and_a_negative_without_any_are_counted() -> None:
    assert checks(note("threats", "has his", Assertion.OTHER))["positives_without_a_present_sign"] == 1
    assert checks(label=0)["negatives_without_a_span"] == 1


def test_each_indicator_is_counted_by_assertion() -> None:
    told = checks(note("threats", "has his"), note("threats", "Not paid", Assertion.NEGATED))["indicators"]
    assert (told["threats"]["present"], told["threats"]["negated"], sum(told["violence"].values())) == (1, 1, 0)


def test_no_record_has_nothing_odd() -> None:
    assert annotation_checks([])["spans"] == 0
