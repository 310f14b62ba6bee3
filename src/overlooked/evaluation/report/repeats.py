"""What every cell of a column would repeat, said once.

In goes a table; out comes the same table with an n that all cells of a column share in its heading, or in the caption
where all columns share it.
"""

from collections.abc import Sequence
from dataclasses import replace

from overlooked.pages.blocks import Cell, Table


def said_once(table: Table) -> Table:
    """Give the table in which no n is repeated in every cell of a column.

    >>> row = (Cell("a"), Cell(".50", n="n 8"))
    >>> said_once(Table("AUC", ("", "All"), (row, row))).columns
    ('', 'All (n 8)')
    """
    shared = [_shared([row[at] for row in table.rows]) for at in range(len(table.columns))]
    if not any(shared):
        return table
    rows = tuple(
        tuple(replace(cell, n="") if n else cell for cell, n in zip(row, shared, strict=True)) for row in table.rows
    )
    [first, *others] = [n for n in shared if n]
    if others and {first} == set(others) and not any(cell.n for row in rows for cell in row):
        return Table(f"{table.caption} ({first} throughout)", table.columns, rows)
    heads = tuple(f"{name} ({n})" if n else name for name, n in zip(table.columns, shared, strict=True))
    return Table(table.caption, heads, rows)


def _shared(cells: Sequence[Cell]) -> str:
    """The n of all cells that hold something; nothing where they differ, or where there is but one."""
    filled = [cell for cell in cells if cell.text or cell.reason]
    counts = {cell.n for cell in filled}
    return counts.pop() if len(filled) > 1 and len(counts) == 1 else ""
