from collections.abc import Sequence

import numpy as np
import pytest
from fairlearn.metrics import MetricFrame
from toy_corpus import note, record

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.findings.readings import Reading
from overlooked.evaluation.groups.fairness import LEAST, fairness_figures, worst_falls
from overlooked.evaluation.groups.families import families, nationality_group
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import newcombe


def crowd(homeless_positives: int = 20, homeless_negatives: int = 20, rest: int = 60) -> list[LabelledRecord]:
    """One author; positives and negatives of the homeless and of others."""
    kinds = [(1, True, homeless_positives), (1, False, rest), (0, True, homeless_negatives), (0, False, rest)]
    number = iter(range(1000))
    return [record("a", next(number), label, homeless=homeless) for label, homeless, n in kinds for _ in range(n)]


def figures_of(records: Sequence[LabelledRecord], scores: Sequence[float]) -> Figures:
    readings = [Reading(each, ()) for each in records]
    return fairness_figures(records, sheet_of(records, draws=200, seed=1), np.array(scores, dtype=np.float64), readings)


def gap_of(figures: Figures, group: str, measure: str) -> Figures:
    [found] = [g for g in figures["gaps"] if (g["group"], g["measure"]) == (group, measure)]
    return dict(found)


def biased(records: Sequence[LabelledRecord]) -> list[float]:
    """Scores that put half the homeless positives below every negative."""
    missed = iter([True, False] * len(records))
    return [each.label * (1 - 2 * (bool(each.victim["homeless"]) and next(missed))) for each in records]


def test_a_planted_gap_stands_first_and_its_interval_excludes_zero() -> None:
    records = crowd()
    figures = figures_of(records, biased(records))
    worst = figures["gaps"][0]
    assert (worst["family"], worst["group"], worst["measure"]) == ("housing", "homeless", "recall")
    assert worst["excludes_zero_together"]
    assert worst["gap"]["high"] < 0


def test_a_gap_is_the_share_of_the_group_less_that_of_everybody_else() -> None:
    records = crowd()
    worst = gap_of(figures_of(records, biased(records)), "homeless", "recall")
    assert worst["here"] == {"value": 0.5, "n": 20}
    assert worst["gap"]["value"] == pytest.approx(0.5 - worst["elsewhere"]["value"])
    assert worst["lost"] == pytest.approx(-worst["gap"]["value"])


def test_of_two_groups_that_are_each_others_rest_only_the_worse_is_compared() -> None:
    records = crowd()
    figures = figures_of(records, biased(records))
    assert [g["group"] for g in figures["gaps"] if (g["family"], g["measure"]) == ("housing", "recall")] == ["homeless"]


def test_the_spread_is_what_fairlearn_gives() -> None:
    records = crowd()
    figures = figures_of(records, biased(records))["families"]["housing"]
    rates = [figures["groups"][g]["recall"]["value"] for g in ("homeless", "housed")]
    frame = MetricFrame(
        metrics=lambda y_true, y_pred: float(np.mean(y_pred)),  # noqa: ARG005 - as fairlearn calls it
        y_true=[1, 1],
        y_pred=rates,
        sensitive_features=["homeless", "housed"],
    )
    assert figures["spread"]["recall"]["difference"]["value"] == pytest.approx(frame.difference())
    assert figures["spread"]["recall"]["ratio"]["value"] == pytest.approx(min(rates) / max(rates))


def test_the_group_found_least_stands_first_in_its_family() -> None:
    records = crowd()
    assert list(figures_of(records, biased(records))["families"]["housing"]["groups"]) == ["homeless", "housed"]


@pytest.mark.parametrize("few", [1, LEAST - 1])
def test_a_small_group_is_counted_and_not_told(few: int) -> None:
    records = crowd(homeless_positives=few, homeless_negatives=few)
    figures = figures_of(records, [each.label for each in records])
    leaf = figures["families"]["housing"]["groups"]["homeless"]["recall"]
    assert (leaf["value"], leaf["n"]) == (None, few)
    assert "fewer than 10" in leaf["reason"]
    assert not [gap for gap in figures["gaps"] if gap["family"] == "housing"]
    assert figures["families"]["housing"]["spread"]["recall"]["difference"]["value"] is None


def test_a_constant_score_makes_no_gap() -> None:
    figures = figures_of(crowd(), [1.0] * 160)
    assert not any(gap["excludes_zero"] for gap in figures["gaps"])


def test_signs_found_are_counted_sign_by_sign_in_positives() -> None:
    narrative = "The boss keeps his passport and hits him."
    marks = [note("documents_retained", "keeps his passport"), note("violence", "hits him")]
    records = [record("a", n, n % 2, narrative=narrative, indicators=marks, homeless=n < 20) for n in range(60)]
    figures = figures_of(records, [each.label for each in records])
    leaf = figures["families"]["housing"]["groups"]["homeless"]["signs_found"]
    assert (leaf["value"], leaf["n"]) == (0.0, 10)


def test_without_a_gap_about_one_interval_in_twenty_excludes_zero() -> None:
    rng = np.random.default_rng(7)
    one, other = rng.binomial(40, 0.8, 4000), rng.binomial(200, 0.8, 4000)
    intervals = [newcombe((int(a), 40), (int(b), 200)) for a, b in zip(one, other, strict=True)]
    outside = np.mean([not low <= 0 <= high for low, high in intervals])
    assert 0.02 < outside < 0.07


def test_the_interval_of_a_gap_holds_the_true_gap_as_often_as_it_claims() -> None:
    rng = np.random.default_rng(8)
    one, other = rng.binomial(25, 0.6, 4000), rng.binomial(150, 0.9, 4000)
    intervals = [newcombe((int(a), 25), (int(b), 150)) for a, b in zip(one, other, strict=True)]
    assert np.mean([low <= -0.3 <= high for low, high in intervals]) > 0.93


def test_newcombes_interval_is_that_of_his_worked_example() -> None:
    """56 of 70 against 48 of 80: Newcombe 1998, table II, row (a)."""
    assert newcombe((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_worst_group_that_falls_is_named_by_family() -> None:
    records = crowd()
    before = figures_of(records, [each.label for each in records])
    after = figures_of(records, biased(records))
    [fall] = [told for told in worst_falls(before, after, most=0.05) if told.startswith("housing")]
    assert fall == "housing: the worst group's recall fell from 1.00 (homeless) to 0.50 (homeless)"
    assert worst_falls(before, before, most=0.05) == []


def test_a_record_stands_in_every_group_that_it_tells_of() -> None:
    told = families([record("a", 0, 1), record("b", 1, 0)])
    assert told["exploitation"] == [("labour",), ()]
    assert told["nationality"] == [("british",)] * 2
    assert told["offence"] == [("shoplifting",)] * 2


def test_a_nationality_that_no_group_lists_is_other() -> None:
    assert [nationality_group(told) for told in ("Zimbabwean", "Polish", "Martian", "unknown")] == [
        "africa",
        "eu_since_2004",
        "other",
        "unknown",
    ]
