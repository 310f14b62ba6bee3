import pytest
from toy_corpus import Fixed, corpus, read_signs

from overlooked.evaluation.judge import judge
from overlooked.evaluation.news import of_groups
from overlooked.evaluation.news.saying import Aim
from overlooked.evaluation.rankers.probes import FunctionWords
from overlooked.pages.text import dot, percent


def news_of(*phrases: str, sign: float = 1.0, leak: str = "") -> list[str]:
    rankers = {phrase: Fixed(phrase, sign) for phrase in phrases}
    sentences: list[str] = judge(corpus(leak=leak), rankers, read_signs, draws=20, jobs=1).figures["bad_news"]
    return sentences


def test_what_is_lost_grows_from_the_aim_to_the_worst_in_either_direction() -> None:
    assert [Aim(0.9, 0.5).lost(value) for value in (1, 0.9, 0.7, 0.5, 0)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert [Aim(20, 200).lost(value) for value in (0, 20, 110, 999)] == pytest.approx([0, 0, 0.5, 1])


def test_numbers_read_as_a_report_writes_them() -> None:
    assert [dot(0.874), dot(0.999), dot(1.0), dot(-0.02), dot(10.04)] == [
        ".87",
        "1.00",
        "1.00",
        "-.02",
        "10.04",
    ]
    assert percent(0.414) == "41 %"


def test_a_ranking_upside_down_is_worse_news_than_a_perfect_one() -> None:
    worst, best = news_of("boss", sign=-1.0), news_of("boss")
    assert any(sentence.startswith("The model tells positives from negatives with") for sentence in worst)
    assert not any("The model tells" in sentence or "pairs are not" in sentence for sentence in best)


def test_the_worst_stands_first() -> None:
    sentences = news_of("boss", sign=-1.0)
    order = [n for n, s in enumerate(sentences) if "12 of 12 plain pairs" in s or "not tried on real text" in s]
    assert "12 of 12 plain pairs" in sentences[order[0]]
    assert len(order) == 2


def test_a_probe_that_knows_what_the_model_knows_is_named() -> None:
    sentences = news_of("boss", leak="whom whom")
    assert any(s.startswith(f"{FunctionWords.name.capitalize()} comes within") for s in sentences)


def test_a_baseline_that_ranks_better_is_named() -> None:
    assert any(s.startswith("The count of 'boss' ranks better than the model") for s in news_of("zebra", "boss"))


def test_denials_that_are_taken_for_present_are_told() -> None:
    assert any(s.startswith("It takes 100 % of the 24 signs that are denied") for s in news_of("boss"))


def test_it_is_told_first_that_the_cues_know_the_train_authors() -> None:
    assert news_of("boss", sign=-1.0)[0].startswith("The cues were written with all of these authors in sight")


def test_a_gap_beyond_chance_is_told_with_the_number_of_comparisons() -> None:
    told = {
        "comparisons": 80,
        "expected_by_chance": 4.0,
        "gaps": [
            {
                "family": "offence",
                "group": "drug_production",
                "measure": "recall",
                "gap": {"value": -0.3, "low": -0.4, "high": -0.2},
                "here": {"value": 0.5, "n": 20},
                "elsewhere": {"value": 0.8, "n": 90},
                "lost": 0.3,
                "excludes_zero": True,
                "excludes_zero_together": True,
            }
        ],
    }
    several, one = (bad.sentence for bad in of_groups.beyond_chance({"groups": told}))
    assert several.startswith("Of 80 gaps between a group and all others 1 are to its cost")
    assert "chance alone would make about 2" in several
    assert one == (
        "Cases are found less often for offence drug production: 50 % (n = 20) v 80 % (n = 90); "
        "gap between 20 % and 40 %."
    )


def test_a_score_that_moves_with_who_is_told_of_comes_before_all_figures() -> None:
    moved = [{"record_id": "a-1", "moved": 5}]
    [bad] = of_groups.moved_by_swaps({"swaps": {"kinds": {"gender": {"n": 9, "moved": moved}}}})
    assert bad.lost > 1
    assert "1 of 9 narratives change" in bad.sentence


def test_what_is_left_at_the_capacity_and_that_the_corpus_is_too_small_for_it_are_told() -> None:
    worst, best = news_of("boss", sign=-1.0), news_of("boss")
    assert any("24 of 24 cases are left unread (100 %)" in sentence for sentence in worst)
    assert not any("cases are left unread" in sentence for sentence in best)
    assert any(s.startswith("Fewer than 10 ordinary records set the cut for 2 % of a log: at most") for s in best)


def test_what_must_be_read_to_find_the_last_cases_is_told() -> None:
    sentences = news_of("boss", sign=-1.0)
    assert any(s.startswith("To find 95 % of the cases, 100 % of the ordinary records must be") for s in sentences)
    assert "To find 95 % of the cases, 24 of the 24 look-alikes are read too (100 %)." in sentences
