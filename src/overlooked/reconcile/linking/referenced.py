"""The first step of linking: by the references that stand in each other's text.

In come the two tables, out come links and proposals. A reference links where the other side bears it exactly and
nothing speaks against it; a digit that is off, a force that differs and a record of somebody else only propose.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from overlooked.reconcile.linking.identity import (
    MATTER,
    PROPOSED,
    SURE,
    Fit,
    Looked,
    fit,
    person_of_crime,
    person_of_referral,
    same_force,
)
from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.linking.references import (
    BETWEEN,
    CALL_WORDS,
    Call,
    calls,
    candidates,
    canonicals,
    near,
    opaque,
    shape,
    without_letters,
)

SHAPES = 20
"""So many ways in which referrals' references are written are looked for in narratives."""
ANY_SIGNS = r"[^A-Za-z0-9]{0,2}"
"""What the sieve lets stand between the runs of a reference: its engine does not know every kind of space."""
LEAST_BARE = 4
"""A number without its prefix has so many digits."""
_OF_ANY_FORCE = frozenset({"CR", "CRI", "CRN", "REF", "OCC"})
"""Letters before a reference that tell no force."""


class _Sides(NamedTuple):
    """Both tables, row by row."""

    referrals: Looked
    crimes: Looked

    def fit(self, referral: int, crime: int) -> Fit:
        return fit(self.referrals.person(referral), self.crimes.person(crime))

    def same_force(self, referral: int, crime: int) -> bool:
        return same_force(self.referrals.row(referral), self.crimes.row(crime))


def by_reference(referrals: pd.DataFrame, crimes: pd.DataFrame) -> Links:
    """Links by references of crimes and call logs in a referral, and by a referral's own reference in a narrative."""
    sides = _Sides(Looked(referrals, person_of_referral), Looked(crimes, person_of_crime))
    found = [
        *_crime_references(referrals, crimes, sides),
        *_call_logs(referrals, crimes, sides),
        *_own_references(referrals, crimes, sides),
    ]
    links = {(f.referral, f.crime): f for f in found if f.score >= MATTER}
    proposals = {(f.referral, f.crime): f for f in found if f.score < MATTER}
    return Links(tuple(links.values()), tuple(p for pair, p in proposals.items() if pair not in links))


def _crime_references(referrals: pd.DataFrame, crimes: pd.DataFrame, sides: _Sides) -> Iterator[Link]:
    """Crime references that a referral names: exactly, without their letters, or with a digit off."""
    whole = canonicals(crimes["crime_reference"])
    bare = whole.map(without_letters)
    cells = referrals["crime_or_cad_reference"]
    named = {at: list(dict.fromkeys(candidates(text))) for at, text in _filled(cells)}
    wanted = {key for keys in named.values() for key in keys}
    exact, shortened = _rows_by(whole, wanted), _rows_by(bare, {key for key in wanted if _is_bare(key)})
    close = _rows_by(whole, {other for key in wanted if key not in exact for other in near(key)})
    for at, keys in named.items():
        hits = [key for key in keys if key in exact]
        for key in hits:
            told = f"The referral names {key}, this crime's reference."
            yield from _of_matter(sides, at, exact[key], told, sure=_is_own(key))
        for key in keys if not hits else ():
            if key in shortened:
                told = f"The referral names {key}, this crime's reference without its letters."
                yield from _of_matter(sides, at, shortened[key], told, sure=False)
            for other in near(key):
                if other in close:
                    yield from _off_by_one(sides, at, close[other], key)


def _is_bare(key: str) -> bool:
    return key[:1].isdigit() and max(map(len, filter(str.isdigit, key.split("/"))), default=0) >= LEAST_BARE


def _is_own(key: str) -> bool:
    """Whether a reference bears letters of its force, so that no other force writes the same."""
    return any(part.isalpha() and part not in _OF_ANY_FORCE for part in key.split("/"))


def _rows_by(keys: "pd.Series[str]", wanted: set[str]) -> dict[str, list[int]]:
    """The rows that bear each of the wanted keys."""
    found: dict[str, list[int]] = defaultdict(list)
    kept = keys[keys.isin(wanted)]
    for at, key in _filled(kept):
        found[key].append(at)
    return found


