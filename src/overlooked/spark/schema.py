"""The schema of what `score_batch` adds to records: names and types, for Arrow and for Spark."""

import pandas as pd
import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from overlooked.records.schema import KNOWN
from overlooked.screening import SCORED

RECORD = pa.schema([(name, pa.string()) for name in KNOWN])
POSITION = "position"
"""Where a record stood in its frame."""

POSITIONED = from_arrow_schema(pa.schema([pa.field(POSITION, pa.int32()), *SCORED]))


def added(scored: pd.DataFrame) -> pa.RecordBatch:
    """What `score_batch` added, without the records; KeyError names a column that it did not give."""
    return pa.RecordBatch.from_arrays([pa.array(list(scored[f.name]), f.type) for f in SCORED], schema=SCORED)


def widened(own: StructType) -> StructType:
    """The schema of a Spark table with that of `own` once it is scored: what is there keeps its place."""
    tables = (own, from_arrow_schema(RECORD), from_arrow_schema(SCORED))
    fields = {field.name: field for table in tables for field in table.fields}
    return StructType(list(fields.values()))
