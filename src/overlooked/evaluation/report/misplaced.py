"""A record to read because it stands on the wrong side of the cut: its words, and what was found and marked in them.

Only written examples are shown so, never a record of a sealed split; the tree of figures holds no word of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.report.wording import Wording, report_words
from overlooked.findings import Finding


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A record on the wrong side of the cut.

    `side` is missed or raised; `cause` is what it stands under, `causes` are sentences, and `change` says what would
    move it.
    """

    record_id: str
    side: str
    rank: int
    offence: str
    recorded_on: str
    narrative: str
    findings: tuple[Finding, ...]
    annotations: tuple[Annotation, ...]
    cause: str
    causes: tuple[str, ...]
    change: str


def error_page(
    record: LabelledRecord, findings: Sequence[Finding], told: Mapping[str, Any], wording: Wording
) -> ErrorPage:
    """Give the page of a record; `told` is what the figures tell of it under `causes`."""
    first = told.get("change") or next(iter(told["causes"]), {"cause": ""})
    return ErrorPage(
        record_id=record.record_id,
        side=str(told["side"]),
        rank=int(told["rank"]),
        offence=record.offence,
        recorded_on=record.recorded_on,
        narrative=record.narrative,
        findings=tuple(findings),
        annotations=tuple(record.indicators),
        cause=_meaning(first),
        causes=tuple(dict.fromkeys(cause_in_words(cause, wording) for cause in told["causes"])),
        change=change_in_words(told, wording),
    )


def cause_in_words(cause: Mapping[str, Any], wording: Wording) -> str:
    """Give what a cause says, with the cue or the indicator that it is about."""
    about = wording.label(str(cause["indicator"])) if cause.get("indicator") else cause.get("cue")
    read = f", {cause['marked']} read as {cause['read']}" if cause.get("marked") and cause.get("read") else ""
    return f"{_meaning(cause)}{f' ({about}{read})' if about else ''}"


def change_in_words(told: Mapping[str, Any], wording: Wording) -> str:
    """Give the least single change that moves a record across the cut, or how many it takes."""
    if told.get("change"):
        return f"this alone, were it otherwise: {cause_in_words(told['change'], wording)}"
    return "all causes together are not enough" if told.get("takes") is None else f"takes {told['takes']} changes"


def _meaning(cause: Mapping[str, Any]) -> str:
    return str(report_words()["causes"].get(cause["cause"], cause["cause"]))
