import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overlooked.reading.foldings import ADULT_AGE, CHILD_AGE, MONEY, ORIGIN, TIME, UNKNOWN, foldings
from overlooked.reading.lexicon import load_lexicon
from overlooked.reading.neutral import NeutralReader, View

READER = NeutralReader(load_lexicon().vocabulary() | {"he", "him", "himself", "passport", "no", "not", "boss"})


def forms(narrative: str) -> list[str]:
    return READER.view(narrative).forms


def sentences(narrative: str) -> list[str]:
    view = READER.view(narrative)
    return [view.quote(first, last)[0] for first, last in view.sentences]


def test_a_word_outside_the_vocabulary_is_unknown() -> None:
    assert forms("Zebulon passport") == [UNKNOWN, "passport"]


def test_he_and_she_read_alike_and_so_do_him_his_and_hers() -> None:
    assert forms("He lost his passport himself") == forms("She lost her passport herself")


def test_a_nationality_an_ethnicity_code_and_a_religion_are_one_form() -> None:
    assert forms("Romanian")[0] == forms("IC3")[0] == forms("Muslim")[0] == ORIGIN


def test_a_colour_is_an_origin_only_before_a_person() -> None:
    assert forms("white male")[0] == ORIGIN
    assert forms("white van")[0] != ORIGIN


def test_articles_and_titles_leave_no_trace() -> None:
    assert forms("the boss") == forms("boss") == forms("a boss")
    assert forms("Mr boss") == ["boss"]


def test_a_contraction_without_its_apostrophe_is_still_a_negation() -> None:
    assert "not" in forms("he didnt")
    assert forms("he didn't") == forms("he didnt") == forms("he did not") == forms("HE DIDN’T")


def test_an_age_under_eighteen_is_kept_as_a_childs_age() -> None:
    assert CHILD_AGE in forms("Lacey, 15, was found")
    assert CHILD_AGE in forms("a 15 year old")
    assert CHILD_AGE in forms("15yo")
    assert ADULT_AGE in forms("aged 34")
    assert CHILD_AGE not in forms("he had 15 wraps")


def test_money_and_times_keep_their_shape_only() -> None:
    assert forms("£10") == [MONEY]
    assert forms("He came at 6am")[-1] == TIME


def test_a_run_of_unknown_words_takes_the_room_of_one() -> None:
    view = READER.view("boss Zebulon Quarx Vindle passport")
    assert view.places[-1] - view.places[0] == 2


def test_a_time_at_the_head_of_a_log_line_starts_a_sentence_and_is_left_out() -> None:
    log = "06:10 The boss rang.\n06:25 No passport found\n07:00 he left"
    assert sentences(log) == ["boss rang", "No passport found", "he left"]


def test_a_bullet_starts_a_sentence() -> None:
    assert len(sentences("- no passport\n- boss not at work")) == 2


def test_a_soft_line_end_does_not_cut_a_sentence() -> None:
    assert len(sentences("the boss kept his\npassport in a safe")) == 1


def test_an_initial_and_a_decimal_do_not_end_a_sentence() -> None:
    assert len(sentences("Justin H. the boss paid 2.5 times")) == 1


def test_a_question_is_known_as_one() -> None:
    view = READER.view("Has he his passport? No.")
    assert view.questions == {0}


def test_a_capitalised_everyday_name_inside_a_sentence_is_a_name() -> None:
    reader = NeutralReader({"mark", "grant"})
    assert reader.view("he saw Mark there").forms.count("mark") == 0
    assert reader.view("he saw a mark there").forms.count("mark") == 1


def assert_whole(view: View, narrative: str) -> None:
    for index, form in enumerate(view.forms):
        assert form
        assert 0 <= view.starts[index] < view.ends[index] <= len(narrative)
    covered = [index for first, last in view.sentences for index in range(first, last)]
    assert covered == list(range(len(view.forms)))


@given(st.text())
def test_every_item_of_any_text_lies_in_the_text_and_in_one_sentence(narrative: str) -> None:
    assert_whole(READER.view(narrative), narrative)


@given(
    st.lists(st.sampled_from(["passport", "he didn't", "15,", "£10", "06:10", "\n", "U/K", "No.", "IC 1", "£", "’"]))
)
def test_every_item_of_police_shaped_text_lies_in_the_text(parts: list[str]) -> None:
    narrative = " ".join(parts)
    assert_whole(READER.view(narrative), narrative)


DROPPED = {word for word, forms in foldings().words.items() if not forms} | {
    "ms"
}  # a title, unless what stands beside it says more
WORD = re.compile(r"\w+")
POLICE_WORDS = (
    *("the", "The", "Mr", "passport", "he's", "didn't", "boss", "kept", "His", "06:10", "£20", "15", "yo", "IC1"),
    *("-", "•", "UPDATE:", "no.", "12/03/2024", "PNC/123", "u/k", "\ufb01", "\uff30", "\n", "\n\n", "\u00a0", "\u2019"),
)
POLICE_TEXT = st.lists(
    st.sampled_from(POLICE_WORDS),
    max_size=25,
).map(" ".join)


