"""Separated text: CSV and its like, as record systems and reporting tools write it.

In comes a source, out comes its table. The header is the line, among the first, that holds most names of known
columns, so titles above it do no harm; "sep=;" above all names the delimiter, as Excel has it. A row that cannot be
read, or that swallowed the rows behind it through a quote mark left open, ends where the next whole row begins.
"""

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from overlooked.errors import RecordsError
from overlooked.records.cells import iso_day, plain
from overlooked.records.schema import fold
from overlooked.records.sources import Source
from overlooked.records.table import Row, Rows, Table, reading, refuse_wide
from overlooked.records.text import ROW_LIMIT, TOO_LONG, RowTooLongError, encoding_of, next_line, text_of

FIELD_LIMIT = 2**22
"""No field of a CSV may be longer, in characters; where one is, a quote mark was never closed."""
HEAD = 20
"""The header stands among the first so many lines."""
LEAST_ROWS = 3
"""So many lines with as many fields, to the end of the head, show where a table begins whose names are not known."""

_ONE_COLUMN = "\ud800"
"""Divides nothing: no text that was read from a file holds it."""
_DELIMITERS = ",;\t"
_SEP = re.compile(r'\s*"?sep=([,;\t|])"?[,;\t\s]*', re.IGNORECASE)
_SWALLOWED = "a quote mark is opened and closed rows later, where it is none of its own"


class _Layout(NamedTuple):
    """Where a table stands in its file: lines before its header, blank ones too, and what divides its fields."""

    encoding: str
    above: int
    delimiter: str
    has_titles: bool


def csv_tables(source: Source, wanted: Collection[str]) -> list[Table]:
    """The one table of the file. `wanted` are the folded names of known columns."""
    encoding = encoding_of(source)
    csv.field_size_limit(max(FIELD_LIMIT, csv.field_size_limit()))
    with text_of(source, encoding) as file:
        layout = _layout(list(_head(file)), encoding, wanted)
    header = next(_csv_rows(source, layout), Row(()))
    if header.fault:
        raise RecordsError(f"{source}: the header line cannot be read: {header.fault}")
    refuse_wide(source, header.cells)
    names = tuple(" ".join(plain(name).split()) for name in header.cells)
    if not names:
        raise RecordsError(f"{source} is empty")
    return [Table(names, lambda: Rows(_below(source, layout)))]


def _below(source: Source, layout: _Layout) -> Iterator[Row]:
    """The rows below the header; they bear numbers of the file where something stands above it."""
    rows = _csv_rows(source, layout)
    next(rows, None)
    return rows if layout.has_titles else (row._replace(number=0) for row in rows)


def _head(file: TextIO) -> Iterator[str]:
    """The first lines of a file, each with those that a quoted field takes in."""
    size = 0
    for _ in range(HEAD):
        whole: list[str] = []
        quotes = 0
        for line in iter(lambda: file.readline(FIELD_LIMIT), ""):
            whole.append(line)
            quotes += line.count('"')
            size += len(line)
            if quotes % 2 == 0 or size > FIELD_LIMIT:
                break
        if not whole or size > FIELD_LIMIT:
            return
        yield "".join(whole)


def _layout(lines: Sequence[str], encoding: str, wanted: Collection[str]) -> _Layout:
    """Where the header stands: at the line with most known names, or where lines of as many fields begin, or first."""
    told = _SEP.fullmatch(lines[0]) if lines else None
    filled = [at for at, line in enumerate(lines) if line.strip() and not (told and at == 0)]
    if not filled:
        return _Layout(encoding, 0, _ONE_COLUMN, has_titles=False)
    divided = {at: told[1] if told else _delimiter(lines[at]) for at in filled}
    fields = {at: _split(lines[at], divided[at]) for at in filled}
    known = {at: sum(fold(name) in wanted for name in fields[at]) for at in filled}
    known = {at: count for at, count in known.items() if at == filled[0] or _goes_on(at, fields)}
    at = max(known, key=known.__getitem__) if any(known.values()) else _table_begins([*fields.items()])
    return _Layout(encoding, at, divided[at], has_titles=at > filled[0] or bool(told))


def _goes_on(at: int, fields: Mapping[int, Sequence[str]]) -> bool:
    """Whether a line is a header by what follows: one of the next lines has as many fields, or there is none."""
    following = [len(other) for number, other in fields.items() if number > at][:LEAST_ROWS]
    return not following or len(fields[at]) in following


