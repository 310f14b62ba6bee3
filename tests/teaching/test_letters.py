"""Where lines break: nothing is lost, and no line is wider in Arial's widths than it was measured."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import findfont
from PIL import ImageFont

from overlooked.corpus import load_corpus
from overlooked.pages.office.runs import LINE_END
from overlooked.teaching.office.letters import count, lines

CORPUS = Path(__file__).parents[2] / "corpus"


@given(st.text(st.sampled_from("ab W\n\r\t🔒\x00漢"), max_size=80), st.floats(20, 200))
def test_lines_hold_all_of_a_text_but_its_line_ends(text: str, width: float) -> None:
    found = list(lines(text, width, 10))
    assert "".join(text[start:end] for start, end in found) == LINE_END.sub("", text)
    assert len(found) >= len(LINE_END.split(text))


def test_a_word_that_fits_no_line_is_cut_and_others_are_not() -> None:
    text = "one two " + "w" * 50
    assert [text[start:end] for start, end in lines(text, 60, 10)][:1] == ["one two "]
    assert count("w" * 50, 60, 10) > 5


def test_lines_begin_where_they_are_asked_to() -> None:
    assert list(lines("one\ntwo", 500, 10, start=4)) == [(4, 7)]


def test_lines_of_narratives_fit_in_the_widths_of_arial() -> None:
    try:
        font = ImageFont.truetype(findfont("Liberation Sans", fallback_to_default=False), 1000)
    except ValueError:
        pytest.skip("Liberation Sans, which has Arial's widths, is not installed")
    width = 800
    texts = [record.narrative for record in load_corpus(CORPUS)[::5]]
    found = [text[start:end].rstrip() for text in texts for start, end in lines(text, width, 20)]
    assert len(found) > len(texts)
    assert max(font.getlength(line) for line in found) * 20 / 1000 <= width
