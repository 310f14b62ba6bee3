"""Plain ConText as a reader: our cues, a general algorithm's windows. A baseline for assertion and for ranking.

In goes a narrative, out come findings like the reader's own. A trigger before or behind a finding, in the same
sentence, decides what is asserted, within a fixed number of words and up to a terminator; of several contexts the
first in `data/context.toml` holds. Source: Chapman et al. 2001 (NegEx), Harkema et al. 2009 (ConText).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from overlooked.findings import Assertion
from overlooked.reading.assertion import Assertions
from overlooked.reading.context import Context, Place, Triggers
from overlooked.reading.matching import Match
from overlooked.reading.neutral import View, fold_phrase
from overlooked.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Window:
    """A context: what it asserts, and how many items may stand between; 0 is to the end of the sentence."""

    assertion: Assertion
    reach: int


class PlainContext(Assertions):
    """The contexts of `data/context.toml`, asked as the reader asks its own rules."""

    def __init__(self, windows: Sequence[Window], triggers: Triggers) -> None:
        """Take contexts in order of precedence, and the triggers that `load_plain_context` names after them."""
        super().__init__(triggers)
        self._windows = tuple(windows)

    def context(self, view: View, recorded_on: str = "") -> Context:
        """The triggers of a narrative, found once; no sentence is silent."""
        return self.triggers.context(view, recorded_on)

    def of(self, context: Context, match: Match) -> Assertion:
        """What the narrative asserts of a match: what its first context says, else what the cue says."""
        for window in self._windows:
            if _reaches(context, match, window):
                return window.assertion
        return Assertion.NEGATED if match.cue.denies else Assertion.PRESENT


def _reaches(context: Context, match: Match, window: Window) -> bool:
    first, last = context.view.sentences[match.sentence]
    before = context.within(f"{window.assertion}.before", first, match.first)
    behind = context.within(f"{window.assertion}.behind", match.last, last)
    return any(_is_open(context, place, place[1], match.first, window.reach) for place in before) or any(
        _is_open(context, place, match.last, place[0], window.reach) for place in behind
    )


def _is_open(context: Context, trigger: Place, left: int, right: int, reach: int) -> bool:
    """Whether a trigger that is none of the false ones is near enough, with no terminator between."""
    false = any(first <= trigger[0] < last for first, last in context.found.get("false", ()))
    is_near = not reach or right - left <= reach
    return is_near and not false and not context.within("terminators", left, right)


@cache
def load_plain_context() -> PlainContext:
    """The shipped contexts."""
    data = tomllib.loads((files("overlooked") / "data" / "context.toml").read_text(encoding="utf-8"))
    lists = {name: _folded(data[name]) for name in ("false", "terminators")}
    for rule in data["rule"]:
        lists |= {f"{rule['assertion']}.{side}": _folded(rule[side]) for side in ("before", "behind")}
    windows = [Window(Assertion(rule["assertion"]), rule["reach"]) for rule in data["rule"]]
    return PlainContext(windows, Triggers((), lists))


def plain_context_reader(reader: Reader) -> Reader:
    """A reader with the same cues as another one, that asks plain ConText what is asserted."""
    return Reader(reader.lexicon, load_plain_context())


def _folded(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [phrase for phrase in dict.fromkeys(map(fold_phrase, words)) if phrase]
