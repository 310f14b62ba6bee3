"""Opened: the records of a run, with what came as a stream kept where other processes of the run can read it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from overlooked.records import Opening, open_records, paths_of
from overlooked.records.sources import keep_streams
from overlooked.running.workplace import private_place


@contextmanager
def opened(
    given: Sequence[Path], output: Path, columns: Path | None, *, shared: bool
) -> Iterator[tuple[Opening, dict[Path, Path]]]:
    """The records of a run that writes `output`; and, where they are `shared`, the files that streams are kept in.

    These stand beside `output` in a private folder, which is gone when the block ends; what a killed run left of it
    goes first. Raises the errors of reading, and OutputError where another run writes this output.
    """
    if not shared:
        yield open_records(given, columns), {}
        return
    with private_place(output, "streams") as folder:
        streams = keep_streams(paths_of(given), folder)
        yield open_records(given, columns, streams), streams
