"""Real records as cases of a lesson: only those that an outcome confirms, and never a word that was not masked.

In come a queue and the decisions on it, out come cases and how many records were left out for which reason. A record is
a case where its outcome is a crime record or a referral, and a look-alike where it is `no_crime`; any other record may
not be taught from. What could reveal a source of intelligence is left out whole, and so is what shows nothing. Record,
force, area and day are not told: a case is called by a hash, and its date is a month. An offence whose title holds what
is masked is told by its class. A sign that a force's own cue names by no code of a catalogue is left out: nothing is
taught of it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from overlooked.decisions import NO_CRIME, Decision, Reviewed, Truth, reviewed
from overlooked.errors import DecisionsError, RecordsError
from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import EXPLOITATION
from overlooked.masking import mask
from overlooked.offences import OTHER, OffenceClass, load_offences
from overlooked.pages.words import glossary
from overlooked.queue import rows
from overlooked.teaching.packs.cases import Case, Difficulty, about, in_order
from overlooked.teaching.packs.pack import indicators_of
from overlooked.teaching.packs.words import lesson_words

LONGEST = 20_000
"""No narrative with more characters is taught from: a class could not read it."""
PLAIN_BANDS = frozenset({"A", "B"})
_MONTH = re.compile(r"\d{4}-\d\d")
_PLACEHOLDER = re.compile(r"\[[a-z]+(?: \w+)?\]")


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

    Raises RecordsError for a queue without a record, DecisionsError where no decision is on a record of the queue,
    where a record is not the one that was decided on, and where none may be taught from.
    """
    if queue.empty:
        raise RecordsError("the queue holds no record; give the queue that the decisions were made on")
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
        case = None if reason else _case(own, row)
        if case is None or not _shows(case):
            left_out[reason or "show no sign, or no word once they are masked"] += 1
        else:
            cases[row["group_id"]] = case
    if not cases:
        raise DecisionsError(
            "no record may be taught from, which takes an outcome of recorded_106, nrm_referred or no_crime: "
            f"{'; '.join(f'{count} {reason}' for reason, count in left_out.items())}"
        )
    return RealCases(tuple(cases.values()), dict(left_out))


def _refuse_other(own: Reviewed, row: Mapping[str, Any]) -> None:
    if own.holds.record_hash and own.holds.record_hash != row["record_hash"]:
        raise DecisionsError(
            "a record is not the one that was decided on: its text or offence has changed; give "
            "the queue that the decisions were made on"
        )


def _why_not(own: Reviewed, row: Mapping[str, Any]) -> str:
    """Why a record may not be taught from, or nothing."""
    if own.truth is not Truth.CASE and own.outcome != NO_CRIME:
        return "have no outcome that confirms them"
    if len(row["narrative"]) > LONGEST:
        return "are too long to be read in a class"
    if any(sign.search(row["narrative"]) for sign in _revealing()):
        return "hold words of intelligence or its sources"
    return ""


@cache
def _revealing() -> tuple[re.Pattern[str], ...]:
    """Words that may reveal a source, as whole words in any case."""
    words = lesson_words()["revealing"]["words"]
    return tuple(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words)


def _shows(case: Case) -> bool:
    """Whether there is a word to read, and in a case that is one an indicator to learn from."""
    words = _PLACEHOLDER.sub("", case.narrative)
    return any(map(str.isalnum, words)) and (not case.is_case or bool(indicators_of(case.signs)))


def _case(own: Reviewed, row: Mapping[str, Any]) -> Case:
    known = [row[name] for name in ("record_id", "area", "force") if row[name]]
    masked = mask(row["narrative"], known=known)
    is_case, month = own.truth is Truth.CASE, _MONTH.match(row["recorded_on"])
    known_codes = glossary()
    told = [finding for finding in row["findings"] if finding["indicator"] in known_codes[finding["kind"]]]
    signs = in_order([_masked(finding, masked.text, masked.span) for finding in told])
    return Case(
        case_id=hashlib.sha256(f"{row['record_id']} {row['record_hash']}".encode()).hexdigest()[:8],
        narrative=masked.text,
        offence=_offence(row, known),
        offence_class=_class(row).code,
        recorded_on=month[0] if month else "",
        force="",
        is_case=is_case,
        difficulty=_difficulty(is_case, row["band"], signs),
        exploitation=_exploitation(own, row) if is_case else (),
        signs=signs,
        about=about(signs),
    )


def _exploitation(own: Reviewed, row: Mapping[str, Any]) -> tuple[str, ...]:
    """What the reviewer named, else what the reading did."""
    return own.holds.exploitation or tuple(kind for kind in row["exploitation"] if kind in EXPLOITATION)


def _offence(row: Mapping[str, Any], known: Sequence[str]) -> str:
    """The title as recorded where no word of it is masked, else the name of its class."""
    title: str = row["offence"]
    return title if mask(title, known=known).text == title else _class(row).name


def _class(row: Mapping[str, Any]) -> OffenceClass:
    classes = load_offences().classes
    return classes.get(row["offence_class"], classes[OTHER])


def _masked(told: Mapping[str, Any], text: str, span: Any) -> Finding:  # noqa: ANN401 - the method of a Masked
    start, end = span(told["start"], told["end"])
    kind, assertion = Kind(told["kind"]), Assertion(told["assertion"])
    return Finding(kind, told["indicator"], text[start:end], start, end, assertion, told["cue"], told["clears"])


def _difficulty(is_case: bool, band: str, signs: Sequence[Finding]) -> Difficulty:
    if not is_case:
        return Difficulty.LOOK_ALIKE
    if any(not sign.clears for sign in signs):
        return Difficulty.CLEARANCE
    return Difficulty.PLAIN if band in PLAIN_BANDS else Difficulty.SUBTLE
