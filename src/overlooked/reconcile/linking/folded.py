"""Folded rows: a referral or a crime's victim as columns that can be compared, in Arrow tables that DuckDB reads.

A referral is told once for each way to read its name (as it stands, exchanged, by each alias), a victim once. What is
made of a name is made once for each different name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from overlooked.reconcile.linking.settings import Rarity
from overlooked.reconcile.people.names import (
    REMEMBERED,
    Birth,
    aliases,
    birth,
    core,
    load_names,
    name_tokens,
    nationality,
    phonetic,
    plain,
    sex,
)

Tokens = tuple[str, ...]
Name = tuple[Tokens, Tokens]
"""Forenames and surnames."""

SHORTEST_SOUND = 3
"""Consonants that two names must share to sound alike: with fewer, too many different names do."""
ABROAD = frozenset({"N200/4", "N200/5"})
"""Crime-recording codes for exploitation outside England and Wales."""


@dataclass(frozen=True, slots=True)
class Folded:
    """`names`: one row a different name; `referrals` and `victims`: one row a reading, `name` leading to `names`."""

    names: pa.Table
    referrals: pa.Table
    victims: pa.Table


@lru_cache(maxsize=REMEMBERED)
def name_of(forename: str, surname: str) -> Name:
    """The two cells of a name; a whole name in one cell is parted before its last word.

    >>> name_of("Van Hung", "Nguyen"), name_of("", "Selam Tesfay")
    ((('hung',), ('nguyen',)), (('selam',), ('tesfay',)))
    """
    first, last = core(name_tokens(forename)), core(name_tokens(surname))
    whole = first or last
    if not (first and last) and len(whole) > 1:
        return whole[:-1], whole[-1:]
    return first, last


def readings(forename: str, surname: str, other_names: str) -> list[tuple[str, Name]]:
    """Every way to read a referral's name, each with its form: straight, crossed or alias.

    >>> readings("Lan", "Mai", "Lucky")
    [('straight', (('lan',), ('mai',))), ('crossed', (('mai',), ('lan',))), ('alias', (('lucky',), ('mai',)))]
    """
    first, last = name_of(forename, surname)
    told = [("straight", (first, last)), ("crossed", (last, first))] if first or last else []
    for alias in aliases(other_names):
        tokens = core(alias)
        own = (tokens[:-1], tokens[-1:]) if len(tokens) > 1 else (tokens, last)
        told.append(("alias", own))
        if len(tokens) > 1:
            told.append(("alias", (own[1], own[0])))
    seen: set[Name] = set()
    return [(form, name) for form, name in told if not (name in seen or seen.add(name))]  # type: ignore[func-returns-value]


def folded(referrals: pd.DataFrame, crimes: pd.DataFrame, rarity: Rarity) -> Folded:
    """Both tables folded; crimes whose victim has no name are left out."""
    spots: list[int] = []
    forms: list[str] = []
    own: list[Name] = []
    for row, cells in enumerate(zip(referrals["forename"], referrals["surname"], referrals["aliases"], strict=True)):
        for form, name in readings(*cells):
            spots.append(row)
            forms.append(form)
            own.append(name)
    theirs = [
        name_of(forename, surname)
        for forename, surname in zip(crimes["victim_forename"], crimes["victim_surname"], strict=True)
    ]
    named = [row for row, (first, last) in enumerate(theirs) if first or last]
    theirs = [theirs[row] for row in named]
    numbers = {name: number for number, name in enumerate(dict.fromkeys([*own, *theirs]))}
    straight = [name for form, name in zip(forms, own, strict=True) if form == "straight"]
    cells_of = referrals.iloc[spots]
    place = cells_of["exploitation_place"].map({"overseas": "abroad", "uk": "here"})
    told = _told(cells_of, "", "referral_date", spots, [numbers[name] for name in own], forms)
    told |= {"exploitation_force": _cells(cells_of["exploitation_force"], _force), "place": _texts(place)}
    victims = crimes.iloc[named]
    abroad = victims["offence_code"].isin(ABROAD).map({True: "abroad", False: None})
    heard = _told(
        victims, "victim_", "recorded_on", named, [numbers[name] for name in theirs], ["straight"] * len(named)
    )
    heard |= {"exploitation_force": pa.nulls(len(named), pa.string()), "place": _texts(abroad)}
    return Folded(_names(list(numbers), [*straight, *theirs], rarity), pa.table(told), pa.table(heard))


def _told(
    table: pd.DataFrame, prefix: str, day: str, rows: Sequence[int], names: Sequence[int], forms: Sequence[str]
) -> dict[str, pa.Array]:
    births = table[f"{prefix}date_of_birth"].map(birth)

    def of_birth(part: Callable[[Birth], str]) -> pa.Array:
        return _texts(births.map(part))

    return {
        "unique_id": pa.array(range(len(rows)), pa.int32()),
        "row": pa.array(rows, pa.int32()),
        "name": pa.array(names, pa.int32()),
        "form": pa.array(forms, pa.string()),
        "birth_day": of_birth(lambda own: own.day),
        "birth_year": of_birth(lambda own: own.year),
        "birth_swapped": of_birth(lambda own: "" if own.is_default else own.swapped),
        "birth_default": pa.array([own.is_default or not own.day for own in births], pa.bool_()),
        "sex": _cells(table[f"{prefix}sex"], sex),
        "nationality": _cells(table[f"{prefix}nationality"], nationality),
        "force": _cells(table["force"], _force),
        "day": _texts(table[day].str.slice(0, 10)).cast(pa.date32()),
    }


def _texts(cells: pd.Series) -> pa.Array:
    return pa.array([cell if isinstance(cell, str) and cell else None for cell in cells], pa.string())


def _cells(cells: pd.Series, fold: Callable[[str], str]) -> pa.Array:
    once = {cell: fold(cell) for cell in cells.unique()}
    return _texts(cells.map(once))


def _force(text: str) -> str:
    """A force's name without what some write and others do not."""
    words = [word for word in plain(text).split() if word not in {"police", "constabulary", "service"}]
    return " ".join(words)


