import json

import numpy as np
import pytest
from toy_corpus import record

from overlooked.corpus import LabelledRecord
from overlooked.errors import SettingsError
from overlooked.evaluation.rankers.accounts import Account
from overlooked.evaluation.rankers.folds import Scored
from overlooked.evaluation.ranking.bands import band_figures
from overlooked.evaluation.ranking.cuts import List, Log, cut_figures, sure_figures
from overlooked.evaluation.ranking.effort import effort_figures
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.findings import Assertion, Finding, Kind
from overlooked.offences import classify
from overlooked.scoring import Recipe, Weights
from overlooked.statistics.figures import Figures, FloatArray, rounded
from overlooked.statistics.measures import read_at

RECIPE = Recipe((0, 0), {}, 0, 0, (0, 1))


def records(positives: int = 40, hard: int = 40, ordinary: int = 100, authors: str = "ab") -> list[LabelledRecord]:
    kinds = ["overt"] * positives + ["hard_negative"] * hard + ["ordinary"] * ordinary
    return [
        record(authors[n % len(authors)], n, int(kind == "overt"), kind=kind, homeless=n % 2 == 0)
        for n, kind in enumerate(kinds)
    ]


def perfect(rows: list[LabelledRecord]) -> FloatArray:
    steps = {"overt": 2.0, "hard_negative": 1.0, "ordinary": 0.0}
    return np.array([steps[r.kind] for r in rows]) + np.linspace(0.5, 0, len(rows))


def effort(rows: list[LabelledRecord], scores: FloatArray, log: Log | None = None, **others: FloatArray) -> Figures:
    scored = {key: Scored(values) for key, values in {"model": scores, **others}.items()}
    told = effort_figures(rows, sheet_of(rows, draws=40, seed=1), scored, "model", log or Log())
    figures: Figures = rounded(told)
    return figures


def test_what_stands_above_a_cut_is_counted_by_kind() -> None:
    rows = records()
    cut = effort(rows, perfect(rows))["at"]["50"]
    assert cut["above"] == {"overt": 40, "subtle": 0, "hard_negative": 10, "ordinary": 0}
    assert (cut["read"], cut["recall"]["value"]) == (50, None)


def test_precision_is_told_only_where_ten_ordinary_records_stand_above() -> None:
    rows = records()
    at = effort(rows, perfect(rows))["at"]
    assert at["50"]["precision"]["value"] is None
    for name in ("precision", "recall"):
        assert at["50"][name]["reason"].startswith("this corpus cannot say; at most 363 in 10,000")
    assert (at["100"]["above"]["ordinary"], at["100"]["precision"]["value"]) == (20, 0.4)
    assert (at["100"]["reads_per_find"]["value"], at["100"]["ordinary_above"]["value"]) == (2.5, 0.2)


@pytest.mark.parametrize(("depth", "is_told"), [(89, False), (90, True)])
def test_the_tenth_ordinary_record_decides(depth: int, is_told: bool) -> None:
    rows = records(positives=40, hard=40)
    own = List(*_arrays(rows), perfect(rows), np.ones((1, len(rows))), Log())
    precision = cut_figures(own, read_at(own.scores, depth))["precision"]
    assert (precision["value"] is not None) is is_told


def test_hard_negatives_are_never_weighed_to_a_prevalence() -> None:
    few, many = (records(hard=hard) for hard in (10, 300))
    told = [effort(rows, perfect(rows), Log(0.2, 0.002))["capacity"]["expected_precision"] for rows in (few, many)]
    assert told[0] == told[1]
    assert told[0]["value"] == pytest.approx(0.002 / (0.002 + 0.998 * 0.2), abs=1e-4)


def test_at_the_capacity_the_budgets_share_of_ordinary_records_is_read() -> None:
    rows = records(ordinary=500)
    scores = perfect(rows)
    scores[:10] = -1  # ten cases that are not seen
    cut = effort(rows, scores)["capacity"]
    assert (cut["above"]["ordinary"], cut["recall"]["value"]) == (10, 0.75)
    assert cut["ordinary_above"]["value"] == 0.02


