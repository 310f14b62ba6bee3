"""What whoever subtracts can work out from counts of which some are not told."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linprog

Key = TypeVar("Key", bound=Hashable)


def pinned(
    counts: Mapping[Key, int], sums: Sequence[tuple[Key, Sequence[Key]]], told: Mapping[Key, int | None]
) -> list[Key]:
    """The small counts that whoever sees what is told can work out, knowing that no count is below 0."""
    sums = [(whole, parts) for whole, parts in sums if any(told[key] is None for key in (whole, *parts))]
    gaps = [key for key in counts if told[key] is None]
    rows, totals = [], []
    for whole, parts in sums:
        signs = {whole: -1.0, **dict.fromkeys(parts, 1.0)}
        rows.append([signs.get(key, 0.0) for key in gaps])
        totals.append(-sum(sign * (told[key] or 0) for key, sign in signs.items()))
    found = []
    for place in (place for place, key in enumerate(gaps) if 0 < counts[key] < 5):
        wanted = np.eye(len(gaps))[place]
        low, high = (linprog(sign * wanted, A_eq=np.array(rows), b_eq=np.array(totals)) for sign in (1, -1))
        if low.fun is not None and high.fun is not None and -high.fun - low.fun < 1e-6:
            found.append(gaps[place])
    return found
