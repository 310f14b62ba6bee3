"""Groups against everybody else, the worst first: one row for each comparison.

In goes the list under `groups.gaps`; out come a table of the gaps that stand apart, and the rest when asked for.
"""

from collections.abc import Sequence
from dataclasses import replace

from overlooked.evaluation.report.repeats import said_once
from overlooked.evaluation.report.tables import blocks_of, cell
from overlooked.evaluation.report.wording import Path, Wording
from overlooked.pages.blocks import Block, Cell, Fold, Table
from overlooked.pages.text import upper
from overlooked.statistics.figures import Figures

MOST = 24
"""So many rows are shown at once."""
FEW = 8
"""So many rows are shown where no gap stands apart."""
COLUMNS = ("Group", "Measure", "This group", "Everybody else", "Gap", "Does the interval exclude zero?")
_KEYS = {"family", "group", "measure", "here", "elsewhere", "gap", "lost", "excludes_zero", "excludes_zero_together"}


def gap_blocks(gaps: Sequence[Figures], path: Path, wording: Wording) -> list[Block]:
    """Give the blocks of the gaps; those of another shape as any part of the figures."""
    if not gaps or any(not {"family", "group", "measure", "gap"} <= set(gap) <= _KEYS for gap in gaps):
        return blocks_of(gaps, path, wording)
    apart = [gap for gap in gaps if gap.get("excludes_zero") and (_worse_by(gap) or 0) > 0]
    shown = apart[:MOST] or list(gaps)[:FEW]
    rest = [gap for gap in gaps if gap not in shown]
    more = "" if apart else ": no interval excludes zero"
    blocks: list[Block] = [_table(shown, wording.caption(path) + more, len(gaps), wording)]
    if rest:
        title = f"The other {len(rest)} of {len(gaps)} comparisons"
        blocks.append(Fold(title, (_table(rest, title, len(gaps), wording),)))
    return blocks


def _table(gaps: Sequence[Figures], caption: str, of: int, wording: Wording) -> Table:
    return said_once(Table(caption, COLUMNS, tuple(_row(gap, of, wording) for gap in gaps)))


def _row(gap: Figures, of: int, wording: Wording) -> tuple[Cell, ...]:
    """One comparison; the gap is sorted by how much worse it is for the group, whatever the measure."""
    family, group, measure = (wording.label(str(gap[key])) for key in ("family", "group", "measure"))
    name, apart = f"{upper(family)}: {group}", _apart(gap, of)
    here, elsewhere, between = (cell(gap.get(key), (key,), wording) for key in ("here", "elsewhere", "gap"))
    between = replace(between, order=_worse_by(gap))
    return Cell(name, order=name), Cell(measure, order=measure), here, elsewhere, between, Cell(apart, order=apart)


def _worse_by(gap: Figures) -> float | None:
    """The gap in the direction that is worse for the group; None where it is not known."""
    lost = gap.get("lost", gap["gap"].get("value"))
    return None if lost is None else float(lost)


def _apart(gap: Figures, of: int) -> str:
    """Whether the gap is more than chance, in words: taken alone, and among so many comparisons."""
    if gap.get("excludes_zero_together"):
        return f"yes, among all {of} too"
    return "yes, taken alone" if gap.get("excludes_zero") else "no"
