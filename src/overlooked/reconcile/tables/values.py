"""Values: what the cells of both tables say, in the words that the rest of this package knows.

In comes a table as its file has it, out comes one as `tables.py` tells, with notes: what could not be read, was changed
or looks wrong, with how many rows and the first of them. No row is dropped here.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from overlooked.notation import from_toml
from overlooked.records.cells import NARRATIVE_LIMIT, iso_birth_day, iso_day, iso_moment
from overlooked.records.schema import fold

_NAMES = ("forename", "surname", "aliases", "victim_forename", "victim_surname")
_AS_WRITTEN = ("offence", "offence_code", "narrative", "status")
_CENTURY, _PART = 100, 100_000
_MIDNIGHT = "T00:00"
_N_CODE = r"^\s*N\s*200\b"
_KNOWN_N_CODE = r"^\s*N\s*200\s*/\s*[1-6]\s*$"
"""The codes of referrals that are no crimes, N200/1 to N200/6."""

Folded = tuple[pd.DataFrame, tuple[str, ...]]


def referral_values(table: pd.DataFrame) -> Folded:
    """Referrals with the values of `tables.py`, and the notes on them."""
    notes = _Notes(table)
    kinds = {
        "referral_type": "referral_type",
        "rg_decision": "decision",
        "cg_decision": "decision",
        "exploitation_place": "exploitation_place",
        "age_status": "age_status",
        "sex": "sex",
    }
    cells = {name: _said(table[name], kind, notes) for name, kind in kinds.items()}
    told = _without_nothing(table, cells)
    for name in ("referral_date", "rg_decision_date"):
        cells[name] = _dates(told[name], iso_day, notes)
    births = _dates(told["date_of_birth"], iso_birth_day, notes)
    cells["date_of_birth"] = _born_by(_last_day(cells["referral_date"]), births, notes)
    folded = table.assign(**told | cells)
    _note_shared(folded["nrm_reference"], notes)
    return folded, tuple(notes.lines)


def crime_values(table: pd.DataFrame) -> Folded:
    """Crimes with the values of `tables.py`, and the notes on them."""
    notes = _Notes(table)
    cells = {"victim_sex": _said(table["victim_sex"], "sex", notes)}
    told = _without_nothing(table, cells)
    for name in ("reported_on", "recorded_on"):
        cells[name] = _moments(_dates(told[name], iso_moment, notes), table["source"])
    births = _dates(told["victim_date_of_birth"], iso_birth_day, notes)
    cells["victim_date_of_birth"] = _born_by(_last_day(cells["reported_on"], cells["recorded_on"]), births, notes)
    code = table["offence_code"]
    unknown = code.str.contains(_N_CODE, case=False) & ~code.str.contains(_KNOWN_N_CODE, case=False)
    notes.add(unknown, "offence_code is no N-code that is known, kept as it is")
    cut = table["narrative"].str.len() >= NARRATIVE_LIMIT
    notes.add(cut, f"narrative is longer than {NARRATIVE_LIMIT:,} characters, read so far")
    _note_early(cells["reported_on"], cells["recorded_on"], notes)
    return table.assign(**told | cells), tuple(notes.lines)


class _Notes:
    """Lines on the rows of one table: what, how many, and the first."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows, self._sources = table["row"], table["source"]
        self._several = len(self._sources.unique()) > 1
        self.lines: list[str] = []

    def at(self, position: int) -> str:
        """How a row is called."""
        file = f" of {self._sources.iloc[position]}" if self._several else ""
        return f"row {self._rows.iloc[position]}{file}"

    def add(self, found: pd.Series, what: str) -> None:
        """One line where any row is `found`. What stands there is not quoted: a note may be read by anybody."""
        if not found.any():
            return
        first = int(found.to_numpy(dtype=bool).argmax())
        self.lines.append(f"{what}: {int(found.sum()):,}, first in {self.at(first)}.")


