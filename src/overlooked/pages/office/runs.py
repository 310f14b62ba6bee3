"""Stretches of text of one look, as office files take them, in signs that XML can hold and the colours of the pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from overlooked.pages.templates import template
from overlooked.pages.text import unhidden

LINE_END = re.compile(r"\r\n|\r|\n")
_NO_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, "" or such as `present`; `numbers` are of the signs that end with it."""

    text: str
    look: str = ""
    numbers: tuple[int, ...] = ()
    bold: bool = False
    soft: bool = False


@cache
def colours() -> Mapping[str, str]:
    """The light colours that every page shares, from `base.css`, by name, as RRGGBB."""
    told: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", template("base.css")):
        told.setdefault(name, (value if len(value) == len("RRGGBB") else "".join(2 * digit for digit in value)).upper())
    return told


def plain(text: str) -> str:
    r"""Text that XML can hold, on one line: what hides is named, line ends are spaces.

    >>> plain("A\x00B\nC")
    'A⟨U+0000⟩B C'
    """
    return _NO_XML.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", unhidden(LINE_END.sub(" ", text)))
