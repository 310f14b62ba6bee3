import json
from pathlib import Path

import pytest
from toy_corpus import corpus, record

from overlooked.evaluation.judge import Extras, judge
from overlooked.evaluation.rankers.baselines import WordTfidf
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.rankers.variants import variants
from overlooked.evaluation.ranking.ablations import Ablation
from overlooked.evaluation.report.terminal import WIDTH, render
from overlooked.reading.reader import load_reader
from overlooked.statistics.figures import Figures

READ = RememberedReading(load_reader())
RECIPE = RecipeRanker("the recipe", READ)


def real_folder(folder: Path) -> Path:
    for kind, label, words in (("positive", 1, "The boss keeps his passport."), ("negative", 0, "He lost a bicycle.")):
        (folder / f"{kind}.jsonl").write_text(f"{json.dumps({'text': words, 'label': label})}\n" * 5)
    return folder


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    real = real_folder(tmp_path_factory.mktemp("real"))
    ablation = Ablation(RECIPE, WordTfidf())
    return judge(
        corpus(each=8), {"m": RECIPE}, READ, Extras(real=real, ablation=ablation), probes={}, draws=20, jobs=1
    ).figures


def gains(figures: Figures, key: str) -> dict[str, float]:
    leaves = figures["ablations"]["variants"][key]["figures"]
    return {name: leaf["gain"]["value"] for name, leaf in leaves.items()}


@pytest.mark.slow
def test_the_whole_recipe_is_measured_as_the_judge_measures_it(figures: Figures) -> None:
    own, whole = figures["rankers"]["m"], figures["ablations"]["whole"]
    assert [whole[name]["value"] for name in own["auc"]] == [leaf["value"] for leaf in own["auc"].values()]
    assert whole["pairs"]["value"] == own["pairs"]["all"]["value"]
    real = figures["real"]["rankers"]["m"]
    assert whole["real"]["value"] == real["as_written"]["auc"]["value"]
    assert whole["real_masked"]["value"] == real["masked"]["auc"]["value"]


def test_every_variant_stands_beside_the_whole(figures: Figures) -> None:
    assert set(figures["ablations"]["variants"]) == set(variants())
    whole = figures["ablations"]["whole"]
    for variant in figures["ablations"]["variants"].values():
        hard = variant["figures"]["hard"]
        assert hard["gain"]["value"] == pytest.approx(whole["hard"]["value"] - hard["value"], abs=2e-4)


@pytest.mark.slow
def test_the_one_indicator_of_the_toy_corpus_earns_its_place_and_no_other_does(figures: Figures) -> None:
    earning = {v["indicator"] for v in figures["ablations"]["variants"].values() if v["earns_its_place"]} - {None}
    assert earning == {"documents_retained"}
    assert gains(figures, "without_documents_retained")["hard"] == pytest.approx(0.5)
    assert gains(figures, "without_documents_retained")["real"] == pytest.approx(0.5)


def test_a_part_that_earns_nothing_is_bad_news_and_one_that_earns_is_none(figures: Figures) -> None:
    told = "\n".join(figures["bad_news"])
    assert "Masking does not earn its place: with it against without, hard AUC +0.0000" in told
    assert "no name, nationality or gender moves a rank" in told
    assert "Leaving one indicator out costs nothing for 19 of 20: vulnerability_abused, " in told
    assert "documents_retained" not in told.split("Leaving one indicator out")[1].split("\n")[0]


def test_the_report_has_a_line_for_every_variant_and_fits_the_page(figures: Figures) -> None:
    lines = render(figures | {"traps": None}).splitlines()
    assert max(map(len, lines)) <= WIDTH
    for variant in variants().values():
        assert sum(line.startswith(f"{variant.name} ") for line in lines) == 1
    assert "Learning curve, by the number of authors learned from" in lines


def test_the_figures_are_plain_json_without_a_word_of_a_narrative(figures: Figures) -> None:
    told = json.dumps(figures["ablations"], allow_nan=False)
    assert "passport" not in told
    assert "bicycle" not in told


def test_models_of_other_records_are_judged_when_those_are_learned_from() -> None:
    chosen = {key: variants()[key] for key in ("experts_alone", "to_nothing")}
    teachers = [record("t", n, n % 2, narrative=f"He is not paid and owes his boss money. {n}") for n in range(8)]
    ablation = Ablation(RECIPE, WordTfidf(), chosen)
    told = judge(
        corpus(each=8), {"m": RECIPE}, READ, Extras(ablation=ablation), probes={}, learn_from=teachers, draws=5, jobs=1
    ).figures["ablations"]
    assert told["whole"]["hard"]["value"] == told["variants"]["experts_alone"]["figures"]["hard"]["value"] == 1
    assert told["variants"]["to_nothing"]["figures"]["hard"]["value"] == 0.5
    assert "real" not in told["whole"]
