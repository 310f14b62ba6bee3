"""The engine of the command line: frames of records go to the cluster one by one and come back scored, in order."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession

from overlooked.screening import SCORED, Progress, Screener, unwatched
from overlooked.spark.kit import Kit, packed
from overlooked.spark.mapped import mapped
from overlooked.spark.parts import scored_frames
from overlooked.spark.schema import POSITION, POSITIONED
from overlooked.spark.session import collected, opened

READ = ("narrative", "offence", "offence_code", "recorded_on")
"""What of a record the score depends on; nothing else leaves the driver."""


def scored(
    frames: Iterator[pd.DataFrame], screener: Screener, master: str, progress: Progress | None
) -> Iterator[pd.DataFrame]:
    """As `overlooked.spark.scored` says."""
    kit, told = packed(screener), progress or unwatched
    with opened(master) as session:
        for frame in frames:
            new = _added(frame, kit, session) if len(frame) else SCORED.empty_table()
            told(len(frame), None)
            yield frame.assign(**{name: new[name].to_pylist() for name in SCORED.names})


def _added(frame: pd.DataFrame, kit: Kit, session: SparkSession) -> pa.Table:
    columns = {POSITION: pa.array(range(len(frame)), pa.int32())}
    columns |= {name: pa.array(list(frame[name]), pa.string()) for name in READ}
    sent = session.createDataFrame(pa.table(columns))
    return collected(mapped(sent, scored_frames, kit, POSITIONED)).sort_by(POSITION)
