"""Columns: which column of a file is which known one, by usual names or by the user's own mapping."""

import difflib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path

from overlooked.errors import RecordsError
from overlooked.notation import from_toml
from overlooked.records.cells import plain, shown
from overlooked.records.table import Table, said

KNOWN = ("record_id", "recorded_on", "force", "area", "offence", "offence_code", "narrative")


def chosen_columns(path: Path) -> dict[str, tuple[str, ...]]:
    """The user's own mapping. Raises RecordsError with the nearest valid key."""
    try:
        given = from_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise RecordsError(f'{path} cannot be read as lines such as narrative = "Free Text" ({said(error)})') from error
    chosen = {}
    for known, names in given.items():
        if known not in KNOWN:
            near = difflib.get_close_matches(known, KNOWN, n=1, cutoff=0)[0]
            raise RecordsError(f"{path}: unknown key {known!r}; did you mean {near!r}? Known are {', '.join(KNOWN)}")
        listed = [names] if isinstance(names, str) else names
        if not isinstance(listed, list) or not listed or not all(isinstance(name, str) for name in listed):
            raise RecordsError(f"{path}: {known} wants the name of a column, in quotes")
        if len(listed) > 1 and known != "narrative":
            raise RecordsError(f"{path}: {known} wants one column; only narrative takes several, to join them")
        chosen[known] = tuple(listed)
    return chosen


class NoNarrativeError(RecordsError):
    """No column of a table is the narrative, by usual names or by the user's own."""


def usual_as(name: str) -> str:
    """The known column that a name usually stands for, or ""."""
    return next((rank[fold(name)] for rank in _usual() if fold(name) in rank), "")


def fold(name: str) -> str:
    """A column name without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def _usual() -> tuple[dict[str, str], ...]:
    """From folded column names to known columns, in the order in which they are asked."""
    shipped = from_toml((files("overlooked") / "data" / "columns.toml").read_text(encoding="utf-8"))
    named = [{known: [known] for known in KNOWN}, shipped["usual"], shipped["weaker"]]
    return tuple({fold(name): known for known, names in rank.items() for name in names} for rank in named)


def candidates(names: Sequence[str], known: str) -> list[str]:
    """The columns that may be a known one by the best of their names."""
    ranks = ([name for name in names if rank.get(fold(name)) == known] for rank in _usual())
    return next(filter(None, ranks), [])


def columns_of(
    source: object, table: Table, chosen: Mapping[str, Sequence[str]], elsewhere: Collection[str] = ()
) -> dict[str, tuple[int, ...]]:
    """Where each known column stands in the table; RecordsError where that is not clear.

    Of the chosen columns, one that only other tables have (`elsewhere`, folded names) says nothing about this one.
    """
    own = {fold(name) for name in table.names}
    here = {
        known: [name for name in names if fold(name) in own or fold(name) not in elsewhere]
        for known, names in chosen.items()
    }
    chosen = {known: names for known, names in here.items() if names}
    positions = {
        known: tuple(_position(source, table.names, name) for name in names) for known, names in chosen.items()
    }
    taken = set(chain.from_iterable(positions.values()))
    folded = [(at, fold(name)) for at, name in enumerate(table.names) if at not in taken]
    for known in (known for known in KNOWN if known not in chosen):
        ranks = ([at for at, name in folded if rank.get(name) == known] for rank in _usual())
        positions[known] = tuple(next(filter(None, ranks), ()))
        if len(positions[known]) > 1:
            names = [f'"{shown(table.names[at])}"' for at in positions[known]]
            which = " and ".join(names)
            both = f" or {known} = [{', '.join(names)}] to join them" if known == "narrative" else ""
            raise RecordsError(f"{source}: columns {which} may each be the {known}; {_HOW} {known} = {names[0]}{both}")
    if not positions["narrative"]:
        listed = ", ".join(map(shown, table.names[:30]))
        line = f'narrative = "{shown(likeliest([table]))}"'
        raise NoNarrativeError(
            f"{source}: no column for the narrative among {listed}; {_HOW} {line} (its longest text)"
        )
    return positions


_HOW = "say which in a file for --columns, such as"


def _position(source: object, names: Sequence[str], wanted: str) -> int:
    found = [at for at, name in enumerate(names) if name == wanted]
    found = found or [at for at, name in enumerate(names) if fold(name) == fold(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordsError(f"{source}: {len(found)} columns are called {wanted!r}; rename all but one")
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0)
    raise RecordsError(f"{source}: no column {wanted!r}; did you mean {shown(near[0]) if near else ''!r}?")


def likeliest(tables: Sequence[Table]) -> str:
    """The column with the longest text among the first rows of the tables; "" where there is no column."""
    sizes: Counter[str] = Counter()
    for table in tables:
        for row in islice(table.rows(), 200):
            if not row.fault:
                sizes.update({name: len(plain(cell)) for name, cell in zip(table.names, row.cells, strict=True)})
    return max(sizes, key=sizes.__getitem__, default=next((name for table in tables for name in table.names), ""))
