"""`screen` and `explain`."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Columns, ColumnsOrHelp, Cues, Force, Jobs, ModelFolder, Reason, Records, Safeguarding
from overlooked.errors import printable

COLUMNS_HELP = Path("help")
Engine = Literal["local", "spark"]


@app.command(epilog="Example: overlooked screen export.csv -o queue.jsonl -o queue.html --limit 200")
def screen(
    records: Records,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Where the queue goes: .jsonl, .parquet, .csv, .xlsx, .html; may repeat."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many records can be read; the queue holds so many.")] = 200,
    keep_all: Annotated[bool, typer.Option("--all", help="Keep every record in the queue.")] = False,
    audit: Annotated[int, typer.Option(min=0, help="Add so many records drawn at random from the rest.")] = 0,
    quota: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS=N", help="Keep N places of the limit for an offence class; may repeat."),
    ] = None,
    at_most: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS=N", help="Give an offence class no more than N places of the limit; may repeat."),
    ] = None,
    first: Annotated[
        list[str] | None,
        typer.Option(metavar="child|recent", help="Stands first within its band; may repeat, in order."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the random draw; another one draws other records.")] = 20,
    model: ModelFolder = None,
    cues: Cues = None,
    columns: ColumnsOrHelp = None,
    safeguarding: Safeguarding = None,
    jobs: Jobs = 1,
    engine: Annotated[Engine, typer.Option(help="Where narratives are read: on this machine, or on Spark.")] = "local",
    master: Annotated[
        str, typer.Option(help="With --engine spark: the cluster, such as spark://host:7077 or local[4].")
    ] = "local[*]",
    exhaustive: Annotated[
        bool, typer.Option("--exhaustive", help="Read every record with every cue: slow, and the same queue.")
    ] = False,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Rank records for a person to read again, with the words that carry each sign."""
    if columns == COLUMNS_HELP:
        with audited("screen --columns help", records, reason):
            _print_proposal(records)
        return
    if not output:
        raise typer.BadParameter("say where the queue goes, such as -o queue.jsonl", param_hint="--output")
    from overlooked.outputs import companion
    from overlooked.ranking import AT_MOST, Capacity, read_places
    from overlooked.running.running import Means
    from overlooked.screening import Reads, Screener
    from overlooked.views.delivery import COMPANIONS, screen_files
    from overlooked.views.terminal import first_records

    places = read_places(quota or ()), read_places(at_most or (), AT_MOST)
    capacity = Capacity(None if keep_all else limit, audit, seed, *places, tuple(first or ()))
    with audited("screen", records, reason) as entry, Bar("Reading narratives") as bar:
        delivered = screen_files(
            records,
            output,
            Screener(model, cues, Reads.EXHAUSTIVE if exhaustive else Reads.ALL),
            capacity=capacity,
            columns=columns,
            force=force,
            safeguarding=safeguarding,
            means=Means(jobs, master if engine == "spark" else "", bar, _tell),
        )
        entry.as_told(companion(output[0], "manifest.json"), "rows_in")
        entry.wrote([*output, *(companion(output[0], ending) for ending in COMPANIONS)])
    for line in delivered.lines:
        say(line)
    print()
    say(first_records(delivered.first))


def _print_proposal(records: list[Path]) -> None:
    from overlooked.records import propose_columns

    print(propose_columns(records), end="")


def _tell(line: str) -> None:
    print(f"overlooked: {printable(line)}", file=sys.stderr)


@app.command(epilog="Example: overlooked explain export.csv --record NM/24/000123")
def explain(
    records: Records,
    record: Annotated[str, typer.Option("--record", help="The id of the record to explain.")],
    model: ModelFolder = None,
    cues: Cues = None,
    columns: Columns = None,
    safeguarding: Safeguarding = None,
    reason: Reason = "",
) -> None:
    """Show one record's findings and how its score is made, point by point."""
    from datetime import UTC, datetime

    from overlooked.records import find_record, read_records
    from overlooked.safeguarding import lines_of_record, load_route
    from overlooked.screening import Screener
    from overlooked.screening import explain as explain_record
    from overlooked.views.terminal import explanation

    route, screener = load_route(safeguarding), Screener(model, cues)
    with audited("explain", records, reason) as entry:
        read = read_records(records, columns)
        entry.read([{"file": source.name, "sha256": source.sha256} for source in read.sources], read.rows_in)
        row = find_record(read.records, record)
        say(explanation(row, explain_record(row, screener), screener.weights.cues))
        say("\n".join(("", *lines_of_record(row["recorded_on"], route, datetime.now(UTC).astimezone().date()))))
