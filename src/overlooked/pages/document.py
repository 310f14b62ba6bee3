"""A report as one page for a browser: no outside request, nothing in the figures or a record can run.

`report.html`, `base.css`, `report.css`, `route.css` and `report.js` of the templates are joined into one file. The
policy of the page forbids everything but this one style and this one script; without the script the tables are plain.
"""

from collections.abc import Mapping
from string import Template

from overlooked.pages.blocks import Opening, Report
from overlooked.pages.html import items, section, shown
from overlooked.pages.templates import policy_hash, template

FIRST = 5
"""So much bad news stands on the first screen."""


def document(
    report: Report, more: Mapping[str, str] | None = None, counts: Mapping[str, str] | None = None, ahead: str = ""
) -> str:
    """Give the page. By key of a section, `more` is HTML at its end and `counts` what the contents say beside it.

    `ahead` is HTML below the title, as `safeguarding.route_block` gives it.
    """
    style, script = template("base.css") + template("report.css") + template("route.css"), template("report.js")
    opening, added = report.opening, more or {}
    return Template(template("report.html")).substitute(
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
        title=shown(opening.title),
        judged=shown(opening.judged),
        ahead=ahead,
        headings=_headings(opening),
        news_title=shown(opening.news_title),
        bad_news=_bad_news(opening),
        contents=_contents(report, counts or {}),
        hint=shown(opening.hint),
        sections="\n\n".join(section(part, added.get(part.key, "")) for part in report.sections),
        foot=shown(opening.foot),
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


def _contents(report: Report, counts: Mapping[str, str]) -> str:
    return "".join(
        f'<li><a href="#{part.key}">{shown(part.title)}</a>{_count(counts.get(part.key, ""))}</li>'
        for part in report.sections
    )


def _count(told: str) -> str:
    return f" <small>{shown(told)}</small>" if told else ""
