"""Keeping: of many inputs the fewest and shortest that take the same steps from line to line, and the lines reached.

In come a target, its kept inputs and folders of new ones; out comes the folder of kept inputs, made anew.
Lines are those inside the functions of the modules that a target is about; what an import runs is no line reached.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from targets import TARGETS, run

import overlooked

HOME = Path(__file__).parent
CORPUS, FOUND = HOME / "corpus", HOME / "found"
SOURCE = Path(overlooked.__file__).parent
LARGEST, LARGEST_IN_ALL = 8192, 48 * 1024
"""Bytes of one kept input, and of all of a target."""

Line = tuple[str, int]
Step = tuple[str, int, int]
"""From a line to the next."""


def inputs(*folders: Path) -> list[bytes]:
    """The inputs of folders, the shortest first, none twice."""
    found = {path.read_bytes() for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return sorted(found, key=lambda data: (len(data), data))


def keep(target: str, *new: Path) -> tuple[int, int, int]:
    """Keep what is needed; out come the inputs kept, the lines reached, and the lines that there are."""
    home = CORPUS / target
    with suppress(Exception):
        run(target, b"")  # what is loaded once is no line of the first input
    taken: set[Step] = set()
    kept: list[bytes] = []
    for data in inputs(home, *new):
        own = steps_of(target, data)
        size = sum(map(len, kept)) + len(data)
        if not own <= taken and len(data) <= LARGEST and size <= LARGEST_IN_ALL:
            kept.append(data)
            taken |= own
    home.mkdir(parents=True, exist_ok=True)
    for old in home.iterdir():
        old.unlink()
    for data in kept:
        (home / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    there = {line for name in TARGETS[target].about for line in _lines_of_module(SOURCE / name)}
    reached = {(file, line) for file, *ends in taken for line in ends}
    return len(kept), len(reached & there), len(there)


def steps_of(target: str, data: bytes) -> set[Step]:
    """The steps that an input takes in the modules that the target is about, whatever comes of it."""
    taken: set[Step] = set()
    about = {str(SOURCE / name) for name in TARGETS[target].about}

    def enter(frame: FrameType, _event: str, _told: object) -> Any:  # noqa: ANN401 - as sys.settrace wants it
        file, before = frame.f_code.co_filename, frame.f_lineno

        def step(frame: FrameType, _event: str, _told: object) -> Any:  # noqa: ANN401 - the same
            nonlocal before
            taken.add((file, before, frame.f_lineno))
            before = frame.f_lineno
            return step

        return step if file in about else None

    usual = sys.gettrace()
    sys.settrace(enter)
    try:
        with suppress(Exception):
            run(target, data)
    finally:
        sys.settrace(usual)
    return taken


def _lines_of_module(path: Path) -> set[Line]:
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    return {(str(path), line) for function in _functions(code) for line in _own_lines(function)}


def _own_lines(code: CodeType) -> Iterable[int]:
    return (line for _, _, line in code.co_lines() if line)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The functions in a module, and those in them; the body of a class runs at import."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & _OPTIMISED:
                yield inner
            yield from _functions(inner)


_OPTIMISED = 1
"""Code of a function has its variables in fast slots (inspect.CO_OPTIMIZED); that of a class has not."""

if __name__ == "__main__":
    print(*keep(sys.argv[1], *map(Path, sys.argv[2:])))  # noqa: T201 - a script
