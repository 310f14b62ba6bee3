"""The report of decisions in plain text for a terminal, bad news first.

In goes the tree of reviews; out comes text of at most 100 columns. A figure that is not known is a dash with
its reason.
"""

import textwrap
from collections.abc import Iterable, Sequence

from overlooked.statistics.figures import Figures

WIDTH = 100
ESTIMATES = ("precision_of_list", "precision_with_known", "recall_of_list", "missed", "cases", "prevalence_per_1000")


def render_decisions(figures: Figures) -> str:
    """Give bad news, first screen, counts, estimates and notes."""
    counts = figures["counts"]
    held = [f"{name} {count}" for name, count in counts["decision_that_holds"].items()]
    outcomes = [f"{name} {count}" for name, count in counts["outcomes"].items()]
    parts = [
        _section("Bad news", figures["bad_news"] or ["none that the rules know"]),
        _section("First", figures["first"]),
        _section("Records, by the decision that holds and by outcome", [", ".join(held), ", ".join(outcomes)]),
        _section("Estimates (95 % interval)", [_line(name, figures["estimates"][name]) for name in ESTIMATES]),
        _section("Agreement (kappa)", [_agreed(name, own) for name, own in figures["agreement"].items()]),
        _section("Notes", figures["notes"]),
    ]
    return "\n".join(parts)


def _section(title: str, sentences: Sequence[str]) -> str:
    lines: Iterable[str] = (
        line
        for number, sentence in enumerate(sentences, start=1)
        for line in textwrap.wrap(sentence, WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
    )
    return "\n".join([title, "-" * len(title), *lines, ""])


def _line(name: str, leaf: Figures) -> str:
    limits = "" if leaf.get("low") is None else f" ({leaf['low']:,.4g} to {_high(leaf)})"
    said = f"-, {leaf['reason']}" if leaf["value"] is None else f"{leaf['value']:,.4g}"
    return f"{name.replace('_', ' ')}: {said}{limits}{', small' if leaf.get('small') else ''}"


def _high(leaf: Figures) -> str:
    return "no limit" if leaf.get("high") is None else f"{leaf['high']:,.4g}"


def _agreed(name: str, own: Figures) -> str:
    return f"{own['records']} records, {own['differ']} differ; " + _line(name, own["signs_or_none"]["kappa"])
