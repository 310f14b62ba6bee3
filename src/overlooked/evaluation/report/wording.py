"""What keys of the figures are called before a reader, and how numbers are written.

In go keys, paths and numbers; out comes text. Names and captions stand in `data/report.toml`; a key that has none is
told by its own words, so that no figure waits for a caption.
"""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from overlooked.indicators import load_indicators
from overlooked.pages.text import DASH, dot, upper
from overlooked.statistics.figures import Figures

Path = tuple[str, ...]
"""The keys that lead to a part of the tree."""

_OF_RANKERS = frozenset({"rankers", "margins", "best_probe", "others", "readings_beside", "perturbed", "compared"})
"""Under these keys stand rankers, by their own keys."""
_FINE = 0.01  # under it two digits would be .00
_SHARE = re.compile(r"0\.\d+")
_COUNTS = frozenset({"above", "holds", "findings", "in_order", "ties"})
_SIGNED = ("margin", "gap", "gain", "change", "difference", "moved", "beyond", "above_model")


@dataclass(frozen=True, slots=True)
class Wording:
    """Names of keys and captions of paths."""

    labels: Mapping[str, str]
    captions: Mapping[Path, str]
    columns: Mapping[str, str]
    rankers: Mapping[str, str] = field(default_factory=dict)
    asides: Mapping[str, str] = field(default_factory=dict)
    folded: Sequence[Path] = ()

    def label(self, key: str, parents: Path = ()) -> str:
        """The name of a key; that of a ranker only where the keys are rankers.

        >>> wording = Wording({"auc": "AUC"}, {}, {}, {"length": "the length probe"})
        >>> wording.label("auc"), wording.label("read_as_present"), wording.label("length", ("margins",))
        ('AUC', 'read as present', 'the length probe')
        >>> wording.label("0.95")
        '95 %'
        """
        if key in self.rankers and _OF_RANKERS & set(parents[-1:]):
            return self.rankers[key]
        own = self.labels.get(".".join((*parents[-1:], key))) or self.labels.get(key)
        return own or (f"{100 * float(key):g} %" if _SHARE.fullmatch(key) else key.replace("_", " "))

    def value(self, text: str, path: Path) -> str:
        """A plain text of the figures: where it is the code of something that has a name, the name."""
        if text in self.rankers and _OF_RANKERS & set(path):
            return self.rankers[text]
        return self.labels.get(text, text)

    def caption(self, path: Path) -> str:
        """What a table says of the part of the tree at a path."""
        names = [self.label(key, path[:at]) for at, key in enumerate(path)]
        return self.told(path) or upper(", ".join(names))

    def told(self, path: Path) -> str:
        """The caption that is written for a path, or nothing."""
        names = [self.label(key, path[:at]) for at, key in enumerate(path)]
        for pattern, told in self.captions.items():
            if _fits(pattern, path):
                return told.format(*(name for want, name in zip(pattern, names, strict=True) if want == "*"))
        return ""

    def folds(self, path: Path) -> bool:
        """Whether the part of the tree at a path is shown only when asked for."""
        return any(_fits(pattern, path) for pattern in self.folded)

    def beside(self, key: str, value: object) -> str:
        """What a leaf holds beside its number, interval and n."""
        return self.asides.get(key, self.label(key) + " {}").format(number(value, (key,)))

    def heading(self, keys: Path) -> str:
        """The heading of a column, which may lie several keys deep."""
        where = ".".join(keys)
        return self.columns.get(where) or upper(", ".join(map(self.label, keys)))


def _fits(pattern: Path, path: Path) -> bool:
    """Whether a path is one that a pattern with stars stands for."""
    return len(pattern) == len(path) and all(want in {"*", key} for want, key in zip(pattern, path, strict=True))


@cache
def report_words() -> Mapping[str, Any]:
    """The words of the report: its sections, captions, names and what is known from elsewhere."""
    text = (files("overlooked") / "data" / "report.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def wording_of(figures: Figures) -> Wording:
    """Give the names that fit these figures: those of the rankers are in the tree itself."""
    words = report_words()
    named = {**(figures.get("perturbed") or {}), **(figures.get("rankers") or {})}
    rankers = {key: str(own["name"]) for key, own in named.items() if isinstance(own, Mapping) and own.get("name")}
    indicators = {code: entry.name for code, entry in load_indicators().items()}
    model = str(figures.get("model", ""))
    captions = {path_of(path, model): told for path, told in words["captions"].items()}
    folded = [path_of(path, model) for path in words["folded"]]
    exact_first = dict(sorted(captions.items(), key=lambda caption: "*" in caption[0]))
    return Wording({**indicators, **words["labels"]}, exact_first, words["columns"], rankers, words["beside"], folded)


def path_of(told: str, model: str) -> Path:
    """Give the path that is written in `data/report.toml`; {model} is the ranker that is judged."""
    return tuple(key.replace("{model}", model) for key in told.split("."))


def number(value: object, path: Path = ()) -> str:
    """Write a number as a reader of shares and counts expects it; what is not a number as it is.

    >>> number(0.873), number(1340), number(0.0042), number(23.088), number(None), number(True), number(-0.5)
    ('.87', '1,340', '.004', '23.1', '–', 'yes', '-.50')
    >>> number(0.08, ("margins", "words"))
    '+.08'
    """
    if value is None:
        return DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, float):
        return str(value)
    if value.is_integer() and _COUNTS & set(path):
        return f"{value:,.0f}"
    sign = "+" if value > 0 and any(word in key for key in path for word in _SIGNED) else ""
    return sign + _fraction(value)


def _fraction(value: float) -> str:
    size = abs(value)
    if not math.isfinite(value):
        return DASH
    if 0 < size < _FINE:
        return f"{value:.3f}".replace("0.", ".", 1) if size >= _FINE / 20 else f"{value:.1g}".replace("0.", ".", 1)
    if size <= 1:
        return dot(value)
    if value.is_integer():
        return f"{value:,.0f}"
    return f"{value:.2f}" if size < 10 else f"{value:,.1f}"  # noqa: PLR2004 - three digits are enough


def interval(leaf: Mapping[str, Any]) -> str:
    """Give the interval of a leaf, or nothing."""
    low, high = leaf.get("low"), leaf.get("high")
    return f"{number(low)} to {number(high)}" if low is not None and high is not None else ""


def count(leaf: Mapping[str, Any]) -> str:
    """Give the n of a leaf, marked in words where it is small."""
    if leaf.get("n") is None:
        return "small" if leaf.get("small") else ""
    return f"n {number(leaf['n'])}" + (", small" if leaf.get("small") else "")


def joined(parts: Sequence[str]) -> str:
    """Join what is not empty by a middle dot."""
    return " · ".join(part for part in parts if part)
