from dataclasses import replace

import pytest
from toy_corpus import corpus, out_of_author, record

from overlooked.evaluation.rankers.probes import (
    FUNCTION_WORDS,
    ForceAndOffence,
    FunctionWords,
    Layout,
    Length,
    standard_probes,
)
from overlooked.evaluation.rankers.ranker import Text
from overlooked.evaluation.ranking.ordering import auc_over_authors, sheet_of


def probed(leak: str, probe: str) -> float:
    records = corpus(leak=leak)
    scores = out_of_author(records, {probe: standard_probes()[probe]})[probe]
    value = auc_over_authors(sheet_of(records, draws=5, seed=1), scores).figures["value"]
    assert isinstance(value, float)
    return value


def test_function_words_are_many_and_none_stands_twice() -> None:
    assert 140 <= len(FUNCTION_WORDS) <= 220
    assert len(set(FUNCTION_WORDS)) == len(FUNCTION_WORDS)


def test_a_function_word_that_only_positives_hold_is_caught() -> None:
    assert probed("zebra", "function_words") < 0.8
    assert probed("whom whom", "function_words") > 0.95


def test_a_length_that_only_positives_have_is_caught() -> None:
    assert probed("hut " * 30, "length") == 1
    assert probed("", "length") < 0.8


def test_function_words_are_shares_of_all_words_without_regard_to_case() -> None:
    features = FunctionWords().features("The man saw THE dog")
    assert features[FUNCTION_WORDS.index("the")] == pytest.approx(2 / 5)
    assert sum(features) == pytest.approx(2 / 5)


def test_an_empty_text_has_features_too() -> None:
    assert sum(FunctionWords().features("")) == 0
    assert Length().features("") == [0, 0]


def test_a_probe_does_not_see_content_words() -> None:
    train = [record("a", n, n % 2, narrative="the boss" if n % 2 else "a boss") for n in range(8)]
    probe = FunctionWords().fit(train)
    scores = probe.score([Text("the passport"), Text("the garden")])
    assert scores[0] == scores[1]


def test_the_layout_of_a_text_without_any_letter_has_features_too() -> None:
    assert len(Layout().features("")) == len(Layout().features("A 12:10 b/c\n- d.")) > 15
    assert not any(Layout().features(""))


def test_layout_sees_how_a_text_is_set_and_no_word_of_it() -> None:
    layout = Layout()
    assert layout.features("Boss had passport. Owed.") == layout.features("Rain cut branches. Mild.")
    assert layout.features("He ran. He fell.") != layout.features("he ran\nhe fell")


def test_layout_is_relative_to_the_length() -> None:
    once = "At 12:10 IP w/ a bag.\n"
    assert Layout().features(once) == pytest.approx(Layout().features(once * 2), abs=0.2)


def test_force_and_offence_see_nothing_of_the_narrative() -> None:
    train = [replace(record("a", n, n % 2), force="Tarnside" if n % 2 else "Estuary") for n in range(12)]
    probe = ForceAndOffence().fit(train)
    one, other, alone = probe.score(
        [Text("boss", "Theft", force="Tarnside"), Text("rain", "Theft", force="Tarnside"), Text("boss", "Theft")]
    )
    assert one == other > alone


def test_records_without_force_and_offence_are_all_alike_to_their_probe() -> None:
    train = [replace(record("a", n, n % 2), force="", offence="") for n in range(6)]
    assert len(set(ForceAndOffence().fit(train).score([Text("a"), Text("b")]))) == 1
