import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from overlooked.statistics.kappa import agreement

GRADES = (0, 1, 2, 3)


def test_kappa_of_a_small_table_is_worked_by_hand() -> None:
    # 20 both yes, 5 yes and no, 10 no and yes, 15 both no: seen .7, by chance .5
    first, second = [1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    told = agreement(first, second, (0, 1), np.ones((2, 50)))
    assert told["equal"]["value"] == 0.7
    assert told["kappa"]["value"] == pytest.approx(0.4)
    assert told["matrix"] == {"0": {"0": 15, "1": 10}, "1": {"0": 5, "1": 20}}


def test_both_kappas_are_those_of_scikit_learn() -> None:
    first, second = np.random.default_rng(4).integers(0, 4, (2, 60)).tolist()
    told = agreement(first, second, GRADES, np.ones((2, 60)))
    assert told["kappa"]["value"] == pytest.approx(cohen_kappa_score(first, second))
    assert told["weighted_kappa"]["value"] == pytest.approx(cohen_kappa_score(first, second, weights="linear"))


def test_readers_who_always_agree_have_one_and_who_never_agree_less_than_nothing() -> None:
    weights = np.ones((3, 4))
    assert agreement([0, 1, 0, 1], [0, 1, 0, 1], (0, 1), weights)["kappa"]["value"] == 1
    assert agreement([0, 1, 0, 1], [1, 0, 1, 0], (0, 1), weights)["kappa"]["value"] == -1


def test_a_code_further_off_costs_more() -> None:
    first = [0, 1, 2, 3]
    near, far = (agreement(first, second, GRADES, np.ones((1, 4))) for second in ([1, 1, 2, 3], [3, 1, 2, 3]))
    assert near["equal"] == far["equal"]
    assert near["weighted_kappa"]["value"] > far["weighted_kappa"]["value"]


def test_one_code_alone_or_no_record_gives_a_reason() -> None:
    assert "one code alone" in agreement([1, 1], [1, 1], (0, 1), np.ones((2, 2)))["kappa"]["reason"]
    assert agreement([], [], (0, 1), np.ones((2, 0)))["kappa"]["reason"] == "no record has two readings"
