"""The catalogue holds what the guide names, says why, and names nobody's origin or gender."""

import re
from pathlib import Path

import pytest

from overlooked.errors import KnowledgeError
from overlooked.indicators import (
    EXPLOITATION,
    INDICATOR_CODES,
    Circumstance,
    Indicator,
    Setting,
    indicator_table,
    load_circumstances,
    load_indicators,
    load_named,
    load_settings,
    read_catalogue,
)
from overlooked.reading.foldings import CHILD_AGE

PAGE = Path(__file__).parents[1] / "docs" / "indicators.md"
BEGIN, END = "<!-- indicators: begin -->", "<!-- indicators: end -->"

_WHO = (
    "he she him her his hers man men woman women male female boy boys girl girls lady ladies "
    "lad lads husband wife boyfriend girlfriend mum dad mother father sister brother son "
    "daughter british english scottish irish welsh polish romanian vietnamese albanian "
    "chinese nigerian indian pakistani american european african asian roma gypsy traveller "
    "muslim christian hindu jewish church mosque london manchester birmingham "
)
WHO_SOMEBODY_IS = frozenset(_WHO.split())


def texts_of(item: object) -> list[str]:
    """Every text that an entry holds, its sources aside."""
    values = {name: getattr(item, name) for name in item.__slots__ if name != "source"}  # type: ignore[attr-defined]
    return [text for value in values.values() for text in ([value] if isinstance(value, str) else value)]


def a_setting(**changed: str) -> str:
    """A setting in TOML; a keyword replaces the line of its key, an empty one drops it."""
    lines = {
        "name": 'name = "Farm"',
        "meaning": 'meaning = "Work on a farm."',
        "source": 'source = ["GLAA"]',
        "words": 'words = ["farm"]',
        "exploitation": 'exploitation = ["labour"]',
    }
    return "[farm]\n" + "\n".join((lines | changed).values())


def test_the_twenty_indicators_stand_in_the_order_of_the_guide() -> None:
    assert tuple(load_indicators()) == INDICATOR_CODES
    assert len(INDICATOR_CODES) == 20
    assert INDICATOR_CODES[0] == "vulnerability_abused"
    assert INDICATOR_CODES[-1] == "missing_or_found"


@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_an_indicator_tells_what_counts_what_does_not_and_where_it_comes_from(code: str) -> None:
    item = load_indicators()[code]
    assert 3 <= len(item.counts) <= 5
    assert 3 <= len(item.does_not_count) <= 5
    assert 2 <= len(item.look_alikes) <= 4
    assert item.first_question.endswith("?")
    assert item.source


def test_every_indicator_supplies_an_element_and_none_supplies_all_three() -> None:
    assert all(1 <= len(item.roles) <= 2 for item in load_indicators().values())


def test_means_of_the_palermo_protocol_are_means_and_its_acts_are_acts() -> None:
    catalogue = load_indicators()
    for code in ("threats", "violence", "deception", "vulnerability_abused", "psychological_control"):
        assert catalogue[code].roles == ("means",)
    assert catalogue["recruited_moved"].roles == ("act",)


def test_act_means_and_gain_can_each_be_supplied() -> None:
    supplied = {role for item in load_indicators().values() for role in item.roles}
    assert supplied == {"act", "means", "gain"}


def test_indicators_and_settings_together_point_to_every_type_of_exploitation() -> None:
    pointed = [item.exploitation for item in load_indicators().values()]
    pointed += [item.exploitation for item in load_settings().values()]
    assert {kind for kinds in pointed for kind in kinds} == set(EXPLOITATION)


@pytest.mark.parametrize("load", [load_indicators, load_circumstances, load_settings, load_named])
def test_no_entry_names_origin_belief_gender_or_place(load: object) -> None:
    for code, item in load().items():  # type: ignore[operator]
        words = {word for text in texts_of(item) for word in re.findall(r"[a-z]+", text.lower())}
        assert not words & WHO_SOMEBODY_IS, code


@pytest.mark.parametrize("load", [load_circumstances, load_settings, load_named])
def test_words_are_lower_case_and_stand_once_in_their_entry(load: object) -> None:
    for code, item in load().items():  # type: ignore[operator]
        assert list(item.words) == [word.lower().strip() for word in item.words], code
        assert len(set(item.words)) == len(item.words), code


