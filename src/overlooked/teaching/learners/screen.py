"""The first screen of what learners saw: sentences under four headings, each number with its interval and its n."""

from collections.abc import Iterator

from overlooked.findings import Kind
from overlooked.pages.blocks import Listing
from overlooked.pages.text import percent, some
from overlooked.pages.words import name_of
from overlooked.statistics.figures import Figures

FIRST = 3
"""So many indicators and signs are named."""
HALF = 0.5
TOUCHED = {
    "negated": "a denial",
    "hypothetical": "a risk, advice or a question",
    "historical": "what is long past",
    "other": "a sign of somebody else",
    "nothing": "nothing of the key",
}
"""What a false mark touches, in plain words."""


def headings(figures: Figures) -> tuple[Listing, ...]:
    """What is seen, what is missed, what is falsely marked, and how the cases were judged."""
    told = {
        "What is seen": _seen(figures),
        "What is missed": _missed(figures),
        "What is falsely marked": _false(figures),
        "How cases are judged": _judged(figures),
    }
    return tuple(Listing(title, tuple(sentences)) for title, sentences in told.items())


def called(code: str) -> str:
    """The name of an indicator."""
    return name_of(Kind.INDICATOR, code)


def limits(leaf: Figures) -> str:
    """The interval of a share, as 60 to 90 %, or nothing where it has none."""
    return f"{100 * leaf['low']:.0f} to {percent(leaf['high'])}" if leaf.get("low") is not None else ""


def rate_limits(leaf: Figures) -> str:
    """The interval of a rate, as 0.20 to 1.35, or nothing where it has none."""
    return f"{number(leaf['low'])} to {number(leaf['high'])}" if leaf.get("low") is not None else ""


def point_limits(leaf: Figures) -> str:
    """The interval of a change of a share, as -3 to +12, or nothing where it has none."""
    return f"{points(leaf['low'])} to {points(leaf['high'])}" if leaf.get("low") is not None else ""


def number(value: float) -> str:
    """A rate that may be more than 1, with two places."""
    return f"{value:.2f}"


def points(value: float) -> str:
    """A change of a share, in points, with its sign.

    >>> points(0.124), points(-0.2), points(0.001)
    ('+12', '-20', '0')
    """
    whole = round(100 * value)
    return f"{whole:+d}" if whole else "0"


def share(leaf: Figures) -> str:
    """A share with its interval and n: 87 % (80 to 92 %, n = 120)."""
    if leaf["value"] is None:
        return f"not known ({leaf['reason']})"
    beside = ", ".join(filter(None, (limits(leaf), f"n = {leaf['n']:,}")))
    return f"{percent(leaf['value'])} ({beside})"


def _seen(figures: Figures) -> Iterator[str]:
    signs = some(figures["input"]["signs"], "sign")
    yield f"Of the {signs} to find, a learner finds and names {share(figures['signs']['recall'])}."
    best = [(code, leaf) for code, leaf in _by_recall(figures)[::-1] if leaf["value"] >= HALF][:FIRST]
    if best:
        yield f"Seen most often: {'; '.join(f'{called(code)}, {share(leaf)}' for code, leaf in best)}."
    yield from _changed(figures["change"])


def _missed(figures: Figures) -> Iterator[str]:
    signs = figures["signs"]
    if signs["missed"]["value"] is not None:
        yield f"Not marked at all: {share(signs['missed'])}."
        yield f"Marked, and called something else: {share(signs['misnamed'])}."
    worst = [(code, leaf) for code, leaf in _by_recall(figures) if leaf["value"] < 1][:FIRST]
    if worst:
        yield f"Seen least often: {'; '.join(f'{called(code)}, {share(leaf)}' for code, leaf in worst)}."
    for swapped in figures["named_as"][:1]:
        sign, named, times = called(swapped["indicator"]), called(swapped["named"]), some(swapped["times"], "time")
        yield f"Most often taken for another: {sign}, called {named} ({times})."
    for hardest in [own for own in figures["hardest"][:1] if own["recall"]["value"] < 1]:
        place = f"case {hardest['case']}, characters {hardest['start']} to {hardest['end']}"
        yield f"The hardest sign: {called(hardest['indicator'])} in {place}, {share(hardest['recall'])}."


def _false(figures: Figures) -> Iterator[str]:
    false = figures["false_marks"]
    if not false["marks"]:
        yield "Nobody marked anything."
        return
    rate = false["per_case"]
    within = f" ({rate_limits(rate)})" if rate_limits(rate) else ""
    yield f"A learner makes {number(rate['value'])} false marks a case{within}."
    yield f"Of all marks, {share(false['of_all_marks'])} are false."
    touched = {kind: leaf["times"] for kind, leaf in false["touching"].items() if leaf["times"]}
    if touched:
        told = "; ".join(f"{TOUCHED[kind]} {times:,}" for kind, times in touched.items())
        yield f"Of {some(false['times'], 'false mark')}, what they touch: {told}."
    by_indicator = {code: own["false_marks"]["value"] for code, own in figures["indicators"].items()}
    worst = max(by_indicator, key=lambda code: by_indicator[code], default="")
    if worst and by_indicator[worst]:
        yield f"Most often marked where it is not: {called(worst)}."


def _judged(figures: Figures) -> Iterator[str]:
    told = figures["judgements"]["all"]
    yield f"The judgement, review or not, is right in {share(told['right'])}."
    yield f"Of the records to review, {share(told['sensitivity'])} are sent to review."
    yield f"Of the records that are no case, {share(told['specificity'])} are left alone."


def _changed(change: Figures) -> Iterator[str]:
    if change["reason"]:
        return
    leaf = change["recall"]["change"]
    within = ", ".join(filter(None, (point_limits(leaf), f"n = {leaf['n']:,} who gave both")))
    yield f"After the lesson it changes by {points(leaf['value'])} points ({within})."


def _by_recall(figures: Figures) -> list[tuple[str, Figures]]:
    """Indicators of the pack, the least seen first."""
    held = [(code, own["recall"]) for code, own in figures["indicators"].items() if own["signs"]]
    return sorted(held, key=lambda item: item[1]["value"])
