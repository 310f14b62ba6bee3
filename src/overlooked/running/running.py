"""A run over files: units scored in worker processes, settled and ranked once, in memory that does not grow with them.

In come files, out comes a `Ran`: the queue, what else came of it, and what came in. It is good until its block ends,
for a queue that keeps every record, and the rows set aside, stand in the workplace.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from joblib import Parallel, delayed

from overlooked.manifest import made_with
from overlooked.outputs import canonical_json, sha256_of
from overlooked.queue import Queue
from overlooked.ranking import Capacity
from overlooked.records import (
    REJECT_COLUMNS,
    UNIT_ROWS,
    Cursor,
    Opening,
    Quality,
    Settled,
    Unit,
    first_reason,
    settle,
    with_repeats,
)
from overlooked.records.desk import PLACE
from overlooked.records.sources import Source
from overlooked.running.chosen import chosen_of
from overlooked.running.cluster import score_on_cluster
from overlooked.running.opened import Station, opened, units
from overlooked.running.parts import Done, Parts
from overlooked.running.worker import Job, score_unit
from overlooked.running.workplace import workplace
from overlooked.screening import Outcome, Progress, Screener, unwatched, workers_watched

FEW_BYTES, PACKED = 2**19, 8
"""Records in files of so many bytes are read quicker than a sift is loaded; packed text is so many times its size."""
PLAIN = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson"})
MADE_WITH = ("overlooked", "numpy", "pandas", "pyarrow")


@dataclass(frozen=True)
class Arrived:
    """What came in: its quality, the first row set aside and why, the sources, and notes on them."""

    quality: Quality
    first_reason: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One sentence: what came in, what was kept, what was set aside, and the first reason."""
        return self.quality.summary(self.first_reason)


@dataclass(frozen=True)
class Ran:
    """What came of a run; `rejects` gives the rows set aside, part by part, in the order of the files.

    `folder` is its workplace, which is taken away when the block ends.
    """

    queue: Queue
    outcome: Outcome
    arrived: Arrived
    rejects: Callable[[], Iterator[pd.DataFrame]]
    folder: Path


@dataclass(frozen=True)
class Means:
    """How a run is done, which moves nothing in what comes of it: processes, progress, and who is told what."""

    jobs: int = 1
    master: str = ""
    progress: Progress = unwatched
    tell: Callable[[str], object] = print


@contextmanager
def running(
    given: Sequence[Path],
    output: Path,
    screener: Screener,
    *,
    capacity: Capacity,
    columns: Path | None = None,
    means: Means | None = None,
    unit_rows: int = UNIT_ROWS,
) -> Iterator[Ran]:
    """Screen files. A run that was broken off goes on from its finished parts, which stand beside `output`.

    Raises the errors of reading and screening, and OutputError where another run writes this output.
    """
    means = means or Means()
    with ExitStack() as stack:
        shared = means.jobs != 1 and not means.master
        opening, told = stack.enter_context(opened(given, output, columns, shared=shared))
        screener.refuse_own_cues()
        screener = screener.suited(keeps_all=capacity.limit is None, few=_are_few(opening.sources))
        key = _key(opening.sources, columns, screener) | {"settings": {"reads": screener.reads, "rows": unit_rows}}
        place = stack.enter_context(workplace(output, key))
        if place.told:
            means.tell(place.told)
        name = hashlib.sha256(canonical_json(key).encode()).hexdigest()[:16]
        job = Job(told, screener, Parts(place.folder, name, unit_rows))
        counts = _scored(job, opening, means)
        for source in opening.sources:
            source.refuse_changed()
        settled = settle(lambda names: job.parts.frames("rows", names), counts)
        arrived = _arrived(job, opening, settled)
        queue, outcome = chosen_of(job, settled, capacity, means.jobs)
        yield Ran(queue, outcome, arrived, lambda: _rejects(job.parts, opening, settled), place.folder)


def _are_few(sources: Sequence[Source]) -> bool:
    return sum(source.size * (1 if source.path.suffix in PLAIN else PACKED) for source in sources) < FEW_BYTES


def _key(sources: Sequence[Source], columns: Path | None, screener: Screener) -> dict[str, Any]:
    """What decides the parts of a run, by the word that a user knows it by."""
    return {
        "records": [(source.name, source.sha256) for source in sources],
        "columns": "" if columns is None else sha256_of(columns),
        "cues": screener.hashes.all,
        "model": screener.model.hash,
        "versions": made_with(*MADE_WITH),
    }


def _scored(job: Job, opening: Opening, means: Means) -> Counter[str]:
    """Score every unit that has no finished part; what the desk counted in all."""
    counts: Counter[str] = Counter()
    ended: set[int] = set()

    def note(one: Done) -> None:
        counts.update(one.counts)
        if one.rows < job.parts.unit_rows:
            ended.add(one.unit.table)
        means.progress(one.rows, None)

    def left() -> Iterator[Unit]:
        for unit in units(len(opening.opened), job.parts.unit_rows, ended):
            finished = job.parts.done(unit)
            if finished is None:
                yield unit
            else:
                note(finished)

    with workers_watched():
        for one in _run(job, left(), Station(opening), means):
            note(one)
    return +counts


def _run(job: Job, left: Iterator[Unit], here: Station, means: Means) -> Iterator[Done]:
    """Score units, in this process, in others, or on a cluster."""
    if means.master:
        return score_on_cluster(job, left, here, means.master)
    if means.jobs == 1:
        return (score_unit(job, unit, here) for unit in left)
    pool = Parallel(n_jobs=means.jobs, return_as="generator_unordered", batch_size=1, pre_dispatch="2*n_jobs")
    return iter(pool(delayed(score_unit)(job, unit) for unit in left))


def _arrived(job: Job, opening: Opening, settled: Settled) -> Arrived:
    """What came in. Raises RecordsError where every row is set aside."""
    first = ""
    if settled.quality.set_aside:
        first = next(filter(None, map(first_reason, _rejects(job.parts, opening, settled))))
    settled.quality.refuse_none(first)
    return Arrived(settled.quality, first, opening.sources, opening.notes)


def _rejects(parts: Parts, opening: Opening, settled: Settled) -> Iterator[pd.DataFrame]:
    cursor = Cursor(opening.opened)
    marks = parts.frames("rows", ("source", "row", *PLACE))
    rejects = parts.frames("rejects", (*REJECT_COLUMNS, *PLACE))
    for number, (aside, kept) in enumerate(zip(rejects, marks, strict=True)):
        yield with_repeats(cursor, aside, kept, settled.repeats(number))
