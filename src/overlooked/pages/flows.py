"""Drawings of parts of a whole: ribbons from stop to stop, and bars divided by shares. `plots` makes SVG of them.

What is not told has no size: as a ribbon it is a dashed line, in a bar it is what stays open.
"""

import textwrap
from collections.abc import Mapping
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from overlooked.pages.charts import Bar, Flow, Ribbon, Stacked
from overlooked.pages.palette import FILL, INK, LINE, SERIES, SOFT, WIDTH
from overlooked.pages.text import unhidden

STEP = 1.0
"""From one column of stops to the next."""
THICK = 0.035
GAP = 0.06
"""Between the stops of a column, as a share of all that flows."""
HEIGHT, BAR = 4.4, 0.36  # inches
ABREAST = 3
"""So many names of parts stand in a line."""
_COLOURS = (*SERIES, FILL)
_BEZIER = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]

Spans = Mapping[tuple[int, str], tuple[float, float]]


def flow(chart: Flow) -> Figure:
    """Draw ribbons between the stops of neighbouring columns."""
    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.add_subplot()
    spans = _spans(chart)
    _draw_ribbons(axes, chart, spans)
    last = len(chart.columns) - 1
    for (column, stop), (top, bottom) in spans.items():
        axes.add_patch(Rectangle((column - THICK / 2, top), THICK, bottom - top, facecolor=INK, edgecolor="none"))
        side, beside = ("left", 2) if column == last else ("right", -2)
        at = (column + beside * THICK, (top + bottom) / 2)
        name = textwrap.fill(unhidden(stop), 18 if column in {0, last} else 14)
        axes.text(*at, name, ha=side, va="center", color=INK, fontsize=9, linespacing=1.0)
    for column, name in enumerate(chart.columns):
        side = "right" if column == 0 else "left" if column == last else "center"
        axes.text(column, -0.03, unhidden(name), ha=side, va="bottom", color=SOFT, fontsize=9)
    axes.set_xlim(-0.75, last + 0.75)
    axes.set_ylim(max(bottom for _, bottom in spans.values()) + 0.02, -0.1)
    axes.set_axis_off()
    return figure


def _spans(chart: Flow) -> Spans:
    """Where each stop begins and ends, from above; columns are as high as each other, however they are divided."""
    most = max(len(stops) for stops in chart.stops)
    spans = {}
    for column, stops in enumerate(chart.stops):
        sizes = [_through(chart, column, stop) for stop in stops]
        whole = sum(sizes) or 1.0
        gap = GAP * (most - 1) / max(len(stops) - 1, 1)
        top = 0.0
        for stop, size in zip(stops, sizes, strict=True):
            spans[column, stop] = (top, top + size / whole)
            top += size / whole + gap
    return spans


def _through(chart: Flow, column: int, stop: str) -> float:
    """What is told to pass through a stop: its size, what comes or what goes, whichever is told of more."""
    size = chart.sizes[column][chart.stops[column].index(stop)] if chart.sizes else None
    comes = sum(r.size or 0 for r in chart.ribbons if (r.column + 1, r.end) == (column, stop))
    goes = sum(r.size or 0 for r in chart.ribbons if (r.column, r.start) == (column, stop))
    return max(comes, goes, size or 0)


def _draw_ribbons(axes: Axes, chart: Flow, spans: Spans) -> None:
    wholes = [sum(_through(chart, column, stop) for stop in stops) or 1.0 for column, stops in enumerate(chart.stops)]
    used: dict[tuple[int, str, str], float] = {}
    for ribbon in chart.ribbons:
        if ribbon.size == 0:
            continue
        ends = []
        for side, column, stop in (("out", ribbon.column, ribbon.start), ("in", ribbon.column + 1, ribbon.end)):
            top = spans[column, stop][0] + used.get((column, stop, side), 0.0)
            size = (ribbon.size or 0) / wholes[column]
            used[column, stop, side] = used.get((column, stop, side), 0.0) + size
            ends += [top, top + size]
        _draw(axes, ribbon, ends, _colour(chart, ribbon))


def _colour(chart: Flow, ribbon: Ribbon) -> str:
    is_last = ribbon.column == len(chart.columns) - 2
    return _COLOURS[chart.stops[-1].index(ribbon.end) % len(_COLOURS)] if is_last else FILL


def _draw(axes: Axes, ribbon: Ribbon, ends: list[float], colour: str) -> None:
    left, right = ribbon.column + THICK / 2, ribbon.column + STEP - THICK / 2
    middle = (left + right) / 2
    top, bottom, far_top, far_bottom = ends
    over = [(left, top), (middle, top), (middle, far_top), (right, far_top)]
    if ribbon.size is None:
        line = Path(over, _BEZIER[:4])
        axes.add_patch(PathPatch(line, facecolor="none", edgecolor=SOFT, linewidth=0.8, linestyle=(0, (2, 3))))
        return
    under = [(right, far_bottom), (middle, far_bottom), (middle, bottom), (left, bottom)]
    path = Path([*over, *under, (left, top)], _BEZIER)
    axes.add_patch(PathPatch(path, facecolor=colour, edgecolor="none", alpha=0.6))


def stacked(chart: Stacked) -> Figure:
    """Draw bars of one length, divided by the shares of their parts."""
    lines = ceil(len(chart.parts) / ABREAST)
    figure = Figure(figsize=(WIDTH, 0.75 + BAR * len(chart.bars) + 0.24 * lines), layout="constrained")
    axes = figure.add_subplot()
    for row, bar in enumerate(chart.bars):
        _divide(axes, row, bar)
    handles = [Rectangle((0, 0), 1, 1, facecolor=_COLOURS[place % len(_COLOURS)]) for place in range(len(chart.parts))]
    names = list(map(unhidden, chart.parts))
    figure.legend(handles, names, loc="outside lower center", ncols=ABREAST, frameon=False, labelcolor=INK, fontsize=9)
    labels = [unhidden(f"{bar.label} (n {bar.total:,.0f})") for bar in chart.bars]
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlim(0, 1)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="both", length=0)
    axes.set_xlabel(chart.axis)
    return figure


def _divide(axes: Axes, row: int, bar: Bar) -> None:
    told = sum(part or 0 for part in bar.parts)
    whole, left = max(bar.total, told), 0.0
    axes.barh(row, 1, height=0.7, facecolor="none", edgecolor=LINE, linewidth=0.8)
    for place, part in enumerate(bar.parts):
        if part:
            axes.barh(row, part / whole, height=0.7, left=left, color=_COLOURS[place % len(_COLOURS)], linewidth=0)
            left += part / whole
