"""Decisions: what reviewers made of the records they read, from JSON Lines or CSV, each record once.

In comes a file with one row a reading, out come `Decision`s in the order of the file; `reviewed` gives each record
once, with the reading that holds. Of several readings of a record the lead's holds, then the blind one (read without
knowing why the record was there), then the first; of two of one kind the later. Only an outcome confirms: it is a fact
of the record, so where the reading that holds has none, the next one's counts.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from overlooked.errors import DecisionsError, RecordsError
from overlooked.indicators import EXPLOITATION
from overlooked.records.cells import iso_day, plain
from overlooked.records.sources import Source, known_suffix, open_sources
from overlooked.records.table import reading, said
from overlooked.records.text import encoding_of, text_of
from overlooked.sampling import RANKED

COLUMNS = (
    "record_id",
    "record_hash",
    "group_id",
    "reviewer",
    "reading",
    "decided_at",
    "decision",
    "outcome",
    "exploitation",
    "findings",
    "note",
    "model_hash",
    "cue_hash",
    "stratum",
    "inclusion_probability",
)
NEEDED = ("record_id", "reading", "decision", "outcome")
"""Columns without which nothing can be told; of these only an outcome may be empty."""

READINGS = ("lead", "blind", "first")
"""The kinds of reading, that which holds first."""

DECISIONS = ("refer", "no_signs", "more_needed", "park")
OUTCOMES = ("recorded_106", "nrm_referred", "already_known", "no_crime")
CONFIRMING = frozenset({"recorded_106", "nrm_referred"})
NO_SIGNS, KNOWN, NO_CRIME = "no_signs", "already_known", "no_crime"
SUFFIXES = (".jsonl", ".ndjson", ".csv")
_ALLOWED: Mapping[str, Sequence[str]] = {"reading": READINGS, "decision": DECISIONS, "outcome": OUTCOMES}
_OF_A_RECORD = ("record_hash", "stratum", "inclusion_probability")
"""What every reading of one record must share."""


class Truth(StrEnum):
    """What is known of a record once it was read."""

    CASE = "case"
    KNOWN = "already_known"
    NONE = "not_a_case"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Decision:
    """One reading of one record; what the file leaves empty is empty, and a missing probability None."""

    record_id: str
    record_hash: str
    group_id: str
    reviewer: str
    reading: str
    decided_at: str
    decision: str
    outcome: str
    exploitation: tuple[str, ...]
    findings: tuple[Any, ...]
    note: str
    model_hash: str
    cue_hash: str
    stratum: str
    inclusion_probability: float | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One record: the reading that holds, the outcome, and the last reading of each kind, that which holds first."""

    holds: Decision
    outcome: str
    readings: tuple[Decision, ...]

    @property
    def truth(self) -> Truth:
        """A case, already known, not a case, or open: anything but `no_signs` without an outcome is open."""
        if self.outcome in CONFIRMING:
            return Truth.CASE
        if self.outcome == KNOWN:
            return Truth.KNOWN
        is_none = self.outcome == NO_CRIME or self.holds.decision == NO_SIGNS
        return Truth.NONE if is_none else Truth.OPEN


def load_decisions(path: Path) -> list[Decision]:
    """The decisions of a JSON Lines or CSV file.

    Raises DecisionsError with file and line for what the contract does not allow, for a queue, a view or labelled
    records given instead, and for a file without a decision.
    """
    source = _source(path)
    found: list[Decision] = []
    first: dict[str, tuple[str, Decision]] = {}
    for where, raw in _rows(source):
        decision = _decision(where, raw)
        earlier_where, earlier = first.setdefault(decision.record_id, (where, decision))
        for name in _OF_A_RECORD:
            if getattr(decision, name) != getattr(earlier, name):
                raise DecisionsError(
                    f"{where}: {name} of the record is another than in {earlier_where}; give the decisions "
                    "on one screening"
                )
        found.append(decision)
    if not found:
        raise DecisionsError(f"{source} holds no decision: a header and no row below it")
    return found


def reviewed(decisions: Iterable[Decision]) -> list[Reviewed]:
    """Every record once, in the order in which it was first met."""
    by_record: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        own = by_record[decision.record_id]
        earlier = own.get(decision.reading)
        if earlier is None or _moment(decision.decided_at) >= _moment(earlier.decided_at):
            own[decision.reading] = decision
    records = []
    for own in by_record.values():
        readings = tuple(own[kind] for kind in READINGS if kind in own)
        outcome = next((r.outcome for r in readings if r.outcome), "")
        records.append(Reviewed(readings[0], outcome, readings))
    return records


def holds_decisions(path: Path) -> bool:
    """Whether a file is one of decisions rather than of labelled records, told by its first row; an empty one is."""
    if not path.is_file():
        return False
    if known_suffix(path) not in {".jsonl", ".ndjson"} or not path.stat().st_size:
        return known_suffix(path) in SUFFIXES
    try:
        _, first = next(_json_rows(open_sources([path], SUFFIXES).sources[0]), ("", {}))
    except (DecisionsError, RecordsError):
        return False
    return "label" not in first and bool({"decision", "reading", "rank"} & set(first))


