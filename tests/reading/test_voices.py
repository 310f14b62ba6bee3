"""Sentences that say nothing of what stands beside them."""

import pytest

from overlooked.reading.assertion import load_assertions
from overlooked.reading.context import Context
from overlooked.reading.reader import load_reader
from overlooked.reading.voices import is_bare_clearance, is_controllers_word, tells_a_check

BARE = [
    "MSHT checklist completed, nil.",
    "No trafficking indicators noted.",
    "Slavery considered and discounted.",
    "No evidence of human trafficking.",
    "Denies being exploited.",
    "No concerns.",
]
CONTROLLERS = [
    "The boss says he is free to leave.",
    "His employer explained that all of them are paid.",
    "In front of the foreman he said that he was happy.",
    "Her uncle interpreted.",
    "The manager, who had come in by then, answered for him.",
]
CHECKS = [
    "Seen alone he said he is free to come and go.",
    "Spoke to each of them separately.",
    "He showed me his passport.",
    "Interviewed through Language Line in private.",
]
PLAIN = ["He is free to come and go.", "He has not been paid since March.", "The boss has his passport."]


def context(narrative: str) -> Context:
    return load_assertions().context(load_reader().view(narrative))


@pytest.mark.parametrize("narrative", BARE)
def test_a_tick_box_line_is_a_bare_clearance(narrative: str) -> None:
    assert is_bare_clearance(context(narrative), 0)


@pytest.mark.parametrize("narrative", CONTROLLERS)
def test_what_a_possible_controller_says_or_hears_is_the_controllers_word(narrative: str) -> None:
    assert is_controllers_word(context(narrative), 0)


@pytest.mark.parametrize("narrative", CHECKS)
def test_a_person_seen_apart_and_a_paper_seen_are_checks(narrative: str) -> None:
    assert tells_a_check(context(narrative), 0)


@pytest.mark.parametrize("narrative", [*CHECKS, *PLAIN])
def test_facts_and_checks_are_not_silent(narrative: str) -> None:
    assert not context(narrative).silent


def test_a_silent_sentence_answers_no_question_and_hides_nothing_behind_it() -> None:
    narrative = "Asked if he was locked in at night. No concerns. No, he said, he has a key."
    told = context(narrative)
    assert told.silent == {1}
    assert told.telling(0, 1) == [2]
    assert told.telling(2, -1) == [0]
