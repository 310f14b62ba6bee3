"""`mask`: exports in, one masked file and its manifest out, whole or not at all; the key is never written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from joblib import Parallel, delayed

from overlooked.errors import RecordsError
from overlooked.handover.worker import Done, Job, mask_unit
from overlooked.handover.written import refuse_form, writing
from overlooked.manifest import made_with, write_manifest
from overlooked.masking import Pseudonyms, new_key
from overlooked.outputs import companion, refuse_existing, sha256_of, whole_outputs
from overlooked.records import Opening, paths_of
from overlooked.running.opened import Station, opened, units
from overlooked.running.workplace import private_place
from overlooked.screening import Progress, unwatched, workers_watched

UNIT_ROWS = 1_000
"""Rows that one process holds at once."""
MADE_WITH = ("overlooked", "pandas", "pyarrow", "python-stdnum")
WARNING = (
    "This does not find everything: names that are ordinary words, slips of the pen and what a story tells by itself "
    "can stand in the file still. A person must read a sample of it before it goes anywhere."
)


@dataclass
class Tally:
    """What came of a run: rows in, rows masked, pieces by kind, and why the first row was set aside."""

    rows: int = 0
    masked: int = 0
    pieces: Counter[str] = field(default_factory=Counter)
    first_reason: str = ""

    @property
    def set_aside(self) -> int:
        """Rows that are not in the output."""
        return self.rows - self.masked

    def add(self, done: Done) -> None:
        """Count one unit."""
        self.rows += done.rows_in
        self.masked += len(done.rows)
        self.pieces += done.pieces
        self.first_reason = self.first_reason or done.first_reason

    @property
    def lines(self) -> tuple[str, ...]:
        """What a user must know, a line each."""
        first = f"; first {self.first_reason}" if self.set_aside else ""
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(self.pieces.items()))
        return (
            f"{self.rows:,} rows in: {self.masked:,} masked, {self.set_aside:,} set aside and not written{first}.",
            f"Replaced: {kinds or 'nothing'}.",
        )


def mask_files(
    given: Sequence[Path],
    output: Path,
    *,
    columns: Path | None = None,
    jobs: int = 1,
    force: bool = False,
    progress: Progress = unwatched,
) -> tuple[str, ...]:
    """Mask files into one; lines for the user come back, the last of them a warning. Rows in = rows out + set aside.

    Raises OutputError before any work where the output cannot be written, and the errors of reading; RecordsError where
    every row is set aside.
    """
    refuse_form(output)
    beside = companion(output, "manifest.json")
    files = [path for path in paths_of(given) if path.is_file()]
    refuse_existing((output, beside), force, inputs=[*files, *([columns] if columns else [])])
    pseudonyms, tally = Pseudonyms(new_key()), Tally()
    with (
        private_place(output, "drafts") as folder,
        whole_outputs({"output": output, "manifest": beside}, force=force, beside=folder) as drafts,
        opened(given, output, columns, shared=jobs != 1) as (opening, told),
    ):
        job = Job(told, pseudonyms)
        with writing(drafts["output"], output.suffix) as write, workers_watched():
            for done in _masked(job, opening, jobs):
                tally.add(done)
                if len(done.rows) or not done.unit.table + done.unit.first:
                    write(done.rows)
                progress(done.rows_in, None)
        for source in opening.sources:
            source.refuse_changed()
        if not tally.masked:
            raise RecordsError(f"no record can be read, every row is set aside; first {tally.first_reason}")
        write_manifest(
            drafts["manifest"],
            versions=made_with(*MADE_WITH),
            hashes={"columns": sha256_of(columns) if columns else ""},
            inputs=(),
            hashed=[(f"input {number}", source.sha256) for number, source in enumerate(opening.sources, start=1)],
            settings={"form": output.suffix.lower()},
            counts={
                "rows": tally.rows,
                "masked": tally.masked,
                "set_aside": tally.set_aside,
                "replaced": dict(tally.pieces),
            },
        )
    return (*tally.lines, f"Written to {output}.", WARNING)


def _masked(job: Job, opening: Opening, jobs: int) -> Iterator[Done]:
    """Every unit, masked, in the order of the files."""
    ended: set[int] = set()
    left, here = units(len(opening.opened), UNIT_ROWS, ended), Station(opening)
    if jobs == 1:
        found: Iterator[Done] = (mask_unit(job, unit, here) for unit in left)
    else:
        pool = Parallel(n_jobs=jobs, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs")
        found = iter(pool(delayed(mask_unit)(job, unit) for unit in left))
    for done in found:
        if done.rows_in < UNIT_ROWS:
            ended.add(done.unit.table)
        yield done
