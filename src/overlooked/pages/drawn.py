"""A report as a page, loading what draws its pictures only then: it is large, and most commands draw nothing."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

from overlooked.pages.blocks import Report


def drawn(
    report: Report, more: Mapping[str, str] | None = None, counts: Mapping[str, str] | None = None, ahead: str = ""
) -> str:
    """Give the page as `document` does."""
    with quiet("matplotlib"):
        return str(import_module("overlooked.pages.document").document(report, more, counts, ahead))


@contextmanager
def quiet(name: str) -> Iterator[None]:
    """Keep a library from telling of its caches: they are no matter of whoever reads a report."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
