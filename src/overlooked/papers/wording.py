"""Values in Markdown: texts of an input are data and never markup; figures come with their interval and their n."""

import re
from collections.abc import Callable, Iterable, Sequence

from overlooked.pages.text import DASH, dot, percent, unhidden
from overlooked.papers.tree import Tree

LONGEST = 600
"""A text of an input is cut after so many letters."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&!~$]")
_OPENING = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")


def plain(text: str, longest: int = LONGEST) -> str:
    r"""A text of an input on one line, with nothing in it that Markdown could take for markup.

    >>> print(plain("a|b\n# [FORCE: <b>]"))
    a\|b \# \[FORCE: \<b\>\]
    """
    line = " ".join(unhidden(text[: 2 * longest]).split())
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    escaped = _MARKUP.sub(r"\\\g<0>", line)
    return _OPENING.sub(lambda sign: f"\\{sign[0]}" if not sign[0].isdigit() else f"{sign[0]}\\", escaped)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; without rows the heads alone say nothing, so nothing comes out."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines]) if lines else ""


def items(texts: Iterable[str]) -> str:
    """A list of texts that are Markdown already."""
    return "\n".join(f"- {text}" for text in texts)


def share(leaf: Tree) -> str:
    """A share with its interval and n: 87 % (80 % to 92 %, n = 120); why, where it is not known."""
    value = leaf.number("value")
    return f"{percent(value)} ({_beside(leaf, percent)})" if value is not None else unknown(leaf)


def measure(leaf: Tree) -> str:
    """A measure with its interval and n: .87 (.80 to .92, n = 120); why, where it is not known."""
    value = leaf.number("value")
    return f"{dot(value)} ({_beside(leaf, dot)})" if value is not None else unknown(leaf)


def unknown(leaf: Tree) -> str:
    """Why a figure is not known."""
    return f"not known ({plain(leaf.text('reason') or 'not measured')})"


def named(key: str) -> str:
    """The name of a key of the figures."""
    return plain(key.replace("_", " "))


def size_of(leaf: Tree) -> str:
    """How many things a figure rests on, as the report says it."""
    found = leaf.content.get("n")
    return plain(found) if isinstance(found, str) else f"{int(leaf.number('n') or 0):,}" if "n" in leaf else DASH


def _beside(leaf: Tree, write: Callable[[float], str]) -> str:
    low, high = leaf.number("low"), leaf.number("high")
    known = [f"{write(low)} to {write(high)}"] if low is not None and high is not None else []
    return ", ".join([*known, *([f"n = {size_of(leaf)}"] if "n" in leaf else [])]) or "no interval"
