"""Candidates: a reading that tries only the cues a sift told is the reading that tries all."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.reading.matching import Matcher
from overlooked.reading.reader import load_reader

CORPUS = Path(__file__).parents[2] / "corpus"
RECORDS = load_corpus(CORPUS, "dev")[::10]
READER = load_reader()
CUES = READER.lexicon.cues
NUMBERS = {cue.id: number for number, cue in enumerate(CUES)}
MATCHER = Matcher(READER.lexicon)
EXAMPLES = st.lists(st.sampled_from([text for cue in CUES for text in (cue.match, cue.near_miss) if text]), max_size=6)


def matching_cues(narrative: str) -> frozenset[int]:
    return frozenset(NUMBERS[match.cue.id] for match in MATCHER.matches(READER.view(narrative)))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.record_id)
def test_a_record_of_the_corpus_reads_alike_with_the_cues_that_match_and_with_more(record: LabelledRecord) -> None:
    whole = READER.read(record.narrative, record.recorded_on)
    exact = matching_cues(record.narrative)
    for candidates in (exact, exact | set(range(0, len(CUES), 97))):
        assert READER.read(record.narrative, record.recorded_on, sorted(candidates)) == whole


@settings(deadline=None, max_examples=50)
@given(EXAMPLES, st.sets(st.integers(0, len(CUES) - 1), max_size=40))
def test_any_text_reads_alike_with_any_cues_beside_those_that_match(texts: list[str], more: set[int]) -> None:
    narrative = " ".join(texts)
    candidates = np.array(sorted(matching_cues(narrative) | more), dtype=np.int32)
    assert READER.read(narrative, "2024-05-01", candidates) == READER.read(narrative, "2024-05-01")


@given(EXAMPLES, st.sets(st.integers(0, len(CUES) - 1), max_size=40))
@settings(deadline=None, max_examples=50)
def test_no_cue_outside_the_candidates_is_found(texts: list[str], candidates: set[int]) -> None:
    view = READER.view(" ".join(texts))
    every = list(MATCHER.matches(view))
    chosen = [match for match in every if NUMBERS[match.cue.id] in candidates]
    assert list(MATCHER.matches(view, sorted(candidates))) == chosen


def test_without_a_candidate_nothing_is_found() -> None:
    narrative = "His boss has kept his passport since March."
    assert READER.read(narrative).findings
    reading = READER.read(narrative, candidates=[])
    assert (reading.findings, reading.words, reading.alone) == ((), frozenset(), ())
