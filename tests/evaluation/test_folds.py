from collections.abc import Sequence

import numpy as np
import pytest
from toy_corpus import Fixed, corpus, out_of_author, record

from overlooked.corpus import LabelledRecord
from overlooked.errors import CorpusError
from overlooked.evaluation.rankers.accounts import Account
from overlooked.evaluation.rankers.folds import author_folds, scored_out_of_author, two_class_authors
from overlooked.evaluation.rankers.ranker import Text
from overlooked.offences import OffenceClass
from overlooked.scoring import Recipe, Weights


def test_no_author_is_on_both_sides_and_every_record_is_scored_once() -> None:
    records = corpus()
    folds = author_folds(records)
    assert [fold.author for fold in folds] == ["a", "b", "c", "z"]
    for fold in folds:
        assert {records[i].author for i in fold.test} == {fold.author}
        assert fold.author not in {records[i].author for i in fold.train}
    assert sorted(i for fold in folds for i in fold.test) == list(range(len(records)))


def test_the_records_of_a_pair_stay_on_one_side() -> None:
    records = corpus()
    for fold in author_folds(records):
        trained = {(records[i].author, records[i].pair_id) for i in fold.train if records[i].pair_id}
        tested = {(records[i].author, records[i].pair_id) for i in fold.test if records[i].pair_id}
        assert not trained & tested


def test_a_ranker_is_trained_without_the_author_that_it_scores() -> None:
    ranker = Fixed("boss")
    out_of_author(corpus(), {"r": ranker})
    assert ranker.trained_on == [{"b", "c", "z"}, {"a", "c", "z"}, {"a", "b", "z"}, {"a", "b", "c"}]


def test_scores_stand_in_the_order_of_the_records() -> None:
    records = corpus()
    scrambled = [records[i] for i in np.random.default_rng(3).permutation(len(records))]
    scores = out_of_author(scrambled, {"r": Fixed("boss")})["r"]
    assert scores.tolist() == [r.narrative.count("boss") for r in scrambled]


def test_authors_of_one_class_are_told_from_the_others() -> None:
    assert two_class_authors(corpus()) == ["a", "b", "c"]


def test_a_corpus_by_one_author_cannot_be_judged() -> None:
    with pytest.raises(CorpusError, match="without one of its authors"):
        author_folds([record("a", 1, 1), record("a", 2, 0)])


def test_an_empty_corpus_cannot_be_judged() -> None:
    with pytest.raises(CorpusError, match="no record"):
        author_folds([])


def test_a_sealed_split_is_scored_by_models_of_the_train_split_alone() -> None:
    sealed = [record("q", 1, 1), record("q", 2, 0)]
    ranker = Fixed("boss")
    out_of_author(sealed, {"r": ranker}, learn_from=corpus())
    assert ranker.trained_on == [{"a", "b", "c", "z"}]


def test_an_author_who_is_learned_from_and_scored_is_refused() -> None:
    with pytest.raises(CorpusError, match="keep an author on one side"):
        out_of_author(corpus(), {"r": Fixed("boss")}, learn_from=corpus())


class Accounting(Fixed):
    """Tells of each text an account in which the text is the offence's name."""

    def __init__(self) -> None:
        super().__init__("boss")

    def fit(self, train: Sequence[LabelledRecord]) -> "Accounting":  # noqa: ARG002 - learns nothing
        return self

    def account(self, text: Text) -> Account:
        offence = OffenceClass("", text.narrative, screened=True, compelled=False, usual=())
        return Account((), frozenset(), Weights({}, {}), Recipe((0, 0), {}, 0, 0, (0,)), offence)


def test_accounts_stand_in_the_order_of_the_records_where_a_ranker_tells_them() -> None:
    records = corpus()
    scrambled = [records[i] for i in np.random.default_rng(3).permutation(len(records))]
    told = scored_out_of_author(scrambled, {"tells": Accounting(), "does not": Fixed("boss")}, jobs=2)
    assert told["does not"].accounts is None
    assert [account.offence.name for account in told["tells"].accounts or ()] == [r.narrative for r in scrambled]
