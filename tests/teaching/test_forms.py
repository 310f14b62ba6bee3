"""Which form a lesson has is told by its ending; without the extra the answer is one clear line."""

import sys
from pathlib import Path

import pytest

from overlooked.errors import OutputError, SettingsError
from overlooked.teaching.forms import writer
from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.office.worksheet import write_worksheet
from overlooked.teaching.page.lesson import write_lesson


def test_the_ending_names_the_form() -> None:
    assert writer(Path("lesson.html")) is write_lesson
    assert writer(Path("lesson.pptx")) is write_slides
    assert writer(Path("LESSON.DOCX")) is write_worksheet


def test_another_ending_is_told_in_one_line() -> None:
    with pytest.raises(OutputError, match=r"lesson\.odp: .* \.html, \.pptx, \.docx"):
        writer(Path("lesson.odp"))


@pytest.mark.parametrize(("path", "package"), [("a.pptx", "pptx"), ("a.docx", "docx")])
def test_without_the_extra_the_line_says_what_to_install(
    path: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("overlooked.teaching.", "overlooked.pages.office"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SettingsError, match=r'pip install "overlooked\[teach\]"'):
        writer(Path(path))
