"""Columns: which column of a file is which known one, by usual names or by the user's own mapping."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from overlooked.errors import RecordsError
from overlooked.notation import from_toml, settings_of
from overlooked.records.cells import iso_moment, plain, shown
from overlooked.records.schema import RECORDS, Schema, fold
from overlooked.records.table import Table, said

LONGEST_NAME = 60
"""No column's name is longer, in characters."""
_NUMBER = re.compile(r"\d{5}")


def chosen_columns(path: Path, schema: Schema = RECORDS) -> dict[str, tuple[str, ...]]:
    """The user's own mapping. Raises RecordsError with the nearest valid key."""
    try:
        given = from_toml(settings_of(path))
    except (OSError, ValueError) as error:
        line = f'{schema.needed[0]} = "Free Text"'
        raise RecordsError(f"{path} cannot be read as lines such as {line} ({said(error)})") from error
    chosen = {}
    for known, names in given.items():
        if known not in schema.known:
            near = difflib.get_close_matches(known, schema.known, n=1, cutoff=0)[0]
            listed = ", ".join(schema.known)
            raise RecordsError(f"{path}: unknown key {known!r}; did you mean {near!r}? Known are {listed}")
        given_names = [names] if isinstance(names, str) else names
        if not isinstance(given_names, list) or not given_names or not all(isinstance(n, str) for n in given_names):
            raise RecordsError(f"{path}: {known} wants the name of a column, in quotes")
        if len(given_names) > 1 and known not in schema.joined:
            joined = f"{' and '.join(schema.joined)} take{'s' * (len(schema.joined) == 1)} several"
            raise RecordsError(f"{path}: {known} wants one column; only {joined}, to join them")
        chosen[known] = tuple(given_names)
    return chosen


class NoColumnError(RecordsError):
    """A table has none of the columns that are needed, by usual names or by the user's own."""


def columns_of(
    source: object,
    table: Table,
    chosen: Mapping[str, Sequence[str]],
    elsewhere: Collection[str] = (),
    schema: Schema = RECORDS,
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
    for known in (known for known in schema.known if known not in chosen):
        ranks = ([at for at, name in folded if rank.get(name) == known] for rank in schema.ranks)
        positions[known] = tuple(next(filter(None, ranks), ()))
        if len(positions[known]) > 1:
            names = [f'"{shown(table.names[at])}"' for at in positions[known]]
            which = " and ".join(names)
            both = f" or {known} = [{', '.join(names)}] to join them" if known in schema.joined else ""
            how = f"{_how(schema)} {known} = {names[0]}{both}"
            raise RecordsError(f"{source}: columns {which} may each be the {known}; {how}")
    if not any(positions[known] for known in schema.needed):
        raise _none_needed(source, table, schema)
    return positions


def _none_needed(source: object, table: Table, schema: Schema) -> NoColumnError:
    if _is_record(table.names):
        return NoColumnError(
            f"{source}: no column for the {schema.what}: its first line looks like a record and is not shown here; put "
            "the names of the columns above it"
        )
    listed = ", ".join(map(shown, table.names[:30]))
    one = schema.needed[0]
    is_narrative = one == "narrative"
    line = f'{one} = "{shown(likeliest([table]) if is_narrative else table.names[0])}"'
    why = " (its longest text)" if is_narrative else ""
    return NoColumnError(f"{source}: no column for the {schema.what} among {listed}; {_how(schema)} {line}{why}")


def _is_record(names: Sequence[str]) -> bool:
    """Whether a header is a row of a file that has none: a date, a long number or a long text among its cells."""
    return any(len(name) > LONGEST_NAME or _NUMBER.search(name) or iso_moment(name) for name in names)


def _how(schema: Schema) -> str:
    return f"say which in a file for {schema.option}, such as"


def _position(source: object, names: Sequence[str], wanted: str) -> int:
    found = [at for at, name in enumerate(names) if name == wanted]
    found = found or [at for at, name in enumerate(names) if fold(name) == fold(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordsError(f"{source}: {len(found)} columns are called {wanted!r}; rename all but one")
    if _is_record(names):
        raise RecordsError(f"{source}: no column {wanted!r}; its first line looks like a record, not like a header")
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
