"""Outcomes: what became of each referral, exactly one a referral.

In come both tables, the links, the recording rules and the nation of each force; out comes one `Told` a referral. Only
links that count decide; proposals are named in the reason. What decides over what stands in `Standing`: a transfer,
then modern slavery, another crime, a code that explains, a code that waits.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.outcome.hours import NO_CLOCK, clock_of
from overlooked.reconcile.outcome.reasons import load_reasons, reason_of
from overlooked.reconcile.outcome.standing import ORDER, Standing, Stands, stands
from overlooked.reconcile.people.anonymity import anonymity, is_told
from overlooked.reconcile.people.forces import UNTOLD, usual_name
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS
from overlooked.recording import Recording, Rule


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

    `referral` is its position in the table. `crime_references` are those of all linked records, that which decided
    first. `hours_to_record` is recorded_on minus reported_on of the earliest linked crime, modern slavery first; None
    where either tells no time of day, and below zero where it was recorded before it was reported. `reason` is the rule
    in plain sentences, with its source; `evidence` and `score` are those of the link that decided, "" and None without.
    An N200/6 that is explained rests on two links: it has the evidence of both and the lower score. `crime` is the
    position of the crime row that decided, None without a link.
    """

    referral: int
    outcome: Outcome
    crime_references: tuple[str, ...]
    hours_to_record: float | None
    reason: str
    evidence: str
    score: float | None
    crime: int | None = None


Shown = Callable[[str, str, str, str], str]
"""From narrative, offence, code and day of recording to what its narrative tells, in plain words."""


def outcomes_of(
    referrals: pd.DataFrame,
    crimes: pd.DataFrame,
    links: Links,
    recording: Recording,
    nations: Mapping[str, str],
    shown: Shown | None = None,
) -> list[Told]:
    """One outcome for each row of `referrals`, in their order.

    `nations` gives each force name its nation (`people.forces`): that of a record is its force's, or the referral's
    where its force is not told; a referral's is its force's, or that of the force of exploitation. What `shown` tells
    of the narrative of a crime under another offence is added to the evidence. A blank decision on reasonable grounds
    is none that is pending, so an N200/1 does not wait on it.
    """
    linked = sorted({link.crime for link in links.links})
    rows = dict(zip(linked, _rows(crimes, ("row", *CRIME_COLUMNS), linked), strict=True))
    own: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links.links:
        own[link.referral].append(link)
    possible = Counter(link.referral for link in links.proposals)
    rules: dict[tuple[date | None, str], dict[str, Rule]] = {}
    told = []
    for position, referral in enumerate(_rows(referrals, REFERRAL_COLUMNS, range(len(referrals)))):
        nation = _nation(nations, referral["force"], referral["exploitation_force"])
        records = [_record(link, rows[link.crime], recording, nations, nation) for link in own[position]]
        day = _day(referral["referral_date"])
        if (day, nation) not in rules:
            rules[day, nation] = {rule.code: rule for rule in recording.rules_on(day, nation)}
        case = _Case(position, referral, nation, rules[day, nation], possible[position])
        one = _outcome(case, sorted(records, key=_surest_first))
        if shown and one.outcome is Outcome.RECORDED_AS_OTHER and one.crime is not None:
            crime = rows[one.crime]
            findings = shown(crime["narrative"], crime["offence"], crime["offence_code"], crime["recorded_on"])
            one = replace(one, evidence=f"{one.evidence} {findings}".strip())
        told.append(one)
    return told


_STEPS = {step: place for place, step in enumerate(Step)}


class _Record(NamedTuple):
    """A linked row of crimes, and what it stands as."""

    link: Link
    crime: Mapping[str, str]
    stands: Stands


class _Case(NamedTuple):
    """A referral, the nation of its force, the rules of its day there, and how many possible links wait."""

    position: int
    referral: Mapping[str, str]
    nation: str
    rules: Mapping[str, Rule]
    possible: int


def _rows(table: pd.DataFrame, columns: Sequence[str], positions: Sequence[int]) -> list[dict[str, str]]:
    chosen = table.iloc[list(positions)][list(columns)].astype(object)
    return [dict(zip(columns, map(str, row), strict=True)) for row in chosen.itertuples(index=False, name=None)]


def _nation(nations: Mapping[str, str], *forces: str) -> str:
    return next((nations[force] for force in forces if force in nations), UNTOLD)


def _record(
    link: Link, crime: Mapping[str, str], recording: Recording, nations: Mapping[str, str], nation: str
) -> _Record:
    return _Record(link, crime, stands(crime, recording, nations.get(crime["force"], nation)))


def _surest_first(record: _Record) -> tuple[Any, ...]:
    """By what it stands as, then the surest link, then the earliest record."""
    step = _STEPS[record.link.step]
    return ORDER[record.stands.standing], step, -record.link.score, *_when(record), record.link.crime


