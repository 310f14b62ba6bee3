"""Pictures of the report: rates by force, outcomes as parts of each group, and the flow from referral to outcome."""

from overlooked.pages.blocks import Picture
from overlooked.pages.charts import Bar, Flow, Forest, Point, Ribbon, Stacked
from overlooked.pages.text import percent
from overlooked.reconcile.measured.wording import called, outcome_called
from overlooked.reconcile.outcome.outcomes import Outcome
from overlooked.statistics.figures import Figures

ORDER = (
    Outcome.RECORDED,
    Outcome.RECORDED_AS_OTHER,
    Outcome.EXPLAINED,
    Outcome.PENDING,
    Outcome.UNRECORDED,
    Outcome.TRANSFER_UNCONFIRMED,
    Outcome.UNLINKABLE,
)
"""As pictures show the outcomes."""
MOST = 50
"""So many forces are drawn; the table tells all."""


def pictured_rates(figures: Figures) -> list[Picture]:
    """Give the recording rate by force with its interval, the highest first; nothing where fewer than two are told."""
    rated = [row for row in figures["by"]["force"] if row["rate"]["value"] is not None]
    if len(rated) < 2:  # noqa: PLR2004 - one is no comparison
        return []
    rows = sorted(rated, key=lambda row: -row["rate"]["value"])[:MOST]
    points = tuple(_point(row["group"], row["rate"]) for row in rows)
    all_ = figures["rate"]["value"]
    aim = (all_, f"all, {percent(all_)}") if all_ is not None else (None, "")
    return [Picture(Forest("force", "Recording rate by force, with its 95 % interval", "recording rate", points, *aim))]


def _point(label: str, leaf: Figures) -> Point:
    return Point(label, leaf["value"], leaf.get("low"), leaf.get("high"), leaf.get("n"))


def parts(figures: Figures, name: str) -> list[Picture]:
    """Give the outcomes of each group as parts of a bar, where it is told how many referrals the group has."""
    titles = {"stage": "What became of referrals, by decision stage", "place": "By place of exploitation"}
    rows = [row for row in figures["by"][name] if row["counts"]["referrals"]]
    bars = tuple(
        Bar(called(name, row["group"]), row["counts"]["referrals"], tuple(row["counts"][one] for one in ORDER))
        for row in rows
    )
    if not bars:
        return []
    open_ = "; what stays open is not told" if any(None in bar.parts for bar in bars) else ""
    names = tuple(map(outcome_called, ORDER))
    return [Picture(Stacked(name, titles[name], f"share of the referrals{open_}", names, bars))]


def pictured_flow(figures: Figures) -> list[Picture]:
    """Give the way of the referrals: decision stage, step by which they are linked, outcome."""
    by = figures["by"]
    ribbons = [
        Ribbon(0, called("stage", own["stage"]), called("step", own["step"]), own["count"])
        for own in figures["ribbons"]
    ] + [
        Ribbon(1, called("step", row["group"]), outcome_called(one), row["counts"][one])
        for row in by["step"]
        for one in ORDER
    ]
    if not any(ribbon.size for ribbon in ribbons):
        return []
    stops = (
        tuple(called("stage", row["group"]) for row in by["stage"]),
        tuple(called("step", row["group"]) for row in by["step"]),
        tuple(map(outcome_called, ORDER)),
    )
    sizes = (
        tuple(row["counts"]["referrals"] for row in by["stage"]),
        tuple(row["counts"]["referrals"] for row in by["step"]),
        tuple(figures["counts"][one] for one in ORDER),
    )
    dashed = "; a dashed line is not told" if any(ribbon.size is None for ribbon in ribbons) else ""
    title = f"From the decision by the link to the outcome{dashed}"
    return [Picture(Flow("flow", title, "Referrals", ("Decision", "Linked", "Outcome"), stops, tuple(ribbons), sizes))]
