"""Merging: sorted runs of scored records on disk into one, so that a queue that keeps all never stands in memory.

In go Parquet files of scored rows, each in the order of reading; out comes one in that order. So few are merged at a
time that the rows held stay few; what comes of it is merged again.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from overlooked.queue import COLUMNS
from overlooked.ranking import order_key

TOGETHER, HELD = 16, 128
"""So many runs are merged at a time, and so many rows of each are held."""
PART = 1000
"""Rows of a merged run that are written at once."""

Row = dict[str, Any]


def merged(runs: Sequence[Path], target: Path, first: Sequence[str] = ()) -> Path:
    """Merge runs into the file `target`; the runs are taken away. Columns as in the runs, all alike; one at least.

    The runs are in order, and so is what comes of them: that of `overlooked.ranking.in_order` with `first`.
    """
    left = list(runs)
    round_number = 0
    while len(left) > 1:
        groups = [left[at : at + TOGETHER] for at in range(0, len(left), TOGETHER)]
        round_number += 1
        left = [
            _merged(group, target.with_name(f"{target.stem}-{round_number}-{number}.parquet"), first)
            for number, group in enumerate(groups)
        ]
    return left[0].replace(target)


def rows_of(path: Path, held: int = PART, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a Parquet file, `held` of them at a time; all columns, or these."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=held, columns=columns):
            yield from batch.to_pylist()


@dataclass(frozen=True)
class Merged:
    """The queue that keeps every record, on disk; `model` and the rest are the same in every row."""

    path: Path
    same: Row

    def __len__(self) -> int:
        """How many records stand in it."""
        return int(pq.read_metadata(self.path).num_rows)

    def rows(self) -> Iterator[Row]:
        """Its rows in rank order, columns as the contract has them."""
        for rank, row in enumerate(rows_of(self.path), start=1):
            told = {**row, **self.same, "rank": rank}
            yield {name: told[name] for name in COLUMNS}

    def head(self, count: int) -> pd.DataFrame:
        """Its first rows."""
        return pd.DataFrame(islice(self.rows(), count), columns=list(COLUMNS))

    def column(self, name: str) -> Iterator[Any]:
        """One column of the records, in rank order."""
        return (row[name] for row in rows_of(self.path, columns=[name]))

    def ranks(self, name: str) -> dict[tuple[str, str], int]:
        """By id and hash, the ranks of the records for which the column `name` holds."""
        told = enumerate(rows_of(self.path, columns=["record_id", "record_hash", name]), start=1)
        return {(row["record_id"], row["record_hash"]): rank for rank, row in told if row[name]}


def _merged(runs: Sequence[Path], target: Path, first: Sequence[str]) -> Path:
    if len(runs) == 1:
        return runs[0]
    rows = heapq.merge(*(rows_of(run, HELD) for run in runs), key=lambda row: order_key(row, first))
    write_rows(rows, target, pq.read_schema(runs[0]))
    for run in runs:
        run.unlink()
    return target


def write_rows(rows: Iterator[Row], target: Path, schema: pa.Schema) -> None:
    """Write rows as a Parquet file in small groups, so that few are held when they are read."""
    with pq.ParquetWriter(target, schema) as file:
        while part := list(islice(rows, PART)):
            file.write_table(pa.Table.from_pylist(part, schema=schema), row_group_size=HELD)
