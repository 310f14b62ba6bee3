"""Which referrals became a crime record, as a page in a real Chromium: `make test-browser`."""

from pathlib import Path
from typing import TYPE_CHECKING

import messy
import pytest
from made_figures import figures_of_messy
from soundness import assert_sound

from overlooked.reconcile.report.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "to share"])
def page_of_referrals(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    path = tmp_path_factory.mktemp("reconcile") / "report.html"
    write_report(figures_of_messy(messy.made(600, 6000, seed=4)), path, share=request.param)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
def test_axe_finds_no_violation_and_nothing_stands_out_of_the_screen(
    browser: "Browser", page_of_referrals: Path, scheme: str, width: int
) -> None:
    assert_sound(browser, page_of_referrals, scheme, width, plots=4)
