"""Opened: the records of a run as every process of it reads them, unit by unit.

In come paths, out come a `Station` at the records and a `Given`, by which another process comes to one of its own.
"""

import os
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from overlooked.records import Cursor, Desk, Opening, Taken, Unit, open_records, paths_of
from overlooked.records.sources import keep_streams
from overlooked.running.workplace import private_place


@dataclass(frozen=True)
class Given:
    """The records as a worker process is told of them: by paths, of which relative ones begin at `begins`.

    `streams` are files that hold what came as a stream.
    """

    paths: tuple[Path, ...]
    columns: Path | None
    begins: Path
    streams: tuple[tuple[Path, Path], ...] = ()

    def station(self) -> "Station":
        """A station in this process, which may have begun its work elsewhere."""
        if Path.cwd() != self.begins:
            os.chdir(self.begins)
        return Station(open_records(self.paths, self.columns, dict(self.streams)))


class Station:
    """What a process keeps of the records between units: it goes forward through them."""

    def __init__(self, opening: Opening) -> None:
        self._cursor, self._desk = Cursor(opening.opened), Desk(opening.opened)

    def read(self, unit: Unit) -> Taken:
        """What the desk takes of a unit."""
        return self._desk.read(self._cursor.rows(unit))

    def taken(self, unit: Unit, size: int) -> Iterator[Taken]:
        """The same, so many rows at a time; at least one, an empty one behind the end."""
        for first in range(unit.first, unit.first + unit.size, size):
            part = Unit(unit.table, first, min(size, unit.first + unit.size - first))
            taken = self.read(part)
            yield taken
            if taken.counts["rows"] < part.size:
                break


@contextmanager
def opened(
    given: Sequence[Path], output: Path, columns: Path | None, *, shared: bool
) -> Iterator[tuple[Opening, Given]]:
    """The records of a run that writes `output`, opened, and what another process is told of them.

    Where they are `shared`, what came as a stream is kept in a private folder beside `output`, which is gone when the
    block ends; what a killed run left of it goes first. Raises the errors of reading, and OutputError where another run
    writes this output.
    """
    if not shared:
        yield open_records(given, columns), Given(tuple(given), columns, Path.cwd())
        return
    with private_place(output, "streams") as folder:
        streams = keep_streams(paths_of(given), folder)
        told = Given(tuple(given), columns, Path.cwd(), tuple(streams.items()))
        yield open_records(given, columns, streams), told


def units(tables: int, rows: int, ended: Container[int]) -> Iterator[Unit]:
    """Unit after unit of every table, until it is among the `ended`, which are asked before each."""
    for table in range(tables):
        for first in count(step=rows):
            if table in ended:
                break
            yield Unit(table, first, rows)
