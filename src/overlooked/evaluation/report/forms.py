"""The forms of a report: the suffix of each output says whether it is written as JSON, as a page, or as Markdown."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from overlooked.errors import OutputError
from overlooked.evaluation.errors.pages import Misplaced
from overlooked.evaluation.report.markdown import markdown_of
from overlooked.evaluation.report.misplaced import error_page
from overlooked.evaluation.report.wording import wording_of
from overlooked.outputs import canonical_json, refuse_existing, whole_outputs
from overlooked.pages.blocks import Listing
from overlooked.pages.drawn import quiet
from overlooked.safeguarding import LEAD, Route, route_block, sentences_of
from overlooked.statistics.figures import Figures

FORMS = (".json", ".html", ".md")


def refuse_reports(outputs: Sequence[Path], force: bool, *, inputs: Sequence[Path] = ()) -> None:
    """Refuse, before any work, outputs that could not be written: of an unknown form, existing, or also an input."""
    for path in outputs:
        if path.suffix not in FORMS:
            raise OutputError(f"{path} has no form that a report can take; end its name in {' or '.join(FORMS)}")
    refuse_existing(outputs, force, inputs=inputs)


def write_reports(
    figures: Figures,
    outputs: Sequence[Path],
    *,
    misplaced: Sequence[Misplaced] = (),
    force: bool = False,
    route: Route | None = None,
) -> None:
    """Write the figures in the form of each suffix; all outputs take their places, or none does.

    `misplaced` are records to read, on the page alone; a `route` stands on the page and in the Markdown. Raises
    OutputError as `refuse_reports` does.
    """
    refuse_reports(outputs, force)
    with whole_outputs({str(path): path for path in outputs}, force=force) as drafts:
        for path in outputs:
            text = _written(figures, path.suffix, misplaced, route)
            drafts[str(path)].write_text(text, encoding="utf-8", newline="\n")


def _written(figures: Figures, suffix: str, misplaced: Sequence[Misplaced], route: Route | None) -> str:
    if suffix == ".json":
        return canonical_json(figures)
    if suffix == ".html":
        return _page(figures, misplaced, route_block(route) if route else "")
    return markdown_of(figures, Listing(LEAD, sentences_of(route)) if route else None)


def _page(figures: Figures, misplaced: Sequence[Misplaced], ahead: str) -> str:
    """The page; what draws its pictures is loaded only for it, since it is large."""
    wording = wording_of(figures)
    pages = [error_page(each.record, each.findings, each.told, wording) for each in misplaced]
    with quiet("matplotlib"):
        page = import_module("overlooked.evaluation.report.page")
        return str(page.page_of(figures, pages, ahead))
