"""The route as it is shown: a block of HTML folded into one line, rows for a sheet, sentences, lines for a terminal.

In comes a `Route`, out comes text. The HTML needs no script; `route.css` of the templates dresses it.
"""

import textwrap
from datetime import date
from html import escape

from overlooked.pages.text import upper
from overlooked.safeguarding.recent import RECENT_DAYS, is_recent
from overlooked.safeguarding.route import Route, Step

LEAD = "If somebody may be at risk now"
STANDS_IN = "Give your own with --safeguarding FILE."
ELSEWHERE = "All {count} steps stand in the page and the workbook of a queue."
WIDTH = 100

_RISK = f"recorded within the last {RECENT_DAYS} days: somebody may be at risk now."
RECENT_SAID = (f"One record here was {_RISK}", f"{{count}} records here were {_RISK}", f"This record was {_RISK}")
"""What is said where one record of a list is young, where `count` are, and of a single record."""


def recent_said(count: int) -> list[str]:
    """The line on young records of a list; none where there are none."""
    return [RECENT_SAID[count > 1].format(count=f"{count:,}")] if count else []


def route_block(route: Route) -> str:
    """The route in a `details` element: its first step in the line that is always seen, the others behind it."""
    return (
        f'<details class="route" id="route"><summary><b>{LEAD}:</b> {escape(_first(route))} '
        f"<span>All {len(route.steps)} steps</span></summary>\n<ol>{''.join(map(_item, route.steps))}</ol>\n"
        f"<p>{escape(_whose(route))}</p></details>"
    )


def rows_of(route: Route) -> list[tuple[str, ...]]:
    """Rows for a sheet: a title, a row of two cells a step, and whose the route is."""
    steps = [(upper(step.when), _done(step)) for step in route.steps]
    return [(f"{LEAD}: {_first(route)}",), *steps, ("Whose route this is", _whose(route))]


def sentences_of(route: Route) -> tuple[str, ...]:
    """A sentence or more a step, in order; the last one says whose the route is."""
    return (*map(_sentence, route.steps), _whose(route))


def lines_of(route: Route, today: date, *, whole: bool = True) -> list[str]:
    """Lines for a terminal: all steps, or the first alone; and whether the route was to be reviewed before `today`."""
    due = [f"The route was to be reviewed on {route.review_on}."] if route.review_on < today else []
    if not whole:
        return [f"{LEAD}: {_first(route)} {_standing(route)} {ELSEWHERE.format(count=len(route.steps))}", *due]
    numbered = [
        textwrap.fill(_sentence(step), WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
        for number, step in enumerate(route.steps, start=1)
    ]
    return [f"{LEAD}:", *numbered, textwrap.fill(_whose(route), WIDTH), *due]


def lines_of_record(recorded_on: str, route: Route, today: date) -> list[str]:
    """Lines for a terminal beside a single record: all steps where it is young, else the first."""
    if is_recent(recorded_on, today):
        return [RECENT_SAID[2], *lines_of(route, today)]
    return lines_of(route, today, whole=False)


def _first(route: Route) -> str:
    step = route.steps[0]
    when = step.when if step.when[1:2].isupper() else f"{step.when[0].lower()}{step.when[1:]}"
    return f"{when}, {step.contact or step.do}".rstrip(".") + "."


def _item(step: Step) -> str:
    call = f' <span class="call">Call: {escape(step.contact)}</span>' if step.contact else ""
    return f"<li><b>{escape(upper(step.when))}.</b> {escape(step.do)}{call}</li>"


def _sentence(step: Step) -> str:
    return f"{upper(step.when)}: {_done(step)}"


def _done(step: Step) -> str:
    return f"{step.do}{f' Call: {step.contact}.' if step.contact else ''}"


def _standing(route: Route) -> str:
    return f"Route: {route.title}; owner: {route.owner}."


def _whose(route: Route) -> str:
    return f"{_standing(route)} To be reviewed on {route.review_on}.{'' if route.is_own else f' {STANDS_IN}'}"
