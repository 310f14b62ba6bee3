import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from toy_corpus import corpus, out_of_author, record

from overlooked.evaluation.rankers.baselines import (
    CountRanker,
    ElasU4,
    ExpertsAlone,
    NeutralWords,
    WordTfidf,
    count_keywords,
    load_keywords,
    standard_baselines,
)
from overlooked.evaluation.rankers.ranker import Text, labels_of
from overlooked.evaluation.rankers.recipe import RememberedReading
from overlooked.evaluation.ranking.ordering import auc_over_authors, sheet_of
from overlooked.reading.reader import load_reader
from overlooked.scoring import expert_weights

READ = RememberedReading(load_reader())
HELD = "His boss has kept his passport since March."


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


@pytest.mark.parametrize(
    ("narrative", "count"),
    [
        ("", 0),
        ("Rain fell on the yard.", 0),
        ("His PASSPORT and passports.", 1),
        ("Forced  labour, he says.", 2),
        ("Reinforced door, exploded shed, framework.", 0),
        ("Trafficking victim, trafficked twice, in a brothel.", 2),
    ],
)
def test_a_keyword_counts_once_as_a_whole_word_or_a_beginning(narrative: str, count: int) -> None:
    assert count_keywords(narrative) == count


def test_the_keyword_list_is_plain_and_long_enough_to_be_a_baseline() -> None:
    assert 50 <= len(load_keywords()) <= 120


def test_elas_u4_weighs_a_negative_by_the_balance_of_the_classes() -> None:
    weights = ElasU4().weights(np.array([1.0, 0, 0, 0, 0]))
    assert weights.sum() == pytest.approx(5)
    assert weights[1] / weights[0] == pytest.approx(1 / (9.8 * 4))


def test_elas_u4_is_scikit_learns_with_the_published_settings() -> None:
    train = corpus(leak="zebra crossing")
    narratives, labels = [one.narrative for one in train], labels_of(train)
    table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1, max_df=0.95)
    machine = LinearSVC(C=0.11, loss="squared_hinge", random_state=0)
    machine.fit(table.fit_transform(narratives), labels, sample_weight=ElasU4().weights(labels))
    wanted = machine.decision_function(table.transform(["a zebra crossing", "the road"]))
    scores = ElasU4().fit(train).score([Text("a zebra crossing"), Text("the road")])
    assert scores.tolist() == pytest.approx(wanted.tolist())
    assert scores[0] > scores[1]


def test_learning_without_findings_sees_no_name_and_no_nationality() -> None:
    train = [record("a", n, n % 2, narrative=f"{HELD if n % 2 else 'He took the bus.'} {n}") for n in range(8)]
    ranker = NeutralWords(load_reader()).fit(train)
    one, other, sign = ranker.score([Text("Jan Kowalski, Polish."), Text("Dave Brown, Welsh."), Text(HELD)])
    assert one == other < sign


def test_words_viewed_ahead_are_those_viewed_when_asked_for() -> None:
    ahead, later = NeutralWords(load_reader()), NeutralWords(load_reader())
    ahead.remember([HELD, "He took the bus."], jobs=1)
    train = [record("a", n, n % 2, narrative=HELD if n % 2 else "He took the bus.") for n in range(6)]
    assert ahead.fit(train).score([Text(HELD)]).tolist() == later.fit(train).score([Text(HELD)]).tolist()


def test_findings_without_learning_weigh_as_experts_wrote() -> None:
    fitted = ExpertsAlone("experts", READ).fit([])
    assert fitted.model is not None
    assert fitted.model.weights.cues == expert_weights(READ.reader.lexicon.cues)
    assert not fitted.model.weights.words
    assert fitted.score([Text(HELD), Text("Rain.")]).tolist()[1] == 0


def test_the_standard_baselines_rank_a_case_above_rain_whatever_they_are() -> None:
    train = [record(a, n, n % 2, narrative=f"{HELD if n % 2 else 'Rain fell.'} {n}") for a in "ab" for n in range(6)]
    baselines = standard_baselines(READ, texts=[Text(HELD)])
    assert list(baselines) == [
        "keywords",
        "words",
        "elas_u4",
        "plain_context",
        "experts_alone",
        "neutral_words",
        "cue_count",
    ]
    for key, ranker in baselines.items():
        case, rain = ranker.fit(train).score([Text(HELD), Text("Rain fell.")])
        assert case > rain, key
    assert len({ranker.name for ranker in baselines.values()}) == len(baselines)