def _mapped(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """The column with every cell changed, part by part; within one, each text is looked at once."""
    parts = []
    for start in range(0, len(column), _PART):
        part = column.iloc[start : start + _PART]
        changed: dict[Any, str] = {text: change(text) for text in part.unique()}
        parts.append(part.map(changed).astype("str"))
    return pd.concat(parts)


def _said(column: pd.Series, kind: str, notes: _Notes) -> pd.Series:
    """The values that the cells name; one that none names is "" and noted."""
    phrases, filler = _phrases(kind)
    values = _mapped(column, lambda text: _value(text, phrases, filler) or "")
    unknown = {text for text in column.unique() if text and _value(text, phrases, filler) is None}
    notes.add(column.isin(unknown), f"{column.name} says nothing that is known, left empty")
    return values


def _value(text: str, phrases: Mapping[str, str], filler: frozenset[str]) -> str | None:
    found = phrases.get(fold(text))
    if found is not None or not text:
        return found or ""
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    rest = "".join(word for word in words if word not in filler)
    return phrases.get(rest, None if fold(text) else "")


def _without_nothing(table: pd.DataFrame, done: Mapping[str, object]) -> dict[str, pd.Series]:
    """The other columns, "" where a cell only says that nothing is known."""
    everywhere, not_in_names = _nothing()
    names = [n for n in table.columns if n not in {*done, *_AS_WRITTEN, "source", "row"}]
    told = {}
    for name in names:
        empty = everywhere if name in _NAMES else everywhere | not_in_names
        told[name] = table[name].where(~table[name].str.lower().isin(empty), "")
    return told


def _dates(column: pd.Series, change: Callable[[str], str], notes: _Notes) -> pd.Series:
    days = _mapped(column, change)
    notes.add((days == "") & (column != ""), f"{column.name} cannot be read as a date, left empty")
    return days


def _last_day(*columns: pd.Series) -> str:
    """The last day on which a row came in; one to come is a slip, and where no day is told it is today."""
    today = datetime.now(tz=UTC).date().isoformat()
    days = {str(day) for column in columns for day in column.str[:10].unique()}
    return max((day for day in days if day and day <= today), default=today)


def _born_by(last: str, births: pd.Series, notes: _Notes) -> pd.Series:
    """Births after that day are of the century before, as where a year has two digits."""
    notes.add(births > last, f"{births.name} lies after {last}, read as of the century before")
    return _mapped(births, lambda day: _a_century_before(day) if day > last else day)


def _a_century_before(day: str) -> str:
    """The same day a century earlier, "" where there was none."""
    return iso_day(f"{int(day[:4]) - _CENTURY:04d}{day[4:]}")


def _moments(column: pd.Series, sources: pd.Series) -> pd.Series:
    """Moments; where all of a file are at midnight, the file tells days only."""
    timed = column.str.contains("T", regex=False)
    real = timed & ~column.str.endswith(_MIDNIGHT)
    is_midnight = timed & ~sources.isin(sources[real].unique())
    return column.where(~is_midnight, column.str[:10])


def _note_early(reported: pd.Series, recorded: pd.Series, notes: _Notes) -> None:
    told = (reported != "") & (recorded != "")
    both = reported.str.contains("T", regex=False) & recorded.str.contains("T", regex=False)
    by_day = recorded.str[:10] < reported.str[:10]
    notes.add(told & (by_day | (both & (recorded < reported))), "recorded_on lies before reported_on, kept as it is")


def _note_shared(references: pd.Series, notes: _Notes) -> None:
    """References that stand in several rows; rows equal in all columns are gone by now."""
    told = references[references != ""]
    again = told[told.duplicated(keep=False)]
    if again.empty:
        return
    rows = [notes.at(int(position)) for position in again.index[again == again.iloc[0]][:2]]
    which = f"one nrm_reference stands in {' and '.join(rows)} with other content"
    others = again.nunique() - 1
    more = f", and so do {others:,} more references" if others else ""
    notes.lines.append(f"{which}{more}; all rows are kept.")


@cache
def _cell_values() -> dict[str, Any]:
    return from_toml((files("overlooked") / "data" / "cell_values.toml").read_text(encoding="utf-8"))


@cache
def _phrases(kind: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """From folded phrases to values, and the words that say nothing of the value."""
    values: Mapping[str, Sequence[str]] = _cell_values()[kind]
    phrases = {fold(phrase): value for value, listed in values.items() for phrase in listed}
    return phrases, frozenset(_cell_values()["filler"][kind])


@cache
def _nothing() -> tuple[frozenset[str], frozenset[str]]:
    listed = _cell_values()["nothing"]
    return frozenset(listed["everywhere"]), frozenset(listed["not_in_names"])
