from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from toy_corpus import Fixed, corpus, read_signs, record

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.judge import judge
from overlooked.evaluation.rankers.ranker import labels_of
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.evaluation.ranking.style import author_figures, leak_warnings
from overlooked.statistics.figures import Figures


def judged(records: list[LabelledRecord], phrase: str = "boss") -> Figures:
    return judge(records, {"model": Fixed(phrase)}, read_signs, draws=40, jobs=1).figures


def filed_apart(records: list[LabelledRecord]) -> list[LabelledRecord]:
    """The same records, all positives by one force."""
    return [replace(one, force="Tarnside" if one.label else "Estuary") for one in records]


LEAKS = {
    "function_words": corpus(leak="whom whom"),
    "length": corpus(leak="hut " * 30),
    "layout": corpus(leak="\n- 22:10 WX! \n\n- YZ!"),
    "force_and_offence": filed_apart(corpus()),
}


@pytest.mark.parametrize("probe", LEAKS)
def test_a_planted_leak_is_caught_by_its_probe_and_stands_on_the_first_screen(probe: str) -> None:
    figures = judged(LEAKS[probe])
    caught = {warning["probe"] for warning in figures["leak_warnings"] if warning["strong"] and warning["near"]}
    assert probe in caught
    assert figures["best_probe"]["all"] is not None
    name = figures["rankers"][probe]["name"]
    first = figures["bad_news"][1:4]
    assert any(sentence.lower().startswith(f"{name} comes within") for sentence in first), first
    assert any(sentence.lower().startswith(f"{name} reaches an auc of") for sentence in figures["bad_news"])


def test_where_nothing_leaks_nothing_is_warned_of() -> None:
    figures = judged(corpus(each=40))
    assert figures["leak_warnings"] == []
    assert not any("style" in sentence or "without knowing of slavery" in sentence for sentence in figures["bad_news"])


def test_a_model_that_knows_nothing_is_near_its_probes() -> None:
    figures = judged(corpus(), "no such words")
    assert {warning["contrast"] for warning in figures["leak_warnings"] if warning["near"]} >= {"all", "hard"}


def test_the_author_alone_is_worth_nothing_where_all_authors_write_as_many_positives() -> None:
    records = [one for one in corpus() if one.author != "z"]
    sheet = sheet_of(records, draws=10, seed=1)
    figures = author_figures(sheet, sheet.labels)
    assert figures["pooled_auc"]["value"] == 0.5
    assert figures["margin"]["value"] == 0.5


def test_an_author_who_writes_the_positives_gives_them_away() -> None:
    records = [
        record(author, n, label)
        for author, labels in (("a", "1110"), ("b", "1000"))
        for n, label in ((i, int(x)) for i, x in enumerate(labels))
    ]
    sheet = sheet_of(records, draws=10, seed=1)
    own = author_figures(sheet, sheet.labels)
    assert own["pooled_auc"]["value"] == pytest.approx(roc_auc_score(labels_of(records), [0.75] * 4 + [0.25] * 4))
    assert own["pooled_auc"]["value"] == pytest.approx((3 * 3 * 1 + 3 * 1 * 0.5 + 1 * 3 * 0.5) / 16)
    assert own["positives"]["a"]["value"] == 0.75


def test_one_author_tells_nothing_and_says_why() -> None:
    records = [record("a", n, n % 2) for n in range(6)]
    sheet = sheet_of(records, draws=10, seed=1)
    own = author_figures(sheet, np.zeros(6))
    assert own["pooled_auc"]["value"] is None
    assert "one author" in own["margin"]["reason"]


def warned(value: float | None, gap: float | None, low: float | None = None) -> list[Figures]:
    auc = {key: {"value": value, "n": 3} for key in ("all", "hard", "subtle")}
    margin = {key: {"value": gap, "low": low} for key in ("all", "hard", "subtle")}
    author = {"pooled_auc": {"value": None}, "margin": {"value": None}}
    rankers = {"m": {"role": "model", "name": "m", "auc": auc}, "p": {"role": "probe", "name": "p", "auc": auc}}
    return leak_warnings({"rankers": rankers, "margins": {"p": margin}, "author_only": author})


def test_a_probe_is_told_where_it_is_strong_or_its_margin_may_be_small() -> None:
    assert warned(0.75, 0.2, 0.10) == []
    assert [w["near"] for w in warned(0.6, 0.2, 0.09)] == [True] * 3
    assert [w["near"] for w in warned(0.6, 0.09)] == [True] * 3
    assert [(w["strong"], w["near"]) for w in warned(0.76, 0.2, 0.15)] == [(True, False)] * 3
    assert warned(0.6, 0.2, 0.0)
    assert warned(None, None) == []
