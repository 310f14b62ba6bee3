"""The rest of a force's year: crimes of people whom nobody referred, made by the column so that a million are quick."""

from collections.abc import Sequence
from datetime import date
from itertools import count

import numpy as np
import pandas as pd
from messy_hazards import without_marks
from messy_people import FIRSTS_OF_JANUARY, notes, surnames_of, weights_of
from messy_references import MONTHS, STYLES, code_of
from messy_rows import Force
from messy_world import World

from overlooked.reconcile.tables.columns import CRIME_COLUMNS

Cells = np.ndarray[tuple[int], np.dtype[np.object_]]

SAME_CRIME = 0.03
"""Share of rows that are one more victim of the crime in the row before."""


def background(world: World, codes: Sequence[str], forces: Sequence[Force], dice: np.random.Generator) -> pd.DataFrame:
    """One row for each code ("106", "N200/n" or "other"), of the force at the same place, with the crimes' columns."""
    number = len(codes)
    days = dice.integers(-120, world.days + 120, number)
    people = _people(number, world, dice)
    title, code, has_victim = _offences(codes, dice)
    people = {column: np.where(has_victim, cells, "") for column, cells in people.items()}
    people["victim_surname"][~has_victim & (dice.random(number) < 0.3)] = "Regina"
    crimes = pd.DataFrame(
        {
            "crime_reference": _references(forces, days, world, dice),
            "force": [force.name for force in forces],
            **_moments(days, world.first, dice),
            "offence": title,
            "offence_code": code,
            **people,
            "status": dice.choice(np.array(notes("world")["cells"]["statuses"], dtype=object), number),
        }
    )
    mixable = has_victim & (np.array(codes) == "other")
    like_before = (crimes["force"] == crimes["force"].shift()).to_numpy() & mixable & np.roll(mixable, 1)
    several = np.flatnonzero((dice.random(number) < SAME_CRIME) & like_before)
    shared = ["crime_reference", "reported_on", "recorded_on", "offence", "offence_code", "status"]
    crimes.loc[several, shared] = crimes.loc[several - 1, shared].to_numpy()
    crimes["narrative"] = _narratives(crimes, days, world, dice)
    return crimes[list(CRIME_COLUMNS)]


def _people(number: int, world: World, dice: np.random.Generator) -> dict[str, Cells]:
    origins = notes("names")["origin"]
    forename, surname, nationality = (np.empty(number, dtype=object) for _ in range(3))
    sex = dice.choice(np.array(["female", "male"], dtype=object), number)
    drawn = dice.choice(len(origins), number, p=[own["share_background"] for own in origins.values()])
    for place, (name, own) in enumerate(origins.items()):
        for which in ("female", "male"):
            at = np.flatnonzero((drawn == place) & (sex == which))
            first = _some(own[which], len(at), dice)
            middle = _some(own.get(f"middle_{which}", own[which]), len(at), dice)
            forename[at] = np.where(dice.random(len(at)) < own["middle"] * 0.7, first + " " + middle, first)
            surname[at] = _some(surnames_of(name), len(at), dice)
        own_rows = drawn == place
        nationality[own_rows] = own["demonym"]
        nationality[own_rows & (dice.random(number) < 0.2)] = own["country"]
    plain = dice.random(number) < 0.6
    capitals = dice.random(number) < 0.25
    for cells in (forename, surname):
        cells[plain] = [without_marks(cell) for cell in cells[plain]]
        cells[capitals] = [cell.upper() for cell in cells[capitals]]
    age = np.where(dice.random(number) < 0.6, dice.uniform(16, 40, number), dice.uniform(10, 80, number))
    born = np.datetime64(world.first) - (age * 365.25).astype("timedelta64[D]")
    years = born.astype("datetime64[Y]").astype("datetime64[D]")
    told = np.datetime_as_string(np.where(dice.random(number) < FIRSTS_OF_JANUARY, years, born)).astype(object)
    people = {
        "victim_forename": forename,
        "victim_surname": surname,
        "victim_date_of_birth": told,
        "victim_sex": sex,
        "victim_nationality": nationality,
    }
    missing = {
        "victim_forename": 0.03,
        "victim_surname": 0.02,
        "victim_date_of_birth": 0.07,
        "victim_sex": 0.05,
        "victim_nationality": 0.3,
    }
    return {column: np.where(dice.random(number) < missing[column], "", cells) for column, cells in people.items()}