def _source(path: Path) -> Source:
    if known_suffix(path) not in SUFFIXES:
        raise DecisionsError(
            f"{path} holds no decisions: they are read from {' or '.join(SUFFIXES)}, one row a reading; a queue or a "
            "page is what the decisions are made on"
        )
    if path.is_file() and not path.stat().st_size:
        raise DecisionsError(f"{path} is empty; decisions are wanted, one row a reading, or labelled records")
    return open_sources([path], SUFFIXES).sources[0]


def _rows(source: Source) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row with its place; the columns are looked at first."""
    read = _csv_rows if known_suffix(source.path) == ".csv" else _json_rows
    named: dict[str, None] = {}
    with reading(source):
        for _, raw in read(source):
            named |= dict.fromkeys(raw)
    _refuse_other_files(source, named)
    missing = [name for name in NEEDED if named and name not in named]
    if missing:
        raise DecisionsError(
            f"{source}: no column {', '.join(missing)}; decisions have {', '.join(COLUMNS)}, see docs/decisions.md"
        )
    with reading(source):
        yield from read(source)


def _refuse_other_files(source: Source, names: Iterable[str]) -> None:
    found = set(names)
    if {"rank", "score"} <= found:
        raise DecisionsError(f"{source} is a queue, or a view of one; give the decisions, and the queue with --queue")
    if {"narrative", "label"} <= found:
        raise DecisionsError(f"{source} holds labelled records, not decisions")


def _json_rows(source: Source) -> Iterator[tuple[str, Mapping[str, Any]]]:
    with text_of(source, encoding_of(source)) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DecisionsError(f"{source}:{number}: not valid JSON: {said(error)}") from error
            if not isinstance(found, dict):
                raise DecisionsError(f"{source}:{number}: {type(found).__name__} where an object is wanted")
            yield f"{source}:{number}", found


def _csv_rows(source: Source) -> Iterator[tuple[str, Mapping[str, Any]]]:
    encoding = encoding_of(source)
    with text_of(source, encoding) as file:
        header = file.readline()
    delimiter = max(",;\t", key=header.count)
    with text_of(source, encoding) as file:
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        names = [name.strip().lower() for name in next(rows)]
        _refuse_other_files(source, names)
        start = rows.line_num + 1
        try:
            for cells in rows:
                where, start = f"{source}:{start}", rows.line_num + 1
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(names):
                    raise DecisionsError(f"{where}: {len(cells)} fields where the header has {len(names)}")
                yield where, dict(zip(names, cells, strict=True))
        except csv.Error as error:
            raise DecisionsError(f"{source}:{start}: {said(error)}") from error


def _decision(where: str, raw: Mapping[str, Any]) -> Decision:
    told = {name: plain(raw.get(name)) for name in COLUMNS}
    empty = [name for name in NEEDED if not told[name] and name != "outcome"]
    if empty:
        raise DecisionsError(f"{where}: no {', '.join(empty)}; every decision has {', '.join(NEEDED[:-1])}")
    for name, allowed in _ALLOWED.items():
        if told[name] and told[name] not in allowed:
            raise DecisionsError(f"{where}: {name} wants one of {', '.join(allowed)}")
    if told["decided_at"] and _moment(told["decided_at"]) == _UNDATED:
        raise DecisionsError(f"{where}: decided_at is no date like 2026-03-31T09:30")
    chance = _probability(where, told["stratum"], told["inclusion_probability"])
    exploitation = tuple(map(plain, _listed(raw.get("exploitation"))))
    if not set(exploitation) <= set(EXPLOITATION):
        raise DecisionsError(f"{where}: exploitation wants some of {', '.join(EXPLOITATION)}")
    lists = {"exploitation": exploitation, "findings": tuple(_listed(raw.get("findings")))}
    return Decision(**{**told, **lists, "inclusion_probability": chance})  # type: ignore[arg-type]


def _probability(where: str, stratum: str, told: str) -> float | None:
    if not told:
        if stratum:
            raise DecisionsError(f"{where}: a stratum without an inclusion_probability")
        return None
    try:
        chance = float(told)
    except ValueError:
        chance = 0.0
    if not 0 < chance <= 1:
        raise DecisionsError(f"{where}: inclusion_probability wants a number above 0, at most 1")
    if stratum == RANKED and chance != 1:
        raise DecisionsError(f"{where}: inclusion_probability is not 1 in stratum {RANKED!r}, where all are taken")
    return chance


def _listed(cell: object) -> list[Any]:
    """A list as JSON Lines hold it, or as a cell of a CSV does: JSON, or joined by "; "."""
    if isinstance(cell, list):
        return cell
    text = plain(cell)
    if text.startswith("["):
        try:
            return list(json.loads(text))
        except ValueError:
            return [text]
    return [part.strip() for part in text.split(";") if part.strip()]


_UNDATED = datetime.min.replace(tzinfo=UTC)


def _moment(told: str) -> datetime:
    """When it was decided; a time without a zone is taken as UTC, a day as its beginning, what is no date as never."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        day = iso_day(told)
        found = datetime.fromisoformat(day) if day else _UNDATED
    return found if found.tzinfo else found.replace(tzinfo=UTC)
