"""Linking made-up referrals to made-up crimes: each step's share of the time, and memory; `make bench-linking`.

The same pair is linked by references alone and by all steps, so that what the later steps cost and find stands side by
side. Generating counts for nothing. Memory is that of the process, tables included.
"""

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reconcile"))

from messy import made
from scoring import measured

from overlooked.reconcile.linking.identity import by_identity
from overlooked.reconcile.linking.links import Links, joined
from overlooked.reconcile.linking.referenced import by_reference
from overlooked.reconcile.linking.scored import by_score

SIZES = ((1_000, 10_000), (10_000, 100_000))
SEED = 41


def timed(step: Callable[[], Links]) -> tuple[Links, float]:
    """What a step finds, and the seconds it took."""
    started = time.perf_counter()
    return step(), time.perf_counter() - started


def main() -> None:
    """Print one line a step and size."""
    for size in SIZES:
        pair = made(*size, SEED, narrative=600)
        there, here = pair.referrals, pair.crimes
        by_hand, first = timed(partial(by_reference, there, here))
        exact, second = timed(partial(by_identity, there, here))
        known = joined([by_hand, exact])
        weighed, third = timed(partial(by_score, there, here, known))
        total = first + second + third
        print(f"\n{size[0]:,} referrals beside {size[1]:,} crimes: {total:.1f} s")
        for name, found, seconds in (
            ("references", by_hand, first),
            ("with identity", known, second),
            ("with scored match", joined([known, weighed]), third),
        ):
            told = measured(found, pair.truth)
            share = f"{seconds / total:4.0%} of the time"
            print(f"  {name:18} {share}, precision {told.precision:.3f}, recall {told.recall:.3f}")
        print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
