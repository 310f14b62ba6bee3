"""Selection: of all scored records those that stand in the queue, in rank order, and how many each stratum holds.

In go scored records part by part, of which few columns are needed (`light`); memory grows with the queue, not with the
log. Out come the chosen ones with their places, so that their narratives can be fetched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from overlooked.ranking import Capacity, contenders, in_order, rank
from overlooked.sampling import RANKED, Frames, Stratum, draw

LIGHT = ("record_id", "record_hash", "offence_class", "strength", "band")
"""The columns of a scored record that decide whether and where it stands in the queue."""
FIRST_TOO = (*LIGHT, "tells_of_child", "recorded_on")
"""The same where something stands first within its band."""
CHOSEN = ("stratum", "inclusion_probability", "sampled", "rank")
"""What a selection adds to the records that it chose."""


def light(capacity: Capacity) -> tuple[str, ...]:
    """The columns that `select` needs."""
    return FIRST_TOO if capacity.first else LIGHT


@dataclass(frozen=True)
class Selected:
    """The chosen records in rank order, their index their places among all, with `CHOSEN`; all strata by name."""

    chosen: pd.DataFrame
    strata: Mapping[str, Stratum]


def select(scored: Frames, capacity: Capacity) -> Selected:
    """Choose by rank what the capacity takes, and draw from the rest what it wants drawn.

    The index of the frames is the place of each record, no two the same. With no limit all are chosen and held.
    """
    ranked = contenders(scored, capacity)
    ranked = rank(ranked if len(ranked) else next(scored()), capacity.limit, capacity.quotas, capacity.at_most)

    def rest() -> Iterator[pd.DataFrame]:
        for frame in scored():
            yield frame.loc[frame.index.difference(ranked.index, sort=False)]

    drawn = draw(rest, capacity.audit, capacity.seed)
    chosen = in_order(pd.concat([ranked, drawn.records]) if len(drawn.records) else ranked, capacity.first)
    strata = {RANKED: Stratum(len(ranked), len(ranked)), **drawn.strata}
    return Selected(chosen.assign(rank=range(1, len(chosen) + 1)), strata)
