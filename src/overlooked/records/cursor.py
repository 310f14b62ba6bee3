"""The cursor: goes forward through opened tables and gives their rows, unit after unit.

In come opened tables and a unit, out go its rows with their numbers. Units of one table that follow each other are read
from a table that stays open; what lies between them is passed over.
"""

from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import NamedTuple

from overlooked.records.opening import Opened
from overlooked.records.table import Row, Rows, Table


class Unit(NamedTuple):
    """So many rows of a table, from the one behind `first` others; the table is told by its place among the opened."""

    table: int
    first: int
    size: int


class Numbered(NamedTuple):
    """A row, the place of its table among the opened, and which row of it this is, counted from 1."""

    table: int
    nth: int
    row: Row


class Cursor:
    """Keeps one table open between calls; asked for another one or for earlier rows it begins anew."""

    def __init__(self, opened: Sequence[Opened]) -> None:
        self._opened = opened
        self._table, self._next = -1, 0
        self._rows = Rows(iter(()))

    def table(self, number: int) -> Table:
        """The table in this place."""
        return self._opened[number].table

    def rows(self, unit: Unit) -> list[Numbered]:
        """The rows of a unit; fewer than its size where the table ends. Raises RecordsError for a damaged file."""
        if unit.table != self._table or unit.first < self._next:
            self._table, self._next = unit.table, 0
            self._rows = self._opened[unit.table].rows()
        self._rows.pass_over(unit.first - self._next)
        found = list(islice(self._rows, unit.size))
        self._next = unit.first + len(found)
        return [Numbered(unit.table, nth, row) for nth, row in enumerate(found, start=unit.first + 1)]


def in_units(opened: Sequence[Opened], size: int) -> Iterator[list[Numbered]]:
    """All rows of all tables in order, in units of `size` rows of one table."""
    cursor = Cursor(opened)
    for table in range(len(opened)):
        for first in count(step=size):
            rows = cursor.rows(Unit(table, first, size))
            if rows:
                yield rows
            if len(rows) < size:
                break
