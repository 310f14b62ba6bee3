"""How text and numbers are written for a reader: signs that hide are named, shares are `.87` or `41 %`."""

import re

DASH = "–"
"""What stands for a number that is not known."""
_HIDDEN = re.compile(
    "[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def unhidden(text: str) -> str:
    r"""Text in which signs that hide, or that turn the reading direction, are named instead.

    >>> unhidden("A\u202eB")
    'A⟨U+202E⟩B'
    """
    return _HIDDEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text)


def dot(value: float) -> str:
    """Give a measure as .87; 1.00 and negative numbers as they are."""
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def percent(value: float) -> str:
    """Give a share as 87 %."""
    return f"{100 * value:.0f} %"


def some(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> some(1, "learner"), some(1200, "learner")
    ('1 learner', '1,200 learners')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def upper(name: str) -> str:
    """Give the name with a capital, to begin a sentence with."""
    return name[:1].upper() + name[1:]
