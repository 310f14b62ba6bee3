"""Ranking: scored records into the order in which a person should read them. Alone sees all records.

In comes the scored table, out comes the queue in rank order. Equal strength is ordered by the hash of the
record, so that neither the order of the export nor the number of jobs decides.
"""

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from overlooked.errors import SettingsError
from overlooked.findings import Finding, Kind
from overlooked.offences import load_offences
from overlooked.reading.foldings import DATE, MONEY, NUMBER, TIME, UNKNOWN, YEAR
from overlooked.reading.neutral import View
from overlooked.sampling import BANDS, NO_BAND, RANKED, Frames, bands_of

LIMIT = 200
SEED = 20
FIRST: Mapping[str, str] = {"child": "children", "recent": "the most recently recorded"}
"""What can stand first within its band, each in words."""


@dataclass(frozen=True)
class Capacity:
    """What can be read: so many records by rank, some of their places kept for offence classes, and a random slice.

    `limit` None keeps every record. `quotas` keeps places within the limit, by class code; `at_most` gives a class no
    more than so many. `audit` records are drawn on top of the limit from what it leaves out, by `seed`. `first` names
    what stands first within its band, of `FIRST`; it moves the order alone and never who is taken. Raises SettingsError
    for what cannot hold.
    """

    limit: int | None = LIMIT
    audit: int = 0
    seed: int = SEED
    quotas: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot hold."""
        if self.limit is None and (self.audit or self.quotas or self.at_most):
            raise SettingsError(
                "every record is kept, so that nothing is left to draw from or to share out among classes; give a limit"
            )
        if self.audit < 0 or (self.limit is not None and self.limit < 1):
            raise SettingsError(f"limit {self.limit}, audit {self.audit}: wants a limit from 1 and an audit from 0")
        _refuse_first(self.first)
        _refuse_places(QUOTA, self.quotas, least=1)
        _refuse_places(AT_MOST, self.at_most, least=0)
        for code in self.quotas.keys() & self.at_most.keys():
            if self.quotas[code] > self.at_most[code]:
                raise SettingsError(
                    f"{code}: at least {self.quotas[code]} places and at most {self.at_most[code]} cannot both hold; "
                    "lower the quota or raise the other"
                )
        kept = sum(self.quotas.values())
        if self.limit is not None and kept > self.limit:
            raise SettingsError(f"quotas keep {kept} places and the limit has {self.limit}; raise it or keep fewer")


QUOTA, AT_MOST = "quota", "at-most"
"""What places are told by: the least that a class has, and the most."""


def read_places(told: Iterable[str], name: str = QUOTA) -> dict[str, int]:
    """Places of classes as they are typed, "theft_other=20"; `name` is the option that tells them.

    Raises SettingsError for another form or a class told twice.
    """
    found: dict[str, int] = {}
    for one in told:
        code, _, places = (part.strip() for part in one.partition("="))
        if not code or not (places.isascii() and places.isdecimal()):
            raise SettingsError(f"{name} {one!r}: wants an offence class and its places, like theft_other=20")
        if code in found:
            raise SettingsError(f"{name} {one!r}: {code} is told already; give one for each class")
        found[code] = int(places)
    return found


def rank(
    scored: pd.DataFrame,
    limit: int | None,
    quotas: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """The first `limit` records by strength, or all with None; each with its stratum and the probability 1.

    `quotas` keeps places for the strongest records of a class that show a sign; what a class cannot fill goes to
    the rest by rank. A class that earns its places by rank takes no others. Of a class in `at_most` stand the strongest
    so many at most; the places of the others go to the rest by rank.
    """
    order = in_order(scored)
    if limit is not None:
        most = [(at_most or {}).get(code, len(order)) for code in order["offence_class"]]
        order = order[order.groupby("offence_class").cumcount().to_numpy() < np.array(most, int)]
        kept = pd.Series(data=False, index=order.index)
        for code, places in (quotas or {}).items():
            own = order.index[(order["offence_class"] == code) & (order["band"] != "")]
            kept[own[:places]] = True
        kept[kept.index[~kept][: limit - kept.sum()]] = True
        order = order[kept]
    return order.assign(stratum=RANKED, inclusion_probability=1.0, sampled=False)


def contenders(frames: Frames, capacity: Capacity) -> pd.DataFrame:
    """The records among which `rank` finds the same ones as among all; no more than limit and quotas need are held.

    A class in `at_most` holds no more than its places, so that what it cannot take leaves none of the others out.
    """
    held = pd.DataFrame()
    for frame in frames():
        held = in_order(pd.concat([held, frame]))
        if capacity.limit is not None:
            held = held[_contends(held, capacity)]
    return held


def _contends(order: pd.DataFrame, capacity: Capacity) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    codes = list(order["offence_class"])
    kept = [max(capacity.quotas.get(code, 0), capacity.at_most.get(code, 0)) for code in codes]
    free = np.array([code not in capacity.at_most for code in codes], bool)
    first = free & (np.cumsum(free) <= (capacity.limit or 0))
    place = order.groupby("offence_class").cumcount().to_numpy()
    return first | (place < np.array(kept, int))


def in_order(records: pd.DataFrame, first: Sequence[str] = ()) -> pd.DataFrame:
    """The records by strength; ties by their hash, copies to the letter by their id.

    With `first`, by band, and within it what is named there first; then by strength.
    """
    if not first:
        by = ["strength", "record_hash", "record_id"]
        return records.sort_values(by, ascending=[False, True, True], kind="stable")
    rows = zip(*(records[name] for name in KEYS), strict=True)
    keys = [order_key(dict(zip(KEYS, row, strict=True)), first) for row in rows]
    return records.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


KEYS = ("strength", "record_hash", "record_id", "band", "tells_of_child", "recorded_on")
"""The columns that the order is made from; the last three only where something stands first."""


def order_key(row: Mapping[str, Any], first: Sequence[str] = ()) -> tuple[str | int, ...]:
    """What a record is sorted by, as `in_order` sorts, the least first; `row` holds `KEYS`."""
    plain = (-int(row["strength"]), row["record_hash"], row["record_id"])
    if not first:
        return plain
    own = {"child": not row["tells_of_child"], "recent": -_day_number(row["recorded_on"])}
    return (BANDS.index(row["band"] or NO_BAND), *(int(own[name]) for name in first), *plain)


def _day_number(recorded_on: str) -> int:
    """A day as a number, the later the larger; 0 for what is no date, so that it stands last."""
    try:
        return date.fromisoformat(recorded_on[:10]).toordinal()
    except (TypeError, ValueError):
        return 0


def bands(scored: pd.DataFrame) -> dict[str, int]:
    """How many records of the whole screening stand in each band."""
    counts = Counter(bands_of(scored))
    return {name: counts[name] for name in BANDS}


_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
_MONTHS = "january february march april june july august september october november december"
_UNITS = "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand"
_TENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
_TAILS = "st nd rd th"
BLANKED = frozenset({DATE, MONEY, NUMBER, TIME, YEAR, *f"{_DAYS} {_MONTHS} {_UNITS} {_TENS} {_TAILS}".split()})
"""Numbers and dates, in figures and in words; not "may", "sat", "sun", which are words of their own.

