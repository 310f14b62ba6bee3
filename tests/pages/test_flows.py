"""Parts of a whole drawn: ribbons from stop to stop and divided bars, and what is not told in them."""

import re
from xml.etree import ElementTree as ET

import pytest

from overlooked.pages.charts import Bar, Chart, Flow, Ribbon, Stacked, told
from overlooked.pages.palette import CLASSES
from overlooked.pages.plots import svg_of

FLOW = Flow(
    "flow",
    "Flow <b>",
    "Referrals",
    ("Decision", "Linked", "Outcome"),
    (("positive", "a & $b$"), ("by score", "not linked"), ("recorded", "none")),
    (
        Ribbon(0, "positive", "by score", 60),
        Ribbon(0, "a & $b$", "not linked", 40),
        Ribbon(0, "positive", "not linked", None),
        Ribbon(0, "a & $b$", "by score", 0),
        Ribbon(1, "by score", "recorded", 60),
        Ribbon(1, "not linked", "none", 40),
    ),
)
STACKED = Stacked(
    "stacked",
    "Stacked",
    "share",
    ("recorded", "other", "none"),
    (Bar("x", 100, (50, None, 20)), Bar("y", 10, (10, 0, 0))),
)


@pytest.mark.parametrize("chart", [FLOW, STACKED], ids=lambda chart: chart.key)
def test_it_is_drawn_in_classes_alone_alike_each_time_and_told_in_words(chart: Chart) -> None:
    svg = svg_of(chart)
    assert svg == svg_of(chart)
    assert ET.fromstring(svg)[1].text == told(chart)  # noqa: S314 - our own drawing
    assert "style" not in svg
    assert "#0" not in svg
    used = {name for words in re.findall(r'class="([^"]*)"', svg) for name in words.split()} - {"plot"}
    assert used <= {f"{paint}-{name}" for paint in "fs" for name in CLASSES.values()}


def test_the_words_tell_every_ribbon_that_is_there_and_which_are_not_told() -> None:
    assert told(FLOW) == (
        "Referrals from positive to by score 60; from a & $b$ to not linked 40; from positive to not linked not told; "
        "from by score to recorded 60; from not linked to none 40."
    )
    assert told(STACKED) == "share. x (n 100): recorded 50 %; other not told; none 20 %. y (n 10): recorded 100 %."


def test_a_ribbon_that_is_not_told_is_a_dashed_line_and_one_of_nobody_is_not_drawn() -> None:
    svg = svg_of(FLOW)
    assert svg.count("stroke-dasharray") == 1
    assert svg.count('opacity="0.6"') == 4


def test_ribbons_are_as_wide_as_they_are_many() -> None:
    """Of the first column the upper stop is 60 % of what is told, the lower 40 %."""
    heights = []
    for path in re.findall(r'<path d="([^"]*)"[^>]*opacity="0.6"', svg_of(FLOW)):
        down = [float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path)] + [float(path.split()[-2])]
        heights.append(abs(down[0] - down[-1]))
    assert heights[0] / heights[1] == pytest.approx(1.5, rel=0.02)


def test_names_are_text_and_no_formula() -> None:
    assert "a & $b$" in [node.text for node in ET.fromstring(svg_of(FLOW)).iter("text")]  # noqa: S314 - our own drawing


def test_a_part_that_is_not_told_is_left_open() -> None:
    whole = Stacked("stacked", "S", "share", ("recorded", "other", "none"), (Bar("x", 100, (50, 30, 20)),))
    gap = Stacked("stacked", "S", "share", ("recorded", "other", "none"), (Bar("x", 100, (50, None, 20)),))
    assert svg_of(whole).count("f-series-2") == svg_of(gap).count("f-series-2") + 1


def test_a_stop_is_as_high_as_its_size_where_its_ribbons_do_not_tell_all() -> None:
    ribbons = (Ribbon(0, "a", "x", 50), Ribbon(0, "b", "x", None))
    stops = (("a", "b"), ("x",))
    unsized = Flow("flow", "F", "Referrals", ("One", "Two"), stops, ribbons)
    sized = Flow("flow", "F", "Referrals", ("One", "Two"), stops, ribbons, ((50, 50), (100,)))
    assert heights_of_stops(unsized)[1] == 0
    first, second, _ = heights_of_stops(sized)
    assert first == pytest.approx(second, rel=0.02)


def heights_of_stops(chart: Flow) -> list[float]:
    found = []
    for path in re.findall(r'<path d="([^"]*)"[^>]*class="f-ink"', svg_of(chart)):
        down = [float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path)]
        found.append(max(down) - min(down))
    return found
