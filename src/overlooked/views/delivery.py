"""A screening on disk: the queue in every form asked for, rejects, manifest and times; all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked import __version__
from overlooked.outputs import companion, made_with, refuse_existing, whole_outputs, write_manifest, write_run
from overlooked.queue import CANONICAL, VIEWS, WRITERS, refuse_unknown
from overlooked.ranking import Capacity
from overlooked.records import RecordsRead, paths_of, read_records
from overlooked.screening import Progress, Screener, Screening, screen
from overlooked.views.page import write_page
from overlooked.views.table import write_csv, write_named, write_rejects
from overlooked.views.workbook import write_workbook

COMPANIONS = ("rejects.csv", "named.csv", "manifest.json", "run.json")
MADE_WITH = ("overlooked", "numpy", "pandas", "pyarrow")


@dataclass(frozen=True)
class Delivered:
    """What a run wrote: the screening, and what to tell the user, line by line."""

    screening: Screening
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What every reader is told of a screening: plain lines, the summary first, the state of the records, warnings."""

    plain: tuple[str, ...]
    state: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.plain, *self.state, *self.warnings)


def screen_files(
    sources: Sequence[Path],
    outputs: Sequence[Path],
    screener: Screener,
    *,
    capacity: Capacity,
    columns: Path | None,
    jobs: int,
    force: bool,
    progress: Progress,
) -> Delivered:
    """Read, screen and write. Rows in = rows scored + rows left out + rows set aside, and the lines say so.

    Beside the first output stand `.rejects.csv`, `.named.csv`, `.manifest.json` and `.run.json`. Raises the errors
    of reading, screening and writing before anything is written.
    """
    paths = {str(path): path for path in outputs}
    for path in outputs:
        refuse_unknown(path, (*CANONICAL, *VIEWS))
    paths |= {ending: companion(outputs[0], ending) for ending in COMPANIONS}
    refuse_existing([*outputs, *(paths[ending] for ending in COMPANIONS)], force, inputs=paths_of(sources))
    started = datetime.now(UTC)
    read = read_records(sources, columns)
    progress(0, len(read.records))
    screening = screen(read.records, screener, **asdict(capacity), jobs=jobs, progress=progress)
    told, counts = Told(_plain(read, screening), read.quality.lines, _warnings(screening)), _counts(read, screening)
    hashes = {"model": screener.model.hash, "cues": screener.reader.lexicon.hash}
    with whole_outputs(paths, force=force) as drafts:
        for path in outputs:
            _write(screening, drafts[str(path)], path.suffix, told, counts, hashes)
        write_rejects(read.rejects, drafts["rejects.csv"])
        write_named(screening.named, drafts["named.csv"])
        write_manifest(
            drafts["manifest.json"],
            versions=made_with(*MADE_WITH) | {"overlooked": __version__},
            hashes=hashes,
            hashed=[(source.name, source.sha256) for source in read.sources],
            inputs=[file for file in (columns, screener.cues) if file is not None],
            settings={**asdict(capacity), "outputs": [path.name for path in outputs]},
            counts=counts,
        )
        read.refuse_changed()
        write_run(drafts["run.json"], started=started, finished=datetime.now(UTC), rows=read.rows_in)
    names = ", ".join(map(str, outputs))
    beside = "rejects, the list of referred or named, manifest and times beside"
    lines = (*told.lines, *_told(capacity, screening), f"Written: {names}; {beside} {outputs[0].name}.")
    return Delivered(screening, lines)


def _write(
    screening: Screening,
    draft: Path,
    suffix: str,
    told: Told,
    counts: Mapping[str, Any],
    hashes: Mapping[str, str],
) -> None:
    if suffix == ".html":
        write_page(
            screening.queue,
            draft,
            summary=told.plain[0],
            notes=told.plain[1:],
            state=told.state,
            warnings=told.warnings,
        )
    elif suffix == ".xlsx":
        write_workbook(screening, draft, lines=told.lines, counts=counts, hashes=hashes)
    else:
        _WRITERS[suffix](screening.queue, draft)


_WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {**WRITERS, ".csv": write_csv}


def _plain(read: RecordsRead, screening: Screening) -> tuple[str, ...]:
    """What was screened and what came of it; the first line is the summary."""
    bands = ", ".join(f"{count:,} in band {name}" for name, count in screening.bands.items() if name != "none")
    summary = (
        f"{read.summary} {screening.scored:,} scored ({bands}), {screening.left_out:,} left out, recorded as modern "
        f"slavery already; {len(screening.queue):,} in the queue."
    )
    if screening.named.empty:
        return summary, *read.notes
    named = (
        f"Referred or named, not crimed: {len(screening.named):,} of the {screening.scored:,} scored, which tell of a "
        f"referral, slavery or trafficking; {int(screening.named['rank'].notna().sum()):,} of them in the queue."
    )
    return summary, *read.notes, named


def _warnings(screening: Screening) -> tuple[str, ...]:
    """What a reader must know first."""
    if not screening.training_text:
        return ()
    flattery = (
        f"Includes training text: {screening.training_text:,} of the records are from the synthetic corpus (no real "
        "person) that the model was made with, so this ranking flatters it."
    )
    return (flattery,)


def _told(capacity: Capacity, screening: Screening) -> Iterator[str]:
    """Lines for whoever runs the screening; no view holds them, so that its reader does not know what was drawn."""
    queue = screening.queue
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
            f"{screening.scored - len(queue) + drawn:,} that the ranking leaves out; the canonical queue says which."
        )


def _counts(read: RecordsRead, screening: Screening) -> dict[str, Any]:
    return {
        "rows_in": read.rows_in,
        "set_aside": len(read.rejects),
        "left_out": screening.left_out,
        "scored": screening.scored,
        "queue": len(screening.queue),
        "named": len(screening.named),
        "training_text": screening.training_text,
        "bands": dict(screening.bands),
        "strata": {name: asdict(stratum) for name, stratum in screening.strata.items()},
        "quality": asdict(read.quality),
    }
