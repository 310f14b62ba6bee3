"""Score: findings into the strength of the signs, in whole numbers that are equal on every machine.

In come the findings of one record and its offence class, out comes a `Strength`: every point accounted for.
Weights are integers of 1/1024 log-odds, sums are sums of integers, and a table maps them to 0..100.

* An indicator's evidence is its strongest present cue, plus half of the next, a quarter of the third, ...
* A negated finding cancels at most half the evidence of its own indicator, and nothing where the denial clears
  nothing (a tick-box, the word of a possible controller); other assertions do nothing.
* What is usual for an offence weighs half there.
* Counter-evidence takes a small amount set by hand for each group, at most a quarter of the evidence.
* The wording of the sentences that assert a sign adds or takes a little, never more than a quarter of the strength
  that is quoted, nor than a cap; where nothing is quoted it counts nothing.
* Act, means and gain that stand together add a bonus; for a child act and gain suffice (Palermo Protocol,
  article 3 (c): means need not be shown for a person under 18).

One more present finding never lowers the strength, one more negated or counter finding never raises it.
"""

import math
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from overlooked.findings import CHILD, Assertion, Finding, Kind
from overlooked.indicators import load_indicators
from overlooked.offences import OffenceClass
from overlooked.reading.cues import Cue

UNIT = 1024
"""Weights are whole numbers of 1/UNIT log-odds."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of the score that are set by hand, in 1/1024 log-odds where not said otherwise.

    `bonus` is what two and three elements of act, means and gain add; `counter` the price of one mention of
    each group of counter-evidence, `counter_mentions` how many count; `wording_cap` the most that wording may move;
    `table[s]` the least strength of score s.
    """

    bonus: tuple[int, int]
    counter: Mapping[str, int]
    counter_mentions: int
    wording_cap: int
    table: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One entry of the account: `amount` in 1/1024 log-odds, by which `part` of the recipe, and for what.

    `part` is `sign` (a cue's share), `denied`, `usual`, `combination`, `counter`, `counter_cap` or `wording`; `code`
    the indicator or the group of counter-evidence, `cue` the cue of a sign.
    """

    part: str
    amount: int
    code: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong the signs of one record are, and of what that is made; all parts in 1/1024 log-odds.

    `points` account for the whole: their amounts sum up to `total`. `words` are what the wording weighs, unbounded.
    """

    evidence: Mapping[str, int]
    combination: int
    against: int
    wording: int
    words: tuple[tuple[str, int], ...]
    elements: tuple[str, ...]
    is_child: bool
    points: tuple[Point, ...]

    @property
    def total(self) -> int:
        """The sum of all parts, never below 0."""
        return max(0, sum(self.evidence.values()) + self.combination - self.against + self.wording)


@dataclass(frozen=True, slots=True)
class Weights:
    """What `train` learned, in 1/1024 log-odds: of cues by id, of neutral words by form."""

    cues: Mapping[str, int]
    words: Mapping[str, int]


def strength(
    findings: Iterable[Finding], words: Iterable[str], weights: Weights, recipe: Recipe, offence: OffenceClass
) -> Strength:
    """Weigh one record that stands under `offence`: its findings, and the words of the sentences that assert a sign."""
    found = list(findings)
    points = list(_evidence(found, weights.cues, offence.usual))
    evidence: Counter[str] = Counter()
    for point in points:
        evidence[point.code] += point.amount
    elements = _elements(code for code, amount in evidence.items() if amount)
    child = any(f.kind is Kind.CIRCUMSTANCE and f.indicator == CHILD and _is_present(f) for f in found)
    for_gain_alone = child and {"act", "gain"} <= set(elements)
    combined = 3 if for_gain_alone else len(elements)
    combination = (0, 0, *recipe.bonus)[combined]
    quoted = evidence.total() + combination
    counter = list(_counter(found, recipe, quoted >> 2))
    against = -sum(point.amount for point in counter)
    told = sorted(((w, weights.words[w]) for w in words if weights.words.get(w)), key=lambda t: (-abs(t[1]), t[0]))
    limit = min(recipe.wording_cap, (quoted - against) >> 2)
    wording = max(-limit, min(limit, sum(amount for _, amount in told)))
    points += [Point("combination", combination), *counter, Point("wording", wording)]
    account = tuple(point for point in points if point.amount)
    return Strength(dict(evidence), combination, against, wording, tuple(told), elements, child, account)


def score(total: int, recipe: Recipe) -> int:
    """The score, 0 to 100, of a strength in 1/1024 log-odds."""
    return bisect_right(recipe.table, total) - 1


def band(signs: Strength) -> str:
    """A where act, means and gain are all quoted, B for two of them, C for one, none without a sign.

    For a child act and gain are enough for A.
    """
    elements = set(signs.elements)
    if len(elements) == len(ELEMENTS) or (signs.is_child and {"act", "gain"} <= elements):
        return "A"
    return ("", "C", "B")[len(elements)]


ELEMENTS = ("act", "means", "gain")


def _is_present(finding: Finding) -> bool:
    return finding.assertion is Assertion.PRESENT


def _evidence(found: Iterable[Finding], weights: Mapping[str, int], usual: Collection[str]) -> Iterator[Point]:
    """The points of each indicator: its cues, strongest first, less what is denied, less half where it is usual."""
    present: dict[str, list[tuple[int, str]]] = defaultdict(list)
    negated: dict[str, int] = defaultdict(int)
    for finding in found:
        if finding.kind is not Kind.INDICATOR:
            continue
        weight = weights.get(finding.cue, 0)
        if _is_present(finding):
            present[finding.indicator].append((weight, finding.cue))
        elif finding.assertion is Assertion.NEGATED and finding.clears:
            negated[finding.indicator] += weight >> 1
    for indicator, cues in sorted(present.items()):
        shares = [(w >> place, cue) for place, (w, cue) in enumerate(sorted(cues, key=lambda c: (-c[0], c[1])))]
        yield from (Point("sign", amount, indicator, cue) for amount, cue in shares)
        total = sum(amount for amount, _ in shares)
        denied = min(negated[indicator], total >> 1)
        yield Point("denied", -denied, indicator)
        if indicator in usual:
            yield Point("usual", ((total - denied) >> 1) - (total - denied), indicator)


def _elements(indicators: Iterable[str]) -> tuple[str, ...]:
    catalogue = load_indicators()
    supplied = {role for code in indicators for role in catalogue[code].roles}
    return tuple(element for element in ELEMENTS if element in supplied)


def _counter(found: Iterable[Finding], recipe: Recipe, cap: int) -> Iterator[Point]:
    """What counter-evidence takes, group by group, and what of it the cap gives back."""
    mentions = Counter(f.indicator for f in found if f.kind is Kind.COUNTER and _is_present(f) and f.clears)
    taken = 0
    for group, count in sorted(mentions.items()):
        amount = min(count, recipe.counter_mentions) * recipe.counter.get(group, 0)
        taken += amount
        yield Point("counter", -amount, group)
    yield Point("counter_cap", max(0, taken - cap))


def expert_weights(cues: Iterable[Cue]) -> dict[str, int]:
    """The experts' weights by cue id, in 1/1024 log-odds; cues that only quote have none."""
    point = recipe_numbers()["point"] * UNIT
    return {cue.id: round(cue.weight * point) for cue in cues if cue.weight}


@cache
def load_recipe() -> Recipe:
    """The numbers set by hand in `data/recipe.toml`, as whole numbers of 1/1024 log-odds."""
    numbers = recipe_numbers()
    two, three = (round(amount * UNIT) for amount in numbers["bonus"])
    return Recipe(
        bonus=(two, three),
        counter={group: round(price * UNIT) for group, price in numbers["counter"].items()},
        counter_mentions=numbers["counter_mentions"],
        wording_cap=round(numbers["learning"]["wording_cap"] * UNIT),
        table=_table(numbers["table"]["scale"] * UNIT),
    )


@cache
def recipe_numbers() -> Mapping[str, Any]:
    """The numbers of `data/recipe.toml` as they stand."""
    return tomllib.loads((files("overlooked") / "data" / "recipe.toml").read_text(encoding="utf-8"))


def _table(scale: float) -> tuple[int, ...]:
    """The least strength of every score: score = 100 (1 - exp(-strength / scale)), and 100 from 6 scales on."""
    return (*(math.ceil(-scale * math.log1p(-score / 100)) for score in range(100)), math.ceil(6 * scale))
