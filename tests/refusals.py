"""What a user sees of a fault: one line of one kind of error."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from overlooked.errors import OverlookedError


@contextmanager
def refused(kind: type[OverlookedError], *words: str) -> Iterator[None]:
    """An error of that kind in one line that says all of `words`."""
    with pytest.raises(kind) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message
