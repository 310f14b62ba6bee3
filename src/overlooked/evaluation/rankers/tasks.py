"""Running independent pieces of work on the cores of one machine, in a fixed order of results.

In go functions without arguments; out come their results in the same order, whatever the number of jobs.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from joblib import Parallel, delayed

from overlooked.screening import workers_watched

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with the stage, how many pieces of it are done, and how many there are."""


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def run_all(tasks: Sequence[Callable[[], T]], *, jobs: int, stage: str, progress: Progress = silent) -> list[T]:
    """Run every task and give the results in order; `jobs` processes, or this one alone for 1."""
    results: list[T] = []
    progress(stage, 0, len(tasks))
    workers = Parallel(n_jobs=min(jobs, max(len(tasks), 1)), return_as="generator")
    with workers_watched():
        for result in workers(delayed(task)() for task in tasks):
            results.append(result)
            progress(stage, len(results), len(tasks))
    return results
