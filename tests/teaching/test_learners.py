"""What learners saw, as figures."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_answers import BOSS, CARD, FAR, LOCKED_IN, PAYSLIPS, RIGHT, answers, loaded

from overlooked.errors import AnswersError
from overlooked.statistics.figures import Figures
from overlooked.teaching.learners.changes import HIDDEN
from overlooked.teaching.learners.figures import learners_figures
from overlooked.teaching.learners.teams import teams_told

ALL = {"T-0001": [LOCKED_IN, CARD, BOSS], "T-0003": [FAR]}
NOWHERE = {"indicator": "violence", "start": 0, "end": 3}


def figures(folder: Path, *contents: dict[str, Any]) -> Figures:
    return learners_figures(loaded(folder, *contents))


def named(number: int, marks: dict[str, list[dict[str, Any]]] | None = None, **more: object) -> dict[str, Any]:
    return answers(marks, RIGHT, learner=f"Learner {number}", **more)


def test_recall_is_hits_over_signs_times_learners(tmp_path: Path) -> None:
    told = figures(tmp_path, *[named(n, ALL if n < 4 else {"T-0001": [CARD]}) for n in range(6)])
    assert told["signs"]["recall"]["value"] == pytest.approx((4 * 4 + 2) / 24)
    assert told["signs"]["recall"]["n"] == 24
    assert told["indicators"]["finances_controlled"]["recall"]["value"] == 1
    assert told["indicators"]["spoken_for"]["recall"]["value"] == pytest.approx(4 / 6, abs=1e-4)
    assert told["indicators"]["spoken_for"]["missed"]["value"] == pytest.approx(2 / 6, abs=1e-4)
    assert "threats" not in told["indicators"]


def test_found_misnamed_and_missed_make_up_all_signs(tmp_path: Path) -> None:
    misnamed = {**CARD, "indicator": "wages_withheld"}
    told = figures(tmp_path, *[named(n, {"T-0001": [misnamed, BOSS][: 1 + n % 2]}) for n in range(6)])
    assert sum(told["signs"][name]["value"] for name in ("recall", "misnamed", "missed")) == pytest.approx(1, abs=1e-3)
    assert told["named_as"] == [{"indicator": "finances_controlled", "named": "wages_withheld", "times": 6}]


def test_false_marks_are_told_by_what_they_touch(tmp_path: Path) -> None:
    marks = {"T-0001": [CARD, NOWHERE], "T-0002": [PAYSLIPS]}
    told = figures(tmp_path, *[named(n, marks if n else None) for n in range(5)])["false_marks"]
    assert (told["times"], told["marks"]) == (8, 12)
    assert told["per_case"]["value"] == pytest.approx(8 / 15, abs=1e-4)
    assert told["of_all_marks"]["value"] == pytest.approx(8 / 12, abs=1e-4)
    assert {kind: leaf["times"] for kind, leaf in told["touching"].items() if leaf["times"]} == {
        "negated": 4,
        "nothing": 4,
    }


def test_an_indicator_that_is_only_marked_falsely_has_no_recall_and_says_why(tmp_path: Path) -> None:
    told = figures(tmp_path, *[named(n, {"T-0002": [PAYSLIPS]}) for n in range(5)])["indicators"]["wages_withheld"]
    assert told["signs"] == 0
    assert (told["recall"]["value"], told["recall"]["reason"]) == (None, "no sign to find")
    assert told["false_marks"]["value"] == pytest.approx(1 / 3, abs=1e-4)


def test_sensitivity_is_of_cases_and_specificity_of_what_is_none(tmp_path: Path) -> None:
    always = dict.fromkeys(RIGHT, "review")
    told = figures(tmp_path, *[answers(None, always if n < 3 else RIGHT, learner=str(n)) for n in range(6)])
    judged = told["judgements"]
    assert [judged["all"][name]["value"] for name in ("right", "sensitivity", "specificity")] == [0.8333, 1, 0.5]
    assert judged["all"]["sensitivity"]["n"] == 12
    assert judged["all"]["sensitivity"]["low"] < 1
    look_alike, plain = judged["difficulty"]["look_alike"], judged["difficulty"]["subtle"]
    assert look_alike["sensitivity"]["reason"] == "none of them should be reviewed"
    assert plain["specificity"]["reason"] == "all of them should be reviewed"
    assert [case["right"]["value"] for case in judged["cases"]] == [1, 0.5, 1]


def test_a_case_without_a_judgement_is_counted_apart(tmp_path: Path) -> None:
    told = figures(tmp_path, *[answers({"T-0001": [CARD]}, {"T-0001": "review"}, learner=str(n)) for n in range(5)])
    assert (told["input"]["left_open"], told["input"]["not_judged"]) == (10, 10)
    assert told["judgements"]["all"]["right"]["value"] == 1
    assert told["judgements"]["all"]["specificity"]["reason"] == "nobody judged one"
    assert any("10 of 15 answers to a case were left open" in news for news in told["bad_news"])


def test_the_hardest_sign_stands_first_with_its_place_and_none_of_its_words(tmp_path: Path) -> None:
    told = figures(tmp_path, *[named(n, {"T-0001": [LOCKED_IN, CARD], "T-0003": [FAR][: n % 2]}) for n in range(6)])
    first, second, *_ = told["hardest"]
    assert (first["case"], first["indicator"], first["start"]) == ("T-0001", "spoken_for", BOSS["start"])
    assert (second["case"], second["recall"]["value"]) == ("T-0003", 0.5)
    assert len(told["hardest"]) == 4


def test_no_name_no_free_text_and_no_narrative_stands_in_the_figures(tmp_path: Path) -> None:
    contents = [named(n, ALL, group=f"Team of Learner {n}") for n in range(6)]
    for content in contents:
        content["cases"][0] |= {"ask_next": "free words", "should_record": "free words"}
    told = json.dumps(figures(tmp_path, *contents))
    assert "Learner" not in told
    assert "free words" not in told
    assert "bank card" not in told


def test_one_learner_alone_has_figures_without_intervals(tmp_path: Path) -> None:
    told = figures(tmp_path, named(0, ALL, group="CID"))
    assert told["signs"]["recall"]["value"] == 1
    assert told["signs"]["recall"]["low"] is None
    assert "fewer than 5" in told["signs"]["recall"]["no_interval"]
    assert told["teams"] == {
        "told": [],
        "not_told": {"teams": 1, "learners": 1},
        "reason": "fewer than 5 learners answered in all",
    }
    assert told["bad_news"][0].startswith("Only 1 learner answered.")


def test_empty_answers_everywhere_are_figures_too(tmp_path: Path) -> None:
    told = figures(tmp_path, *[answers() for _ in range(6)])
    assert told["input"]["learners"] == 6
    assert told["signs"]["missed"]["value"] == 1
    assert told["false_marks"]["of_all_marks"]["reason"] == "nothing was marked"
    assert told["judgements"]["all"]["right"]["reason"] == "nobody judged one"


def test_no_answers_are_refused() -> None:
    with pytest.raises(AnswersError, match="no answers are given"):
        learners_figures([])


def test_the_same_answers_and_seed_give_the_same_figures(tmp_path: Path) -> None:
    given_ = loaded(tmp_path, *[named(n, ALL if n % 3 else {"T-0001": [BOSS]}) for n in range(9)])
    assert learners_figures(given_, 3) == learners_figures(given_, 3)
    assert learners_figures(given_, 3)["signs"] != learners_figures(given_, 4)["signs"]


def test_a_small_team_is_not_told_nor_one_that_would_give_it_away(tmp_path: Path) -> None:
    sizes = {"Alpha": 2, "Bravo": 6, "Charlie": 8}
    contents = [named(n, ALL, group=team) for team, size in sizes.items() for n in range(size)]
    told = figures(tmp_path, *contents)["teams"]
    assert [(team["team"], team["learners"]) for team in told["told"]] == [("Charlie", 8)]
    assert told["not_told"] == {"teams": 2, "learners": 8}
    assert "Alpha" not in json.dumps(told)


def test_teams_are_one_however_they_are_spelled_and_without_a_team_is_one_too(tmp_path: Path) -> None:
    contents = [named(n, ALL, group=["CID", " cid", ""][n % 3]) for n in range(18)]
    assert {t["team"]: t["learners"] for t in figures(tmp_path, *contents)["teams"]["told"]} == {"CID": 12, "": 6}


def test_without_a_team_there_is_nothing_to_tell_apart(tmp_path: Path) -> None:
    assert figures(tmp_path, named(0), named(1))["teams"]["reason"] == "no answers name a team"


@given(st.lists(st.integers(1, 9), min_size=1, max_size=7))
def test_no_team_of_fewer_than_five_can_be_had_by_subtraction(sizes: list[int]) -> None:
    told = teams_told(sizes)
    assert all(size >= 5 for size, is_told in zip(sizes, told, strict=True) if is_told)
    left = sum(size for size, is_told in zip(sizes, told, strict=True) if not is_told)
    assert left == 0 or left >= 5 or not any(told)


def both(number: int, **more: object) -> list[dict[str, Any]]:
    """One learner before and after: sees the card, then, two of three, everything."""
    after = ALL if number % 3 else {"T-0001": [CARD, NOWHERE]}
    return [
        named(number, {"T-0001": [CARD]}, sitting="before", **more),
        named(number, after, sitting="after", **more),
    ]


def test_before_and_after_are_of_the_same_learners(tmp_path: Path) -> None:
    told = figures(tmp_path, *[content for n in range(6) for content in both(n)])
    change = told["change"]
    assert (change["learners"], change["levels_told"]) == (6, True)
    assert [change["recall"][name]["value"] for name in ("before", "after", "change")] == [0.25, 0.75, 0.5]
    assert change["recall"]["change"]["low"] < 0.5 < change["recall"]["change"]["high"]
    assert change["false_marks"]["change"]["value"] == pytest.approx(2 / 18, abs=1e-4)
    assert change["indicators"]["finances_controlled"]["change"]["value"] == 0
    assert told["input"]["learners"] == 6
    assert told["signs"]["recall"]["value"] == 0.25
    assert any("part of a gain is memory" in news for news in told["bad_news"])


def test_what_few_others_saw_cannot_be_had_by_subtraction(tmp_path: Path) -> None:
    pairs = [content for n in range(6) for content in both(n)]
    some = figures(tmp_path, *pairs, named(90, ALL, sitting="before"))["change"]
    assert not some["levels_told"]
    assert some["recall"]["before"]["reason"] == some["recall"]["after"]["reason"] == HIDDEN
    assert some["recall"]["change"]["value"] == 0.5
    many = figures(tmp_path, *pairs, *[named(90 + n, ALL, sitting="before") for n in range(5)])["change"]
    assert many["recall"]["before"]["value"] == 0.25


def test_why_nothing_can_be_paired_is_said(tmp_path: Path) -> None:
    unnamed = [answers(ALL, sitting=when) for when in ("before", "after") for _ in range(6)]
    told = figures(tmp_path, *unnamed)
    assert told["change"]["reason"] == "the answers have no names, so before and after cannot be paired"
    assert (told["input"]["learners"], told["input"]["left_out"]) == (6, 6)
    assert any("12 files from before or after the lesson cannot be paired" in news for news in told["bad_news"])
    few = figures(tmp_path, *[content for n in range(3) for content in both(n)])["change"]
    assert (few["reason"], few["learners"]) == ("fewer than 5 learners gave both", None)
    apart = figures(tmp_path, named(0, sitting="before", group="CID"), named(0, sitting="after", group="Response"))
    assert apart["change"]["reason"] == "no learner with a name and team gave both"
    assert any("1 name stands in more than one team" in news for news in apart["bad_news"])
    assert "not both there" in figures(tmp_path, named(0), named(1))["change"]["reason"]


def test_each_learner_counts_once_with_the_first_sitting(tmp_path: Path) -> None:
    contents = [
        named(0, ALL, sitting="after"),
        named(0, sitting="before"),
        named(1, ALL),
        answers(ALL, sitting="after"),
    ]
    told = figures(tmp_path, *contents)
    assert told["input"]["learners"] == 3
    assert told["input"]["sittings"] == {"before": 1, "not_said": 1, "after": 1}
    assert told["signs"]["recall"]["value"] == pytest.approx(2 / 3, abs=1e-4)
