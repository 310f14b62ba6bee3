import numpy as np
import pytest
from toy_corpus import corpus, note, record

from overlooked.evaluation.ranking.ordering import (
    auc_over_authors,
    average_precision_over_authors,
    margin,
    one_class_authors,
    pair_figures,
    pooled_auc,
    sheet_of,
)
from overlooked.findings import Assertion

DENIED = [note("threats", "no threats", Assertion.NEGATED)]


def test_the_mean_is_over_authors_and_each_stands_beside_it() -> None:
    records = [record(author, n, n % 2) for author in "ab" for n in range(4)]
    scores = np.array([0, 1, 0, 1, 1, 0, 1, 0], dtype=np.float64)  # a perfect, b upside down
    figures = auc_over_authors(sheet_of(records, draws=10, seed=1), scores).figures
    assert figures["value"] == 0.5
    assert {a: p["value"] for a, p in figures["authors"].items()} == {"a": 1, "b": 0}
    assert figures["authors"]["a"]["positives"] == 2


def test_an_author_of_one_class_has_no_auc_and_says_why() -> None:
    records = [record("a", n, n % 2) for n in range(4)] + [record("z", n, 0) for n in range(3)]
    figures = auc_over_authors(sheet_of(records, draws=10, seed=1), np.arange(7.0)).figures
    assert figures["n"] == 1
    assert figures["authors"]["z"] == {"value": None, "reason": "no positive record", "n": 3}


def test_the_hard_contrast_leaves_ordinary_records_out() -> None:
    kinds = ["overt", "subtle", "hard_negative", "ordinary"]
    records = [record("a", n, int(n < 2), kind=kind) for n, kind in enumerate(kinds)]
    sheet, scores = sheet_of(records, draws=10, seed=1), np.array([4.0, 1.0, 2.0, 3.0])
    assert auc_over_authors(sheet, scores).figures["value"] == 0.5
    assert auc_over_authors(sheet, scores, "hard").figures["value"] == 0.5
    assert auc_over_authors(sheet, scores, "subtle").figures["value"] == 0


def test_no_author_with_both_classes_gives_null_with_a_reason() -> None:
    records = [record("a", 0, 1), record("z", 0, 0)]
    mean = auc_over_authors(sheet_of(records, draws=10, seed=1), np.arange(2.0))
    assert mean.figures["value"] is None
    assert margin(mean, mean)["value"] is None


def test_constant_scores_have_an_interval_of_no_width() -> None:
    records = corpus()
    figures = auc_over_authors(sheet_of(records, draws=50, seed=1), np.zeros(len(records))).figures
    assert (figures["value"], figures["low"], figures["high"]) == (0.5, 0.5, 0.5)


def test_the_same_seed_draws_the_same_records_and_another_seed_others() -> None:
    records = corpus()
    weights = [sheet_of(records, draws=20, seed=seed).weights for seed in (1, 1, 2)]
    assert (weights[0] == weights[1]).all()
    assert (weights[0] != weights[2]).any()


def test_a_draw_holds_the_two_records_of_a_pair_equally_often() -> None:
    records = [
        record("a", 0, 0, pair="p1"),
        record("a", 1, 1, pair="p1"),
        record("a", 2, 0),
        record("a", 3, 1),
    ]
    weights = sheet_of(records, draws=50, seed=1).weights
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 2] != weights[:, 3]).any()


def test_the_negatives_of_a_one_class_author_count_in_the_pooled_figure() -> None:
    records = [record("a", 0, 1), record("a", 1, 0), record("z", 0, 0), record("z", 1, 0)]
    sheet, scores = sheet_of(records, draws=10, seed=1), np.array([2.0, 1.0, 3.0, 4.0])
    assert auc_over_authors(sheet, scores).figures["value"] == 1
    assert pooled_auc(sheet, scores)["value"] == pytest.approx(1 / 3)


def test_an_author_of_negatives_is_held_against_the_median_positive() -> None:
    records = [record("a", n, n % 2) for n in range(6)] + [record("z", n, 0) for n in range(4)]
    scores = np.array([0, 1, 0, 2, 0, 3, 0, 1, 5, 6], dtype=np.float64)
    figures = one_class_authors(records, sheet_of(records, draws=10, seed=1), scores)
    assert (figures["z"]["value"], figures["z"]["n"]) == (0.5, 4)


def test_an_author_of_positives_alone_is_left_out_with_the_reason() -> None:
    records = [record("a", n, n % 2) for n in range(6)] + [record("y", 1, 1)]
    figures = one_class_authors(records, sheet_of(records, draws=10, seed=1), np.zeros(7))
    assert "only positive" in figures["y"]["reason"]


def test_pairs_of_two_authors_with_one_number_are_two_pairs() -> None:
    records = [record(author, n, n, pair="p1") for author in "ab" for n in (0, 1)]
    figures = pair_figures(records, sheet_of(records, draws=10, seed=1), np.array([0.0, 1.0, 1.0, 0.0]))
    assert (figures["all"]["value"], figures["all"]["n"]) == (0.5, 2)
    assert (figures["authors"]["a"]["value"], figures["authors"]["b"]["value"]) == (1, 0)


def test_a_clearance_pair_has_a_check_in_both_records_and_is_counted_on_its_own() -> None:
    records = [
        record("a", 0, 0, pair="p1", indicators=DENIED),
        record("a", 1, 1, pair="p1", indicators=DENIED),
        record("a", 2, 0, pair="p2", indicators=DENIED),
        record("a", 3, 1, pair="p2"),
    ]
    figures = pair_figures(records, sheet_of(records, draws=10, seed=1), np.array([1.0, 0.0, 0.0, 0.0]))
    assert (figures["clearance"]["value"], figures["clearance"]["n"]) == (0, 1)
    assert (figures["plain"]["value"], figures["plain"]["ties"]) == (0.5, 1)


def test_a_corpus_without_pairs_says_so() -> None:
    records = [record("a", n, n % 2) for n in range(4)]
    figures = pair_figures(records, sheet_of(records, draws=10, seed=1), np.zeros(4))
    assert figures["all"] == {"value": None, "reason": "no pair of a positive and a negative record", "n": 0}


def test_the_margin_over_an_equal_ranker_is_nought_without_doubt() -> None:
    records = corpus()
    mean = average_precision_over_authors(sheet_of(records, draws=50, seed=1), np.arange(float(len(records))))
    figures = margin(mean, mean)
    assert (figures["value"], figures["low"], figures["high"]) == (0, 0, 0)
