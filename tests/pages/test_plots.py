"""Charts drawn: what they show, in words too, and nothing in them that the page's policy forbids."""

import re
from xml.etree import ElementTree as ET

import pytest

from overlooked.pages.charts import Chart, Curves, Forest, Line, Point, told
from overlooked.pages.plots import CLASSES, svg_of

FOREST = Forest("gaps", "Gaps <b>", "gap", (Point("a & $b$", -0.5, -0.7, -0.3, 12), Point("c", 0.25)), 0.0, "no gap")
BARS = Forest("bars", "Bars", "F1", (Point("a", 0.5), Point("b", 1.0)), bars=True)
CURVES = Curves(
    "effort",
    "Cases found",
    "share read",
    "share found",
    (
        Line("model", (0.0, 0.5, 1.0), (0.0, 0.9, 1.0), (0.0, 0.8, 1.0), (0.0, 1.0, 1.0)),
        Line("x", (0.0, 1.0), (0.0, 1.0)),
    ),
)


@pytest.mark.parametrize("chart", [FOREST, BARS, CURVES], ids=lambda chart: chart.key)
class TestDrawing:
    def test_it_has_a_title_and_says_in_words_what_it_shows(self, chart: Chart) -> None:
        root = ET.fromstring(svg_of(chart))  # noqa: S314 - our own drawing
        assert root.get("role") == "img"
        title, desc = root[0], root[1]
        assert (title.tag, desc.tag) == ("title", "desc")
        assert title.text == chart.title
        assert desc.text == told(chart)
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"

    def test_it_has_no_style_no_colour_and_no_address_of_elsewhere(self, chart: Chart) -> None:
        svg = svg_of(chart)
        assert "style" not in svg
        assert "#0" not in svg
        assert "http" not in svg
        used = {name for words in re.findall(r'class="([^"]*)"', svg) for name in words.split()} - {"plot"}
        assert used <= {f"{paint}-{name}" for paint in "fs" for name in CLASSES.values()}
        ids = set(re.findall(r' id="([^"]*)"', svg))
        assert all(name.startswith(f"plot-{chart.key}-") for name in ids)
        assert set(re.findall(r'(?:url\(|href=")#([\w-]+)', svg)) <= ids

    def test_it_is_drawn_alike_each_time(self, chart: Chart) -> None:
        assert svg_of(chart) == svg_of(chart)


def test_labels_are_text_and_no_formula() -> None:
    labels = [node.text for node in ET.fromstring(svg_of(FOREST)).iter("text")]  # noqa: S314 - our own drawing
    assert "a & $b$ (n 12)" in labels
    assert "c" in labels


def test_an_interval_that_is_not_known_is_not_drawn() -> None:
    assert svg_of(Forest("f", "F", "x", (Point("a", 0.5),))).count("s-accent") < svg_of(FOREST).count("s-accent")


def test_the_words_tell_points_intervals_and_the_line() -> None:
    assert told(FOREST) == "gap: a & $b$ -.50 (-.70 to -.30); c .25. A line marks no gap."
    assert told(CURVES).endswith("At half of the way across: model .90; x .00.")
