"""Whether two rows can be of one person, and the second step of linking: exact identity.

In come rows of the two tables, out come a judgement, and links for those who are the same by name, full birth date and
force together, within the time that a crime may lie from its referral.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

import pandas as pd

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.people.forces import usual_name
from overlooked.reconcile.people.names import aliases, are_kin, birth, core, name_tokens, phonetic

BEFORE, AFTER = timedelta(days=3 * 365), timedelta(days=548)
"""A crime may be recorded so long before a referral, or after it, and be of the same matter."""
SURE, MATTER, PROPOSED = 0.99, 0.95, 0.5
"""The scores of a link with the person, of one with the matter alone, and of what a person should look at."""

LONG, CLOSE = 4, 0.8
"""Names of so many letters are one edit apart where so much of them agrees (Ratcliff and Obershelp 1988)."""

Row = Mapping[str, str]


class Fit(StrEnum):
    """How the person of a referral stands to the victim of a crime row."""

    SAME = "same"
    OPEN = "open"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a row tells of one: words of all names, and the birth date as written."""

    names: frozenset[str]
    born: str


def person_of_referral(row: Row) -> Person:
    """The person of a referral, under all names."""
    other = (word for alias in aliases(row["aliases"]) for word in alias)
    own = (*name_tokens(row["forename"]), *name_tokens(row["surname"]), *other)
    return Person(frozenset(core(own)), row["date_of_birth"])


def person_of_crime(row: Row) -> Person:
    """The victim of a crime row."""
    own = (*name_tokens(row["victim_forename"]), *name_tokens(row["victim_surname"]))
    return Person(frozenset(core(own)), row["victim_date_of_birth"])


def fit(one: Person, other: Person) -> Fit:
    """Whether two rows can be of one person.

    They are where two words of their names agree, or all of the shorter one's, and their birth years do not differ;
    they are not where no word agrees, or where one does and each has another left over (a brother, a twin). A birth
    date alone decides nothing where both have names: many share one.
    """
    born, also = birth(one.born), birth(other.born)
    equal_dates = bool(born.day and also.day) and not born.is_default and also.day in {born.day, born.swapped}
    if not (one.names and other.names):
        return Fit.SAME if equal_dates else Fit.OPEN
    if bool(born.year and also.year) and born.year != also.year and not _near_dates(born.day, also.day):
        return Fit.OTHER
    mine = {name for name in one.names if any(_alike(name, there) for there in other.names)}
    theirs = {name for name in other.names if any(_alike(here, name) for here in one.names)}
    if not mine:
        return Fit.OTHER
    if min(len(mine), len(theirs)) >= min(2, len(one.names), len(other.names)):
        return Fit.SAME
    return Fit.OTHER if one.names - mine and other.names - theirs else Fit.OPEN


def _alike(one: str, other: str) -> bool:
    """Whether two words are one name: equal, kin, sounding alike, or an edit apart."""
    if one == other or are_kin(one, other) or phonetic(one) == phonetic(other):
        return True
    return min(len(one), len(other)) >= LONG and SequenceMatcher(None, one, other).ratio() >= CLOSE


def _near_dates(one: str, other: str) -> bool:
    """Whether two days differ in one digit only, as by a slip of the hand."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def by_identity(referrals: pd.DataFrame, crimes: pd.DataFrame) -> Links:
    """Links by equal names, birth date and force within the time that a crime may lie from its referral.

    With the first of January for a birth date, which stands for an age only, the pair is proposed.
    """
    own = _identities(referrals, "forename", "surname", "date_of_birth")
    other = _identities(crimes, "victim_forename", "victim_surname", "victim_date_of_birth")
    pairs = own.reset_index(names="referral").merge(other.reset_index(names="crime"), on="identity")
    links, proposals = [], []
    for referral, crime in zip(pairs["referral"].tolist(), pairs["crime"].tolist(), strict=True):
        there, here = row_of(referrals, referral), row_of(crimes, crime)
        recorded = here["recorded_on"] or here["reported_on"]
        if not (same_force(there, here) and in_time(there["referral_date"], recorded)):
            continue
        told = f"Forename, surname and date of birth ({there['date_of_birth']}) are equal, and the force is the same."
        if birth(there["date_of_birth"]).is_default:
            doubt = " The first of January stands for an age only."
            proposals.append(Link(referral, crime, Step.EXACT, PROPOSED, told + doubt))
        else:
            links.append(Link(referral, crime, Step.EXACT, SURE, told))
    return Links(tuple(links), tuple(proposals))


def row_of(table: pd.DataFrame, at: int) -> Row:
    """One row by the names of its columns."""
    return {str(name): str(cell) for name, cell in table.loc[at].items()}


class Looked:
    """The rows of a table and the people they tell of, each looked up once: many pairs share a row."""

    def __init__(self, table: pd.DataFrame, person_of: Callable[[Row], Person]) -> None:
        self._table, self._person_of = table, person_of
        self._rows: dict[int, Row] = {}
        self._people: dict[int, Person] = {}

    def row(self, at: int) -> Row:
        """One row by the names of its columns."""
        if at not in self._rows:
            self._rows[at] = row_of(self._table, at)
        return self._rows[at]

    def person(self, at: int) -> Person:
        """The person of one row."""
        if at not in self._people:
            self._people[at] = self._person_of(self.row(at))
        return self._people[at]


def in_time(referred: str, recorded: str) -> bool:
    """Whether a crime of that day or moment can belong to a referral of that day; what is not told is no hindrance."""
    if not (referred and recorded):
        return True
    there, here = date.fromisoformat(referred[:10]), date.fromisoformat(recorded[:10])
    return -BEFORE <= here - there <= AFTER


def _identities(table: pd.DataFrame, forename: str, surname: str, born: str) -> pd.DataFrame:
    """Who a row tells of, as one text; rows without both names and a full birth date tell of nobody."""
    told = pd.DataFrame(
        {
            "given": [" ".join(core(name_tokens(text))) for text in table[forename]],
            "family": [" ".join(core(name_tokens(text))) for text in table[surname]],
            "born": [birth(text).day for text in table[born]],
        },
        index=table.index,
    )
    whole = told[(told != "").all(axis=1)]
    return pd.DataFrame({"identity": whole["given"] + "|" + whole["family"] + "|" + whole["born"]})


def same_force(referral: Row, crime: Row) -> bool:
    """Whether a crime is of the force that referred, or of that where the exploitation was."""
    force = usual_name(crime["force"])
    return bool(force) and force in {usual_name(referral[name]) for name in ("force", "exploitation_force")}
