"""The route as it is shown: a block of HTML folded into one line, sentences for a document, lines for a terminal.

In comes a `Route`, out comes text. The HTML needs no script; `route.css` of the templates dresses it.
"""

import textwrap
from datetime import date
from html import escape

from overlooked.pages.text import upper
from overlooked.safeguarding.route import Route, Step

LEAD = "If somebody may be at risk now"
STANDS_IN = "Give your own with --safeguarding FILE."
WIDTH = 100


def route_block(route: Route) -> str:
    """The route in a `details` element: its first step in the line that is always seen, the others behind it."""
    steps = "".join(
        f"<li><b>{escape(upper(step.when))}.</b> {escape(step.do)}{_contact(step)}</li>" for step in route.steps
    )
    return (
        f'<details class="route" id="route"><summary><b>{LEAD}:</b> {escape(_first(route))} '
        f"<span>All {len(route.steps)} steps</span></summary>\n<ol>{steps}</ol>\n"
        f"<p>{escape(_whose(route))}</p></details>"
    )


def sentences_of(route: Route) -> tuple[str, ...]:
    """A sentence or more a step, in order; the last one says whose the route is."""
    return (*map(_sentence, route.steps), _whose(route))


def lines_of(route: Route, today: date, *, whole: bool = True) -> list[str]:
    """Lines for a terminal: all steps, or the first alone; and whether the route was to be looked at before `today`."""
    due = [f"The route was to be reviewed on {route.review_on}."] if route.review_on < today else []
    if not whole:
        return [f"{LEAD}: {_first(route)} {_standing(route)}", *due]
    told = [*map(_sentence, route.steps), _whose(route)]
    numbered = [
        textwrap.fill(text, WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
        for number, text in enumerate(told[:-1], start=1)
    ]
    return [f"{LEAD}:", *numbered, textwrap.fill(told[-1], WIDTH), *due]


def _first(route: Route) -> str:
    step = route.steps[0]
    when = step.when if step.when[1:2].isupper() else f"{step.when[0].lower()}{step.when[1:]}"
    return f"{when}, {step.contact or step.do}".rstrip(".") + "."


def _sentence(step: Step) -> str:
    return f"{upper(step.when)}: {step.do}{f' Call: {step.contact}.' if step.contact else ''}"


def _contact(step: Step) -> str:
    return f' <span class="call"><span class="soft">Call:</span> {escape(step.contact)}</span>' if step.contact else ""


def _standing(route: Route) -> str:
    return f"Route: {route.title}; owner: {route.owner}."


def _whose(route: Route) -> str:
    return f"{_standing(route)} To be reviewed on {route.review_on}.{'' if route.is_own else f' {STANDS_IN}'}"
