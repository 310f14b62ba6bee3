"""Charts drawn with matplotlib, as SVG that stands inside a page.

In goes a chart; out comes an `svg` element. matplotlib's styles become attributes, since the page allows no other style
than its own; its colours become classes, so that dark screens and paper have colours of their own; its fonts, metadata
and surplus are dropped. The same chart gives the same text.
"""

import io
import re
import textwrap
import warnings
from collections.abc import Mapping
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from overlooked.pages.charts import Chart, Curves, Flow, Forest, Heat, Stacked, told
from overlooked.pages.flows import flow, stacked
from overlooked.pages.palette import ACCENT, CLASSES, FILL, HEAT, INK, LINE, SERIES, SOFT, WIDTH
from overlooked.pages.text import dot, unhidden

DASHES = ("solid", (0, (6, 2)), (0, (2, 2)), (0, (6, 2, 1, 2)), (0, (1, 1)), (0, (9, 3)))

ROW = 0.27  # inches
CELL = 0.36  # inches
LONGEST = 44
"""The name of a row or column is told in so many signs."""
ABREAST = 54
"""So many signs of the names of columns stand abreast; where a word needs more, the names are turned."""
_STYLE: Any = {  # matplotlib's own type lists every setting by name
    "svg.fonttype": "none",
    "svg.hashsalt": "overlooked",
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "text.color": INK,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": SOFT,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "path.simplify": False,
    "text.parse_math": False,
}
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PAINTS = frozenset({"fill", "stroke"})
_DROPPED = frozenset({"font-family", "font"})
_NUMBER = re.compile(r"-?\d+\.\d+")


def svg_of(chart: Chart) -> str:
    """Give the chart as one `svg` element with a title and a description in words.

    Words stay text: a letter that matplotlib's font lacks is no matter, the browser has its own.
    """
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        figure = _drawn(chart)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    return _inline(drawn.getvalue(), chart)


def _drawn(chart: Chart) -> Figure:
    match chart:
        case Curves():
            return _curves(chart)
        case Heat():
            return _heat(chart)
        case Flow():
            return flow(chart)
        case Stacked():
            return stacked(chart)
        case Forest():
            return _forest(chart)


def _forest(chart: Forest) -> Figure:
    figure = Figure(figsize=(WIDTH, 0.75 + ROW * len(chart.points)), layout="constrained")
    axes = figure.add_subplot()
    rows = range(len(chart.points))
    values = [point.value for point in chart.points]
    axes.grid(axis="x")
    if chart.bars:
        axes.barh(rows, values, height=0.62, color=FILL)
        axes.set_xlim(0, max([*values, 1.0 if max(values) <= 1 else 0.0]) * 1.12)
        for row, value in zip(rows, values, strict=True):
            axes.annotate(dot(value), (value, row), (4, 0), textcoords="offset points", va="center", color=SOFT)
    else:
        _whiskers(axes, chart)
    axes.set_yticks(rows, [_labelled(point.label, point.n, chart) for point in chart.points])
    axes.set_ylim(len(chart.points) - 0.4, -0.6)
    axes.tick_params(axis="both", length=0)
    axes.set_xlabel(chart.axis + (f" (line: {chart.aim_says})" if chart.aim_says else ""))
    return figure


