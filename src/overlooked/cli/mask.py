"""`mask`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Columns, Force, Jobs, Reason, Records
from overlooked.outputs import companion


@app.command(epilog="Example: overlooked mask export.csv -o masked.csv")
def mask(
    records: Records,
    output: Annotated[Path, typer.Option("--output", "-o", help="The masked file: .csv, .jsonl or .parquet.")],
    columns: Columns = None,
    jobs: Jobs = 1,
    reason: Reason = "",
    force: Force = False,
) -> None:
    """Replace personal data in narratives by pseudonyms. It does not find everything: a person must read a sample.

    The same person or number has the same pseudonym throughout a run, and another one in another run. The key is never
    written. Two people of one name share a pseudonym. Before the file goes anywhere a person must read a sample of it.
    """
    from overlooked.handover.delivery import mask_files

    manifest = companion(output, "manifest.json")
    with audited("mask", records, reason) as entry, Bar("Masking") as bar:
        lines = mask_files(records, output, columns=columns, jobs=jobs, force=force, progress=bar)
        entry.as_told(manifest, "rows")
        entry.wrote([output, manifest])
    say("\n".join(lines))