def _some(pool: Sequence[str], number: int, dice: np.random.Generator) -> Cells:
    weights = np.array(weights_of(len(pool)))
    return dice.choice(np.array(pool, dtype=object), number, p=weights / weights.sum())


def _offences(
    codes: Sequence[str], dice: np.random.Generator
) -> tuple[list[str], list[str], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    offences = notes("world")["offence"]
    others = dice.integers(0, len(offences["others"]), len(codes))
    rows = [
        offences["others"][other]
        if code == "other"
        else (offences["modern_slavery" if code == "106" else code][0], code, True)
        for code, other in zip(codes, others, strict=True)
    ]
    return [row[0] for row in rows], [row[1] for row in rows], np.array([row[2] for row in rows], dtype=np.bool_)


def _references(
    forces: Sequence[Force], days: np.ndarray[tuple[int], np.dtype[np.int64]], world: World, dice: np.random.Generator
) -> list[str]:
    """New ones in the style of each force; a force numbers its crimes as they come, around those of `world`."""
    used = {name: counter.used for name, counter in world.counters.items()}
    codes = {force.name: code_of(force.name) for force in forces}
    year = world.first.year
    years = [year - 1 if day < 0 else year if day < 365 else year + 1 for day in days]
    numbers = dice.integers(1, 890_000, len(forces))
    references = []
    for force, number, own_year in zip(forces, numbers.tolist(), years, strict=True):
        own = used.setdefault(force.name, set())
        tries = (STYLES[force.style](codes[force.name], more, own_year) for more in count(number))
        reference = next(one for one in tries if one not in own)
        own.add(reference)
        references.append(reference)
    return references


def _moments(
    days: np.ndarray[tuple[int], np.dtype[np.int64]], first: date, dice: np.random.Generator
) -> dict[str, Cells]:
    number = len(days)
    minutes = dice.integers(0, 1440, number)
    reported = np.datetime64(first, "m") + (days * 1440 + minutes).astype("timedelta64[m]")
    hours = np.where(dice.random(number) < 0.85, dice.uniform(0.2, 23.9, number), 24 + dice.exponential(200, number))
    recorded = reported + (hours * 60).astype("timedelta64[m]")
    return {
        "reported_on": np.datetime_as_string(reported, unit="m").astype(object),
        "recorded_on": np.datetime_as_string(recorded, unit="m").astype(object),
    }


def _narratives(
    crimes: pd.DataFrame, days: np.ndarray[tuple[int], np.dtype[np.int64]], world: World, dice: np.random.Generator
) -> list[str]:
    """Short texts: one victim in three is named, one text in ten holds a number that refers to nothing."""
    number, texts = len(crimes), notes("world")["narratives"]
    who = np.where(
        crimes["victim_sex"] == "", "a person", np.where(crimes["victim_sex"] == "female", "a female", "a male")
    )
    name = np.where(
        dice.random(number) < 0.3,
        " " + crimes["victim_forename"].astype(object) + " " + crimes["victim_surname"].astype(object),
        "",
    )
    kind = np.where(
        crimes["offence_code"] == "106",
        "modern_slavery",
        np.where(crimes["offence_code"].str.startswith("N200"), "n200", "other"),
    )
    draws = dice.integers(0, 1_000_000, (5, number)).tolist()
    dates = [
        f"{day.day:02}{MONTHS[day.month - 1]}{day.year % 100:02}"
        for day in pd.to_datetime(np.datetime64(world.first) + days.astype("timedelta64[D]"))
    ]
    filler = " ".join(texts["filler"])
    filler *= 1 + world.telling.length // len(filler)
    told = []
    for own, person, called, day, a, b, c, d, e in zip(kind, who, name, dates, *draws, strict=True):
        pool = texts[own]
        text = pool[a % len(pool)].format(
            who=person,
            name=called.rstrip(),
            place=texts["places"][b % len(texts["places"])],
            street=f"{c % 190} {texts['streets'][c % len(texts['streets'])]}",
            officer=d % 9000 + 1000,
        )
        text = text[0].upper() + text[1:]
        if e % 10 == 0:
            text += f" Tel 07700 900{d % 900 + 100}."
        if e % 3 == 0:
            text = f"CAD {e % 2400} {day}. {text}"
        told.append(
            text + " " + filler[: world.telling.length - len(text)] if len(text) < world.telling.length else text
        )
    return told
