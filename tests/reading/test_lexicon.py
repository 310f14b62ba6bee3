"""What the shipped knowledge may and may not hold."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from overlooked.corpus import load_corpus
from overlooked.findings import Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.reading.context import load_triggers
from overlooked.reading.foldings import ORIGIN
from overlooked.reading.lexicon import load_lexicon
from overlooked.reading.matching import Matcher
from overlooked.reading.neutral import NeutralReader
from overlooked.scoring import load_recipe

DATA = files("overlooked") / "data"
CUES = load_lexicon().cues
VIEWER = NeutralReader(load_lexicon().vocabulary())
MATCHER = Matcher(load_lexicon())
TRAIN_IDS = {record.record_id for record in load_corpus(Path(__file__).parents[2] / "corpus")}
GENDERED = frozenset(
    ["he", "she", "him", "her", "his", "man", "woman", "men", "women", "male", "female", "boy", "girl", "lady"]
)


def found_in(narrative: str) -> set[str]:
    return {match.cue.id for match in MATCHER.matches(VIEWER.view(narrative))}


def table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def test_every_indicator_has_cues() -> None:
    assert {cue.indicator for cue in CUES} >= set(INDICATOR_CODES)


def test_a_cue_names_guidance_or_a_record_of_the_train_split_as_its_source() -> None:
    for cue in CUES:
        kind, _, name = cue.source.partition(":")
        assert kind in {"guidance", "train"}, cue.id
        assert name.strip(), cue.id
        assert kind != "train" or name in TRAIN_IDS, cue.id


def test_no_cue_or_rule_names_a_nationality_ethnicity_language_religion_or_place() -> None:
    origins, collisions = table("origins.toml")["origin"], table("collisions.toml")
    everyday = {word for group in ("names", "places", "origins", "gender") for word in collisions.get(group, {})}
    places = {word for group in ("countries", "places") for word in origins[group]} - everyday
    vocabulary = load_lexicon().vocabulary() | load_triggers().vocabulary()
    assert sorted(vocabulary & places) == []


def test_an_origin_in_a_cue_is_the_one_form_for_all_and_weighs_nothing_alone() -> None:
    for cue in CUES:
        for part in cue.parts:
            alone = len(part) == 1 and any(phrase == (ORIGIN,) for phrase in part[0].phrases)
            assert not alone, cue.id


def test_no_gendered_word_is_left_in_the_vocabulary_but_the_form_that_stands_for_both() -> None:
    assert load_lexicon().vocabulary() & GENDERED <= {"he", "him"}


def test_a_circumstance_a_setting_and_a_name_weigh_nothing() -> None:
    assert {cue.weight for cue in CUES if cue.kind in {"circumstance", "setting", "named", "counter"}} == {0.0}


@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_a_cue_matches_its_example_and_lets_its_near_miss_pass(code: str) -> None:
    own = [cue for cue in CUES if cue.indicator == code]
    assert [cue.id for cue in own if cue.id not in found_in(cue.match)] == []
    assert [cue.id for cue in own if not cue.near_miss or cue.id in found_in(cue.near_miss)] == []


def test_counter_evidence_too_matches_its_example_and_lets_its_near_miss_pass() -> None:
    own = [cue for cue in CUES if cue.kind is Kind.COUNTER]
    assert {cue.indicator for cue in own} == set(load_recipe().counter)
    assert [cue.id for cue in own if cue.id not in found_in(cue.match)] == []
    assert [cue.id for cue in own if not cue.near_miss or cue.id in found_in(cue.near_miss)] == []


@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_no_two_cues_of_an_indicator_are_the_same(code: str) -> None:
    patterns = [cue.pattern for cue in CUES if cue.indicator == code and cue.is_sign]
    assert sorted({pattern for pattern in patterns if patterns.count(pattern) > 1}) == []


def test_an_expert_weighs_a_cue_between_one_and_three() -> None:
    assert [cue.id for cue in CUES if cue.kind is Kind.INDICATOR and not 1 <= cue.weight <= 3] == []


def test_every_word_class_is_named_by_some_cue() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (DATA / "cues").iterdir() if file.name.endswith(".toml")]
    told = " ".join(line for text in texts for line in text.splitlines() if not line.startswith("[classes."))
    named = set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", told))
    assert sorted(set(load_lexicon().classes) - named) == []
