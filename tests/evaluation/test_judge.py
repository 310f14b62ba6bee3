import json
import re
from pathlib import Path

import pytest
from toy_corpus import Fixed, corpus, read_signs, record

from overlooked.errors import CorpusError
from overlooked.evaluation.judge import SCHEMA_VERSION, Extras, judge
from overlooked.evaluation.rankers.baselines import WordTfidf
from overlooked.evaluation.rankers.ranker import Ranker
from overlooked.statistics.figures import Figures


def rankers() -> dict[str, Ranker]:
    return {"model": Fixed("boss"), "words": WordTfidf()}


def judged(*, jobs: int = 1, seed: int = 20, real: Path | None = None) -> Figures:
    return judge(corpus(), rankers(), read_signs, Extras(real=real), draws=30, jobs=jobs, seed=seed).figures


def real_folder(folder: Path) -> Path:
    for kind, label, words in (("positive", 1, "boss quetzal"), ("negative", 0, "xylophone")):
        row = json.dumps({"text": f"{words} recital", "label": label, "category": "labour"})
        (folder / f"{kind}.jsonl").write_text(f"{row}\n" * 9)
    return folder


def strings_of(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False)


def test_the_figures_are_plain_json_and_carry_their_version() -> None:
    figures = judged()
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures
    assert figures["schema_version"] == SCHEMA_VERSION
    assert list(figures)[:3] == ["schema_version", "bad_news", "headline"]


def test_the_same_corpus_and_seed_give_the_same_figures_on_any_number_of_jobs() -> None:
    assert strings_of(judged()) == strings_of(judged(jobs=2))


def test_another_seed_moves_intervals_and_nothing_else() -> None:
    one, other = (judged(seed=seed)["rankers"]["words"]["pooled_auc"] for seed in (1, 2))
    assert one["value"] == other["value"]


def test_every_fraction_has_at_most_four_digits() -> None:
    assert not re.search(r"\d\.\d{5}", strings_of(judged()))


def test_no_narrative_and_no_real_text_stands_in_the_figures(tmp_path: Path) -> None:
    told = strings_of(judged(real=real_folder(tmp_path)))
    for word in ("passport", "quetzal", "xylophone", "recital"):
        assert word not in told
    for labelled in corpus():
        assert labelled.narrative[:40] not in told


def test_the_model_is_the_first_ranker_and_probes_stand_beside_it() -> None:
    roles = {key: figures["role"] for key, figures in judged()["rankers"].items()}
    probes = ("function_words", "length", "layout", "force_and_offence")
    assert roles == {"model": "model", "words": "baseline", **dict.fromkeys(probes, "probe")}


def test_a_perfect_model_has_a_perfect_headline() -> None:
    headline = judged()["headline"]
    for name in ("auc", "auc_hard", "pairs_in_order", "homeless_recall", "child_recall"):
        assert headline[name]["value"] == 1
    assert headline["homeless_false_flags"]["value"] == 0
    assert headline["margin_over_best_probe"]["value"] > 0.1


def test_every_figure_of_the_headline_has_a_number_of_records_or_a_reason() -> None:
    for name, leaf in judged()["headline"].items():
        assert name == "margin_over_best_probe" or "n" in leaf or "reason" in leaf


def test_real_text_is_judged_where_a_folder_is_given(tmp_path: Path) -> None:
    figures = judged(real=real_folder(tmp_path))
    assert figures["headline"]["real_auc"]["value"] == 1
    assert set(figures["real"]["rankers"]) == set(figures["rankers"])
    assert judged()["real"] is None


def test_a_corpus_of_one_class_cannot_be_judged() -> None:
    records = [record(author, n, 0) for author in "ab" for n in range(3)]
    with pytest.raises(CorpusError, match="positive and negative"):
        judge(records, {"model": Fixed("x")}, read_signs)


def test_progress_is_told_for_every_stage() -> None:
    stages: list[str] = []
    judge(
        corpus(),
        {"m": Fixed("x")},
        read_signs,
        draws=5,
        jobs=1,
        progress=lambda stage, *_: stages.append(stage),
    )
    assert set(stages) == {"leaving one author out", "reading"}


def test_the_corpus_is_counted_by_author_and_kind() -> None:
    counted = judged()["corpus"]
    assert (counted["records"], counted["positives"]) == (64, 24)
    assert counted["authors"]["z"] == {"ordinary": 16}


def test_a_split_that_is_not_told_record_by_record_says_why() -> None:
    figures = judge(corpus(), {"m": Fixed("x")}, read_signs, draws=5, jobs=1, by_record=False).figures
    assert figures["causes"]["records"] is None
    assert "sealed" in figures["causes"]["reason"]
