"""The worker: scores one unit of a run and writes its part. In goes a job and a unit, never a table.

A worker process opens the records, the model and the sift once and keeps them; it goes forward through its files and
passes over the rows that others take.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from overlooked.records import Cursor, Desk, Opening, Taken, Unit, open_records
from overlooked.running.parts import Done, Parts
from overlooked.screening import Screener, is_screened, score_batch

SLICE = 500
"""Rows that are held at once."""

Slices = Iterator[tuple[Taken, pd.DataFrame]]


@dataclass(frozen=True)
class Job:
    """A run as a worker process is told of it: by paths, of which relative ones begin at `begins`.

    `streams` are files that hold what came as a stream.
    """

    given: tuple[Path, ...]
    columns: Path | None
    screener: Screener
    parts: Parts
    begins: Path
    streams: tuple[tuple[Path, Path], ...] = ()


@dataclass(frozen=True)
class Station:
    """What a process keeps between units."""

    cursor: Cursor
    desk: Desk
    screener: Screener

    def taken(self, unit: Unit) -> Iterator[Taken]:
        """What the desk takes of a unit, slice by slice; at least one, an empty one behind the end."""
        for first in range(unit.first, unit.first + unit.size, SLICE):
            rows = self.cursor.rows(Unit(unit.table, first, min(SLICE, unit.first + unit.size - first)))
            yield self.desk.read(rows)
            if len(rows) < SLICE:
                break


def station(opening: Opening, screener: Screener) -> Station:
    """A station at records that are open."""
    return Station(Cursor(opening.opened), Desk(opening.opened), screener)


@lru_cache(maxsize=1)
def _own_station(job: Job) -> Station:
    """The station of a worker process, which may have begun its work elsewhere."""
    if Path.cwd() != job.begins:
        os.chdir(job.begins)
    return station(open_records(job.given, job.columns, dict(job.streams)), job.screener)


def score_unit(job: Job, unit: Unit, here: Station | None = None) -> Done:
    """Score a unit and write its part, at the station that is `here` or at one of the process's own.

    Raises RecordsError for a file that cannot be read any more.
    """
    place = here or _own_station(job)
    return job.parts.write(unit, _scored(place.taken(unit), lambda records: score_batch(records, place.screener)))


def _scored(taken: Iterator[Taken], score: Callable[[pd.DataFrame], pd.DataFrame]) -> Slices:
    for told in taken:
        yield told, score(screened(told))


def screened(taken: Taken) -> pd.DataFrame:
    """The records that may stand under a wrong offence, with their `place` among those taken."""
    records = taken.records.assign(place=range(len(taken.records)))
    return records[is_screened(records)]
