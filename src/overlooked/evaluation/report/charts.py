"""What the pictures of a report show, as plain data: which chart, which points, which words beside them.

In goes the judge's tree; out come charts, drawn elsewhere. What is not in the tree gives no chart.
"""

from collections.abc import Iterable, Mapping

from overlooked.evaluation.news.saying import FEW
from overlooked.evaluation.report.wording import Wording
from overlooked.pages.charts import Chart, Curves, Forest, Line, Point
from overlooked.pages.text import dot
from overlooked.statistics.figures import Figures

LINES = 6
"""So many lines can be told apart."""
MOST = 24
"""So many rows of a chart can be read; the table beside it holds them all."""


def charts_of(figures: Figures, wording: Wording) -> dict[str, Chart]:
    """Give the charts that the tree has points for, by name."""
    made = (
        _effort(figures),
        _authors(figures),
        _margins(figures, wording),
        _indicators(figures, wording),
        _false_findings(figures, wording),
        _groups(figures, wording),
    )
    return {chart.key: chart for chart in made if chart is not None}


def _effort(figures: Figures) -> Curves | None:
    """The model's curve and those of the best other rankers."""
    lines = [line for label, told in _curves(figures) if (line := _line(label, told)) is not None]
    if not lines or not _part(figures, "effort").get("curve"):
        return None
    others = sorted(lines[1:], key=lambda line: -sum(line.up))[: LINES - 1]
    title = "Cases found by how much of this corpus is read"
    return Curves("effort", title, "share of records read", "share of cases found", (lines[0], *others))


def _curves(figures: Figures) -> Iterable[tuple[str, object]]:
    """The curve of the model and, where they are told, what the other rankers find at the same depths."""
    effort, rankers = figures.get("effort") or {}, figures.get("rankers") or {}
    yield str(_model(figures).get("name", "the ranking")), effort.get("curve")
    for key, other in (effort.get("others") or {}).items():
        found = other.get("recall") if isinstance(other, Mapping) else None
        if isinstance(found, Mapping) and rankers.get(key, {}).get("role") == "baseline" and effort.get("records"):
            depths = sorted((int(depth), leaf) for depth, leaf in found.items() if depth.isdigit())
            points = [{"read": depth / effort["records"], "recall": leaf.get("value")} for depth, leaf in depths]
            yield str(rankers[key]["name"]), [{"read": 0.0, "recall": 0.0}, *points]


def _line(label: str, curve: object) -> Line | None:
    """A line from points that hold `read` and `recall`, and `low` and `high` where it has a band."""
    points = [point for point in curve if isinstance(point, Mapping)] if isinstance(curve, list) else []
    if not points or any(point.get("read") is None or point.get("recall") is None for point in points):
        return None
    banded = all(point.get("low") is not None and point.get("high") is not None for point in points)
    across, up = (tuple(float(point[key]) for point in points) for key in ("read", "recall"))
    low, high = (tuple(float(point[key]) for point in points) if banded else () for key in ("low", "high"))
    return Line(label, across, up, low, high)


def _authors(figures: Figures) -> Forest | None:
    leaf = _model(figures).get("auc", {}).get("hard", {})
    points = _points({f"author {author}": point for author, point in leaf.get("authors", {}).items()})
    if not points:
        return None
    mean = Point("mean of the authors", leaf["value"], leaf.get("low"), leaf.get("high"))
    title = "Cases against look-alikes, by author"
    return Forest("authors", title, "AUC, cases against look-alikes", (*points, mean), 0.5, "chance, .50")


def _margins(figures: Figures, wording: Wording) -> Forest | None:
    points = _points(
        {wording.label(key, ("margins",)): own.get("all") for key, own in _part(figures, "margins").items()}
    )
    if not points:
        return None
    axis = "AUC of the model above it, all records"
    return Forest("margins", "How far the model stands above each other ranker", axis, points, 0.0, "no difference")


def _indicators(figures: Figures, wording: Wording) -> Forest | None:
    each = _part(figures, "readings", "indicators", "each")
    points = _points({wording.label(code): own.get("f1") for code, own in each.items()})
    if not points:
        return None
    worst_first = tuple(sorted(points, key=lambda point: point.value))
    return Forest("indicators", "Indicators, the worst first", "F1", worst_first, bars=True)


def _false_findings(figures: Figures, wording: Wording) -> Forest | None:
    kinds = _part(figures, "readings", "false_findings")
    points = _points({wording.label(kind): own.get("per_record") for kind, own in kinds.items()})
    if not points:
        return None
    title = "Signs found where there is none"
    return Forest("false_findings", title, "false findings a record", points, bars=True)


def _groups(figures: Figures, wording: Wording) -> Forest | None:
    """The gaps between a group and everybody else where they are told, else each group's recall."""
    gaps = _part(figures, "groups").get("gaps")
    points = _points({_of_gap(gap, wording): gap.get("gap") for gap in gaps} if isinstance(gaps, list) else {})
    if points:
        axis = "the group less everybody else"
        return Forest("groups", "Groups against everybody else, the worst first", axis, points[:MOST], 0.0, "no gap")
    families = _part(_model(figures), "groups")
    recalls = {
        f"{wording.label(family)}: {wording.label(member)}": rates.get("recall")
        for family, members in families.items()
        for member, rates in members.items()
        if family != "all" and isinstance(rates, Mapping)
    }
    enough = [point for point in _points(recalls) if point.n is None or point.n >= FEW]
    worst = tuple(sorted(enough, key=lambda point: point.value)[:MOST])
    if not worst:
        return None
    everyone = _part(families, "all", "recall").get("value")
    says = f"all cases, {dot(everyone)}" if everyone is not None else ""
    title = f"Cases found, by group of at least {FEW}, the worst first"
    return Forest("groups", title, "recall", worst, everyone, says)


def _of_gap(gap: Figures, wording: Wording) -> str:
    family, group, measure = (wording.label(str(gap.get(key, ""))) for key in ("family", "group", "measure"))
    return f"{family}: {group}, {measure}"


def _points(leaves: Mapping[str, Figures | None]) -> tuple[Point, ...]:
    return tuple(
        Point(label, leaf["value"], leaf.get("low"), leaf.get("high"), _count(leaf))
        for label, leaf in leaves.items()
        if isinstance(leaf, Mapping) and isinstance(leaf.get("value"), int | float)
    )


def _count(leaf: Figures) -> float | None:
    """The n of a leaf; none where it is suppressed."""
    return float(leaf["n"]) if isinstance(leaf.get("n"), int | float) else None


def _model(figures: Figures) -> Figures:
    return _part(figures, "rankers", str(figures.get("model")))


def _part(figures: Figures, *keys: str) -> Figures:
    """A part of the tree, empty where it is not there."""
    for key in keys:
        below = figures.get(key)
        figures = below if isinstance(below, dict) else {}
    return figures
