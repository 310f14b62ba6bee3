"""Linking: what the scored match compares, what each agreement weighs, and where a link begins (`linking.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from overlooked.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: its chance among rows of one person (`m`) and of two (`u`), and its words."""

    name: str
    m: float
    u: float
    says: tuple[str, str]
    frequency: str = ""
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, with its levels from the fullest agreement to none."""

    name: str
    is_estimated: bool
    levels: tuple[Level, ...]

    def value(self, name: str) -> int:
        """The number that Splink gives a level: 0 for the last, one more for each before it; -1 is not told."""
        return len(self.levels) - 1 - [level.name for level in self.levels].index(name)

    def level(self, value: int) -> Level | None:
        """The level of this number, None where a side tells nothing."""
        return self.levels[len(self.levels) - 1 - value] if value >= 0 else None


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common a name is taken to be, by role, before `rows` rows are seen; never rarer than `least`."""

    rows: int
    least: float
    usual: Mapping[str, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Linking:
    """The settings of the scored match; `linking.toml` tells what each is and why it is so."""

    matches_a_referral: float
    least_crimes: int
    sample_rows: int
    held_by: int
    seed: int
    most_pairs: int
    link: float
    link_without_birth: float
    propose: float
    tie: float
    rarity: Rarity
    comparisons: Mapping[str, Comparison] = field(hash=False)

    def prior(self, crimes: int) -> float:
        """The chance that a referral and a row out of so many crimes, drawn blindly, tell of one person."""
        return self.matches_a_referral / max(crimes, self.least_crimes)

    def values(self, comparison: str, *levels: str) -> frozenset[int]:
        """The numbers of some levels of a comparison."""
        return frozenset(self.comparisons[comparison].value(level) for level in levels)

    @property
    def contradictions(self) -> dict[str, frozenset[int]]:
        """The numbers of the levels that keep a pair from being linked, by comparison."""
        told = {
            name: frozenset(own.value(level.name) for level in own.levels if level.contradicts)
            for name, own in self.comparisons.items()
        }
        return {name: values for name, values in told.items() if values}


@cache
def load_linking() -> Linking:
    """The shipped settings."""
    return linking_of((files("overlooked") / "data" / "linking.toml").read_text(encoding="utf-8"))


def linking_of(text: str) -> Linking:
    """Settings from the text of such a file.

    Raises KnowledgeError where the chances of a comparison's levels do not add up to 1, or a threshold is none.
    """
    told: dict[str, Any] = tomllib.loads(text)
    comparisons = {own["name"]: _comparison(own) for own in told["comparison"]}
    for name, own in comparisons.items():
        if own.name != "form" and not 0.95 <= sum(level.m for level in own.levels) <= 1.05:  # noqa: PLR2004
            raise KnowledgeError(f"linking.toml: the m of the levels of {name!r} add up to 1, give or take 0.05")
    decision = told["decision"]
    if not 0 < decision["propose"] < decision["link"] <= decision["link_without_birth"] < 1:
        raise KnowledgeError("linking.toml: 0 < propose < link <= link_without_birth < 1 must hold")
    return Linking(
        matches_a_referral=told["prior"]["matches_a_referral"],
        least_crimes=told["prior"]["least_crimes"],
        sample_rows=told["sampling"]["rows"],
        held_by=told["sampling"]["held_by"],
        seed=told["sampling"]["seed"],
        most_pairs=told["blocking"]["most_pairs"],
        link=decision["link"],
        link_without_birth=decision["link_without_birth"],
        propose=decision["propose"],
        tie=decision["tie"],
        rarity=Rarity(told["rarity"]["rows"], told["rarity"]["least"], told["rarity"]["usual"]),
        comparisons=comparisons,
    )


def _comparison(told: dict[str, Any]) -> Comparison:
    levels = tuple(
        Level(
            own["name"],
            own["m"],
            own["u"],
            (own["says"][0], own["says"][1]),
            own.get("frequency", ""),
            own.get("contradicts", False),
        )
        for own in told["level"]
    )
    for level in levels:
        if not (0 < level.m < 1 and 0 < level.u < 1):
            raise KnowledgeError(
                f"linking.toml: m and u of {told['name']!r}, level {level.name!r}, lie between 0 and 1"
            )
    return Comparison(told["name"], told["estimated"], levels)
