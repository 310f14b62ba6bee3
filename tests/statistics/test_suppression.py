"""Small counts are not told, and no total gives them back."""

from hypothesis import given
from hypothesis import strategies as st

from overlooked.statistics.suppression import suppressed

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5)
)


def test_a_small_count_takes_the_smallest_of_its_row_and_column_with_it() -> None:
    assert suppressed([[3, 9, 20], [8, 30, 40], [50, 60, 70]]) == [[None, None, 20], [None, None, 40], [50, 60, 70]]


def test_a_table_without_small_counts_is_told_whole() -> None:
    assert suppressed([[0, 5], [9, 12]]) == [[0, 5], [9, 12]]


def test_zero_is_nobody_and_is_told_until_it_must_hide_another() -> None:
    assert suppressed([[0, 0, 9]]) == [[0, 0, 9]]
    assert suppressed([[2, 0, 0]]) == [[None, None, 0]]


@given(TABLES)
def test_no_small_count_is_told_and_no_gap_stands_alone_in_its_row_or_column(table: list[list[int]]) -> None:
    told = suppressed(table)
    assert all(
        kept is None or kept == number
        for row, own in zip(told, table, strict=True)
        for kept, number in zip(row, own, strict=True)
    )
    assert not any(kept is not None and 0 < kept < 5 for row in told for kept in row)
    lines = [list(line) for line in (*told, *zip(*told, strict=True)) if len(line) > 1]
    assert not any(line.count(None) == 1 for line in lines)
