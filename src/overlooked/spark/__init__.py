"""Spark: the same scoring on a cluster. Tables of a notebook in `score`, frames of the command line in `scored`.

PySpark is the extra `spark`. It is loaded when one of the two is called, and not before.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overlooked.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from pyspark.sql import DataFrame

    from overlooked.screening import Progress, Screener

__all__ = ["score", "scored"]

NOT_INSTALLED = "Spark needs pyspark, which is not installed: pip install 'overlooked[spark]'"


def score(
    df: "DataFrame", *, model: Path | None = None, cues: Path | None = None, exhaustive: bool = False
) -> "DataFrame":
    """The rows of a Spark table that are screened, with the columns of `score_batch`; their order is not kept.

    `df` has the columns `record_id` and `narrative`, and those of `overlooked.records` that there are; these come out
    as text, all others as they came in. Records that stand as modern slavery are left out. `model` is a model folder,
    `cues` the force's own file, both on the driver; the workers are sent what is in them. Raises RecordsError where a
    column is missing, ModelError and KnowledgeError for what cannot be shipped, SettingsError without pyspark. Work
    begins with the first action on the result; a record without an id or a narrative then fails the job.
    """
    told: DataFrame = _part("tables").score(df, model=model, cues=cues, exhaustive=exhaustive)
    return told


def scored(
    frames: "Iterator[pd.DataFrame]", screener: "Screener", master: str, progress: "Progress | None" = None
) -> "Iterator[pd.DataFrame]":
    """The frames as `score_batch` gives them, in their order, each scored by the cluster behind `master`.

    `frames` are cleaned records, as `overlooked.records` gives them; one frame is one job, and the driver holds one at
    a time: some 20,000 rows are a good measure. `master` is `local[4]`, `spark://host:7077` or what else Spark knows.
    `progress` is told the rows of each frame. The session begins with the first frame asked for and ends with the last.
    Raises SettingsError without pyspark or Java and for a master that is none, RunError for a cluster that cannot be
    reached, has no worker free, or fails a job; a lost worker's share is done by the others.
    """
    done: Iterator[pd.DataFrame] = _part("engine").scored(frames, screener, master, progress)
    return done


def _part(name: str) -> Any:  # noqa: ANN401 - a module, whose names are known when it is loaded
    try:
        return import_module(f"overlooked.spark.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in {"pyspark", "py4j"}:
            raise SettingsError(NOT_INSTALLED) from error
        raise