def accounted_for(view: View, narrative: str) -> list[str]:
    """The words of a narrative that are neither an item, nor dropped by name, nor the time stamp of a log line."""
    covered: set[int] = set()
    for start, end in zip(view.starts, view.ends, strict=True):
        covered.update(range(start, end))
    lost = [m.group() for m in WORD.finditer(narrative) if covered.isdisjoint(range(*m.span()))]
    stamp = re.compile(r"\d+|hrs|hours|h")
    return [word for word in lost if word.lower() not in DROPPED and not stamp.fullmatch(word) and word.strip("_")]


@example("MS")
@given(POLICE_TEXT | st.text())
def test_every_word_is_an_item_or_an_article_or_title_or_a_stamp(narrative: str) -> None:
    assert accounted_for(READER.view(narrative), narrative) == []


@given(POLICE_TEXT | st.text())
def test_a_quote_is_the_narrative_between_its_offsets(narrative: str) -> None:
    view = READER.view(narrative)
    for first, last in view.sentences:
        quote, start, end = view.quote(first, last)
        assert narrative[start:end] == quote


def members_of(data: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Every member of a class beside the first one."""
    return [(members[0], member) for members in data.values() for member in members[1:]]


@pytest.mark.parametrize("group", ["merge", "origin"])
def test_members_of_a_class_leave_the_view_equal(group: str) -> None:
    file = {"merge": "neutral.toml", "origin": "origins.toml"}[group]
    data = tomllib.loads((files("overlooked") / "data" / file).read_text(encoding="utf-8"))[group]
    if group == "origin":
        folded = ("nationality", "ethnicity", "language", "religion", "demonym_multiword")
        data = {"all": [word for name in folded for word in data[name]]}
    for one, other in members_of(data):
        views = [READER.view(f"the boss said {word} was there").symbols() for word in (one, other)]
        assert views[0] == views[1], (one, other)


@pytest.mark.parametrize(
    "narrative",
    ["Boss kept his passport in the safe. He didn't pay her.", "No key, not free to go; owes £400 since March."],
)
def test_shouting_changes_nothing(narrative: str) -> None:
    assert READER.view(narrative).symbols() == READER.view(narrative.upper()).symbols()


@pytest.mark.parametrize(
    ("plain", "log"),
    [
        ("He lost his passport. The boss kept it.", "- He lost his passport\n- The boss kept it"),
        ("He lost his passport. The boss kept it.", "09:15 He lost his passport\n09:40 The boss kept it"),
        ("He lost his passport. The boss kept it.", "09:15hrs: He lost his passport\n\n10:02hrs: The boss kept it"),
    ],
)
def test_a_log_or_a_list_reads_as_its_sentences(plain: str, log: str) -> None:
    assert READER.view(plain).symbols() == READER.view(log).symbols()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He saw Mr Bell there", "He saw Mr Kowalski there"),
        ("Mr Bell rang", "Mr Kowalski rang"),
        ("Mr K has his passport", "Mrs Z has his passport"),
        ("Mrs A., his boss", "Mr R., his boss"),
        ("Ms M rang", "Mr Kowalski rang"),
        ("the boss of Herne Bay", "the boss of Leeds"),
        ("the boss near Tel Aviv", "the boss near Leeds"),
        ("the two Poles said", "the two Romanians said"),
        ("The Pole said", "The Turk said"),
        ("IP is a Black male", "IP is an Asian male"),
        ("it was Brown's partner", "it was Nowak's partner"),
        ("sworn on the Bible", "sworn on the Koran"),
        ("thank God for that", "thank Allah for that"),
        ("M in his car", "F in his car"),
        ("F Eastern European, 24", "F Ethiopian, 24"),
        ("Sri Lankan F in his car", "Indian F in his car"),
        ("speaks Urdu/Eng", "speaks Turkish/Eng"),
        ("asked the ombudsman", "asked the ombudswoman"),
    ],
)
def test_another_person_in_the_same_words_reads_alike(one: str, other: str) -> None:
    reader = NeutralReader(READER.vocabulary | {"bell", "bay", "m", "k", "f", "black", "brown", "god", "telephone"})
    assert reader.view(one).symbols() == reader.view(other).symbols()


def test_a_place_of_several_words_is_one_only_with_its_capitals() -> None:
    reader = NeutralReader({"east", "end", "at"})
    assert reader.view("at the East End").forms == ["at", UNKNOWN]
    assert reader.view("at the east end").forms == ["at", "east", "end"]


def test_a_verb_with_a_capital_behind_the_name_of_a_country_is_no_part_of_it() -> None:
    assert "states" in NeutralReader({"states"}).view("IP States that he left").forms
