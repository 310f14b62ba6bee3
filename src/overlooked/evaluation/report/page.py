"""The report as one page for a browser: no outside request, nothing in the figures or a record can run.

`report.html`, `base.css`, `report.css` and `report.js` of the templates are joined into one file. The policy of the
page forbids everything but this one style and this one script; without the script the tables are plain.
"""

from collections.abc import Sequence
from string import Template

from overlooked.evaluation.report.blocks import Opening, Report, Section
from overlooked.evaluation.report.contents import report_of
from overlooked.evaluation.report.html import items, section, shown
from overlooked.evaluation.report.misplaced import ErrorPage
from overlooked.evaluation.report.narrative import error_pages
from overlooked.evaluation.report.wording import wording_of
from overlooked.evaluation.statistics.figures import Figures
from overlooked.templates import policy_hash, template

FIRST = 5
"""So much bad news stands on the first screen."""


def page_of(figures: Figures, errors: Sequence[ErrorPage] = ()) -> str:
    """Give the page. `errors` are shown only where the figures tell of single records: never of a sealed split."""
    told = report_of(figures)
    style, script = template("base.css") + template("report.css"), template("report.js")
    by_record = isinstance((figures.get("causes") or {}).get("records"), list)
    cases = error_pages(errors, wording_of(figures)) if by_record else ""
    sections = [section(part, cases if part.key == "errors" else "") for part in told.sections]
    return Template(template("report.html")).substitute(
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
        title=shown(told.opening.title),
        judged=shown(told.opening.judged),
        headings=_headings(told.opening),
        bad_news=_bad_news(told.opening),
        contents=_contents(told, len(errors) if by_record else 0),
        sections="\n\n".join(sections),
    )


def _headings(opening: Opening) -> str:
    return "\n".join(
        f"<section><h2>{shown(told.title)}</h2><ul>{items(told.items)}</ul></section>" for told in opening.headings
    )


def _bad_news(opening: Opening) -> str:
    """The bad news, worst first: the first few, and the rest below them."""
    if not opening.bad_news:
        return "<p>None that the rules know.</p>"
    first, rest = opening.bad_news[:FIRST], opening.bad_news[FIRST:]
    more = f'<ol start="{FIRST + 1}">{items(rest)}</ol>' if rest else ""
    return f"<ol>{items(first)}</ol>{more}"


def _contents(told: Report, errors: int) -> str:
    return "".join(
        f'<li><a href="#{part.key}">{shown(part.title)}</a>{_count(part, errors)}</li>' for part in told.sections
    )


def _count(part: Section, errors: int) -> str:
    return f" <small>{errors} records</small>" if part.key == "errors" and errors else ""
