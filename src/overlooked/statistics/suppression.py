"""Small counts, kept from identifying anybody: suppressed where they are small, and where a total would give them back.

In goes a table of counts, out comes the same table with None for what is not told. Counts of 1 to 4 identify (police
inspectors publish "fewer than five"); a lone gap in a row or column is given back by its total, so a second cell goes
with it, the smallest that can (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). For what leaves the
building, what is told is rounded to the nearest five as well.
"""

from collections.abc import Sequence

LEAST = 5
"""A count from 1 to one less than this is not told."""
FEWER = f"fewer than {LEAST}"


def small(number: int, least: int = LEAST) -> bool:
    """Whether a count is one that is not told: 0 is, since it is nobody.

    >>> [small(number) for number in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < number < least


def rounded_to_five(number: int) -> int:
    """The nearest multiple of five; what is not suppressed is never told as 0 unless it is.

    >>> [rounded_to_five(number) for number in (0, 5, 7, 8, 12)]
    [0, 5, 5, 10, 10]
    """
    return 5 * ((number + 2) // 5)


def suppressed(table: Sequence[Sequence[int]], least: int = LEAST) -> list[list[int | None]]:
    """The table with None in each cell that its size, or the totals of its row and column, would give away.

    Every row and column with a gap ends with two or more, as far as it has so many cells; zeros are told last of all.
    A table of one row is guarded along that row, one of one column along that column.
    """
    gaps = {(y, x) for y, row in enumerate(table) for x, number in enumerate(row) if small(number, least)}
    width = len(table[0]) if table else 0
    lines = [[(y, x) for x in range(width)] for y in range(len(table))]
    lines += [[(y, x) for y in range(len(table))] for x in range(width)]
    while (lone := next((line for line in lines if _is_lone(line, gaps)), None)) is not None:
        told = [(table[y][x] == 0, table[y][x], y, x) for y, x in lone if (y, x) not in gaps]
        *_, y, x = min(told)
        gaps.add((y, x))
    return [[None if (y, x) in gaps else number for x, number in enumerate(row)] for y, row in enumerate(table)]


def _is_lone(line: Sequence[tuple[int, int]], gaps: set[tuple[int, int]]) -> bool:
    """Whether one gap alone stands in a line of several cells."""
    return len(line) > 1 and sum(cell in gaps for cell in line) == 1
