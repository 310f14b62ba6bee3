from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from toy_corpus import SIGN, Fixed, corpus, record

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import scored_out_of_author
from overlooked.evaluation.rankers.ranker import Ranker, Text, text_of
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.evaluation.ranking.perturbing import NAMES, perturbed_figures, perturbed_texts, sentences_of
from overlooked.statistics.figures import Figures, FloatArray


class Long:
    """A ranker by nothing but length."""

    name = "length"

    def fit(self, train: Sequence[LabelledRecord]) -> "Long":  # noqa: ARG002 - learns nothing
        return self

    def score(self, texts: Sequence[Text]) -> FloatArray:
        return np.array([len(text.narrative.split()) for text in texts], dtype=np.float64)


def figures_of(ranker: Ranker, records: list[LabelledRecord]) -> Figures:
    texts = perturbed_texts(records, seed=3)
    scored = scored_out_of_author(records, {"m": ranker}, versions={"m": texts.versions})["m"]
    return perturbed_figures(records, sheet_of(records, draws=20, seed=1), texts, scored)


def written() -> list[LabelledRecord]:
    """Toy records of several sentences each; every author also wrote an ordinary one that others are padded with."""
    odd = [record(a, 90 + n, 0, narrative=f"Rain at {a}. Gate {a} shut. Bin {a} out.") for n, a in enumerate("abc")]
    toys = corpus(each=8)
    return [*toys, *odd]


def test_padding_doubles_a_text_with_sentences_of_ordinary_records_by_others() -> None:
    records = written()
    own = {
        one.author: set(sentences_of(one.narrative)) for one in records if one.record_id.startswith(("a-09", "b-09"))
    }
    marked = {sentence for one in records if one.indicators for sentence in sentences_of(one.narrative)}
    for one, text in zip(records, perturbed_texts(records, seed=3).versions["padded"], strict=True):
        assert len(text.narrative.split()) >= 2 * len(one.narrative.split())
        added = text.narrative.replace(one.narrative, "").split("\n\n")
        assert one.narrative in text.narrative
        assert not marked & set(added)
        assert not own.get(one.author, set()) & set(added)


def test_padding_comes_from_what_is_learned_from_where_that_is_given() -> None:
    records = [record("q", 1, 1), record("q", 2, 0)]
    [one, _] = perturbed_texts(records, learn_from=[record("a", 1, 0, narrative="Hail fell.")], seed=1).versions[
        "padded"
    ]
    assert "Hail fell." in one.narrative


def test_shuffling_keeps_every_word_and_changes_their_order() -> None:
    [one] = [record("a", 1, 1, narrative="He ran. She fell! Was it dark? No one saw")]
    texts = perturbed_texts([one], seed=3).versions
    sentences, words = (texts[name][0].narrative for name in ("sentences_shuffled", "words_shuffled"))
    assert Counter(sentences.split("\n\n")) == Counter(["He ran.", "She fell!", "Was it dark?", "No one saw"])
    assert Counter(words.split()) == Counter(one.narrative.split())
    assert sentences.split() != one.narrative.split() != words.split()


def test_nothing_but_the_narrative_is_altered_and_equal_seeds_give_equal_texts() -> None:
    records = written()
    first, again, other = (perturbed_texts(records, seed=seed).versions for seed in (3, 3, 4))
    assert first == again != other
    assert {text.offence for texts in first.values() for text in texts} == {records[0].offence}


def test_give_away_words_are_blanked() -> None:
    texts = perturbed_texts([record("a", 1, 1, narrative="He was trafficked.")], seed=3).versions
    assert "traffick" not in texts["masked"][0].narrative


def test_a_model_learns_once_for_all_versions() -> None:
    ranker, records = Fixed("boss"), corpus()
    versions = {"m": perturbed_texts(records, seed=3).versions}
    scored = scored_out_of_author(records, {"m": ranker, "n": Fixed("x")}, versions=versions)
    assert len(ranker.trained_on) == 4
    assert set(scored["m"].versions) == {"padded", "sentences_shuffled", "words_shuffled", "masked"}
    assert scored["n"].versions == {}
    counted = [text.narrative.count("boss") for text in versions["m"]["padded"]]
    assert scored["m"].versions["padded"].tolist() == counted


def test_a_ranking_by_a_sign_does_not_move_when_texts_are_padded() -> None:
    own = figures_of(Fixed(SIGN), written())
    for name in ("padded", "negatives_padded", "positives_padded"):
        assert own[name]["auc"]["hard"]["value"] == 1
        assert {own[name]["change"]["hard"][key] for key in ("value", "low", "high")} == {0}
        assert own[name]["change"]["pairs"]["value"] == 0
        assert own[name]["altered"]["value"] == 1


def test_a_ranking_by_length_shows_when_one_side_is_padded() -> None:
    own = figures_of(Long(), written())
    assert own["negatives_padded"]["auc"]["all"]["value"] == 0
    assert own["positives_padded"]["auc"]["all"]["value"] == 1
    assert own["negatives_padded"]["pairs"]["value"] == 0
    assert own["sentences_shuffled"]["change"]["all"]["value"] == 0


def test_a_ranking_by_a_phrase_falls_when_words_are_shuffled() -> None:
    change = figures_of(Fixed(SIGN), written())["words_shuffled"]["change"]["all"]
    assert change["value"] < -0.3
    assert change["high"] < 0


def test_a_version_that_changes_no_text_is_unknown_and_says_so() -> None:
    own = figures_of(Fixed(SIGN), corpus())["masked"]
    assert own["altered"]["value"] == 0
    assert (
        own["auc"]["all"] == own["change"]["pairs"] == {"value": None, "reason": "this changes no text of the corpus"}
    )


def test_every_version_has_a_name_for_sentences_and_tables() -> None:
    assert list(figures_of(Fixed(SIGN), written())) == list(NAMES)


@pytest.mark.parametrize("narrative", ["", "No mark at all", "One.\n\n12:10 Two!  Three? "])
def test_sentences_lose_no_word(narrative: str) -> None:
    assert " ".join(sentences_of(narrative)).split() == narrative.split()


def test_of_many_records_a_share_of_each_author_is_altered_pairs_whole() -> None:
    records = corpus(each=40)
    perturbed = perturbed_texts(records, seed=3, at_most=80)
    by_author = Counter(one.author for one, keep in zip(records, perturbed.drawn, strict=True) if keep)
    assert set(by_author) == set("abcz")
    assert all(17 <= count <= 23 for count in by_author.values())
    pairs = Counter((one.author, one.pair_id) for one, keep in zip(records, perturbed.drawn, strict=True) if keep)
    assert {count for (_, pair), count in pairs.items() if pair} == {2}
    for one, text, keep in zip(records, perturbed.versions["words_shuffled"], perturbed.drawn, strict=True):
        assert (text != text_of(one)) == keep


def test_the_text_as_written_is_told_of_the_records_drawn() -> None:
    records = corpus(each=40)
    perturbed = perturbed_texts(records, seed=3, at_most=80)
    scored = scored_out_of_author(records, {"m": Fixed("boss")}, versions={"m": perturbed.versions})["m"]
    own = perturbed_figures(records, sheet_of(records, draws=20, seed=1), perturbed, scored)["as_written"]
    assert own["altered"]["n"] == perturbed.drawn.sum()
    assert own["altered"]["value"] == own["change"]["all"]["value"] == 0
    assert own["auc"]["all"]["value"] == 1
