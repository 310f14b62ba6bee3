"""`papers`."""

from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.options import Force, ModelFolder, Safeguarding
from overlooked.errors import SettingsError


@app.command(epilog="Example: overlooked papers -o papers --run queue.jsonl.manifest.json --report figures.json")
def papers(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that the papers go to.")],
    run: Annotated[list[Path] | None, typer.Option("--run", help="The manifest of a `screen` run; may repeat.")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="The figures that `evaluate -o figures.json` wrote.")
    ] = None,
    model: ModelFolder = None,
    safeguarding: Safeguarding = None,
    markdown_only: Annotated[
        bool, typer.Option("--markdown-only", help="No files for Word; needs no python-docx.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the drafts a force needs first: model card, ATRS, DPIA, equality, Covenant, and one page to pin up."""
    from overlooked.papers.delivery import Writer, papers_files
    from overlooked.papers.inputs import Sources
    from overlooked.safeguarding import load_route

    writer: Writer | None = None
    if not markdown_only:
        try:
            from overlooked.papers.sheet import write_sheet
        except ModuleNotFoundError as error:
            if error.name != "docx":
                raise
            raise SettingsError(
                'papers for Word need python-docx, which is not installed: pip install "overlooked[papers]", '
                "or give --markdown-only"
            ) from error
        writer = write_sheet
    sources = Sources(run or (), report, model, load_route(safeguarding))
    lines = papers_files(sources, output, writer=writer, force=force)
    say("\n".join(lines))
