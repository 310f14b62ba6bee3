"""Hazards: what happens to a person's name, birth date, sex and nationality on the way into a record.

Each hazard has a rate, the share of rows that it strikes where it can, and leaves its name as a tag in the truth.
"""

import string
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from messy_people import Person, notes

RATES: Mapping[str, float] = {
    # the name
    "alias_used": 0.03,
    "nickname": 0.04,
    "transliteration": 0.08,
    "phonetic_variant": 0.04,
    "typing_error": 0.05,
    "middle_dropped": 0.25,
    "middle_added": 0.03,
    "double_name_changed": 0.4,
    "diacritics_lost": 0.6,
    "misdecoded": 0.05,
    "order_swapped": 0.05,
    "capitals": 0.25,
    "forename_missing": 0.02,
    "name_unknown": 0.015,
    # the rest of the person
    "day_month_swapped": 0.03,
    "first_of_january": 0.03,
    "year_off": 0.02,
    "birth_missing": 0.04,
    "age_only": 0.02,
    "sex_missing": 0.05,
    "sex_wrong": 0.01,
    "nationality_missing": 0.12,
    "nationality_as_country": 0.25,
    # the crime
    "other_force": 0.08,
    "crime_before_referral": 0.12,
    "several_victims": 0.08,
    "no_victim_row": 0.15,
    "named_in_narrative": 0.5,
    # references: told at all, and what goes wrong with those that are told
    "reference_in_referral": 0.35,
    "reference_in_crime": 0.2,
    "incident_reference": 0.25,
    "reference_restyled": 0.3,
    "wrong_digit": 0.05,
    "two_references": 0.12,
    "reference_of_others": 0.02,
    "distractor": 0.15,
    "nrm_reference_blank": 0.03,
    # the referral
    "duty_to_notify": 0.12,
    "anonymous": 0.5,
    "re_referral": 0.04,
    "look_alike": 0.25,
}
"""Each rate may be given anew. The share is of the rows where the hazard can strike: `misdecoded` needs a name with
diacritics, `anonymous` a duty to notify, `wrong_digit` a told reference; `look_alike` is people who have one;
`duty_to_notify` is of stories that allow it."""

REFERRAL_SIDE = 0.4
"""The referral is written by somebody who met the person: the hazards of the person strike it so much more seldom."""
OF_THE_RECORD_ALONE = frozenset({"alias_used", "sex_wrong"})
SPELLED_UNKNOWN = ("UNKNOWN", "NK", "N/K", "Not known", "Unknown male", "Unknown female", "U/K")


@dataclass(slots=True)
class Told:
    """A person as one row tells them.

    `parts` says whose tokens still stand there: "forename", "surname", or "alias" for both of an alias; `birth` is ""
    where no birth date is told; `tags` are the hazards that struck.
    """

    forename: str
    surname: str
    birth: str
    sex: str
    nationality: str
    parts: set[str] = field(default_factory=lambda: {"forename", "surname"})
    tags: set[str] = field(default_factory=set)

    @property
    def enough(self) -> bool:
        """Whether the row tells enough to look for the person: two names, or one and a birth date."""
        return len(self.parts) > 1 or "alias" in self.parts or (bool(self.parts) and self.is_dated)

    @property
    def is_dated(self) -> bool:
        """Whether the birth date tells people apart: 1 January is what papers and systems fill in."""
        return bool(self.birth) and not self.birth.endswith("-01-01")


def told(person: Person, rates: Mapping[str, float], dice: Random, *, share: float = 1.0) -> Told:
    """The person as a row tells them, struck by hazards at `share` of their rates."""
    own = notes("names")["origin"][person.origin]
    row = Told(person.forenames, person.surname, person.born.isoformat(), person.sex, own["demonym"])
    for hazard, strike in _STRIKES.items():
        if dice.random() < rates[hazard] * (0.0 if share < 1 and hazard in OF_THE_RECORD_ALONE else share):
            before = (row.forename, row.surname, row.birth, row.sex, row.nationality, *row.parts)
            strike(row, person, dice)
            if before != (row.forename, row.surname, row.birth, row.sex, row.nationality, *row.parts):
                row.tags.add(hazard)
    return row


def one_edit(text: str, dice: Random) -> str:
    """The text with one letter dropped, doubled, changed or two swapped, never the first."""
    if len(text) < 4:
        return text
    at = dice.randrange(1, len(text) - 1)
    edits = (
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + dice.choice(string.ascii_lowercase) + text[at + 1 :],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    )
    return dice.choice(edits)


