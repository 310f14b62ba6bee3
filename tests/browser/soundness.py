"""What every report page must be in a real Chromium, whatever it tells."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_sound(browser: "Browser", path: Path, scheme: str, width: int, *, plots: int | None = None) -> None:
    """axe-core finds nothing with all folds open, nothing stands out, is asked of a network or complained of."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    settings: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    context = browser.new_context(**settings)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    page.wait_for_timeout(100)
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert plots is None or page.locator("svg.plot").count() == plots
    assert asked == [path.as_uri()]
    assert complaints == []
    context.close()
