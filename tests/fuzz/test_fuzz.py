"""Every target with its kept inputs, and with what hypothesis makes up; `make fuzz` goes on from there for longer."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from keeping import CORPUS, inputs
from targets import TARGETS, run

KEPT_IN_ALL = 2**20
SLOW = {"rows": 25, "views": 25, "queue": 25, "model": 25}
"""Targets that write files of many forms have fewer examples."""
_UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("name", TARGETS)
def test_kept_inputs_are_answered_as_they_should_be(name: str) -> None:
    kept = inputs(CORPUS / name)
    assert kept, f"no input is kept for {name}; run `make fuzz TARGET={name}`"
    for data in kept:
        run(name, data)


@pytest.mark.parametrize("name", TARGETS)
def test_made_up_inputs_are_answered_as_they_should_be(name: str) -> None:
    kept = inputs(CORPUS / name)
    pieces = st.sampled_from([piece for data in kept for piece in data.splitlines(keepends=True) if piece] or [b"a"])
    changed = st.builds(_changed, st.sampled_from(kept), st.integers(0), pieces | st.binary(max_size=8))

    @settings(max_examples=SLOW.get(name, 100), deadline=None, derandomize=True, suppress_health_check=_UNHURRIED)
    @given(changed | st.lists(pieces, max_size=8).map(b"".join) | st.binary(max_size=200))
    @example(b"")
    def feed(data: bytes) -> None:
        run(name, data)

    feed()


def _changed(data: bytes, at: int, piece: bytes) -> bytes:
    """An input with a piece in place of as many of its bytes."""
    at %= len(data) + 1
    return data[:at] + piece + data[at + len(piece) :]


def test_the_kept_inputs_are_small_and_belong_to_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
    assert sum(map(len, chain.from_iterable(inputs(CORPUS / name) for name in TARGETS))) < KEPT_IN_ALL
