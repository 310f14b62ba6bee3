from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.errors import KnowledgeError
from overlooked.reading.cues import read_cues
from overlooked.reading.lexicon import Lexicon, load_lexicon
from overlooked.reading.matching import Matcher, match_cue
from overlooked.reading.neutral import NeutralReader


def lexicon_with(pattern: str, more: str = "") -> Lexicon:
    cues, classes = read_cues(
        [
            (
                "own.toml",
                f"""
[classes.HOLDER]
words = ["boss", "gang master"]

[[cue]]
id = "documents_retained.own"
weight = 2
pattern = "{pattern}"
source = "guidance: a test"
{more}
""",
            )
        ]
    )
    return Lexicon(cues, classes, "", "")


def found(pattern: str, narrative: str, more: str = "") -> list[str]:
    lexicon = lexicon_with(pattern, more)
    view = NeutralReader(lexicon.vocabulary()).view(narrative)
    matches = [match for match in Matcher(lexicon).matches(view) if match.cue.id == "documents_retained.own"]
    return [view.quote(match.first, match.last)[0] for match in matches]


def test_slots_stand_in_order_and_next_to_each_other() -> None:
    assert found("HOLDER keeps passport", "The boss keeps the passport.") == ["boss keeps the passport"]
    assert found("HOLDER keeps passport", "The passport keeps the boss.") == []
    assert found("HOLDER keeps passport", "The boss often keeps the passport.") == []


def test_a_gap_lets_so_many_tokens_stand_between_and_no_more() -> None:
    pattern, known = "HOLDER ..1 passport", 'not_after = ["has", "not"]'
    assert found(pattern, "The boss has passport.", known) == ["boss has passport"]
    assert found(pattern, "The boss has not passport.", known) == []


def test_unknown_names_in_a_gap_take_the_room_of_one_token() -> None:
    assert found("HOLDER ..1 passport", "The boss Zebulon Quarx Vindle passport.") != []


def test_a_phrase_of_two_words_fills_one_slot() -> None:
    assert found("HOLDER passport", "His gang-master passport.") == ["gang-master passport"]


def test_an_optional_slot_may_be_missing() -> None:
    pattern = "HOLDER keeps? passport"
    assert len(found(pattern, "Boss keeps passport. Boss passport.")) == 2


def test_two_parts_match_in_neighbouring_sentences_only() -> None:
    pattern = "passport // HOLDER"
    assert found(pattern, "He has a passport. The boss came.") != []
    assert found(pattern, "He has a passport. It rained. The boss came.") == []


def test_only_the_first_match_in_a_sentence_counts() -> None:
    assert found("passport", "passport and passport") == ["passport"]


def test_a_word_directly_beside_a_match_can_cancel_it() -> None:
    more = 'not_after = ["own"]\nnot_before = ["fund"]'
    assert found("passport", "Own passport.", more) == []
    assert found("passport", "A passport fund.", more) == []
    assert found("passport", "Own passport and his passport.", more) == ["passport"]


def test_a_word_anywhere_in_the_sentence_can_cancel_a_match() -> None:
    more = 'unless = ["HOLDER", "stolen car"]'
    assert found("passport", "The passport was in the stolen car.", more) == []
    assert found("passport", "The boss saw the passport.", more) == []
    assert found("passport", "The boss came. The passport was there.", more) == ["passport"]


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("HOLDR keeps", "did you mean HOLDER"),
        ("HOLDER ..9 passport", "..1 to ..6"),
        ("keeps?", "no slot that must be there"),
        ("one // two // three", "two divided by //"),
    ],
)
def test_a_pattern_that_breaks_the_grammar_is_refused_in_one_line(pattern: str, says: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        lexicon_with(pattern)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_cue_without_a_source_of_guidance_or_a_train_record_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[cue]]\nid = "threats.own"\nweight = 1\npattern = "x"\nsource = "my head"\n')
    with pytest.raises(KnowledgeError, match="source 'my head'"):
        load_lexicon(file)


def test_an_unknown_key_names_the_nearest_one(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[cue]]\nid = "threats.own"\nwieght = 1\npattern = "x"\nsource = "guidance: x"\n')
    with pytest.raises(KnowledgeError, match="did you mean 'weight'"):
        load_lexicon(file)


SHIPPED = Matcher(load_lexicon())
VIEWER = NeutralReader(load_lexicon().vocabulary())
WORDS = st.sampled_from(
    [
        *["boss", "keeps", "his", "passport", "locked", "in", "the", "shed", "no", "pay", "owes", "£400", "for"],
        *["food", "since", "May", ".", "?", ",", "\n"],
    ]
)


@settings(max_examples=20, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_the_index_hides_no_match_that_trying_every_cue_would_find(words: list[str]) -> None:
    view = VIEWER.view(" ".join(words))
    sentences = SHIPPED.sentences(view)
    tried = {
        match_cue(sought, number, here, sentences[number + 1])
        for number, here in enumerate(sentences[:-1])
        for sought in SHIPPED.sought
    }
    assert set(SHIPPED.matches(view)) == tried - {None}
