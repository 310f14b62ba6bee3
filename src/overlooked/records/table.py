"""Tables: what a file or a sheet of it is once opened: column names, and rows to be read."""

import re
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from overlooked.errors import RecordsError

COLUMN_LIMIT = 16_384
"""No sheet of Excel has more columns, and no table here."""


class Row(NamedTuple):
    """The cells of one row, its text where the file is text, what kept it from being read, its number in a sheet."""

    cells: Sequence[Any]
    raw: str | None = None
    fault: str = ""
    number: int = 0


class Rows(Iterator[Row]):
    """The rows of a table, one after the other; some can be passed over, which costs less where the form allows."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows

    def __next__(self) -> Row:
        return next(self._rows)

    def pass_over(self, count: int) -> None:
        """Go on behind the next `count` rows, or to the end."""
        deque(islice(self, count), maxlen=0)


class Table(NamedTuple):
    """Column names, and rows that can be read again and again.

    Of a workbook also its sheet, whether it is hidden, and the number of the row that is its header.
    """

    names: tuple[str, ...]
    rows: Callable[[], Rows]
    sheet: str = ""
    hidden: bool = False
    header: int = 0


@contextmanager
def reading(source: object) -> Iterator[None]:
    """What goes wrong inside is the file's, and told in one line."""
    try:
        yield
    except EOFError as error:
        raise RecordsError(f"{source} ends before its end; it was cut while it was copied, copy it again") from error
    except (OSError, ValueError, ArithmeticError, pa.ArrowException, *_PACKED) as error:
        raise RecordsError(f"{source} cannot be read ({said(error)})") from error


_PACKED = (zlib.error, zipfile.BadZipFile, struct.error)


def said(error: Exception) -> str:
    """What an error says, in one short line, without a value that it quotes at its end: a cell of a record."""
    strerror = error.strerror if isinstance(error, OSError) else None
    told = _QUOTED.sub("", strerror or str(error))
    return " ".join((told or type(error).__name__).split())[:200]


_QUOTED = re.compile(r"(?:^|: *)b?(?P<mark>['\"]).*(?P=mark)\s*$", re.DOTALL)


def refuse_wide(source: object, names: Sequence[str]) -> None:
    """RecordsError where no table has so many columns."""
    if len(names) > COLUMN_LIMIT:
        raise RecordsError(f"{source} has {len(names):,} columns; at most {COLUMN_LIMIT:,} are read")
