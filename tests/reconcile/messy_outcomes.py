"""The right outcome of a referral by the rules of reconciling, written plainly and apart from the package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

EXPLAINING = frozenset({"N200/2", "N200/3", "N200/4", "N200/5"})


@dataclass(frozen=True, slots=True)
class Record:
    """What the rules ask of one linked crime row."""

    reference: str
    force: str
    code: str
    reported_on: str
    recorded_on: str


@dataclass(frozen=True, slots=True)
class Right:
    """The right outcome of one referral."""

    outcome: str
    crime_references: str
    hours_to_record: float | None


def right_outcome(rg_decision: str, records: Sequence[Record], *, enough: bool) -> Right:
    """The outcome of a referral with these linked records; `enough`: it tells enough to be looked for."""
    references = ";".join(sorted({record.reference for record in records}))
    return Right(_outcome(rg_decision, records, enough=enough), references, _hours(records))


def _outcome(rg_decision: str, records: Sequence[Record], *, enough: bool) -> str:
    codes = {record.code for record in records}
    transfers = {record.force for record in records if record.code == "N200/6"}
    if transfers:
        kept = {record.force for record in records if record.code != "N200/6"}
        return "explained" if any(kept - {force} for force in transfers) else "transfer_unconfirmed"
    if "106" in codes:
        return "recorded"
    if any(not code.startswith("N200/") for code in codes):
        return "recorded_as_other"
    if codes & EXPLAINING:
        return "explained"
    if codes:
        return "pending" if rg_decision == "pending" else "unrecorded"
    return "unrecorded" if enough else "unlinkable"


def _hours(records: Sequence[Record]) -> float | None:
    """Of the earliest, modern slavery first, codes that are no crime last; None where a time of day is not told."""
    if not records:
        return None
    first = min(records, key=_slavery_then_crimes)
    if "T" not in first.reported_on or "T" not in first.recorded_on:
        return None
    passed = datetime.fromisoformat(first.recorded_on) - datetime.fromisoformat(first.reported_on)
    return round(passed.total_seconds() / 3600, 2)


def _slavery_then_crimes(record: Record) -> tuple[bool, bool, str, str]:
    return record.code != "106", record.code.startswith("N200/"), record.recorded_on, record.reference
