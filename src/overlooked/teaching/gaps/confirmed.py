"""Confirmed records: which signs stood in each, where and when it was recorded, and how it was missed.

In go a file of decisions and the canonical queue they were made on; out come the records whose outcome confirms them,
without narrative, record id or reviewer. Offence, area and date stand in the queue alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from overlooked.decisions import CONFIRMING, NO_SIGNS, Reviewed, Truth, load_decisions, reviewed
from overlooked.errors import DecisionsError
from overlooked.findings import Assertion, Kind
from overlooked.indicators import INDICATOR_CODES, LISTED
from overlooked.offences import UNKNOWN, load_offences
from overlooked.pages.words import glossary
from overlooked.queue import read_queue
from overlooked.sampling import RANKED
from overlooked.statistics.suppression import LEAST

UNSAID, UNDATED = "not said", "no date"
"""The area of a record that names none, and the quarter of one without a date."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One confirmed record.

    `signs` are the codes of the indicators that stood; `by_reviewer` says that a reviewer listed them, `odd_codes` that
    the list also holds something that is in no catalogue. `named`: the writer named slavery, trafficking or a referral.
    `let_go`: the first reader saw no signs; `read_first`: there is a first reading. `drawn`: it was drawn at random.
    """

    offence: str
    area: str
    quarter: str
    signs: frozenset[str]
    by_reviewer: bool
    odd_codes: bool
    named: bool
    let_go: bool
    read_first: bool
    drawn: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The confirmed records that the queue holds, how many it does not, and how many reviewed records are what."""

    records: tuple[Confirmed, ...]
    elsewhere: int
    truths: Mapping[Truth, int]


def confirmed_records(decisions: Path, queue: Path) -> Review:
    """The confirmed records of a review.

    Raises DecisionsError or RecordsError, in one line, for files that cannot be read, a queue of another screening,
    and where no record, or fewer than five, are confirmed.
    """
    found = reviewed(load_decisions(decisions))
    truths = Counter(record.truth for record in found)
    if not truths[Truth.CASE]:
        raise DecisionsError(
            f"{decisions}: no record is confirmed: an outcome of {' or '.join(sorted(CONFIRMING))} confirms one, and "
            f"none of the {len(found)} records has it yet"
        )
    rows = _joined(queue, found)
    cases = [record for record in found if record.truth is Truth.CASE]
    held = [record for record in cases if record.holds.record_id in rows]
    if len(held) < LEAST:
        raise DecisionsError(
            f"{decisions}: fewer than {LEAST} confirmed records stand in {queue}; nothing can be told of so few "
            "without telling of somebody. Give the decisions of more records"
        )
    records = tuple(_confirmed(record, rows[record.holds.record_id]) for record in held)
    return Review(records, len(cases) - len(held), {truth: truths[truth] for truth in Truth})


def _joined(queue: Path, found: Sequence[Reviewed]) -> dict[str, Row]:
    """The row of the queue for each record that it holds. DecisionsError where it is another record's."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in read_queue(queue).to_dict("records"):
        by_id[row["record_id"]].append(row)
    rows = {}
    for holds in (record.holds for record in found if record.holds.record_id in by_id):
        own = [row for row in by_id[holds.record_id] if holds.record_hash in {"", row["record_hash"]}]
        if not own:
            raise DecisionsError(
                f"{queue} is not the queue that these decisions were made on: the record_hash of a record differs"
            )
        if len({row["record_hash"] for row in own}) > 1:
            raise DecisionsError(
                f"{queue} holds several records of one record_id; give decisions with their record_hash"
            )
        rows[holds.record_id] = own[0]
    if not rows:
        raise DecisionsError(f"{queue} holds none of the records decided on; give the queue they were made on")
    return rows


def _confirmed(record: Reviewed, row: Row) -> Confirmed:
    listed = _codes(record.holds.findings)
    told = listed & set(INDICATOR_CODES)
    first = next((reading for reading in record.readings if reading.reading == "first"), None)
    offences = load_offences().classes
    return Confirmed(
        offence=offences[row["offence_class"] if row["offence_class"] in offences else UNKNOWN].name,
        area=" ".join(row["area"].split()) or UNSAID,
        quarter=_quarter(row["recorded_on"]),
        signs=frozenset(told or _present(row["findings"])),
        by_reviewer=bool(told),
        odd_codes=not listed <= _catalogued(),
        named=any(f["kind"] == Kind.NAMED and f["indicator"] in LISTED for f in row["findings"]),
        let_go=first is not None and first.decision == NO_SIGNS,
        read_first=first is not None,
        drawn=row["stratum"] != RANKED,
    )


def _codes(findings: Iterable[object]) -> set[str]:
    """The codes that a reviewer listed: plain, or of findings that stand as present."""
    codes = set()
    for told in findings:
        if not isinstance(told, Mapping):
            codes.add(str(told).strip())
        elif told.get("assertion") in {None, "", Assertion.PRESENT}:
            codes.add(str(told.get("indicator", "")).strip())
    return codes


def _present(findings: Iterable[Row]) -> set[str]:
    stand = (f for f in findings if f["kind"] == Kind.INDICATOR and f["assertion"] == Assertion.PRESENT)
    return {f["indicator"] for f in stand} & set(INDICATOR_CODES)


def _catalogued() -> set[str]:
    return {code for entries in glossary().values() for code in entries}


def _quarter(recorded_on: str) -> str:
    try:
        day = date.fromisoformat(recorded_on[:10])
    except ValueError:
        return UNDATED
    return f"{day.year} Q{(day.month + 2) // 3}"