def _table_begins(fields: Sequence[tuple[int, Sequence[str]]]) -> int:
    """The first line from which all have as many fields, where the first of all is a title of one field."""
    first = fields[0][0]
    if len(fields[0][1]) > 1:
        return first
    for number, (at, names) in enumerate(fields):
        rest = fields[number:]
        if len(names) > 1 and len(rest) >= LEAST_ROWS and all(len(other) == len(names) for _, other in rest):
            return at
    return first


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(line.splitlines(keepends=True), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _delimiter(line: str) -> str:
    """Comma, semicolon or tab: what stands most often outside quotes in the line; of one column, none."""
    outside = re.sub(r'"[^"]*"', "", line)
    return max(_ONE_COLUMN + _DELIMITERS, key=outside.count)


def _csv_rows(source: Source, layout: _Layout) -> Iterator[Row]:
    """The header and the rows, numbered as Excel shows them, blank lines counted."""
    with reading(source), text_of(source, layout.encoding) as file:
        lines = _Lines(file)
        number, width = layout.above, 0
        for _ in range(layout.above):
            _pass_over(lines)
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        while True:
            lines.begin()
            number += 1
            cells, fault = [], ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = _csv_fault(str(error))
                lines.give_back(width, layout.delimiter)
            if len(lines.taken) > 1 and cells and lines.give_back(width, layout.delimiter, like=cells[0]):
                fault = _SWALLOWED
            if not cells and not fault:
                continue
            width = width or len(cells)
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if len(cells) != width and not fault:
                fault = f"{len(cells)} fields where the header has {width}"
            yield Row(cells, "".join(lines.taken), fault, number)


class _Lines(Iterator[str]):
    """Lines that can be given back, so that a quote mark left open takes no more rows than it must."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._ahead: deque[str] = deque()
        self.begin()

    def begin(self) -> None:
        """A row begins."""
        self.taken: list[str] = []
        self._size = 0

    def __next__(self) -> str:
        try:
            line = self._ahead.popleft() if self._ahead else next_line(self._file)
        except RowTooLongError as error:
            self.taken.append(str(error))
            raise csv.Error(TOO_LONG) from error
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if self._size > ROW_LIMIT:
            raise csv.Error(TOO_LONG)
        return line

    def give_back(self, width: int, delimiter: str, like: str | None = None) -> bool:
        """Give back the lines from the first on that is a whole row by itself; whether there is one.

        Where the row could be read, a line must also begin with a reference `like` that of the row.
        """
        if like is not None and not (width > 1 and _is_reference(like)):
            return False
        shape = None if like is None else shape_of(like)
        for at, line in enumerate(self.taken[1:], start=1):
            cells = _split(line, delimiter)
            if len(cells) == width and (shape is None or _is_like(cells, shape)):
                self._ahead.extendleft(reversed(self.taken[at:]))
                del self.taken[at:]
                return True
        return False


def _pass_over(lines: _Lines) -> None:
    """Leave out one line above the header, with those that a quoted field takes in."""
    quotes = 0
    for line in lines:
        quotes += line.count('"')
        if quotes % 2 == 0:
            return


def _is_reference(cell: str) -> bool:
    """Whether a cell is like a crime reference: short, in one line, with a digit, and no date as in a log."""
    begins = cell.partition(" ")[0]
    return 1 < len(cell) < 40 and any(map(str.isdigit, cell)) and "\n" not in cell and not iso_day(begins)  # noqa: PLR2004


def _is_like(cells: Sequence[str], shape: str) -> bool:
    """Whether a line is a row whose reference has this shape; in prose a space follows a comma."""
    return shape_of(cells[0]) == shape and not any(cell.startswith(" ") for cell in cells[1:])


def shape_of(cell: str) -> str:
    """A reference without its letters and digits: "NM/24/000123" has the shape of "NM/24/7"."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", cell))


def _csv_fault(told: str) -> str:
    if "larger than field limit" in told:
        return f"a field of more than {FIELD_LIMIT:,} characters"
    if "unexpected end" in told:
        return "a quote mark is opened and never closed"
    if "expected after" in told:
        return "a quote mark inside a quoted field is not doubled"
    return told
