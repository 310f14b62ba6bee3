"""Finds signs of trafficking and forced labour in crime records that stand under another offence.

    >>> from overlooked import find_indicators
    >>> [f.quote for f in find_indicators("His boss has kept his passport since March.")]
    ['boss has kept his passport']

Names here are promised; all others may change. They are loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from overlooked.corpus import load_corpus
    from overlooked.decisions import load_decisions
    from overlooked.errors import OverlookedError
    from overlooked.findings import Assertion, Finding, Kind
    from overlooked.model import load_model
    from overlooked.queue import read_queue
    from overlooked.reading.reader import find_indicators
    from overlooked.records import read_records
    from overlooked.screening import score_batch, screen

__version__ = "0.1.0"

_HOMES = {
    "Assertion": "findings",
    "Finding": "findings",
    "Kind": "findings",
    "OverlookedError": "errors",
    "find_indicators": "reading.reader",
    "load_corpus": "corpus",
    "load_decisions": "decisions",
    "load_model": "model",
    "read_queue": "queue",
    "read_records": "records",
    "score_batch": "screening",
    "screen": "screening",
}

__all__ = [
    "Assertion",
    "Finding",
    "Kind",
    "OverlookedError",
    "find_indicators",
    "load_corpus",
    "load_decisions",
    "load_model",
    "read_queue",
    "read_records",
    "score_batch",
    "screen",
]


def __getattr__(name: str) -> object:
    """Load a promised name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'overlooked' promises no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"overlooked.{_HOMES[name]}"), name)