def test_without_a_prevalence_none_is_assumed() -> None:
    rows = records()
    assert "no prevalence" in effort(rows, perfect(rows))["capacity"]["expected_precision"]["reason"]


@pytest.mark.parametrize("log", [(0.02, 0.0), (0.02, 1.5), (0.0, None), (2.0, None)])
def test_what_is_no_share_is_refused_in_one_line(log: tuple[float, float | None]) -> None:
    with pytest.raises(SettingsError, match="wants"):
        Log(*log)


def test_the_cut_that_is_surely_within_the_capacity_is_so_in_39_of_40_corpora() -> None:
    rng, rows = np.random.default_rng(2), records(positives=10, hard=0, ordinary=300)
    kept = []
    for _ in range(300):
        scores = rng.random(len(rows))
        own = List(*_arrays(rows), scores, np.ones((1, len(rows))), Log(0.05))
        ordinary = np.sort(scores[own.ordinary])[::-1]
        cut = ordinary[round(sure_figures(own)["above"]["ordinary"])]
        kept.append(1 - cut <= 0.05)  # of a log whose ordinary records score evenly between 0 and 1
    assert np.mean(kept) >= 0.96


def test_a_corpus_with_too_few_ordinary_records_is_sure_of_no_cut() -> None:
    rows = records(ordinary=50)
    sure = effort(rows, perfect(rows))["surely_within_capacity"]
    assert sure["read"] is None
    assert "50 ordinary records are too few" in sure["recall"]["reason"]


def test_a_corpus_without_ordinary_records_cannot_say_what_a_log_would_cost() -> None:
    rows = records(ordinary=0)
    figures = effort(rows, perfect(rows), Log(0.02, 0.002))
    for leaf in (figures["capacity"]["recall"], figures["left_unread"]["0.9"], figures["work_saved_95"]):
        assert leaf["value"] is None
        assert "no ordinary record" in leaf["reason"]
    assert figures["at"]["20"]["recall"]["value"] is None


def test_the_order_of_the_records_does_not_matter_where_scores_are_tied() -> None:
    rows = records()
    scores = np.round(perfect(rows))
    turned = effort(rows[::-1], scores[::-1])
    for name, cut in effort(rows, scores)["at"].items():
        assert cut == turned["at"][name]


def test_the_curve_rises_from_nothing_to_all_on_101_points() -> None:
    rows = records()
    curve = effort(rows, np.random.default_rng(1).random(len(rows)))["curve"]
    recall = [point["recall"] for point in curve]
    assert (len(curve), recall[0], recall[-1]) == (101, 0, 1)
    assert recall == sorted(recall)
    assert all(point["low"] <= point["high"] for point in curve)
    assert next(p["ordinary_read"] for p in curve if p["ordinary_read"] is not None) >= 0.1


def test_the_area_under_the_risk_of_a_perfect_list_is_the_least_and_that_of_a_constant_one_is_chance() -> None:
    rows = records()
    best, constant = (effort(rows, s)["risk_coverage"] for s in (perfect(rows), np.zeros(len(rows))))
    assert best["area"] == best["area_of_a_perfect_list"]
    assert constant["area"]["value"] == constant["area_of_chance"]["value"]


def test_leaving_a_share_of_ordinary_records_unread_tells_the_cases_that_are_left() -> None:
    rows = records()
    scores = perfect(rows)
    scores[:4] = -1
    left = effort(rows, scores)["left_unread"]
    assert left["0.8"]["value"] == 0.1
    assert left["0.95"]["value"] is None


def test_each_author_has_a_list_and_one_of_one_class_says_why_it_has_none() -> None:
    rows = records(authors="ab") + [record("z", n, 0) for n in range(900, 920)]
    figures = effort(rows, perfect(rows))
    assert set(figures["authors"]) == {"a", "b", "z"}
    assert "one class" in figures["authors"]["z"]["ndcg"]["reason"]
    assert figures["over_authors"]["ndcg"]["n"] == 2


