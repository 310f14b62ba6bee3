"""Names, birth dates and nationalities as two systems write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlooked.reconcile.people.names import (
    Birth,
    aliases,
    are_kin,
    birth,
    core,
    load_names,
    name_tokens,
    nationality,
    phonetic,
    plain,
    sex,
)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    tokens = name_tokens(text)
    assert name_tokens(" ".join(tokens)) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("NGUYỄN Thị-Lan", ("nguyen", "thi", "lan")),
        ("Dr. Łukasz Żółć", ("lukasz", "zolc")),
        ("D'Souza", ("dsouza",)),
        ("  ", ()),
        ("Not known", ()),
        ("U/K", ()),
        ("unknown female", ()),
        ("Ștefan", ("stefan",)),
    ],
)
def test_a_name_is_its_words_without_accents_titles_and_placeholders(text: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(text) == tokens


def test_particles_are_dropped_where_a_name_is_left() -> None:
    assert core(("nguyen", "thi", "lan")) == ("nguyen", "lan")
    assert core(("van",)) == ("van",)


def test_aliases_are_told_apart_by_their_marks_and_words() -> None:
    assert aliases("Sasha, AKA 'Big Al'") == (("sasha",), ("big", "al"))
    assert aliases("") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "muhamad"),
        ("nguyen", "nguyễn"),
        ("tesfay", "tesfai"),
        ("kowalczyk", "kovalchyk"),
        ("shevchenko", "sevcenko"),
        ("aleksandr", "alexandr"),
        ("philip", "filip"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert phonetic(plain(one)) == phonetic(plain(other))


@pytest.mark.parametrize(
    ("one", "other"), [("maria", "sofia"), ("popescu", "ionescu"), ("ahmed", "hamid"), ("lan", "linh")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert one == "lan" or phonetic(one) != phonetic(other)


def test_nicknames_and_variants_are_kin_and_a_name_is_none_of_its_own() -> None:
    assert are_kin("magda", "magdalena")
    assert are_kin("mykola", "nikolai")
    assert not are_kin("maria", "maria")
    assert not are_kin("bill", "")


def test_every_name_of_a_group_is_folded_and_groups_have_two_or_more() -> None:
    sizes: dict[int, int] = {}
    for name, groups in load_names().kin.items():
        assert name == plain(name)
        for group in groups:
            sizes[group] = sizes.get(group, 0) + 1
    assert min(sizes.values()) > 1


def test_the_first_of_january_stands_for_an_age_only() -> None:
    assert birth("1999-01-01") == Birth("1999-01-01", "1999", is_default=True)
    assert birth("1999-05-05") == Birth("1999-05-05", "1999")
    assert birth("about 20") == Birth()


def test_a_nationality_is_known_by_country_code_and_adjective() -> None:
    assert {nationality(way) for way in ("Eritrean", "ERITREA", "ERI", "eritrean.")} == {"eritrean"}
    assert nationality("UK") == "british"
    assert nationality("u/k") == ""


def test_sex_is_told_or_left_open() -> None:
    assert [sex(way) for way in ("Male", "f", "Other", "")] == ["male", "female", "", ""]


@pytest.mark.parametrize("text", ["Not-known", "NOT Mr KNOWN", "not: known!"])
def test_a_placeholder_is_none_however_its_words_are_joined(text: str) -> None:
    assert name_tokens(text) == ()


def test_letters_with_an_accent_and_without_a_nearest_one_are_folded_at_once() -> None:
    assert plain("ǾSTERGÅRD Ǽ") == "ostergard ae"


@pytest.mark.parametrize("text", ["1990-ab-cd", "1990-", "1990-13-01", "1990-02-30", "1990-|1-01", "1990-1-1"])
def test_of_a_day_that_never_was_the_year_is_known(text: str) -> None:
    assert birth(text) == Birth(year="1990")


@given(st.from_regex(r"(19|20)\d\d[-/]?[\w|-]{0,6}"))
def test_a_birth_date_is_read_from_any_cell(text: str) -> None:
    born = birth(text)
    assert birth(born.day or born.year) == born
