"""Written: masked rows as a stream into a CSV, JSON Lines or Parquet file. In come a path and a form, out a writer."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from overlooked.errors import OutputError
from overlooked.pages.table import write_table
from overlooked.records.schema import KNOWN

Write = Callable[[pd.DataFrame], None]


def refuse_form(path: Path) -> None:
    """OutputError for a file whose name does not end in a form that can be written."""
    if path.suffix.lower() not in _FORMS:
        raise OutputError(f"{path} cannot be written: give a name that ends in {', '.join(_FORMS)}")


def writing(draft: Path, form: str) -> AbstractContextManager[Write]:
    """A function that writes rows behind those before; the file is whole when the block ends."""
    return _FORMS[form.lower()](draft)


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    goes_on = False

    def write(rows: pd.DataFrame) -> None:
        nonlocal goes_on
        write_table(rows, path, goes_on=goes_on)
        goes_on = True

    yield write


@contextmanager
def _jsonl(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(rows: pd.DataFrame) -> None:
            for row in rows.to_dict("records"):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    schema = pa.schema([(name, pa.string()) for name in KNOWN])
    with pq.ParquetWriter(path, schema) as file:
        yield lambda rows: file.write_table(pa.Table.from_pandas(rows, schema=schema, preserve_index=False))


_FORMS: Mapping[str, Callable[[Path], AbstractContextManager[Write]]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
}
