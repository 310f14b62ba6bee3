"""Whether a denial clears anything; the sign is always the same, so that only its surroundings decide."""

import pytest

from overlooked.findings import Assertion, Finding
from overlooked.reading.reader import load_reader

CLEARS_NOTHING = [
    "MSHT checklist done, free to come and go, no concerns.",
    "The boss translated. He is free to come and go.",
    "He is free to come and go. The foreman answered for him each time.",
    "His uncle said that he is free to come and go.",
    "He says he is free to come and go. The boss has kept his passport since March.",
]
CLEARS = [
    "Seen alone with an independent interpreter. He is free to come and go.",
    "MSHT checklist done, no concerns. He showed me his own key, he is free to come and go.",
    "The boss translated at first. Spoken to alone in our car he is free to come and go.",
    "He is free to come and go.",
    "He says he is free to come and go.",
]


def denial(narrative: str) -> Finding:
    findings = load_reader().read(narrative).findings
    denials = [f for f in findings if f.indicator == "movement_restricted" and f.assertion is Assertion.NEGATED]
    assert denials, narrative
    return denials[-1]


@pytest.mark.parametrize("narrative", CLEARS_NOTHING)
def test_a_tick_box_and_the_word_of_a_possible_controller_clear_nothing(narrative: str) -> None:
    assert not denial(narrative).clears


@pytest.mark.parametrize("narrative", CLEARS)
def test_a_denial_that_nothing_speaks_against_clears_and_so_does_an_independent_check(narrative: str) -> None:
    assert denial(narrative).clears
