"""The forms of what learners saw: a page, the figures as JSON, and text for a terminal."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from overlooked.errors import OutputError
from overlooked.outputs import canonical_json, refuse_existing, whole_outputs
from overlooked.pages.drawn import drawn
from overlooked.pages.text import percent, unhidden
from overlooked.safeguarding import Route, load_route, route_block
from overlooked.statistics.figures import Figures
from overlooked.teaching.learners.answered import Answers
from overlooked.teaching.learners.figures import learners_figures
from overlooked.teaching.learners.report import TITLE, report_of
from overlooked.teaching.learners.screen import called, headings, limits

FORMS = (".html", ".json")
WIDTH = 100


def refuse_learners(outputs: Sequence[Path], force: bool, *, inputs: Sequence[Path] = ()) -> None:
    """Refuse, before any work, outputs that could not be written: of an unknown form, existing, or also an input."""
    for path in outputs:
        if path.suffix not in FORMS:
            raise OutputError(f"{path} has no form that this report can take; end its name in {' or '.join(FORMS)}")
    refuse_existing(outputs, force, inputs=inputs)


def write_learners(
    answers: Sequence[Answers],
    outputs: Sequence[Path],
    *,
    force: bool = False,
    seed: int = 0,
    route: Route | None = None,
) -> Figures:
    """Write what the answers tell in the form of each suffix, all outputs or none, and give the figures.

    The `route` stands on the page, the general one where none is given.

    Raises OutputError as `refuse_learners` does, and AnswersError where there are no answers.
    """
    refuse_learners(outputs, force)
    figures, route = learners_figures(answers, seed), route or load_route()
    with whole_outputs({str(path): path for path in outputs}, force=force) as drafts:
        for path in outputs:
            drafts[str(path)].write_text(_written(figures, path.suffix, route), encoding="utf-8", newline="\n")
    return figures


def render_learners(figures: Figures) -> str:
    """The first screen as text of at most 100 columns: bad news, sentences, and the share found by indicator."""
    opening = report_of(figures).opening
    parts = [
        textwrap.fill(f"{TITLE}: {unhidden(opening.judged)}", WIDTH) + "\n",
        _section("Bad news, worst first", figures["bad_news"]),
        *(_section(told.title, told.items) for told in headings(figures)),
        _section("Found, by indicator (95 % interval)", list(_indicators(figures))),
    ]
    return "\n".join(parts)


def _indicators(figures: Figures) -> Iterator[str]:
    for code, own in figures["indicators"].items():
        if own["signs"]:
            within = f" ({limits(own['recall'])})" if limits(own["recall"]) else ""
            yield f"{called(code)}: {percent(own['recall']['value'])}{within}, n = {own['recall']['n']:,}"


def _section(title: str, sentences: Sequence[str]) -> str:
    lines = [
        line
        for number, sentence in enumerate(sentences, start=1)
        for line in textwrap.wrap(unhidden(sentence), WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
    ]
    return "\n".join([title, "-" * len(title), *lines, ""])


def _written(figures: Figures, suffix: str, route: Route) -> str:
    if suffix == ".json":
        return canonical_json(figures)
    return drawn(report_of(figures), ahead=route_block(route))
