"""The rule for figures at a cut: where ordinary records are too few above it, the corpus cannot say.

In go counts above a cut; out come figures. A force's log is nearly all ordinary records, so that what reading costs
there hangs on the share of them above the cut. Fewer than ten of them say no more than a limit: at most x in 10,000.
Hard negatives are written to be hard; nobody knows how many a log holds, so they are never weighed up to a prevalence.
"""

import math
from dataclasses import dataclass

from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.intervals import Z, clopper_pearson, proportion, wilson

LEAST = 10
"""So many ordinary records must stand above a cut before a figure that depends on them is told."""
PARTS = 10_000
_DIGITS = 6  # shares of tied records add up to whole numbers but for the last bits


@dataclass(frozen=True, slots=True)
class Ordinary:
    """How many of the corpus's `n` ordinary records stand above a cut; records tied at the cut count in part."""

    above: float
    n: int
    where: str = "stand above it"

    @property
    def is_enough(self) -> bool:
        """Whether figures that depend on them may be told."""
        return round(self.above, _DIGITS) >= LEAST

    @property
    def most(self) -> float:
        """The upper end of the two-sided 95 % interval of their share (Clopper & Pearson, Biometrika 1934).

        A record in part counts whole.
        """
        return clopper_pearson(math.ceil(round(self.above, _DIGITS)), self.n)[1] if self.n else 1.0

    @property
    def at_most(self) -> int:
        """That limit for 10,000 ordinary records, rounded up."""
        return math.ceil(round(self.most * PARTS, _DIGITS))

    @property
    def figures(self) -> Figures:
        """The share of them above the cut, or why it is not told; how many that is, and the most it can be."""
        return self.told(proportion(self.above, self.n)) | {"above": self.above, "at_most_per_10000": self.at_most}

    def told(self, leaf: Figures, **more: object) -> Figures:
        """Give a leaf that depends on them where they are enough, else why it is not told, with `more`."""
        if self.is_enough:
            return leaf
        if not self.n:
            return unknown("this corpus cannot say; it holds no ordinary record", n=0, **more)
        reason = f"this corpus cannot say; at most {self.at_most:,} in {PARTS:,} ordinary records {self.where}"
        return unknown(reason, n=self.n, **more)


def expected_precision(found: float, positives: int, ordinary: Ordinary, prevalence: float | None) -> Figures:
    """Give the share of cases among what is read of a log with `prevalence` cases a record, the others ordinary.

    P r / (P r + (1 - P) s) with recall r and the share s of ordinary records above the cut, and the interval of the
    likelihood ratio r / s (Simel, Samsa & Matchar, J Clin Epidemiol 1991). Where the rule tells no s: `at_least`, with
    the lower end of r's interval and the upper end of s's; both hold together in 95 % of samples or more.
    """
    if prevalence is None:
        return unknown("no prevalence was given")
    if not positives or not found:
        return unknown("no positive stands above the cut", n=positives)
    odds = prevalence / (1 - prevalence)
    if not ordinary.is_enough:
        least = _share_of(odds * wilson(found, positives)[0] / ordinary.most)
        return ordinary.told({}, at_least=least) if ordinary.n else ordinary.told({})
    ratio = (found / positives) / (ordinary.above / ordinary.n)
    spread = math.exp(Z * math.sqrt(1 / found - 1 / positives + 1 / ordinary.above - 1 / ordinary.n))
    low, high = _share_of(odds * ratio / spread), _share_of(odds * ratio * spread)
    return known(_share_of(odds * ratio), n=ordinary.n, low=low, high=high)


def _share_of(odds: float) -> float:
    return odds / (1 + odds)
