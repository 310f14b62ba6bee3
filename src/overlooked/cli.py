"""The command line: flat verbs, each a coat over a function of the same name.

What the user can mend ends with one line and exit 1, wrong usage with exit 2; a trace is a bug.
"""

import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from typer.core import TyperGroup

from overlooked.errors import OutputError, OverlookedError, RunError, SettingsError

if TYPE_CHECKING:
    from overlooked.screening import Screening

INTERRUPTED = 130
FIRST = 10


class _Verbs(TyperGroup):
    """The verbs; what the user or the machine breaks off ends with one line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's context and its answer
        """Run a verb."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            print("overlooked: stopped; no output is half-written", file=sys.stderr)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            _silence()
            what = error.filename or "standard output or the temporary folder"
            raise OutputError(f"{what} cannot be read or written ({error.strerror or error})") from error
        except MemoryError as error:
            raise RunError("memory ran out; close other programs, give fewer --jobs or screen fewer files") from error
        return answer


def _silence() -> None:
    """Send what is still to be printed nowhere, so that the end of the program does not fail on it again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=_Verbs,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Finds signs of trafficking and forced labour in crime records that stand under another offence.\n\n"
    "Runs offline. Its output is a suggestion to review; it decides nothing.",
)

COLUMNS_HELP = Path("help")

Records = Annotated[
    list[Path],
    typer.Argument(
        help="CSV, XLSX, JSON Lines or Parquet files with a narrative column, text also as .gz; "
        "folders, globs, or - for standard input."
    ),
]
ModelFolder = Annotated[Path | None, typer.Option("--model", help="A model folder; the shipped one by default.")]
Cues = Annotated[Path | None, typer.Option("--cues", help="A TOML file with cues of your own, added to the shipped.")]
Columns = Annotated[Path | None, typer.Option("--columns", help="A TOML file that maps your column names.")]
ColumnsOrHelp = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        help="A TOML file that maps your column names; `help` prints one to start from.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace outputs that exist.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes to read with.")]


def _tell_version(asked: bool) -> None:
    from overlooked import __version__

    if asked:
        print(f"overlooked {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and stop.")
]


@app.callback()
def overlooked(version: Version = False) -> None:
    """Take the options that stand before a verb."""


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
    seed: Annotated[int, typer.Option(help="Seed of the random draw; another one draws other records.")] = 20,
    model: ModelFolder = None,
    cues: Cues = None,
    columns: ColumnsOrHelp = None,
    jobs: Jobs = 1,
    force: Force = False,
) -> None:
    """Rank records for a person to read again, with the words that carry each sign."""
    if columns == COLUMNS_HELP:
        _print_proposal(records)
        return
    if not output:
        raise typer.BadParameter("say where the queue goes, such as -o queue.jsonl", param_hint="--output")
    from overlooked.ranking import AT_MOST, Capacity, read_places
    from overlooked.screening import Screener
    from overlooked.views.delivery import screen_files

    places = read_places(quota or ()), read_places(at_most or (), AT_MOST)
    capacity = Capacity(None if keep_all else limit, audit, seed, *places)
    with _bar("Reading narratives") as bar:
        delivered = screen_files(
            records,
            output,
            Screener(model, cues),
            capacity=capacity,
            columns=columns,
            jobs=jobs,
            force=force,
            progress=bar,
        )
    for line in delivered.lines:
        print(line)
    print()
    _print_first(delivered.screening)


def _print_proposal(records: list[Path]) -> None:
    from overlooked.records import propose_columns

    print(propose_columns(records), end="")


def _print_first(screening: "Screening") -> None:
    from overlooked.views.terminal import first_records

    print(first_records(screening.queue, FIRST))


@app.command(epilog="Example: overlooked explain export.csv --record NM/24/000123")
def explain(
    records: Records,
    record: Annotated[str, typer.Option("--record", help="The id of the record to explain.")],
    model: ModelFolder = None,
    cues: Cues = None,
    columns: Columns = None,
) -> None:
    """Show one record's findings and how its score is made, point by point."""
    from overlooked.records import find_record, read_records
    from overlooked.screening import Screener
    from overlooked.screening import explain as explain_record
    from overlooked.views.terminal import explanation

    screener = Screener(model, cues)
    row = find_record(read_records(records, columns).records, record)
    print(explanation(row, explain_record(row, screener), screener.weights.cues))


