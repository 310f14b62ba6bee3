"""The truth of two messy tables: what ties their rows, who only looks alike, and what came of each referral."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from messy_hazards import Told
from messy_outcomes import Record, right_outcome
from messy_rows import Row
from messy_world import World

Order = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of the two tables; positions are rows from 0.

    `links`: referral, crime, person, evidence ("reference", "identity", "narrative", or "" where the tables hold none),
    hazards (parted by spaces): the crime rows that tell of the referred person.
    `matters`: referral, crime: rows of other victims in a crime of the referred person.
    `similar`: referral, crime, kind: rows of somebody else who looks like the referred person.
    `outcomes`: referral, outcome, crime_references, hours_to_record, by the rules of reconciling and the evident links.
    `referrals`, `crimes`: person (-1 for people nobody referred) and hazards of each row.
    """

    links: pd.DataFrame
    matters: pd.DataFrame
    similar: pd.DataFrame
    outcomes: pd.DataFrame
    referrals: pd.DataFrame
    crimes: pd.DataFrame


def truth_of(world: World, referral_order: Order, crime_order: Order) -> Truth:
    """The truth of the rows once they stand in these orders; the world's crimes come before the background's."""
    links = pd.DataFrame(_links(world), columns=["referral", "crime", "person", "evidence", "hazards"])
    matters = pd.DataFrame(_matters(world, links), columns=["referral", "crime"])
    similar = pd.DataFrame(sorted(set(_similar(world))), columns=["referral", "crime", "kind"])
    told = ["referral", "outcome", "crime_references", "hours_to_record"]
    outcomes = pd.DataFrame(_outcomes(world, links), columns=told).astype({"hours_to_record": float})
    places = {"referral": np.argsort(referral_order), "crime": np.argsort(crime_order)}
    return Truth(
        _placed(links, places),
        _placed(matters, places),
        _placed(similar, places),
        _placed(outcomes, places),
        _rows(world.referrals, referral_order),
        _rows(world.crimes, crime_order),
    )


def _placed(table: pd.DataFrame, places: Mapping[str, Order]) -> pd.DataFrame:
    """The table with the places where its rows now stand, sorted by them."""
    own = [name for name in places if name in table]
    return table.assign(**{name: places[name][table[name].to_numpy(dtype=int)] for name in own}).sort_values(
        own, ignore_index=True
    )


def _rows(rows: Sequence[Row], order: Order) -> pd.DataFrame:
    told = pd.DataFrame(
        {"person": [row.person.number for row in rows], "hazards": [" ".join(sorted(row.tags)) for row in rows]}
    )
    return told.reindex(order).fillna({"person": -1, "hazards": ""}).astype({"person": int}).reset_index(drop=True)


def _by_person(rows: Sequence[Row]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.person.number].append(place)
    return places


def _links(world: World) -> Iterator[tuple[int, int, int, str, str]]:
    crimes, referrals = _by_person(world.crimes), _by_person(world.referrals)
    for at, referral in enumerate(world.referrals):
        number = referral.person.number
        own = crimes.get(number, [])
        tags = {"several_crimes"} if len(own) > 1 else set()
        tags |= {"re_referral"} if len(referrals[number]) > 1 else set()
        for place in own:
            crime = world.crimes[place]
            yield at, place, number, _evidence(world, at, place), " ".join(sorted(tags | referral.tags | crime.tags))


def _evidence(world: World, at: int, place: int) -> str:
    """What in the tables ties the two rows, the surest: a reference, the person's identity, their name in the text."""
    referral, crime = world.referrals[at], world.crimes[place]
    reference = crime.matter.reference if crime.matter else ""
    if (at, reference) in world.telling.in_cell or (at, place) in world.telling.in_text:
        return "reference"
    if not shares_enough(referral.told, crime.told, alias_told=bool(referral.cells["aliases"])):
        return ""
    if crime.matter and crime.matter.has_victim:
        return "identity"
    return "narrative" if crime.named else ""


def shares_enough(referral: Told, crime: Told, *, alias_told: bool) -> bool:
    """Whether two rows tell enough of the same person: both names, or one name and a birth date on both sides."""
    if "alias" in crime.parts:
        return alias_told
    shared = referral.parts & crime.parts
    return len(shared) > 1 or (bool(shared) and referral.is_dated and crime.is_dated)


def _matters(world: World, links: pd.DataFrame) -> list[tuple[int, int]]:
    own = set(zip(links["referral"], links["crime"], strict=True))
    found = set()
    for at, place in own:
        matter = world.crimes[place].matter
        found |= {(at, other) for other in (matter.rows if matter else []) if (at, other) not in own}
    return sorted(found)


def _similar(world: World) -> Iterator[tuple[int, int, str]]:
    crimes, referrals = _by_person(world.crimes), _by_person(world.referrals)
    for one, other, kind in world.likes:
        for here, there in ((one, other), (other, one)):
            yield from ((at, place, kind) for at in referrals.get(here, []) for place in crimes.get(there, []))


def _outcomes(world: World, links: pd.DataFrame) -> Iterator[tuple[int, str, str, float | None]]:
    own: dict[int, list[Record]] = defaultdict(list)
    for at, place in links.loc[links["evidence"] != "", ["referral", "crime"]].itertuples(index=False):
        cells = world.crimes[place].cells
        own[at].append(
            Record(
                *(cells[name] for name in ("crime_reference", "force", "offence_code", "reported_on", "recorded_on"))
            )
        )
    for at, referral in enumerate(world.referrals):
        right = right_outcome(referral.cells["rg_decision"], own[at], enough=referral.told.enough)
        yield at, right.outcome, right.crime_references, right.hours_to_record
