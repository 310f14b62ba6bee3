"""The worker: masks one unit of rows. In goes a job and a unit, out come the masked rows and what was counted.

A worker process opens the records once and keeps them, and goes forward through its files.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from overlooked.masking import Pseudonyms, pseudonymise
from overlooked.records import Unit
from overlooked.records.schema import KNOWN
from overlooked.running.opened import Given, Station

_QUOTED = re.compile(r"(['\"“‘]).*?(?:['\"”’]|$)", re.DOTALL)


@dataclass(frozen=True)
class Job:
    """A run as a worker process is told of it; the key goes from memory to memory."""

    given: Given
    pseudonyms: Pseudonyms


@dataclass(frozen=True)
class Done:
    """A masked unit: its rows, how many came in, the pieces by kind, and where and why the first was set aside."""

    unit: Unit
    rows: pd.DataFrame
    rows_in: int
    pieces: Counter[str]
    first_reason: str


_own_station = lru_cache(maxsize=1)(Given.station)


def mask_unit(job: Job, unit: Unit, here: Station | None = None) -> Done:
    """Mask a unit, at the station that is `here` or at one of the process's own.

    Raises RecordsError for a file that cannot be read any more.
    """
    taken = (here or _own_station(job.given)).read(unit)
    pieces = Counter[str]()
    rows = pd.DataFrame(_masked(taken.records[[*KNOWN]], job.pseudonyms, pieces), columns=[*KNOWN], dtype=object)
    return Done(unit, rows, taken.counts["rows"], pieces, _reason(taken.rejects))


def _masked(records: pd.DataFrame, pseudonyms: Pseudonyms, pieces: Counter[str]) -> Iterator[tuple[str, ...]]:
    """The rows with their narrative and id masked; what the offence and the place are called stays."""
    for record_id, *between, narrative in records.itertuples(index=False, name=None):
        masked = pseudonymise(narrative, pseudonyms, record_id)
        pieces.update(piece.kind for piece in masked.replaced)
        yield (pseudonyms.of_id(record_id), *between, masked.text)


def _reason(rejects: pd.DataFrame) -> str:
    """Where and why the first row was set aside, without a word of what stood in it."""
    if rejects.empty:
        return ""
    first = rejects.iloc[0]
    return f"row {first['row']}: {_QUOTED.sub('…', str(first['reason']))}"
