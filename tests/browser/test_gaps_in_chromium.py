"""The page of gaps in a real Chromium, opened from a file as a trainer opens it: `make test-browser`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_gaps import made_gaps
from soundness import assert_sound

from overlooked.teaching.gaps.report import gaps_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gaps_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gaps")
    decisions, queue = made_gaps().write(folder)
    gaps_files(decisions, [folder / "gaps.html"], queue=queue)
    return folder / "gaps.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400])
def test_axe_finds_no_violation_nothing_stands_out_and_nothing_is_asked_of_a_network(
    browser: "Browser", gaps_page: Path, scheme: str, width: int
) -> None:
    assert_sound(browser, gaps_page, scheme, width)


def test_each_shade_of_the_map_has_a_colour_of_its_own_and_the_numbers_stand_out(
    browser: "Browser", gaps_page: Path
) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(gaps_page.as_uri())
        colours = page.evaluate(
            "[1, 2, 3, 4, 5].map(n => getComputedStyle(document.querySelector(`.f-heat-${n}`) || document.body).fill)"
        )
        assert len(set(colours)) == 5
        ink = page.evaluate("getComputedStyle(document.querySelector('.plot .f-ink')).fill")
        assert ink not in colours
        page.close()
