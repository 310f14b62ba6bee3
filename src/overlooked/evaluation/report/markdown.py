"""The report as Markdown, for a repository or an e-mail: the same first screen, sections and tables.

What the page shows only when asked for, and its pictures, are named and left out; the figures as JSON hold them all.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from overlooked.evaluation.report.contents import report_of
from overlooked.pages.blocks import Block, Cell, Fold, Head, Listing, Picture, Prose, Table
from overlooked.pages.text import DASH
from overlooked.statistics.figures import Figures

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#~"} | {"\n": " ", "\r": " "})


def markdown_of(figures: Figures, ahead: Listing | None = None) -> str:
    """Give the report as Markdown, with a list `ahead` of its first screen."""
    told = report_of(figures)
    lines = [f"# {plain(told.opening.title)}", "", plain(told.opening.judged), ""]
    lines += _block(ahead) if ahead else ()
    for heading in told.opening.headings:
        lines += [f"## {plain(heading.title)}", "", *(f"- {plain(item)}" for item in heading.items), ""]
    news = told.opening.bad_news or ("None that the rules know.",)
    lines += ["## Bad news", "", *_numbered(news), ""]
    for section in told.sections:
        lines += [f"## {plain(section.title)}", "", *_blocks(section.blocks)]
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    r"""Text in which nothing is taken for Markdown or HTML.

    >>> plain("a|b <i>")
    'a\\|b \\<i\\>'
    """
    return text.translate(_SPECIAL)


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for folded, group in groupby(blocks, key=lambda block: isinstance(block, Fold)):
        own = list(group)
        yield from _left_out(own) if folded else (line for block in own for line in _block(block))


def _left_out(folds: Sequence[Block]) -> tuple[str, str]:
    """What the page folds away, named together."""
    titles = "; ".join(fold.title for fold in folds if isinstance(fold, Fold))
    return f"*Left out here, on the page and in the JSON: {plain(titles)}.*", ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Head(title):
            yield from (f"### {plain(title)}", "")
        case Prose(sentences):
            yield from (plain(" ".join(sentences)), "")
        case Listing(title, items, numbered):
            yield from (f"**{plain(title)}**" + ("" if items else ": none."), "")
            yield from _numbered(items) if numbered else (f"- {plain(item)}" for item in items)
            yield ""
        case Picture(chart):
            yield from (f"*Picture on the page: {plain(chart.title)}.*", "")


def _numbered(sentences: Sequence[str]) -> list[str]:
    return [f"{number}. {plain(sentence)}" for number, sentence in enumerate(sentences, start=1)]


def _table(table: Table) -> Iterator[str]:
    reasons = {reason: number for number, reason in enumerate(table.reasons(), start=1)}
    yield from (f"**{plain(table.caption)}**", "")
    yield _line(plain(name) or "What" for name in table.columns)
    yield "|---" + "|---:" * (len(table.columns) - 1) + "|"
    for row in table.rows:
        yield _line(_cell(cell, reasons) for cell in row)
    yield ""
    if reasons:
        told = "; ".join(f"({number}) {plain(reason)}" for reason, number in reasons.items())
        yield from (f"{DASH} not known: {told}.", "")


def _line(cells: "Iterator[str]") -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, reasons: dict[str, int]) -> str:
    text = f"{DASH} ({reasons[cell.reason]})" if cell.reason else plain(cell.text)
    return f"{text} ({plain(cell.beside())})" if cell.beside() else text
