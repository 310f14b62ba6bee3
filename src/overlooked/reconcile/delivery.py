"""`reconcile`: two exports in, a folder out, whole or not at all.

The folder holds `outcomes.csv`, `clerical.csv` to fill in, `referred.csv` (referred, not crimed), `rejects.csv`, the
report and the report to share, the figures as JSON, the manifest and the times.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from overlooked import __version__
from overlooked.errors import RecordsError
from overlooked.manifest import made_with, write_manifest, write_run
from overlooked.outputs import canonical_json, refuse_existing_folder, whole_folder
from overlooked.pages.table import write_table
from overlooked.reconcile.measured.figures import RowCounts, figures_of
from overlooked.reconcile.outcome.clerical import NONE, Clerical, load_clerical, write_clerical
from overlooked.reconcile.outcome.outcomes import OUTCOMES
from overlooked.reconcile.outcome.referred import Narratives, referred_list
from overlooked.reconcile.outcome.table import write_outcomes
from overlooked.reconcile.people.forces import Forces, load_forces
from overlooked.reconcile.reconciling import Progress, Reconciled, reconcile, unwatched
from overlooked.reconcile.report.report import write_report
from overlooked.reconcile.tables.reading import Read, read_crimes, read_referrals
from overlooked.records.sources import STDIN
from overlooked.safeguarding import Route, load_route
from overlooked.screening import Screener

MADE_WITH = ("overlooked", "splink", "duckdb", "pandas", "pyarrow")
FILES = "outcomes.csv, clerical.csv, referred.csv, rejects.csv, report.html, share.html, figures.json"


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a run: exports, and what a person adds to them."""

    referrals: Sequence[Path]
    crimes: Sequence[Path]
    forces: Path | None = None
    clerical: Path | None = None
    referral_columns: Path | None = None
    crime_columns: Path | None = None
    safeguarding: Path | None = None

    @property
    def settings(self) -> list[Path]:
        """The files beside the exports."""
        beside = (self.forces, self.clerical, self.referral_columns, self.crime_columns, self.safeguarding)
        return [path for path in beside if path is not None]


