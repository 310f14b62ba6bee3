"""The model's card, taken apart: what it says of the model, its bad news, and its figures.

In comes the card of a model folder as `train` writes it, out comes Markdown in which only its own emphasis, lists and
tables are markup.
"""

import re
from dataclasses import dataclass

from overlooked.pages.text import unhidden

_MARKUP = re.compile(r"[\\<\[&$]")
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)
_FIGURES, _SECTION, _NEWS = "## Figures", "\n### ", "Bad news first:"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of the model, the bad news of its first figures, and its figures without them, as Markdown."""

    about: str
    figures: str
    news: tuple[str, ...]


def card_of(text: str) -> Card:
    r"""Take a card apart; one of another shape is told whole, without bad news.

    >>> card_of("# Model card\n\nIt ranks.\n\n## Figures\n\n### Dev\n\n1. It errs.\n").news
    ('It errs.',)
    """
    safe = _MARKUP.sub(r"\\\g<0>", "\n".join(map(unhidden, text.splitlines())))
    about, _, figures = safe.removeprefix("# Model card").partition(_FIGURES)
    opening, *sections = figures.split(_SECTION)
    lines = sections[0].splitlines() if sections else []
    news = tuple(line[match.end() :] for line in lines if (match := _NUMBERED.match(line)))
    first = "\n".join(line for line in lines if line != _NEWS and not _NUMBERED.match(line))
    told = _SECTION.join([opening, first, *sections[1:]] if sections else [opening])
    return Card(about.strip(), _NUMBERED.sub("- ", told).strip(), news)
