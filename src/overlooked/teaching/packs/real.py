"""Real records as cases of a lesson: only those that an outcome confirms, and never a word that was not masked.

In come a queue and the decisions on it, out come cases and how many records were left out for which reason. A record is
a case where its outcome is a crime record or a referral, and a look-alike where it is `no_crime`; any other record may
not be taught from. What could reveal a source of intelligence is left out whole. Record, force, area and day are not
told: a case is called by a hash, and its date is a month.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from overlooked.decisions import NO_CRIME, Decision, Reviewed, Truth, reviewed
from overlooked.errors import DecisionsError
from overlooked.findings import Assertion, Finding, Kind
from overlooked.masking import mask
from overlooked.queue import rows
from overlooked.teaching.packs.cases import Case, Difficulty, about, in_order
from overlooked.teaching.packs.words import lesson_words

MONTH = len("2025-03")
PLAIN_BANDS = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class RealCases:
    """The cases, and how many records of the decisions were left out, by reason."""

    cases: tuple[Case, ...]
    left_out: Mapping[str, int]

    @property
    def told(self) -> tuple[str, ...]:
        """What was left out, a line a reason."""
        return tuple(f"{count} {reason}" for reason, count in self.left_out.items())


def real_cases(queue: pd.DataFrame, decisions: Iterable[Decision]) -> RealCases:
    """The cases that confirmed records of a queue make.

    Raises DecisionsError where no decision is on a record of the queue, where a record is not the one that was decided
    on, and where no outcome confirms any.
    """
    by_id = {row["record_id"]: row for row in rows(queue)}
    known = [own for own in reviewed(decisions) if own.holds.record_id in by_id]
    if not known:
        raise DecisionsError("no decision is on a record of this queue; give the queue that the decisions were made on")
    cases: dict[str, Case] = {}
    left_out: Counter[str] = Counter()
    for own in known:
        row = by_id[own.holds.record_id]
        _refuse_other(own, row)
        reason = _why_not(own, row)
        if not reason and row["group_id"] in cases:
            reason = "tell the same as another one"
        if reason:
            left_out[reason] += 1
        else:
            cases[row["group_id"]] = _case(own, row)
    if not cases:
        raise DecisionsError(
            "no record may be taught from: none has an outcome of recorded_106, nrm_referred or no_crime and is free "
            f"of intelligence ({'; '.join(f'{count} {reason}' for reason, count in left_out.items())})"
        )
    return RealCases(tuple(cases.values()), dict(left_out))


def _refuse_other(own: Reviewed, row: Mapping[str, Any]) -> None:
    if own.holds.record_hash and own.holds.record_hash != row["record_hash"]:
        raise DecisionsError(
            f"record {own.holds.record_id} is not the one that was decided on: its text or offence has changed; give "
            "the queue that the decisions were made on"
        )


def _why_not(own: Reviewed, row: Mapping[str, Any]) -> str:
    """Why a record may not be taught from, or nothing."""
    if own.truth is not Truth.CASE and own.outcome != NO_CRIME:
        return "have no outcome that confirms them"
    if any(sign.search(row["narrative"]) for sign in _revealing()):
        return "hold words of intelligence or its sources"
    return ""


@cache
def _revealing() -> tuple[re.Pattern[str], ...]:
    """Words that may reveal a source, as whole words in any case."""
    words = lesson_words()["revealing"]["words"]
    return tuple(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words)


def _case(own: Reviewed, row: Mapping[str, Any]) -> Case:
    masked = mask(row["narrative"], known=[row[name] for name in ("record_id", "area", "force") if row[name]])
    is_case = own.truth is Truth.CASE
    signs = in_order([_masked(finding, masked.text, masked.span) for finding in row["findings"]])
    return Case(
        case_id=hashlib.sha256(f"{row['record_id']} {row['record_hash']}".encode()).hexdigest()[:8],
        narrative=masked.text,
        offence=row["offence"],
        recorded_on=row["recorded_on"][:MONTH],
        force="",
        is_case=is_case,
        difficulty=_difficulty(is_case, row["band"], signs),
        exploitation=(own.holds.exploitation or tuple(row["exploitation"])) if is_case else (),
        signs=signs,
        about=about(signs),
    )


def _masked(told: Mapping[str, Any], text: str, span: Any) -> Finding:  # noqa: ANN401 - the method of a Masked
    start, end = span(told["start"], told["end"])
    found = Finding(**{**told, "kind": Kind(told["kind"]), "assertion": Assertion(told["assertion"])})
    return replace(found, start=start, end=end, quote=text[start:end])


def _difficulty(is_case: bool, band: str, signs: Sequence[Finding]) -> Difficulty:
    if not is_case:
        return Difficulty.LOOK_ALIKE
    if any(not sign.clears for sign in signs):
        return Difficulty.CLEARANCE
    return Difficulty.PLAIN if band in PLAIN_BANDS else Difficulty.SUBTLE
