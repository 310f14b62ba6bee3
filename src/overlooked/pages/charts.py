"""What a picture shows, as plain data: which chart, which points, which words beside them. `plots` draws it."""

from dataclasses import dataclass

from overlooked.pages.text import dot


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


Chart = Forest | Curves | Heat


def told(chart: Chart) -> str:
    """Give in words what a chart shows, for whoever cannot see it."""
    if isinstance(chart, Curves):
        ends = "; ".join(f"{line.label} {_at_half(line)}" for line in chart.lines)
        return f"{chart.upward} against {chart.axis}. At half of the way across: {ends}."
    if isinstance(chart, Heat):
        rows = (f"{row}: {_in_words(chart, own)}" for row, own in zip(chart.rows, chart.cells, strict=True))
        return f"{chart.axis}. {'. '.join(rows)}."
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