def test_a_word_signals_one_setting_only() -> None:
    words = [word for item in load_settings().values() for word in item.words]
    assert sorted(words) == sorted(set(words))


def test_the_circumstances_that_the_score_asks_for_are_there() -> None:
    assert {"child", "suspect", "rough_sleeping", "hostel", "care_leaver"} <= set(load_circumstances())


def test_a_child_is_told_by_the_shape_of_an_age_under_eighteen_and_by_no_number() -> None:
    words = load_circumstances()["child"].words
    assert CHILD_AGE in words
    assert [word for word in words if re.search(r"aged|\byears old", word)] == []


def test_drug_before_trafficking_cancels_the_naming_of_slavery() -> None:
    trafficking = load_named()["trafficking"]
    assert {"drug", "drugs"} <= set(trafficking.not_after)
    assert "in controlled drugs" in trafficking.not_before


def test_shorthand_names_slavery_too() -> None:
    words = {word for item in load_named().values() for word in item.words}
    assert {"nrm", "dtn", "msht", "mshu", "ms1", "modern slavery"} <= words


def test_a_misspelled_key_is_refused_with_the_nearest_one() -> None:
    text = a_setting(words='wrods = ["farm"]')
    with pytest.raises(KnowledgeError, match=r"own\.toml: entry farm: unknown key 'wrods'; did you mean 'words'\?"):
        read_catalogue("own.toml", text, Setting)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"own\.toml: entry farm: key 'meaning' is missing"):
        read_catalogue("own.toml", a_setting(meaning=""), Setting)


def test_a_type_of_exploitation_that_nobody_knows_is_refused() -> None:
    text = a_setting(exploitation='exploitation = ["labor"]')
    with pytest.raises(KnowledgeError, match="'labor'; did you mean 'labour'"):
        read_catalogue("own.toml", text, Setting)


@pytest.mark.parametrize("line", ['words = "farm"', "words = []", "words = [1]", 'words = [""]'])
def test_a_list_of_words_must_be_a_list_of_words(line: str) -> None:
    with pytest.raises(KnowledgeError, match="entry farm: 'words'"):
        read_catalogue("own.toml", a_setting(words=line), Setting)


def test_an_empty_text_a_bare_value_and_broken_toml_are_refused_in_one_line() -> None:
    for text in (a_setting(name='name = " "'), "farm = 3", "[farm"):
        with pytest.raises(KnowledgeError) as caught:
            read_catalogue("own.toml", text, Setting)
        assert str(caught.value).startswith("own.toml")
        assert "\n" not in str(caught.value)


def test_an_entry_comes_out_as_it_was_written() -> None:
    farm = read_catalogue("own.toml", a_setting(exploitation="exploitation = []"), Setting)["farm"]
    assert farm == Setting("farm", "Farm", "Work on a farm.", ("GLAA",), ("farm",), ())


def test_a_setting_cannot_be_read_as_a_circumstance() -> None:
    with pytest.raises(KnowledgeError, match="unknown key 'exploitation'"):
        read_catalogue("own.toml", a_setting(), Circumstance)


def test_a_role_outside_act_means_and_gain_is_refused() -> None:
    told = """[x]
name = "X"
meaning = "X."
source = ["ILO 2012"]
counts = ["a"]
does_not_count = ["b"]
look_alikes = ["c"]
first_question = "D?"
roles = ["profit"]
role_reason = "E."
exploitation = []
"""
    with pytest.raises(KnowledgeError, match=r"'roles' holds 'profit'.*act, means, gain"):
        read_catalogue("own.toml", told, Indicator)


def test_the_table_has_a_row_for_each_indicator_and_no_broken_cell() -> None:
    lines = indicator_table().splitlines()
    assert len(lines) == 2 + len(INDICATOR_CODES)
    assert {line.count("|") for line in lines} == {7}


def test_the_page_of_indicators_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0].strip()
    assert shown == indicator_table(), f"put the text of indicator_table() between the markers of {PAGE.name}"
