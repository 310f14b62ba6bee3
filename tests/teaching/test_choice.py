"""The cases that a lesson takes, and why these."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from cut_corpus import cut_cases

from overlooked.errors import SettingsError
from overlooked.offences import classify
from overlooked.teaching.packs.cases import Case, Difficulty
from overlooked.teaching.packs.choice import Wanted, choose, sample_choice
from refusals import refused


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(cut_cases())


def ids(cases: Sequence[Case]) -> list[str]:
    return [case.case_id for case in cases]


def test_the_same_seed_takes_the_same_cases_in_any_order_of_the_input(cases: list[Case]) -> None:
    assert choose(cases, 12, 5) == choose(cases[::-1], 12, 5)
    assert choose(cases, 12, 5) != choose(cases, 12, 6)


def test_twelve_cases_hold_every_difficulty_and_both_records_of_a_pair(cases: list[Case]) -> None:
    for seed in range(5):
        chosen = choose(cases, 12, seed)
        assert len(set(ids(chosen))) == 12
        assert {case.difficulty for case in chosen} == set(Difficulty)
        pairs = Counter(case.pair for case in chosen if case.pair)
        assert pairs
        assert set(pairs.values()) == {2}


def test_a_choice_is_broader_than_chance_would_make_it(cases: list[Case]) -> None:
    def breadth(chosen: Sequence[Case]) -> int:
        return len({code for case in chosen for code in (*case.indicators, *case.exploitation)})

    chosen = [breadth(choose(cases, 12, seed)) for seed in range(5)]
    by_chance = [breadth(cases[seed::17][:12]) for seed in range(5)]
    assert min(chosen) > sum(by_chance) / len(by_chance)


def test_the_first_case_is_plain(cases: list[Case]) -> None:
    assert choose(cases, 6, 3)[0].difficulty is Difficulty.PLAIN


@pytest.mark.parametrize("about", ["homeless", "children"])
def test_a_lesson_can_be_about_somebody(cases: list[Case], about: str) -> None:
    chosen = choose(cases, 6, 1, Wanted(about=(about,)))
    assert all(about in case.about or any(about in o.about for o in chosen if o.pair == case.pair) for case in chosen)


def test_it_can_be_narrowed_to_an_indicator_and_to_an_offence_by_class_or_words(cases: list[Case]) -> None:
    chosen = choose([case for case in cases if not case.pair], 5, 1, Wanted(indicators=("debt_bondage",)))
    assert all("debt_bondage" in case.indicators for case in chosen)
    by_words = choose([case for case in cases if not case.pair], 3, 1, Wanted(offence="assault"))
    assert all("assault" in case.offence.lower() for case in by_words)
    by_class = choose([case for case in cases if not case.pair], 2, 1, Wanted(offence="drug_production"))
    assert {classify(case.offence, recorded_on=case.recorded_on).code for case in by_class} == {"drug_production"}


def test_half_of_the_sample_lesson_is_about_homeless_people(cases: list[Case]) -> None:
    chosen = sample_choice(cases, 12, 20)
    assert sum("homeless" in case.about for case in chosen) >= 5
    assert any("homeless" in case.about and not case.is_case for case in chosen)
    assert {case.difficulty for case in chosen} == set(Difficulty)


def test_fewer_cases_than_asked_for_say_how_many_there_are(cases: list[Case]) -> None:
    few = [case for case in cases if not case.pair][:7]
    with refused(SettingsError, "12 cases are asked for and there are 7", "--cases 7"):
        choose(few, 12, 1)
    with refused(SettingsError, "about homeless"):
        choose([replace(case, about=()) for case in few], 2, 1, Wanted(about=("homeless",)))


def test_no_case_that_fits_is_told_without_a_number_to_give(cases: list[Case]) -> None:
    with refused(SettingsError, "no case fits under teapots; narrow less"):
        choose(cases, 12, 1, Wanted(offence="teapots"))
    with refused(SettingsError, "--offence holds no word"):
        Wanted(offence=" - ")


def test_one_case_that_fits_is_told_in_the_singular(cases: list[Case]) -> None:
    with refused(SettingsError, "there is 1 about homeless"):
        choose([next(c for c in cases if "homeless" in c.about and not c.pair)], 2, 1, Wanted(about=("homeless",)))


def test_a_sample_of_one_case_is_about_anybody(cases: list[Case]) -> None:
    assert len(sample_choice(cases, 1, 20)) == 1


def test_a_class_that_the_record_brings_is_used_for_a_title_that_does_not_tell_it(cases: list[Case]) -> None:
    own = replace(
        next(c for c in cases if not c.pair), offence="Supply and import of drugs", offence_class="drug_supply"
    )
    assert choose([own], 1, 1, Wanted(offence="drug_supply")) == (own,)


def test_pairs_alone_make_no_odd_number(cases: list[Case]) -> None:
    pairs = [case for case in cases if case.pair]
    with refused(SettingsError, "3 cases", "only pairs are left", "give --cases 2"):
        choose(pairs, 3, 1)


@pytest.mark.parametrize("wrong", [{"indicators": ("hunger",)}, {"about": ("sailors",)}])
def test_a_name_that_is_none_is_told_with_those_that_are(wrong: dict[str, tuple[str, ...]]) -> None:
    with refused(SettingsError, "there are"):
        Wanted(**wrong)  # type: ignore[arg-type]
