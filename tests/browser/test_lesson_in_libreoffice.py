"""Slides and worksheet opened by LibreOffice and printed, where it is installed with the program for that form."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pptx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from office_files import hostile, long, squeezed
from toy_pack import PACK, REAL_PACK, SOLUTIONS

from overlooked.pages.office.runs import plain
from overlooked.teaching.office.classroom import foot
from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.office.theme import BOTTOM, HIGH, MARGIN, WIDE
from overlooked.teaching.office.worksheet import write_worksheet

pytestmark = pytest.mark.browser

PACKS = {"toy": (PACK, SOLUTIONS), "real": (REAL_PACK, SOLUTIONS), "hostile": hostile(), "long": long()}
SECONDS = 180
A4 = (595, 842)
ROUNDING = 1.5
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


class Word(NamedTuple):
    """A printed word, and where it stands from the left and from above, in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def print_all(folder: Path) -> None:
    """Print every file of a folder as PDF; LibreOffice keeps its settings beside them, so that runs do not meet."""
    program = shutil.which("soffice") or "soffice"
    files = sorted(path for path in folder.iterdir() if path.suffix in {".pptx", ".docx"})
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def told_by(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    return told_by("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def words(pdf: Path) -> list[list[Word]]:
    """The words of each page with their places."""
    printed = told_by("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    return [
        [Word(float(x), float(y), float(to_x), float(to_y), text) for x, y, to_x, to_y, text in WORD.findall(page)]
        for page in printed
    ]


def covered(page: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Words that stand on one another by more than a quarter of their height and width."""
    in_order = sorted(page, key=lambda word: word.top)
    for at, one in enumerate(in_order):
        for other in takewhile(lambda word, one=one: word.top < one.bottom, in_order[at + 1 :]):  # type: ignore[misc]
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - other.top
            least = min(one.bottom - one.top, other.bottom - other.top)
            if high > least / 4 and wide > min(one.right - one.left, other.right - other.left) / 4:
                yield one.text, other.text


def lost(told: str, shown: str) -> Counter[str]:
    """The letters of a text that are not shown, however it was broken and whatever was added."""
    return Counter(squeezed(told)) - Counter(squeezed(shown))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every pack as slides and worksheet, and printed; starting LibreOffice once saves much time."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or poppler is not installed (apt-get install libreoffice-impress poppler-utils)")
    folder = tmp_path_factory.mktemp("printed")
    pptx.Presentation().save(str(folder / "blank.pptx"))
    docx.Document().save(str(folder / "blank_page.docx"))
    for name, (pack, solutions) in PACKS.items():
        write_slides(pack, solutions, folder / f"{name}.pptx")
        write_worksheet(pack, solutions, folder / f"{name}_page.docx")
    print_all(folder)
    return folder


@pytest.fixture(scope="module")
def impress(room: Path) -> Path:
    if not (room / "blank.pdf").exists():
        pytest.skip("this LibreOffice opens no slides (apt-get install libreoffice-impress)")
    return room


@pytest.fixture(scope="module")
def writer(room: Path) -> Path:
    if not (room / "blank_page.pdf").exists():
        pytest.skip("this LibreOffice opens no documents (apt-get install libreoffice-writer)")
    return room


def slides_of(name: str, impress: Path) -> list[Any]:
    return list(pptx.Presentation(str(impress / f"{name}.pptx")).slides)


def _texts(block: Paragraph | Table) -> list[str]:
    """The text of a paragraph, or of the cells of a table, each once though it goes across."""
    if isinstance(block, Paragraph):
        return [block.text]
    return [cell.text for row in block.rows for cell in {cell._tc: cell for cell in row.cells}.values()]


def text_of(slide: Any) -> str:  # noqa: ANN401
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    frames += [cell.text_frame for s in slide.shapes if s.has_table for row in s.table.rows for cell in row.cells]
    return "\n".join(frame.text for frame in frames)


@pytest.mark.parametrize("name", PACKS)
def test_every_slide_is_printed_on_a_page_with_its_title_and_all_its_letters(name: str, impress: Path) -> None:
    shown = pages(impress / f"{name}.pdf")
    slides = slides_of(name, impress)
    assert len(shown) == len(slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(title in page for title, page in list(zip(titles, shown, strict=True))[1:])
    if name != "hostile":  # no font has all of its signs
        assert not [
            missing for slide, page in zip(slides, shown, strict=True) if (missing := lost(text_of(slide), page))
        ]


@pytest.mark.parametrize("name", ["toy", "real", "long"])
def test_no_word_of_a_slide_runs_out_of_its_room_or_over_another(name: str, impress: Path) -> None:
    below = foot(PACKS[name][0]).split()
    for number, page in enumerate(words(impress / f"{name}.pdf"), start=1):
        assert all(MARGIN - ROUNDING <= word.left <= word.right <= WIDE - MARGIN + ROUNDING for word in page)
        assert [word.text for word in page if word.top > BOTTOM] == [*below, str(number)]
        assert all(word.bottom <= BOTTOM + ROUNDING or word.top > BOTTOM for word in page)
        assert all(0 <= word.top < word.bottom <= HIGH for word in page)
        assert not list(covered(page))


def test_slides_are_printed_in_the_fonts_of_their_theme(impress: Path) -> None:
    fonts = told_by("pdffonts", impress / "toy.pdf")
    assert re.search("LiberationSans|Arial", fonts)
    assert not re.search("Times|LiberationSerif|Calibri|Carlito", fonts)


@pytest.mark.parametrize("name", PACKS)
def test_answers_are_printed_after_the_pages_to_work_on_and_no_page_is_empty(name: str, writer: Path) -> None:
    shown = pages(writer / f"{name}_page.pdf")
    cases = len(PACKS[name][0].cases)
    divider = next(at for at, page in enumerate(shown) if page.strip().startswith("Answers"))
    assert divider >= cases + 2
    assert not [page for page in shown[:divider] if ": the answer" in page]
    assert sum(": the answer" in page for page in shown[divider:]) == cases
    assert not [number for number, page in enumerate(shown) if len(re.sub(r"\s+", "", page)) < 60]


@pytest.mark.parametrize("name", ["toy", "real"])
def test_a_case_is_worked_on_one_page_whose_lines_are_numbered_from_one(name: str, writer: Path) -> None:
    shown = pages(writer / f"{name}_page.pdf")
    for number, case in enumerate(PACKS[name][0].cases, start=1):
        (page,) = [page for page in shown if re.match(rf"\s*Case {number}\n", page)]
        numbered = re.findall(r"^ *(\d+) {2,}(\S+)", page.split("Words that make you think again")[0], re.MULTILINE)
        assert [int(at) for at, _ in numbered] == list(range(1, len(numbered) + 1))
        assert len(numbered) > 1
        assert case.narrative.startswith(numbered[0][1])
        assert "What should have been recorded?" in page


@pytest.mark.parametrize("name", ["toy", "real"])
def test_all_letters_of_a_worksheet_are_printed_between_its_margins(name: str, writer: Path) -> None:
    blocks = docx.Document(str(writer / f"{name}_page.docx")).iter_inner_content()
    cells = [_texts(block) for block in blocks]
    printed = words(writer / f"{name}_page.pdf")
    told = "".join(text for own in cells for text in own).replace("\t", "")
    assert not lost(plain(told), "".join(pages(writer / f"{name}_page.pdf")))
    assert all(0 < word.left < word.right < A4[0] and 0 < word.top < word.bottom < A4[1] for p in printed for word in p)
    assert not [pair for page in printed for pair in covered(page)]


def test_no_heading_of_a_worksheet_is_the_last_line_of_its_page(writer: Path) -> None:
    document = docx.Document(str(writer / "long_page.docx"))
    headings = {p.text for p in document.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")}
    last = [
        [line.strip() for line in page.splitlines() if line.strip()][-2] for page in pages(writer / "long_page.pdf")
    ]
    assert len(last) > 3
    assert not headings & set(last)
