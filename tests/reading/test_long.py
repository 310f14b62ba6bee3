"""Long narratives: no part of a text takes time by the square of its length, so that each of these is read at all."""

import re

import pytest

from overlooked.reading.reader import load_reader

SIGN = "His boss has kept his passport since 2013. "
TICK_BOX = "MSHT checklist done, nil. No concerns re slavery. "


@pytest.mark.parametrize("filler", [" ", "\n", "x", "a'"])
def test_a_sign_behind_a_million_letters_that_say_nothing_is_found(filler: str) -> None:
    text = f"{filler * (1_000_000 // len(filler))}\n\n{SIGN}"
    [finding] = load_reader().read(text).findings
    assert text[finding.start : finding.end] == finding.quote
    assert finding.indicator == "documents_retained"


def test_every_sign_and_tick_box_of_a_long_text_is_found() -> None:
    times = 400
    findings = load_reader().read((SIGN + TICK_BOX) * times, "2024-01-01").findings
    assert sum(finding.indicator == "documents_retained" for finding in findings) == times


def test_a_text_reads_alike_alone_and_far_behind_another() -> None:
    text = "The boss translated. He is free to come and go. He is not paid and sleeps at the wash."
    before = "Took the bike from the shed and left by the gate.\n\n" * 1_000
    own, later = load_reader().read(text).findings, load_reader().read(before + text).findings
    there = [(f.quote, f.start - len(before), f.assertion, f.clears) for f in later]
    assert there == [(f.quote, f.start, f.assertion, f.clears) for f in own]
    assert own


def test_one_sentence_without_end_is_read() -> None:
    text = re.sub(r"[.,]", "", f"{SIGN.lower()}and then he went there ") * 400
    assert load_reader().read(text).findings
