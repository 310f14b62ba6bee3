"""References as forces write them, and what only looks like one."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlooked.reconcile.linking.references import Call, calls, candidates, canonical, canonicals, near, opaque, shape

ALIKE = [
    ("CR/045678/25", "cr 45678-2025", "CR45678/25", "CR.045678.25"),
    ("42/0012345/25", "42/12345/2025", "42-0012345-25"),
    ("13AB/1234/25", "13ab 1234 25", "13-AB-01234-2025"),
    ("NM25-00123", "NM/25/000123", "nm 25 123"),
]


@pytest.mark.parametrize("ways", ALIKE, ids=lambda ways: ways[0])
def test_one_reference_is_one_however_it_is_written(ways: tuple[str, ...]) -> None:
    assert len({canonical(way) for way in ways}) == 1


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Crime ref CR 45678-25 refers, see OIC", "CR/045678/25"),
        ("42/0012345/25 and 13AB/1234/25", "13AB/1234/25"),
        ("(crime no. NM25-00123)", "NM/25/123"),
        ("ref:123456789", "123456789"),
    ],
)
def test_a_reference_is_found_in_a_sentence(text: str, reference: str) -> None:
    assert canonical(reference) in set(candidates(text))


@pytest.mark.parametrize("text", ["aged 25", "at 0915 hrs", "12/03", "flat 3, 14 Mill Lane", "", "none", "tbc 25"])
def test_ages_times_and_houses_are_no_references(text: str) -> None:
    assert list(candidates(text)) == []


CELLS = st.text(st.sampled_from("ABZcr0123456789/-. éłß§"), max_size=20)


@given(st.lists(CELLS, max_size=6))
def test_a_whole_column_is_folded_like_its_cells(cells: list[str]) -> None:
    assert list(canonicals(pd.Series(cells, dtype="str"))) == [canonical(cell) for cell in cells]


@given(CELLS)
def test_folding_twice_is_folding_once(cell: str) -> None:
    assert canonical(canonical(cell)) == canonical(cell)


def test_near_are_one_digit_off_or_two_swapped_and_never_the_reference_itself() -> None:
    told = set(near("CR/45678/25"))
    assert {"CR/45679/25", "CR/54678/25", "CR/45687/25"} <= told
    assert "CR/45678/25" not in told
    assert "CR/45678/24" not in told
    assert all(len(other) == len("CR/45678/25") for other in told)


@pytest.mark.parametrize(
    "text",
    [
        "CAD 1234 of 12/03/25",
        "Log 1234 12MAR25",
        "Inc 1234-120325",
        "cad no 01234 dated 2025-03-12",
        "STORM ref 1234 of the 12.03.2025",
    ],
)
def test_a_call_log_is_its_number_and_its_day(text: str) -> None:
    assert calls(text) == [Call("1234", date(2025, 3, 12))]


def test_a_call_log_without_a_day_that_reads_has_none() -> None:
    assert calls("CAD 77") == [Call("77", None)]
    assert calls("CAD 1234 of 31/02/25") == [Call("1234", None)]
    assert calls("no log was made") == []


def test_an_opaque_reference_is_known_by_its_letters_and_digits() -> None:
    assert opaque("NRM-2025-012345") == opaque("nrm 2025 012345")
    assert opaque("A1") == ""
    assert opaque("unknown") == ""
    assert shape("AB12") == r"[A-Za-z]{2}[\s/._-]{0,2}[0-9]{2}"


def test_no_reference_is_near_to_a_number_that_no_reference_has() -> None:
    assert list(near("9" * 20))
    assert list(near("9" * 100_000)) == []


def test_logs_named_again_and_again_are_read_to_the_end() -> None:
    assert calls("LOG " * 100_000 + "REF NO 12 of 12/03/25") == [Call("12", date(2025, 3, 12))]


def test_a_text_that_is_too_long_for_a_reference_is_none() -> None:
    assert opaque("A1" * 30)
    assert opaque("A1" * 31) == ""


@given(CELLS)
def test_an_opaque_reference_has_the_shape_of_its_text(cell: str) -> None:
    assert not opaque(cell) or re.fullmatch(shape(cell), opaque(cell))


def test_a_year_with_zeros_before_it_is_a_year_in_a_cell_and_in_a_column() -> None:
    assert canonical("CR 122.02025") == canonical(canonical("CR 122.02025")) == "CR/122/25"
    assert list(canonicals(pd.Series(["CR 122.02025"], dtype="str"))) == ["CR/122/25"]
