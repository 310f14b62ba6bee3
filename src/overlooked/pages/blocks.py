"""What a report is made of before it is a page or Markdown: sections of prose, lists, tables and pictures.

Blocks hold plain text only; whoever writes them escapes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from overlooked.pages.charts import Chart


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a table.

    `interval` and `n` belong to the number in `text`, `more` is what else is told of it; `reason` says why there is no
    number; `order` is what the cell is sorted by, None where it goes last.
    """

    text: str
    interval: str = ""
    n: str = ""
    more: str = ""
    reason: str = ""
    order: float | str | None = None

    def beside(self) -> str:
        """What stands in small beside the number."""
        return " · ".join(filter(None, (self.interval, self.n, self.more)))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first cell of a row names it. Every row has a cell for every column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def reasons(self) -> list[str]:
        """Why numbers are not known, each reason once, in the order in which the cells stand."""
        return list(dict.fromkeys(cell.reason for row in self.rows for cell in row if cell.reason))


@dataclass(frozen=True, slots=True)
class Head:
    """A heading within a section: what follows is about one subject."""

    title: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences of one paragraph."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list under a title, which may be empty."""

    title: str
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn where there is something to draw on."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that are shown when asked for: a long table, the figures of a baseline."""

    title: str
    blocks: "tuple[Block, ...]"


Block = Table | Head | Prose | Listing | Picture | Fold


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; `key` is its address within the page."""

    key: str
    title: str
    blocks: tuple[Block, ...]


HINT = (
    "Beside each number stand its 95 % interval and its n, where it has them; “small” is said where n is under 30. "
    "A dash is a number that cannot be known; the reason stands under the table. The heading of a column sorts by it."
)
FOOT = (
    "This page works without a network and asks nothing of one. What is folded is not printed; the JSON of the same "
    "run holds all figures. The output of the ranking is a suggestion to review: a person decides."
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first screen: a title, what was judged, sentences under headings, and the bad news, worst first.

    `hint` says how to read the tables, `foot` what the page is not.
    """

    title: str
    judged: str
    headings: tuple[Listing, ...]
    bad_news: tuple[str, ...]
    news_title: str = "Bad news, worst first"
    hint: str = HINT
    foot: str = FOOT


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report: its first screen and its sections."""

    opening: Opening
    sections: tuple[Section, ...]


def unfolded(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks with those inside folds in their place."""
    return [inner for block in blocks for inner in (unfolded(block.blocks) if isinstance(block, Fold) else [block])]
