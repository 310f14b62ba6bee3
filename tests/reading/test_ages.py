import pytest

from overlooked.reading.foldings import ADULT_AGE, CHILD_AGE
from overlooked.reading.reader import load_reader

CHILD = [
    "Lad 16 off the bus.",
    "The boy is 16.",
    "He's 15, four stone wet through.",
    "Lacey is 14, from the next town.",
    "A girl of fifteen was with them.",
    "A boy of about 12 ran off.",
    "He says 16 but looks younger.",
    "Ellie (13) and her sister were found.",
    "She has just turned 17.",
]
NO_AGE = [
    "It was 15 degrees.",
    "He is 16 miles off.",
    "He has lived here for 15 years.",
    "The debt is 6,000 now.",
    "She had 15 wraps.",
]


def forms(narrative: str) -> list[str]:
    return load_reader().view(narrative).forms


@pytest.mark.parametrize("narrative", CHILD)
def test_a_number_under_eighteen_where_an_age_stands_is_a_childs_age(narrative: str) -> None:
    assert CHILD_AGE in forms(narrative)


@pytest.mark.parametrize("narrative", NO_AGE)
def test_another_number_is_no_age(narrative: str) -> None:
    assert not {CHILD_AGE, ADULT_AGE} & set(forms(narrative))


def test_an_adults_age_is_another_form() -> None:
    assert ADULT_AGE in forms("The man is 34.")
    assert ADULT_AGE in forms("She was eighteen.")


def test_a_childs_age_is_quoted_as_the_circumstance_of_a_child() -> None:
    findings = load_reader().read("A boy of about 12 ran off.").findings
    assert [(f.indicator, f.quote) for f in findings] == [("child", "12")]
