"""Agreement: how far two readings of the same records came to the same decision.

In go pairs of answers, one pair a record; out come the share of equal answers and Cohen's kappa (1960), the share
above what the two would agree by chance. The limits of kappa are those of the share (Wilson 1927) with the agreement
by chance held where it was found: in simulation they cover where the usual standard error (Fleiss, Cohen and Everitt
1969), which is nothing where all answers are equal, does not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from overlooked.decisions import DECISIONS, NO_SIGNS, READINGS, Reviewed
from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.intervals import SMALL, proportion, wilson

SIGNS = "signs"
"""Any decision but `no_signs`."""


def agreement_figures(records: Iterable[Reviewed]) -> Figures:
    """For each two kinds of reading: their answers, agreement and kappa, of all four decisions and of signs or none."""
    records = list(records)
    figures: Figures = {}
    for one, other in combinations(reversed(READINGS), 2):
        pairs = [
            (own[one].decision, own[other].decision)
            for own in ({r.reading: r for r in record.readings} for record in records)
            if one in own and other in own
        ]
        figures[f"{one}_{other}"] = {
            "records": len(pairs),
            "differ": sum(a != b for a, b in pairs),
            "answers": {a: {b: pairs.count((a, b)) for b in DECISIONS} for a in DECISIONS},
            "four_decisions": _agreement(pairs),
            "signs_or_none": _agreement([(_sign(a), _sign(b)) for a, b in pairs]),
        }
    return figures


def kappa(pairs: Sequence[tuple[str, str]]) -> Figures:
    """Cohen's kappa, or none with the reason."""
    n = len(pairs)
    if not n:
        return unknown("no record was read in both ways", n=0)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(first[answer] * second[answer] for answer in first) / n**2
    if chance == 1:
        return unknown("all answers are the same, so that chance agrees as well", n=n)
    equal = sum(a == b for a, b in pairs)
    value, low, high = ((share - chance) / (1 - chance) for share in (equal / n, *wilson(equal, n)))
    return known(value, n=n, low=low, high=high, small=n < SMALL)


def _agreement(pairs: Sequence[tuple[str, str]]) -> Figures:
    equal = sum(a == b for a, b in pairs)
    return {
        "agreement": proportion(equal, len(pairs), nobody="no record was read in both ways"),
        "kappa": kappa(pairs),
    }


def _sign(decision: str) -> str:
    return decision if decision == NO_SIGNS else SIGNS
