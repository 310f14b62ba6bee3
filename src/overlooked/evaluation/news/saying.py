"""How bad a sentence of bad news is: the share of the way lost from its aim to the worst value."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from overlooked.pages.text import percent
from overlooked.statistics.figures import Figures

ALWAYS_FIRST = 2.0
"""Worse than any figure: what makes all of them look better than they are, or must never be."""
FEW = 10
"""A class, type or indicator with fewer examples is not named as the weakest: chance would choose it."""


class Bad(NamedTuple):
    """A sentence and how bad it is: 0 at the aim, 1 at the worst value."""

    lost: float
    sentence: str


class Aim(NamedTuple):
    """Where a figure should be, and where it could not be worse."""

    good: float
    worst: float

    def lost(self, value: float) -> float:
        """Give the share of the way from good to worst, between 0 and 1."""
        return min(max((self.good - value) / (self.good - self.worst), 0.0), 1.0)


def versus(one: Figures, other: Figures) -> str:
    """Give two shares side by side, each with its n."""
    return f"{percent(one['value'])} (n = {one['n']}) v {percent(other['value'])} (n = {other['n']})"


Rules = tuple[Callable[[Figures], Iterator[Bad]], ...]
"""Rules of bad news: each looks at the figures and may say a sentence."""
