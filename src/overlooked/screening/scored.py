"""Scored records: one record explained, or a batch of them with findings, score, band and reason.

A record that the sift holds back has no sign that could be found: its strength is 0 and no list names it. Only its
circumstances stay unread, until `read_on` reads them for a place in the queue.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
import pyarrow as pa

from overlooked.findings import CHILD, Assertion, Finding, Kind
from overlooked.indicators import INDICATOR_CODES, load_indicators, load_settings
from overlooked.model import narrative_hash
from overlooked.named import names_a_case
from overlooked.offences import OffenceClass, classify
from overlooked.queue import FINDING
from overlooked.ranking import group_id
from overlooked.reading.reader import Reading
from overlooked.reason import NO_REASON, reason
from overlooked.records import record_hash
from overlooked.scoring import Strength, band, score, strength
from overlooked.screening.screener import Reads, Screener

SUSPECT = "suspect"
TOLD = ("narrative", "offence", "offence_code", "recorded_on")
"""The columns of a record that its score is made from."""


SCORED = pa.schema(
    [
        ("record_hash", pa.string()),
        ("offence_class", pa.string()),
        ("strength", pa.int32()),
        ("score", pa.int32()),
        ("band", pa.string()),
        ("exploitation", pa.list_(pa.string())),
        ("indicators", pa.list_(pa.string())),
        ("findings", pa.list_(FINDING)),
        ("reason", pa.string()),
        ("suspect_may_be_victim", pa.bool_()),
        ("group_id", pa.string()),
        ("training_text", pa.bool_()),
        ("named", pa.bool_()),
        ("tells_of_child", pa.bool_()),
        ("reached", pa.bool_()),
        ("by_reference", pa.bool_()),
    ]
)
"""The columns that `score_batch` adds to a record."""


@dataclass(frozen=True)
class Explanation:
    """Why one record stands where it stands."""

    findings: tuple[Finding, ...]
    signs: Strength
    offence: OffenceClass
    score: int
    band: str
    reason: str
    suspect: Finding | None


def explain(record: Mapping[str, Any], screener: Screener) -> Explanation:
    """Read and weigh one record (`narrative`, `offence`, `offence_code`, `recorded_on`)."""
    return _explained(record, screener, screener.reader.read(record["narrative"], record["recorded_on"]))


def _explained(record: Mapping[str, Any], screener: Screener, reading: Reading) -> Explanation:
    findings = reading.findings
    offence = classify(record["offence"], record["offence_code"], record["recorded_on"])
    recipe = screener.model.recipe
    signs = strength(findings, reading.words, screener.weights, recipe, offence)
    suspect = suspected(findings, signs, offence)
    return Explanation(
        findings=findings,
        signs=signs,
        offence=offence,
        score=score(signs.total, recipe),
        band=band(signs),
        reason=reason(findings, signs, screener.weights.cues, suspect),
        suspect=suspect,
    )


def score_batch(records: pd.DataFrame, screener: Screener) -> pd.DataFrame:
    """The records with findings, score, band and reason; one row in, one row out, nothing remembered.

    `reached` tells which records the sift let through to the reading, `by_reference` which of them hold characters
    that it does not take; with `Reads.EXHAUSTIVE` all are reached. `named` tells which name a case,
    `tells_of_child` which of those in a band tell of a child: the others may stay unread.
    """
    told = [dict(zip(TOLD, row, strict=True)) for row in records[list(TOLD)].itertuples(index=False, name=None)]
    rows = list(_rows(told, screener))
    return records.assign(**{name: [row[name] for row in rows] for name in SCORED.names})


def read_on(scored: pd.DataFrame, screener: Screener) -> pd.DataFrame:
    """The same rows, all read: those that the sift held back are read for their circumstances."""
    if screener.reads is not Reads.SIFTED or scored["reached"].all():
        return scored
    unread = scored.index[~scored["reached"]]
    read = score_batch(scored.loc[unread, list(TOLD)], replace(screener, reads=Reads.ALL))
    table = scored.copy()
    for name in ("findings", "group_id"):
        column = table[name].astype(object)
        column.loc[unread] = read[name].astype(object)
        table[name] = column.astype(scored[name].dtype)
    return table


def _rows(told: Sequence[Mapping[str, Any]], screener: Screener) -> Iterator[dict[str, Any]]:
    if screener.reads is Reads.EXHAUSTIVE:
        for record in told:
            yield _row(record, screener, screener.reader.read(record["narrative"], record["recorded_on"]))
        return
    narratives = pa.array([record["narrative"] for record in told], pa.large_string())
    reads_all = screener.reads is Reads.ALL
    sifted = screener.sift.sift(narratives, all_candidates=reads_all)
    for number, record in enumerate(told):
        flags = {"reached": bool(sifted.reached[number]), "by_reference": bool(sifted.by_reference[number])}
        if flags["reached"] or reads_all:
            candidates = sifted.candidates(number)
            reading = screener.reader.read(record["narrative"], record["recorded_on"], candidates)
            yield _row(record, screener, reading) | flags
        else:
            yield _unread(record, screener) | flags


def _row(record: Mapping[str, Any], screener: Screener, reading: Reading) -> dict[str, Any]:
    """The columns of `SCORED` for a record that was read."""
    found = _explained(record, screener, reading)
    findings = [asdict(finding) for finding in found.findings]
    own_hash = record_hash(record["narrative"], record["offence"])
    return _unread(record, screener, own_hash) | {
        "strength": found.signs.total,
        "score": found.score,
        "band": found.band,
        "exploitation": exploitation(found.findings, screener.weights.cues),
        "indicators": _present(found.findings),
        "findings": findings,
        "reason": found.reason,
        "suspect_may_be_victim": found.suspect is not None,
        "group_id": _group(record, screener, found.findings, own_hash),
        "named": names_a_case(findings),
        "tells_of_child": bool(found.band) and _tells_of_child(found.findings),
    }


def _unread(record: Mapping[str, Any], screener: Screener, own_hash: str = "") -> dict[str, Any]:
    """The same for a record without findings, which its words need not be read for."""
    own_hash = own_hash or record_hash(record["narrative"], record["offence"])
    return {
        "record_hash": own_hash,
        "offence_class": classify(record["offence"], record["offence_code"], record["recorded_on"]).code,
        "strength": 0,
        "score": score(0, screener.model.recipe),
        "band": "",
        "exploitation": [],
        "indicators": [],
        "findings": [],
        "reason": NO_REASON,
        "suspect_may_be_victim": False,
        "group_id": own_hash,
        "training_text": narrative_hash(record["narrative"]) in screener.model.trained_on,
        "named": False,
        "tells_of_child": False,
        "reached": True,
        "by_reference": False,
    }


def _present(findings: Sequence[Finding]) -> list[str]:
    present = {f.indicator for f in findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT}
    return [code for code in INDICATOR_CODES if code in present]


def _tells_of_child(findings: Collection[Finding]) -> bool:
    told = (f for f in findings if f.kind is Kind.CIRCUMSTANCE and f.assertion is Assertion.PRESENT)
    return any(finding.indicator == CHILD for finding in told)


def _group(record: Mapping[str, Any], screener: Screener, findings: Collection[Finding], own_hash: str) -> str:
    """The group of a record; one without an indicator stands alone, and need not be viewed for that."""
    if not any(finding.kind is Kind.INDICATOR for finding in findings):
        return own_hash
    return group_id(screener.reader.view(record["narrative"]), findings, own_hash)


SETTING_POINTS = 256
"""What a setting says for a type of exploitation, in 1/1024 log-odds: as much as a sign of middling weight."""


def exploitation(findings: Sequence[Finding], weights: Mapping[str, int]) -> list[str]:
    """The types that the gain-bearing signs and the settings point to, strongest first; none without a sign.

    `findings` are those of one record, of all kinds; `weights` those of cues by id.
    """
    told = [f for f in findings if f.assertion is Assertion.PRESENT]
    present = [f for f in told if f.kind is Kind.INDICATOR]
    if not present:
        return []
    catalogue, settings, points = load_indicators(), load_settings(), Counter[str]()
    for finding in present:
        for kind in catalogue[finding.indicator].exploitation:
            points[kind] += weights.get(finding.cue, 0)
    for code in {f.indicator for f in told if f.kind is Kind.SETTING}:
        for kind in settings[code].exploitation:
            points[kind] += SETTING_POINTS
    return sorted(points, key=lambda kind: (-points[kind], kind))


def suspected(findings: Sequence[Finding], signs: Strength, offence: OffenceClass) -> Finding | None:
    """The words that tell of a suspect who may be a victim, or None.

    Somebody is dealt with as a suspect, and either crime is done for another, or the offence is one that people are
    made to commit and the signs show what holds them.
    """
    told = [f for f in findings if f.kind is Kind.CIRCUMSTANCE and f.indicator == SUSPECT]
    told = [f for f in told if f.assertion is Assertion.PRESENT]
    made_to = signs.evidence.get("forced_criminality", 0) > 0
    held = offence.compelled and "means" in signs.elements
    return told[0] if told and (made_to or held) else None
