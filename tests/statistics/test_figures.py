import json

import numpy as np

from overlooked.statistics.figures import known, rounded, unknown


def test_fractions_are_rounded_to_four_digits_and_whole_numbers_kept() -> None:
    assert rounded({"a": 1 / 3, "n": np.int64(7), "deep": [np.float64(2 / 3)]}) == {
        "a": 0.3333,
        "n": 7,
        "deep": [0.6667],
    }


def test_a_number_that_is_none_becomes_null() -> None:
    assert json.dumps(rounded({"a": float("nan"), "b": np.array([np.inf])})) == '{"a": null, "b": [null]}'


def test_a_leaf_says_its_value_or_why_it_has_none() -> None:
    assert known(0.5, n=3) == {"value": 0.5, "n": 3}
    assert unknown("no record", n=0) == {"value": None, "reason": "no record", "n": 0}
