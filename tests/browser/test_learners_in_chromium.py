"""What learners saw, as a page in a real Chromium: `make test-browser`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from soundness import assert_sound
from toy_answers import BOSS, CARD, FAR, LOCKED_IN, PAYSLIPS, RIGHT, answers, loaded

from overlooked.teaching.learners.forms import write_learners

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_of_learners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learners")
    early = {"T-0001": [CARD, {**BOSS, "indicator": "threats"}], "T-0002": [PAYSLIPS]}
    late = {"T-0001": [LOCKED_IN, CARD, BOSS], "T-0003": [FAR]}
    contents = [
        answers(marks, RIGHT, learner=str(n), group="AB"[n % 2], sitting=sitting)
        for n in range(12)
        for sitting, marks in (("before", early), ("after", late if n % 3 else early))
    ]
    path = folder / "learners.html"
    write_learners(loaded(folder, *contents), [path])
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
def test_axe_finds_no_violation_and_nothing_stands_out_of_the_screen(
    browser: "Browser", page_of_learners: Path, scheme: str, width: int
) -> None:
    assert_sound(browser, page_of_learners, scheme, width, plots=2)
