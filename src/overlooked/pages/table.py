"""A table as a CSV file that opens in a spreadsheet and runs nothing."""

from pathlib import Path

import pandas as pd

from overlooked.pages.cells import inert


def write_table(table: pd.DataFrame, path: Path, *, goes_on: bool = False) -> None:
    """UTF-8 with a byte-order mark, comma, every row; cells that a spreadsheet would run are made text.

    A table that `goes_on` stands behind what is in the file already, without its header.
    """
    table.astype(object).map(inert, na_action="ignore").to_csv(
        path,
        mode="a" if goes_on else "w",
        header=not goes_on,
        index=False,
        encoding="utf-8" if goes_on else "utf-8-sig",
        lineterminator="\n",
    )
