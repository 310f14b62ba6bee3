"""Tables of Spark: a notebook's DataFrame in, the same with signs and scores out."""

from pathlib import Path

from pyspark.sql import DataFrame

from overlooked.errors import RecordsError
from overlooked.screening import Reads, Screener
from overlooked.spark.kit import packed
from overlooked.spark.mapped import mapped
from overlooked.spark.parts import scored_tables
from overlooked.spark.schema import widened

NEEDED = ("record_id", "narrative")


def score(df: DataFrame, *, model: Path | None, cues: Path | None, exhaustive: bool) -> DataFrame:
    """As `overlooked.spark.score` says."""
    missing = [name for name in NEEDED if name not in df.columns]
    if missing:
        raise RecordsError(
            f"the table has no column {' and no '.join(missing)}; it has {', '.join(df.columns) or 'none'}. "
            "On a cluster a record without an id of its own could not be found again"
        )
    kit = packed(Screener(model, cues, Reads.EXHAUSTIVE if exhaustive else Reads.ALL))
    return mapped(df, scored_tables, kit, widened(df.schema))
