"""Which referrals became a crime record, as a page in a real Chromium: `make test-browser`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import messy
import pytest
from made_figures import figures_of_messy

from overlooked.reconcile.report.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    settings: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    context = browser.new_context(**settings)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(page_of_referrals.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    page.wait_for_timeout(100)
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg.plot").count() == 4
    assert asked == [page_of_referrals.as_uri()]
    assert complaints == []
    context.close()
