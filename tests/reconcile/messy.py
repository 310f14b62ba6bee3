"""Messy pairs with truth: referrals and crimes of made-up people, what ties them, who looks alike, what came of it.

Nobody here is a real person and no force here exists. The same arguments give the same tables, cell by cell. The cells
are text as `reconcile.tables.columns` says, as after reading; `write` makes files of them as messy as exports are.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import messy_files
import numpy as np
import pandas as pd
from messy_background import background
from messy_hazards import RATES
from messy_people import People, notes
from messy_references import STYLES
from messy_rows import Force, Matter
from messy_telling import Telling
from messy_truth import Order, Truth, truth_of
from messy_world import ENGLAND_AND_WALES, World

from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS

OF_A_YEAR: Mapping[str, float] = {
    "recorded": 0.36,
    "recorded_late": 0.03,
    "recorded_and_other": 0.04,
    "negative_but_recorded": 0.01,
    "other": 0.12,
    "other_twice": 0.02,
    "coded_and_other": 0.01,
    "pending": 0.05,
    "stale": 0.03,
    "negative": 0.04,
    "notified": 0.07,
    "overseas": 0.05,
    "overseas_negative": 0.02,
    "transferred": 0.03,
    "transferred_other": 0.01,
    "transfer_lost": 0.03,
    "nothing": 0.18,
}
"""How often each story of `messy_world.STORIES` is told in England and Wales; elsewhere no N200 codes exist."""


@dataclass(frozen=True, slots=True)
class Messy:
    """Two tables, each force's nation (a key of the recording rules), and the truth."""

    referrals: pd.DataFrame
    crimes: pd.DataFrame
    forces: dict[str, str]
    truth: Truth
    seed: int

    def write(self, folder: Path, *, referrals: str = "xlsx", crimes: str = "csv") -> messy_files.Written:
        """Both as files of an export, "xlsx", "csv" (cp1252) or "utf8" (CSV), with a `forces.toml`; see messy_files."""
        return messy_files.write(folder, (self.referrals, referrals), (self.crimes, crimes), self.forces, self.seed)


