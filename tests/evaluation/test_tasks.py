from functools import partial

import pytest

from overlooked.evaluation.rankers.tasks import run_all


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert run_all([partial(pow, n, 2) for n in range(6)], jobs=jobs, stage="s") == [0, 1, 4, 9, 16, 25]


def test_progress_is_told_from_none_to_all() -> None:
    told: list[tuple[str, int, int]] = []
    run_all([int, int], jobs=1, stage="counting", progress=lambda *state: told.append(state))
    assert told == [("counting", 0, 2), ("counting", 1, 2), ("counting", 2, 2)]


def test_no_task_gives_no_result() -> None:
    assert run_all([], jobs=2, stage="s") == []
