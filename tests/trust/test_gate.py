import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import gate
import pytest
import toy_corpus as toy

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.groups.swapping import KINDS, Swapper
from overlooked.evaluation.groups.swaps import ModelScale, Weighed
from overlooked.evaluation.rankers.ranker import Text
from overlooked.model import load_model
from overlooked.reading.reader import load_reader
from overlooked.statistics.figures import Figures

BASELINE: Figures = json.loads(gate.BASELINE.read_text(encoding="utf-8"))
TOLD = [
    toy.record("a", 1, 1, narrative="The boss keeps his passport. A Vietnamese man was found in the flat."),
    toy.record("a", 2, 0, narrative="A Polish woman lost her phone in Leeds."),
]


@dataclass(frozen=True)
class Prejudiced(ModelScale):
    """Weighs as screening does, and a word more."""

    word: str = "Vietnamese"

    def weigh(self, text: Text) -> Weighed:
        strength, findings = super().weigh(text)
        return strength + 100 * (self.word in text.narrative), findings

    def see(self, narrative: str) -> tuple[Any, bool]:
        return super().see(narrative), self.word in narrative


def swaps_of(scale: ModelScale, records: list[LabelledRecord] = TOLD) -> Figures:
    return gate.swaps_told(records, scale, Swapper(frozenset({"found", "boss", "flat", "phone"})))


@cache
def fair() -> Figures:
    return swaps_of(ModelScale(load_reader(), load_model()))


def test_the_gate_lets_through_what_moves_with_nobody() -> None:
    figures = fair()
    assert figures["nationality"]["n"] == 2
    assert list(gate.swap_faults(figures, figures)) == []


def test_a_recipe_that_weighs_a_nationality_is_stopped_and_the_record_named() -> None:
    now = swaps_of(Prejudiced(load_reader(), load_model()))
    faults = list(gate.swap_faults(now, fair()))
    assert [fault for fault in faults if fault.startswith("swap of nationality: a-001: Vietnamese -> ")]
    assert not [fault for fault in faults if "a-002" in fault]


@pytest.mark.slow
def test_the_swaps_are_the_same_on_two_processes() -> None:
    records = [*TOLD, *toy.corpus()[:5]]
    scale, swapper = ModelScale(load_reader(), load_model()), Swapper(frozenset())
    assert gate.swaps_told(records, scale, swapper, jobs=2) == gate.swaps_told(records, scale, swapper)


def counted(kind: str, known: int, n: int = 5) -> Figures:
    """Swaps that move nothing but so many scores of one kind, by words that are listed."""
    return {each: {"n": n, "known": [f"r-{i}" for i in range(known * (each == kind))], "moved": []} for each in KINDS}


@pytest.mark.parametrize("kind", sorted(gate.NEVER))
def test_a_listed_word_frees_no_kind_that_may_never_move(kind: str) -> None:
    assert list(gate.swap_faults(counted(kind, 1), counted(kind, 1))) == [f"swap of {kind}: r-0"]


@pytest.mark.parametrize("kind", ["gender", "name", "all"])
def test_listed_words_of_the_other_kinds_may_move_as_many_scores_as_before_and_no_more(kind: str) -> None:
    assert list(gate.swap_faults(counted(kind, 3), counted(kind, 3))) == []
    [fault] = gate.swap_faults(counted(kind, 4), counted(kind, 3))
    assert fault.endswith("new: r-3")


def test_swaps_that_try_fewer_narratives_than_before_are_a_fault() -> None:
    faults = list(gate.swap_faults(counted("name", 0, n=4), counted("name", 0, n=5)))
    assert len(faults) == len(KINDS)


def raised(groups: Figures, by: float) -> Figures:
    told = deepcopy(groups)
    for family in told["families"].values():
        for own in family["groups"].values():
            own["recall"]["value"] += by
    return told


@pytest.mark.parametrize("split", ["train", "dev"])
def test_a_fall_of_six_points_is_stopped_and_the_group_named_a_fall_of_four_is_not(split: str) -> None:
    now = BASELINE["groups"][split]
    told = {family: own["groups"] for family, own in now["families"].items() if own["groups"]}
    faults = list(gate.group_faults(now, raised(now, 0.06)))
    assert len(faults) == len(told)
    for (family, groups), fault in zip(told.items(), faults, strict=True):
        lowest = min(group["recall"]["value"] for group in groups.values())
        assert fault.startswith(f"{family}: ")
        assert any(name in fault for name, own in groups.items() if own["recall"]["value"] == lowest)
    assert list(gate.group_faults(now, raised(now, 0.04))) == []


def test_a_ranker_that_finds_a_group_no_more_is_stopped() -> None:
    records = toy.corpus(each=40)
    before = gate.groups_told(records, toy.Fixed(toy.SIGN), toy.read_signs)
    after = gate.groups_told(records, toy.Fixed(toy.SIGN, -1), toy.read_signs)
    assert before["families"]["housing"]["groups"]["homeless"]["recall"]["value"] == 1
    assert [fault for fault in gate.group_faults(after, before) if fault.startswith("housing: ")]
    assert list(gate.group_faults(before, before)) == []


def test_a_group_that_is_told_no_more_is_a_fault() -> None:
    before = BASELINE["groups"]["train"]
    now = deepcopy(before)
    del now["families"]["housing"]["groups"]["homeless"]
    assert list(gate.group_faults(now, before)) == ["housing: homeless is told no more; `make trust-baseline`"]


def test_the_faults_of_a_split_are_told_with_its_name() -> None:
    now = {"swaps": BASELINE["swaps"], "groups": BASELINE["groups"]}
    before = {"swaps": BASELINE["swaps"], "groups": {**BASELINE["groups"], "dev": raised(BASELINE["groups"]["dev"], 1)}}
    faults = gate.faults(now, before)
    assert faults
    assert all(fault.startswith("dev, ") for fault in faults)
    assert gate.faults(now, now) == []


def test_no_group_of_the_baseline_is_too_small_to_be_told() -> None:
    families = [family for split in BASELINE["groups"].values() for family in split["families"].values()]
    assert min(own["recall"]["n"] for family in families for own in family["groups"].values()) >= 10


@pytest.mark.parametrize(("moved", "ends_with"), [([], 0), (["A-0001: Polish -> Thai, strength 1 -> 2"], 1)])
def test_the_command_ends_with_1_where_a_score_moved_and_prints_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], moved: list[str], ends_with: int
) -> None:
    now = deepcopy(BASELINE)
    now["swaps"]["nationality"]["moved"] = moved
    monkeypatch.setattr(gate, "measured", lambda: now)
    assert gate.main(write=False) == ends_with
    assert [line for line in capsys.readouterr().out.splitlines() if "A-0001" in line] == [
        f"swap of nationality: {told}" for told in moved
    ]
