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
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from overlooked.errors import RecordsError
from overlooked.records.cells import plain
from overlooked.records.columns import fold, usual_as
from overlooked.records.sources import Source
from overlooked.records.table import Row, Table, reading, refuse_wide, said

PACKED_LIMIT, UNPACKED_LIMIT, UNPACKED_TIMES, UNPACKED_FREELY = 2**29, 2**31, 200, 2**26
"""Bytes of a workbook as it is, of all its parts unpacked, and how far a big part may unpack."""
ROW_COUNT = 1_048_576
"""A sheet of Excel has no more rows."""
Sheet = Any
"""A read-only sheet of openpyxl; its type stubs lack what it has."""
HEAD = 20
"""The header stands among the first so many rows."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MERGED_COUNT = 10_000
_DAMAGED = (KeyError, IndexError, TypeError, AttributeError, SyntaxError, RecursionError, AssertionError)
"""What openpyxl raises over a workbook that is not as it should be, besides ValueError; XML errors are SyntaxError."""


def tables_of(source: Source, wanted: Collection[str]) -> list[Table]:
    """One table for each sheet with rows, in the order of the workbook. Raises RecordsError for a damaged one."""
    with source.packed() as file:
        content = file.read(PACKED_LIMIT + 1)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
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
    with reading(source), closing(_cells(sheet)) as cells:
        head = dict(islice(cells, HEAD))
    if not head:
        return Table((), lambda: iter(()), sheet.title)
    across = _merge(head, _merged_in(content, sheet))
    header = _header_of(head, wanted)
    names = tuple(_name(plain(cell), at, header, across, wanted) for at, cell in enumerate(head[header]))
    refuse_wide(source, names)
    return Table(names, lambda: _rows(source, sheet, len(names), header), plain(sheet.title))


def _cells(sheet: Sheet) -> Generator[tuple[int, list[Any]], None, None]:
    """The rows that are not blank, with their number in the sheet."""
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > ROW_COUNT:
            raise ValueError(f"sheet {sheet.title!r} has more than {ROW_COUNT:,} rows, which Excel cannot hold")
        if any(cell is not None for cell in cells):
            yield number, [_unescaped(cell) for cell in cells]


def _unescaped(cell: object) -> object:
    """A carriage return and its like are written as _x000D_ in a workbook."""
    if isinstance(cell, str) and "_x" in cell:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return cell


def _merged_in(content: bytes, sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """The merged ranges of the first rows: first column, first row, last column, last row."""
    ranges: list[Any] = []
    rest = b""
    with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(sheet._worksheet_path) as xml:  # noqa: SLF001
        for chunk in iter(lambda: xml.read(2**20), b""):
            text = rest + chunk
            found: list[Any] = [range_boundaries(match.decode()) for match in _MERGED.findall(text)]
            ranges += [bounds for bounds in found if bounds[1] <= HEAD]
            rest = text[text.rfind(b"<") :][-200:] if b"<" in text else b""
            if len(ranges) > _MERGED_COUNT:
                break
    return ranges


_Headings = dict[tuple[int, int], tuple[str, int]]


def _merge(head: dict[int, list[Any]], ranges: Sequence[tuple[int, int, int, int]]) -> _Headings:
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


def _header_of(head: dict[int, list[Any]], wanted: Collection[str]) -> int:
    """The first line with most names of known columns; without any, the first with most text.

    Cells merged downward repeat what stands above them: lines that do so belong to the header, and the last is it.
    """
    known = {number: sum(_is_known(cell, wanted) for cell in cells) for number, cells in head.items()}
    if not any(known.values()):
        known = {number: sum(isinstance(cell, str) and bool(cell.strip()) for cell in head[number]) for number in head}
    header = max(known, key=known.__getitem__)
    while header + 1 in head and any(
        isinstance(cell, str) and cell == above for cell, above in zip(head[header + 1], head[header], strict=False)
    ):
        header += 1
    return header


def _is_known(cell: object, wanted: Collection[str]) -> bool:
    return isinstance(cell, str) and (fold(cell) in wanted or bool(usual_as(cell)))


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


def _rows(source: Source, sheet: Sheet, width: int, last: int) -> Iterator[Row]:
    with reading(source):
        try:
            for number, cells in _cells(sheet):
                if number > last:
                    yield _row(number, cells, width)
        except _DAMAGED as error:
            raise _damaged(source, error) from error


def _row(number: int, cells: list[Any], width: int) -> Row:
    beyond = [cell for cell in cells[width:] if cell is not None]
    fault = f"{width + len(beyond)} fields where the header has {width}" if beyond else ""
    return Row(cells[:width] + [None] * (width - len(cells)), fault=fault, number=number)


def _damaged(source: Source, error: Exception) -> RecordsError:
    return RecordsError(f"{source} is damaged ({said(error)}); save it anew in Excel, or as CSV")
