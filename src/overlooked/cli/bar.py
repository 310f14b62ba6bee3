"""The progress bar of long work."""

import sys
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """A progress bar on a terminal, silence elsewhere; called with steps done and, once known, the total."""

    def __init__(self, title: str) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        self._task = self._progress.add_task(title, total=None)

    def __call__(self, done: int, total: int | None) -> None:
        """Go `done` steps on."""
        self._progress.update(self._task, advance=done, total=total)

    def stage(self, stage: str, done: int, total: int) -> None:
        """Stand at `done` of `total` in a stage."""
        self._progress.update(self._task, description=stage, completed=done, total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
