"""`reconcile`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Force, Reason, Safeguarding
from overlooked.errors import SettingsError


@app.command(epilog="Example: overlooked reconcile referrals.xlsx crimes.csv -o reconciled --forces forces.toml")
def reconcile(
    referrals: Annotated[Path, typer.Argument(help="Referrals, one row each: CSV, XLSX, JSON Lines or Parquet.")],
    crimes: Annotated[Path, typer.Argument(help="Crime records, one row a victim, in the same forms.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that the outcomes go to.")],
    forces: Annotated[
        Path | None, typer.Option(help="A TOML file that gives each force its nation; the usual ones are known.")
    ] = None,
    clerical: Annotated[
        Path | None, typer.Option(help="The clerical.csv of an earlier run, filled in: yes, no or unsure.")
    ] = None,
    referral_columns: Annotated[
        Path | None, typer.Option(help="A TOML file that maps your column names of referrals.")
    ] = None,
    crime_columns: Annotated[
        Path | None, typer.Option(help="A TOML file that maps your column names of crimes.")
    ] = None,
    safeguarding: Safeguarding = None,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Tell which referrals never became a crime record, and why, person by person."""
    try:
        from overlooked.reconcile.delivery import Sources, reconcile_files
    except ModuleNotFoundError as error:
        if error.name not in {"splink", "duckdb"}:
            raise
        raise SettingsError(
            f'reconcile needs {error.name}, which is not installed: pip install "overlooked[link]"'
        ) from error
    sources = Sources([referrals], [crimes], forces, clerical, referral_columns, crime_columns, safeguarding)
    with audited("reconcile", [referrals, crimes, clerical], reason) as entry, Bar("Reading") as bar:
        lines = reconcile_files(sources, output, force=force, progress=bar.stage)
        entry.as_told(output / "manifest.json", "referrals_in", "crimes_in")
        entry.wrote([output])
    say("\n".join(lines))
