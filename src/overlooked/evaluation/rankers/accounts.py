"""Accounts: all that one score is made of, so that a record can be weighed again with one thing changed.

In go findings, words, weights and an offence class; out come the strength, and changes: functions that give the
account that would have been, had one finding been read otherwise or one part of the score not counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median_low
from typing import Protocol, runtime_checkable

from overlooked.evaluation.rankers.ranker import Ranker, Text
from overlooked.findings import Assertion, Finding, Kind
from overlooked.offences import OffenceClass
from overlooked.scoring import Recipe, Strength, Weights, strength


@dataclass(frozen=True, slots=True)
class Account:
    """What the score of one record is made of; `alone` are signs that are not told for want of company."""

    findings: tuple[Finding, ...]
    words: frozenset[str]
    weights: Weights
    recipe: Recipe
    offence: OffenceClass
    alone: tuple[Finding, ...] = ()

    @property
    def strength(self) -> Strength:
        """How strong the signs are, and of which parts that is made."""
        return strength(self.findings, self.words, self.weights, self.recipe, self.offence)

    @property
    def signs(self) -> tuple[Finding, ...]:
        """The findings of indicators, whatever they assert."""
        return tuple(finding for finding in self.findings if finding.kind is Kind.INDICATOR)


@runtime_checkable
class Accountable(Ranker, Protocol):
    """A ranker that can tell, once fitted, what its scores are made of."""

    def account(self, text: Text) -> Account:
        """All that the score of a text is made of; the score is the total of its strength."""


Change = Callable[[Account], Account]
ORDINARY = "ordinary"
"""The cue of a sign that no cue found; a shipped cue's id has a dot in it."""


def ordinary_weight(weights: Mapping[str, int]) -> int:
    """What an ordinary sign weighs: the median of all cues that have a weight; 0 where none has."""
    return median_low([weight for weight in weights.values() if weight > 0] or [0])


def set_aside(finding: Finding) -> Change:
    """Weigh the record without a finding."""
    return lambda account: replace(account, findings=tuple(f for f in account.findings if f != finding))


def read_as(finding: Finding, assertion: Assertion) -> Change:
    """Weigh the record with a finding read otherwise."""
    return _instead(finding, replace(finding, assertion=assertion, clears=True))


def clearing(finding: Finding, clears: bool) -> Change:
    """Weigh the record with a denial that clears its sign, or that clears nothing."""
    return _instead(finding, replace(finding, clears=clears))


def in_company(account: Account) -> Account:
    """Weigh the record with the signs that were left alone; the words around them are left out."""
    return replace(account, findings=(*account.findings, *account.alone), alone=())


def with_sign(indicator: str, start: int, end: int) -> Change:
    """Weigh the record with one more present sign, of an ordinary weight and company to those that were left alone."""
    sign = Finding(Kind.INDICATOR, indicator, "", start, end, Assertion.PRESENT, ORDINARY)

    def change(account: Account) -> Account:
        told = _with_weight(in_company(account), ORDINARY)
        return replace(told, findings=(*told.findings, sign))

    return change


def with_ordinary_weight(cue: str) -> Change:
    """Weigh the record with one cue given an ordinary weight."""
    return lambda account: _with_weight(account, cue)


def without_usual(indicator: str) -> Change:
    """Weigh the record as if an indicator were not usual for its offence."""

    def change(account: Account) -> Account:
        usual = tuple(code for code in account.offence.usual if code != indicator)
        return replace(account, offence=replace(account.offence, usual=usual))

    return change


def without_wording(account: Account) -> Account:
    """Weigh the record without the words around its signs."""
    return replace(account, words=frozenset())


def without_combination(account: Account) -> Account:
    """Weigh the record without what act, means and gain add together."""
    return replace(account, recipe=replace(account.recipe, bonus=(0, 0)))


def _instead(old: Finding, new: Finding) -> Change:
    return lambda account: replace(account, findings=tuple(new if f == old else f for f in account.findings))


def _with_weight(account: Account, cue: str) -> Account:
    cues = {**account.weights.cues, cue: ordinary_weight(account.weights.cues)}
    return replace(account, weights=replace(account.weights, cues=cues))
