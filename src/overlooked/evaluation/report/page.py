"""The evaluation report as one page for a browser, with the records to read."""

from collections.abc import Sequence

from overlooked.evaluation.report.contents import report_of
from overlooked.evaluation.report.misplaced import ErrorPage
from overlooked.evaluation.report.narrative import error_pages
from overlooked.evaluation.report.wording import wording_of
from overlooked.pages.document import document
from overlooked.statistics.figures import Figures


def page_of(figures: Figures, errors: Sequence[ErrorPage] = (), ahead: str = "") -> str:
    """Give the page. `errors` are shown only where the figures tell of single records: never of a sealed split.

    `ahead` is HTML below the title.
    """
    by_record = isinstance((figures.get("causes") or {}).get("records"), list)
    if not (errors and by_record):
        return document(report_of(figures), ahead=ahead)
    cases = error_pages(errors, wording_of(figures))
    return document(report_of(figures), {"errors": cases}, {"errors": f"{len(errors)} records"}, ahead)
