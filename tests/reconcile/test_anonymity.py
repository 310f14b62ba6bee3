"""A referral tells enough to be linked, or it does not: placeholders are no names, filled-in days no birth dates."""

import pytest
from told_rows import REFERRAL

from overlooked.reconcile.people.anonymity import (
    ANONYMOUS,
    TOO_LITTLE,
    anonymity,
    is_birth_date,
    is_reference,
    is_told,
    name_words,
)
from overlooked.reconcile.tables.columns import REFERRAL_COLUMNS

NOBODY = {**dict.fromkeys(REFERRAL_COLUMNS, ""), "referral_type": "NRM"}


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "  ",
        "UNKNOWN",
        "Unknown.",
        "NK",
        "N/K",
        "n.k.",
        "Not known",
        "not  KNOWN",
        "XX",
        "xxxxx",
        "U/K",
        "N/A",
        "-",
        "?",
    ],
)
def test_what_stands_for_nothing_is_not_told(cell: str) -> None:
    assert not is_told(cell)
    assert name_words(cell) == ()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Nguyen Van An", ("nguyen", "van", "an")),
        ("O'Brien", ("o'brien",)),
        ("Łukasz-Jan", ("łukasz", "jan")),
        ("Miss J. DOE", ("doe",)),
        ("Unknown Male 2", ()),
        ("Jan Jan", ("jan",)),
        ("Xu", ("xu",)),
        ("Хасан", ("хасан",)),
    ],
)
def test_names_are_read_in_words(cell: str, words: tuple[str, ...]) -> None:
    assert name_words(cell) == words


@pytest.mark.parametrize(
    ("day", "usable"),
    [
        ("1990-05-17", True),
        ("1990-01-01", False),
        ("1900-01-01", False),
        ("1111-11-11", False),
        ("", False),
        ("17/05/1990", False),
    ],
)
def test_a_birth_date_tells_a_person_apart_unless_it_was_filled_in(day: str, usable: bool) -> None:
    assert is_birth_date(day) is usable


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("42/12345/24", True),
        ("CAD 7 of 12/03/2024", True),
        ("log 12 on 2024-03-12", True),
        ("crime no. 99", True),
        ("01NM/1234/24", True),
        ("to follow", False),
        ("awaited, reported 12/03/2024", False),
        ("reported 2024-03-12", False),
        ("in 2024", False),
        ("N/K", False),
        ("", False),
    ],
)
def test_a_reference_is_usable_where_it_has_a_number_beside_its_day(text: str, usable: bool) -> None:
    assert is_reference(text) is usable


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, TOO_LITTLE),
        ({"forename": "Jan", "surname": "Nowak"}, ""),
        ({"forename": "Jan", "surname": "NK", "date_of_birth": "1990-05-17"}, ""),
        ({"forename": "Jan", "surname": "NK", "date_of_birth": "1990-01-01"}, TOO_LITTLE),
        ({"forename": "Jan", "surname": "NK"}, TOO_LITTLE),
        ({"date_of_birth": "1990-05-17"}, TOO_LITTLE),
        ({"surname": "Nguyen Van"}, ""),
        ({"aliases": "Big Jim; JJ"}, ""),
        ({"aliases": "Jim; JJ"}, TOO_LITTLE),
        ({"crime_or_cad_reference": "42/12345/24"}, ""),
        ({"referral_type": "DtN"}, ANONYMOUS),
        ({"referral_type": "DtN", "crime_or_cad_reference": "42/12345/24"}, ANONYMOUS),
        (
            {"referral_type": "DtN", "forename": "UNKNOWN", "surname": "FEMALE", "date_of_birth": "1990-05-17"},
            ANONYMOUS,
        ),
        ({"referral_type": "DtN", "forename": "Jan"}, TOO_LITTLE),
        ({"referral_type": "DtN", "forename": "Jan", "surname": "Nowak"}, ""),
    ],
)
def test_a_referral_cannot_be_linked_without_two_parts_of_an_identity_or_a_reference(
    told: dict[str, str], expected: str
) -> None:
    assert anonymity({**NOBODY, **told}) == expected


def test_a_usual_referral_can_be_linked() -> None:
    assert anonymity({**NOBODY, **REFERRAL}) == ""
