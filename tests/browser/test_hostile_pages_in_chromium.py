"""Pages made of hostile records in a real Chromium: nothing runs, nothing is asked for, nothing is complained of."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE
from hostile_pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def watch(page: "Page", asked: list[str], complaints: list[str]) -> None:
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_of_a_record_runs_and_no_request_is_made(browser: "Browser", tmp_path: Path, kind: str) -> None:
    for path in PAGES[kind](tmp_path, HOSTILE):
        page = browser.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        watch(page, asked, complaints)
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        page.wait_for_timeout(100)
        assert page.evaluate("typeof zapped") == "undefined", path.name
        assert (
            page.evaluate("document.querySelectorAll('img, iframe, base, [onerror], [onload], [onmouseover]').length")
            == 0
        )
        assert (asked, complaints) == ([path.as_uri()], []), path.name
        page.close()
