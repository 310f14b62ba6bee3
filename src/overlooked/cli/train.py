"""`train`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.bar import Bar
from overlooked.cli.options import Force, Jobs


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

    with Bar("Training") as bar:
        done = train_corpus(corpus, output, measured=not quick, jobs=jobs, force=force, progress=bar.stage)
    say(done)
