"""The cluster: units scored on Spark. In go units, out come their finished parts, which stand on this machine.

The desk takes the rows here; only what is scored goes to the cluster and comes back.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import pandas as pd

from overlooked.records import Taken, Unit
from overlooked.running.opened import Station
from overlooked.running.parts import Done
from overlooked.running.worker import Job, screened
from overlooked.spark import scored


def score_on_cluster(job: Job, units: Iterable[Unit], here: Station, master: str) -> Iterator[Done]:
    """Score units on the cluster of `master`, such as local[2] or spark://host:7077; a part as each comes back.

    Raises the errors of reading, and RunError where the cluster gives up.
    """
    sent: deque[tuple[Unit, Taken]] = deque()

    def frames() -> Iterator[pd.DataFrame]:
        for unit in units:
            taken = here.read(unit)
            sent.append((unit, taken))
            yield screened(taken)

    for frame in scored(frames(), job.screener, master):
        unit, taken = sent.popleft()
        yield job.parts.write(unit, [(taken, frame)])