def without_marks(text: str) -> str:
    """The letters without their marks, as a system that knows no marks has them."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("đĐłŁ", "dDlL")))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def misdecoded(text: str) -> str:
    """UTF-8 read as cp1252; a byte that cp1252 lacks becomes "?"."""
    return text.encode("utf-8").decode("cp1252", errors="replace").replace("\ufffd", "?")


def _alias(row: Told, person: Person, _: Random) -> None:
    if person.alias:
        row.forename, row.surname = person.alias.split(" ", 1)
        row.parts = {"alias"}


def _variant(kind: str) -> Callable[[Told, Person, Random], None]:
    def strike(row: Told, _: Person, dice: Random) -> None:
        for name in dice.sample(("forename", "surname"), 2) if kind != "nicknames" else ("forename",):
            first, *rest = getattr(row, name).split(" ")
            groups = [group for group in notes("names")["variants"][kind] if first in group]
            if groups:
                variant = dice.choice([other for other in groups[0] if other != first])
                setattr(row, name, " ".join([variant, *rest]))
                return

    return strike


def _typing_error(row: Told, _: Person, dice: Random) -> None:
    name = dice.choice(("forename", "surname"))
    setattr(row, name, one_edit(getattr(row, name), dice))


def _middle_dropped(row: Told, person: Person, _: Random) -> None:
    if person.middle:
        row.forename = " ".join(row.forename.replace(person.middle, "").split())


def _middle_added(row: Told, person: Person, dice: Random) -> None:
    if not person.middle and " " not in row.forename:
        own = notes("names")["origin"][person.origin]
        others = [name for name in own.get(f"middle_{person.sex}", own[person.sex]) if name != person.forename]
        row.forename = f"{row.forename} {dice.choice(others)}"


def _double(row: Told, _: Person, dice: Random) -> None:
    if "-" in row.surname:
        first, second = row.surname.split("-", 1)
        row.surname = dice.choice((f"{first} {second}", first, second, f"{second}-{first}"))


def _unmarked(row: Told, _: Person, __: Random) -> None:
    row.forename, row.surname = without_marks(row.forename), without_marks(row.surname)


def _misdecoded(row: Told, _: Person, __: Random) -> None:
    row.forename, row.surname = misdecoded(row.forename), misdecoded(row.surname)


def _swapped(row: Told, _: Person, __: Random) -> None:
    row.forename, row.surname = row.surname, row.forename


def _capitals(row: Told, _: Person, __: Random) -> None:
    row.forename, row.surname = row.forename.upper(), row.surname.upper()


def _no_forename(row: Told, _: Person, __: Random) -> None:
    """The cell is empty; whose token that loses depends on the order they stand in."""
    row.forename = ""
    row.parts = (
        set() if "alias" in row.parts else row.parts - {"surname" if "order_swapped" in row.tags else "forename"}
    )


def _unknown(row: Told, _: Person, dice: Random) -> None:
    row.forename, row.surname = dice.choice(("", "Unknown", "NK")), dice.choice(SPELLED_UNKNOWN)
    row.parts = set()


def _day_month(row: Told, person: Person, _: Random) -> None:
    if person.born.day <= 12:
        row.birth = person.born.replace(day=person.born.month, month=person.born.day).isoformat()


def _january(row: Told, person: Person, _: Random) -> None:
    row.birth = person.born.replace(day=1, month=1).isoformat()


def _year_off(row: Told, _: Person, dice: Random) -> None:
    born = date.fromisoformat(row.birth)
    if (born.month, born.day) != (2, 29):
        row.birth = born.replace(year=born.year + dice.choice((-1, 1))).isoformat()


def _no_birth(row: Told, _: Person, __: Random) -> None:
    row.birth = ""


def _no_sex(row: Told, _: Person, __: Random) -> None:
    row.sex = ""


def _other_sex(row: Told, person: Person, _: Random) -> None:
    row.sex = "male" if person.sex == "female" else "female"


def _no_nationality(row: Told, _: Person, __: Random) -> None:
    row.nationality = ""


def _country(row: Told, person: Person, _: Random) -> None:
    row.nationality = row.nationality and str(notes("names")["origin"][person.origin]["country"])


_STRIKES: dict[str, Callable[[Told, Person, Random], None]] = {
    "alias_used": _alias,
    "nickname": _variant("nicknames"),
    "transliteration": _variant("transliterations"),
    "phonetic_variant": _variant("phonetic"),
    "typing_error": _typing_error,
    "middle_dropped": _middle_dropped,
    "middle_added": _middle_added,
    "double_name_changed": _double,
    "diacritics_lost": _unmarked,
    "misdecoded": _misdecoded,
    "order_swapped": _swapped,
    "capitals": _capitals,
    "forename_missing": _no_forename,
    "name_unknown": _unknown,
    "day_month_swapped": _day_month,
    "first_of_january": _january,
    "year_off": _year_off,
    "birth_missing": _no_birth,
    "age_only": _no_birth,
    "sex_wrong": _other_sex,
    "sex_missing": _no_sex,
    "nationality_missing": _no_nationality,
    "nationality_as_country": _country,
}
"""In the order in which they strike."""
