"""References in the styles of made-up forces, how people write them, and numbers that only look like them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from messy_people import notes

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

STYLES: tuple[Callable[[str, int, int], str], ...] = (
    lambda _, number, year: f"CR/{number:06}/{year % 100}",
    lambda code, number, year: f"{number % 89 + 10}{code}/{number // 89 % 10_000:04}/{year % 100}",
    lambda code, number, year: f"{sum(map(ord, code)) % 90 + 10}/{number:07}/{year % 100}",
    lambda code, number, year: f"{code}{year % 100}-{number:05}",
    lambda code, number, year: f"{sum(map(ord, code)) % 90 + 10}{year % 100}{number:07}",
    lambda _, number, year: f"{year}-{number:06}",
    lambda code, number, year: f"{code}/{year % 100}/{number:06}",
)
"""Crime references: of a force's two letters, the number of the crime and its year. A force keeps one style."""

APART = 11
"""References of referrals are multiples of it: with one digit wrong, none is that of another referral."""


@dataclass(slots=True)
class Counter:
    """Hands out references that no other crime of this force has."""

    code: str
    style: int
    dice: Random
    used: set[str] = field(default_factory=set)

    def next(self, year: int) -> str:
        while True:
            reference = STYLES[self.style](self.code, self.dice.randrange(1, 890_000), year)
            if reference not in self.used:
                self.used.add(reference)
                return reference


def code_of(force: str) -> str:
    """Two letters of the force's name, as references carry them."""
    consonants = re.sub("[aeiou ]", "", force, flags=re.IGNORECASE).upper()
    return (consonants[0] + consonants[-1])[:2]


def nrm_reference(number: int, year: int, dice: Random) -> str:
    """A reference of the referral: the real format is not published, so two made-up ones."""
    if dice.random() < 0.7:
        return f"NRM-{year}-{number % 1_000_000:06}"
    letters = "".join(dice.choices("BCDFGHJKMPQRTVWXYZ", k=3))
    return f"{letters}{number % 100_000:05}{dice.choice('BCDFGHJKM')}"


def incident(day: date, dice: Random) -> tuple[str, tuple[str, ...]]:
    """An incident log's reference as the crime's own text has it, and ways in which others write the same one."""
    number = dice.randrange(1, 2400)
    slashes, words = f"{day:%d/%m/%y}", f"{day.day:02}{MONTHS[day.month - 1]}{day:%y}"
    forms = (
        f"CAD {number} of {slashes}",
        f"CAD {number}/{words}",
        f"Log {number} {words}",
        f"log {number} of {day:%d/%m/%Y}",
        f"Inc {number} {slashes}",
        f"CAD {number:04} {words}",
    )
    return dice.choice(forms), forms


def restyled(reference: str, dice: Random) -> str:
    """The reference as a hurried person writes it: the same letters and digits, other marks, case or spaces."""
    forms = (
        reference.lower(),
        reference.replace("/", " ").replace("-", " "),
        reference.replace("/", " / ").replace("-", " - "),
        reference.replace("/", "-") if "/" in reference else reference.replace("-", "/"),
        reference.replace("/", "").replace("-", ""),
        f" {reference}.",
    )
    return dice.choice([form for form in forms if form != reference])


def wrong_digit(reference: str, used: set[str], dice: Random) -> str:
    """The reference with one digit wrong: it is none that `used` holds, and the year at either end stays."""
    places = [found.start() for found in re.finditer(r"\d", reference)]
    while True:
        at = dice.choice(places[2:-2] if len(places) > 5 else places)
        wrong = reference[:at] + str((int(reference[at]) + dice.randrange(1, 10)) % 10) + reference[at + 1 :]
        if wrong not in used:
            return wrong


def led_in(reference: str, dice: Random) -> str:
    """The reference as a cell of free text holds it: bare, or after a word or two."""
    leads = ("", "", "", "Crime ref ", "CRN: ", "crime no. ", "ref ", "Recorded as ")
    return dice.choice(leads) + reference


def distractor(dice: Random) -> str:
    """A telephone number, postcode, plate or time: digits and letters that refer to no crime."""
    return str(dice.choice(notes("world")["cells"]["distractors"])).format(
        one=dice.randrange(1, 10),
        two=dice.randrange(10, 60),
        three=dice.randrange(100, 1000),
        four=dice.randrange(1000, 10_000),
        officer=dice.randrange(1000, 10_000),
    )


def cell(parts: Sequence[str], dice: Random) -> str:
    """Several things in one cell, as people part them; "" or a word for nothing where there are none."""
    if not parts:
        return str(dice.choice(notes("world")["cells"]["nothing"])) if dice.random() < 0.25 else ""
    return dice.choice(("; ", " / ", ", ", " and ", "\n")).join(parts)
