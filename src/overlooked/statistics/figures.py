"""The leaves of the judge's figures: a number that is known, or none with the reason.

In go numbers; out come plain dictionaries that JSON can hold. Every leaf has `value`; where it is null,
`reason` says why in a sentence.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Figures = dict[str, Any]
FloatArray = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
DIGITS = 4
"""Finer digits would differ between machines and mean nothing with this many records."""


def known(value: float, **more: object) -> Figures:
    """Give a leaf that holds a number and what belongs to it, such as `n` or an interval."""
    return {"value": float(value), **more}


def unknown(reason: str, **more: object) -> Figures:
    """Give a leaf without a number: `reason` says why there is none."""
    return {"value": None, "reason": reason, **more}


def rounded(tree: object) -> Any:  # noqa: ANN401 - a JSON tree has no narrower type
    """Give the same tree in plain Python types, every fraction rounded to `DIGITS`, NaN as null."""
    if isinstance(tree, Mapping):
        return {str(key): rounded(value) for key, value in tree.items()}
    if isinstance(tree, (list, tuple, np.ndarray)):
        return [rounded(value) for value in tree]
    if isinstance(tree, np.generic):
        return rounded(tree.item())
    if isinstance(tree, float):
        return round(tree, DIGITS) if math.isfinite(tree) else None
    return tree