def _of_matter(sides: _Sides, at: int, rows: Sequence[int], told: str, *, sure: bool) -> Iterator[Link]:
    """Links to the rows of one crime: to the person's own row, to all where none is told, and none to somebody else.

    Unless `sure`, the force or the person must agree, or the pair is proposed.
    """
    fits = {row: sides.fit(at, row) for row in rows}
    own = [row for row, how in fits.items() if how is Fit.SAME]
    for row in own or rows:
        if fits[row] is Fit.SAME:
            yield Link(at, row, Step.REFERENCE, SURE, f"{told} Name or date of birth agrees.")
        elif fits[row] is Fit.OTHER:
            yield Link(at, row, Step.REFERENCE, PROPOSED, f"{told} But its victim has another name or date of birth.")
        elif sure or sides.same_force(at, row):
            yield Link(at, row, Step.REFERENCE, MATTER, f"{told} It does not tell enough of the person to compare.")
        else:
            yield Link(at, row, Step.REFERENCE, PROPOSED, f"{told} But the force is another.")


def _off_by_one(sides: _Sides, at: int, rows: Sequence[int], key: str) -> Iterator[Link]:
    """Proposals where one digit is off and force or person agrees."""
    for row in rows:
        how = sides.fit(at, row)
        if how is Fit.SAME or (how is Fit.OPEN and sides.same_force(at, row)):
            told = f"The referral names {key}; this crime's reference differs from it in one digit, or in two swapped."
            yield Link(at, row, Step.REFERENCE, PROPOSED, told)


def _call_logs(referrals: pd.DataFrame, crimes: pd.DataFrame, sides: _Sides) -> Iterator[Link]:
    """Call logs that stand in a referral and in a crime's narrative, with the same number and day."""
    named = {at: calls(text) for at, text in _filled(referrals["crime_or_cad_reference"])}
    wanted = {call for found in named.values() for call in found if call.day}
    if not wanted:
        return
    numbers = {call.number for call in wanted}
    rows: dict[Call, list[int]] = defaultdict(list)
    holds = crimes["narrative"].str.contains("|".join(CALL_WORDS), case=False, regex=True)
    reported = crimes["reported_on"].tolist()
    for row, text in _filled(crimes["narrative"][holds]):
        for call in calls(text):
            if call.number in numbers:
                for day in [call.day] if call.day else _around(reported[row]):
                    rows[Call(call.number, day)].append(row)
    for at, found in named.items():
        for call in found:
            for row in dict.fromkeys(rows.get(call, ()) if call.day else ()):
                told = f"Referral and narrative name the call log {call.number} of {call.day}."
                yield from _of_matter(sides, at, [row], told, sure=False)


def _around(reported: str) -> list[date]:
    """The day on which a crime was reported, and those beside it."""
    if not reported:
        return []
    day = date.fromisoformat(reported[:10]).toordinal()
    return [date.fromordinal(near_by) for near_by in range(max(day - 1, 1), min(day + 1, date.max.toordinal()) + 1)]


def _own_references(referrals: pd.DataFrame, crimes: pd.DataFrame, sides: _Sides) -> Iterator[Link]:
    """Referrals' own references that stand in a crime's narrative or among its references."""
    known: dict[str, list[int]] = defaultdict(list)
    for at, text in _filled(referrals["nrm_reference"]):
        if key := opaque(text):
            known[key].append(at)
    if not known:
        return
    shapes = Counter(shape(text) for text in referrals["nrm_reference"] if opaque(text)).most_common(SHAPES)
    written = "|".join(way for way, _ in shapes)
    holds = _may_hold(crimes["narrative"], written)
    whole = re.compile(rf"(?<![A-Za-z0-9])(?:{written})(?![A-Za-z0-9])")
    for row, text in _filled(crimes["narrative"][holds]):
        for found in dict.fromkeys(map(opaque, whole.findall(text))):
            for at in known.get(found, ()):
                told = f"The narrative names the referral {referrals['nrm_reference'][at]}."
                yield from _of_matter(sides, at, [row], told, sure=True)


def _may_hold(column: "pd.Series[str]", written: str) -> "pd.Series[bool]":
    """The cells in which one of the shapes may stand, with any signs between its runs: a sieve in linear time."""
    found = pc.match_substring_regex(pa.array(column, pa.large_string()), pattern=written.replace(BETWEEN, ANY_SIGNS))
    return pd.Series(found.to_numpy(zero_copy_only=False), index=column.index, dtype=bool)


def _filled(column: "pd.Series[str]") -> Iterator[tuple[int, str]]:
    """The cells that tell something, with their rows."""
    return ((row, text) for row, text in zip(column.index.tolist(), column, strict=True) if text)
