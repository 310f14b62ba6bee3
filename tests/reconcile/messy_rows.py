"""What the made-up world is told in: forces, crimes, and rows of either table with what is true of them."""

from dataclasses import dataclass, field
from datetime import date

from messy_hazards import Told
from messy_people import Person


@dataclass(frozen=True, slots=True)
class Force:
    """A made-up force; `refers` is whether it and its referrers ever quote references, `records` modern slavery."""

    name: str
    nation: str
    style: int
    refers: bool = True
    records: bool = True


@dataclass(slots=True)
class Matter:
    """A crime, whoever its victims are; `taken` are all references of its force, also wrong ones told somewhere."""

    reference: str
    force: Force
    code: str
    cells: dict[str, str]
    day: date
    incident: str
    incident_forms: tuple[str, ...]
    has_victim: bool
    taken: set[str]
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One row of either table with what is true of it."""

    cells: dict[str, str]
    person: Person
    told: Told
    tags: set[str]
    day: date
    matter: Matter | None = None
    named: bool = False