def _whiskers(axes: Axes, chart: Forest) -> None:
    if chart.aim is not None:
        axes.axvline(chart.aim, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
    for row, point in enumerate(chart.points):
        if point.low is not None and point.high is not None:
            axes.plot([point.low, point.high], [row, row], color=ACCENT, linewidth=2, solid_capstyle="butt")
        axes.plot([point.value], [row], "o", color=ACCENT, markersize=6)
    axes.margins(x=0.06)


def _labelled(label: str, n: float | None, chart: Forest) -> str:
    return f"{_short(label)} (n {n:,.0f})" if n is not None and not chart.bars else _short(label)


def _curves(chart: Curves) -> Figure:
    figure = Figure(figsize=(WIDTH, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.grid()
    for number, line in enumerate(chart.lines[: len(SERIES)]):
        if line.low:
            axes.fill_between(line.across, line.low, line.high, color=FILL, alpha=0.35, linewidth=0)
        width = 2.5 if number == 0 else 1.5
        style = DASHES[number]
        axes.plot(
            line.across, line.up, color=SERIES[number], linewidth=width, linestyle=style, label=unhidden(line.label)
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.tick_params(axis="both", length=0)
    axes.set_xlabel(chart.axis)
    axes.set_ylabel(chart.upward)
    axes.legend(loc="lower right", frameon=False, labelcolor=INK, fontsize=10)
    return figure


def _heat(chart: Heat) -> Figure:
    room = ABREAST // len(chart.columns)
    abreast = max(len(word) for name in chart.columns for word in unhidden(name).split()) <= room
    columns = [_wrapped(name, room if abreast else 22) for name in chart.columns]
    rows = [_wrapped(name, 24) for name in chart.rows]
    figure = Figure(figsize=(WIDTH, CELL * len(rows) + (0.7 if abreast else 1.9)), layout="constrained")
    axes = figure.add_subplot()
    most = max((value for row in chart.cells for value in row if value), default=1.0)
    for y, row in enumerate(chart.cells):
        for x, value in enumerate(row):
            _cell(axes, x, y, value, most)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    turned: Any = {} if abreast else {"rotation": 90}
    axes.set_xticks([x + 0.5 for x in range(len(columns))], columns, color=INK, fontsize=10, **turned)
    axes.set_yticks([y + 0.5 for y in range(len(rows))], rows, fontsize=10)
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


def _cell(axes: Axes, x: int, y: int, value: float | None, most: float) -> None:
    """A number on its shade, none where it is 0; hatched where it is not told."""
    left, right, top, bottom = x + 0.03, x + 0.97, y + 0.06, y + 0.94
    shade = HEAT[min(int(len(HEAT) * value / most), len(HEAT) - 1)] if value else "none"
    axes.add_patch(Rectangle((left, top), right - left, bottom - top, facecolor=shade, edgecolor=LINE, linewidth=0.8))
    if value is not None:
        axes.text(x + 0.5, y + 0.5, f"{value:g}", ha="center", va="center_baseline", color=INK)
        return
    middle, half = x + 0.5, y + 0.5
    for across, down in (
        ([left, middle], [half, top]),
        ([left, right], [bottom, top]),
        ([middle, right], [bottom, half]),
    ):
        axes.plot(across, down, color=SOFT, linewidth=0.8, alpha=0.6)


def _wrapped(name: str, width: int) -> str:
    return textwrap.fill(_short(name), width)


def _short(name: str) -> str:
    told_ = unhidden(name)
    return told_ if len(told_) <= LONGEST else f"{told_[: LONGEST - 1]}…"


def _inline(drawn: bytes, chart: Chart) -> str:
    """The drawing as an element of a page: attributes for styles, classes for colours, addresses of its own."""
    root = ET.fromstring(drawn)  # noqa: S314 - matplotlib wrote it a moment ago
    prefix = f"plot-{chart.key}"
    names = {old: f"{prefix}-{number}" for number, old in enumerate(_addressed(root), start=1)}
    content = "".join(_written(child, names) for child in root)
    size = root.get("viewBox", "")
    head = f'<svg class="plot" viewBox="{size}" role="img" aria-labelledby="{prefix}-title {prefix}-told">'
    title = f'<title id="{prefix}-title">{escape(unhidden(chart.title))}</title>'
    return f'{head}{title}<desc id="{prefix}-told">{escape(unhidden(told(chart)))}</desc>{content}</svg>'


def _addressed(root: ET.Element) -> list[str]:
    """The addresses that something in the drawing refers to, in the order in which they are defined."""
    used = {(node.get(_LINK) or "").removeprefix("#") for node in root.iter()}
    used |= {(node.get("clip-path") or "")[len("url(#") : -1] for node in root.iter()}
    return [name for node in root.iter() if (name := node.get("id", "")) in used and name]


def _written(node: ET.Element, names: Mapping[str, str]) -> str:
    tag = node.tag.removeprefix(_SVG)
    if tag in {"metadata", "style"}:
        return ""
    inner = escape((node.text or "").strip()) + "".join(_written(child, names) for child in node)
    attributes = _attributes(node, names)
    if tag in {"g", "defs"} and not inner:
        return ""
    if tag == "g" and not attributes:
        return inner
    told_ = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{tag}{told_}>{inner}</{tag}>"


def _attributes(node: ET.Element, names: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in node.attrib.items():
        if key == "id":
            found |= {"id": names[value]} if value in names else {}
        elif key == _LINK:
            found["href"] = f"#{names[value.removeprefix('#')]}"
        elif key == "clip-path":
            found[key] = f"url(#{names[value[len('url(#') : -1]]})"
        elif key == "transform":
            found |= {} if value.startswith("rotate(-0") else {key: _rounded(value)}
        elif key != "style":
            found[key] = _rounded(value)
    classes = []
    for declared in filter(None, map(str.strip, node.get("style", "").split(";"))):
        name, value = (part.strip() for part in declared.split(":", 1))
        if name in _PAINTS and value != "none":
            classes.append(f"{name[0]}-{CLASSES[value]}")
        elif name not in _DROPPED:
            found[name] = value.removesuffix("px")
    return found | ({"class": " ".join(classes)} if classes else {})


def _rounded(text: str) -> str:
    """Numbers to a tenth of a point, on one line."""
    return " ".join(_NUMBER.sub(lambda told_: f"{float(told_[0]):.1f}".removesuffix(".0"), text).split())
