"""Whatever stands in a record, a page holds the elements that it holds anyway, its policy, and no way out."""

from pathlib import Path

import pytest
from hostile import HOSTILE, elements_of
from hostile_pages import MADE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", MADE)
def test_hostile_text_adds_no_element_and_no_attribute_to_a_page(tmp_path: Path, kind: str) -> None:
    made: dict[str, list[Path]] = {}
    for text in ("plain text of some words", HOSTILE):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made[text] = MADE[kind](folder, text)
    for plain, hostile in zip(*made.values(), strict=True):
        assert set(elements_of(hostile)) <= set(elements_of(plain)), hostile.name


@pytest.mark.parametrize("kind", MADE)
def test_no_sign_that_hides_or_turns_the_reading_direction_stands_raw_in_a_page(tmp_path: Path, kind: str) -> None:
    for page in MADE[kind](tmp_path, HOSTILE):
        text = page.read_text(encoding="utf-8")
        assert [sign for sign in "\u2028\u2029\u202e\u2066\x1b\x07\x9b\ufeff\u200b" if sign in text] == [], page.name


def test_the_shipped_pages_bear_the_policy_too() -> None:
    pages = list((Path(__file__).parents[2] / "docs").glob("*.html"))
    assert pages
    assert all(map(elements_of, pages))
