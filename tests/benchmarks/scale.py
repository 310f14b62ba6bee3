"""A force's year and ten of them through the whole command: time, and the most memory of any process.

    python tests/benchmarks/scale.py --rows 200000 2000000 --jobs 1

Exports are made up, and the queue is that of `--limit 200`, or with `--all` of all records. Peak memory is the greatest
of any one process of the run, by the kernel's count. The table goes to `docs/performance.md`.
"""

import argparse
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from table import write_between

sys.path.insert(0, str(Path(__file__).parents[1]))
from narratives import export

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
HEADER = ("narratives", "form", "read", "run", "processes", "seconds", "rows a second", "peak memory")


@dataclass(frozen=True)
class Ran:
    """What a run took: seconds by the clock, and MB of its largest process; the share of records that were read."""

    seconds: float
    megabytes: float
    share: str


def screened(path: Path, *options: str) -> Ran:
    """Screen a file with the command, as a user would."""
    output = path.with_suffix(".queue.jsonl")
    command = [sys.executable, "-m", "overlooked", "screen", str(path), "-o", str(output), "--force", *options]
    began = time.monotonic()
    log = {"OVERLOOKED_AUDIT_LOG": str(path.resolve().with_suffix(".audit.jsonl"))}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | log).stdout
    seconds = time.monotonic() - began
    output.unlink()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = re.search(r"^Read: .* records \(([^)]*)\)", told, re.MULTILINE)
    return Ran(seconds, peak, found[1] if found else "all")


def main() -> None:
    """Write one row a run; each run in a process of its own, for the peak of children never falls."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="+", default=[200_000, 2_000_000])
    asked.add_argument("--share", type=float, default=0.02)
    asked.add_argument("--jobs", nargs="+", default=["1"])
    asked.add_argument("--form", default=".csv", choices=[".csv", ".parquet", ".jsonl"])
    asked.add_argument("--options", nargs="*", default=[])
    asked.add_argument("--one", type=int)
    told = asked.parse_args()
    if told.one is None:
        run_each(told)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"log{told.form}"
        export(path, told.one, seed=11, share=told.share)
        ran = screened(path, "--jobs", told.jobs[0], *(f"--{option}" for option in told.options))
    words = " ".join(f"--{option}" for option in told.options) or "--limit 200"
    cells = (f"{told.one:,}", told.form[1:], ran.share, words, told.jobs[0], f"{ran.seconds:,.0f}")
    print(" | ".join((*cells, f"{told.one / ran.seconds:,.0f}", f"{ran.megabytes:,.0f} MB")))


def run_each(told: argparse.Namespace) -> None:
    """Run every measurement and write the table."""
    rows = []
    for count in told.rows:
        for jobs in told.jobs:
            command = [sys.executable, __file__, "--one", str(count), "--share", str(told.share), "--jobs", jobs]
            command += ["--form", told.form, *(["--options", *told.options] if told.options else [])]
            row = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            print(row, flush=True)
            rows.append(f"| {row} |")
    day = datetime.now(UTC)
    machine = f"{day.day} {day:%B %Y}; {platform.system()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
    head = [f"| {' | '.join(HEADER)} |", f"|{'---|' * len(HEADER)}"]
    write_between(PAGE, "memory", "\n".join([*head, *rows, "", machine]))


if __name__ == "__main__":
    main()
