"""Sheets of a workbook: rows in, one after the other; out comes an Excel file whose cells are text and numbers alone.

XlsxWriter writes every sheet to a file of its own first. Those stand in a private folder beside the workbook, never in
a shared temporary folder, and go with it when a run breaks off.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from overlooked.pages.cells import CELL, held

ROWS = 1_048_576
"""The most rows of a sheet, its header among them."""
RUNS = 500
"""The most changes of type within a cell; beyond them the text is written plain."""
LETTERS, LINE, HIGHEST = 1.15, 13.0, 409.0
"""Letters to a unit of width, points to a line, and the most points that Excel gives a row."""
ONE_LINE = LINE + 2
"""The height of a row of one line, which is also what a row has of which nothing is said."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FIRST_DAY = date(1900, 3, 1)
_A4 = 9


class Column(NamedTuple):
    """A column: its title, its width in characters, and whether its text is wrapped."""

    title: str
    width: float
    wraps: bool = False


class Marked(NamedTuple):
    """A text in pieces, each with the name of its type ("" for plain)."""

    pieces: tuple[tuple[str, str], ...]


class Book:
    """A workbook being written."""

    def __init__(self, book: Workbook) -> None:
        """Take an open workbook and name the types."""
        self.book = book
        base = {"font_size": 10, "valign": "top"}
        styles: Mapping[str, Mapping[str, Any]] = {
            "cell": base | {"align": "left"},
            "wrapped": base | {"text_wrap": True},
            "day": base | {"num_format": "dd/mm/yyyy", "align": "left"},
            "head": base | {"bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"},
            "title": {"bold": True, "font_size": 12, "valign": "top"},
            "bold": {"bold": True, "font_size": 10},
            "against": {"italic": True, "font_size": 10, "font_color": "#1F5FA8"},
            "plain": {"font_size": 10},
        }
        self.formats: dict[str, Format] = {name: book.add_format(dict(style)) for name, style in styles.items()}

    def table(
        self, name: str, columns: Sequence[Column], rows: Iterator[Sequence[object]], *, pages_wide: int = 1
    ) -> None:
        """A sheet with a frozen header, filters and a print set-up; what one sheet cannot hold goes on in the next."""
        number, row = 1, next(rows, None)
        while row is not None or number == 1:
            sheet = self._headed(name if number == 1 else f"{name} {number}", columns, pages_wide)
            at = 0
            while row is not None and at < ROWS - 1:
                at += 1
                self._row(sheet, at, row, columns)
                row = next(rows, None)
            sheet.autofilter(0, 0, at, len(columns) - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{max(at, 1) + 1}"})
            number += 1

    def lines(self, name: str, lines: Sequence[Sequence[str]]) -> None:
        """A sheet to read: a line of one cell is a title, of two a name and what is told of it."""
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 110)
        for at, line in enumerate(lines):
            style = "title" if len(line) == 1 else "wrapped"
            if len(line) > 1:
                sheet.set_row(at, _height(line, (Column("", 34, wraps=True), Column("", 110, wraps=True))))
            for column, text in enumerate(line):
                _write_text(sheet, at, column, text, self.formats[style])
        _set_up_print(sheet)

    def _headed(self, name: str, columns: Sequence[Column], pages_wide: int) -> Worksheet:
        sheet: Worksheet = self.book.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.title, self.formats["head"])
        sheet.set_row(0, 2 * LINE + 4)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        if pages_wide > 1:
            sheet.repeat_columns(0, 1)
            sheet.print_across()
        _set_up_print(sheet, pages_wide)
        return sheet

    def _row(self, sheet: Worksheet, at: int, row: Sequence[object], columns: Sequence[Column]) -> None:
        height = _height(row, columns)
        if height > ONE_LINE:
            sheet.set_row(at, height)
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            style = self.formats["wrapped" if column.wraps else "cell"]
            if isinstance(value, Marked):
                self._write_marked(sheet, at, number, value, style)
            elif isinstance(value, date):
                sheet.write_datetime(at, number, value, self.formats["day"])
            elif isinstance(value, int | float):
                sheet.write_number(at, number, value, style)
            elif value:
                _write_text(sheet, at, number, str(value), style)

    def _write_marked(self, sheet: Worksheet, at: int, column: int, text: Marked, style: Format) -> None:
        pieces = [(held(piece), kind) for piece, kind in text.pieces if piece]
        whole = "".join(piece for piece, _ in text.pieces)
        if not 1 < len(pieces) <= RUNS or held(whole) != "".join(piece for piece, _ in pieces):
            _write_text(sheet, at, column, whole, style)
            return
        told = [part for piece, kind in pieces for part in (self.formats[kind or "plain"], piece)]
        sheet.write_rich_string(at, column, *told, style)


@contextmanager
def workbook(path: Path, title: str) -> Iterator[Book]:
    """A workbook to fill, written to `path` when the block ends well; equal content gives equal bytes.

    Raises OSError where the disk does not take it.
    """
    with tempfile.TemporaryDirectory(prefix=".overlooked-", dir=path.parent, ignore_cleanup_errors=True) as room:
        settings = {"constant_memory": True, "tmpdir": room, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(str(path), settings)
        try:
            book.use_zip64()
            book.set_properties({"title": title, "author": "overlooked", "created": _MADE})
            yield Book(book)
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in book.worksheets():
                with suppress(OSError, ValueError):
                    sheet.row_data_fh.close()


def day(text: str) -> date | str:
    """An ISO day as a date that Excel can filter by month, any other text as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found >= _FIRST_DAY else text


def _write_text(sheet: Worksheet, at: int, column: int, text: str, style: Format) -> None:
    """A text as text; XlsxWriter takes one between <r> and </r> for mark-up of its own, so a space stands before it."""
    text = held(text)
    sheet.write_string(at, column, f" {text}"[:CELL] if text.startswith("<r>") else text, style)


def _height(row: Sequence[object], columns: Sequence[Column]) -> float:
    """The height that shows the longest cell, as near as it can be told without the font; no spreadsheet need guess."""
    lines = 1
    for column, value in zip(columns, row, strict=True):
        if column.wraps and value:
            text = "".join(piece for piece, _ in value.pieces) if isinstance(value, Marked) else str(value)
            letters = column.width * LETTERS
            lines = max(lines, sum(max(ceil(len(line) / letters), 1) for line in text[:CELL].split("\n")))
    return min(lines * LINE + 2, HIGHEST)


def _set_up_print(sheet: Worksheet, pages_wide: int = 1) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
