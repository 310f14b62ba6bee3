from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.offences import classify
from overlooked.scoring import Strength, Weights, band, load_recipe, score, strength

RECIPE = load_recipe()
WEIGHTS = Weights(
    cues={f"{code}.{level}": level * 100 for code in INDICATOR_CODES for level in range(4)},
    words={"his": 300, "rota": -300, "van": 40},
)
BURGLARY = classify("Burglary - residential - dwelling")


def sign(indicator: str, level: int = 2, assertion: Assertion = Assertion.PRESENT) -> Finding:
    return Finding(Kind.INDICATOR, indicator, "words", 0, 5, assertion, f"{indicator}.{level}")


def counter(group: str) -> Finding:
    return Finding(Kind.COUNTER, group, "words", 0, 5, Assertion.PRESENT, f"{group}.1")


CHILD = Finding(Kind.CIRCUMSTANCE, "child", "aged 15", 0, 7, Assertion.PRESENT, "child.words")


def weigh(*findings: Finding, words: Sequence[str] = ()) -> Strength:
    return strength(findings, words, WEIGHTS, RECIPE, BURGLARY)


def test_no_finding_has_no_strength_and_no_band() -> None:
    assert weigh().total == 0
    assert score(0, RECIPE) == 0
    assert band(weigh()) == ""


def test_a_second_sign_of_the_same_indicator_adds_half_and_a_third_a_quarter() -> None:
    assert weigh(*[sign("threats", 2)] * 3).evidence["threats"] == 200 + 100 + 50


def test_hypothetical_historical_and_other_signs_add_nothing() -> None:
    aside = [sign("threats", 3, a) for a in (Assertion.HYPOTHETICAL, Assertion.HISTORICAL, Assertion.OTHER)]
    assert weigh(*aside).total == 0


def test_a_negated_sign_cancels_no_more_than_half_of_its_own_indicator() -> None:
    negated = [sign("threats", 3, Assertion.NEGATED)] * 30
    assert weigh(sign("threats", 2), *negated).evidence["threats"] == 100
    assert weigh(sign("wages_withheld", 2), *negated).evidence["wages_withheld"] == 200


def test_what_is_usual_for_an_offence_weighs_half_there() -> None:
    assault = classify("Assault occasioning actual bodily harm")
    assert "violence" in assault.usual
    assert strength([sign("violence", 2)], (), WEIGHTS, RECIPE, assault).evidence["violence"] == 100


def test_act_means_and_gain_together_make_band_a() -> None:
    signs = weigh(sign("recruited_moved"), sign("threats"), sign("wages_withheld"))
    assert band(signs) == "A"
    assert signs.combination == RECIPE.bonus[1]


def test_for_a_child_act_and_gain_suffice() -> None:
    signs = [sign("recruited_moved"), sign("wages_withheld")]
    assert band(weigh(*signs)) == "B"
    assert band(weigh(*signs, CHILD)) == "A"
    assert weigh(*signs, CHILD).combination == RECIPE.bonus[1]


def test_counter_evidence_never_takes_more_than_a_quarter() -> None:
    signs = weigh(sign("threats", 3), *[counter("paid")] * 50, *[counter("free")] * 50)
    assert signs.total >= 300 - 300 // 4


def test_a_tick_box_takes_nothing() -> None:
    assert weigh(sign("threats"), *[counter("disposed")] * 30).total == weigh(sign("threats")).total


def test_words_move_a_quarter_of_what_is_quoted_at_the_most() -> None:
    assert weigh(sign("threats", 2), words=["his"]).total == 200 + 50
    assert weigh(sign("threats", 2), words=["rota"]).total == 200 - 50
    assert weigh(sign("threats", 2), words=["van"]).total == 200 + 40


def test_words_count_nothing_where_no_sign_is_quoted() -> None:
    assert weigh(words=["his", "van"]).total == 0


def test_the_words_that_moved_the_strength_are_told_heaviest_first() -> None:
    assert weigh(sign("threats"), words=["van", "his", "unweighed"]).words == (("his", 300), ("van", 40))


def test_the_score_runs_from_0_to_100_and_never_falls_with_strength() -> None:
    scores = [score(total, RECIPE) for total in range(0, 20_000, 50)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 100)


INDICATORS = st.builds(
    sign,
    st.sampled_from(INDICATOR_CODES),
    st.integers(0, 3),
    st.sampled_from([Assertion.PRESENT, Assertion.NEGATED]),
)
FINDINGS = st.lists(st.one_of(INDICATORS, st.sampled_from([CHILD, counter("paid"), counter("free")])), max_size=12)


WORDS = st.lists(st.sampled_from(["his", "rota", "van"]), unique=True)


@given(FINDINGS, st.sampled_from(INDICATOR_CODES), st.integers(0, 3), WORDS)
def test_one_more_present_sign_never_lowers_the_strength(
    rows: Sequence[Finding], code: str, level: int, words: list[str]
) -> None:
    assert weigh(*rows, sign(code, level), words=words).total >= weigh(*rows, words=words).total


@given(FINDINGS, st.sampled_from(INDICATOR_CODES), st.integers(0, 3))
def test_one_more_negated_sign_or_counter_evidence_never_raises_it(rows: list[Finding], code: str, level: int) -> None:
    before = weigh(*rows).total
    assert weigh(*rows, sign(code, level, Assertion.NEGATED)).total <= before
    assert weigh(*rows, counter("paid")).total <= before


@given(FINDINGS, WORDS, st.sampled_from(["Assault occasioning actual bodily harm", "Theft - shoplifting"]))
def test_the_points_account_for_the_whole_strength(rows: list[Finding], words: list[str], offence: str) -> None:
    signs = strength(rows, words, WEIGHTS, RECIPE, classify(offence))
    assert sum(point.amount for point in signs.points) == signs.total


def test_counter_evidence_that_clears_nothing_takes_nothing() -> None:
    idle = replace(counter("paid"), clears=False)
    assert weigh(sign("threats", 3), idle).total == weigh(sign("threats", 3)).total


@given(st.permutations([sign("threats", 1), sign("threats", 3), sign("violence", 2), CHILD, counter("paid")]))
def test_the_order_of_findings_moves_nothing(rows: list[Finding]) -> None:
    assert weigh(*rows).total == weigh(*sorted(rows, key=str)).total
