"""Outcomes: what became of each referral, exactly one a referral."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a referral."""

    RECORDED = "recorded"
    RECORDED_AS_OTHER = "recorded_as_other"
    EXPLAINED = "explained"
    TRANSFER_UNCONFIRMED = "transfer_unconfirmed"
    PENDING = "pending"
    UNLINKABLE = "unlinkable"
    UNRECORDED = "unrecorded"


OUTCOMES = {
    Outcome.RECORDED: "recorded as modern slavery",
    Outcome.RECORDED_AS_OTHER: "recorded under another offence",
    Outcome.EXPLAINED: "no crime record is needed, and a code says why",
    Outcome.TRANSFER_UNCONFIRMED: "transferred, and no other force's record is found",
    Outcome.PENDING: "waits for the reasonable-grounds decision",
    Outcome.UNLINKABLE: "tells too little to be linked",
    Outcome.UNRECORDED: "no record is found that it should have",
}
"""Each outcome in plain words."""


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of one referral.

    `crime_references` are those of all linked crimes, that which decided first; `hours_to_record` is recorded_on minus
    reported_on of the earliest linked crime, modern slavery first, None where a time is not told; `reason` is the rule
    in one sentence, with its source; `evidence` and `score` are those of the link that decided, "" and None without.
    """

    referral: int
    outcome: Outcome
    crime_references: tuple[str, ...]
    hours_to_record: float | None
    reason: str
    evidence: str
    score: float | None
