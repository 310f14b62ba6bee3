"""Slides and worksheet opened by LibreOffice and printed, where it is installed with the program for that form."""

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pptx
import pytest
from office_files import hostile, long
from toy_pack import PACK, REAL_PACK, SOLUTIONS

from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.office.worksheet import write_worksheet

PACKS = {"toy": (PACK, SOLUTIONS), "real": (REAL_PACK, SOLUTIONS), "hostile": hostile(), "long": long()}
SECONDS = 180


def printed(path: Path) -> Path:
    """The file as PDF; LibreOffice keeps its settings beside it, so that runs do not meet."""
    folder = path.parent
    profile = (folder / "profile").as_uri()
    program = shutil.which("soffice") or "soffice"
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return path.with_suffix(".pdf")


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout.split("\f")[:-1]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or poppler is not installed (apt-get install libreoffice-impress poppler-utils)")
    return tmp_path_factory.mktemp("printed")


@pytest.fixture(scope="module")
def impress(room: Path) -> Path:
    pptx.Presentation().save(str(room / "blank.pptx"))
    if not printed(room / "blank.pptx").exists():
        pytest.skip("this LibreOffice opens no slides (apt-get install libreoffice-impress)")
    return room


@pytest.fixture(scope="module")
def writer(room: Path) -> Path:
    docx.Document().save(str(room / "blank.docx"))
    if not printed(room / "blank.docx").exists():
        pytest.skip("this LibreOffice opens no documents (apt-get install libreoffice-writer)")
    return room


@pytest.mark.parametrize("name", PACKS)
def test_every_slide_is_printed_on_a_page_with_its_title(name: str, impress: Path) -> None:
    path = impress / f"{name}.pptx"
    write_slides(*PACKS[name], path)
    slides = list(pptx.Presentation(str(path)).slides)
    shown = pages(printed(path))
    assert len(shown) == len(slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    assert all(title in page for title, page in list(zip(titles, shown, strict=True))[1:])


@pytest.mark.parametrize("name", PACKS)
def test_answers_are_printed_after_the_pages_to_work_on_and_no_page_is_empty(name: str, writer: Path) -> None:
    path = writer / f"{name}.docx"
    write_worksheet(*PACKS[name], path)
    shown = pages(printed(path))
    cases = len(PACKS[name][0].cases)
    divider = next(at for at, page in enumerate(shown) if page.strip().startswith("Answers"))
    assert divider >= cases + 2
    assert not [page for page in shown[:divider] if ": the answer" in page]
    assert sum(": the answer" in page for page in shown[divider:]) == cases
    assert not [number for number, page in enumerate(shown) if len(re.sub(r"\s+", "", page)) < 60]