def made(
    referrals: int = 500,
    crimes: int = 5000,
    seed: int = 1,
    *,
    rates: Mapping[str, float] | None = None,
    narrative: int = 0,
) -> Messy:
    """So many rows of each, with hazards at `messy_hazards.RATES` or those given, in a year of twelve forces.

    `rates` may name any hazard, a rate between 0 and 1; narratives have at least `narrative` characters.
    """
    dice = Random(seed)  # noqa: S311 - dice for rows, not for a secret
    forces = forces_of(10)
    world = _world(dice, forces, rates or {}, 2025, narrative)
    weights = [1.0 / (place + 2) for place in range(10)] + [0.2, 0.12]
    for force in dice.choices(forces, weights, k=referrals):
        again = dice.random() < world.rates["re_referral"]
        world.refer(force, "again" if again else _story(force, dice))
    spare = crimes - len(world.crimes)
    if spare < 0:
        raise ValueError(f"{referrals} referrals have {len(world.crimes)} crime rows: ask for at least so many crimes")
    look_alikes = int(referrals * world.rates["look_alike"] * 0.6)
    _unreferred(world, min(spare // 4, look_alikes), ("106", "other", "other", "other"))
    spare = crimes - len(world.crimes)
    own = dice.choices(forces, weights, k=spare)
    rare = ["106"] * 3 + [f"N200/{number}" for number in range(1, 7)]
    codes = [
        dice.choice(rare if force.nation == ENGLAND_AND_WALES else ["106"]) if dice.random() < 0.04 else "other"
        for force in own
    ]
    return _finished(world, codes, own, seed)


def like_2016(seed: int = 1, *, others: int = 1116, rates: Mapping[str, float] | None = None) -> Messy:
    """3,146 referrals and 884 modern-slavery crimes of England and Wales, shaped like what was published of 2015/16.

    45 forces of England and Wales, 21 of which quote no references, four have no referrals and six record no modern
    slavery; one has 143 referrals and 80 crimes. Strathmoor records only at positive conclusive grounds, Glenmourne
    every referral: 36 and 53 crimes more. `others` stand under other offences. No N200 codes: they came later.
    """
    dice = Random(seed)  # noqa: S311 - dice for rows, not for a secret
    calm = {"several_victims": 0.0, "other_force": 0.03, "re_referral": 0.02, "duty_to_notify": 0.03}
    forces = forces_of(45, silent=21, recording=39)
    world = _world(dice, forces, calm | dict(rates or {}), 2015, 0, first=date(2015, 4, 1))
    slots, slavery = _year_2016(forces, dice, world.rates["re_referral"])
    for force, story in slots:
        world.refer(force, story)
    _unreferred(world, 250, ("other",))
    there = Counter(row.cells["force"] for row in world.crimes if row.cells["offence_code"] == "106")
    missing = Counter(slavery)
    missing.subtract(there)
    filled = [force for force in reversed(forces) for _ in range(missing[force.name])]
    filled = filled[: sum(slavery.values()) - there.total()]
    spare = others + sum(slavery.values()) - len(world.crimes) - len(filled)
    codes = ["106"] * len(filled) + ["other"] * spare
    return _finished(world, codes, filled + dice.choices(forces, k=spare), seed)


def forces_of(number: int, *, silent: int = 0, recording: int = 99) -> list[Force]:
    """The first so many of England and Wales, then Scotland and Northern Ireland.

    Every second is silent until so many quote no references; those after the first `recording` record no slavery.
    """
    named = notes("world")["forces"]
    england = [
        Force(name, ENGLAND_AND_WALES, at % len(STYLES), not (at % 2 and at < 2 * silent), at < recording)
        for at, name in enumerate(named[ENGLAND_AND_WALES][:number])
    ]
    elsewhere = [
        Force(name, nation, 3 + at)
        for at, nation in enumerate(("scotland", "northern_ireland"))
        for name in named[nation]
    ]
    return [*england, *elsewhere]


def _world(
    dice: Random,
    forces: Sequence[Force],
    rates: Mapping[str, float],
    year: int,
    narrative: int,
    first: date | None = None,
) -> World:
    unknown = sorted(set(rates) - set(RATES))
    if unknown:
        raise ValueError(f"no such hazard: {', '.join(unknown)}; there are {', '.join(RATES)}")
    all_rates = {**RATES, **rates}
    telling = Telling(dice, all_rates, narrative)
    return World(dice, all_rates, forces, first or date(year, 1, 1), 365, telling, People(dice, year))


def _story(force: Force, dice: Random) -> str:
    [story] = dice.choices(list(OF_A_YEAR), list(OF_A_YEAR.values()))
    if force.nation == ENGLAND_AND_WALES or story in {"recorded", "recorded_and_other", "other", "other_twice"}:
        return story
    return dice.choice(("recorded", "nothing"))


def _unreferred(world: World, number: int, kinds: Sequence[str]) -> None:
    """Crimes of people whom nobody referred and who look like one who was, a few in the very same crime."""
    dice = world.dice
    by_name = {force.name: force for force in world.forces}
    matters: dict[int, list[Matter]] = defaultdict(list)
    for crime in world.crimes:
        if crime.matter and crime.matter.has_victim and not crime.matter.code.startswith("N200"):
            matters[crime.person.number].append(crime.matter)
    known = [row for row in world.referrals if row.told.enough]
    for row in dice.sample(known, min(number, len(known))):
        other = world.alike(row.person)
        joined = matters[row.person.number]
        if joined and world.strikes("several_victims"):
            world.victim(joined[0], other)
            continue
        force = by_name[row.cells["force"]] if dice.random() < 0.7 else dice.choice(world.forces)
        kind = dice.choice(kinds) if force.records else "other"
        world.victim(world.matter(force, kind, row.day), other)


def _year_2016(forces: Sequence[Force], dice: Random, again: float) -> tuple[list[tuple[Force, str]], dict[str, int]]:
    """Every referral's force and story, in mixed order, and how many modern-slavery crimes each force should have."""
    england, (scotland, ireland) = list(forces[:45]), forces[45:]
    referred = {force.name: 0 for force in england[41:]} | {england[1].name: 143, scotland.name: 145, ireland.name: 53}
    rest = [force for force in england if force.name not in referred]
    referred |= _shared(3146 - 143 - 145 - 53, {force.name: 1 / (at + 3) for at, force in enumerate(rest)})
    slavery = {force.name: 0 for force in england if not force.records} | {
        england[1].name: 80,
        scotland.name: 36,
        ireland.name: 53,
    }
    rest = [force for force in england if force.name not in slavery]
    slavery |= _shared(884 - 80, {force.name: (1 / (at + 3)) ** 1.2 for at, force in enumerate(rest)})
    slots: list[tuple[Force, str]] = []
    for force in forces:
        number, recorded = referred[force.name], round(slavery[force.name] * 0.6)
        if force.nation == ENGLAND_AND_WALES:
            own = ["recorded"] * min(recorded, number)
            own += dice.choices(
                ("other", "other_twice", "nothing", "again"), (0.15, 0.01, 0.84 - again, again), k=number - len(own)
            )
        elif force.nation == "scotland":
            own = ["recorded_conclusive"] * 36 + ["not_conclusive"] * (number - 36)
        else:
            own = ["recorded"] * number
        slots += product([force], own)
    dice.shuffle(slots)
    return slots, slavery


def _shared(number: int, weights: Mapping[str, float]) -> dict[str, int]:
    """A whole number parted by weights; the first of the weights takes what rounding leaves."""
    total = sum(weights.values())
    parts = {name: int(number * weight / total) for name, weight in weights.items()}
    parts[next(iter(parts))] += number - sum(parts.values())
    return parts


def _finished(world: World, codes: Sequence[str], forces: Sequence[Force], seed: int) -> Messy:
    """The tables in mixed order, and the truth of their rows."""
    dice = np.random.default_rng(seed)
    own = pd.DataFrame([row.cells for row in world.crimes], columns=list(CRIME_COLUMNS), dtype=object)
    crimes = pd.concat([own, background(world, codes, forces, dice)], ignore_index=True)
    referrals = pd.DataFrame([row.cells for row in world.referrals], columns=list(REFERRAL_COLUMNS), dtype=object)
    orders = dice.permutation(len(referrals)), dice.permutation(len(crimes))
    nations = {force.name: force.nation for force in world.forces}
    return Messy(_numbered(referrals, orders[0]), _numbered(crimes, orders[1]), nations, truth_of(world, *orders), seed)


def _numbered(table: pd.DataFrame, order: Order) -> pd.DataFrame:
    return table.iloc[order].astype("str").assign(row=range(1, len(table) + 1)).reset_index(drop=True)
