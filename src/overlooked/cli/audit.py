"""`audit verify`, `audit show` and `audit purge`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.errors import OutputError

audit = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check, show or purge the audit log.")
app.add_typer(audit, name="audit")

Log = Annotated[Path | None, typer.Option("--log", help="The log; by default the one that commands write to.")]
DAYS = ["%Y-%m-%d"]


@audit.command(epilog="Example: overlooked audit verify --head 3f0c5d1e9a7b2c48")
def verify(
    head: Annotated[str, typer.Option(help="A head noted earlier: it must still be in the log.")] = "",
    log: Log = None,
) -> None:
    """Check every entry of the log, and that nothing is missing between them."""
    from overlooked.audit import log_place
    from overlooked.audit import verify as verify_log

    path = log or log_place()
    told = verify_log(path, head)
    for note in told.notes:
        say(f"Note: {note}.")
    if told.problem:
        raise OutputError(f"{path} does not hold: {told.problem}")
    say(f"{path} holds: {told.entries:,} entries, {told.purged:,} of them purged.")
    say(_noted(told.head))


@audit.command(epilog="Example: overlooked audit show --since 2026-01-01 --command screen")
def show(
    since: Annotated[datetime | None, typer.Option(formats=DAYS, help="Only entries from this day on, in UTC.")] = None,
    command: Annotated[str, typer.Option(help="Only of this command.")] = "",
    user: Annotated[str, typer.Option(help="Only of this user.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="The last so many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON Lines, whole.")] = False,
    log: Log = None,
) -> None:
    """Show entries, newest last, and the head of the log."""
    from overlooked.audit import log_place
    from overlooked.audit.table import last_entries, table_of

    day = since.date() if since else None
    found, head = last_entries(log or log_place(), limit, since=day, command=command, user=user)
    if as_json:
        print(*(entry.line.decode() for entry in found), sep="", end="")
        return
    say(table_of(found))
    print()
    say(_noted(head))


@audit.command(epilog='Example: overlooked audit purge --before 2020-01-01 --reason "kept six years"')
def purge(
    before: Annotated[datetime, typer.Option(formats=DAYS, help="Entries made before this day, in UTC, are emptied.")],
    reason: Annotated[str, typer.Option(help="Why; the log's last entry says so.")],
    log: Log = None,
) -> None:
    """Empty old entries; their headers stay, so that the log can still be checked."""
    from overlooked.audit import log_place
    from overlooked.audit import purge as purge_log

    path = log or log_place()
    say(f"{path}: {purge_log(path, before.date(), reason):,} entries of before {before.date()} are empty now.")


def _noted(head: str) -> str:
    return f"Head: {head}\nNote it somewhere else: audit verify --head then tells whether the log was cut or rewritten."
