"""Screening: the whole flow on one page. Records in, scored batch by batch, ranked once, queue out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from joblib import Parallel, delayed
from joblib.externals.loky.process_executor import BrokenProcessPool

from overlooked.errors import ModelError, RunError
from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import INDICATOR_CODES, load_indicators, load_settings
from overlooked.model import Model, load_model, narrative_hash
from overlooked.named import named_list
from overlooked.offences import OffenceClass, classify
from overlooked.queue import SCHEMA_VERSION
from overlooked.ranking import LIMIT, SEED, Capacity, bands, group_id, numbered, rank
from overlooked.reading.reader import Reader, load_reader
from overlooked.reason import reason
from overlooked.records import record_hash
from overlooked.records.made import complete
from overlooked.sampling import RANKED, Stratum, draw
from overlooked.scoring import Strength, Weights, band, score, strength
from overlooked.training import expert_weights

BATCH = 256
WORKER_DIED = (
    "a worker process was killed, most often because memory ran out; close other programs or give fewer --jobs, "
    "then run again"
)
SUSPECT = "suspect"

Progress = Callable[[int, int | None], object]
"""Told the rows done since the last call, and the rows in all."""


def unwatched(done: int, total: int | None) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Screener:
    """A model and the cues it screens with; by paths, so that a worker process builds its own."""

    model_folder: Path | None = None
    cues: Path | None = None

    @cached_property
    def reader(self) -> Reader:
        """The reader with the shipped cues and the force's own."""
        return load_reader(self.cues)

    @cached_property
    def model(self) -> Model:
        """The model; ModelError where it was trained with other cues than the installed ones."""
        model = load_model(self.model_folder)
        if model.lexicon_hash != self.reader.lexicon.shipped_hash:
            raise ModelError(
                f"{self.model_folder or 'the default model'}: trained with other cues than the installed ones; "
                "train it anew with `overlooked train CORPUS -o DIR`"
            )
        return model

    @cached_property
    def weights(self) -> Weights:
        """Learned weights; a force's own cues carry their expert's weight."""
        learned = self.model.weights
        return Weights({**expert_weights(self.reader.lexicon.cues), **learned.cues}, learned.words)

    def __getstate__(self) -> dict[str, Path | None]:
        """Ship the paths alone."""
        return {"model_folder": self.model_folder, "cues": self.cues}


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


@dataclass(frozen=True)
class Screening:
    """What came of a run: the queue in rank order, and what was counted.

    `named` lists the records that name slavery, trafficking or a referral, in the queue or not: see `overlooked.named`.
    `bands` counts all scored records; so do `strata`, with how many of each are in the queue.
    """

    queue: pd.DataFrame
    named: pd.DataFrame
    bands: Mapping[str, int]
    strata: Mapping[str, Stratum]
    scored: int
    left_out: int
    training_text: int


def explain(record: Mapping[str, Any], screener: Screener) -> Explanation:
    """Read and weigh one record (`narrative`, `offence`, `offence_code`, `recorded_on`)."""
    reading = screener.reader.read(record["narrative"], record["recorded_on"])
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
    """The records with findings, score, band and reason; one row in, one row out, nothing remembered."""
    told = records[list(_NO_RECORD)].itertuples(index=False, name=None)
    rows = [_row(dict(zip(_NO_RECORD, record, strict=True)), screener) for record in told]
    added = list(_row(_NO_RECORD, screener))
    return records.assign(**{name: [row[name] for row in rows] for name in added})


def screen(
    records: pd.DataFrame,
    screener: Screener | None = None,
    *,
    limit: int | None = LIMIT,
    audit: int = 0,
    seed: int = SEED,
    quotas: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    jobs: int = 1,
    progress: Progress = unwatched,
) -> Screening:
    """Score every record that may stand under a wrong offence and rank them; `limit` None keeps all.

    `records` has a column `narrative`, and those of `overlooked.records` that there are; `limit`, `audit`, `seed`,
    `quotas` and `at_most` are those of `Capacity`; `progress` is called after every batch. Raises SettingsError before
    anything is read, RecordsError where narratives are missing, RunError where a worker process dies.
    """
    capacity = Capacity(limit, audit, seed, quotas or {}, at_most or {})
    screener, records = screener or Screener(), complete(records)
    screened = [
        classify(*told).screened
        for told in zip(records["offence"], records["offence_code"], records["recorded_on"], strict=True)
    ]
    scored = list(_scored(records[screened], screener, jobs, progress))
    table = pd.concat(scored, ignore_index=True) if scored else score_batch(records.head(0), screener)
    ranked = rank(table, capacity.limit, capacity.quotas, capacity.at_most)
    drawn = draw(table.drop(ranked.index), capacity.audit, capacity.seed)
    queue = numbered(ranked, drawn.records).assign(schema_version=SCHEMA_VERSION, model=screener.model.hash)
    return Screening(
        queue=queue,
        named=named_list(table, queue),
        bands=bands(table),
        strata={RANKED: Stratum(len(ranked), len(ranked)), **drawn.strata},
        scored=len(table),
        left_out=len(records) - len(table),
        training_text=sum(table["training_text"]),
    )


_NO_RECORD = {"narrative": "", "offence": "", "offence_code": "", "recorded_on": ""}


def _scored(records: pd.DataFrame, screener: Screener, jobs: int, progress: Progress) -> Iterator[pd.DataFrame]:
    batches = [records.iloc[start : start + BATCH] for start in range(0, len(records), BATCH)]
    run = Parallel(n_jobs=jobs, return_as="generator")
    with workers_watched():
        for done in run(delayed(score_batch)(batch, screener) for batch in batches):
            progress(len(done), len(records))
            yield done


@contextmanager
def workers_watched() -> Iterator[None]:
    """A worker process that dies in the block is a RunError."""
    try:
        yield
    except BrokenProcessPool as error:
        raise RunError(WORKER_DIED) from error


def _row(record: Mapping[str, Any], screener: Screener) -> dict[str, Any]:
    found = explain(record, screener)
    present = [f for f in found.findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT]
    codes = {f.indicator for f in present}
    own_hash = record_hash(record["narrative"], record["offence"])
    return {
        "record_hash": own_hash,
        "offence_class": found.offence.code,
        "strength": found.signs.total,
        "score": found.score,
        "band": found.band,
        "exploitation": exploitation(found.findings, screener.weights.cues),
        "indicators": [code for code in INDICATOR_CODES if code in codes],
        "findings": [asdict(finding) for finding in found.findings],
        "reason": found.reason,
        "suspect_may_be_victim": found.suspect is not None,
        "group_id": group_id(screener.reader.view(record["narrative"]), found.findings, own_hash),
        "training_text": narrative_hash(record["narrative"]) in screener.model.trained_on,
    }


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
