"""The worksheet of a case as HTML: the record as it was written, and what a learner does with it.

`worksheet.html` of the templates serves screen and paper: on paper there are lines to write on.
"""

import re
from datetime import date
from string import Template

from overlooked.pages.html import shown
from overlooked.pages.templates import template
from overlooked.teaching.packs.cases import Case

ROWS, LINES = 5, 3
"""So many lines on paper: for signs, and for each question."""

_PIECES = re.compile(r"\S+|\s+")


def worksheet(case: Case, number: int, total: int, sort: str) -> str:
    """Give the case with its worksheet; `sort` says whether the record is synthetic or masked."""
    return Template(template("worksheet.html")).substitute(
        number=number,
        total=total,
        offence=shown(case.offence or "no offence given"),
        facts=_facts(case, sort),
        narrative=words(case.narrative),
        rows="<tr><td></td><td></td></tr>" * ROWS,
        lines="<i></i>" * LINES,
    )


def words(text: str) -> str:
    """Give a narrative in words, each with its place in it; what stands between them is told apart.

    >>> words("a <b>")
    '<span data-from="0" data-to="1">a</span><i> </i><span data-from="2" data-to="5">&lt;b&gt;</span>'
    """
    return "".join(
        f"<i>{shown(found[0])}</i>"
        if found[0].isspace()
        else f'<span data-from="{found.start()}" data-to="{found.end()}">{shown(found[0])}</span>'
        for found in _PIECES.finditer(text)
    )


def day(text: str) -> str:
    """A day as 4 Mar 2025; what is no date stays as it is.

    >>> day("2025-03-04T09:15"), day("spring")
    ('4 Mar 2025', 'spring')
    """
    try:
        told = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{told.day} {told:%b %Y}"


def _facts(case: Case, sort: str) -> str:
    told = (day(case.recorded_on) or "no date", case.force, case.case_id, sort)
    return " ".join(f"<span>{shown(fact)}</span>" for fact in told if fact)
