"""Screening: the whole flow over one table. Records in, scored batch by batch, ranked once, queue out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
from joblib import Parallel, delayed
from joblib.externals.loky.process_executor import BrokenProcessPool

from overlooked.errors import RunError
from overlooked.named import named_list, ranks_of
from overlooked.offences import classify
from overlooked.queue import SCHEMA_VERSION
from overlooked.ranking import LIMIT, SEED, Capacity, bands
from overlooked.records.made import complete
from overlooked.sampling import Stratum, whole
from overlooked.screening.scored import read_on, score_batch
from overlooked.screening.screener import Screener
from overlooked.screening.selection import CHOSEN, light, select

BATCH = 512
FEW = 1000
"""So few records are read quicker than a sift is loaded."""
WORKER_DIED = (
    "a worker process was killed, most often because memory ran out; close other programs or give fewer --jobs, "
    "then run again"
)

Progress = Callable[[int, int | None], object]
"""Told the rows done since the last call, and the rows in all."""


def unwatched(done: int, total: int | None) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Reach:
    """How many records came as far as the reading, of all that were scored.

    `by_reference` of them hold characters that the sift does not take.
    """

    reached: int
    by_reference: int
    scored: int

    @property
    def share(self) -> float:
        """Reached as a share of the scored, to four places."""
        return round(self.reached / self.scored, 4) if self.scored else 0.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a run beside its queue.

    `named` lists the records that name slavery, trafficking or a referral, in the queue or not: see `overlooked.named`.
    `bands` counts all scored records; so do `strata`, with how many of each are in the queue.
    """

    named: pd.DataFrame
    bands: Mapping[str, int]
    strata: Mapping[str, Stratum]
    scored: int
    left_out: int
    training_text: int
    reach: Reach


@dataclass(frozen=True, kw_only=True)
class Screening(Outcome):
    """What came of a run, and the queue in rank order."""

    queue: pd.DataFrame


def screen(
    records: pd.DataFrame,
    screener: Screener | None = None,
    *,
    limit: int | None = LIMIT,
    audit: int = 0,
    seed: int = SEED,
    quotas: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    first: Sequence[str] = (),
    jobs: int = 1,
    progress: Progress = unwatched,
) -> Screening:
    """Score every record that may stand under a wrong offence and rank them; `limit` None keeps all.

    `records` has a column `narrative`, and those of `overlooked.records` that there are; `limit`, `audit`, `seed`,
    `quotas`, `at_most` and `first` are those of `Capacity`; `progress` is called after every batch. Raises
    SettingsError before anything is read, RecordsError where narratives are missing, RunError where a worker process
    dies.
    """
    capacity = Capacity(limit, audit, seed, quotas or {}, at_most or {}, tuple(first))
    screener, records = screener or Screener(), complete(records)
    screener = screener.suited(keeps_all=limit is None, few=len(records) < FEW)
    kept = records[is_screened(records)]
    batches = list(_scored(kept, screener, jobs, progress))
    table = pd.concat(batches, ignore_index=True) if batches else score_batch(kept, screener)
    selected = select(whole(table[list(light(capacity))]), capacity)
    queue = queued(read_on(table.loc[selected.chosen.index], screener), selected.chosen, screener)
    return Screening(
        queue=queue,
        named=named_list(table[table["named"].astype(bool)], ranks_of(queue)),
        bands=bands(table),
        strata=selected.strata,
        scored=len(table),
        left_out=len(records) - len(table),
        training_text=sum(table["training_text"]),
        reach=Reach(sum(table["reached"]), sum(table["by_reference"]), len(table)),
    )


def is_screened(records: pd.DataFrame) -> "pd.Series[bool]":
    """Which records may stand under a wrong offence: all but those recorded as modern slavery."""
    told = zip(records["offence"], records["offence_code"], records["recorded_on"], strict=True)
    return pd.Series([classify(*offence).screened for offence in told], records.index, dtype=bool)


def queued(rows: pd.DataFrame, chosen: pd.DataFrame, screener: Screener) -> pd.DataFrame:
    """The rows of a queue: scored records, in the order of those chosen, with what the selection says of each."""
    told = {name: list(chosen[name]) for name in CHOSEN}
    queue = rows.reset_index(drop=True).assign(**told)
    return queue.assign(schema_version=SCHEMA_VERSION, model=screener.model.hash, probability=None)


def _scored(records: pd.DataFrame, screener: Screener, jobs: int, progress: Progress) -> Iterator[pd.DataFrame]:
    batches = [records.iloc[start : start + BATCH] for start in range(0, len(records), BATCH)]
    run = Parallel(n_jobs=jobs, return_as="generator")
    with workers_watched():
        for done in run(delayed(score_batch)(batch, screener) for batch in batches):
            progress(len(done), len(records))
            yield done


@contextmanager
def workers_watched() -> Iterator[None]:
    """A worker process that dies in the block is a RunError."""
    try:
        yield
    except BrokenProcessPool as error:
        raise RunError(WORKER_DIED) from error
