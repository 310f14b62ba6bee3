"""A table as a CSV file that opens in a spreadsheet and runs nothing."""

from pathlib import Path

import pandas as pd

from overlooked.pages.cells import inert


def write_table(table: pd.DataFrame, path: Path) -> None:
    """UTF-8 with a byte-order mark, comma, every row; cells that a spreadsheet would run are made text."""
    table.astype(object).map(inert, na_action="ignore").to_csv(
        path, index=False, encoding="utf-8-sig", lineterminator="\n"
    )
