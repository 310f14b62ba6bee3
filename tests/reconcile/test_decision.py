"""Which scored pairs are links, and which of several claims to a victim holds."""

from collections.abc import Mapping

import pandas as pd
import pytest

from overlooked.reconcile.linking.decision import best_readings, decided
from overlooked.reconcile.linking.settings import load_linking

LINKING = load_linking()
FULL = {"form": "straight", "forename": "exact", "surname": "exact", "birth": "equal", "sex": "same"}


def pair(
    referral: int = 0, crime: int = 0, *, weight: float = 12.0, probability: float = 0.9998, **levels: str
) -> dict[str, float]:
    """A scored pair; a level of "" is not told."""
    told = dict.fromkeys(LINKING.comparisons, "") | FULL | levels
    return {"referral": referral, "crime": crime, "weight": weight, "probability": probability, **named(told)}


def named(levels: Mapping[str, str]) -> dict[str, float]:
    """The numbers of some levels alone."""
    return {name: LINKING.comparisons[name].value(level) if level else -1 for name, level in levels.items()}


def best(*pairs: dict[str, float]) -> pd.DataFrame:
    return best_readings(pd.DataFrame(pairs), LINKING)


def winners(
    *pairs: dict[str, float], claims: dict[int, set[int]] | None = None, same: frozenset[tuple[int, int]] = frozenset()
) -> set[tuple[int, int]]:
    told = best(*pairs)
    references = pd.Series([f"CR/{at // 2}" for at in range(6)])
    chosen = told.loc[decided(told, references, claims or {}, lambda rivals: rivals & same, LINKING)]
    return set(zip(chosen["referral"].tolist(), chosen["crime"].tolist(), strict=True))


@pytest.mark.parametrize(
    "levels",
    [
        {"forename": "other"},
        {"forename": "overlap"},
        {"surname": "other"},
        {"birth": "other"},
        {"birth": "year"},
        {"forename": ""},
        {"surname": ""},
        {"birth": "default", "forename": "sound"},
        {"birth": "", "surname": "among"},
    ],
)
def test_what_contradicts_or_is_missing_keeps_the_score_below_a_link(levels: dict[str, str]) -> None:
    [told] = best(pair() | named(levels)).to_dict("records")
    assert not told["sure"]
    assert told["score"] < LINKING.link


@pytest.mark.parametrize(
    "levels", [{}, {"birth": "swapped", "surname": "sound"}, {"birth": "default"}, {"birth": "", "surname": "part"}]
)
def test_what_agrees_enough_is_sure_with_its_own_score(levels: dict[str, str]) -> None:
    [told] = best(pair() | named(levels)).to_dict("records")
    assert told["sure"]
    assert told["score"] == 0.9998


def test_without_a_birth_date_a_pair_has_to_show_more() -> None:
    between = (LINKING.link + LINKING.link_without_birth) / 2
    assert best(pair(probability=between))["sure"].all()
    assert not best(pair(probability=between, birth=""))["sure"].any()


def test_the_best_reading_of_a_name_is_kept_and_a_contradicted_one_gives_way() -> None:
    readings = [pair(forename="other", weight=20.0), pair(form="crossed", weight=11.0), pair(form="alias", weight=9.0)]
    [told] = best(*readings).to_dict("records")
    assert (told["weight"], told["sure"]) == (11.0, True)


def test_a_victim_goes_to_the_better_referral() -> None:
    assert winners(pair(0, 0, weight=9.0), pair(1, 0, weight=12.0)) == {(1, 0)}


def test_a_victim_goes_to_nobody_where_two_people_are_as_good() -> None:
    assert winners(pair(0, 0, weight=12.0), pair(1, 0, weight=11.9)) == set()


def test_a_victim_goes_to_both_referrals_of_one_person() -> None:
    both = {(0, 0), (1, 0)}
    assert winners(pair(0, 0, weight=9.0), pair(1, 0, weight=12.0), same=frozenset({(0, 1)})) == both


def test_an_earlier_claim_holds_against_a_better_score() -> None:
    claimed = {0: {5}}
    assert winners(pair(0, 0), claims=claimed) == set()
    assert winners(pair(0, 0), claims=claimed, same=frozenset({(0, 5)})) == {(0, 0)}


def test_of_one_crime_a_referral_gets_its_best_victim_and_of_another_crime_another() -> None:
    assert winners(pair(0, 0, weight=9.0), pair(0, 1, weight=12.0), pair(0, 2, weight=10.0)) == {(0, 1), (0, 2)}
