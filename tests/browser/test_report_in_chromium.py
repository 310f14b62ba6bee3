"""The evaluation report in a real Chromium, opened from a file as an inspector opens it: `make test-browser`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from toy_report import error, figures

from overlooked.evaluation.report.page import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAPER = 688
"""Pixels between the margins of an A4 sheet."""
ROWS = "[...document.querySelectorAll('#{} tbody tr')].map(row => row.cells[0].textContent)"

Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page_of(figures(), [error()]), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: "Browser", report: Path) -> Iterator[Opened]:
    """Opens the page, and asserts at the end that it asked nothing from outside and complained of nothing."""
    requests: list[str] = []
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(**settings: Any) -> "Page":  # noqa: ANN401
        contexts.append(browser.new_context(**settings))
        page: Page = contexts[-1].new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(report.as_uri())
        return page

    yield open_page
    assert {url.partition("#")[0] for url in requests} == {report.as_uri()}
    assert complaints == []
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
def test_axe_finds_no_violation_and_nothing_stands_out_of_the_screen(opened: Opened, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    page.wait_for_timeout(100)
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    told = [(v["id"], len(v["nodes"]), v["nodes"][0]["html"][:200]) for v in found.response["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_screen_holds_four_headings_and_the_first_bad_news(opened: Opened) -> None:
    page = opened(viewport={"width": 1366, "height": 900})
    assert page.locator(".headings h2").count() == 4
    for place in (page.locator(".headings section").last, page.locator(".news li").first):
        box = place.bounding_box()
        assert box is not None
        assert box["y"] < 900


def sortable(page: "Page") -> tuple[str, "Any"]:
    """A table of the corpus's authors and the heading of its first column of numbers."""
    table = page.locator("#baselines table").first
    return str(table.get_attribute("id")), table.locator("thead button").nth(2)


def test_a_column_is_sorted_by_keys_down_up_and_back_and_says_so(opened: Opened) -> None:
    page = opened()
    key, button = sortable(page)
    before = page.evaluate(ROWS.format(key))
    button.focus()
    orders = []
    for way in ("descending", "ascending", "none"):
        page.keyboard.press("Enter")
        assert page.locator(f"#{key} thead th").nth(2).get_attribute("aria-sort") == way
        orders.append(page.evaluate(ROWS.format(key)))
    orders_of = ROWS.format(key).replace("cells[0].textContent", "cells[2].dataset.order")
    values = dict(zip(before, page.evaluate(orders_of), strict=True))
    assert [float(values[name]) for name in orders[0]] == sorted(map(float, values.values()), reverse=True)
    assert [float(values[name]) for name in orders[1]] == sorted(map(float, values.values()))
    assert orders[2] == before
    assert "in the order of the report" in page.locator("#status").inner_text()


def test_numbers_that_are_not_known_go_last_either_way(opened: Opened) -> None:
    page = opened()
    table = page.locator("table", has=page.locator(".unknown")).first
    key = str(table.get_attribute("id"))
    column = table.locator("tbody tr", has=page.locator(".unknown")).first.evaluate(
        "row => [...row.cells].findIndex(cell => cell.querySelector('.unknown'))"
    )
    for _ in range(2):
        table.locator("thead button").nth(column).click()
        last = page.evaluate(f"document.querySelector('#{key} tbody').lastElementChild.cells[{column}].textContent")
        assert last.startswith("–")


def test_without_its_script_the_page_holds_all_tables(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("#ranking table tbody tr").first.is_visible()
    assert page.locator("thead button").count() == 0


def test_a_wide_table_moves_by_keys_on_a_narrow_screen(opened: Opened) -> None:
    page = opened(viewport={"width": 400, "height": 800})
    box = page.locator("#baselines .across").first
    assert box.get_attribute("tabindex") == "0"
    assert "moves sideways" in str(box.get_attribute("aria-label"))


def test_on_paper_no_table_is_cut_and_each_record_has_a_page(opened: Opened) -> None:
    page = opened(viewport={"width": PAPER, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    boxes = "[...document.querySelectorAll('.across, .picture')]"
    assert page.evaluate(f"{boxes}.filter(box => box.scrollWidth > box.clientWidth + 1).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.locator(".case").first.evaluate("case_ => getComputedStyle(case_).breakBefore") == "page"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_nothing_of_a_narrative_runs(opened: Opened) -> None:
    page = opened()
    assert page.evaluate("window.zapped") is None
    assert page.locator(".narrative img, .narrative script").count() == 0
    assert page.locator(".narrative mark.present").first.inner_text() == "keeps passport"


def test_pictures_change_their_ink_in_the_dark(opened: Opened) -> None:
    inks = [
        opened(color_scheme=scheme).locator(".plot .f-ink").first.evaluate("ink => getComputedStyle(ink).fill")
        for scheme in ("light", "dark")
    ]
    assert inks[0] != inks[1]
