"""A screening on disk: the queue in every form asked for, rejects, manifest and times; all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked import __version__
from overlooked.manifest import made_with, write_manifest, write_run
from overlooked.outputs import companion, refuse_existing, whole_outputs
from overlooked.queue import CANONICAL, VIEWS, WRITERS, Queue, column, refuse_unknown
from overlooked.ranking import FIRST as FIRST_SAID
from overlooked.ranking import Capacity
from overlooked.records import paths_of
from overlooked.running.running import MADE_WITH, Means, Ran, running
from overlooked.safeguarding import Route, is_recent, lines_of, load_route, recent_said
from overlooked.screening import Outcome, Reach, Reads, Screener
from overlooked.views.page import write_page
from overlooked.views.table import write_csv, write_named, write_rejects
from overlooked.views.workbook import write_workbook

COMPANIONS = ("rejects.csv", "named.csv", "manifest.json", "run.json")


@dataclass(frozen=True)
class Delivered:
    """What a run wrote: the first records of the queue, and what to tell the user, line by line."""

    first: pd.DataFrame
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What every reader is told of a screening: plain lines, the summary first, the state of the records, warnings.

    And the route of whoever sees that somebody may be at risk now.
    """

    plain: tuple[str, ...]
    state: tuple[str, ...]
    warnings: tuple[str, ...]
    route: Route

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it but the route."""
        return (*self.plain, *self.state, *self.warnings)


FIRST = 10
"""So many records are told when a run is done."""


def screen_files(
    sources: Sequence[Path],
    outputs: Sequence[Path],
    screener: Screener,
    *,
    capacity: Capacity,
    columns: Path | None,
    force: bool,
    means: Means,
    safeguarding: Path | None = None,
) -> Delivered:
    """Read, screen and write. Rows in = rows scored + rows left out + rows set aside, and the lines say so.

    Beside the first output stand `.rejects.csv`, `.named.csv`, `.manifest.json` and `.run.json`. `safeguarding` is the
    file of the force's route. Raises the errors of reading, screening and writing before anything is written.
    """
    route = load_route(safeguarding)
    paths = {str(path): path for path in outputs}
    for path in outputs:
        refuse_unknown(path, (*CANONICAL, *VIEWS))
    paths |= {ending: companion(outputs[0], ending) for ending in COMPANIONS}
    inputs = [*paths_of(sources), *([safeguarding] if safeguarding else [])]
    refuse_existing([*outputs, *(paths[ending] for ending in COMPANIONS)], force, inputs=inputs)
    started = datetime.now(UTC)
    with running(sources, outputs[0], screener, capacity=capacity, columns=columns, means=means) as ran:
        with whole_outputs(paths, force=force, beside=ran.folder) as drafts:
            _write_all(ran, outputs, drafts, screener, capacity, columns, route)
            for source in ran.arrived.sources:
                source.refuse_changed()
            write_run(drafts["run.json"], started=started, finished=datetime.now(UTC), rows=ran.arrived.quality.rows)
        lines = [*_lines(ran, outputs, capacity), *_at_risk(ran.queue, route, started.astimezone().date())]
        return Delivered(ran.queue.head(FIRST), tuple(lines))


def _write_all(
    ran: Ran,
    outputs: Sequence[Path],
    drafts: Mapping[str, Path],
    screener: Screener,
    capacity: Capacity,
    columns: Path | None,
    route: Route,
) -> None:
    """Write everything but the times."""
    arrived, counts = ran.arrived, _counts(ran)
    plain = (*_plain(ran), *_order_told(capacity))
    own = [(route.file, route.sha256)] if route.is_own else []
    told = Told(plain, arrived.quality.lines, _warnings(ran.outcome), route)
    hashes = {"model": screener.model.hash, "cues": screener.hashes.all}
    for path in outputs:
        _write(ran, drafts[str(path)], path.suffix, told, counts, hashes)
    write_rejects(ran.rejects(), drafts["rejects.csv"])
    write_named(ran.outcome.named, drafts["named.csv"])
    exhaustive = screener.reads is Reads.EXHAUSTIVE
    write_manifest(
        drafts["manifest.json"],
        versions=made_with(*MADE_WITH) | {"overlooked": __version__},
        hashes=hashes | {"safeguarding": route.sha256},
        hashed=[*((source.name, source.sha256) for source in arrived.sources), *own],
        inputs=[file for file in (columns, screener.cues) if file is not None],
        settings={**asdict(capacity), "exhaustive": exhaustive, "outputs": [path.name for path in outputs]},
        counts=counts,
    )


def _lines(ran: Ran, outputs: Sequence[Path], capacity: Capacity) -> Iterator[str]:
    yield from _plain(ran)
    yield from _order_told(capacity)
    yield from ran.arrived.quality.lines
    yield from _warnings(ran.outcome)
    yield from _told(capacity, ran)
    yield _read(ran.outcome.reach)
    names = ", ".join(map(str, outputs))
    yield f"Written: {names}; rejects, the list of referred or named, manifest and times beside {outputs[0].name}."


def _read(reach: Reach) -> str:
    if reach.reached == reach.scored:
        return f"Read: all {reach.scored:,} records."
    return (
        f"Read: {reach.reached:,} of {reach.scored:,} records ({reach.share:.1%}), those where a sign or a name of the "
        f"crime can stand; {reach.by_reference:,} of them for letters that the sift does not take."
    )


def _write(
    ran: Ran,
    draft: Path,
    suffix: str,
    told: Told,
    counts: Mapping[str, Any],
    hashes: Mapping[str, str],
) -> None:
    if suffix == ".html":
        write_page(
            ran.queue,
            draft,
            summary=told.plain[0],
            notes=told.plain[1:],
            state=told.state,
            warnings=told.warnings,
            route=told.route,
        )
    elif suffix == ".xlsx":
        named = ran.outcome.named
        write_workbook(ran.queue, named, draft, lines=told.lines, counts=counts, hashes=hashes, route=told.route)
    else:
        _WRITERS[suffix](ran.queue, draft)


_WRITERS: Mapping[str, Callable[[Queue, Path], None]] = {**WRITERS, ".csv": write_csv}


def _plain(ran: Ran) -> tuple[str, ...]:
    """What was screened and what came of it; the first line is the summary."""
    arrived, screening = ran.arrived, ran.outcome
    bands = ", ".join(f"{count:,} in band {name}" for name, count in screening.bands.items() if name != "none")
    summary = (
        f"{arrived.summary} {screening.scored:,} scored ({bands}), {screening.left_out:,} left out, recorded as modern "
        f"slavery already; {len(ran.queue):,} in the queue."
    )
    if screening.named.empty:
        return summary, *arrived.notes
    named = (
        f"Referred or named, not crimed: {len(screening.named):,} of the {screening.scored:,} scored, which tell of a "
        f"referral, slavery or trafficking; {int(screening.named['rank'].notna().sum()):,} of them in the queue."
    )
    return summary, *arrived.notes, named


def _order_told(capacity: Capacity) -> Iterator[str]:
    """What stands first, where something does."""
    if capacity.first:
        told = ", then ".join(FIRST_SAID[name] for name in capacity.first)
        yield f"The order: by band, and within a band {told} first; then by strength."


def _at_risk(queue: Queue, route: Route, today: date) -> list[str]:
    """Whether records of the queue are so young that somebody may be at risk now, and the first step."""
    young = sum(is_recent(day, today) for day in column(queue, "recorded_on") if day)
    return [*recent_said(young), *lines_of(route, today, whole=False)]


def _warnings(screening: Outcome) -> tuple[str, ...]:
    """What a reader must know first."""
    if not screening.training_text:
        return ()
    flattery = (
        f"Includes training text: {screening.training_text:,} of the records are from the synthetic corpus (no real "
        "person) that the model was made with, so this ranking flatters it."
    )
    return (flattery,)


def _told(capacity: Capacity, ran: Ran) -> Iterator[str]:
    """Lines for whoever runs the screening; no view holds them, so that its reader does not know what was drawn."""
    queue = ran.queue
    if not isinstance(queue, pd.DataFrame):
        return
    if capacity.quotas:
        by_rank = Counter(queue["offence_class"][~queue["sampled"].astype(bool)])
        kept = ", ".join(
            f"{places} for {code} ({by_rank[code]} in the queue)" for code, places in capacity.quotas.items()
        )
        yield f"Places kept: {kept}."
    if capacity.at_most:
        yield f"At most: {', '.join(f'{places} for {code}' for code, places in capacity.at_most.items())}."
    if capacity.audit:
        drawn = sum(queue["sampled"])
        yield (
            f"Audit: {drawn:,} of the {len(queue):,} were drawn at random, seed {capacity.seed}, from the "
            f"{ran.outcome.scored - len(queue) + drawn:,} that the ranking leaves out; the canonical queue says which."
        )


def _counts(ran: Ran) -> dict[str, Any]:
    arrived, screening = ran.arrived, ran.outcome
    return {
        "rows_in": arrived.quality.rows,
        "set_aside": arrived.quality.set_aside,
        "left_out": screening.left_out,
        "scored": screening.scored,
        "reached_the_reading": {**asdict(screening.reach), "share": screening.reach.share},
        "queue": len(ran.queue),
        "named": len(screening.named),
        "training_text": screening.training_text,
        "bands": dict(screening.bands),
        "strata": {name: asdict(stratum) for name, stratum in screening.strata.items()},
        "quality": asdict(arrived.quality),
    }
