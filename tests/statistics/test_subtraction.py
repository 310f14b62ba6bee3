"""Counts that are sums of one another: no small one is told, and none can be had from the rest."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from attack import pinned
from overlooked.statistics.subtraction import guarded

Sums = Sequence[tuple[str, Sequence[str]]]


def with_and_without(table: Sequence[tuple[int, int, int]]) -> tuple[dict[str, int], Sums]:
    """Groups of records that lack a sign, or have it and are missed or not, with every total."""
    counts: dict[str, int] = {}
    sums: list[tuple[str, Sequence[str]]] = []
    for number, (absent, missed, seen) in enumerate([*table, tuple(map(sum, zip(*table, strict=True)))]):
        group = "all" if number == len(table) else str(number)
        counts |= {f"absent {group}": absent, f"missed {group}": missed, f"seen {group}": seen}
        counts |= {f"stood {group}": missed + seen, f"records {group}": absent + missed + seen}
        sums.append((f"records {group}", (f"absent {group}", f"stood {group}")))
        sums.append((f"stood {group}", (f"missed {group}", f"seen {group}")))
    totals = ("absent", "missed", "seen", "stood", "records")
    return counts, [*sums, *((f"{what} all", tuple(f"{what} {n}" for n in range(len(table)))) for what in totals)]


def test_a_lone_gap_takes_the_next_smallest_part_with_it() -> None:
    assert guarded({"all": 20, "a": 3, "b": 8, "c": 9}, [("all", "abc")]) == {"all": 20, "a": None, "b": None, "c": 9}


def test_gaps_that_are_few_together_take_another_with_them() -> None:
    told = guarded({"all": 23, "a": 1, "b": 2, "c": 9, "d": 11}, [("all", "abcd")])
    assert told == {"all": 23, "a": None, "b": None, "c": None, "d": 11}


def test_a_small_count_is_hidden_from_every_sum_that_it_stands_in() -> None:
    counts = {"all": 40, "a": 20, "b": 20, "with": 26, "without": 14, "a with": 18, "a without": 2}
    counts |= {"b with": 8, "b without": 12}
    sums = [("all", ("a", "b")), ("all", ("with", "without")), ("a", ("a with", "a without"))]
    sums += [("b", ("b with", "b without"))] + [(side, (f"a {side}", f"b {side}")) for side in ("with", "without")]
    told = guarded(counts, sums)
    assert {key for key, count in told.items() if count is None} == {"a with", "a without", "b with", "b without"}


def test_a_small_count_that_three_sums_give_back_together_is_hidden_too() -> None:
    counts = {"ab": 10, "bc": 13, "ac": 11, "a": 4, "b": 6, "c": 7}
    sums = [("ab", ("a", "b")), ("bc", ("b", "c")), ("ac", ("a", "c"))]
    only_parts = {key: None if len(key) == 1 else count for key, count in counts.items()}
    assert pinned(counts, sums, only_parts) == ["a"]
    assert pinned(counts, sums, guarded(counts, sums)) == []


def test_a_count_that_stands_in_no_sum_is_judged_by_its_size() -> None:
    assert guarded({"a": 3, "b": 0, "c": 5}, []) == {"a": None, "b": 0, "c": 5}


def test_what_holds_no_small_count_is_told_whole() -> None:
    counts, sums = with_and_without([(9, 7, 0), (5, 12, 6)])
    assert guarded(counts, sums) == counts


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=5))
def test_whoever_subtracts_finds_no_small_count(table: list[tuple[int, int, int]]) -> None:
    counts, sums = with_and_without(table)
    told = guarded(counts, sums)
    assert all(count is None or count == counts[key] for key, count in told.items())
    assert not [key for key, count in told.items() if count is not None and 0 < count < 5]
    assert pinned(counts, sums, told) == []
