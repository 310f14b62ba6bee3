"""Charts drawn: what they show, in words too, and nothing in them that the page's policy forbids."""

import re
from xml.etree import ElementTree as ET

import pytest

from overlooked.pages.charts import Chart, Curves, Forest, Heat, Line, Point, told
from overlooked.pages.palette import CLASSES, HEAT
from overlooked.pages.plots import svg_of

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
HEATED = Heat("heat", "Heat", "records", ("City", "A & <b>"), ("threats", "debt"), ((20, None), (0, 5)))


@pytest.mark.parametrize("chart", [FOREST, BARS, CURVES, HEATED], ids=lambda chart: chart.key)
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


def shades(chart: Heat) -> list[str]:
    return re.findall(r'class="f-(heat-\d)', svg_of(chart))


def test_a_cell_is_darker_where_the_number_is_larger_and_empty_where_it_is_0() -> None:
    chart = Heat("heat", "Heat", "records", ("a", "b", "c", "d", "e", "f"), ("row",), ((0, 1, 25, 49, 75, 100),))
    assert shades(chart) == ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5"]
    assert [CLASSES[color] for color in HEAT] == shades(chart)


def test_every_told_cell_holds_its_number_and_no_other_does() -> None:
    numbers = [node.text for node in ET.fromstring(svg_of(HEATED)).iter("text")]  # noqa: S314 - our own drawing
    assert sorted(text for text in numbers if text and text.isdigit()) == ["0", "20", "5"]


def test_a_cell_that_is_not_told_is_hatched() -> None:
    whole = Heat("heat", "Heat", "records", HEATED.columns, HEATED.rows, ((20, 0), (0, 5)))
    assert svg_of(whole).count("s-soft") == 0
    assert svg_of(HEATED).count("s-soft") == 3


def test_the_words_tell_each_cell_and_which_are_not_told() -> None:
    assert told(HEATED) == "records. threats: City 20; A & <b> not told. debt: City 0; A & <b> 5."


def test_names_of_columns_are_turned_where_they_do_not_stand_abreast() -> None:
    many = Heat("heat", "Heat", "n", tuple(f"Harassment {n}" for n in range(8)), ("row",), ((1,) * 8,))
    assert "rotate(-90)" in svg_of(many)
    assert "rotate" not in svg_of(HEATED)


def test_a_map_without_any_number_and_with_long_names_is_drawn() -> None:
    svg = svg_of(Heat("heat", "Heat", "n", ("x" * 90,), ("row",), ((None,),)))
    assert "heat-" not in svg.replace("plot-heat-", "")
    labels = [node.text or "" for node in ET.fromstring(svg).iter("text")]  # noqa: S314 - our own drawing
    assert max(map(len, labels)) <= 44


def test_letters_that_the_font_lacks_are_drawn_without_a_warning() -> None:
    svg = svg_of(Heat("heat", "Heat", "n", ("\U0001f512 \u5317",), ("row",), ((7,),)))
    assert "\U0001f512 \u5317" in [node.text for node in ET.fromstring(svg).iter("text")]  # noqa: S314 - our own drawing


def test_a_long_name_of_a_row_is_cut_and_leaves_room_for_the_plot() -> None:
    drawn = svg_of(Forest("own", "Made up", "rate", (Point("name " * 999, 0.5, 0.4, 0.6, 7), Point("B", 0.4))))
    assert f">{'name ' * 8}nam… (n 7)<" in drawn
