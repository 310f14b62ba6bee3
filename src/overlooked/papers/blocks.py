"""Markdown as blocks: headings, paragraphs, flat lists and tables of plain, bold, typed and to-be-filled-in text.

No other Markdown is known here, so nothing else can come of a text; an escaped sign stays itself and marks nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from overlooked.pages.office.runs import Run
from overlooked.papers.marks import FORCE

FILL, CODE = "fill", "code"
Runs = tuple[Run, ...]
_RULES = ("heading", "list", "table", "emphasis", "escape", "backticks")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the paper."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row of heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Text | Items | Grid


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Raises ValueError for Markdown that is none of them."""
    parser = MarkdownIt("zero").enable(list(_RULES)).disable("text_join")
    try:
        return tuple(_block(node) for node in SyntaxTreeNode(parser.parse(markdown)).children)
    except RecursionError:
        raise ValueError("emphasis nested too deeply") from None


def _block(node: SyntaxTreeNode) -> Block:
    if node.type == "heading":
        return Heading(int(node.tag[1:]), _runs(node))
    if node.type == "paragraph":
        return Text(_runs(node))
    if node.type == "bullet_list":
        return Items(tuple(_item(item) for item in node.children))
    if node.type == "table":
        head, *body = [[_runs(cell) for cell in row.children] for part in node.children for row in part.children]
        return Grid(tuple(told(cell) for cell in head), tuple(map(tuple, body)))
    raise ValueError(f"a {node.type} has no place in a paper")


def _item(node: SyntaxTreeNode) -> Runs:
    if [child.type for child in node.children] != ["paragraph"]:
        raise ValueError("a point of a list is one paragraph")
    return _runs(node.children[0])


def told(runs: Sequence[Run]) -> str:
    """The text of runs without their looks."""
    return "".join(run.text for run in runs)


def _runs(node: SyntaxTreeNode) -> Runs:
    return tuple(_looks(node.children[0].children)) if node.children else ()


def _looks(nodes: Sequence[SyntaxTreeNode], *, bold: bool = False) -> Iterator[Run]:
    for node in nodes:
        if node.type == "strong":
            yield from _looks(node.children, bold=True)
        elif node.type == "code_inline":
            yield Run(node.content, CODE, bold=bold)
        elif node.type == "softbreak":
            yield Run(" ", bold=bold)
        elif node.type == "text":
            yield from _filled(node.content, bold=bold)
        elif node.type == "text_special":
            yield Run(node.content, bold=bold)
        else:
            raise ValueError(f"a {node.type} has no place in a paper")


def _filled(text: str, *, bold: bool) -> Iterator[Run]:
    """The text with what the force is to fill in apart."""
    at = 0
    for mark in FORCE.finditer(text):
        yield Run(text[at : mark.start()], bold=bold)
        yield Run(mark[0], FILL, bold=bold)
        at = mark.end()
    yield Run(text[at:], bold=bold)
