"""Furniture: what stands among the rows of a report and is no record: a header that comes again, a footer.

In come the column names of a table and the cells of a row, out comes which it is, or "". Such a row is set aside with
the reason, and counted.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from overlooked.records.cells import plain
from overlooked.records.schema import fold

HEADER_AGAIN = "the header again, as where two exports were pasted together"
OTHER_HEADER = (
    "a header with the columns in another order, so the rows below it are read wrongly; "
    "divide the file there and give both"
)
FOOTER = "a footer of the report, no record"

FOOTER_CELLS = 2
"""A footer stands in one cell, or its number in the next."""
_FOOTER_LENGTH = 120
_FOOTER = re.compile(
    r"\W*(?:"
    r"(?:grand |sub)?totals?(?: (?:number|count))?(?: of)?(?: (?:rows?|records?|crimes?|offences?|count))?\W*\d[\d,]*"
    r"|(?:number of )?(?:rows?|records?)(?: (?:count|returned|exported|selected))?\W*\d[\d,]*"
    r"|\d[\d,]* (?:rows?|records?)(?: (?:affected|returned|exported|selected|found))?"
    r"|end of (?:the )?(?:report|file|extract|data|list|export|document|records)"
    r"|page \d+(?: of \d+)?"
    r"|(?:report|extract|export)(?:ed)? (?:generated|run|created|produced|printed)(?: (?:on|by|at)\b.*)?"
    r")\W*",
    re.IGNORECASE,
)


def furniture(names: Sequence[str], cells: Sequence[Any]) -> str:
    """What a row is that is no record: `HEADER_AGAIN`, `OTHER_HEADER`, `FOOTER`, or "" for any other row."""
    first = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
    if not first or len(first) > _FOOTER_LENGTH:
        return ""
    if first.strip() in names:
        own, there = [[fold(str(name)) for name in row if name] for row in (names, cells)]
        if own == there:
            return HEADER_AGAIN
        if len(own) > 1 and sorted(own) == sorted(there):
            return OTHER_HEADER
    told = list(islice(filter(None, map(plain, cells)), FOOTER_CELLS + 1))
    return FOOTER if len(told) <= FOOTER_CELLS and _FOOTER.fullmatch(" ".join(told)) else ""
