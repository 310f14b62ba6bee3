import re
from functools import cache
from pathlib import Path

import pytest
import toy_corpus as toy

from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.evaluation.groups.swapping import ALL, KINDS, Swapper
from overlooked.evaluation.groups.swaps import (
    ModelScale,
    Weighed,
    everyday_words,
    load_collisions,
    swap_figures,
    swap_summary,
)
from overlooked.evaluation.rankers.ranker import Text
from overlooked.model import load_model
from overlooked.reading.reader import load_reader
from overlooked.statistics.figures import Figures

CORPUS = Path(__file__).parents[2] / "corpus"


class Partial:
    """A scale that hates women and Leeds, and remembers what it weighed."""

    def __init__(self) -> None:
        self.weighed: list[str] = []

    def weigh(self, text: Text) -> Weighed:
        self.weighed.append(text.narrative)
        return len(re.findall(r"\b(?:[Ss]he|[Hh]er|Leeds)\b", text.narrative)), ()

    def see(self, narrative: str) -> str:
        return re.sub(r"Polish|[A-Z]\w+(?= national)", "?", narrative)


def partial_figures(*narratives: str) -> tuple[Figures, Partial]:
    scale = Partial()
    records = [toy.record("a", number, 0, narrative=told) for number, told in enumerate(narratives)]
    return swap_figures(records, scale, Swapper(frozenset({"found"}))), scale


def test_a_narrative_that_weighs_otherwise_is_told_with_the_words_that_collide() -> None:
    figures, _ = partial_figures("He was found in Leeds.", "Nothing found.")
    assert figures["gender"]["value"] == 0.0
    [told] = figures["gender"]["differ"]
    assert (told["record_id"], told["old"], told["new"], told["why"]) == ("a-000", "He", "She", None)
    assert (told["before"], told["after"]) == (1, 2)
    assert [told["old"] for told in figures["place"]["differ"]] == ["Leeds"]


def test_a_narrative_that_weighs_the_same_with_all_words_swapped_is_equal() -> None:
    figures, _ = partial_figures("She saw him.")
    assert figures["gender"]["differ"] == []


def test_what_is_seen_alike_is_not_weighed() -> None:
    figures, scale = partial_figures("one Nigerian national")
    assert figures["nationality"]["seen_alike"] == figures["nationality"]["n"] == 1
    assert scale.weighed == []


def test_a_kind_that_no_narrative_holds_has_a_reason_and_no_share() -> None:
    figures, _ = partial_figures("Nothing found.")
    assert set(figures) == set(KINDS)
    assert figures["religion"]["value"] is None
    assert figures["religion"]["reason"]


def test_the_summary_holds_no_word_of_a_narrative_but_known_collisions() -> None:
    figures, _ = partial_figures("He was found in Leeds.", "Madam saw her.")
    summary = swap_summary(figures)
    assert summary["gender"]["moved"] == [
        {"record_id": "a-000", "moved": 1},
        {"record_id": "a-001", "moved": -1},
    ]
    assert summary["place"]["moved"] == [{"record_id": "a-000", "moved": -1}]
    assert "Leeds" not in str(summary)


@cache
def corpus_figures() -> Figures:
    records: list[LabelledRecord] = [*load_corpus(CORPUS), *load_corpus(CORPUS, "dev")]
    reader = load_reader()
    return swap_figures(records, ModelScale(reader, load_model()), Swapper(everyday_words(records, reader)))


def collision(told: Figures) -> str:
    return f"{told['record_id']}: {told['old']} -> {told['new']}: {told['before']} -> {told['after']}"


@pytest.mark.slow
def test_every_narrative_keeps_its_score_under_every_swap_but_for_the_collisions_that_are_listed() -> None:
    """Mend what is found, or list the word with its reason in `data/swaps.toml`."""
    for kind, figures in corpus_figures().items():
        assert [collision(told) for told in figures["differ"] if told["why"] is None] == [], kind


@pytest.mark.slow
def test_every_listed_collision_still_shows_in_some_narrative() -> None:
    for kind, collisions in load_collisions().items():
        shown = {told[side].lower() for told in corpus_figures()[kind]["differ"] for side in ("old", "new")}
        assert sorted(set(collisions) - shown) == [], kind


@pytest.mark.slow
def test_the_swaps_touch_the_corpus() -> None:
    touched = {kind: figures["n"] for kind, figures in corpus_figures().items()}
    assert min(touched.values()) > 10
    assert touched[ALL] > 1500
