"""What a narrative asserts of a sign: present, negated, hypothetical, historical, or somebody else's.

In come a view and a match, out comes an `Assertion`. The triggers, where they stand, how far they reach and
what ends their reach are data (`data/assertion.toml`); rules are tried in their order and the first decides.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from overlooked.errors import KnowledgeError
from overlooked.findings import Assertion
from overlooked.reading.matching import Match
from overlooked.reading.neutral import View, fold_phrase

DIRECTIONS = ("before", "after", "within", "sentence")


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger list and where it works. `indicators` empty means all."""

    id: str
    assertion: Assertion
    direction: str
    phrases: tuple[tuple[str, ...], ...]
    reach: int
    indicators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All assertion rules in their order, and the words that end a reach."""

    rules: tuple[Rule, ...]
    stop: frozenset[str]

    def vocabulary(self) -> frozenset[str]:
        """Every neutral form that some rule looks for."""
        triggers = {form for rule in self.rules for phrase in rule.phrases for form in phrase}
        return frozenset(triggers | self.stop)

    def assertion(self, view: View, match: Match) -> Assertion:
        """What the view asserts of the match; `present` where no rule speaks."""
        sentence = view.sentences[match.sentence]
        for rule in self.rules:
            if rule.indicators and match.cue.indicator not in rule.indicators:
                continue
            if self._holds(rule, view, match, sentence):
                return rule.assertion
        return Assertion.PRESENT

    def _holds(self, rule: Rule, view: View, match: Match, sentence: tuple[int, int]) -> bool:
        first, last = sentence
        if rule.direction == "sentence":
            return bool(_found(rule.phrases, view.forms, first, last))
        if rule.direction == "within":
            return _negated_within(rule, view, match, last)
        if rule.direction == "before":
            hits = _found(rule.phrases, view.forms, first, match.first)
            return any(self._reaches(view, rule, end, match.first) for _, end in hits) and not _negates(match)
        hits = _found(rule.phrases, view.forms, match.last, last)
        return any(self._reaches(view, rule, match.last, start) for start, _ in hits)

    def _reaches(self, view: View, rule: Rule, left: int, right: int) -> bool:
        if right <= left:
            return True
        apart = view.places[right] - view.places[left]
        return apart <= rule.reach and not self.stop.intersection(view.forms[left:right])


def _negates(match: Match) -> bool:
    """Whether the cue itself holds a negation ("not been paid"): a second one outside does not negate it."""
    return any(slot.negates for part in match.cue.parts for slot in part)


def _negated_within(rule: Rule, view: View, match: Match, last: int) -> bool:
    if _negates(match):
        return False
    filled = {index for first, end in match.filled for index in range(first, end)}
    end = min(match.last, last)
    hits = _found(rule.phrases, view.forms, match.first, end)
    return any(start not in filled for start, _ in hits)


def _found(phrases: tuple[tuple[str, ...], ...], forms: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    return [
        (index, index + len(phrase))
        for phrase in phrases
        for index in range(first, last - len(phrase) + 1)
        if forms[index] == phrase[0] and tuple(forms[index : index + len(phrase)]) == phrase
    ]


@cache
def load_rules() -> Rules:
    """The shipped assertion rules. Raises KnowledgeError for an entry that cannot be used."""
    data = tomllib.loads((files("overlooked") / "data" / "assertion.toml").read_text(encoding="utf-8"))
    rules = []
    for entry in data["rule"]:
        if entry["direction"] not in DIRECTIONS:
            raise KnowledgeError(
                f"assertion.toml: rule {entry['id']}: direction {entry['direction']!r}: "
                f"wants one of {', '.join(DIRECTIONS)}"
            )
        rules.append(
            Rule(
                id=entry["id"],
                assertion=Assertion(entry["assertion"]),
                direction=entry["direction"],
                phrases=tuple(dict.fromkeys(fold_phrase(word) for word in entry["words"])),
                reach=entry.get("reach", 0),
                indicators=frozenset(entry.get("indicators", ())),
            )
        )
    return Rules(tuple(rules), frozenset(form for word in data["stop"] for form in fold_phrase(word)))
