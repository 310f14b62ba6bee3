"""Blocks of a report as HTML. Text is escaped here and nowhere else, and no text becomes anything but text."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from overlooked.pages.blocks import Block, Cell, Fold, Head, Listing, Picture, Prose, Section, Table
from overlooked.pages.charts import told
from overlooked.pages.plots import svg_of
from overlooked.pages.text import DASH, unhidden

_TORN = re.compile(r"\d %|\bn (?:= )?(?=\d)|[\d.] to (?=[-.\d])")
SHORT = 14
"""A table of so few rows is not broken over two sheets of paper."""
NARROW = 3
"""A table of so few columns needs no more than half of a wide screen."""


def shown(text: str) -> str:
    r"""Text that is safe in an element and in an attribute; signs that hide or turn the reading direction are named.

    >>> shown('<b>"A"\u202e')
    '&lt;b&gt;&quot;A&quot;⟨U+202E⟩'
    """
    return escape(unhidden(text))


def said(text: str) -> str:
    r"""Text of the report's own, safe as `shown`, in which no number is torn from its sign.

    >>> said("78 % (n = 12)")
    '78\xa0% (n\xa0=\xa012)'
    """
    return shown(_TORN.sub(lambda found: found[0].replace(" ", "\xa0"), text))


def section(part: Section, more: str = "") -> str:
    """Give a section, with `more` HTML at its end."""
    title = f'<h2 id="{part.key}-title">{said(part.title)}</h2>'
    body = blocks(part.blocks, part.key)
    return f'<section id="{part.key}" aria-labelledby="{part.key}-title">\n{title}\n{body}{more}\n</section>'


def blocks(told_: Sequence[Block], key: str) -> str:
    """Give blocks one after the other; `key` makes the addresses within them their own."""
    return "\n".join(_block(block, f"{key}-{number}") for number, block in enumerate(told_, start=1))


def items(sentences: Iterable[str]) -> str:
    """Give the items of a list."""
    return "".join(f"<li>{said(sentence)}</li>" for sentence in sentences)


def _block(block: Block, key: str) -> str:
    match block:
        case Table():
            return _table(block, key)
        case Head(title):
            return f'<h3 class="part">{said(title)}</h3>'
        case Prose(sentences):
            return f'<p class="prose">{said(" ".join(sentences))}</p>'
        case Listing():
            return _listing(block)
        case Picture(chart):
            caption = f"<figcaption>{said(chart.title)}</figcaption>"
            words = (
                f'<details class="words"><summary>The picture in words</summary><p>{said(told(chart))}</p></details>'
            )
            return f'<figure class="picture">{caption}{svg_of(chart)}{words}</figure>'
        case Fold(title, inner):
            return f'<details class="fold"><summary>{said(title)}</summary>\n{blocks(inner, key)}\n</details>'


def _listing(listing: Listing) -> str:
    if not listing.items:
        return f'<p class="prose">{said(listing.title)}: none.</p>'
    kind = "ol" if listing.numbered else "ul"
    return f'<div class="listing"><h3>{said(listing.title)}</h3><{kind}>{items(listing.items)}</{kind}></div>'


def _table(table: Table, key: str) -> str:
    reasons = {reason: number for number, reason in enumerate(table.reasons(), start=1)}
    numeric = [_is_numeric([row[i] for row in table.rows]) for i in range(len(table.columns))]
    heads = "".join(
        f'<th scope="col"{_number(is_number)}>{said(name) or "What"}</th>'
        for name, is_number in zip(table.columns, numeric, strict=True)
    )
    rows = "\n".join(f"<tr>{_row(row, numeric, reasons)}</tr>" for row in table.rows)
    width = "narrow" if len(table.columns) <= NARROW else "full"
    length = " short" if len(table.rows) <= SHORT else ""
    return (
        f'<div class="table {width}{length}"><div class="across"><table id="{key}">'
        f"<caption>{said(table.caption)}</caption><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        f"{_reasons(reasons)}</div>"
    )


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers, or nothing but dashes for numbers."""
    filled = [cell for cell in cells if cell.text or cell.reason]
    return all(isinstance(cell.order, float) or cell.reason for cell in filled) and bool(filled)


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _row(row: Sequence[Cell], numeric: Sequence[bool], reasons: dict[str, int]) -> str:
    first, rest = row[0], row[1:]
    head = f'<th scope="row"{_order(first)}>{_content(first, reasons)}</th>'
    return head + "".join(
        f"<td{_number(is_number)}{_order(cell)}>{_content(cell, reasons)}</td>"
        for cell, is_number in zip(rest, numeric[1:], strict=True)
    )


def _order(cell: Cell) -> str:
    return f' data-order="{shown(str(cell.order))}"' if cell.order is not None else ""


def _content(cell: Cell, reasons: dict[str, int]) -> str:
    aside = said(cell.beside()).replace(" · ", "</span> <span>")
    beside = f" <small><span>{aside}</span></small>" if aside else ""
    if not cell.reason:
        return f"{said(cell.text)}{beside}"
    number = reasons[cell.reason]
    dash = f'<span class="unknown" title="{shown(cell.reason)}">{DASH}<span class="quiet"> not known, reason </span>'
    return f"{dash}<sup>{number}</sup></span>{beside}"


def _reasons(reasons: dict[str, int]) -> str:
    if not reasons:
        return ""
    told_ = "".join(f"<li>{said(reason)}</li>" for reason in reasons)
    return f'<div class="reasons"><p>{DASH} not known, because:</p><ol>{told_}</ol></div>'
