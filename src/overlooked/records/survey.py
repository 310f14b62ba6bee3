"""The survey: the quality of the records that are kept. In come their marks, and counts of all rows, out comes it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from overlooked.records.again import Ints, Keys, again
from overlooked.records.kept import Kept, inside
from overlooked.records.lengths import Lengths
from overlooked.records.marks import MEASURES, STATES, Cells, cells_of
from overlooked.records.quality import Quality, is_in_range


def quality_of(kept: Kept, counts: Mapping[str, int], ids_shared: int) -> Quality:
    """The quality of what came in; `counts` are those of the desk, of all rows."""
    repeated = len(kept.without)
    own = Counter(counts) + Counter(set_aside=repeated)
    own["records"] -= repeated
    first, last = _days(kept)
    cut, cut_at = _cut(kept)
    return Quality(
        **own,
        **_states(kept),
        repeated=repeated,
        same_words=len(kept.again("words").at),
        ids_shared=ids_shared,
        cut=cut,
        cut_at=cut_at,
        first_day=first,
        last_day=last,
    )


def _states(kept: Kept) -> dict[str, int]:
    bits = 1 << np.arange(len(STATES))
    totals = np.zeros(len(STATES), np.int64)
    for _, part in kept.read("state"):
        totals += (part["state"].to_numpy()[:, None] & bits != 0).sum(axis=0)
    return dict(zip(STATES, totals.tolist(), strict=True))


def _days(kept: Kept) -> tuple[str, str]:
    ends: list[str] = []
    for _, part in kept.read("recorded_on"):
        days = [day for day in part["recorded_on"].unique() if day and is_in_range(day)]
        ends = [min([*ends, *days]), max([*ends, *days])] if ends or days else []
    return (ends[0], ends[1]) if ends else ("", "")


def _cut(kept: Kept) -> tuple[int, tuple[int, ...]]:
    """How many texts are cut, and at which limits: of each column by the measure that finds most."""
    found: defaultdict[tuple[str, int], tuple[int, tuple[int, ...]]] = defaultdict(lambda: (0, ()))
    for (source, column, _), lengths in _lengths(kept).items():
        found[source, column] = max(found[source, column], lengths.cut())
    limits = {limit for _, own in found.values() for limit in own}
    return sum(count for count, _ in found.values()), tuple(sorted(limits))


def _lengths(kept: Kept) -> dict[tuple[str, int, str], Lengths]:
    """How long the texts of each column are, by each measure; a text that came before is no different one."""
    stood_before = again(lambda: _open_texts(kept), kept.count).at
    found: defaultdict[tuple[str, int, str], Lengths] = defaultdict(Lengths)
    start = 0
    for source, cells in _cells(kept):
        is_open = cells["open"] != 0
        count = int(is_open.sum())
        is_new = np.ones(count, bool)
        is_new[inside(stood_before, start, count) - start] = False
        start += count
        is_different = is_open.copy()
        is_different[is_open] = is_new
        for column in np.unique(cells["column"]).tolist():
            mine = cells["column"] == column
            for measure in MEASURES:
                found[source, column, measure].add(cells[measure][mine], is_open[mine], is_different[mine])
    return found


def _cells(kept: Kept) -> Iterator[tuple[str, Cells]]:
    """The cells of each part and source, in order."""
    for _, part in kept.read("source", "cells"):
        for source, marks in part.groupby("source", sort=False)["cells"]:
            yield str(source), cells_of(marks)


def _open_texts(kept: Kept) -> Iterator[tuple[Ints, Keys]]:
    start = 0
    for _, cells in _cells(kept):
        texts = cells["text"][cells["open"] != 0]
        yield np.arange(start, start + len(texts)), texts[:, None].astype(np.int64)
        start += len(texts)
