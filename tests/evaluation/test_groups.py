import numpy as np
from toy_corpus import record

from overlooked.evaluation.groups.depth import group_figures
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.statistics.figures import Figures

# positives: 0 homeless child, 1 housed; negatives: 2 homeless, 3 and 4 housed
RECORDS = [
    record("a", 0, 1, homeless=True, age="child"),
    record("a", 1, 1),
    record("a", 2, 0, homeless=True),
    record("a", 3, 0),
    record("a", 4, 0),
]
LONE = [record("z", n, 0, homeless=True) for n in range(3)]
SHEET = sheet_of([*RECORDS, *LONE], draws=5, seed=1)


def figures_of(*scores: float) -> Figures:
    return group_figures([*RECORDS, *LONE], SHEET, np.array([*scores, 9, 9, 9], dtype=np.float64))


def test_a_perfect_ranking_finds_every_group_and_flags_nobody() -> None:
    figures = figures_of(5, 4, 3, 2, 1)
    assert figures["housing"]["homeless"]["recall"]["value"] == 1
    assert figures["housing"]["homeless"]["false_flags"]["value"] == 0
    assert figures["all"]["recall"]["n"] == 2


def test_a_homeless_negative_above_the_cut_is_a_false_flag_of_the_homeless() -> None:
    figures = figures_of(1, 5, 4, 3, 2)
    assert figures["housing"]["homeless"]["recall"]["value"] == 0
    assert figures["housing"]["housed"]["recall"]["value"] == 1
    assert figures["housing"]["homeless"]["false_flags"]["value"] == 1
    assert figures["age"]["child"]["recall"]["value"] == 0


def test_constant_scores_read_everybody_to_the_same_share() -> None:
    figures = figures_of(1, 1, 1, 1, 1)
    assert figures["housing"]["homeless"]["recall"]["value"] == 0.4
    assert figures["housing"]["housed"]["false_flags"]["value"] == 0.4


def test_authors_without_positives_do_not_count() -> None:
    assert figures_of(5, 4, 3, 2, 1)["housing"]["homeless"]["false_flags"]["n"] == 1


def test_a_group_without_positives_has_null_with_the_reason_and_small_groups_are_marked() -> None:
    figures = figures_of(5, 4, 3, 2, 1)
    assert figures["exploitation"]["labour"]["recall"]["small"]
    assert figures["age"]["child"]["false_flags"]["reason"] == "no negative of this group"
