"""The chosen: of the parts of a run, once they are settled, its screening. The one look at all records.

Few columns of every record go by, part by part; the rows of the queue alone are fetched whole, and those that the sift
held back are read for it.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from joblib import Parallel, delayed

from overlooked.named import named_list, ranks_of
from overlooked.queue import SCHEMA_VERSION, Queue
from overlooked.ranking import KEYS, Capacity, in_order
from overlooked.records import Settled
from overlooked.running.merging import HELD, Merged, merged
from overlooked.running.parts import SCHEMAS
from overlooked.running.worker import Job
from overlooked.sampling import BANDS, RANKED, Stratum, bands_of
from overlooked.screening import Outcome, Reach, Screener, queued, read_on, workers_watched
from overlooked.screening.selection import light, select

TOGETHER = 200
"""Rows that are read at a time for their place in the queue."""
NAMES = tuple(name for name in SCHEMAS["scored"].names if name != "place")
_COUNTED = ("band", "training_text", "reached", "by_reference")


def chosen_of(job: Job, settled: Settled, capacity: Capacity, jobs: int) -> tuple[Queue, Outcome]:
    """The queue of a run whose units are all scored, and what else came of it."""
    counts: Counter[str] = Counter()
    for frame in job.parts.scored(_COUNTED, settled):
        counts.update(bands_of(frame))
        counts.update(scored=len(frame), **{name: int(frame[name].sum()) for name in _COUNTED[1:]})
    queue, ranks, strata = (_all if capacity.limit is None else _first)(job, settled, capacity, jobs)
    naming = [*job.parts.scored(NAMES, settled, pc.field("named"))]
    outcome = Outcome(
        named=named_list(pd.concat(naming), ranks),
        bands={name: counts[name] for name in BANDS},
        strata=strata,
        scored=counts["scored"],
        left_out=settled.quality.records - counts["scored"],
        training_text=counts["training_text"],
        reach=Reach(counts["reached"], counts["by_reference"], counts["scored"]),
    )
    return queue, outcome


Chosen = tuple[Queue, dict[tuple[str, str], int], dict[str, Stratum]]
"""A queue, ranks by id and hash of the record (at least of those that name a case), and the strata."""


def _first(job: Job, settled: Settled, capacity: Capacity, jobs: int) -> Chosen:
    """The queue of so many records as can be read."""
    selected = select(lambda: job.parts.scored(light(capacity), settled), capacity)
    rows = pd.concat(job.parts.scored(NAMES, settled, places=selected.chosen.index)).loc[selected.chosen.index]
    queue = queued(_read_on(rows, job.screener, jobs), selected.chosen, job.screener)
    return queue, ranks_of(queue), dict(selected.strata)


def _read_on(rows: pd.DataFrame, screener: Screener, jobs: int) -> pd.DataFrame:
    parts = [rows.iloc[at : at + TOGETHER] for at in range(0, len(rows), TOGETHER)]
    if len(parts) < 2:  # noqa: PLR2004 - one part needs no other process
        return read_on(rows, screener)
    with workers_watched():
        read: list[pd.DataFrame] = Parallel(n_jobs=jobs)(delayed(read_on)(part, screener) for part in parts)
        return pd.concat(read)


def _all(job: Job, settled: Settled, capacity: Capacity, _jobs: int) -> Chosen:
    """The queue of all records: every part in order is a run, and the runs are merged."""
    folder = job.parts.folder
    tables, first = job.parts.tables(NAMES, settled), capacity.first
    runs = [_run(table, folder / f"run-{start:012}.parquet", first) for start, table in tables]
    same = {"schema_version": SCHEMA_VERSION, "model": job.screener.model.hash, "probability": None}
    chance = {"stratum": RANKED, "inclusion_probability": 1.0, "sampled": False}
    queue = Merged(merged(runs, folder / "queue.parquet", first), {**same, **chance})
    return queue, queue.ranks("named"), {RANKED: Stratum(len(queue), len(queue))}


def _run(table: pa.Table, path: Path, first: Sequence[str]) -> Path:
    """Write the records of a part in the order of reading."""
    keys = table.select(list(KEYS if first else KEYS[:3])).to_pandas()
    order = in_order(keys, first).index.to_numpy()
    pq.write_table(table.take(order).drop_columns(["place"]), path, row_group_size=HELD)
    return path