def _names(names: Sequence[Name], told: Iterable[Name], rarity: Rarity) -> pa.Table:
    """What is compared of each name, and how often its commonest part stands among the names `told`."""
    columns: dict[str, pa.Array] = {"name": pa.array(range(len(names)), pa.int32())}
    counted = Counter(told)
    for role, at in (("forename", 0), ("surname", 1)):
        parts = [name[at] for name in names]
        texts, lists = pa.string(), pa.list_(pa.string())
        columns |= {
            role: pa.array([sorted(set(own)) or None for own in parts], lists),
            f"{role}_joined": pa.array(["".join(own) or None for own in parts], texts),
            f"{role}_classes": pa.array([_classes(own) for own in parts], lists),
            f"{role}_kin": pa.array([_kin(own) for own in parts], lists),
            f"{role}_sound": pa.array([_sounds(own, SHORTEST_SOUND) for own in parts], lists),
            f"{role}_keys": pa.array([_sounds((*own, "".join(own)), 1) + _kin(own) for own in parts], lists),
        }
        for kind, classes in (("class", _classes), ("whole", _whole), ("sound_class", _sound_classes)):
            shares = _shares(((name[at], number) for name, number in counted.items()), classes, rarity, role)
            commonest = [max(classes(own), key=lambda one: (shares.get(one, 0.0), one), default=None) for own in parts]
            columns[f"{role}_{kind}"] = pa.array(commonest, texts)
            columns[f"tf_{role}_{kind}"] = pa.array([shares.get(one) if one else None for one in commonest])
    return pa.table(columns)


def _kin(tokens: Tokens) -> list[str]:
    kin = load_names().kin
    return sorted({f"#{group}" for token in tokens for group in kin.get(token, ())})


def _sounds(tokens: Tokens, shortest: int) -> list[str]:
    """How the words sound, where that has so many consonants; a vowel that begins a word stands as A."""
    return sorted({sound for sound in map(phonetic, tokens) if len(sound.lstrip("A")) >= shortest})


def _classes(tokens: Tokens) -> list[str]:
    """Each token as the first group of names that it is a form of, or itself."""
    kin = load_names().kin
    return sorted({f"#{min(kin[token])}" if token in kin else token for token in tokens})


def _whole(tokens: Tokens) -> list[str]:
    """All tokens together: two forenames are rarer than the commoner of them."""
    return [" ".join(_classes(tokens))] if tokens else []


def _sound_classes(tokens: Tokens) -> list[str]:
    return sorted({phonetic(token) for token in tokens})


def _shares(
    counted: Iterable[tuple[Tokens, int]], classes: Callable[[Tokens], list[str]], rarity: Rarity, role: str
) -> dict[str, float]:
    """Each class's share of the rows that tell any, held to what is usual where rows are few."""
    found: Counter[str] = Counter()
    total = 0
    for tokens, number in counted:
        total += number if tokens else 0
        for one in classes(tokens):
            found[one] += number
    usual = rarity.rows * rarity.usual[role]
    return {one: (number + usual) / (total + rarity.rows) for one, number in found.items()}
