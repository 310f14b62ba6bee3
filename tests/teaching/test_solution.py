"""Answers: every sign has a reason, the rules are those of the day, and a look-alike asks for nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from toy_pack import CASES

from overlooked.corpus import load_corpus
from overlooked.reading.reader import load_reader
from overlooked.recording import load_recording
from overlooked.teaching.packs.cases import Case, corpus_case
from overlooked.teaching.packs.solution import QUESTIONS, Solution, ToldSign, solution_of
from overlooked.teaching.packs.words import lesson_words

CORPUS = Path(__file__).parents[2] / "corpus"
LOCKED, PAID, CHILD = CASES


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [corpus_case(record, load_reader()) for record in load_corpus(CORPUS)[::23]]


def every(told: Solution) -> list[ToldSign]:
    return [*told.signs, *told.against, *told.around]


def test_every_sign_of_a_case_is_told_once_with_a_number_a_name_and_a_reason(cases: list[Case]) -> None:
    for case in cases:
        told = every(solution_of(case))
        assert sorted(own.number for own in told) == list(range(1, len(case.signs) + 1))
        assert all(case.signs[own.number - 1] == own.sign for own in told)
        assert all(own.name and own.says and own.why.endswith(".") for own in told)


def test_present_indicators_carry_their_guidance_and_its_source(cases: list[Case]) -> None:
    assert all(own.source for case in cases for own in solution_of(case).signs)


def test_a_case_says_what_to_record_ask_and_do(cases: list[Case]) -> None:
    for case in cases:
        told = solution_of(case)
        if case.is_case:
            assert told.verdict.startswith("A person should look at this record again.")
            assert len(told.should_record) == len(case.exploitation)
            assert 0 < len(told.questions) <= QUESTIONS
            assert told.safeguarding
        else:
            assert (told.should_record, told.questions, told.safeguarding) == ((), (), ())
        assert told.rules


def test_a_tick_box_is_told_to_clear_nothing_and_a_check_to_clear() -> None:
    (checklist,) = solution_of(LOCKED).against
    assert checklist.says == "speaks against, which clears nothing"
    assert checklist.why.startswith("It clears nothing")
    payslips = solution_of(PAID).against[0]
    assert payslips.says == "said not to be so"
    assert payslips.why.startswith("It clears the sign")


def test_a_childs_denial_clears_nothing_and_a_child_needs_no_means() -> None:
    told = solution_of(CHILD)
    assert told.against[0].why.startswith("A child's consent or denial clears nothing")
    assert "A child needs no means" in [rule.title for rule in told.rules]
    assert any("independent child trafficking guardian" in step for step in told.safeguarding)
    assert not any("If the adult agrees" in step for step in told.safeguarding)


def test_the_rules_are_those_of_the_day_of_the_record() -> None:
    def titles(day: str) -> set[str]:
        return {rule.title for rule in solution_of(replace(LOCKED, recorded_on=day)).rules}

    assert "Modern Slavery Act 2015" in titles("2025-03-04")
    assert "The law before the Modern Slavery Act" in titles("2014-03-04")
    assert titles("2025-03") == titles("2025-03-04")
    assert "Modern Slavery Act 2015" in titles("no day")


def test_an_offence_of_2026_is_told_where_crime_was_forced_after_it_began() -> None:
    def told(day: str) -> set[str]:
        return {rule.title for rule in solution_of(replace(CHILD, recorded_on=day)).rules}

    assert "Crime and Policing Act 2026" in told("2026-07-01")
    assert "Crime and Policing Act 2026" not in told("2026-06-28")


def test_a_rule_that_was_not_verified_says_so() -> None:
    notes = {rule.title: rule.note for rule in solution_of(LOCKED).rules}
    assert notes["Modern Slavery Act 2015"] == ""
    assert notes["Record within 24 hours"].startswith("Not verified")


def test_the_rules_that_a_lesson_tells_are_rules_that_there_are() -> None:
    known = {rule.code for rule in load_recording().rules}
    assert {code for codes in lesson_words()["rules"].values() for code in codes} <= known
