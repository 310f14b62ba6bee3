"""The report of reconciling: a first screen in words, what to know first, then pictures and tables.

In goes a tree of `figures`, or of `shared`; out comes a report that `pages.document` makes a page of. It holds no name
of a person, no reference and no free text, since the tree holds none.
"""

from pathlib import Path

from overlooked.outputs import whole_output
from overlooked.pages.blocks import Opening, Report, Section
from overlooked.pages.document import document
from overlooked.pages.text import upper
from overlooked.reconcile.measured.shared import shared
from overlooked.reconcile.measured.wording import some
from overlooked.reconcile.report.pictures import parts, pictured_flow, pictured_rates
from overlooked.reconcile.report.screen import headings
from overlooked.reconcile.report.sections import compared, counted, links_told, method, rates, stages, times, who
from overlooked.safeguarding import Route, route_block
from overlooked.statistics.figures import Figures

TITLE = "Which referrals became a crime record"
TO_SHARE = f"{TITLE}: a version to share"
NEWS = "What to know first"
HINT = (
    "Beside a rate stand its 95 % interval, how many needed a record (n), and half the width of the interval; “small” "
    "is said where n is under 30. A dash is a number that is not told; the reason stands under the table. The heading "
    "of a column sorts by it."
)
FOOT = (
    "This page works without a network and asks nothing of one. It names no person. Referral by referral, outcomes.csv "
    "says what was found and why. An outcome is a suggestion to review: a person decides."
)
KEPT = (
    "Its counts may be so small that they tell of a person: keep it with those who may read the referrals. The version "
    "to share is made beside it."
)
LEFT_OUT = (
    "Counts of 1 to 4 are not told, nor those that would give one back; the others are rounded to the nearest five, so "
    "that sums may differ. Rates stand in whole percent, where 20 or more are behind them. No reference, no name and "
    "no first responder's own words are in it."
)


def report_of(figures: Figures) -> Report:
    """The report of a tree of figures."""
    read = figures["input"]
    judged = (
        f"{upper(some(read['referrals'], 'referral'))} to the National Referral Mechanism, and duties to notify, "
        f"beside {some(read['crimes'], 'row of crime records', 'rows of crime records')}. "
        f"{LEFT_OUT if figures['share'] else KEPT}"
    )
    opening = Opening(
        TO_SHARE if figures["share"] else TITLE,
        judged,
        headings(figures),
        tuple(figures["bad_news"]),
        news_title=NEWS,
        hint=HINT,
        foot=FOOT,
    )
    return Report(
        opening,
        (
            Section("rate", "The recording rate", (*rates(figures), *pictured_rates(figures), *counted(figures))),
            Section("stages", "Outcome by decision stage", (*parts(figures, "stage"), *stages(figures))),
            Section("flow", "From referral to outcome", (*pictured_flow(figures), *links_told(figures))),
            Section("times", "How soon, and how long it waits", times(figures)),
            Section("who", "Where, who referred, and who was referred", (*parts(figures, "place"), *who(figures))),
            Section("compared", "Is anybody recorded less often?", compared(figures)),
            Section("method", "How it is counted", method(figures)),
        ),
    )


def page_of(figures: Figures, *, share: bool = False, route: Route | None = None) -> str:
    """The page of a tree of `figures`; with `share`, of what may leave. A `route` stands below its title."""
    return document(report_of(shared(figures) if share else figures), ahead=route_block(route) if route else "")


def write_report(
    figures: Figures, path: Path, *, share: bool = False, force: bool = False, route: Route | None = None
) -> None:
    """Write the page, whole or not at all; with `share`, that which may leave. Raises OutputError as outputs do."""
    with whole_output(path, force=force) as draft:
        draft.write_text(page_of(figures, share=share, route=route), encoding="utf-8", newline="\n")
