import pytest
from toy_corpus import corpus, out_of_author, record

from overlooked.evaluation.ordering import auc_over_authors, sheet_of
from overlooked.evaluation.probes import FUNCTION_WORDS, FunctionWords, Length, standard_probes
from overlooked.evaluation.rankers import Text


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
