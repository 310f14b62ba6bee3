"""What stands in the queue is the same however the records are cut into parts, and in whatever order they come."""

from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.ranking import Capacity, rank
from overlooked.sampling import draw, whole
from overlooked.screening.selection import select

CLASSES = ("theft_other", "fraud", "burglary")
ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(CLASSES), st.integers(0, 30)), min_size=1, max_size=60)
PLACES = st.dictionaries(st.sampled_from(CLASSES), st.integers(1, 4))
MOST = st.dictionaries(st.sampled_from(CLASSES), st.integers(4, 8))
CAPACITIES = st.builds(Capacity, st.integers(12, 30), st.integers(0, 20), st.integers(0, 3), PLACES, MOST)


def scored(rows: list[tuple[int, str, int]]) -> pd.DataFrame:
    """Records of this strength, class and content; equal content is a copy to the letter."""
    told = [
        (f"R{number:02}", f"{content * 7919 % 997:04}", strength, "C" if strength else "", code)
        for number, (strength, code, content) in enumerate(rows)
    ]
    return pd.DataFrame(told, columns=["record_id", "record_hash", "strength", "band", "offence_class"])


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(ROWS, CAPACITIES, st.integers(1, 20))
def test_parts_give_what_the_whole_gives(rows: list[tuple[int, str, int]], capacity: Capacity, size: int) -> None:
    table = scored(rows)

    def parts() -> Iterator[pd.DataFrame]:
        yield from (table.iloc[start : start + size] for start in range(0, len(table), size))

    one, other = select(whole(table), capacity), select(parts, capacity)
    pd.testing.assert_frame_equal(one.chosen, other.chosen)
    assert one.strata == other.strata


@settings(max_examples=30, deadline=None)
@given(ROWS, CAPACITIES)
def test_the_whole_is_ranked_first_and_drawn_from_what_is_left(
    rows: list[tuple[int, str, int]], capacity: Capacity
) -> None:
    table = scored(rows)
    selected = select(whole(table), capacity)
    ranked = rank(table, capacity.limit, capacity.quotas, capacity.at_most)
    drawn = draw(whole(table.drop(ranked.index)), capacity.audit, capacity.seed)
    sampled = selected.chosen["sampled"].astype(bool)
    assert set(selected.chosen.index[~sampled]) == set(ranked.index)
    assert set(selected.chosen.index[sampled]) == set(drawn.records.index)


@settings(max_examples=30, deadline=None)
@given(ROWS, CAPACITIES, st.randoms())
def test_the_order_of_rows_does_not_move_the_queue_and_it_stands_by_strength(
    rows: list[tuple[int, str, int]], capacity: Capacity, dice: object
) -> None:
    table, order = scored(rows), list(range(len(rows)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    one, other = select(whole(table), capacity).chosen, select(whole(table.iloc[order]), capacity).chosen
    pd.testing.assert_frame_equal(one, other)
    assert list(one["rank"]) == list(range(1, len(one) + 1))
    assert one["strength"].is_monotonic_decreasing
