"""The program: what stands before a verb, and how it ends.

What the user can mend ends with one line and exit 1, wrong usage with exit 2; a trace is a bug.
"""

import os
import signal
import sys
import warnings
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from overlooked.errors import OutputError, OverlookedError, RunError, printable

INTERRUPTED = 130


class _Verbs(TyperGroup):
    """The verbs; what the user or the machine breaks off ends with one line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's context and its answer
        """Run a verb."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt as stop:
            kept = f"; {printable(str(stop))}" if str(stop) else ""
            print(f"overlooked: stopped; no output is half-written{kept}", file=sys.stderr)
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


def say(text: str) -> None:
    """Print lines, which may hold the name of a file or a sheet, so that nothing in them steers the terminal."""
    print("\n".join(map(printable, text.split("\n"))))


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


def main() -> None:
    """Run a command; one clear line for what the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    warnings.filterwarnings("ignore", module=r"joblib\.")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        app()
    except OverlookedError as error:
        print(f"overlooked: {error}", file=sys.stderr)
        sys.exit(1)
