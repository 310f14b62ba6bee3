from toy_corpus import corpus, out_of_author

from overlooked.evaluation.baselines import CountRanker, WordTfidf
from overlooked.evaluation.ordering import auc_over_authors, sheet_of
from overlooked.evaluation.rankers import Text


def test_a_count_needs_no_learning() -> None:
    ranker = CountRanker("the count of cues", lambda text: text.narrative.count("owes"))
    assert ranker.fit([]) is ranker
    assert ranker.score([Text("owes and owes"), Text("nothing")]).tolist() == [2, 0]


def test_the_word_model_catches_a_planted_word_that_carries_over_authors() -> None:
    records = [r for r in corpus(leak="zebra") if r.author != "z"]
    scores = out_of_author(records, {"words": WordTfidf()})["words"]
    assert auc_over_authors(sheet_of(records, draws=5, seed=1), scores).figures["value"] == 1


def test_the_word_model_gives_a_text_of_unseen_words_a_score() -> None:
    ranker = WordTfidf().fit(corpus())
    assert ranker.score([Text("quux"), Text("")]).shape == (2,)
