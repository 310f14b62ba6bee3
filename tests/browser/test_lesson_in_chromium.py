"""The page of a lesson in a real Chromium, opened from a file as a learner opens it: `make test-browser`."""

import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from toy_pack import CASES, LOCKED, PACK, REAL_PACK, SOLUTIONS, sign, solution

from overlooked.indicators import INDICATOR_CODES
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.marking import Mark, Marked, Seen, Sign, marked
from overlooked.teaching.packs.pack import Pack, id_of
from overlooked.teaching.page.lesson import write_lesson

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "\U0001f512\U0001f512 Boss keeps the card </script><script>zapped=1</script><img src=x onerror=zapped=1> \u202e "
    "held & unpaid"
)
SELECT = """([words, from, to]) => {
  const range = document.createRange(), end = words[to].firstChild;
  range.setStart(words[from].firstChild, 0);
  range.setEnd(end, end.length);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  document.dispatchEvent(new Event("selectionchange"));
}"""
OVERLAPPING = (
    sign(LOCKED, "the lads <lock> him in at night", "movement_restricted"),
    sign(LOCKED, "him in at night & hold his bank card", "finances_controlled"),
    sign(LOCKED, "night & hold", "threats"),
    sign(LOCKED, "Boss answered", "spoken_for", assertion="historical"),
    sign(LOCKED, "Own coat on", "wages_withheld", assertion="negated"),
)

Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens the page of a pack, and asserts at the end that it asked nothing from outside and complained of nothing."""
    path = tmp_path / "lesson.html"
    requests: list[str] = []
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(pack: Pack = PACK, **settings: Any) -> "Page":  # noqa: ANN401
        write_lesson(pack, [solution(case) for case in pack.cases], path)
        contexts.append(browser.new_context(**settings))
        page: Page = contexts[-1].new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_page
    assert {url.partition("#")[0] for url in requests if not url.startswith("blob:")} == {path.as_uri()}
    assert complaints == []
    for context in contexts:
        context.close()


def word(page: "Page", number: int, text: str) -> "Locator":
    """The first word of a case that is this text."""
    words = page.locator(f"#case-{number} .record [data-from]")
    return words.nth(words.all_inner_texts().index(text))


def drag(page: "Page", number: int, first: str, last: str) -> None:
    """Select from one word to another as a mouse does."""
    page.locator(f"#case-{number} .narrative").first.scroll_into_view_if_needed()
    start, end = (word(page, number, text).bounding_box() for text in (first, last))
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()


def mark(page: "Page", number: int, first: str, last: str, indicator: str) -> None:
    drag(page, number, first, last)
    page.click(f"#case-{number} .name")
    page.click(f"#choice [value={indicator}]")


def marks(page: "Page", number: int) -> list[str]:
    """The marks as they are listed beside the record: name and quote."""
    told: list[str] = page.locator(f"#case-{number} .marks li > div").all_inner_texts()
    return [" ".join(text.split()) for text in told]


def saved(page: "Page") -> dict[str, Any]:
    with page.expect_download() as download:
        page.click("#save")
    told: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    date = told["saved_on"][:10]
    assert download.value.suggested_filename == f"answers-{told['pack']}-{date}.json"
    return told


def signs_of(case: dict[str, Any]) -> list[Sign]:
    return [Sign(**told) for told in case["signs"]]


def outcomes(page: "Page", number: int) -> list[tuple[str, ...]]:
    """What the page says became of signs and marks: outcome, indicator, start, end."""
    names = ("outcome", "indicator", "start", "end")
    lines = page.locator(f"#case-{number} .outcomes li").all()
    return sorted(tuple(str(line.get_attribute(f"data-{name}")) for name in names) for line in lines)


def expected(told: Marked) -> list[tuple[str, ...]]:
    seen = [(str(outcome), s.indicator, str(s.start), str(s.end)) for s, outcome in told.seen.items()]
    false = [("false", m.indicator, str(m.start), str(m.end)) for m, _ in told.false_marks]
    return sorted([*seen, *false])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
@pytest.mark.parametrize("state", ["real", "keys", "choice", "checked"])
def test_axe_finds_no_violation_and_nothing_stands_out_of_the_screen(
    opened: Opened, scheme: str, width: int, state: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(REAL_PACK if state == "real" else PACK, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    if state != "real":
        mark(page, 1, "hold", "card.", "finances_controlled")
        mark(page, 1, "Own", "coat", "threats")
        page.click("#case-1 .by-keys")
        page.keyboard.press("Shift+ArrowRight")
    if state == "choice":
        page.keyboard.press("Enter")
    if state == "checked":
        for number in (1, 2, 3):
            page.click(f"#case-{number} .check")
    found = axe.Axe().run(page, options={"runOnly": RULES})
    told = [(v["id"], len(v["nodes"]), v["nodes"][0]["html"][:200]) for v in found.response["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('.table')].every(box => box.scrollWidth <= box.clientWidth)")


def test_words_are_marked_with_the_mouse_whole_and_can_be_taken_back(opened: Opened) -> None:
    page = opened()
    mark(page, 1, "hold", "card.", "finances_controlled")
    mark(page, 1, "Boss", "him.", "spoken_for")
    assert marks(page, 1) == [
        "Money or identity used by another hold his bank card.",
        "Another speaks for them Boss answered for him.",
    ]
    assert page.locator("#case-1 .record span.present").all_inner_texts() == [
        "hold",
        "his",
        "bank",
        "card.",
        "Boss",
        "answered",
        "for",
        "him.",
    ]
    page.click("#case-1 .remove >> nth=0")
    assert marks(page, 1) == ["Another speaks for them Boss answered for him."]
    assert "Removed: Money or identity used by another. 1 mark." in page.locator("#status").inner_text()


def test_part_of_a_word_chooses_the_word_and_its_neighbour_is_left(opened: Opened) -> None:
    page = opened()
    word(page, 1, "bank").dblclick()
    assert page.locator("#case-1 .chosen q").inner_text() == "bank"
    page.click("#case-1 .drop")
    assert page.locator("#case-1 .chosen").is_hidden()


def test_words_are_marked_wholly_by_the_keyboard(opened: Opened) -> None:
    page = opened()
    page.focus("#case-3 .by-keys")
    page.keyboard.press("Enter")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "15yo"
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "90"
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("#case-3 [aria-selected=true]").all_inner_texts() == ["90", "miles", "from"]
    page.keyboard.press("Enter")
    assert page.locator("#choice").is_visible()
    assert page.locator("#choice-words").inner_text() == "90 miles from"
    for _ in range(19):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert marks(page, 3) == ["Missing, or found far from home 90 miles from"]
    assert "Marked “90 miles from” as: Missing, or found far from home. 1 mark." in page.locator("#status").inner_text()
    assert page.evaluate(focused) == "from"
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "15yo"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "by-keys"
    assert page.locator("#case-3 [role=listbox]").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert marks(page, 3) == []


def test_up_and_down_move_by_lines(opened: Opened) -> None:
    page = opened(viewport={"width": 400, "height": 800})
    page.click("#case-1 .by-keys")
    top = "document.activeElement.getBoundingClientRect().top"
    tops = [page.evaluate(f"{top} + scrollY")]
    for way in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(way)
        tops.append(page.evaluate(f"{top} + scrollY"))
    assert tops[0] == tops[4] < tops[3] == tops[1] < tops[2]


def test_a_check_shows_what_was_found_and_missed_and_opens_the_answer(opened: Opened) -> None:
    page = opened()
    assert page.locator("#answer-1").is_hidden()
    mark(page, 1, "hold", "card.", "finances_controlled")
    mark(page, 1, "answered", "for", "threats")
    mark(page, 1, "Own", "coat", "violence")
    page.check("[name=case-1-judgement][value=no_review]")
    page.click("#case-1 .check")
    told = " ".join(page.locator("#case-1 .result").inner_text().split())
    assert "You found 1 of 3 signs. You judged otherwise: this record should be reviewed." in told
    assert "Found Money or identity used by another hold his bank card sign 2 of the answer" in told
    assert "Missed Not free to come and go the lads <lock> him in at night" in told
    assert "Misnamed Another speaks for them" in told
    assert "You marked these words as: Threats and intimidation." in told
    assert "No sign Violence to control Own coat You marked these words. No sign stands in them." in told
    answer = page.locator("#case-1 #answer-1")
    assert answer.locator("mark.present").all_inner_texts()[0] == "the lads <lock> him in at night"
    assert answer.locator(".narrative sup").count() == 4
    assert answer.locator("text=Speak to the person alone.").is_visible()
    assert page.locator("#contents .state").first.inner_text() == "1 of 3"
    assert page.locator("#answer-2").is_hidden()


def test_a_mark_on_a_denial_is_told_what_it_touches(opened: Opened) -> None:
    page = opened()
    mark(page, 2, "own", "keys;", "movement_restricted")
    page.click("#case-2 .check")
    told = page.locator("#case-2 .result").inner_text()
    assert "There is no sign to find in this record. You did not judge: this record is no case." in told
    assert "The record tells this as: said not to be so." in told


def made(marks_: Sequence[Mark], case: Case) -> Marked:
    signs = [Sign(s.indicator, s.start, s.end, str(s.assertion), s.clears) for s in case.signs if s.kind == "indicator"]
    return marked(signs, marks_)


def test_the_page_marks_as_marking_does(opened: Opened) -> None:
    """Thirty sets of marks on overlapping signs, each set against both."""
    case = replace(CASES[0], signs=OVERLAPPING)
    page = opened(replace(PACK, cases=(case,)))
    places = [(found.start(), found.end()) for found in re.finditer(r"\S+", LOCKED)]
    words = page.evaluate_handle("document.querySelectorAll('#case-1 .record [data-from]')")
    dice, seen = random.Random(7), set[str]()  # noqa: S311
    for _ in range(30):
        made_marks = []
        for _ in range(dice.randint(0, 4)):
            first = dice.randrange(4, len(places))
            last = min(first + dice.randrange(5), len(places) - 1)
            indicator = dice.choice([*{s.indicator for s in OVERLAPPING}, "violence"])
            page.evaluate(SELECT, [words, first, last])
            page.click("#case-1 .name")
            page.click(f"#choice [value={indicator}]")
            made_marks.append(Mark(indicator, places[first][0], places[last][1]))
        made_marks = list(dict.fromkeys(made_marks))
        told = made(made_marks, case)
        page.click("#case-1 .check")
        assert outcomes(page, 1) == expected(told)
        seen |= {*told.seen.values(), *(f"false {assertion}" for _, assertion in told.false_marks)}
        page.click("#case-1 .again")
    assert seen == {*Seen, "false ", "false negated", "false historical"}


def test_what_is_saved_has_the_form_and_gives_what_the_page_showed(opened: Opened) -> None:
    page = opened()
    page.fill("#learner", " PC 12 \U0001f600 ")
    page.fill("#group", "B relief")
    page.select_option("#sitting", "after")
    mark(page, 1, "lads", "<lock>", "movement_restricted")
    page.fill("#case-1-ask", "Who holds the key?\nWhere is the card?")
    page.check("[name=case-1-judgement][value=review]")
    page.click("#case-1 .check")
    page.fill("#case-3-record-as", "Modern slavery")
    told = saved(page)
    assert list(told) == [
        "schema_version", "kind", "pack", "key", "learner", "group", "sitting", "saved_on", "cases",
    ]  # fmt: skip
    assert (told["schema_version"], told["kind"], told["learner"]) == (1, "overlooked answers", "PC 12 \U0001f600")
    assert (told["group"], told["sitting"]) == ("B relief", "after")
    assert told["key"] == PACK.key
    assert told["pack"] == PACK.pack_id == id_of(told["key"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["saved_on"])
    first, second, third = told["cases"]
    start = LOCKED.index("lads <lock>")
    assert first == {
        "case": "T-0001",
        "judgement": "review",
        "marks": [{"indicator": "movement_restricted", "start": start, "end": start + len("lads <lock>")}],
        "ask_next": "Who holds the key?\nWhere is the card?",
        "should_record": "",
    }
    assert second == {"case": "T-0002", "judgement": "", "marks": [], "ask_next": "", "should_record": ""}
    assert third["should_record"] == "Modern slavery"
    result = marked(signs_of(told["key"]["cases"][0]), [Mark(**own) for own in first["marks"]])
    assert outcomes(page, 1) == expected(result)
    assert all(quote not in json.dumps(told) for quote in ("bank card", "payslips", "two phones"))


def test_a_case_that_is_started_again_keeps_its_first_check_in_the_file(opened: Opened) -> None:
    page = opened()
    mark(page, 3, "nobody", "go.", "threats")
    page.check("[name=case-3-judgement][value=no_review]")
    page.click("#case-3 .check")
    assert page.locator("#case-3 .remove").filter(visible=True).count() == 0
    assert page.locator("#case-3-ask").is_disabled()
    drag(page, 3, "90", "miles")
    assert page.locator("#case-3 .chosen").is_hidden()
    page.click("#case-3 .again")
    assert page.locator("#case-3 .result").is_hidden()
    assert page.locator("#answer-3").is_hidden()
    assert marks(page, 3) == []
    mark(page, 3, "90", "miles", "missing_or_found")
    page.check("[name=case-3-judgement][value=review]")
    page.click("#case-3 .check")
    assert "You found 1 of 1 sign. You judged rightly" in page.locator("#case-3 .result").inner_text()
    case = saved(page)["cases"][2]
    assert case["judgement"] == "no_review"
    assert [own["indicator"] for own in case["marks"]] == ["threats"]
    assert page.locator("#told table").first.locator("tbody td").all_inner_texts() == ["0", "0", "1", "1", "other"]
    assert "keeps your answer at the first check" in page.locator("#case-3 .actions").inner_text()


def test_the_results_tell_by_case_and_by_sign_what_was_missed(opened: Opened) -> None:
    page = opened()
    assert page.locator("#told").inner_text() == "No case is checked yet."
    mark(page, 1, "hold", "card.", "finances_controlled")
    for number in (1, 2):
        page.click(f"#case-{number} .check")
    by_case, by_sign = page.locator("#told table").all()
    rows = [" ".join(row.split()) for row in by_case.locator("tbody tr").all_inner_texts()]
    assert rows == ["1 1 0 2 0 none", "2 0 0 0 0 none"]
    signs = [" ".join(row.split()) for row in by_sign.locator("tbody tr").all_inner_texts()]
    assert signs == [
        "Not free to come and go 0 0 1 0",
        "Another speaks for them 0 0 1 0",
        "Money or identity used by another 1 0 0 0",
    ]


def test_hostile_text_cannot_run_and_its_places_are_code_points(opened: Opened) -> None:
    case = replace(CASES[0], narrative=HOSTILE, offence=HOSTILE, signs=(sign(HOSTILE, "held & unpaid", "threats"),))
    page = opened(replace(PACK, title=HOSTILE, cases=(case,)))
    mark(page, 1, "held", "unpaid", "threats")
    page.click("#case-1 .check")
    assert page.evaluate("window.zapped") is None
    assert page.locator("#main img, #main script").count() == 0
    [own] = saved(page)["cases"][0]["marks"]
    assert HOSTILE[own["start"] : own["end"]] == "held & unpaid"
    assert "⟨U+202E⟩" in page.locator("#case-1 .record .narrative").inner_text()


def test_leaving_with_unsaved_work_asks_first(opened: Opened) -> None:
    page = opened()
    asked: list[str] = []

    def leave(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    assert asked == []
    page.fill("#learner", "7")
    page.click("#case-1 .check")
    page.reload()
    assert asked == ["beforeunload"]
    assert page.input_value("#learner") == ""
    page.fill("#learner", "7")
    saved(page)
    page.reload()
    assert asked == ["beforeunload"]


def test_the_choice_offers_all_indicators_with_their_meanings(opened: Opened) -> None:
    page = opened()
    drag(page, 1, "hold", "card.")
    page.click("#case-1 .name")
    values = [button.get_attribute("value") for button in page.locator("#choice .choices button").all()]
    assert values == list(INDICATOR_CODES)
    assert all(len(text.split("\n")) > 1 for text in page.locator("#choice .choices button").all_inner_texts())
    page.click("#choice-close")
    assert marks(page, 1) == []
    assert page.locator("#case-1 .chosen q").inner_text() == "hold his bank card."


def test_without_its_script_the_page_holds_records_worksheets_and_folded_answers(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("#case-1 .narrative").first.inner_text() == LOCKED
    assert page.locator("#case-2 textarea").first.is_visible()
    assert page.locator("button").filter(visible=True).count() == 0
    assert page.locator("#answer-1 .verdict").is_hidden()
    page.click("#answer-1 summary")
    assert page.locator("#answer-1 .verdict").inner_text() == SOLUTIONS[0].verdict
    assert "Scripts are switched off here." in page.locator("header").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_worksheets_stand_first_each_on_its_page_and_answers_after_a_divider(
    opened: Opened, tmp_path: Path, scripts: bool
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext; install it with apt-get install poppler-utils")
    page = opened(java_script_enabled=scripts, color_scheme="dark")
    if scripts:
        mark(page, 3, "90", "miles", "missing_or_found")
        page.click("#case-3 .check")
    page.pdf(path=tmp_path / "lesson.pdf", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "lesson.pdf", "-"], capture_output=True, check=True)  # noqa: S607
    pages = done.stdout.decode().split("\f")[:-1]
    on = [[number for number, text in enumerate(pages) if told in text] for told in (
        "Case 1 of 3", "Case 2 of 3", "Case 3 of 3", "Here the worksheets end", "Answer to case 1", "Answer to case 2",
        "Answer to case 3",
    )]  # fmt: skip
    assert [len(numbers) for numbers in on] == [1] * 7
    assert [number for [number] in on] == list(range(2, 9))
    assert not any("It counts." in text or "speaks against" in text for text in pages[:6])
    assert all("What should have been recorded?" in text for text in pages[2:5])
    assert "Speak to the person alone." in pages[8]
    assert "Check yourself" not in "".join(pages)
    if scripts:
        assert page.locator("#case-3 #answer-3").is_visible()


def test_paper_is_white_in_the_dark_and_has_lines_until_something_is_written(opened: Opened) -> None:
    page = opened(color_scheme="dark")
    page.fill("#case-1-ask", "Who drives?")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#case-1-ask").is_visible()
    assert page.locator("#case-1 .lines").first.is_hidden()
    assert page.locator("#case-2 .lines").first.is_visible()
    assert page.locator("#case-2-ask").is_hidden()
    assert page.locator("#case-2 .rows").is_visible()
    assert page.locator("button").filter(visible=True).count() == 0
