"""What a picture shows, as plain data: which chart, which points, which words beside them. `plots` draws it."""

from dataclasses import dataclass

from overlooked.pages.text import dot, percent


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its 95 % interval, which may be unknown."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    n: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A curve; `low` and `high` are its band and may be empty."""

    label: str
    across: tuple[float, ...]
    up: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Forest:
    """Points with intervals, one a row; `aim` is a line to compare them with."""

    key: str
    title: str
    axis: str
    points: tuple[Point, ...]
    aim: float | None = None
    aim_says: str = ""
    bars: bool = False


@dataclass(frozen=True, slots=True)
class Curves:
    """Lines in one square; the first is the model's."""

    key: str
    title: str
    axis: str
    upward: str
    lines: tuple[Line, ...]


UNTOLD = "not told"
"""What a cell without a number says in words."""


@dataclass(frozen=True, slots=True)
class Heat:
    """Numbers of 0 and more in cells, darker where they are larger; a cell of None is not told, and is hatched."""

    key: str
    title: str
    axis: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What goes from a stop of one column to one of the next; a size of None is not told, and drawn as a dashed line.

    `column` is the number of the first, from 0.
    """

    column: int
    start: str
    end: str
    size: float | None


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from the left to the right by stops, as ribbons as wide as they are many.

    `columns` are the names of the columns, `stops` those of each column from above; the ribbons between the last two
    columns are coloured by where they end. `sizes` tells how much passes a stop where its ribbons do not tell all.
    """

    key: str
    title: str
    unit: str
    columns: tuple[str, ...]
    stops: tuple[tuple[str, ...], ...]
    ribbons: tuple[Ribbon, ...]
    sizes: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole and the parts that make it up, in the order of the chart's; a part of None is not told."""

    label: str
    total: float
    parts: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Bars of one length, divided by the shares of their parts; what is not told is left open."""

    key: str
    title: str
    axis: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


Chart = Forest | Curves | Heat | Flow | Stacked


def told(chart: Chart) -> str:
    """Give in words what a chart shows, for whoever cannot see it."""
    if isinstance(chart, Curves):
        ends = "; ".join(f"{line.label} {_at_half(line)}" for line in chart.lines)
        return f"{chart.upward} against {chart.axis}. At half of the way across: {ends}."
    if isinstance(chart, Heat):
        rows = (f"{row}: {_in_words(chart, own)}" for row, own in zip(chart.rows, chart.cells, strict=True))
        return f"{chart.axis}. {'. '.join(rows)}."
    if isinstance(chart, Flow):
        return f"{chart.unit} {_flows(chart)}."
    if isinstance(chart, Stacked):
        bars = (f"{bar.label} (n {bar.total:,.0f}): {_parts(chart, bar)}" for bar in chart.bars)
        return f"{chart.axis}. {'. '.join(bars)}."
    points = "; ".join(f"{point.label} {_interval(point)}" for point in chart.points)
    aim = f" A line marks {chart.aim_says}." if chart.aim_says else ""
    return f"{chart.axis}: {points}.{aim}"


def _in_words(chart: Heat, cells: tuple[float | None, ...]) -> str:
    return "; ".join(
        f"{column} {UNTOLD if value is None else f'{value:g}'}"
        for column, value in zip(chart.columns, cells, strict=True)
    )


def _interval(point: Point) -> str:
    if point.low is None or point.high is None:
        return dot(point.value)
    return f"{dot(point.value)} ({dot(point.low)} to {dot(point.high)})"


def _at_half(line: Line) -> str:
    half = line.across[-1] / 2
    at = min(range(len(line.across)), key=lambda i: abs(line.across[i] - half))
    return dot(line.up[at])


def _flows(chart: Flow) -> str:
    """Each ribbon that is there, by where it starts."""
    return "; ".join(
        f"from {ribbon.start} to {ribbon.end} {UNTOLD if ribbon.size is None else f'{ribbon.size:,.0f}'}"
        for ribbon in chart.ribbons
        if ribbon.size != 0
    )


def _parts(chart: Stacked, bar: Bar) -> str:
    return "; ".join(
        f"{name} {UNTOLD if size is None else percent(size / bar.total)}"
        for name, size in zip(chart.parts, bar.parts, strict=True)
        if size != 0
    )
