"""A paper as a document for Word that a force can go on writing: real styles, its own marks highlighted.

In come blocks, out comes a `.docx`, equal to the byte for equal blocks. It needs the extra `papers` (python-docx).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from overlooked.pages.office.paper import LIST, SMALL_LIST, WIDTH, Paper
from overlooked.pages.office.runs import Run
from overlooked.papers.blocks import Block, Grid, Heading, Items, Text, told

ONE_PAGE, FULL_PAGE, FULL = 0.95, 0.82, 4_000
"""How large the letters are of a paper that stands on one page, by those of the others; and with so many letters."""
STYLES = {
    "Title": (22, 0, 4),
    "Subtitle": (10.5, 0, 8),
    "Heading 1": (15, 10, 4),
    "Heading 2": (12, 8, 3),
    "Normal": (10.5, 3, 6),
}
"""Letters, and gaps before and after, in points: a paper is denser than a lesson."""
LEAST, MOST_LETTERS = 2.2, 90
"""The least width of a column in centimetres, and so many letters count towards its width."""


def write_sheet(blocks: Sequence[Block], path: Path, *, foot: str, one_page: bool) -> None:
    """Write the blocks to `path`; the first is the title, and a paragraph behind it stands as its subtitle.

    Raises OSError where the disk does not take the file.
    """
    title, subtitle, *rest = blocks
    if not isinstance(title, Heading) or not isinstance(subtitle, Text):
        raise TypeError("a paper begins with its title and a paragraph that says what it is")
    paper = Paper(told(title.runs), foot, _scale(blocks) if one_page else 1)
    for name, looks in STYLES.items():
        paper.style(name, *looks)
    paper.opening(told(title.runs), told(subtitle.runs))
    heading = ""
    for block in rest:
        if isinstance(block, Heading):
            heading = told(block.runs)
            paper.heading(heading, block.level - 1)
        elif isinstance(block, Text):
            paper.text(block.runs)
        elif isinstance(block, Items):
            for item in block.items:
                paper.text(item, SMALL_LIST if one_page else LIST)
        else:
            paper.table(heading, block.heads, block.rows, widths(block))
    paper.save(path)


def _scale(blocks: Sequence[Block]) -> float:
    """How large the letters of a page may be, by how many there are."""
    letters = sum(len(told(runs)) for block in blocks for runs in _texts(block))
    return ONE_PAGE if letters <= FULL else FULL_PAGE


def _texts(block: Block) -> Iterator[Sequence[Run]]:
    if isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Grid):
        yield from (cell for row in block.rows for cell in row)
    else:
        yield block.runs


def widths(grid: Grid) -> list[float]:
    """The width of each column in centimetres, by the longest of its cells."""
    columns = zip(grid.heads, *[[told(cell) for cell in row] for row in grid.rows], strict=True)
    longest = [max(min(max(map(len, column)), MOST_LETTERS), 1) for column in columns]
    room = WIDTH - LEAST * len(longest)
    return [LEAST + room * letters / sum(longest) for letters in longest]
