"""Records: export files in; out come records with the known columns, what was set aside and why, and their quality.

Every row of every file becomes a record or a reject: rows in = records + rejects. No record is dropped for a
date or an area that cannot be read; only a row that leaves no narrative to read is set aside. Usual column
names are mapped by `data/columns.toml`, others by the user's own file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from overlooked.errors import RecordsError
from overlooked.records.cursor import Cursor, Unit, in_units
from overlooked.records.desk import RECORD_COLUMNS, REJECT_COLUMNS, Desk, Taken, framed, record_hash
from overlooked.records.files import FORMATS, READ, open_tables
from overlooked.records.marks import SETTLING
from overlooked.records.opening import Opening, name_of, open_all
from overlooked.records.proposal import proposal
from overlooked.records.quality import Quality
from overlooked.records.rejects import with_repeats
from overlooked.records.schema import RECORDS
from overlooked.records.separated import shape_of
from overlooked.records.settling import Settled, settle
from overlooked.records.sources import Source, gather, open_sources
from overlooked.records.table import reading

__all__ = [
    "REJECT_COLUMNS",
    "SETTLING",
    "UNIT_ROWS",
    "Cursor",
    "Desk",
    "Opening",
    "Quality",
    "RecordsRead",
    "Settled",
    "Taken",
    "Unit",
    "find_record",
    "first_reason",
    "iter_records",
    "open_records",
    "paths_of",
    "propose_columns",
    "read_records",
    "record_hash",
    "settle",
    "with_repeats",
]

UNIT_ROWS = 5_000
"""Rows of a unit: the work that is lost where a run is killed, and the most that one file of a part holds."""


@dataclass(frozen=True)
class RecordsRead:
    """Records, rejects with the row as it stood, the quality of what came in, and which files and sheets it was.

    `notes` tell, a line each, what was read of a workbook and passed over in a folder.
    """

    records: pd.DataFrame
    rejects: pd.DataFrame
    quality: Quality
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows_in(self) -> int:
        """The count of rows: those of records and rejects together."""
        return len(self.records) + len(self.rejects)

    @property
    def summary(self) -> str:
        """One sentence: what came in, what was kept, what was set aside, and the first reason."""
        return self.quality.summary(first_reason(self.rejects))

    def refuse_changed(self) -> None:
        """RecordsError where a file is not what it was when reading began."""
        for source in self.sources:
            source.refuse_changed()


def read_records(given: Sequence[Path], columns: Path | None = None) -> RecordsRead:
    """All records of files, folders, globs or `-`, standard input; `columns` is a TOML file of column names.

    Read are CSV, JSON Lines, Parquet and XLSX, text also as gzip, all also in a zip file. Raises RecordsError, one
    line, for a file that cannot be read, has no narrative column or no record, or changes while it is read.
    """
    opening = open_records(given, columns)
    parts = list(iter_records(opening))
    counts = sum((part.counts for part in parts), Counter())
    settled = settle(lambda names: (part.records[list(names)] for part in parts), counts)
    cursor = Cursor(opening.opened)
    rejects = pd.concat(
        [
            framed([], REJECT_COLUMNS),
            *(with_repeats(cursor, one.rejects, one.records, settled.repeats(at)) for at, one in enumerate(parts)),
        ],
        ignore_index=True,
    )
    settled.quality.refuse_none(first_reason(rejects))
    records = [settled.kept(number, part.records)[[*RECORD_COLUMNS]] for number, part in enumerate(parts)]
    return RecordsRead(
        records=pd.concat(records, ignore_index=True),
        rejects=rejects,
        quality=settled.quality,
        sources=opening.sources,
        notes=opening.notes,
    )


def open_records(
    given: Sequence[Path], columns: Path | None = None, streams: Mapping[Path, Path] = MappingProxyType({})
) -> Opening:
    """Open files, folders, globs or `-` to be read unit by unit; `streams` as `open_all` takes them."""
    return open_all(given, RECORDS, columns, streams=streams)


def iter_records(opening: Opening, unit_rows: int = UNIT_ROWS) -> Iterator[Taken]:
    """What the desk takes of all tables, in units of at most so many rows of one table, not yet settled.

    Raises RecordsError for a damaged file, and at the end for one that changed while it was read.
    """
    desk = Desk(opening.opened)
    for rows in in_units(opening.opened, unit_rows):
        yield desk.read(rows)
    for source in opening.sources:
        source.refuse_changed()


def paths_of(given: Sequence[Path]) -> tuple[Path, ...]:
    """The files that paths, folders and globs lead to; standard input stays `-`."""
    return gather(given, READ).paths


def propose_columns(given: Sequence[Path]) -> str:
    """TOML that maps the columns of these files, with the reason for each line, to be mended and given back."""
    tables = []
    for source in open_sources(gather(given, READ).paths, FORMATS).sources:
        with reading(source):
            tables += [(name_of(source, table), table) for table in open_tables(source, RECORDS.names)]
    if not tables:
        raise RecordsError("no file was given to propose columns for")
    return proposal(tables)


def find_record(records: pd.DataFrame, record_id: str) -> dict[str, Any]:
    """The one record with this id. Raises RecordsError with the form of the ids where there is none."""
    found = records[records["record_id"] == record_id].to_dict("records")
    if not found:
        like = shape_of(str(records["record_id"].iloc[0]))
        raise RecordsError(f"no record {record_id!r} among {len(records):,}; ids here are like {like}, 9 for a number")
    return {str(name): value for name, value in found[0].items()}


def first_reason(rejects: pd.DataFrame) -> str:
    """Where and why the first of these rows was set aside; "" for none."""
    if rejects.empty:
        return ""
    first = rejects.iloc[0]
    return f"{first['source']} row {first['row']}: {first['reason']}"
