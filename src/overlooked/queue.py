"""The queue file: the ranked records with their signs. Canonical as JSON Lines or Parquet; the rest are views.

A queue is a pandas table with the columns of `COLUMNS`; `exploitation`, `indicators` and `findings` hold lists.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from overlooked.errors import OutputError, RecordsError

SCHEMA_VERSION = 2
COLUMNS = (
    "schema_version",
    "rank",
    "record_id",
    "score",
    "band",
    "offence",
    "offence_code",
    "offence_class",
    "recorded_on",
    "force",
    "area",
    "narrative",
    "exploitation",
    "indicators",
    "findings",
    "reason",
    "suspect_may_be_victim",
    "group_id",
    "stratum",
    "inclusion_probability",
    "sampled",
    "record_hash",
    "model",
    "probability",
)
UNSHOWN = ("stratum", "inclusion_probability", "sampled")
"""What no view shows: whoever reads a record should not know whether it was ranked or drawn at random."""

CANONICAL = (".jsonl", ".parquet")
PART = 10_000
"""Rows of a Parquet file that are held at once."""

_FINDING = pa.struct(
    [
        *((name, pa.string()) for name in ("kind", "indicator", "quote")),
        ("start", pa.int32()),
        ("end", pa.int32()),
        *((name, pa.string()) for name in ("assertion", "cue")),
        ("clears", pa.bool_()),
    ]
)
_TYPES: Mapping[str, pa.DataType] = {
    "schema_version": pa.int32(),
    "rank": pa.int32(),
    "score": pa.int32(),
    "exploitation": pa.list_(pa.string()),
    "indicators": pa.list_(pa.string()),
    "findings": pa.list_(_FINDING),
    "suspect_may_be_victim": pa.bool_(),
    "inclusion_probability": pa.float64(),
    "sampled": pa.bool_(),
    "probability": pa.float64(),
}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])


def rows(queue: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a queue as plain objects, columns in the order of the contract."""
    for row in queue[list(COLUMNS)].itertuples(index=False, name=None):
        yield {key: None if value is pd.NA else value for key, value in zip(COLUMNS, row, strict=True)}


def write_jsonl(queue: pd.DataFrame, path: Path) -> None:
    """One JSON object a line; equal queues give equal bytes."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows(queue):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(queue: pd.DataFrame, path: Path) -> None:
    """The same rows as a Parquet file, part by part, so that memory does not grow with the queue."""
    rest = rows(queue)
    with pq.ParquetWriter(path, SCHEMA) as file:
        while part := list(islice(rest, PART)):
            file.write_table(pa.Table.from_pylist(part, schema=SCHEMA))


WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
}


def read_queue(path: Path) -> pd.DataFrame:
    """A canonical queue. Raises RecordsError for a view or a file that is no queue."""
    if path.suffix not in CANONICAL:
        raise RecordsError(
            f"{path}: a view of a queue; give the canonical file ({' or '.join(CANONICAL)}) of the same run"
        )
    try:
        found = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else _lines(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise RecordsError(f"{path}: cannot be read as a queue: {error}") from error
    missing = set(COLUMNS) - set(found[0] if found else COLUMNS)
    if missing:
        raise RecordsError(f"{path}: not a queue: no column {', '.join(sorted(missing))}")
    return pd.DataFrame(found, columns=list(COLUMNS))


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def refuse_unknown(path: Path, known: tuple[str, ...]) -> None:
    """Raise OutputError where a queue cannot be written under this suffix."""
    if path.suffix not in known:
        raise OutputError(
            f"{path}: no queue is written as {path.suffix or 'a file without suffix'!r}; use one of {', '.join(known)}"
        )
