"""Reviews: what a force's reviewed records say of the ranking, in one tree of plain figures.

In go decisions and, where it is given, the queue they were made on; out comes a dictionary that JSON can hold, with
bad news and the first screen in sentences on top. No word of a record, no note and no name of a reviewer is in it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from overlooked.decisions import DECISIONS, OUTCOMES, READINGS, Decision, Reviewed, Truth, reviewed
from overlooked.evaluation.decisions.agreement import agreement_figures
from overlooked.evaluation.decisions.audit import Audit, audit_of
from overlooked.evaluation.decisions.estimates import bounded, figures_of
from overlooked.evaluation.decisions.shares import LEAST, by_group, counted, effort, found_of, precision, precision_at
from overlooked.evaluation.news.of_decisions import bad_news_of_decisions, first_screen
from overlooked.sampling import RANKED
from overlooked.statistics.figures import Figures, rounded, unknown

KIND = "decisions"
SCHEMA_VERSION = 1
NO_QUEUE = "no queue was given (--queue)"
NOTES = (
    "Only an outcome confirms: a case is a record that was recorded as 106 or referred to the NRM.",
    "A record that was already known is no case here, and is counted apart.",
    "no_crime, or no_signs without an outcome, is not a case. Every other record without an outcome is open.",
    "A record of the list that was not read is open too. Figures that depend on open records are ranges.",
    "Of several readings of a record the lead's holds, then the blind one, then the first.",
    "The list was taken whole: its cases are a count, and an interval of a share says what others like it would give.",
    "What is missed is estimated from the records drawn at random.",
    "Figures that rest on fewer than ten cases, or shares of fewer than thirty records, are marked as small.",
    "Groups are compared one by one: of twenty, one gap may exclude zero by chance.",
)


def review_figures(decisions: Sequence[Decision], queue: Path | None = None) -> Figures:
    """The figures of decisions. DecisionsError or RecordsError where the queue is none, or another run's."""
    records = reviewed(decisions)
    audit = audit_of(records, queue)
    figures: Figures = {
        "input": _input(decisions, records, audit, queue),
        "counts": _counts(decisions, records, audit),
        "estimates": _estimates(audit),
        "precision_at": precision_at(audit) if queue else unknown(NO_QUEUE),
        "effort": {
            "records_read": sum(s.is_read for s in audit.seen),
            "readings": len(decisions),
            "per_case_in_list": effort(audit.listed),
            "per_case_in_all": effort(audit.seen),
        },
        "groups": by_group(audit) if queue else unknown(NO_QUEUE),
        "agreement": agreement_figures(records),
        "notes": list(NOTES),
    }
    told = {"first": first_screen(figures), "bad_news": bad_news_of_decisions(figures)}
    whole: Figures = rounded({"kind": KIND, "schema_version": SCHEMA_VERSION, **told, **figures})
    return whole


_HASH = re.compile("[0-9a-z]{16,64}")
NO_HASH = "no hash"


def _hashes(told: Iterable[str]) -> dict[str, int]:
    """How many records bear each hash; what stands there and is none is counted, not told."""
    return dict(sorted(Counter(one if _HASH.fullmatch(one) else NO_HASH for one in told if one).items()))


def _input(decisions: Sequence[Decision], records: Sequence[Reviewed], audit: Audit, queue: Path | None) -> Figures:
    """What came in. Hashes and counts, no names."""
    listed = audit.listed
    return {
        "decisions": len(decisions),
        "records": len(records),
        "near_copy_groups": len({d.group_id for d in decisions if d.group_id}),
        "reviewers": len({d.reviewer for d in decisions if d.reviewer}),
        "replaced": len(decisions) - sum(len(r.readings) for r in records),
        "models": _hashes(r.holds.model_hash for r in records),
        "cues": _hashes(r.holds.cue_hash for r in records),
        "queue": queue is not None,
        "not_in_queue": audit.elsewhere,
        "sizes_from": audit.sizes_from,
        "quotas": audit.quotas,
        "scored": None
        if audit.unfit and audit.sizes_from != "manifest"
        else sum(s.size for s in audit.strata.values()),
        "list": {"records": len(listed), "read": sum(s.is_read for s in listed)},
        "slice": {"records": len(audit.drawn), "read": sum(s.is_read for s in audit.drawn)},
    }


def _counts(decisions: Sequence[Decision], records: Sequence[Reviewed], audit: Audit) -> Figures:
    """Readings by kind and decision; records by the decision that holds, by outcome, and by what is known of them."""
    told = Counter((d.reading, d.decision) for d in decisions)
    held, outcomes = Counter(r.holds.decision for r in records), Counter(r.outcome for r in records)
    differing = [r for r in records if len({d.outcome for d in r.readings if d.outcome}) > 1]
    unread = [s for s in audit.listed if not s.is_read]
    read = [s for s in audit.seen if s.is_read]
    return {
        "readings": {kind: {name: told[kind, name] for name in DECISIONS} for kind in reversed(READINGS)},
        "decision_that_holds": {name: held[name] for name in DECISIONS},
        "outcomes": {**{name: outcomes[name] for name in OUTCOMES}, "none": outcomes[""]},
        "records": counted(read),
        "in_list": counted(s for s in audit.listed if s.is_read),
        "in_slice": counted(s for s in audit.drawn if s.is_read),
        "list_not_read": len(unread),
        "confirmed_against_no_signs": sum(r.truth is Truth.CASE and r.holds.decision == "no_signs" for r in records),
        "readings_differ": sum(len({d.decision for d in r.readings}) > 1 for r in records),
        "outcomes_differ": len(differing),
    }


def _estimates(audit: Audit) -> Figures:
    """The estimates, each with its range where records are open; the same leaves with the reason where unfit."""
    listed, drawn = audit.listed, audit.drawn
    unsure = [sum(s.truth is Truth.OPEN for s in part) for part in (listed, drawn)]
    figures: Figures = {
        "precision_of_list": precision(listed),
        "precision_with_known": precision(listed, Truth.CASE, Truth.KNOWN),
        "strata": _strata(audit),
    }
    rest = {name: stratum for name, stratum in audit.strata.items() if name != RANKED}
    ends = {
        (a, b): figures_of(found_of(audit, audit.seen, list_open=a, draws_open=b), len(listed), rest)
        for a in (False, True)
        for b in (False, True)
        if not audit.unfit
    }
    ranges = {  # which open records count as cases where the figure is least, and where it is most
        "cases": ((False, False), (True, True), sum(unsure)),
        "prevalence_per_1000": ((False, False), (True, True), sum(unsure)),
        "missed": ((False, False), (True, True), unsure[1]),
        "standard_error_of_missed": ((False, False), (True, True), unsure[1]),
        "recall_of_list": ((False, True), (True, False), sum(unsure)),
    }
    for name, (least, most, still_open) in ranges.items():
        leaves = [] if audit.unfit else [ends[least][name], ends[most][name]]
        figures[name] = bounded(leaves, still_open) if leaves else unknown(audit.unfit)
    return figures


def _strata(audit: Audit) -> Figures:
    """Each stratum: its size, draws, and what was found in it; of one of fewer than ten records that is not told."""
    counts = {
        name: counted(s for s in audit.seen if s.stratum == name and s.is_read) if stratum.size >= LEAST else {}
        for name, stratum in audit.strata.items()
    }
    return {
        name: {
            "size": stratum.size,
            "drawn": stratum.drawn,
            "weight": stratum.size / stratum.drawn if stratum.drawn else None,
            **counts[name],
        }
        for name, stratum in audit.strata.items()
    }
