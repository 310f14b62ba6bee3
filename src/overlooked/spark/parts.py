"""The parts of a table that a worker is given: Arrow batches in, scored Arrow batches out. Runs on the workers."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa

from overlooked.errors import RecordsError
from overlooked.records.cells import narrative_of, plain
from overlooked.records.made import complete
from overlooked.screening import BATCH, is_screened, score_batch
from overlooked.spark.kit import Kit
from overlooked.spark.schema import POSITION, RECORD, added


def scored_tables(kit: Kit, parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Any table: its records are completed, those that are screened come out, all its columns with them."""
    for part in _small(parts):
        records = _records(part)
        screened = is_screened(records)
        kept, done = part.filter(pa.array(screened.to_numpy())), score_batch(records[screened], kit.screener)
        columns = dict(zip(part.schema.names, kept.columns, strict=True))
        columns |= {field.name: pa.array(list(done[field.name]), field.type) for field in RECORD}
        new = added(done)
        columns |= dict(zip(new.schema.names, new.columns, strict=True))
        yield pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def scored_frames(kit: Kit, parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Clean records with a position each: the position comes out, and what scoring adds."""
    for part in _small(parts):
        new = added(score_batch(part.to_pandas(), kit.screener))
        yield pa.RecordBatch.from_arrays([part.column(POSITION), *new.columns], names=[POSITION, *new.schema.names])


def _small(parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches that a worker can hold with all their findings."""
    for part in parts:
        for start in range(0, part.num_rows, BATCH):
            yield part.slice(start, BATCH)


def _records(part: pa.RecordBatch) -> pd.DataFrame:
    """The records of a part; RecordsError where one is none, without its row, which says nothing on a cluster."""
    known = [name for name in part.schema.names if name in RECORD.names]
    # Whole numbers stay whole beside missing ones.
    table = part.select(known).to_pandas(integer_object_nulls=True)
    for given, cell in zip(table["record_id"], table["narrative"], strict=True):
        fault = narrative_of([cell])[1]
        if fault or not plain(given):
            raise RecordsError(f"a record of the table: {fault or 'it has no record_id'}; leave such rows out")
    return complete(table)
