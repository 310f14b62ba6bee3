"""The report of reconciling: what it says first, what it never says, and that nobody is named in it."""

import re
from pathlib import Path

import messy
import pytest
from made_figures import figures_of_messy

from overlooked.errors import OutputError
from overlooked.pages.blocks import Table, unfolded
from overlooked.reconcile.linking.links import Links
from overlooked.reconcile.measured.figures import RowCounts, figures_of
from overlooked.reconcile.measured.shared import shared
from overlooked.reconcile.report.report import page_of, report_of, write_report
from overlooked.statistics.figures import Figures

STATISTICIANS = {"Wilson"}
"""Names in the page that are of nobody in the tables."""


@pytest.fixture(scope="module")
def pairs() -> messy.Messy:
    return messy.made(300, 3000, seed=6)


@pytest.fixture(scope="module")
def figures(pairs: messy.Messy) -> Figures:
    return figures_of_messy(pairs)


@pytest.mark.parametrize("share", [False, True])
def test_no_reference_no_name_and_no_birth_date_stands_in_the_page(
    figures: Figures, pairs: messy.Messy, share: bool
) -> None:
    page = page_of(figures, share=share)
    words = set(re.findall(r"[\w/-]+", page))
    told = pairs.referrals
    for column in ("nrm_reference", "date_of_birth", "forename", "surname"):
        cells = {cell for cell in told[column] if len(cell) > 3 and cell not in STATISTICIANS}
        assert not cells & words, column
    assert not set(pairs.crimes["crime_reference"]) & words


def test_the_crude_ratio_is_told_beside_the_rate_and_never_called_a_rate_of_links(figures: Figures) -> None:
    page = page_of(figures)
    assert "crimes per 100 referrals (no link is known from this)" in page
    assert "link rate" not in page.lower()
    assert page.count("linked rate") == 0


def test_the_first_screen_tells_the_rate_as_inspectors_do(figures: Figures) -> None:
    first = report_of(figures).opening.headings[0].items[0]
    counts, rate = figures["counts"], figures["rate"]
    half = f"{100 * rate['half']:.2g}"
    assert first == (
        f"{counts['needed']} referrals needed a crime record; {counts['recorded']} have one as modern slavery: "
        f"{100 * rate['value']:.0f} %, plus or minus {half} points."
    )


def test_what_to_know_first_stands_on_the_first_screen(figures: Figures) -> None:
    opening = report_of(figures).opening
    assert opening.news_title == "What to know first"
    assert opening.bad_news == tuple(figures["bad_news"])


def test_the_version_to_share_says_what_it_leaves_out_and_the_other_that_it_may_not_leave(figures: Figures) -> None:
    assert "Counts of 1 to 4 are not told" in report_of(shared(figures)).opening.judged
    assert "keep it with those who may read the referrals" in report_of(figures).opening.judged


def test_the_policy_of_2016_is_told_with_its_interval_and_in_the_version_to_share_without_a_number() -> None:
    figures = figures_of_messy(messy.like_2016())
    said = report_of(figures).opening.headings[0].items
    policy = next(sentence for sentence in said if "conclusive grounds" in sentence)
    assert policy.startswith(
        "Strathmoor (Scotland) records nearly only after a positive decision on conclusive grounds:"
    )
    assert "the difference lies between" in policy
    kept = report_of(shared(figures)).opening.headings[0].items
    assert "Strathmoor (Scotland) records nearly only after a positive decision on conclusive grounds." in kept


def test_every_row_of_every_table_has_a_cell_for_every_column(figures: Figures) -> None:
    for tree in (figures, shared(figures)):
        for section in report_of(tree).sections:
            for block in unfolded(section.blocks):
                if isinstance(block, Table):
                    assert all(len(row) == len(block.columns) for row in block.rows), block.caption


def test_figures_without_a_single_referral_make_a_page() -> None:
    empty = messy.made(30, 300, seed=2)
    figures = figures_of(empty.referrals.iloc[:0], empty.crimes, [], Links((), ()), RowCounts(0, 300), empty.forces)
    assert "The recording rate is not told" in page_of(figures)
    assert "The recording rate is not told" in page_of(figures, share=True)


def test_the_page_is_written_alike_each_time_whole_and_private(figures: Figures, tmp_path: Path) -> None:
    path, again = tmp_path / "report.html", tmp_path / "again.html"
    write_report(figures, path)
    write_report(figures, again)
    assert path.read_bytes() == again.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(OutputError, match="exists"):
        write_report(figures, path)
    write_report(figures, path, share=True, force=True)
    assert "a version to share" in path.read_text(encoding="utf-8")
