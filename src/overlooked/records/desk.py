"""The desk: takes rows in, one after the other, and makes each a record or a reject, and counts."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence

from overlooked.records.cells import EXCEL_ERRORS, NO_NARRATIVE, TOO_LONG, iso_day, narrative_of, plain
from overlooked.records.furniture import furniture
from overlooked.records.mending import mended
from overlooked.records.opening import Opened, raw_text
from overlooked.records.quality import Quality, Tally
from overlooked.records.schema import KNOWN
from overlooked.records.table import Row

Taken = tuple[str | int, ...]


def record_hash(narrative: str, offence: str) -> str:
    """Names the content of a record: 16 hex digits that change with a letter of narrative or offence."""
    return hashlib.sha256(json.dumps([narrative, offence], ensure_ascii=False).encode()).hexdigest()[:16]


class Desk:
    """Makes rows records or rejects, and remembers ids so that each stands for one record only."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}
        self._times: Counter[str] = Counter()
        self._tally = Tally()
        self.first_reason = ""

    @property
    def quality(self) -> Quality:
        """The quality of all rows so far."""
        return self._tally.quality

    def read(self, batch: Sequence[tuple[Opened, int, Row]]) -> tuple[list[Taken], list[Taken]]:
        """Records and rejects, in the order of their columns."""
        records: list[Taken] = []
        rejects: list[Taken] = []
        for opened, nth, row in batch:
            number = row.number or nth
            told = furniture(opened.table.names, row.cells)
            self._tally.counts.update(furniture=bool(told))
            taken = told or row.fault or self._record(opened, number, row)
            if isinstance(taken, str):
                self.first_reason = self.first_reason or f"{opened.name} row {number}: {taken}"
                rejects.append((opened.name, number, taken, raw_text(opened.table, row)))
            else:
                records.append(taken)
        self._tally.counts.update(rows=len(batch), records=len(records), set_aside=len(rejects))
        return records, rejects

    def _record(self, opened: Opened, number: int, row: Row) -> Taken | str:
        """The record in the order of the columns, or why there is none."""
        told = {known: plain(row.cells[at[0]]) if at else "" for known, at in opened.positions.items()}
        found = {known: "" if text in EXCEL_ERRORS else text for known, text in told.items()}
        cells = [row.cells[at] for at in opened.positions["narrative"]]
        as_given, fault = narrative_of(cells)
        if fault:
            self._tally.counts.update(empty=fault == NO_NARRATIVE, too_long=fault.startswith(TOO_LONG))
            return fault
        narrative = mended(as_given)
        if not narrative.strip():
            self._tally.counts.update(empty=1)
            return NO_NARRATIVE
        for name in ("force", "area", "offence"):
            found[name] = mended(found[name])
        given = found["record_id"]
        if given:
            content = (given, record_hash(narrative, found["offence"]))
            if content in self._seen:
                self._tally.counts.update(repeated=1)
                file, earlier = self._seen[content]
                return f"same record twice (row {earlier}{f' of {file}' if file != opened.name else ''})"
            self._seen[content] = (opened.name, number)
        own = self._own(given or (f"{opened.name}-row-{number}" if self._several else f"row-{number}"))
        day = iso_day(found["recorded_on"])
        self._count(opened, found, cells, day, narrative)
        self._tally.counts.update(mended=narrative != as_given, ids_shared=bool(given) and own != given)
        return (own, day, *(found[known] for known in KNOWN[2:-1]), narrative, opened.name, number)

    def _count(
        self, opened: Opened, found: Mapping[str, str], cells: Sequence[object], day: str, narrative: str
    ) -> None:
        for column, cell in zip(opened.positions["narrative"], cells, strict=True):
            if isinstance(cell, str):
                self._tally.cell(opened.name, column, cell)
        self._tally.narrative(narrative)
        self._tally.offence(found["offence"], found["offence_code"])
        self._tally.day(found["recorded_on"], day)

    def _own(self, record_id: str) -> str:
        own = record_id
        while own in self._times:
            self._times[record_id] += 1
            own = f"{record_id}#{self._times[record_id]}"
        self._times[own] = 1
        return own
