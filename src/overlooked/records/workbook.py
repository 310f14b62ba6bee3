"""Workbooks: XLSX, sheet by sheet and row by row. In comes a source, out goes a table for each sheet that has rows.

A workbook is a zip file: what it would unpack to is asked before anything is. The header is the line, among the
first of a sheet, that holds most names of known columns, so titles above it do no harm; cells merged downward
belong to every line they span, and a heading merged over several columns helps to name them ("Recorded" over
"Date"). Cells hold what Excel shows last: values of formulas, dates as dates.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from datetime import datetime, time
from functools import cache, partial
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from overlooked.errors import RecordsError
from overlooked.records.cells import plain
from overlooked.records.schema import fold
from overlooked.records.sources import Source
from overlooked.records.table import Row, Rows, Table, reading, refuse_wide, said

PACKED_LIMIT, UNPACKED_LIMIT, UNPACKED_TIMES, UNPACKED_FREELY = 2**29, 2**31, 200, 2**26
"""Bytes of a workbook as it is, of all its parts unpacked, and how far a big part may unpack."""
ROW_COUNT = 1_048_576
"""A sheet of Excel has no more rows."""
Sheet = Any
"""A read-only sheet of openpyxl; its type stubs lack what it has."""
HEAD = 20
"""The header stands among the first so many rows."""

OLE = b"\xd0\xcf\x11\xe0"
"""How an old Excel file begins, and a workbook with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MERGED_COUNT = 10_000
_UNSOLVED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?r="[A-Z]{1,3}(\d{1,7})"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_OVERLAP = 2**15
"""Bytes that are looked at twice, so that no formula is missed between two chunks; Excel takes 8,192 characters."""
_NO_RESULT = "its cells are formulas, and the file has no results; open it in Excel, save it and give it again"
_LITERAL = re.compile(r'"([^"]*)"|\\?(.)')
_ZEROS = re.compile(r'((?:"[^"]*"|\\.|[-/ ])*)(0+)((?:"[^"]*"|\\.|[-/ ])*)')
"""A format that pads a number, with letters around it."""
_NO_FIELD = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What is no field of a date in its format: letters in quotes or behind a backslash, and the language in brackets."""
_DAMAGED = (KeyError, IndexError, TypeError, AttributeError, SyntaxError, RecursionError, AssertionError)
"""What openpyxl raises over a workbook that is not as it should be, besides ValueError; XML errors are SyntaxError."""


def tables_of(source: Source, wanted: Collection[str]) -> list[Table]:
    """One table for each sheet with rows, in the order of the workbook. Raises RecordsError for a damaged one."""
    with source.packed() as file:
        content = file.read(PACKED_LIMIT + 1)
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise RecordsError(f"{source} has a password; open it in Excel and save it without one")
        raise RecordsError(f"{source} is an old Excel file or has a password; save it as XLSX without one")
    if not content.startswith(b"PK"):
        raise RecordsError(f"{source} is not an XLSX file; save it in Excel as XLSX or CSV")
    _refuse_bomb(source, content)
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
        tables = [_table(source, sheet, content, wanted) for sheet in sheets]
    except _DAMAGED as error:
        raise _damaged(source, error) from error
    tables = [table for table in tables if table.names]
    if not tables:
        raise RecordsError(f"{source}: no sheet of it has rows")
    return tables


def _refuse_bomb(source: Source, content: bytes) -> None:
    """RecordsError before anything is unpacked; zipfile unpacks no part further than its stated size."""
    if len(content) > PACKED_LIMIT:
        raise RecordsError(f"{source} is larger than {PACKED_LIMIT >> 20} MiB; export it as CSV")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        infos = parts.infolist()
    if sum(info.file_size for info in infos) > UNPACKED_LIMIT:
        raise RecordsError(f"{source} unpacks to more than {UNPACKED_LIMIT >> 30} GiB; export it as CSV")
    for info in infos:
        if info.file_size > max(UNPACKED_FREELY, info.compress_size * UNPACKED_TIMES):
            raise RecordsError(
                f"{source}: its part {plain(info.filename)[:80]} unpacks to more than {UNPACKED_TIMES} times its size, "
                "which no export does; save it anew in Excel or export it as CSV"
            )
        if info.flag_bits & 1:
            raise RecordsError(f"{source} has a password; save it without one")


def _table(source: Source, sheet: Sheet, content: bytes, wanted: Collection[str]) -> Table:
    sheet.reset_dimensions()
    with reading(source):
        merged, unsolved = _marks_of(content, sheet)
        with closing(_cells(sheet, unsolved)) as cells:
            head = dict(islice(cells, HEAD))
    if not head:
        return Table((), lambda: Rows(iter(())), sheet.title)
    across = _merge(head, merged)
    header = _header_of(head, merged, wanted)
    names = tuple(_name(plain(cell), at, header, across, wanted) for at, cell in enumerate(head[header]))
    refuse_wide(source, names)
    is_hidden = sheet.sheet_state != "visible"
    title = plain(sheet.title)
    rows = partial(_rows, source, sheet, len(names), header, unsolved)
    return Table(names, lambda: Rows(rows()), title, is_hidden, header)


def _cells(sheet: Sheet, unsolved: Collection[int]) -> Generator[tuple[int, list[Any]], None, None]:
    """The rows that are not blank, or hold but unsolved formulas, with their number in the sheet."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > ROW_COUNT:
            raise ValueError(f"sheet {sheet.title!r} has more than {ROW_COUNT:,} rows, which Excel cannot hold")
        if number in unsolved or any(cell.value is not None for cell in cells):
            yield number, [_shown(cell) for cell in cells]


