from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr
from toy_corpus import Fixed, read_signs, record

from overlooked.corpus import LabelledRecord
from overlooked.errors import ModelError
from overlooked.evaluation.judge import Extras, judge
from overlooked.evaluation.rankers.ranker import text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.ranking.comparing import Opponent, agreement_figures, load_opponent
from overlooked.evaluation.ranking.ordering import pair_figures, pair_mean, sheet_of
from overlooked.evaluation.report.terminal import WIDTH, render
from overlooked.model import load_model, save_model
from overlooked.reading.reader import load_reader

HELD = "His boss has kept his passport since March."
OWED = "He is not paid and owes his boss money for the journey."
READ = RememberedReading(load_reader())


def records(authors: str = "ab") -> list[LabelledRecord]:
    """A kept passport stands for a positive, nothing for a negative."""
    return [
        record(a, n, n % 2, narrative=f"{HELD if n % 2 else 'Rain fell.'} {OWED} Case {a}{n}.", pair=f"p{n // 2}")
        for a in authors
        for n in range(12)
    ]


def opponent(seen: list[LabelledRecord]) -> Opponent:
    ranker = RecipeRanker("x", READ).fit(seen)
    assert ranker.model is not None
    return Opponent("older", ranker.model, READ)


def test_a_model_against_its_own_scores_has_no_margin_and_agrees_in_all() -> None:
    rival, judged = opponent(records("cd")), records()
    scores = RecipeRanker("x", READ, rival.model).score([text_of(one) for one in judged])
    own = rival.figures(judged, sheet_of(judged, draws=20, seed=1), scores)
    for name in ("all", "pairs"):
        assert own["margins"][name] == {"value": 0, "low": 0, "high": 0, "draws": 20}
    assert own["agreement"]["spearman"]["value"] == pytest.approx(1)
    assert own["agreement"]["top"]["value"] == 1
    assert own["trained_on"]["value"] == 0
    assert own["warnings"] == []


def test_a_model_that_has_seen_the_records_is_warned_of_with_their_number() -> None:
    judged = records()
    own = opponent(judged[:6]).figures(judged, sheet_of(judged, draws=20, seed=1), np.zeros(len(judged)))
    assert own["trained_on"]["value"] == 6 / 24
    [warning] = own["warnings"]
    assert "trained on 6 of these 24 records" in warning
    assert own["margins"]["all"]["value"] == -0.5


def test_a_model_of_other_cues_is_warned_of() -> None:
    rival = opponent(records("cd"))
    other = replace(rival, model=replace(rival.model, lexicon_hash="other"))
    judged = records()
    [warning] = other.figures(judged, sheet_of(judged, draws=5, seed=1), np.zeros(24))["warnings"]
    assert "other cues" in warning


def test_agreement_within_authors_is_scipys() -> None:
    judged, rng = records("abc"), np.random.default_rng(2)
    one, other = rng.integers(0, 5, 36).astype(float), rng.integers(0, 5, 36).astype(float)
    own = agreement_figures(judged, sheet_of(judged, draws=50, seed=1), one, other)
    wanted = [spearmanr(one[s : s + 12], other[s : s + 12]).statistic for s in (0, 12, 24)]
    assert own["spearman"]["value"] == pytest.approx(np.mean(wanted))
    assert own["spearman"]["n"] == 3
    assert own["spearman"]["low"] <= own["spearman"]["value"] <= own["spearman"]["high"]


def test_the_top_is_what_both_read_at_the_depth_of_the_positives() -> None:
    judged = [record("a", n, int(n < 2)) for n in range(4)]
    sheet = sheet_of(judged, draws=5, seed=1)
    order, half = np.array([4.0, 3, 2, 1]), np.array([4.0, 1, 3, 2])
    assert agreement_figures(judged, sheet, order, order)["top"]["value"] == 1
    assert agreement_figures(judged, sheet, order, half)["top"]["value"] == 0.5
    assert agreement_figures(judged, sheet, order, -order)["top"]["value"] == 0
    assert agreement_figures(judged, sheet, order, -order)["spearman"]["value"] == pytest.approx(-1)


def test_an_order_of_equal_scores_agrees_with_none_and_says_why() -> None:
    judged = records()
    own = agreement_figures(judged, sheet_of(judged, draws=5, seed=1), np.arange(24.0), np.zeros(24))
    assert own["spearman"]["value"] is None
    assert "any order" in own["spearman"]["reason"]


def test_the_share_of_pairs_with_draws_is_that_of_the_pairs() -> None:
    judged, rng = records(), np.random.default_rng(4)
    scores, sheet = rng.integers(0, 3, 24).astype(float), sheet_of(judged, draws=200, seed=1)
    drawn = pair_mean(judged, sheet, scores)
    assert drawn.figures["value"] == pair_figures(judged, sheet, scores)["all"]["value"]
    assert drawn.draws.min() < drawn.figures["value"] < drawn.draws.max()
    alone = pair_mean([replace(one, pair_id=None) for one in judged], sheet, scores)
    assert alone.figures["value"] is None


def test_a_model_folder_is_compared_and_anything_else_is_one_clear_line(tmp_path: Path) -> None:
    model = opponent(records("cd")).model
    folder = tmp_path / "older"
    save_model(model, folder, card="", made_with={}, corpus={}, force=False)
    assert load_opponent(folder, READ).name == "older"
    figures = tmp_path / "figures.json"
    figures.write_text("{}")
    with pytest.raises(ModelError, match="wants a model folder") as caught:
        load_opponent(figures, READ)
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="no such model folder"):
        load_opponent(tmp_path / "nowhere", READ)
    with pytest.raises(ModelError, match="manifest"):
        load_opponent(tmp_path, READ)
    assert load_model(folder).trained_on == model.trained_on


def test_the_judge_tells_the_comparison_its_warnings_and_a_better_model() -> None:
    judged = records()
    figures = judge(
        judged,
        {"m": Fixed("Rain")},
        read_signs,
        Extras(perturbed=True, opponent=opponent(judged), readers={"other": READ}),
        draws=20,
        jobs=1,
    ).figures
    news = "\n".join(figures["bad_news"])
    assert "trained on 24 of these 24 records" in news
    assert "The model older ranks better than the recipe on all records (mean AUC 1.00 v .00)" in news
    assert set(figures["readings_beside"]) == {"other"}
    page = render(figures)
    assert "Another model" in page
    assert max(map(len, page.splitlines())) <= WIDTH
