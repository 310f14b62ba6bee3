from dataclasses import replace

import pytest
from toy_corpus import record

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.ranker import Ranker, Text
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.rankers.variants import variants
from overlooked.indicators import INDICATOR_CODES
from overlooked.model import Model
from overlooked.reading.reader import load_reader
from overlooked.scoring import expert_weights

HELD = "His boss has kept his passport since March."
OWED = "He is not paid and owes his boss money for the journey."
READ = RememberedReading(load_reader())
RECIPE = RecipeRanker("the recipe", READ)


def records(held: int = 1) -> list[LabelledRecord]:
    """Records in which a kept passport stands for the label `held`, and a debt for the other."""
    texts = {held: HELD, 1 - held: OWED}
    return [
        record("a", n, n % 2, narrative=f"{texts[n % 2]} Case {n}.", pair=f"p{n // 2}" if n < 8 else None)
        for n in range(40)
    ]


def trained(key: str, *, held: int = 1) -> Ranker:
    variant, train = variants()[key], records(held)
    return variant.change(RECIPE).fit(train) if variant.is_refitted else variant.change(RECIPE.fit(train))


def model_of(ranker: Ranker) -> Model:
    assert isinstance(ranker, RecipeRanker)
    assert ranker.model is not None
    return ranker.model


def strength_of(ranker: Ranker, narrative: str, offence: str = "") -> float:
    return float(ranker.score([Text(narrative, offence)])[0])


@pytest.fixture(scope="module")
def whole() -> RecipeRanker:
    return RECIPE.fit(records())


def test_every_variant_has_a_name_and_a_part_of_its_own() -> None:
    told = list(variants().values())
    assert len({variant.name for variant in told}) == len({variant.part for variant in told}) == len(told)


def test_the_experts_alone_weigh_as_written_and_no_word() -> None:
    weights = model_of(trained("experts_alone")).weights
    assert weights.cues == expert_weights(READ.reader.lexicon.cues)
    assert not weights.words


def test_unbounded_weights_may_speak_for_innocence_and_those_of_the_recipe_never_do() -> None:
    assert min(model_of(trained("unbounded", held=0)).weights.cues.values()) < 0
    assert min(model_of(RECIPE.fit(records(held=0))).weights.cues.values()) >= 0


def test_shrunk_to_nothing_a_cue_that_no_record_holds_weighs_nothing(whole: RecipeRanker) -> None:
    unseen = next(cue for cue in sorted(model_of(whole).weights.cues) if cue.startswith("isolation."))
    assert model_of(whole).weights.cues[unseen] > 0
    assert model_of(trained("to_nothing")).weights.cues[unseen] == 0


def test_a_pair_not_learned_as_a_pair_moves_weights_less(whole: RecipeRanker) -> None:
    experts = expert_weights(READ.reader.lexicon.cues)

    def moved(model: Model) -> int:
        return sum(abs(weight - experts[cue]) for cue, weight in model.weights.cues.items())

    assert moved(model_of(trained("pairs_apart"))) < moved(model_of(whole))


def test_without_wording_no_word_moves_the_strength() -> None:
    assert not model_of(trained("no_wording")).weights.words


def test_unbound_words_move_the_strength_as_far_as_they_weigh() -> None:
    unbound = trained("wording_unbound")
    assert isinstance(unbound, RecipeRanker)
    model, word = model_of(unbound), min(READ.reading(Text(HELD)).words)
    heavy = replace(model, weights=replace(model.weights, words={word: 9000}))
    assert strength_of(replace(unbound, model=heavy), HELD) > 9000


def test_without_masking_names_and_gender_are_words_of_the_sentence_that_holds_a_finding() -> None:
    variant = variants()["unmasked"].change(RECIPE)
    assert isinstance(variant, RecipeRanker)
    text = Text(f"Rain fell. Mrs Kowalska said so. Mr Dalca, Romanian, said: {HELD} Nobody came.")
    assert READ.reading(text).words.isdisjoint({"mr", "dalca", "romanian"})
    words = variant.read.reading(text).words
    assert {"mr", "dalca", "romanian", "passport"} <= words
    assert words.isdisjoint({"rain", "kowalska", "nobody"})
    assert variant.read.reading(text).findings == READ.reading(text).findings


def test_without_counter_evidence_and_without_the_bonus_neither_moves_the_strength() -> None:
    assert set(model_of(trained("no_counter")).recipe.counter.values()) == {0}
    assert model_of(trained("no_bonus")).recipe.bonus == (0, 0)


def test_where_denials_cancel_nothing_a_denied_sign_leaves_the_strength() -> None:
    idle = trained("denials_idle")
    assert isinstance(idle, RecipeRanker)
    denied = Text(f"{HELD} He said nobody threatened him. Nobody kept his passport.")
    assert any(finding.clears for finding in READ.reading(denied).findings if finding.assertion == "negated")
    assert not any(f.clears for f in idle.read.reading(denied).findings if f.assertion == "negated")


def test_where_the_offence_is_ignored_what_is_usual_for_it_weighs_whole(whole: RecipeRanker) -> None:
    hit = "His boss beat him when he asked for his wages."
    assault = "Assault occasioning actual bodily harm"
    blind = trained("offence_ignored")
    assert strength_of(whole, hit, assault) < strength_of(whole, hit)
    assert strength_of(blind, hit, assault) == strength_of(blind, hit)


def test_each_indicator_can_be_left_out_and_then_its_signs_weigh_nothing(whole: RecipeRanker) -> None:
    left_out = {variant.indicator: key for key, variant in variants().items() if variant.indicator}
    assert set(left_out) == set(INDICATOR_CODES)
    assert strength_of(whole, HELD) > 0
    assert strength_of(trained(left_out["documents_retained"]), HELD) == 0


def test_only_a_trained_ranker_can_lose_a_part_of_its_score() -> None:
    with pytest.raises(ValueError, match="trained"):
        variants()["no_wording"].change(RECIPE)


def test_texts_read_ahead_are_read_once_whatever_their_offence() -> None:
    reading = RememberedReading(load_reader())
    reading.remember([Text(HELD, "Theft"), Text(OWED)])
    ahead = reading.reading(Text(HELD))
    assert ahead is reading.reading(Text(HELD, "Burglary"))
    assert ahead == READ.reading(Text(HELD))
