"""Parts: what came of the units of a run, on disk. In goes a unit that was scored, out come its columns again.

A part is three Parquet files: the rows set aside (`rejects`), the marks of every record (`rows`), by which they are
settled, and those that were scored (`scored`), whose last column is their place among the records of the part. It is
finished when the last of them stands.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from overlooked.records import REJECT_COLUMNS, SETTLING, UNIT_ROWS, Settled, Taken, Unit
from overlooked.records.desk import PLACE, RECORD_COLUMNS
from overlooked.screening.scored import SCORED

_NUMBERS = {
    "row": pa.int64(),
    "table": pa.int32(),
    "nth": pa.int64(),
    "has_id": pa.bool_(),
    "state": pa.int16(),
    "cells": pa.binary(),
    "place": pa.int32(),
    **dict.fromkeys(("same", "same_rest", "id_hash", "words"), pa.int64()),
}


def _schema(names: Iterable[str]) -> pa.Schema:
    return pa.schema([(name, _NUMBERS.get(name, pa.string())) for name in names])


MARKS = ("record_id", "recorded_on", "source", "row", *SETTLING)
SCHEMAS = {
    "rejects": _schema((*REJECT_COLUMNS, *PLACE)),
    "rows": _schema(MARKS),
    "scored": pa.unify_schemas([_schema(RECORD_COLUMNS), SCORED, _schema(["place"])]),
}


@dataclass(frozen=True)
class Done:
    """A finished unit: how many rows it held, and what the desk counted."""

    unit: Unit
    rows: int
    counts: Counter[str]


@dataclass(frozen=True)
class Parts:
    """The parts of one run in a folder; `key` tells them from those of other runs, a unit holds `unit_rows`."""

    folder: Path
    key: str
    unit_rows: int = UNIT_ROWS

    def path(self, unit: Unit, kind: str) -> Path:
        """The file of a unit."""
        return self.folder / f"{self.key}-{unit.table:06}-{unit.first:012}.{kind}.parquet"

    def done(self, unit: Unit) -> Done | None:
        """What is told of a unit whose part is finished; None for one that is not."""
        path = self.path(unit, "scored")
        if not path.is_file():
            return None
        told = json.loads(pq.read_metadata(path).metadata[b"counts"])
        return Done(unit, told["rows"], Counter(told))

    def units(self) -> list[Unit]:
        """The finished units, in the order of the records."""
        found = sorted(self.folder.glob(f"{self.key}-*.scored.parquet"))
        names = (path.name.split(".", 1)[0].split("-") for path in found)
        return [Unit(int(table), int(first), self.unit_rows) for _, table, first in names]

    def write(self, unit: Unit, slices: Iterable[tuple[Taken, pd.DataFrame]]) -> Done:
        """Write what came of a unit, slice by slice: what the desk took, and the scored with their `place` in it."""
        counts: Counter[str] = Counter()
        drafts = {kind: self.path(unit, kind).with_suffix(f".{os.getpid()}.draft") for kind in SCHEMAS}
        with ExitStack() as stack:
            files = {k: stack.enter_context(pq.ParquetWriter(drafts[k], schema)) for k, schema in SCHEMAS.items()}
            for taken, scored in slices:
                told = scored.assign(place=scored["place"] + counts["records"])
                counts.update(taken.counts)
                for kind, frame in (("rejects", taken.rejects), ("rows", taken.records), ("scored", told)):
                    files[kind].write_table(_table(frame, SCHEMAS[kind]))
            files["scored"].add_key_value_metadata({"counts": json.dumps(counts)})
        for kind, draft in drafts.items():
            draft.chmod(0o600)
            draft.replace(self.path(unit, kind))
        return Done(unit, counts["rows"], counts)

    def frames(self, kind: str, names: Sequence[str]) -> Iterator[pd.DataFrame]:
        """These columns of all parts in order, a frame a part."""
        for unit in self.units():
            yield pq.read_table(self.path(unit, kind), columns=list(names)).to_pandas()

    def tables(
        self,
        names: Sequence[str],
        settled: Settled,
        where: pc.Expression | None = None,
        places: pd.Index | None = None,
    ) -> Iterator[tuple[int, pa.Table]]:
        """These columns, and `place`, of the scored records that are kept, a table a part.

        Each with the place of the first record of its part among all. `where` and `places`, those wanted of all, leave
        out the others.
        """
        for number, unit in enumerate(self.units()):
            start = number * self.unit_rows
            if places is not None:
                mine = places[(places >= start) & (places < start + self.unit_rows)] - start
                where = pc.field("place").isin(list(mine))
            marks = pq.read_table(self.path(unit, "rows"), columns=["record_id"]).to_pandas()
            kept = settled.kept(number, marks)["record_id"]
            wanted = [*dict.fromkeys((*names, "place"))]
            table = pq.read_table(self.path(unit, "scored"), columns=wanted, filters=where)
            if len(kept) < len(marks):
                table = table.filter(pc.is_in(table["place"], pa.array(kept.index, pa.int32())))
            if "record_id" in names:
                own = pa.array(kept.loc[table["place"].to_numpy()], pa.string())
                table = table.set_column(table.schema.get_field_index("record_id"), "record_id", own)
            yield start, table

    def scored(
        self,
        names: Sequence[str],
        settled: Settled,
        where: pc.Expression | None = None,
        places: pd.Index | None = None,
    ) -> Iterator[pd.DataFrame]:
        """The same as frames; the index tells the place of each record among all."""
        for start, table in self.tables(names, settled, where, places):
            yield as_frame(table).set_index(table["place"].to_numpy() + start)[list(names)]


def _table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    if frame.empty:
        return schema.empty_table()
    return pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False)


def as_frame(table: pa.Table) -> pd.DataFrame:
    """A table as a frame whose lists are lists and whose structures are objects, as `score_batch` gives them."""
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    frame: pd.DataFrame = table.drop_columns(nested).to_pandas()
    return frame.assign(**{name: pd.Series(table[name].to_pylist(), dtype=object) for name in nested})