def _when(record: _Record) -> tuple[bool, str, str]:
    """For sorting: the earliest record first, one without a date last."""
    return not record.crime["recorded_on"], record.crime["recorded_on"], record.crime["reported_on"]


_OUTCOME_OF: Mapping[Standing, tuple[Outcome, str]] = {
    Standing.SLAVERY: (Outcome.RECORDED, "recorded"),
    Standing.CRIME: (Outcome.RECORDED_AS_OTHER, "recorded_as_other"),
    Standing.EXPLAINED: (Outcome.EXPLAINED, "explained"),
    Standing.NOTHING: (Outcome.UNRECORDED, "no_crime_linked"),
}
"""Where the record that decides stands so: the outcome, and the name of its reason."""
_PENDING = (Outcome.PENDING, "pending"), (Outcome.UNRECORDED, "no_longer_pending")


def _outcome(case: _Case, records: Sequence[_Record]) -> Told:
    """The outcome by precedence; `records` are in that order."""
    if not records:
        unlinkable = anonymity(case.referral)
        return _told(case, Outcome.UNLINKABLE if unlinkable else Outcome.UNRECORDED, unlinkable or "nothing_linked")
    standing = records[0].stands.standing
    if standing is Standing.TRANSFERRED:
        return _transferred(case, records)
    if standing is Standing.WAITING:
        return _told(case, *_PENDING[case.referral["rg_decision"].casefold() != "pending"], records)
    return _told(case, *_OUTCOME_OF[standing], records)


def _transferred(case: _Case, records: Sequence[_Record]) -> Told:
    """An N200/6: explained where a force other than that which transferred holds any record that is none itself."""
    transfers = [record for record in records if record.stands.standing is Standing.TRANSFERRED]
    others = [record for record in records if record.stands.standing is not Standing.TRANSFERRED]
    for transfer in transfers:
        received = next((other for other in others if _is_another_force(transfer, other)), None)
        if received:
            rest = [record for record in records if record not in (transfer, received)]
            order = [transfer, received, *rest]
            return _told(case, Outcome.EXPLAINED, "transfer_received", order, received=received)
    return _told(case, Outcome.TRANSFER_UNCONFIRMED, "transfer_unconfirmed", records)


def _is_another_force(one: _Record, other: _Record) -> bool:
    forces = one.crime["force"], other.crime["force"]
    return all(map(is_told, forces)) and len(set(map(usual_name, forces))) > 1


def _told(
    case: _Case,
    outcome: Outcome,
    reason: str,
    records: Sequence[_Record] = (),
    *,
    received: _Record | None = None,
) -> Told:
    """The outcome in words; the first of `records` decided, with the one that `received` the person if any."""
    deciding = [*records[:1], *([received] if received else [])]
    evidence = [record.link.evidence for record in deciding]
    earliest = min(records, key=_earliest_crime, default=None)
    clock = clock_of(earliest.crime) if earliest else NO_CLOCK
    return Told(
        referral=case.position,
        outcome=outcome,
        crime_references=tuple(dict.fromkeys(map(_reference, records))),
        hours_to_record=clock.hours,
        reason=" ".join(filter(None, [_why(case, reason, deciding), clock.remark, _possible(case.possible)])),
        evidence=" ".join(filter(None, evidence)),
        score=min((record.link.score for record in deciding), default=None),
        crime=deciding[0].link.crime if deciding else None,
    )


def _earliest_crime(record: _Record) -> tuple[Any, ...]:
    """For sorting: modern slavery, then other crimes, then other records; of each the earliest first."""
    crimes = (Standing.SLAVERY, Standing.CRIME)
    standing = record.stands.standing
    return crimes.index(standing) if standing in crimes else len(crimes), *_when(record)


def _why(case: _Case, reason: str, deciding: Sequence[_Record]) -> str:
    facts = dict(case.referral)
    for record in deciding[:1]:
        titles = [record.crime["offence"], record.crime["offence_code"]]
        facts |= {
            "offence": " ".join(filter(None, [titles[0], f"({titles[1]})" if titles[1] else ""])),
            "status": record.crime["status"],
            "force": record.crime["force"],
            "reference": _reference(record),
        }
    for record in deciding[1:]:
        facts |= {"other_force": record.crime["force"], "other_reference": _reference(record)}
    code = deciding[0].stands.code if deciding else None
    return reason_of(reason, facts, case.rules, case.nation, code)


def _reference(record: _Record) -> str:
    """The crime reference; the row of a record without one."""
    return record.crime["crime_reference"].strip() or f"(row {record.crime['row']})"


def _possible(count: int) -> str:
    also = load_reasons().also
    return "" if not count else also["possible_one"] if count == 1 else also["possible"].format(count=count)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
