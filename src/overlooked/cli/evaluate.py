"""`evaluate`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.audit import File
from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Force, Jobs, Reason, Safeguarding
from overlooked.errors import SettingsError


@app.command(epilog="Example: overlooked evaluate corpus -o report.html -o figures.json")
def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS|DECISIONS",
            help="A corpus folder or a JSON Lines file of annotated records; or decisions, JSON Lines or CSV.",
        ),
    ],
    output: Annotated[
        list[Path],
        typer.Option(
            "--output", "-o", help="Where the report goes: .html, .md, or .json with all figures; may repeat."
        ),
    ],
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
    seed: Annotated[int, typer.Option(min=0, help="Seed of the resampling.")] = 20,
    jobs: Jobs = 2,
    safeguarding: Safeguarding = None,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Measure how far the ranking can be trusted: on labelled records, or by a force's decisions."""
    from overlooked.decisions import holds_decisions
    from overlooked.evaluation.delivery import evaluate_corpus, evaluate_decisions

    with audited("evaluate", [corpus, queue, real], reason) as entry:
        if holds_decisions(corpus):
            if real or traps or ablations or split != "train":
                raise SettingsError(
                    f"{corpus} holds decisions; --real, --traps, --split and --ablations are for a corpus"
                )
            report = evaluate_decisions(corpus, output, queue=queue, force=force, safeguarding=safeguarding)
            entry.wrote(output, rows=_decided(corpus))
        elif queue:
            raise SettingsError(f"--queue goes with decisions, and {corpus} holds none")
        else:
            with Bar("Judging") as bar:
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
            entry.read(*_judged(corpus, split))
            entry.wrote(output)
    say(report)


def _decided(decisions: Path) -> int:
    from overlooked.decisions import load_decisions

    return len(load_decisions(decisions))


def _judged(corpus: Path, split: str) -> tuple[list[File], int]:
    """The files of a split, with those that its models learn from, and how many records it has."""
    from overlooked.audit import hashed
    from overlooked.corpus import corpus_files, load_corpus

    files = {file for name in ("train", split) for file in corpus_files(corpus, name)}
    return hashed(sorted(files)), len(load_corpus(corpus, split))
