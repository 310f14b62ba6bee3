"""Sampling: a random slice of what the ranking leaves out, so that what it misses can be estimated.

In come the scored records that are not in the queue, out come the records drawn, each with its stratum and the
probability that it was drawn, and the size of every stratum.

* Strata are band by offence class. A class too small to expect two draws stands with the other small ones of its band
  under the band's own name; where there are too few draws for two from every band, the strongest bands are joined.
* Between bands the draws go by the square root of their sizes: Neyman's optimum (Cochran, Sampling Techniques, 3rd ed.
  1977, chapter 5) where each band hides about as many missed records as the next. Inside a band they go by size.
  Both are made whole as in Wright, The American Statistician 2012 (doi 10.1080/00031305.2012.733679); no chance is 0.
* Inside a stratum the draw is simple and random: by the SHA-256 of seed and record hash, so that neither the order of
  the export nor the number of jobs decides.
"""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

BANDS = ("A", "B", "C", "none")
NO_BAND = BANDS[-1]
RANKED = "ranked"
"""The stratum of the records that stand in the queue by rank: all of them are taken."""

LEAST = 2
"""Draws that a stratum wants, so that its variance can be told."""

Cell = tuple[str, str]
"""A band and an offence class."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many records stand in a stratum, and how many of them are in the queue."""

    size: int
    drawn: int


@dataclass(frozen=True)
class Slice:
    """The records drawn, with `stratum`, `inclusion_probability` and `sampled`; and all strata, by name."""

    records: pd.DataFrame
    strata: Mapping[str, Stratum]


Frames = Callable[[], Iterator[pd.DataFrame]]
"""Scored records part by part, as often as they are asked for; the index tells their place among all."""


def whole(table: pd.DataFrame) -> Frames:
    """A table in one part."""
    return lambda: iter((table,))


def draw(rest: Frames, draws: int, seed: int) -> Slice:
    """Draw `draws` of the records (all, where there are no more); needs `band, offence_class, record_hash, record_id`.

    The probabilities are exact: of a stratum with N records n are drawn, each with n/N.
    """
    cells = Counter(cell for frame in rest() for cell in _cells(frame))
    names, strata = stratify(cells, draws)
    copies = _copies(rest) if draws else {}
    drawn = next(rest(), pd.DataFrame()).head(0).assign(stratum="", lot="")
    for frame in rest() if draws else ():
        told = [names[cell] for cell in _cells(frame)]
        table = frame.assign(stratum=pd.Series(told, frame.index, dtype="str"), lot=_lots(frame, copies, seed))
        drawn = pd.concat([drawn, table]).sort_values("lot")
        wanted = np.array([strata[name].drawn for name in drawn["stratum"]], int)
        drawn = drawn[drawn.groupby("stratum").cumcount().to_numpy() < wanted]
    chances = [strata[name].drawn / strata[name].size for name in drawn["stratum"]]
    return Slice(drawn.drop(columns="lot").assign(inclusion_probability=chances, sampled=True), strata)


def _cells(frame: pd.DataFrame) -> Iterator[Cell]:
    return zip(bands_of(frame), frame["offence_class"], strict=True)


def bands_of(scored: pd.DataFrame) -> "pd.Series[str]":
    """The band of every record, with a name for none."""
    return scored["band"].where(scored["band"] != "", NO_BAND)


def stratify(cells: Mapping[Cell, int], draws: int) -> tuple[dict[Cell, str], dict[str, Stratum]]:
    """The stratum of every cell, and all strata with their draws; `cells` are counts of records."""
    draws = min(draws, sum(cells.values()))
    joined = _joined({band for band, _ in cells}, draws)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for (band, code), size in cells.items():
        groups[joined[band]][code] += size
    shares = allot({name: groups[name].total() for name in dict.fromkeys(joined.values())}, draws, power=1)
    strata: dict[str, Stratum] = {}
    stands: dict[str, set[str]] = {}
    for name, share in shares.items():
        stands[name] = _standing(groups[name], share)
        sizes: Counter[str] = Counter()
        for code, size in groups[name].items():
            sizes[_name(name, code, stands[name])] += size
        told = allot(dict(sorted(sizes.items())), share, power=2)
        strata |= {stratum: Stratum(sizes[stratum], drawn) for stratum, drawn in told.items()}
    return {(band, code): _name(joined[band], code, stands[joined[band]]) for band, code in cells}, strata


def allot(sizes: Mapping[str, int], draws: int, *, power: int) -> dict[str, int]:
    """Share draws out: `LEAST` to each, then one by one by size (`power` 2) or by the square root of size (1).

    None gets more than its size. Wants `LEAST` draws for each, or one share alone.
    """
    shares = {name: min(LEAST, size, draws) for name, size in sizes.items()}

    def claim(name: str) -> tuple[Fraction, int, str]:
        held = shares[name]
        return (-Fraction(sizes[name] ** power, held * (held + 1)), places[name], name)

    places = {name: place for place, name in enumerate(sizes)}
    claims = [claim(name) for name, size in sizes.items() if 0 < shares[name] < size]
    heapq.heapify(claims)
    for _ in range(draws - sum(shares.values())):
        name = heapq.heappop(claims)[-1]
        shares[name] += 1
        if shares[name] < sizes[name]:
            heapq.heappush(claims, claim(name))
    return shares


def _joined(present: set[str], draws: int) -> dict[str, str]:
    """The name under which each band is drawn: its own, or that of bands joined from the strongest down."""
    groups = [[band] for band in BANDS if band in present]
    while draws and len(groups) > 1 and LEAST * len(groups) > draws:
        groups[:2] = [groups[0] + groups[1]]
    return {band: "+".join(group) for group in groups for band in group}


def _standing(sizes: Mapping[str, int], draws: int) -> set[str]:
    """The classes that are strata of their own: these and what is left of the band can each expect `LEAST` draws."""
    total = sum(sizes.values())
    by_size = sorted(sizes, key=lambda code: (-sizes[code], code))
    standing = [code for code in by_size if sizes[code] * draws >= LEAST * total]
    left = total - sum(sizes[code] for code in standing)
    while standing and 0 < left * draws < LEAST * total:
        left += sizes[standing.pop()]
    return set(standing)


def _name(band: str, code: str, standing: set[str]) -> str:
    return f"{band}/{code}" if code in standing else band


def _lots(frame: pd.DataFrame, copies: Mapping[int, int], seed: int) -> list[str]:
    """A lot for every record; copies to the letter draw a lot each."""
    told = zip(frame["record_hash"], frame.index, strict=True)
    return [hashlib.sha256(f"{seed} {name} {copies.get(place, 0)}".encode()).hexdigest() for name, place in told]


def _copies(rest: Frames) -> dict[int, int]:
    """Of records that stand several times, to the letter, which copy each is, by id; by its place. Takes 8 bytes a row.

    A record that stands once, or first, is copy 0 and is not told.
    """
    hashes = [pd.util.hash_array(frame["record_hash"].to_numpy(dtype=object)) for frame in rest()]
    values, counts = np.unique(np.concatenate([np.array([], np.uint64), *hashes]), return_counts=True)
    several = values[counts > 1]
    found = [f.loc[np.isin(h, several), ["record_hash", "record_id"]] for f, h in zip(rest(), hashes, strict=True)]
    told = pd.concat(found).sort_values("record_id") if found else pd.DataFrame({"record_hash": []})
    turns = told.groupby("record_hash").cumcount()
    return {int(place): int(turn) for place, turn in zip(turns.index, turns, strict=True) if turn}
