"""Every target with its kept inputs, and with what hypothesis makes up; `make fuzz` goes on from there for longer."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from keeping import CORPUS, inputs
from targets import TARGETS, run

KEPT_IN_ALL = 2**20
SLOW = dict.fromkeys(("rows", "views", "queue", "model", "lesson", "linking", "referrals", "crimes", "masking"), 25)
"""Targets that write files of many forms have fewer examples."""
VALUES = (
    b"0",
    b"-1",
    b"1e300",
    b"nan",
    b"true",
    b'""',
    b'"x"',
    b"[]",
    b"[1]",
    b'["x"]',
    b"{}",
    b"2024-01-01",
    b'"\\n"',
)
_UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_kept_inputs_are_answered_as_they_should_be(name: str) -> None:
    kept = inputs(CORPUS / name)
    assert kept, f"no input is kept for {name}; run `make fuzz TARGET={name}`"
    for data in kept:
        run(name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_made_up_inputs_are_answered_as_they_should_be(name: str) -> None:
    kept = inputs(CORPUS / name)
    pieces = st.sampled_from([piece for data in kept for piece in data.splitlines(keepends=True) if piece] or [b"a"])
    changed = st.builds(_changed, st.sampled_from(kept), st.integers(0), pieces | st.binary(max_size=8))
    revalued = st.builds(_revalued, st.sampled_from(kept), st.integers(0), st.sampled_from(VALUES))

    @settings(max_examples=SLOW.get(name, 100), deadline=None, derandomize=True, suppress_health_check=_UNHURRIED)
    @given(changed | revalued | st.lists(pieces, max_size=8).map(b"".join) | st.binary(max_size=200))
    @example(b"")
    def feed(data: bytes) -> None:
        run(name, data)

    feed()


def _changed(data: bytes, at: int, piece: bytes) -> bytes:
    """An input with a piece in place of as many of its bytes."""
    at %= len(data) + 1
    return data[:at] + piece + data[at + len(piece) :]


def _revalued(data: bytes, at: int, value: bytes) -> bytes:
    """A text of settings with another value behind one of its keys."""
    lines = data.split(b"\n")
    keys = [number for number, line in enumerate(lines) if b"=" in line]
    if keys:
        line = keys[at % len(keys)]
        lines[line] = lines[line].partition(b"=")[0] + b"= " + value
    return b"\n".join(lines)


def test_the_kept_inputs_are_small_and_belong_to_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
    assert sum(map(len, chain.from_iterable(inputs(CORPUS / name) for name in TARGETS))) < KEPT_IN_ALL
