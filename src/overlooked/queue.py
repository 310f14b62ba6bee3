"""The queue file: the ranked records with their signs. Canonical as JSON Lines or Parquet; the rest are views.

A queue is a pandas table with the columns of `COLUMNS`; `exploitation`, `indicators` and `findings` hold lists.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from overlooked.errors import OutputError, RecordsError
from overlooked.findings import Assertion, Kind
from overlooked.notation import from_json

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
VIEWS = (".csv", ".xlsx", ".html")
"""What shows a queue to a person, and cannot be read as one."""
PART = 10_000
"""Rows of a Parquet file that are held at once."""

FINDING = pa.struct(
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
    "findings": pa.list_(FINDING),
    "suspect_may_be_victim": pa.bool_(),
    "inclusion_probability": pa.float64(),
    "sampled": pa.bool_(),
    "probability": pa.float64(),
}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])


class Stored(Protocol):
    """A queue that is too long to be held: its rows stand on disk, in rank order."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, one after the other, from the first, as often as they are asked for."""
        ...

    def head(self, count: int) -> pd.DataFrame:
        """The first rows."""
        ...

    def column(self, name: str) -> Iterator[Any]:
        """One column of the rows, in rank order."""
        ...


Queue = pd.DataFrame | Stored


def rows(queue: Queue) -> Iterator[dict[str, Any]]:
    """The rows of a queue as plain objects, columns in the order of the contract."""
    if not isinstance(queue, pd.DataFrame):
        yield from queue.rows()
        return
    for row in queue[list(COLUMNS)].itertuples(index=False, name=None):
        yield {key: None if value is pd.NA else value for key, value in zip(COLUMNS, row, strict=True)}


def column(queue: Queue, name: str) -> Iterator[Any]:
    """One column of a queue, in rank order; what is missing is None or NA."""
    return iter(queue[name]) if isinstance(queue, pd.DataFrame) else queue.column(name)


def write_jsonl(queue: Queue, path: Path) -> None:
    """One JSON object a line; equal queues give equal bytes."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows(queue):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(queue: Queue, path: Path) -> None:
    """The same rows as a Parquet file, part by part, so that memory does not grow with the queue."""
    rest = rows(queue)
    with pq.ParquetWriter(path, SCHEMA) as file:
        while part := list(islice(rest, PART)):
            file.write_table(pa.Table.from_pylist(part, schema=SCHEMA))


WRITERS: Mapping[str, Callable[[Queue, Path], None]] = {
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
}


def read_queue(path: Path) -> pd.DataFrame:
    """A canonical queue. Raises RecordsError for a view, a file that is no queue, a row that cannot stand in one."""
    if path.suffix not in CANONICAL:
        what = "a view of a queue" if path.suffix in VIEWS else "no queue"
        raise RecordsError(f"{path}: {what}; give the canonical file ({' or '.join(CANONICAL)}) of the same run")
    try:
        found = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else list(_lines(path))
    except (OSError, ValueError, pa.ArrowException) as error:
        why = getattr(error, "strerror", "") or error
        raise RecordsError(f"{path}: cannot be read as a queue: {why}") from error
    for number, row in enumerate(found, start=1):
        fault = _fault(row)
        if fault:
            raise RecordsError(f"{path}: row {number} {fault}; give the queue as `overlooked screen` wrote it")
    return pd.DataFrame(found, columns=list(COLUMNS))


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield from_json(line)
                except ValueError as error:
                    raise ValueError(f"line {number}: {error}") from error


_PLAIN: Mapping[str, type] = {
    **dict.fromkeys(("schema_version", "rank", "score"), int),
    "findings": list,
    **dict.fromkeys(("suspect_may_be_victim", "sampled"), bool),
    "inclusion_probability": float,
}
_MOST = 2**31
"""No whole number of a queue is as large."""


def _fault(row: object) -> str:
    """Why a row cannot stand in a queue, or ""."""
    if not isinstance(row, dict):
        return f"is no object but {type(row).__name__}"
    missing = [name for name in COLUMNS if name not in row]
    if missing:
        return f"is not a queue's: no column {', '.join(missing)}"
    if row["schema_version"] != SCHEMA_VERSION:
        return f"is of another schema version, and this program reads {SCHEMA_VERSION}"
    odd = [name for name in COLUMNS if not _fits(name, row[name])]
    if odd:
        return f"has a value as {odd[0]} that no queue has"
    stand = (_stands(finding, row["narrative"]) for finding in row["findings"])
    return "" if all(stand) else "has a finding that does not stand in its narrative"


def _fits(name: str, value: Any) -> bool:  # noqa: ANN401 - as the file has it
    wanted = _PLAIN.get(name, str)
    if name == "probability":
        return isinstance(value, float | None)
    if name in {"exploitation", "indicators"}:
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    if wanted is int:
        return type(value) is int and -_MOST < value < _MOST
    return type(value) is wanted


def _stands(finding: object, narrative: str) -> bool:
    """Whether it is a finding whose quote stands in the narrative where it says."""
    if not isinstance(finding, dict) or any(field.name not in finding for field in FINDING):
        return False
    start, end = finding["start"], finding["end"]
    return (
        type(start) is type(end) is int
        and 0 <= start < end
        and narrative[start:end] == finding["quote"]
        and finding["kind"] in list(Kind)
        and finding["assertion"] in list(Assertion)
        and isinstance(finding["indicator"], str)
        and isinstance(finding["cue"], str)
        and isinstance(finding["clears"], bool)
    )


def refuse_unknown(path: Path, known: tuple[str, ...]) -> None:
    """Raise OutputError where a queue cannot be written under this suffix."""
    if path.suffix not in known:
        raise OutputError(
            f"{path}: no queue is written as {path.suffix or 'a file without suffix'!r}; use one of {', '.join(known)}"
        )