Ages are not blanked: a child's is never taken for an adult's.
"""


def group_id(view: View, findings: Iterable[Finding], record_hash: str) -> str:
    """Ties near-copies: equal neutral text with numbers and dates blanked, and equal findings asserted alike.

    A record without a sign stands alone: there is nothing in it to decide once.
    """
    found = list(findings)
    if not any(f.kind is Kind.INDICATOR for f in found):
        return record_hash
    told = sorted((f.indicator, f.assertion) for f in found)
    blanked = [UNKNOWN if form in BLANKED or form.isdecimal() else form for form in view.symbols()]
    text = [form for index, form in enumerate(blanked) if form != UNKNOWN or blanked[index - 1 : index] != [UNKNOWN]]
    return hashlib.sha256(json.dumps([text, told]).encode()).hexdigest()[:16]


NEAR = 4


def _refuse_places(name: str, told: Mapping[str, int], least: int) -> None:
    for code, places in told.items():
        _refuse_class(name, code)
        if places < least:
            raise SettingsError(f"{name} {code}={places}: wants at least {least}")


def _refuse_first(told: Sequence[str]) -> None:
    for name in told:
        if name not in FIRST:
            raise SettingsError(f"first {name!r}: nothing that can stand first; it is one of {', '.join(FIRST)}")
    if len(set(told)) < len(told):
        raise SettingsError(f"first {', '.join(told)}: one is told twice; give each once")


def _refuse_class(name: str, code: str) -> None:
    """Raise SettingsError for a class that there is not, naming those near it, or that no queue holds."""
    offences = load_offences()
    if code not in offences.classes:
        word = code.lower().replace("_", " ")
        speaks = {rule.offence_class: (*rule.every, *rule.one_of) for rule in reversed(offences.rules)}
        near = [
            known
            for known, told in offences.classes.items()
            if any(word in text for text in (known.replace("_", " "), told.name.lower(), *speaks.get(known, ())))
        ]
        near = near[:NEAR] or difflib.get_close_matches(code, offences.classes, n=NEAR, cutoff=0.0)
        nearby = ", ".join(f"{known} ({offences.classes[known].name})" for known in near)
        raise SettingsError(f"{name} for {code!r}: no such offence class; near it are {nearby}")
    if not offences.classes[code].screened:
        raise SettingsError(f"{name} for {code!r}: such records are left out; it wants a class that is screened")
