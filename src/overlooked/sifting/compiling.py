"""Compiling: how a plain function becomes a machine's own, and how that is kept for the next start.

Every function of the kernel is typed Python that numba compiles; `whole` compiles the one that calls them all.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numba import njit

NOUGHT: int = np.int64(0)  # type: ignore[assignment]  # an int to all who read it
"""Where counting begins. A bare 0 is a type of its own to numba, for which it would compile every piece once more."""


def numbers(values: Iterable[int]) -> Iterator[int]:
    """Constants of the one type that all numbers in the kernel have, for the same reason."""
    return map(np.int64, values)  # type: ignore[arg-type]  # the same


Function = TypeVar("Function", bound=Callable[..., Any])


_njit: Any = njit  # what numba tells of its types leaves out half of its options
_INSIDE = {"nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""The kernel's pieces are called by compiled code alone: no door to Python is built for them."""


def piece(function: Function) -> Function:
    """A piece of the kernel, compiled into the function that calls it; it makes no array."""
    compiled: Function = _njit(**_INSIDE, _nrt=False)(function)
    return compiled


def part(function: Function) -> Function:
    """A piece of the kernel that makes arrays."""
    compiled: Function = _njit(**_INSIDE)(function)
    return compiled


def whole(function: Function) -> Function:
    """The kernel itself, kept on disk where some folder can be written to, else compiled at every start."""
    compiled: Function
    try:
        compiled = _njit(nogil=True, cache=True)(function)
    except RuntimeError:  # numba knows no folder that it may write to
        compiled = _njit(nogil=True)(function)
    return compiled


def sources() -> int:
    """Stands for the text of every module here and of the reading: a kept kernel must not outlive a change in them."""
    package = Path(__file__).parents[1]
    texts = (path.read_bytes() for room in ("reading", "sifting") for path in sorted((package / room).glob("*.py")))
    return zlib.crc32(b"\0".join(texts))
