"""Who may be at risk now, on the page of a queue in a real Chromium, on a day that the test sets."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from soundness import assert_sound
from toy_pack import REAL_PACK, solution

from overlooked.safeguarding import is_recent
from overlooked.screening import screen
from overlooked.teaching.page.lesson import write_lesson
from overlooked.views.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TODAY = date(2026, 3, 1)
SIGN = "His boss has kept his passport. He has not been paid since March."
DAYS = {
    "today": TODAY.isoformat(),
    "27 days": (TODAY - timedelta(days=27)).isoformat(),
    "28 days": (TODAY - timedelta(days=28)).isoformat(),
    "tomorrow": (TODAY + timedelta(days=1)).isoformat(),
    "no date": "",
    "last year": (TODAY - timedelta(days=365)).isoformat(),
    "a time": f"{TODAY}T08:30",
}
YOUNG = {"today", "27 days", "a time"}
Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    queue = screen(pd.DataFrame([{"record_id": name, "narrative": SIGN, "recorded_on": ""} for name in DAYS])).queue
    path = tmp_path_factory.mktemp("risk") / "queue.html"
    write_page(queue.assign(recorded_on=[DAYS[name] for name in queue["record_id"]]), path, summary="7 rows in.")
    return path


@pytest.fixture
def opened(browser: "Browser", path: Path) -> Iterator[Opened]:
    """Opens the page as on a day."""
    contexts = []

    def open_page(day: date = TODAY, hash_: str = "", **settings: Any) -> "Page":  # noqa: ANN401 - what a browser is told
        contexts.append(browser.new_context(timezone_id="Europe/London", **settings))
        page: Page = contexts[-1].new_page()
        page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC))
        page.goto(f"{path.as_uri()}{hash_}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def marked(page: "Page") -> set[str]:
    """The references of the rows that bear the mark."""
    told: list[str] = page.locator("#rows .row:has(.young) .reference").all_inner_texts()
    return set(told)


def test_the_banner_counts_the_young_records_and_each_is_marked(opened: Opened) -> None:
    page = opened()
    assert page.locator("#fresh b").inner_text() == (
        "3 records here were recorded within the last 28 days: somebody may be at risk now."
    )
    assert marked(page) == YOUNG


@pytest.mark.parametrize("day", [TODAY, date(2026, 2, 1), date(2025, 3, 28), date(2027, 1, 1), date(2026, 7, 1)])
def test_the_page_and_the_terminal_agree_on_every_day(opened: Opened, day: date) -> None:
    page = opened(day)
    young = {name for name, told in DAYS.items() if is_recent(told, day)}
    assert marked(page) == young
    assert page.locator("#fresh").is_visible() is bool(young)


def test_one_press_lists_them_and_says_so_on_paper(opened: Opened) -> None:
    page = opened()
    page.click("#fresh button")
    assert set(page.locator("#rows .reference").all_inner_texts()) == YOUNG
    assert page.locator("#count").inner_text() == "3 of 7 records"
    page.emulate_media(media="print")
    assert "with a date within the last 28 days" in page.locator("#asked").inner_text()
    assert page.locator("#route ol").is_visible()
    assert not page.locator("#fresh button").is_visible()


def test_an_open_record_that_is_young_leads_to_the_route(opened: Opened) -> None:
    page = opened()
    page.click("#rows .row:has(.young) a >> nth=0")
    assert not page.locator("#route ol").is_visible()
    page.click("#record .note button")
    assert page.locator("#route ol").is_visible()
    assert page.evaluate("document.activeElement.parentNode.id") == "route"


def test_the_list_stays_on_the_first_screen(opened: Opened) -> None:
    page = opened(viewport={"width": 1366, "height": 768})
    box = page.locator("#rows .row").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 768


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
@pytest.mark.parametrize("hash_", ["", "#1"])
def test_axe_finds_no_violation_in_the_banner_and_the_open_route(
    opened: Opened, scheme: str, width: int, hash_: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(hash_=hash_, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.getElementById('route').open = true")
    found = axe.Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
def test_a_lesson_of_real_records_with_its_route_is_sound(
    browser: "Browser", tmp_path: Path, scheme: str, width: int
) -> None:
    write_lesson(REAL_PACK, [solution(case) for case in REAL_PACK.cases], tmp_path / "lesson.html")
    assert_sound(browser, tmp_path / "lesson.html", scheme, width)
