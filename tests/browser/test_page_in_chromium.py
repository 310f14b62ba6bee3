"""The page of a queue in a real Chromium, opened from a file as a registrar opens it: `make test-browser`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from overlooked.screening import screen
from overlooked.views.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "His boss has kept his passport 😀 </script><script>window.zapped = 1</script><img src=x onerror='zapped=1'> "
    "<!--<script> \u2028 \u202eread from the right\u202c. He has not been paid since March. No concerns seen."
)
RECORDS: tuple[dict[str, str], ...] = (
    {
        "record_id": "A1",
        "narrative": "Arrested in the cannabis house, aged 16. His boss has kept his passport. He has not been paid "
        "since March. He has his own key. No injuries seen.",
        "offence": "Production of cannabis",
    },
    {
        "record_id": "A2",
        "narrative": "Rough sleeper taken from the hostel to work on a farm. Not paid, he owes the boss for the van. "
        "Manager said that he is free to leave.",
        "recorded_on": "2023-02-03",
        "area": "Harbour",
    },
    {"record_id": "A3", "narrative": "Bike taken from the yard.", "offence": "Theft of pedal cycle"},
    {"record_id": "A4", "narrative": "She said that they would keep her passport if she left.", "recorded_on": ""},
    {"record_id": "<b>A5</b>", "narrative": HOSTILE, "offence": "Theft </script> & more", "area": "\u202eCity"},
)
EMPTY = {
    "recorded_on": "2024-05-01",
    "force": "Northmoor",
    "area": "City",
    "offence": "Theft - shoplifting",
    "offence_code": "",
}

TEXT_OF_NARRATIVE = """narrative => {
  const copy = narrative.cloneNode(true);
  copy.querySelectorAll("sup").forEach(number => number.remove());
  return copy.textContent;
}"""

Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def queue() -> pd.DataFrame:
    return screen(pd.DataFrame([EMPTY | record for record in RECORDS])).queue


@pytest.fixture
def opened(browser: "Browser", queue: pd.DataFrame, tmp_path: Path) -> Iterator[Opened]:
    """Opens the page, and asserts at the end that it asked nothing from outside and complained of nothing."""
    path = tmp_path / "queue.html"
    requests: list[str] = []
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(hash_: str = "", rows: pd.DataFrame | None = None, **settings: Any) -> "Page":  # noqa: ANN401
        write_page(
            queue if rows is None else rows,
            path,
            summary="5 rows in.",
            state=["Rows twice: 1."],
            warnings=["Includes training text."],
        )
        contexts.append(browser.new_context(**settings))
        page: Page = contexts[-1].new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{path.as_uri()}{hash_}")
        return page

    yield open_page
    assert {url.partition("#")[0] for url in requests} == {path.as_uri()}
    assert complaints == []
    for context in contexts:
        context.close()


def references(page: "Page") -> list[str]:
    told: list[str] = page.locator("#rows .reference").all_inner_texts()
    return told


def record_of(queue: pd.DataFrame, reference: str) -> str:
    """The address of a record within the page."""
    return f"#{list(queue['record_id']).index(reference) + 1}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
@pytest.mark.parametrize("reference", ["", "A1", "A2", "<b>A5</b>"])
def test_axe_finds_no_violation(opened: Opened, queue: pd.DataFrame, scheme: str, width: int, reference: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    place = record_of(queue, reference) if reference else ""
    page = opened(place, color_scheme=scheme, viewport={"width": width, "height": 900})
    for details in page.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    if width == 400 and not reference:
        page.click("#toggle")
    found = axe.Axe().run(page, options={"runOnly": RULES})
    told = [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_shows_score_band_offence_and_reason_and_counts_aloud(opened: Opened, queue: pd.DataFrame) -> None:
    page = opened()
    first = page.locator(".row").first
    told = " ".join(first.inner_text().split())
    row = queue.iloc[0]
    for words in (str(row["score"]), f"Band {row['band']}", row["offence"], row["reason"].split("(")[0]):
        assert words in told
    assert page.locator("#count[role=status]").inner_text() == "5 records"
    assert "suggestion to review" in page.locator("header").inner_text()
    assert "Includes training text." in page.locator("header").inner_text()


FILTERS = [
    ("offence", "drug_production", {"A1"}),
    ("exploitation", "labour", None),
    ("indicator", "documents_retained", None),
    ("trait", "circumstance:rough_sleeping", {"A2"}),
    ("trait", "setting:cannabis_house", {"A1"}),
    ("area", "Harbour", {"A2"}),
    ("area", "\u202eCity", {"<b>A5</b>"}),
]


@pytest.mark.parametrize(("choice", "value", "expected"), FILTERS)
def test_a_choice_keeps_the_records_that_fit(
    opened: Opened, queue: pd.DataFrame, choice: str, value: str, expected: set[str] | None
) -> None:
    column = {"exploitation": "exploitation", "indicator": "indicators"}.get(choice)
    if column:
        expected = set(queue.loc[[value in held for held in queue[column]], "record_id"])
    page = opened()
    page.select_option(f"#{choice}", value)
    assert expected
    assert set(references(page)) == expected
    page.click("#clear")
    assert len(references(page)) == 5


@pytest.mark.parametrize(("flag", "expected"), [("child", {"A1"}), ("homeless", {"A2"}), ("suspect", {"A1"})])
def test_a_flag_keeps_the_records_that_have_it(opened: Opened, flag: str, expected: set[str]) -> None:
    page = opened()
    page.check(f"#flags [value={flag}]")
    assert set(references(page)) == expected
    assert page.locator("#count").inner_text() == "1 of 5 records"


def test_bands_can_be_combined(opened: Opened, queue: pd.DataFrame) -> None:
    page = opened()
    for band in sorted(set(queue["band"]))[:2]:
        page.check(f'#bands [value="{band}"]')
    expected = queue[queue["band"].isin(sorted(set(queue["band"]))[:2])]["record_id"]
    assert references(page) == list(expected)


def test_a_range_of_dates_leaves_out_records_without_one(opened: Opened) -> None:
    page = opened()
    page.fill("#from", "2023-01-01")
    page.fill("#to", "2023-12-31")
    assert references(page) == ["A2"]
    page.fill("#to", "")
    assert "A4" not in references(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BIKE yard", {"A3"}),
        ('"yard bike"', set()),
        ("“bike taken”", {"A3"}),
        ("a2", {"A2"}),
        ("<script>", {"<b>A5</b>"}),
    ],
)
def test_free_text_finds_words_phrases_and_references(opened: Opened, text: str, expected: set[str]) -> None:
    page = opened()
    page.fill("#text", text)
    page.wait_for_timeout(300)
    assert set(references(page)) == expected
    assert page.locator("#none").is_visible() == (not expected)


def test_the_keys_walk_open_close_and_search(opened: Opened, queue: pd.DataFrame) -> None:
    page = opened()
    names = list(queue["record_id"])
    focused = "document.activeElement.querySelector('.reference')?.textContent"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert page.evaluate(focused) == names[1]
    page.keyboard.press("Enter")
    page.wait_for_selector("#record:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "record-title"
    page.keyboard.press("j")
    page.wait_for_function("name => document.querySelector('#record-title').textContent.includes(name)", arg=names[2])
    page.keyboard.press("Escape")
    assert page.locator("#record").is_hidden()
    assert page.evaluate(focused) == names[2]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.type("jk")
    assert page.input_value("#text") == "jk"
    page.keyboard.press("?")
    page.keyboard.press("Escape")


def test_the_letters_can_be_switched_off_and_are_listed_on_the_page(opened: Opened) -> None:
    page = opened()
    page.keyboard.press("?")
    assert page.locator("#keys").evaluate("keys => keys.open")
    page.uncheck("#letters")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "letters"


def test_a_record_shows_findings_by_assertion_in_words_and_counter_evidence_beside_signs(
    opened: Opened, queue: pd.DataFrame
) -> None:
    page = opened(record_of(queue, "A1"))
    present = page.locator(".narrative mark.present").all_inner_texts()
    assert any("kept his passport" in words for words in present)
    against = page.locator(".panel", has_text="What speaks against")
    assert against.locator("q", has_text="own key").first.is_visible()
    signs = page.locator(".panel", has_text="Only these raise the score")
    assert signs.locator("h4", has_text="Documents held by another").is_visible()
    assert "Passport, identity card" in signs.inner_text()
    assert page.locator(".note").inner_text().startswith("The suspect may be a victim.")
    assert page.locator(".narrative sup", has_text="counter-evidence").count() >= 1
    assert "\n" not in page.locator(".legend").inner_text()


def test_a_denial_that_clears_nothing_is_marked_so(opened: Opened, queue: pd.DataFrame) -> None:
    void = queue[[any(not f["clears"] for f in findings) for findings in queue["findings"]]]
    page = opened(record_of(queue, void["record_id"].iloc[0]))
    assert page.locator(".void").first.inner_text() == "clears nothing"
    assert page.locator(".narrative sup", has_text="clears nothing").count() >= 1


def test_the_narrative_comes_back_letter_by_letter_with_its_hidden_signs_named(
    opened: Opened, queue: pd.DataFrame
) -> None:
    page = opened(record_of(queue, "<b>A5</b>"))
    told = page.locator(".narrative").evaluate(TEXT_OF_NARRATIVE)
    assert told == re.sub("[\u2028\u202e\u202c]", lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", HOSTILE)
    assert page.evaluate("window.zapped") is None
    assert page.locator("#record img, #rows b b, #record script").count() == 0
    assert "<b>A5</b>" in page.locator("#record-title").inner_text()
    assert "".join(page.locator(".narrative mark").all_inner_texts()).startswith("boss has kept his passport")


def test_overlapping_findings_are_both_to_be_seen(opened: Opened, queue: pd.DataFrame) -> None:
    row = queue[queue["record_id"] == "A3"].copy()
    finding = {"kind": "indicator", "indicator": "threats", "assertion": "present", "cue": "", "clears": True}
    first = finding | {"quote": "Bike taken", "start": 0, "end": 10}
    second = first | {"kind": "counter", "indicator": "paid", "quote": "taken from", "start": 5, "end": 15}
    row["findings"] = pd.Series([[first, second]], index=row.index)
    page = opened("#1", rows=row)
    assert page.locator(".narrative mark").all_inner_texts() == ["Bike ", "taken", " from"]
    assert page.locator(".narrative mark.present.over.over-counter").inner_text() == "taken"
    page.click(".panel .counter .number")
    assert page.locator("mark.pointed").all_inner_texts() == ["taken", " from"]


def test_on_paper_stand_the_quotes_and_none_of_the_controls(opened: Opened, queue: pd.DataFrame) -> None:
    page = opened(record_of(queue, "A1"), color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#record q", has_text="kept his passport").first.is_visible()
    assert page.locator("#record q", has_text="own key").first.is_visible()
    assert page.locator(".narrative mark.present").first.is_visible()
    assert page.locator("#rows").is_hidden()
    assert page.locator(".steps").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator(".row .reason").first.is_visible()
    assert page.locator("#find input, #find button, #find select").filter(visible=True).count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_a_printed_list_names_the_filters_in_force_and_how_many_records_they_leave(opened: Opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    told = page.locator("#asked")
    assert told.is_visible()
    assert told.inner_text() == "All 5 records."
    page.emulate_media(media="screen")
    assert told.is_hidden()
    page.check("#flags [value=homeless]")
    page.select_option("#area", "Harbour")
    page.fill("#from", "2023-01-01")
    page.fill("#text", 'farm "free to leave"')
    page.wait_for_timeout(300)
    assert told.text_content() == (
        "Filtered: words “farm” and “free to leave”; with signs of homelessness; area Harbour; "
        "recorded from 1 Jan 2023. 1 of 5 records."
    )
    page.select_option("#area", "\u202eCity")
    assert "⟨U+202E⟩City" in str(told.text_content())


def test_a_printed_list_says_that_it_is_cut(opened: Opened, queue: pd.DataFrame) -> None:
    row = queue[queue["record_id"] == "A3"]
    many = row.loc[row.index.repeat(1001)].assign(rank=range(1, 1002))
    page = opened(rows=many)
    assert page.locator("#asked").text_content() == (
        "All 1,001 records. Here are the first 1,000; filter to print others."
    )


def test_the_way_back_of_the_browser_leads_to_the_list(opened: Opened) -> None:
    page = opened(viewport={"width": 400, "height": 800})
    page.click(".row >> nth=1")
    page.wait_for_selector("#record:not([hidden])")
    assert page.locator("#list").is_hidden()
    page.go_back()
    assert page.locator("#record").is_hidden()
    assert page.locator("#list").is_visible()


def test_a_long_list_is_shown_by_pages_and_the_keys_cross_them(opened: Opened, queue: pd.DataFrame) -> None:
    row = queue[queue["record_id"] == "A3"]
    many = row.loc[row.index.repeat(250)].assign(rank=range(1, 251), record_id=[f"B{n}" for n in range(1, 251)])
    page = opened(rows=many)
    assert len(references(page)) == 100
    page.click("#later")
    assert page.locator("#place").inner_text() == "101 to 200 of 250"
    page.keyboard.press("k")
    assert page.locator("#place").inner_text() == "1 to 100 of 250"
    assert page.evaluate("document.activeElement.querySelector('.reference').textContent") == "B100"
