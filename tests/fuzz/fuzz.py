"""The fuzz: `python tests/fuzz/fuzz.py all 600` gives every target so many seconds of atheris, one after the other.

Seeds come from `corpus/<target>/`; what reaches lines that nothing kept reaches is kept there. An input that brings
an error which is no OverlookedError goes to `found/`, one for each place and kind of error, and the run goes on; it
ends with 1 where there is one. atheris is made for Linux; elsewhere this says so and ends with 2.
"""

import re
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__)
FOUND, CORPUS = HERE.parent / "found", HERE.parent / "corpus"
LONGEST = 4096
"""Bytes of an input."""
MEGABYTES, SECONDS_OF_ONE = 3000, 30
"""What one input may take."""
_COVERED, _DONE = re.compile(r"\bcov: (\d+)"), re.compile(r"stat::number_of_executed_units: (\d+)")
_HEAD = ("target", "seconds", "executions", "edges", "lines reached", "kept", "found")


def fuzz_all(target: str, seconds: int) -> int:
    """Fuzz one target or all, print a table, and give 1 where anything was found."""
    from targets import TARGETS  # noqa: PLC0415 - a target's own process imports it instrumented

    if target != "all" and target not in TARGETS:
        print(f"no target {target!r}; there are all, {', '.join(TARGETS)}")
        return 2
    rows = [_fuzz(name, seconds) for name in (TARGETS if target == "all" else [target])]
    print("\n" + "\n".join(f"| {' | '.join(row)} |" for row in (_HEAD, ("---",) * len(_HEAD), *rows)))
    return int(any(row[-1] != "0" for row in rows))


def _fuzz(target: str, seconds: int) -> tuple[str, ...]:
    """One row of the table: what a process of its own did to a target."""
    CORPUS.joinpath(target).mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(exist_ok=True)
    before = set(FOUND.iterdir())
    started = time.monotonic()
    edges = executions = "0"
    with tempfile.TemporaryDirectory(prefix="fuzz-new-") as new:
        command = [sys.executable, str(HERE), "--one", target, new, str(CORPUS / target)]
        limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS_OF_ONE}", f"-rss_limit_mb={MEGABYTES}"]
        told = [f"-artifact_prefix={FOUND}/{target}-", "-print_final_stats=1", f"-max_len={LONGEST}"]
        with subprocess.Popen([*command, *limits, *told], stderr=subprocess.PIPE, text=True, errors="replace") as run:
            for line in run.stderr or ():
                edges = (_COVERED.findall(line) or [edges])[-1]
                executions = (_DONE.findall(line) or [executions])[-1]
                if line.startswith(("FOUND", "==", "Traceback", "ModuleNotFound")):
                    print(target, line.strip(), flush=True)
        seconds_run = round(time.monotonic() - started)
        keeper = [sys.executable, str(HERE.with_name("keeping.py")), target, new]
        kept = subprocess.run(keeper, check=False, capture_output=True, text=True).stdout.split() or ["?", "?", "?"]
    found = len(set(FOUND.iterdir()) - before) or int(run.returncode != 0)
    row = (target, f"{seconds_run:,}", f"{int(executions):,}", edges, f"{kept[1]} of {kept[2]}", kept[0], str(found))
    print(*row, sep="  ", flush=True)
    return row


def fuzz_one(target: str, arguments: list[str]) -> None:
    """Fuzz a target in this process, which ends with it."""
    import atheris  # noqa: PLC0415 - there is none outside Linux

    with atheris.instrument_imports(include=["overlooked"]):
        from targets import run  # noqa: PLC0415
    warnings.simplefilter("error")
    seen: set[str] = set()

    def feed(data: bytes) -> None:
        try:
            run(target, data)
        except Exception as error:  # noqa: BLE001 - any error is a find
            _note(target, data, error, seen)

    for data in sorted(path.read_bytes() for path in (CORPUS / target).iterdir()):
        feed(data)  # what is loaded once is loaded here, and is no new cover of the first input
    atheris.Setup([sys.argv[0], *arguments], feed)
    atheris.Fuzz()


def _note(target: str, data: bytes, error: Exception, seen: set[str]) -> None:
    """Write an input down, the first for each kind of error and place in the package."""
    frames: list[Any] = [f for f in traceback.extract_tb(error.__traceback__) if "overlooked" in f.filename]
    here = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    asserted = traceback.extract_tb(error.__traceback__)[-1].lineno if isinstance(error, AssertionError) else 0
    place = f"{type(error).__name__} {Path(here.filename).name}:{here.lineno} {asserted or ''}"
    if place in seen:
        return
    seen.add(place)
    with suppress(OSError):
        (FOUND / f"{target}-{sha256(place.encode()).hexdigest()[:12]}").write_bytes(data)
    print(f"FOUND {place} {error!r:.300} {data!r:.200}", file=sys.stderr, flush=True)


def main() -> int:
    """Run what the arguments say."""
    if sys.argv[1:2] == ["--one"]:
        fuzz_one(sys.argv[2], sys.argv[3:])
        return 0
    try:
        import atheris  # noqa: F401, PLC0415
    except ImportError:
        print("atheris is not installed; it is made for Linux: pip install --group fuzz. The tests do without it.")
        return 2
    target, seconds = (*sys.argv[1:], *("all", "600")[len(sys.argv) - 1 :])[:2]
    return fuzz_all(target, int(seconds))


if __name__ == "__main__":
    sys.exit(main())
