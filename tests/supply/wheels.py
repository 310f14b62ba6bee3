"""Whether every locked package has a wheel where the program is to run: `make wheels`.

A locked-down machine builds nothing. uv resolves the lock with its hashes for every Python and platform from wheels
alone, and installs nothing; what has none is named. Ends with 1 where there is one, and with 0 and a plain word where
no package index could be reached. Takes seconds.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from locks import ALL, load_lock

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "Windows": "x86_64-pc-windows-msvc",
    "macOS ARM": "aarch64-apple-darwin",
}
SOURCE_ONLY = frozenset({"pyspark"})
"""Published as source alone: Java archives and Python, nothing to compile."""

UNREACHED = "no package index could be reached from here: wheels were NOT checked"
_NO_WHEEL = re.compile(r"Because ([\w.-]+?)(?:\{[^}]*\})?==\S+ has no ")
_NO_INDEX = re.compile(r"Failed to fetch|the network was disabled")


class NoIndexError(Exception):
    """No package index answered."""


def without_wheel(lock: Path, python: str, platform: str, options: Sequence[str] = ()) -> list[str]:
    """The locked packages that have no wheel for a Python and a platform as uv names it, in the order uv meets them.

    NoIndexError where no index answers; RuntimeError with uv's own words where it stops for another reason.
    """
    missing: list[str] = []
    while True:
        told = _resolved(lock, python, platform, [*sorted(SOURCE_ONLY), *missing], options)
        if told is None:
            return missing
        found = _NO_WHEEL.search(told)
        if _NO_INDEX.search(told):
            raise NoIndexError
        if found is None or found[1] in missing:
            raise RuntimeError(f"uv stopped on Python {python}, {platform}: {told}")
        missing.append(found[1])


def _resolved(lock: Path, python: str, platform: str, built: Sequence[str], options: Sequence[str]) -> str | None:
    """None where every package but those that may be built has a wheel; else what uv says."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "install", "--dry-run", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += [part for name in built for part in ("--no-binary", name)]
    with tempfile.TemporaryDirectory() as nowhere:
        command += ["--python-version", python, "--python-platform", platform, "--target", nowhere, *options]
        done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else " ".join(done.stderr.split())


def main(lock: Path = ALL, options: Sequence[str] = ()) -> int:
    """Print a line for each Python and platform; 1 where a package has no wheel."""
    print(f"{lock.name}: {len(load_lock(lock))} pins, all from wheels but {', '.join(sorted(SOURCE_ONLY))}")
    failed = False
    for python, (name, platform) in product(PYTHONS, PLATFORMS.items()):
        try:
            missing = without_wheel(lock, python, platform, options)
        except NoIndexError:
            print(UNREACHED)
            return int(failed)
        print(f"Python {python}, {name}: {'no wheel of ' + ', '.join(missing) if missing else 'all have wheels'}")
        failed |= bool(missing)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
