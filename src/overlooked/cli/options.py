"""Arguments and options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

Records = Annotated[
    list[Path],
    typer.Argument(
        help="CSV, XLSX, JSON Lines or Parquet files with a narrative column, text also as .gz, all also in a .zip; "
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
Safeguarding = Annotated[
    Path | None,
    typer.Option(
        "--safeguarding",
        envvar="OVERLOOKED_SAFEGUARDING",
        help="A TOML file with your force's route for somebody at risk now; a general one by default.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace outputs that exist.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes to read with.")]
Reason = Annotated[
    str, typer.Option("--reason", help="Why the records are read; it stands in the audit log, so name no person.")
]
