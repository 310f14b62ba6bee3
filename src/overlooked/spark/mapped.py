"""A table mapped by a worker's function, with the kit that it needs."""

import warnings
from collections.abc import Callable, Iterator
from functools import partial

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import StructType

from overlooked.spark.kit import Kit

Work = Callable[[Kit, Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""What a worker does to the batches that it is given, one after the other."""


def mapped(table: DataFrame, work: Work, kit: Kit, schema: StructType) -> DataFrame:
    """The table that `work` makes of `table`, with that schema; Spark works when it is asked for rows."""
    with warnings.catch_warnings():
        # Spark warns of pandas 3, which it does not use here: batches stay Arrow's.
        warnings.simplefilter("ignore", FutureWarning)
        return table.mapInArrow(partial(work, kit), schema)
