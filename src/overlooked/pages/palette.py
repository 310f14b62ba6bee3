"""The colours in which charts are drawn, and the classes of a page that they become: a page has colours of its own."""

from collections.abc import Mapping

INK, SOFT, LINE, FILL, ACCENT = "#010101", "#020202", "#030303", "#040404", "#050505"
SERIES = ("#110000", "#120000", "#130000", "#140000", "#150000", "#160000")
HEAT = ("#210000", "#220000", "#230000", "#240000", "#250000")
"""From the smallest numbers above 0 to the largest; ink is read on each of them."""
CLASSES: Mapping[str, str] = {
    INK: "ink",
    SOFT: "soft",
    LINE: "line",
    FILL: "fill",
    ACCENT: "accent",
    **{color: f"series-{number}" for number, color in enumerate(SERIES, start=1)},
    **{color: f"heat-{number}" for number, color in enumerate(HEAT, start=1)},
}
"""The colours of the drawing and the classes that they become."""

WIDTH = 6.2
"""Of a drawing, in inches."""
