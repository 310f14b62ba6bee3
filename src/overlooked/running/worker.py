"""The worker: scores one unit of a run and writes its part. In goes a job and a unit, never a table.

A worker process opens the records, the model and the sift once and keeps them; it goes forward through its files and
passes over the rows that others take.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from overlooked.records import Taken, Unit
from overlooked.running.opened import Given, Station
from overlooked.running.parts import Done, Parts
from overlooked.screening import Screener, is_screened, score_batch

SLICE = 500
"""Rows that are held at once."""

Slices = Iterator[tuple[Taken, pd.DataFrame]]


@dataclass(frozen=True)
class Job:
    """A run as a worker process is told of it."""

    given: Given
    screener: Screener
    parts: Parts


@lru_cache(maxsize=1)
def _own(job: Job) -> tuple[Station, Screener]:
    """What a worker process keeps: its station, and the screener that has loaded model and sift."""
    return job.given.station(), job.screener


def score_unit(job: Job, unit: Unit, here: Station | None = None) -> Done:
    """Score a unit and write its part, at the station that is `here` or at one of the process's own.

    Raises RecordsError for a file that cannot be read any more.
    """
    station, screener = (here, job.screener) if here else _own(job)
    return job.parts.write(unit, _scored(station.taken(unit, SLICE), lambda records: score_batch(records, screener)))


def _scored(taken: Iterator[Taken], score: Callable[[pd.DataFrame], pd.DataFrame]) -> Slices:
    for told in taken:
        yield told, score(screened(told))


def screened(taken: Taken) -> pd.DataFrame:
    """The records that may stand under a wrong offence, with their `place` among those taken."""
    records = taken.records.assign(place=range(len(taken.records)))
    return records[is_screened(records)]
