"""With the sift or without it: the same queue, row for row and score for score."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narratives import narratives
from overlooked.corpus import load_corpus
from overlooked.reading.reader import load_reader
from overlooked.records.made import complete
from overlooked.screening import SCORED, Reads, Screener, read_on, score_batch, screen

CORPUS = Path(__file__).parents[2] / "corpus"
SLOW = Screener(reads=Reads.EXHAUSTIVE)
FLAGS = ["reached", "by_reference"]
OFFENCES = ("Theft - shoplifting", "Production of cannabis", "Common assault", "")
MARKS = (
    ". ",
    ", ",
    "? ",
    "\n",
    "\n\n",
    " - ",
    "; ",
    " “",
    "” ",
    "’s ",
    "\u00a0",
    " (",
    ") ",
    " 🚐 ",
    " ﬁ",
    " İ",
    " ½ ",
    ". 12:30 ",
)


def records(texts: list[str]) -> pd.DataFrame:
    told = [
        {"record_id": f"R{n}", "recorded_on": "2024-05-01", "offence": OFFENCES[n % len(OFFENCES)], "narrative": text}
        for n, text in enumerate(texts)
    ]
    return complete(pd.DataFrame(told))


def differences(table: pd.DataFrame, reads: Reads) -> list[str]:
    """The columns that come out otherwise than without a sift, once every record is read."""
    quick = score_batch(table, replace(SLOW, reads=reads))
    unread = quick[~quick["reached"]]
    assert not unread["strength"].any()
    assert not unread["named"].any()
    quick, slow = read_on(quick, replace(SLOW, reads=reads)), score_batch(table, SLOW)
    names = [name for name in SCORED.names if name not in FLAGS]
    return [name for name in names if list(quick[name]) != list(slow[name])]


@pytest.mark.slow
@pytest.mark.parametrize("reads", [Reads.SIFTED, Reads.ALL])
def test_made_up_notes_come_out_the_same(reads: Reads) -> None:
    assert differences(records(list(narratives(150, seed=8, share=0.4))), reads) == []


@pytest.mark.slow
@pytest.mark.parametrize("reads", [Reads.SIFTED, Reads.ALL])
def test_the_corpus_comes_out_the_same(reads: Reads) -> None:
    assert differences(records([record.narrative for record in load_corpus(CORPUS)]), reads) == []


@pytest.mark.slow
@pytest.mark.parametrize("limit", [60, None])
def test_the_queue_of_the_corpus_is_the_same(limit: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overlooked.screening.screening.FEW", 0)
    table = records([record.narrative for record in load_corpus(CORPUS)])
    quick = screen(table, limit=limit, audit=40 if limit else 0)
    slow = screen(table, SLOW, limit=limit, audit=40 if limit else 0)
    pd.testing.assert_frame_equal(quick.queue.drop(columns=FLAGS), slow.queue.drop(columns=FLAGS))
    pd.testing.assert_frame_equal(quick.named, slow.named)
    assert (quick.bands, quick.strata) == (slow.bands, slow.strata)
    assert quick.reach.reached < slow.reach.reached == slow.reach.scored


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words of cues in any order, between marks and letters that no note holds."""
    cues = load_reader().lexicon.cues
    chosen = draw(st.lists(st.sampled_from(range(len(cues))), min_size=1, max_size=4))
    words = [
        word
        for number in chosen
        for word in draw(st.sampled_from([cues[number].match, cues[number].near_miss])).split()
    ]
    words += draw(
        st.lists(
            st.sampled_from(["not", "no", "denied", "if", "Mr", "Will", "the", "aged 15", "2011", "he/she"]), max_size=6
        )
    )
    marks = draw(st.lists(st.sampled_from(MARKS), max_size=6))
    at = draw(st.lists(st.integers(0, max(len(words) - 1, 0)), min_size=len(marks), max_size=len(marks)))
    for place, mark in zip(at, marks, strict=True):
        words[place] += mark
    text = " ".join(words)
    return draw(st.sampled_from([text, text.upper(), text.lower(), text.title()]))


@settings(max_examples=40, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=8))
def test_words_of_cues_in_any_order_come_out_the_same(told: list[str]) -> None:
    assert differences(records(told), Reads.SIFTED) == []
