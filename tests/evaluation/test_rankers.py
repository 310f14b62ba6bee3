from collections.abc import Sequence

import numpy as np
import pytest
from toy_corpus import Fixed, record

from overlooked.evaluation.rankers.ranker import Text, labels_of, scores_of, text_of
from overlooked.statistics.figures import FloatArray


def test_a_ranker_sees_neither_label_nor_author_nor_annotation() -> None:
    text = text_of(record("a", 1, 1, narrative="Man seen."))
    assert text == Text("Man seen.", "Theft - shoplifting", "2024-03-11", "Northmoor")


def test_other_words_keep_offence_and_date() -> None:
    assert Text("a", "b", "c").with_narrative("z") == Text("z", "b", "c")


def test_labels_are_numbers() -> None:
    assert labels_of([record("a", 1, 1), record("a", 2, 0)]).tolist() == [1, 0]


@pytest.mark.parametrize("scores", [[1.0], [1.0, np.nan], [[1.0], [2.0]]])
def test_a_ranker_that_owes_a_score_is_a_bug_with_its_name(scores: list[float]) -> None:
    class Broken(Fixed):
        def score(self, texts: Sequence[Text]) -> FloatArray:  # noqa: ARG002
            return np.array(scores)

    with pytest.raises(ValueError, match="the count of 'x' owes 2"):
        scores_of(Broken("x"), [Text("x"), Text("y")])
