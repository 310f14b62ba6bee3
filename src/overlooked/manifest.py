"""The manifest of a run: what an output was made with and from; and the times of the run, in a file of their own.

In come versions, hashes, settings and counts, out goes JSON that is equal to the byte for equal runs.
"""

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from overlooked.outputs import canonical_json, sha256_of

SCHEMA_VERSION = 1


def made_with(*packages: str) -> dict[str, str]:
    """The versions of Python and of installed packages."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in packages}}


def write_manifest(
    path: Path,
    *,
    versions: Mapping[str, str],
    hashes: Mapping[str, str],
    inputs: Sequence[Path],
    settings: Mapping[str, Any],
    counts: Mapping[str, Any],
    hashed: Sequence[tuple[str, str]] = (),
) -> None:
    """The run manifest: what an output was made with and from, equal to the byte for equal runs.

    `hashes` are of model and cues; inputs are noted by file name and SHA-256, paths by file name. `hashed` are inputs
    with a SHA-256 of their own, such as standard input. A byte of a file name that is no UTF-8 is spelled out.
    """
    noted = [*hashed, *((file.name, sha256_of(file)) for file in inputs)]
    content = {
        "schema_version": SCHEMA_VERSION,
        "versions": dict(versions),
        "hashes": dict(hashes),
        "inputs": [{"file": name, "sha256": sha256} for name, sha256 in noted],
        "settings": dict(settings),
        "counts": dict(counts),
    }
    path.write_bytes(canonical_json(content).encode("utf-8", "backslashreplace"))


def write_run(path: Path, *, started: datetime, finished: datetime, rows: int) -> None:
    """The times of a run, in UTC and seconds; `started` and `finished` know their time zone."""
    seconds = (finished - started).total_seconds()
    content = {
        "started": started.astimezone(UTC).isoformat(),
        "finished": finished.astimezone(UTC).isoformat(),
        "seconds": round(seconds, 3),
        "rows": rows,
        "rows_per_second": round(rows / seconds, 1) if seconds > 0 else None,
    }
    path.write_bytes(canonical_json(content).encode())
