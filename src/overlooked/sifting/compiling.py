"""Compiling: how a plain function becomes a machine's own, and how that is kept for the next start.

Every function of the kernel is typed Python that numba compiles; `whole` compiles the one that calls them all.
"""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def piece(function: Function) -> Function:
    """A piece of the kernel, compiled into the function that calls it."""
    return njit(nogil=True)(function)  # type: ignore[no-any-return]  # numba tells no types


def whole(function: Function) -> Function:
    """The kernel itself, kept on disk where some folder can be written to, else compiled at every start."""
    try:
        return njit(nogil=True, cache=True)(function)  # type: ignore[no-any-return]  # numba tells no types
    except RuntimeError:  # numba knows no folder that it may write to
        return piece(function)


def sources() -> int:
    """Stands for the text of every module here: a kept kernel must not outlive a change in one of its pieces."""
    texts = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return zlib.crc32(b"\0".join(texts))
