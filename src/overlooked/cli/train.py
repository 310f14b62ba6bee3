"""`train`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Force, Jobs, Reason


@app.command(epilog="Example: overlooked train corpus -o models/default --force")
def train(
    corpus: Annotated[Path, typer.Argument(help="A corpus folder, or a JSON Lines file of annotated records.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model folder to write.")],
    quick: Annotated[bool, typer.Option("--quick", help="Do not judge the recipe; the card has no figures.")] = False,
    jobs: Jobs = 2,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Fit a model to a labelled corpus, judge it, and write its folder with a model card."""
    from overlooked.audit import hashed
    from overlooked.corpus import corpus_files, load_corpus
    from overlooked.evaluation.card import train_corpus

    with audited("train", [corpus], reason) as entry, Bar("Training") as bar:
        done = train_corpus(corpus, output, measured=not quick, jobs=jobs, force=force, progress=bar.stage)
        entry.read(hashed(corpus_files(corpus, "train")), len(load_corpus(corpus)))
        entry.wrote([output])
    say(done)
