"""Records of the corpus as cases of a lesson."""

from pathlib import Path

import pytest

from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.findings import Kind
from overlooked.reading.reader import load_reader
from overlooked.teaching.packs.cases import Case, Difficulty, corpus_case

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def records() -> list[LabelledRecord]:
    return load_corpus(CORPUS)[::9]


@pytest.fixture(scope="module")
def cases(records: list[LabelledRecord]) -> list[Case]:
    return [corpus_case(record, load_reader()) for record in records]


def test_every_quote_stands_in_its_narrative(cases: list[Case]) -> None:
    assert all(case.narrative[sign.start : sign.end] == sign.quote for case in cases for sign in case.signs)


def test_what_annotators_marked_is_the_answer_and_nothing_else_is_an_indicator(
    records: list[LabelledRecord], cases: list[Case]
) -> None:
    for record, case in zip(records, cases, strict=True):
        told = sorted((s.indicator, s.quote, s.assertion) for s in case.signs if s.kind is Kind.INDICATOR)
        assert told == sorted((mark.indicator, mark.quote, mark.assertion) for mark in record.indicators)


def test_a_look_alike_is_no_case_and_a_clearance_that_clears_nothing_is_one(cases: list[Case]) -> None:
    by_difficulty = {difficulty: [c for c in cases if c.difficulty is difficulty] for difficulty in Difficulty}
    assert all(by_difficulty.values())
    assert not any(case.is_case for case in by_difficulty[Difficulty.LOOK_ALIKE])
    assert all(case.is_case for case in by_difficulty[Difficulty.CLEARANCE])
    assert all(any(not sign.clears for sign in case.signs) for case in by_difficulty[Difficulty.CLEARANCE])


def test_homeless_people_and_children_are_told_by_the_label_or_by_the_words(
    records: list[LabelledRecord], cases: list[Case]
) -> None:
    for record, case in zip(records, cases, strict=True):
        if record.victim["homeless"]:
            assert "homeless" in case.about
        if record.victim["age_band"] == "child":
            assert "children" in case.about
