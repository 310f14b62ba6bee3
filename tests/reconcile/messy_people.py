"""Made-up people by origin, and others who look like them: siblings, twins, namesakes, shared birth dates."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import count, product
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent
FIRSTS_OF_JANUARY = 0.06
"""Share of people whose only known birth date is 1 January: papers of many countries give the year alone."""
KINDS = ("sibling", "twin", "namesake", "shared_birth_date", "first_of_january")
"""How a person can look like another: see `People.like`."""


@cache
def notes(name: str) -> dict[str, Any]:
    """The made-up world's TOML of this name."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person as they would write themselves; `number` is the person's own."""

    number: int
    origin: str
    sex: str
    forename: str
    middle: str
    surname: str
    born: date
    street: str
    alias: str = ""

    @property
    def forenames(self) -> str:
        """Given and middle names in the order of the language: in Vietnamese the middle name comes first."""
        own = (self.middle, self.forename) if self.origin == "vietnamese" else (self.forename, self.middle)
        return " ".join(name for name in own if name)


def weights_of(length: int) -> list[float]:
    """The first of a list is drawn most often, the last still now and then."""
    return [1 / (place + 2) for place in range(length)]


@cache
def surnames_of(origin: str) -> tuple[str, ...]:
    own = notes("names")["origin"][origin]
    made = ["".join(parts) for parts in product(*own["made_from"])] if "made_from" in own else []
    return (*own["surnames"], *made)


@cache
def same_name(name: str) -> frozenset[str]:
    """All spellings and short forms that the notes know for this name, itself too."""
    groups = [
        group for kind in ("transliterations", "phonetic", "nicknames") for group in notes("names")["variants"][kind]
    ]
    return frozenset({name}.union(*(group for group in groups if name in group)))


def confusable(one: date, other: date) -> bool:
    """Whether one birth date can stand for the other by a hazard: equal, day and month swapped, or a year off."""
    swapped = (one.day, one.month) == (other.month, other.day) and one.year == other.year
    year_off = (one.day, one.month) == (other.day, other.month) and abs(one.year - other.year) <= 1
    defaulted = (1, 1) in {(one.day, one.month), (other.day, other.month)} and one.year == other.year
    return swapped or year_off or defaulted


@dataclass(slots=True)
class People:
    """Draws people: the same dice give the same people."""

    dice: Random
    year: int
    aliases: float = 0.12
    numbers: "count[int]" = field(default_factory=count)

    def draw(self) -> Person:
        """Somebody new."""
        origins = notes("names")["origin"]
        origin = self.dice.choices(list(origins), [own["share"] for own in origins.values()])[0]
        sex = self.dice.choice(("female", "male"))
        own = origins[origin]
        forename = self.forename(origin, sex)
        return Person(
            next(self.numbers),
            origin,
            sex,
            forename,
            self._middle(own, sex, besides=forename),
            self._surname(own, origin),
            self._born(),
            f"{self.dice.randrange(1, 180)} {self.dice.choice(notes('world')['narratives']['streets'])}",
            self._alias(),
        )

    def like(self, other: Person, kind: str) -> Person:
        """Somebody else who looks like `other`, as a sibling, twin, namesake or by the birth date."""
        dice = self.dice
        sex = other.sex if dice.random() < 0.6 else dice.choice(("female", "male"))
        own = notes("names")["origin"][other.origin]
        someone = replace(
            other,
            number=next(self.numbers),
            sex=sex,
            forename=(forename := self.forename(other.origin, sex, besides=other.forename)),
            middle=self._middle(own, sex, besides=forename),
            alias="",
        )
        if kind == "twin":
            return someone
        if kind == "sibling":
            return replace(someone, born=self._apart(other.born, 330, 2200))
        street = f"{dice.randrange(1, 180)} {dice.choice(notes('world')['narratives']['streets'])}"
        if kind == "namesake":
            born = self._apart(other.born, 2, 400)
            return replace(other, number=someone.number, born=born, street=street, alias="", middle=someone.middle)
        born = other.born.replace(month=1, day=1) if kind == "first_of_january" else other.born
        surname = self._surname(own, other.origin)
        while same_name(surname) & same_name(other.surname):
            surname = self._surname(own, other.origin)
        return replace(someone, surname=surname, born=born, street=street)

    def forename(self, origin: str, sex: str, besides: str = "") -> str:
        """A forename, which is no spelling of `besides`."""
        names = notes("names")["origin"][origin][sex]
        while True:
            [name] = self.dice.choices(names, weights_of(len(names)))
            if not besides or not same_name(str(name)) & same_name(besides):
                return str(name)

    def _surname(self, own: dict[str, Any], origin: str) -> str:
        names = surnames_of(origin)
        [first] = self.dice.choices(names, weights_of(len(names)))
        if self.dice.random() >= own["double"]:
            return first
        return f"{first}-{self.dice.choice([name for name in names if name != first])}"

    def _middle(self, own: dict[str, Any], sex: str, *, besides: str) -> str:
        if self.dice.random() >= own["middle"]:
            return ""
        return str(self.dice.choice([name for name in own.get(f"middle_{sex}", own[sex]) if name != besides]))

    def _born(self) -> date:
        if self.dice.random() < FIRSTS_OF_JANUARY:
            return date(self.year - self.dice.randrange(15, 45), 1, 1)
        age = self.dice.choices(
            (self.dice.uniform(12, 18), self.dice.uniform(18, 35), self.dice.uniform(35, 65)), (3, 5, 2)
        )
        return date(self.year, 1, 1) - timedelta(days=int(age[0] * 365.25))

    def _apart(self, born: date, least: int, most: int) -> date:
        while True:
            found = born + timedelta(days=self.dice.choice((-1, 1)) * self.dice.randrange(least, most))
            if not confusable(born, found) and found != born:
                return found

    def _alias(self) -> str:
        if self.dice.random() >= self.aliases:
            return ""
        origin = self.dice.choice(list(notes("names")["origin"]))
        return f"{self.dice.choice(notes('names')['variants']['aliases'])} {self.dice.choice(surnames_of(origin))}"
