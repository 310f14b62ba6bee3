"""What fits on a slide: texts, lists and tables come in, out comes what each slide holds of them.

Widths and heights are in points. Title and foot have their own room; the rest is shared out here.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from overlooked.pages.office.runs import LINE_END, Run
from overlooked.teaching.office.classroom import Grid
from overlooked.teaching.office.letters import LEADING, count, lines
from overlooked.teaching.office.theme import BOTTOM, INSET, ROOM, TOP

STORY_SIZES, LIST_SIZES, CELL_SIZES = (28, 24, 20, 18), (26, 22, 20, 18), (18, 16)
"""A text has the largest of its sizes at which it takes the fewest slides."""
GAP = 6
"""What stands between two points of a list, and once more above a heading."""
Paragraph = Sequence[Run]
Row = tuple[float, Sequence[str], str]
"""A row of a table: its height, its cells and the look of its sign."""
Part = TypeVar("Part")
Page = TypeVar("Page")
_STORY_WIDTH = 0.96 * (ROOM - 4 * INSET)
"""What a line of a narrative has, less what the numbers of signs take."""
_BULLET, _BOLD = 27, 0.92
_HIGH = BOTTOM - TOP
_STEP = 6
"""By so much more is a slide tried, until as few as can be hold all."""
_BACK = 3
"""So many lines a slide may hold less, so that the next one begins with a sentence."""
_SENTENCE_ENDS = (". ", "! ", "? ")


def height(told: Sequence[Paragraph], width: float, size: float) -> float:
    """How high paragraphs are; bold letters are wider."""
    bold = [any(run.bold for run in runs) for runs in told]
    return sum(
        LEADING * size * count(_text(runs), _BOLD * width if wide else width, size)
        for runs, wide in zip(told, bold, strict=True)
    )


def story_pages(story: str, room: float) -> tuple[int, list[tuple[int, int]]]:
    """The size of a narrative, and from where to where each slide shows it: all slides about equally full."""
    slides, size = min((_slides(story, room, size), -size) for size in STORY_SIZES)
    size = -size
    held, total = _held(room, size), count(story, _STORY_WIDTH, size)
    each = math.ceil(total / slides)
    pages, start = list[tuple[int, int]](), 0
    while True:
        ahead = list(islice(lines(story, _STORY_WIDTH, size, start), held + 1))
        if len(ahead) <= held:
            return size, [*pages, (start, len(story))]
        end = _at_sentence(story, ahead[max(each - _BACK, 1)][0], ahead[each][0])
        pages.append((start, end))
        start = end


def story_height(story: str, size: int) -> float:
    """How high a narrative is, or what a slide shows of it."""
    return LEADING * size * count(story, _STORY_WIDTH, size)


def paragraphs(stretches: Sequence[tuple[int, int, Run]], start: int, end: int) -> list[list[Run]]:
    """What of the stretches stands between two places, a paragraph to a line of the narrative."""
    told: list[list[Run]] = [[]]
    for begin, stop, run in stretches:
        if stop <= start or begin >= end:
            continue
        first, *rest = LINE_END.split(run.text[max(start - begin, 0) : end - begin])
        numbers = run.numbers if stop <= end else ()
        told[-1].append(Run(first, run.look, () if rest else numbers))
        told += [[Run(line, run.look, numbers if number == len(rest) else ())] for number, line in enumerate(rest, 1)]
    return told


def list_pages(items: Sequence[Paragraph]) -> tuple[int, list[list[Paragraph]]]:
    """The size of a list, and its points by slide; a heading stands with a point under it."""
    return _fewest(LIST_SIZES, lambda size: _list_pages(items, size))


def row_height(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    """How high a row is; one of a single cell goes across."""
    wide = widths if len(cells) > 1 else [_BOLD * sum(widths)]
    most = max(count(cell, own - 2 * INSET, size) for cell, own in zip(cells, wide, strict=True))
    return LEADING * size * most + INSET


def table_pages(grid: Grid, widths: Sequence[float]) -> tuple[int, list[list[Row]]]:
    """The size of a table, and its rows by slide; a row that no slide holds is cut, and no heading stands alone."""
    return _fewest(CELL_SIZES, lambda size: _table_pages(grid, widths, size))


def _list_pages(items: Sequence[Paragraph], size: int) -> list[list[Paragraph]]:
    room, width = BOTTOM - TOP - INSET, ROOM - 2 * INSET - _BULLET
    most = int(room / (LEADING * size)) - 3
    parts = [part for item in items for part in _cut(item, width, size, most)]
    highs = [height([part], width, size) + (2 * GAP if part[0].bold else GAP) for part in parts]
    return _shared(parts, highs, [part[0].bold for part in parts], room)


def _table_pages(grid: Grid, widths: Sequence[float], size: int) -> list[list[Row]]:
    room = _HIGH - row_height(grid.heads, widths, size)
    above = max((row_height(cells, widths, size) for cells in grid.rows if len(cells) == 1), default=0)
    most = int((room - above - INSET) / (LEADING * size))
    rows = [
        (row_height(part, widths, size), part, grid.looks[number] if grid.looks else "")
        for number, cells in enumerate(grid.rows)
        for part in ([cells] if len(cells) == 1 else _parts(cells, widths, size, most))
    ]
    return _shared(rows, [high for high, _, _ in rows], [len(part) == 1 for _, part, _ in rows], room)


def _shared(parts: Sequence[Part], highs: Sequence[float], heads: Sequence[bool], room: float) -> list[list[Part]]:
    """The parts on as few slides as hold them, all about equally full; a heading stands with what follows it."""
    fewest = len(_filled(parts, highs, heads, room))
    least = math.ceil(sum(highs) / max(fewest, 1))
    rooms = [*range(least, int(room), _STEP), room]
    return next(found for each in rooms if len(found := _filled(parts, highs, heads, each)) == fewest)


def _filled(parts: Sequence[Part], highs: Sequence[float], heads: Sequence[bool], room: float) -> list[list[Part]]:
    pages, used = [list[Part]()], 0.0
    for at, (part, high) in enumerate(zip(parts, highs, strict=True)):
        together = high + sum(highs[at + 1 : at + 2]) if heads[at] else high
        if pages[-1] and not heads[at - 1] and used + together > room:
            pages.append([])
            used = 0.0
        pages[-1].append(part)
        used += high
    return pages


def _slides(story: str, room: float, size: int) -> int:
    """How many slides a narrative takes at most; all but the last may be short of some lines."""
    total, held = count(story, _STORY_WIDTH, size), _held(room, size)
    return 1 if total <= held else math.ceil((total - _BACK) / max(held - _BACK, 1))


def _held(room: float, size: int) -> int:
    return int(room / (LEADING * size))


def _fewest(sizes: Sequence[int], pages: Callable[[int], list[Page]]) -> tuple[int, list[Page]]:
    """The largest size at which there are the fewest slides, and these."""
    found = {size: pages(size) for size in sizes}
    size = min(found, key=lambda size: (len(found[size]), -size))
    return size, found[size]


def _at_sentence(story: str, low: int, high: int) -> int:
    """The place between two others at which a sentence begins, the last one; the higher place where none does."""
    found = max(story.rfind(end, low, high) for end in _SENTENCE_ENDS)
    return found + 2 if found >= 0 else high


def _cut(item: Paragraph, width: float, size: float, most: int) -> Iterator[Paragraph]:
    """A point in parts of no more than so many lines."""
    text = _text(item)
    found = list(lines(text, width, size))
    if len(found) <= most:
        yield item
        return
    for at in range(0, len(found), most):
        yield [Run(text[found[at][0] : found[min(at + most, len(found)) - 1][1]])]


def _parts(cells: Sequence[str], widths: Sequence[float], size: float, most: int) -> Iterator[Sequence[str]]:
    """A row in parts of no more than so many lines."""
    found = [list(lines(cell, wide - 2 * INSET, size)) for cell, wide in zip(cells, widths, strict=True)]
    for at in range(0, max(map(len, found)), most):
        yield [
            cell[own[at][0] : own[min(at + most, len(own)) - 1][1]] if at < len(own) else ""
            for cell, own in zip(cells, found, strict=True)
        ]


def _text(runs: Paragraph) -> str:
    return "".join(run.text for run in runs)
