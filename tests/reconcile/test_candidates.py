"""Blocking: which pairs are compared at all."""

import duckdb
import pytest
from test_scored import LAN, LAN_SWAPPED, Cells, crime_table, referral_table

from overlooked.reconcile.linking.candidates import NAMED_AND_BORN, WHOLLY_NAMED, block
from overlooked.reconcile.linking.folded import folded
from overlooked.reconcile.linking.settings import load_linking

PERSON: dict[str, str] = {"forename": "Magdalena", "surname": "Kowalski", "date_of_birth": "1990-05-17"}


def blocked(referrals: list[Cells], crimes: list[Cells], most_pairs: int = 1000) -> set[tuple[int, int]]:
    tables = folded(referral_table(referrals), crime_table(crimes), load_linking().rarity)
    with duckdb.connect(":memory:") as connection:
        for name in ("names", "referrals", "victims"):
            connection.register(name, getattr(tables, name))
        block(connection, most_pairs)
        found = connection.execute(
            "SELECT DISTINCT a.row AS l, b.row AS r FROM pairs "
            "JOIN referrals a ON a.unique_id = l JOIN victims b ON b.unique_id = r"
        ).df()
    return set(zip(found["l"].tolist(), found["r"].tolist(), strict=True))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"date_of_birth": ""},
        {"date_of_birth": "1990-01-01"},
        {"date_of_birth": "1990-05-18"},
        {"date_of_birth": "1991-05-17"},
        {"forename": ""},
        {"surname": "Nowak"},
        {"forename": "Magda"},
        {"surname": "Kovalsky"},
        {"forename": "Kowalski", "surname": "Magdalena"},
        {"forename": "Magdalena Ewa"},
        {"forename": "Magbalena"},
    ],
)
def test_a_person_with_one_wrong_cell_is_compared(change: dict[str, str]) -> None:
    assert blocked([PERSON], [PERSON | change]) == {(0, 0)}


@pytest.mark.parametrize(
    "change",
    [
        {"date_of_birth": "1971-12-01"},
        {"forename": "Ewa", "surname": "Nowak"},
        {"forename": "Ewa", "date_of_birth": "1990-05-18"},
    ],
)
def test_a_stranger_is_not_compared(change: dict[str, str]) -> None:
    assert blocked([PERSON], [PERSON | change]) == set()


def test_a_birth_date_with_day_and_month_exchanged_is_compared() -> None:
    assert blocked([LAN], [LAN_SWAPPED]) == {(0, 0)}
    assert len(NAMED_AND_BORN) + len(WHOLLY_NAMED) == 4


def test_a_block_that_is_too_large_is_left_out_and_the_others_stay() -> None:
    crowd = [{"forename": "Van Hung", "surname": "Nguyen"}] * 30
    assert blocked([*crowd[:10], PERSON], [*crowd, PERSON], most_pairs=100) == {(10, 30)}
    assert len(blocked([*crowd[:10], PERSON], [*crowd, PERSON], most_pairs=1000)) == 301
