"""Rejects: rows set aside, for a fault or as they stand twice, each as it stood, in the order of the file."""

from collections.abc import Mapping

import pandas as pd

from overlooked.records.cursor import Cursor, Unit
from overlooked.records.desk import PLACE, REJECT_COLUMNS, framed
from overlooked.records.opening import raw_text


def with_repeats(
    cursor: Cursor, rejects: pd.DataFrame, records: pd.DataFrame, repeats: Mapping[int, str]
) -> pd.DataFrame:
    """The rejects of a part, and those of its records that stand twice: `repeats` are their positions and reasons.

    Such rows are read again, for no record bears its row as it stood; one cursor for all parts reads each file once.
    `records` needs the columns `source`, `row`, `table` and `nth` only. Raises RecordsError for a damaged file.
    """
    if not repeats:
        return rejects[[*REJECT_COLUMNS]]
    again = records.iloc[list(repeats)]
    rows = []
    for (source, row, table, nth), reason in zip(
        again[["source", "row", *PLACE]].itertuples(index=False), repeats.values(), strict=True
    ):
        (numbered,) = cursor.rows(Unit(table, nth - 1, 1))
        rows.append((source, row, reason, raw_text(cursor.table(table), numbered.row), table, nth))
    both = pd.concat([rejects, framed(rows, REJECT_COLUMNS + PLACE)])
    return both.sort_values([*PLACE], kind="stable", ignore_index=True)[[*REJECT_COLUMNS]]