@dataclass(frozen=True)
class _Inputs:
    """What was read, before anything is linked."""

    referrals: Read
    crimes: Read
    forces: Forces
    answered: Clerical

    @property
    def counts(self) -> dict[str, Any]:
        """Rows in, kept and set aside, of both tables."""
        return {
            f"{name}_{what}": number
            for name, read in (("referrals", self.referrals), ("crimes", self.crimes))
            for what, number in (("in", read.rows_in), ("read", len(read.table)), ("set_aside", len(read.rejects)))
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines for the user on what was read."""
        return (*self.referrals.notes, *self.crimes.notes, *self.forces.notes)


def reconcile_files(
    sources: Sources, folder: Path, *, force: bool = False, progress: Progress = unwatched
) -> tuple[str, ...]:
    """Read, link, and write the folder; lines for the user come back. Rows in = outcomes + rows set aside.

    Raises the errors of reading and linking before anything is written. OutputError before any work where the folder
    exists without `force`, was not made by an earlier run, or holds one of the inputs; RecordsError where both tables
    are standard input.
    """
    refuse_existing_folder(folder, force, inputs=[*sources.referrals, *sources.crimes, *sources.settings])
    started, route = datetime.now(UTC), load_route(sources.safeguarding)
    inputs = _read(sources)
    narratives = Narratives(Screener())
    referrals, crimes = inputs.referrals.table, inputs.crimes.table
    done = reconcile(
        referrals, crimes, inputs.forces.nations, answered=inputs.answered, narratives=narratives, progress=progress
    )
    with whole_folder(folder, force=force) as draft:
        write_outcomes(done.told, referrals, draft / "outcomes.csv")
        write_clerical(done.links.proposals, referrals, crimes, draft / "clerical.csv", inputs.answered)
        write_table(referred_list(done.told, referrals, crimes, narratives), draft / "referred.csv")
        write_table(_rejects(inputs), draft / "rejects.csv")
        _tell(inputs, done, draft, route)
        _note(sources, inputs, done, draft)
        write_run(draft / "run.json", started=started, finished=datetime.now(UTC), rows=inputs.referrals.rows_in)
    return (*_lines(inputs, done), f"Written to {folder}: {FILES}.")


def _read(sources: Sources) -> _Inputs:
    if STDIN in sources.referrals and STDIN in sources.crimes:
        raise RecordsError("standard input holds one of the two tables; give the other as a file")
    referrals = read_referrals(sources.referrals, sources.referral_columns)
    crimes = read_crimes(sources.crimes, sources.crime_columns)
    places = _places(referrals.table, "force", "exploitation_force") | _places(crimes.table, "force")
    forces = load_forces(sources.forces, places, places)
    answered = load_clerical(sources.clerical, referrals.table, crimes.table) if sources.clerical else NONE
    return _Inputs(referrals, crimes, forces, answered)


def _places(table: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Every name of a force in these columns, and where it stands first."""
    places: dict[str, str] = {}
    for column in columns:
        first = table.drop_duplicates(column)
        for name, row, source in zip(first[column], first["row"], first["source"], strict=True):
            places.setdefault(name, f"row {row} of {source}")
    return places


def _rejects(inputs: _Inputs) -> pd.DataFrame:
    """What was set aside of both tables, with the table that it belongs to."""
    return pd.concat(
        [inputs.referrals.rejects.assign(table="referrals"), inputs.crimes.rejects.assign(table="crimes")],
        ignore_index=True,
    )


def _tell(inputs: _Inputs, done: Reconciled, draft: Path, route: Route) -> None:
    referrals, crimes = inputs.referrals, inputs.crimes
    counts = RowCounts(referrals.rows_in, crimes.rows_in, len(referrals.rejects), len(crimes.rejects))
    figures = figures_of(referrals.table, crimes.table, done.told, done.links, counts, inputs.forces.nations)
    (draft / "figures.json").write_text(canonical_json(figures), encoding="utf-8", newline="\n")
    write_report(figures, draft / "report.html", share=False, route=route)
    write_report(figures, draft / "share.html", share=True)


def _note(sources: Sources, inputs: _Inputs, done: Reconciled, draft: Path) -> None:
    given = {"referrals": inputs.referrals.sources, "crimes": inputs.crimes.sources}
    write_manifest(
        draft / "manifest.json",
        versions=made_with(*MADE_WITH[1:]) | {"overlooked": __version__},
        hashes={},
        hashed=[(source.name, source.sha256) for read in given.values() for source in read],
        inputs=sources.settings,
        settings={name: [source.name for source in read] for name, read in given.items()},
        counts={
            **inputs.counts,
            "outcomes": _tally(done),
            "links": _steps(done),
            "clerical": len(done.links.proposals),
        },
    )


def _tally(done: Reconciled) -> dict[str, int]:
    counts = Counter(one.outcome for one in done.told)
    return {str(outcome): counts[outcome] for outcome in OUTCOMES}


def _steps(done: Reconciled) -> dict[str, int]:
    return dict(sorted(Counter(str(link.step) for link in done.links.links).items()))


def _lines(inputs: _Inputs, done: Reconciled) -> list[str]:
    counts = inputs.counts
    first = (
        f"{counts['referrals_in']:,} referrals in: {counts['referrals_read']:,} with an outcome, "
        f"{counts['referrals_set_aside']:,} set aside; {counts['crimes_in']:,} crime rows in, "
        f"{counts['crimes_set_aside']:,} set aside."
    )
    tally = _tally(done)
    outcomes = [f"{tally[outcome]:>7,}  {outcome}: {told}" for outcome, told in OUTCOMES.items()]
    waiting = f"{len(done.links.proposals):,} uncertain links wait in clerical.csv for a person."
    return [first, *inputs.notes, *outcomes, waiting]
