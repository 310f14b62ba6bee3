from dataclasses import replace

import pytest
from toy_corpus import record

from overlooked.evaluation.findings.readings import Reading, reading_of
from overlooked.evaluation.findings.surroundings import TOLD, circumstance_figures, setting_figures
from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import load_circumstances, load_settings


def told(code: str, kind: Kind = Kind.CIRCUMSTANCE, assertion: Assertion = Assertion.PRESENT) -> Finding:
    return Finding(kind, code, "Attended", 0, 8, assertion, "toy")


def reading(*findings: Finding, label: int = 1, homeless: bool = False, age: str = "adult") -> Reading:
    return reading_of(record("a", 1, label, homeless=homeless, age=age), findings)


def test_recall_and_false_rate_of_homelessness_are_worked_by_hand() -> None:
    readings = [
        reading(told("rough_sleeping"), homeless=True),
        reading(told("hostel"), told("day_centre"), homeless=True, label=0),
        reading(homeless=True),
        reading(told("hostel"), label=0),
        reading(label=0),
    ]
    figures = circumstance_figures(readings)["told"]["homeless"]
    assert figures["all"]["recall"]["value"] == pytest.approx(2 / 3)
    assert figures["all"]["false_rate"]["value"] == 0.5
    assert (figures["positives"]["recall"]["value"], figures["positives"]["recall"]["n"]) == (0.5, 2)
    assert figures["positives"]["false_rate"]["value"] is None


def test_a_circumstance_that_is_denied_is_not_told() -> None:
    readings = [reading(told("child", assertion=Assertion.NEGATED), age="child")]
    assert circumstance_figures(readings)["told"]["child"]["all"]["recall"]["value"] == 0


def test_an_age_that_the_corpus_does_not_know_counts_on_no_side() -> None:
    figures = circumstance_figures([reading(told("child"), age="unknown")])["told"]["child"]
    assert figures["not_told"] == 1
    assert figures["all"]["recall"]["value"] is figures["all"]["false_rate"]["value"] is None


def test_a_corpus_without_the_victims_fields_tells_nothing() -> None:
    bare = Reading(replace(record("a", 1, 1), victim={}), ())
    for told_of in circumstance_figures([bare])["told"].values():
        assert told_of["not_told"] == 1
        assert told_of["all"]["recall"]["value"] is None


def test_the_circumstances_that_are_asked_for_are_of_the_catalogue() -> None:
    assert set().union(*(own.codes for own in TOLD.values())) <= set(load_circumstances())


def test_settings_are_counted_and_not_judged() -> None:
    readings = [reading(told("car_wash", Kind.SETTING)), reading(told("car_wash", Kind.SETTING), label=0)]
    figures = setting_figures(readings)
    assert figures["recall"]["value"] is None
    assert "no annotation" in figures["recall"]["reason"]
    assert figures["each"]["car_wash"] == {"positives": 1, "hard_negatives": 0, "ordinary": 1}
    assert set(figures["each"]) == set(load_settings())
