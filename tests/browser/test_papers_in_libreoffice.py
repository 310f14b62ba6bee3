"""The papers opened by LibreOffice and printed, where it is installed: the one page is one page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from made_papers import DECISIONS, MANIFEST, REPORT, Route, Step, written

from overlooked.papers.delivery import papers_files
from overlooked.papers.inputs import Sources
from overlooked.papers.sheet import write_sheet
from overlooked.papers.values import ONE_PAGE, PAPERS

pytestmark = pytest.mark.browser

SECONDS = 180
A4 = "595"
LONG = tuple(Step("Once you know of it", "Say so to whoever is on duty. " * n, "0" * 200) for n in range(1, 13))
LONG_ROUTE = Route(steps=LONG)
KINDS = ("bare", "usual", "full", "decisions")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of PDF files: the papers of each kind of input; starting LibreOffice once saves much time."""
    program = shutil.which("soffice")
    if program is None or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or poppler is not installed (apt-get install libreoffice-writer poppler-utils)")
    folder = tmp_path_factory.mktemp("papers")
    run, report = written(folder, MANIFEST), written(folder, REPORT, "figures.json")
    decisions = written(folder, {**DECISIONS, "first": ["Words of a sentence. " * 40] * 30}, "decisions.json")
    sources = {
        "bare": Sources(),
        "usual": Sources([run], report, None, Route(is_own=False)),
        "full": Sources([run] * 9, report, None, LONG_ROUTE),
        "decisions": Sources([run] * 9, decisions, None, LONG_ROUTE),
    }
    for kind in KINDS:
        papers_files(sources[kind], folder / kind, writer=write_sheet)
        for name in PAPERS:
            shutil.copy(folder / kind / f"{name}.docx", folder / f"{kind}-{name}.docx")
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *sorted(folder.glob("*.docx")),
        ],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if not list(folder.glob("*.pdf")):
        pytest.skip("this LibreOffice opens no documents (apt-get install libreoffice-writer)")
    return folder


def told_by(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    return told_by("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_one_page_is_one_page_of_a4_whatever_comes_in(kind: str, printed: Path) -> None:
    pdf = printed / f"{kind}-{ONE_PAGE}.pdf"
    (page,) = pages(pdf)
    assert "What it does not see" in page
    assert re.search(rf"Page size: +{A4}", told_by("pdfinfo", pdf))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("kind", ["bare", "usual"])
def test_every_page_has_text_its_foot_and_its_number(kind: str, name: str, printed: Path) -> None:
    shown = pages(printed / f"{kind}-{name}.pdf")
    for number, page in enumerate(shown, start=1):
        assert re.search(rf"Draft made by overlooked .* {number} of {len(shown)}\s*$", page), number
        assert len(re.sub(r"\s+", "", page)) > 120