def test_work_saved_that_hangs_on_few_ordinary_records_has_a_lower_limit() -> None:
    rows = records()
    saved = effort(rows, perfect(rows))["work_saved_95"]
    assert saved["value"] is None
    assert 0.70 < saved["at_least"] < 1 - 38 / 180 - 0.05


def test_the_mean_of_authors_whose_figures_are_limits_is_a_limit() -> None:
    rows = records()
    mean = effort(rows, perfect(rows))["over_authors"]["work_saved_95"]
    assert (mean["value"], mean["authors"]) == (None, 2)


def test_other_rankers_have_their_recall_at_the_same_depths() -> None:
    rows = records()
    others = effort(rows, perfect(rows), other=-perfect(rows))["others"]
    assert set(others) == {"other"}
    assert others["other"]["recall"]["50"]["value"] == 0
    assert others["other"]["recall"]["capacity"]["value"] == 0


def test_the_worst_and_the_constant_list_have_figures_too() -> None:
    rows = records()
    for scores in (-perfect(rows), np.zeros(len(rows))):
        figures = effort(rows, scores, Log(0.02, 0.002))
        assert json.loads(json.dumps(figures, allow_nan=False)) == figures
    assert figures["at"]["50"]["recall"]["value"] == pytest.approx(50 / 180, abs=1e-4)


def test_one_class_alone_gives_a_reason_and_no_number() -> None:
    rows = [record("a", n, 0) for n in range(30)]
    figures = effort(rows, np.arange(30.0), other=np.zeros(30))
    assert (figures["value"], figures["reason"]) == (None, "the list holds records of one class alone")
    assert "no positive" in figures["others"]["other"]["reason"]


def test_a_band_is_told_by_the_rule_of_the_queue_and_what_it_holds_by_kind() -> None:
    rows = records(positives=2, hard=1, ordinary=20)
    told = [
        _account("movement_restricted", "recruited_moved", "wages_withheld"),
        _account(),
        _account("wages_withheld", "movement_restricted"),
        *[_account()] * 20,
    ]
    figures = band_figures(rows, told)
    assert [figures[name]["records"] for name in ("A", "B", "C", "none")] == [1, 1, 0, 21]
    assert [figures[name]["recall"]["value"] for name in ("A", "B", "C", "none")] == [0.5, 0.5, 0.5, 1]
    assert figures["A"]["precision"]["reason"].endswith("stand in it")
    assert figures["none"]["precision"]["value"] == pytest.approx(1 / 21)


def test_a_child_needs_no_means_for_band_a() -> None:
    child = Finding(Kind.CIRCUMSTANCE, "child", "a", 0, 1, Assertion.PRESENT, "child")
    signs = _account("recruited_moved", "wages_withheld").findings
    told = [Account(found, frozenset(), _weights(), RECIPE, classify("")) for found in (signs, (*signs, child))]
    figures = band_figures(records(positives=2, hard=0, ordinary=0), told)
    assert (figures["A"]["records"], figures["B"]["records"]) == (1, 1)


def test_a_model_that_gives_no_accounts_has_no_bands_and_says_why() -> None:
    assert "does not tell" in band_figures(records(), None)["reason"]


def _arrays(rows: list[LabelledRecord]) -> tuple[FloatArray, FloatArray, np.ndarray]:
    labels = np.array([r.label for r in rows], dtype=np.float64)
    return labels, np.array([r.grade for r in rows], dtype=np.float64), np.array([r.kind for r in rows])


def _weights() -> Weights:
    return Weights({"cue": 1024}, {})


def _account(*indicators: str) -> Account:
    found = tuple(Finding(Kind.INDICATOR, code, "a", 0, 1, Assertion.PRESENT, "cue") for code in indicators)
    return Account(found, frozenset(), _weights(), RECIPE, classify(""))