def _shown(cell: Any) -> object:  # noqa: ANN401 - a cell of openpyxl, empty or not
    """What Excel shows of a cell: a whole number in the format 00000 with its leading zeros, a date without midnight.

    Else dates are as they are stored: a time that the format hides is told.
    """
    value = cell.value
    if isinstance(value, datetime) and not (value.time() > time(0) or _shows_hours(cell.number_format)):
        return value.date()
    if type(value) is int and value >= 0 and cell._style_id:  # noqa: SLF001 - most cells have no style
        told = _ZEROS.fullmatch(cell.number_format)
        if told:
            before, zeros, behind = told.groups()
            return f"{_LITERAL.sub(_letters, before)}{value:0{len(zeros)}d}{_LITERAL.sub(_letters, behind)}"
    return _unescaped(value)


@cache
def _shows_hours(number_format: str) -> bool:
    return "h" in _NO_FIELD.sub("", number_format).lower()


def _letters(literal: re.Match[str]) -> str:
    """The letters of a part of a number format: CR of "CR" in quotes, - of a - behind a backslash."""
    return (literal[1] or literal[2]) or ""


def _unescaped(cell: object) -> object:
    """A carriage return and its like are written as _x000D_ in a workbook."""
    if isinstance(cell, str) and "_x" in cell:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return cell


_Range = tuple[int, int, int, int]


class _Marks(NamedTuple):
    """What openpyxl does not tell: merged ranges of the first rows, and rows with formulas that have no result.

    A range is its first column, first row, last column and last row.
    """

    merged: list[_Range]
    unsolved: frozenset[int]


def _marks_of(content: bytes, sheet: Sheet) -> _Marks:
    ranges: dict[Any, None] = {}
    unsolved: set[int] = set()
    rest = b""
    with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(sheet._worksheet_path) as xml:  # noqa: SLF001
        for chunk in iter(lambda: xml.read(2**20), b""):
            text = rest + chunk
            found: list[Any] = [range_boundaries(match.decode()) for match in _MERGED.findall(text)]
            if len(ranges) < _MERGED_COUNT:
                ranges |= dict.fromkeys(bounds for bounds in found if bounds[1] <= HEAD)
            unsolved.update(map(int, _UNSOLVED.findall(text)))
            rest = text[-_OVERLAP:]
    return _Marks([*ranges], frozenset(unsolved))


_Headings = dict[tuple[int, int], tuple[str, int]]


def _merge(head: dict[int, list[Any]], ranges: Sequence[_Range]) -> _Headings:
    """Give cells merged downward their text in every line; out go headings over several columns.

    A heading stands at its lines and columns, with the number of the column below it.
    """
    headings: _Headings = {}
    width = max(map(len, head.values()))
    for left, top, right, bottom in ranges:
        text = head[top][left - 1] if top in head and left <= len(head[top]) else None
        for line in range(top, min(bottom, max(head)) + 1):
            row = head.get(line, [])
            if line > top and text is not None and row:
                row.extend([None] * (left - len(row)))
                row[left - 1] = text
            if right > left:
                headings |= {(line, at): (plain(text), at - left + 2) for at in range(left - 1, min(right, width))}
    return headings


def _header_of(head: dict[int, list[Any]], merged: Sequence[_Range], wanted: Collection[str]) -> int:
    """The first line with most names of known columns; without any, the first with most text.

    Lines that cells merged downward tie to it belong to the header, and the last is it.
    """
    known = {number: sum(_is_known(cell, wanted) for cell in cells) for number, cells in head.items()}
    if not any(known.values()):
        known = {number: sum(isinstance(cell, str) and bool(cell.strip()) for cell in head[number]) for number in head}
    header = max(known, key=known.__getitem__)
    while header + 1 in head and any(top <= header < bottom for _, top, _, bottom in merged):
        header += 1
    return header


def _is_known(cell: object, wanted: Collection[str]) -> bool:
    return isinstance(cell, str) and fold(cell) in wanted


def _name(own: str, at: int, header: int, headings: _Headings, wanted: Collection[str]) -> str:
    """A column's name, with the heading above it where only both together are known; of a wide one, numbered."""
    across, nth = headings.get((header, at), ("", 0))
    if not own and across:
        return f"{across} {nth}"
    above, _ = headings.get((header - 1, at), ("", 0))
    both = " ".join(f"{above} {own}".split())
    if not own or (not _is_known(own, wanted) and _is_known(both, wanted)):
        return both
    return " ".join(own.split())


def _rows(source: Source, sheet: Sheet, width: int, last: int, unsolved: Collection[int]) -> Iterator[Row]:
    with reading(source):
        try:
            for number, cells in _cells(sheet, unsolved):
                if number > last:
                    yield _row(number, cells, width)
        except _DAMAGED as error:
            raise _damaged(source, error) from error


def _row(number: int, cells: list[Any], width: int) -> Row:
    beyond = [cell for cell in cells[width:] if cell is not None]
    fault = f"{width + len(beyond)} fields where the header has {width}" if beyond else ""
    if all(cell is None for cell in cells):
        fault = _NO_RESULT
    return Row(cells[:width] + [None] * (width - len(cells)), fault=fault, number=number)


def _damaged(source: Source, error: Exception) -> RecordsError:
    return RecordsError(f"{source} is damaged ({said(error)}); save it anew in Excel, or as CSV")
