"""The context of a sign: the triggers of a narrative, found once, and how far they reach.

In come a view and the date of the record, out comes a `Context` that answers whether a trigger stands somewhere.
Triggers and rules are data (`data/assertion.toml`).
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from overlooked.errors import KnowledgeError
from overlooked.findings import Assertion
from overlooked.indicators import INDICATOR_CODES
from overlooked.reading.neutral import View, fold_phrase
from overlooked.reading.phrases import Phrase, PhraseIndex

Place = tuple[int, int]
NOWHERE: frozenset[int] = frozenset()
SCOPES = ("before", "after", "sentence", "nearby", "document")


@dataclass(frozen=True, slots=True)
class Rule:
    """A list of triggers and where they work.

    `reach` is in places for `before` and `after`, over commas and new subjects where `across`; `back` and `forward`
    are in sentences for `nearby`. A trigger of `unless` in the sentence of the match sets the rule aside; where
    `only_with` is given, one of its triggers must stand somewhere in the record.
    """

    id: str
    assertion: Assertion
    scope: str
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    only_with: tuple[Phrase, ...]
    reach: int
    across: bool
    back: int
    forward: int
    indicators: frozenset[str]

    def concerns(self, indicator: str) -> bool:
        """Whether the rule is asked for this indicator; without a list it is asked for all."""
        return not self.indicators or indicator in self.indicators


@dataclass(slots=True)
class Context:
    """One narrative with every trigger found once: list or rule id to places, in order of their first items.

    No trigger goes over the end of a sentence. No question looks at the whole narrative, so that reading takes time by
    its length, not by the square of it.
    """

    view: View
    recorded_year: int | None
    found: Mapping[str, list[Place]]
    sentence_of: list[int] = field(default_factory=list)
    silent: frozenset[int] = frozenset()
    """Sentences that say nothing of their neighbours: tick-box lines, and what a possible controller says."""
    old_years: Mapping[int, list[int]] = field(default_factory=dict)
    """By sentence, the items that are years long before the record."""
    _holding: dict[str, frozenset[int]] = field(init=False, default_factory=dict)
    _telling: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.silence(self.silent)

    def silence(self, sentences: frozenset[int]) -> None:
        """Let these sentences be the silent ones."""
        self.silent = sentences
        self._telling = [number for number in range(len(self.view.sentences)) if number not in sentences]

    def holding(self, name: str) -> frozenset[int]:
        """The sentences that hold a trigger of a list."""
        if name not in self.found:
            return NOWHERE
        holding = self._holding.get(name)
        if holding is None:
            holding = self._holding[name] = frozenset([self.sentence_of[start] for start, _ in self.found[name]])
        return holding

    def within(self, name: str, first: int, last: int) -> list[Place]:
        """Triggers of a list that lie among items `first` up to `last`."""
        places = self.found.get(name)
        if places is None:
            return []
        begin = bisect_left(places, (first,))
        return [place for place in places[begin : bisect_left(places, (last,), begin)] if place[1] <= last]

    def holds(self, name: str, first: int, last: int) -> bool:
        """Whether a trigger of a list lies among items `first` up to `last`."""
        places = self.found.get(name, ())
        for at in range(bisect_left(places, (first,)), len(places)):
            start, end = places[at]
            if end <= last:
                return True
            if start >= last:
                return False
        return False

    def anywhere(self, name: str) -> bool:
        """Whether a trigger of a list stands in any sentence that is not silent."""
        return not self.holding(name) <= self.silent

    def near(self, name: str, sentence: int, back: int = 0, forward: int = 0) -> bool:
        """Whether a trigger of a list stands in the sentence or in one of so many telling ones before or behind it."""
        holding = self.holding(name)
        if not holding or sentence in holding:
            return bool(holding)
        around = (*self.telling(sentence, -back), *self.telling(sentence, forward)) if back or forward else ()
        return not holding.isdisjoint(around)

    def inside(self, name: str, sentence: int) -> list[Place]:
        """Triggers of a list that lie in a sentence."""
        return self.within(name, *self.view.sentences[sentence]) if sentence in self.holding(name) else []

    def telling(self, sentence: int, count: int) -> list[int]:
        """The next `count` sentences that are not silent, behind the sentence or, below 0, before it; nearest first."""
        if not count:
            return []
        if count > 0:
            begin = bisect_right(self._telling, sentence)
            return self._telling[begin : begin + count]
        end = bisect_left(self._telling, sentence)
        return self._telling[max(0, end + count) : end][::-1]

    def reaches(self, left: int, right: int, reach: int, *, across: bool = False) -> bool:
        """Whether what ends at item `left` reaches item `right`: near enough, and nothing between that ends a scope."""
        view = self.view
        if right <= left:
            return True
        if view.places[right] - view.places[left - 1] - 1 > reach or self.holds("stop", left, right):
            return False
        begins = view.clauses[left - 1] != view.clauses[right] or self.holds("joiner", left, right)
        return across or not (begins and self.holds("subject", left, right + 1))


class Triggers:
    """All triggers of all rules and lists."""

    def __init__(self, rules: Sequence[Rule], lists: Mapping[str, Sequence[Phrase]]) -> None:
        """Index the triggers."""
        self.rules = tuple(rules)
        self.lists = lists
        named = [*lists.items()]
        for rule in rules:
            named += [(rule.id, rule.phrases)]
            named += [(f"{rule.id}.unless", rule.unless), (f"{rule.id}.only_with", rule.only_with)]
        self._index = PhraseIndex((phrase, name) for name, phrases in named for phrase in phrases)

    def vocabulary(self) -> frozenset[str]:
        """Every neutral form that some trigger holds."""
        return self._index.vocabulary()

    def context(self, view: View, recorded_on: str = "") -> Context:
        """Find every trigger of a narrative once."""
        found: dict[str, list[Place]] = {}
        sentence_of: list[int] = []
        clauses = view.clauses
        for number, (first, last) in enumerate(view.sentences):
            sentence_of += [number] * (last - first)
            for start, end, name in self._index.within(view.forms, first, last):
                if clauses[start] != clauses[end - 1]:
                    continue
                if name in found:
                    found[name].append((start, end))
                else:
                    found[name] = [(start, end)]
        year = int(recorded_on[:4]) if recorded_on[:4].isdecimal() else None
        return Context(view, year, found, sentence_of)


@cache
def load_triggers() -> Triggers:
    """The shipped rules and lists. Raises KnowledgeError for an entry that cannot be used."""
    data = tomllib.loads((files("overlooked") / "data" / "assertion.toml").read_text(encoding="utf-8"))
    lists = {name: _phrases(words) for name, words in data["words"].items()}
    return Triggers([_rule(entry) for entry in data["rule"]], lists)


def _rule(entry: Mapping[str, Any]) -> Rule:
    where = f"assertion.toml: rule {entry['id']}"
    if entry["scope"] not in SCOPES:
        raise KnowledgeError(f"{where}: scope {entry['scope']!r}: wants one of {', '.join(SCOPES)}")
    odd = set(entry.get("indicators", ())) - set(INDICATOR_CODES)
    if odd:
        raise KnowledgeError(f"{where}: no indicator {', '.join(sorted(odd))}")
    return Rule(
        id=entry["id"],
        assertion=Assertion(entry["assertion"]),
        scope=entry["scope"],
        phrases=_phrases(entry["words"]),
        unless=_phrases(entry.get("unless", ())),
        only_with=_phrases(entry.get("only_with", ())),
        reach=entry.get("reach", 0),
        across=bool(entry.get("across", False)),
        back=entry.get("back", 0),
        forward=entry.get("forward", 0),
        indicators=frozenset(entry.get("indicators", ())),
    )


def _phrases(words: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in dict.fromkeys(map(fold_phrase, words)) if phrase)