@app.command(epilog="Example: overlooked evaluate corpus -o figures.json")
def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS|DECISIONS",
            help="A corpus folder or a JSON Lines file of annotated records; or decisions, JSON Lines or CSV.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the figures go, as JSON.")],
    queue: Annotated[Path | None, typer.Option("--queue", help="The canonical queue that decisions were on.")] = None,
    real: Annotated[Path | None, typer.Option("--real", help="A folder of real text by others, with labels.")] = None,
    traps: Annotated[Path | None, typer.Option("--traps", help="A file of assertion traps, JSON Lines.")] = None,
    split: Annotated[
        str,
        typer.Option(help="train; dev: authors unseen by the cues; test: the sealed split, for a last figure only."),
    ] = "train",
    ablations: Annotated[
        bool, typer.Option("--ablations", help="Also without each part of the recipe; takes several minutes.")
    ] = False,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="A model folder: that model beside the recipe, paired differences.")
    ] = None,
    budget: Annotated[float, typer.Option(min=0.0001, max=1, help="The share of records that can be read.")] = 0.02,
    prevalence: Annotated[
        float | None, typer.Option(help="Cases a record in your log, such as 0.002, for the precision to expect.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 20,
    jobs: Jobs = 2,
    force: Force = False,
) -> None:
    """Measure how far the ranking can be trusted: on labelled records, or by a force's decisions."""
    from overlooked.decisions import holds_decisions
    from overlooked.evaluation.delivery import evaluate_corpus, evaluate_decisions

    if holds_decisions(corpus):
        if real or traps or ablations or split != "train":
            raise SettingsError(f"{corpus} holds decisions; --real, --traps, --split and --ablations are for a corpus")
        print(evaluate_decisions(corpus, output, queue=queue, force=force))
        return
    if queue:
        raise SettingsError(f"--queue goes with decisions, and {corpus} holds none")
    with _bar("Judging") as bar:
        report = evaluate_corpus(
            corpus,
            output,
            real=real,
            traps=traps,
            split=split,
            ablations=ablations,
            compare=compare,
            budget=budget,
            prevalence=prevalence,
            seed=seed,
            jobs=jobs,
            force=force,
            progress=bar.stage,
        )
    print(report)


@app.command(epilog="Example: overlooked train corpus -o models/default --force")
def train(
    corpus: Annotated[Path, typer.Argument(help="A corpus folder, or a JSON Lines file of annotated records.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model folder to write.")],
    quick: Annotated[bool, typer.Option("--quick", help="Do not judge the recipe; the card has no figures.")] = False,
    jobs: Jobs = 2,
    force: Force = False,
) -> None:
    """Fit a model to a labelled corpus, judge it, and write its folder with a model card."""
    from overlooked.evaluation.card import train_corpus

    with _bar("Training") as bar:
        done = train_corpus(corpus, output, measured=not quick, jobs=jobs, force=force, progress=bar.stage)
    print(done)


class _bar:  # noqa: N801 - reads as the context manager it is
    """A progress bar on a terminal, silence elsewhere; called with steps done and, once known, the total."""

    def __init__(self, title: str) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        self._task = self._progress.add_task(title, total=None)

    def __call__(self, done: int, total: int | None) -> None:
        """Go `done` steps on."""
        self._progress.update(self._task, advance=done, total=total)

    def stage(self, stage: str, done: int, total: int) -> None:
        """Stand at `done` of `total` in a stage."""
        self._progress.update(self._task, description=stage, completed=done, total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def main() -> None:
    """Run a command; one clear line for what the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        app()
    except OverlookedError as error:
        print(f"overlooked: {error}", file=sys.stderr)
        sys.exit(1)
