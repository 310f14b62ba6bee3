"""The sample lesson: what stands in `docs/` is what the program makes, and it is short enough for a class."""

import re
from collections import Counter
from pathlib import Path

import pptx
import pytest

from overlooked.teaching.delivery import Request, pack_of_corpus
from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.packs.pack import SYNTHETIC, Pack
from overlooked.teaching.packs.solution import solution_of
from overlooked.teaching.page.lesson import page_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack, made of the whole corpus once for all tests."""
    return pack_of_corpus(Request(sample=True))


def test_the_lesson_in_docs_is_what_the_program_makes(pack: Pack) -> None:
    made = page_of(pack, [solution_of(case) for case in pack.cases])
    assert (DOCS / "lesson.html").read_bytes() == made.encode("utf-8"), "run `make docs`"


def test_half_of_the_sample_is_about_homeless_people_and_all_of_it_says_that_nobody_is_real(pack: Pack) -> None:
    assert len(pack.cases) == 12
    assert sum("homeless" in case.about for case in pack.cases) >= 6
    assert SYNTHETIC in (DOCS / "lesson.html").read_text(encoding="utf-8")


def test_no_case_of_the_sample_takes_more_than_ten_slides_and_most_take_nine(pack: Pack, tmp_path: Path) -> None:
    write_slides(pack, [solution_of(case) for case in pack.cases], tmp_path / "lesson.pptx")
    titles = [slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(tmp_path / "lesson.pptx")).slides]
    slides = Counter(found[1] for title in titles if (found := re.match(r"Case (\d+)\b", title)))
    assert len(slides) == len(pack.cases)
    assert max(slides.values()) <= 10
    assert sum(count > 9 for count in slides.values()) <= 1


def test_the_readme_links_the_lesson_and_a_small_picture_of_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](docs/lesson.html)" in readme
    assert "](docs/lesson.png)" in readme
    picture = (DOCS / "lesson.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert 1000 < int.from_bytes(picture[16:20]) < 1400
    assert len(picture) < 150_000
