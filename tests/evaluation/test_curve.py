from toy_corpus import Fixed, corpus, record

from overlooked.evaluation.ranking.curve import learning_curve
from overlooked.evaluation.ranking.ordering import sheet_of


def test_teachers_grow_one_by_one_and_never_hold_the_author_left_out() -> None:
    records, ranker = corpus(authors="abcd", each=8), Fixed("boss")
    curve = learning_curve({"boss": ranker}, records, sheet_of(records, draws=5, seed=1))
    assert list(curve["boss"]) == ["1", "2", "3"]
    assert ranker.trained_on[:6] == [{"b"}, {"b", "c"}, {"b", "c", "d"}, {"c"}, {"c", "d"}, {"a", "c", "d"}]


def test_an_author_of_one_class_teaches_nobody() -> None:
    records, ranker = corpus(authors="abc", each=8), Fixed("boss")
    learning_curve({"boss": ranker}, records, sheet_of(records, draws=5, seed=1))
    assert not any("z" in authors for authors in ranker.trained_on)


def test_other_authors_can_be_learned_from() -> None:
    records, ranker = corpus(authors="ab", each=8), Fixed("boss")
    teachers = [record(author, n, n % 2) for author in "xy" for n in range(4)]
    curve = learning_curve({"boss": ranker}, records, sheet_of(records, draws=5, seed=1), learn_from=teachers)
    assert list(curve["boss"]) == ["1", "2"]
    assert ranker.trained_on[:4] == [{"x"}, {"x", "y"}, {"y"}, {"x", "y"}]


def test_every_point_has_the_figures_that_variants_are_told_apart_by() -> None:
    records = corpus(authors="abc", each=8)
    curve = learning_curve({"boss": Fixed("boss")}, records, sheet_of(records, draws=5, seed=1))
    assert set(curve["boss"]["1"]) == {"all", "hard", "subtle", "pairs", "clearance_pairs"}
    assert curve["boss"]["1"]["hard"]["value"] == 1
