"""The model's card, taken apart: what it says of the model, its bad news, and its figures.

In comes the card of a model folder as `train` writes it, out comes Markdown in which only its own emphasis, lists and
tables are markup.
"""

import re
from dataclasses import dataclass

_MARKUP = re.compile(r"[\\<\[&$`]")
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)
_FIGURES = "## Figures"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of the model, its figures as Markdown, and the bad news of its first figures."""

    about: str
    figures: str
    news: tuple[str, ...]


def card_of(text: str) -> Card:
    r"""Take a card apart; one of another shape is told whole, without bad news.

    >>> card_of("# Model card\n\nIt ranks.\n\n## Figures\n\n### Dev\n\n1. It errs.\n").news
    ('It errs.',)
    """
    safe = _MARKUP.sub(r"\\\g<0>", text)
    about, _, figures = safe.removeprefix("# Model card").partition(_FIGURES)
    first = figures.split("\n### ")[1] if "\n### " in figures else figures
    news = tuple(line[match.end() :] for line in first.splitlines() if (match := _NUMBERED.match(line)))
    return Card(about.strip(), _NUMBERED.sub("- ", figures).strip(), news)
