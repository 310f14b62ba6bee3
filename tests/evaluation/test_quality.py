from dataclasses import replace

from toy_corpus import Fixed, corpus, read_signs, record

from overlooked.evaluation.corpus.quality import copy_figures, corpus_counts, quality_figures
from overlooked.evaluation.judge import judge

LONG = "the boss has kept his passport since march and he has not been paid at all"


def test_records_are_counted_by_author_and_kind() -> None:
    records = [
        record("a", 1, 1, pair="p", homeless=True),
        record("a", 2, 0, pair="p", kind="hard_negative", age="child"),
        record("b", 1, 0),
    ]
    told = corpus_counts(records)
    assert told["authors"]["a"] == {
        "records": 2,
        "overt": 1,
        "subtle": 0,
        "hard_negative": 1,
        "ordinary": 0,
        "pairs": 1,
        "homeless": 1,
        "child": 1,
    }
    assert (told["records"], told["positives"], told["exploitation"]["labour"]) == (3, 1, 1)


def test_near_copies_are_told_apart_by_who_wrote_them_and_whether_they_are_a_pair() -> None:
    one, other = record("a", 1, 1, narrative=LONG, pair="p"), record("a", 2, 0, narrative=LONG, pair="p")
    told = copy_figures([one, other, record("b", 1, 0, narrative=LONG, pair="p")])
    assert (told["pairs"], told["of_one_pair"], told["within_an_author"], told["across_authors"]) == (1, 1, 0, 2)
    assert copy_figures([one, replace(other, pair_id=None)])["within_an_author"] == 1


def test_near_copies_that_nobody_meant_are_bad_news() -> None:
    records = [*corpus(), record("a", 90, 0, narrative=LONG), record("b", 90, 0, narrative=LONG)]
    figures = judge(records, {"m": Fixed("boss")}, read_signs, draws=5, jobs=1).figures
    count = figures["quality"]["near_copies"]["across_authors"]
    assert count == copy_figures(corpus())["across_authors"] + 1
    assert (
        f"Near-copies by two authors that nobody meant to be copies, in pairs of records: {count}."
        in (figures["bad_news"])
    )


def test_records_that_nobody_read_twice_are_counted_by_author() -> None:
    told = quality_figures([record("a", 1, 1), record("a", 2, 0), record("b", 1, 0)], {"a-001"})["readings"]
    assert (told["read_once"], told["authors_read_once"]) == (2, {"a": 1, "b": 1})
    assert told["read_twice"]["small"]


def test_balance_counts_both_classes_and_measures_lengths_in_words() -> None:
    records = [record("a", 1, 1, narrative="one two three"), record("a", 2, 0, narrative="one", age="child")]
    balance = quality_figures(records, ())["balance"]
    assert balance["age"] == {"adult": {"positives": 1, "negatives": 0}, "child": {"positives": 0, "negatives": 1}}
    assert balance["words"]["all"]["50 %"] == 2
    assert balance["words"]["subtle"] == {}
    assert balance["exploitation_by_author"] == {"a": {"labour": 1}}


def test_a_field_that_a_third_partys_record_lacks_is_unknown() -> None:
    balance = quality_figures([replace(record("a", 1, 0), victim={}, force="")], ())["balance"]
    for family in ("gender", "age", "housing", "nationality", "forces"):
        assert list(balance[family]) == ["unknown"]


def test_of_a_sealed_split_only_counts_are_told() -> None:
    figures = judge(corpus(), {"m": Fixed("x")}, read_signs, draws=5, jobs=1, by_record=False).figures["quality"]
    assert set(figures) == {"counts", "reason"}
    assert "sealed" in figures["reason"]
