"""Take `lesson.png`: the sample lesson in a real Chromium, its first case marked and checked. No real person.

Run by `make docs/lesson.png`; needs Chromium and Playwright, as the tests of the pages do. Few colours keep it small.
"""

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
WIDE, HIGH, COLOURS = 1200, 1240, 64
MARKS = (
    ("went", "phone", "isolation"),
    ("Hes", "in", "finances_controlled"),
    ("moved", "file", "threats"),
)
"""What a learner might mark: from which word, to which after it, and the indicator."""
SELECT = """([first, last]) => {
  const words = [...document.querySelectorAll("#case-1 .record [data-from]")];
  const plain = word => word.textContent.replace(/[^a-z]/gi, "");
  const begin = words.findIndex(word => plain(word) === first);
  const end = words.findIndex((word, at) => at > begin && plain(word) === last);
  const range = document.createRange();
  range.setStart(words[begin].firstChild, 0);
  range.setEnd(words[end].firstChild, words[end].firstChild.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def take(page: Page) -> bytes:
    """Mark and check the first case as a learner would, and give the picture of it."""
    page.goto((DOCS / "lesson.html").as_uri())
    for first, last, indicator in MARKS:
        page.evaluate(SELECT, [first, last])
        page.click("#case-1 .name")
        page.click(f"#choice [value={indicator}]")
    page.check("#case-1 .judgement input >> nth=0")
    page.fill("#case-1 textarea >> nth=0", "Who holds your key and your card, and since when?")
    page.click("#case-1 .check")
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("#case-1").evaluate("element => window.scrollTo(0, element.offsetTop - 16)")
    return page.screenshot()


def main() -> None:
    """Write the picture."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        picture = take(chromium.new_page(viewport={"width": WIDE, "height": HIGH}))
        chromium.close()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(DOCS / "lesson.png", optimize=True)


if __name__ == "__main__":
    main()
