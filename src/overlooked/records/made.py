"""Records made in Python: in comes any table with narratives, out comes one with all columns of a record."""

import pandas as pd

from overlooked.errors import RecordsError
from overlooked.records.cells import iso_day, narrative_of, plain
from overlooked.records.schema import KNOWN


def complete(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every known column as text; records without an id are named by their row.

    Raises RecordsError where there is no column `narrative` or a narrative is no text.
    """
    if "narrative" not in table:
        raise RecordsError(
            f"the table has no column 'narrative'; it has {', '.join(map(str, table.columns)) or 'none'}"
        )
    if {*KNOWN, "source", "row"} <= set(table.columns):
        return table
    made = table.reset_index(drop=True)
    for row, cell in enumerate(made["narrative"], start=1):
        fault = narrative_of([cell])[1]
        if fault:
            raise RecordsError(f"row {row} of the table: {fault}; leave such rows out")
    cells = {name: [plain(cell) for cell in made[name]] if name in made else [""] * len(made) for name in KNOWN[:-1]}
    cells["record_id"] = [given or f"row-{row}" for row, given in enumerate(cells["record_id"], start=1)]
    cells["recorded_on"] = [iso_day(cell) for cell in cells["recorded_on"]]
    return made.assign(**cells)
