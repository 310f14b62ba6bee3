"""The whole circle: a lesson is made, learners answer it in a real Chromium, and what they saved is counted.

What each learner marks is drawn by seed, and every figure is counted here a second time, character by character.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cut_corpus import cut_cases

from overlooked.indicators import INDICATOR_CODES
from overlooked.teaching import delivery
from overlooked.teaching.delivery import Request, teach_files
from overlooked.teaching.learners.answers import load_answers
from overlooked.teaching.learners.forms import write_learners

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LEARNERS, PAIRS, CASES = 12, 6, 6
ANSWER = """([plan, who, group, sitting]) => {
  document.querySelector("#learner").value = who;
  document.querySelector("#group").value = group;
  document.querySelector("#sitting").value = sitting;
  plan.forEach((own, at) => {
    const place = `#case-${at + 1}`, words = document.querySelectorAll(`${place} .record [data-from]`);
    for (const [first, last, indicator] of own.marks) {
      const range = document.createRange(), end = words[last].firstChild, selection = getSelection();
      range.setStart(words[first].firstChild, 0);
      range.setEnd(end, end.length);
      selection.removeAllRanges();
      selection.addRange(range);
      document.dispatchEvent(new Event("selectionchange"));
      document.querySelector(`${place} .name`).click();
      document.querySelector(`#choice [value=${indicator}]`).click();
    }
    if (own.judgement) document.querySelector(`[name=case-${at + 1}-judgement][value=${own.judgement}]`).click();
  });
}"""
WORDS = """number => [...document.querySelectorAll(`#case-${number} .record [data-from]`)]
  .map(word => [Number(word.dataset.from), Number(word.dataset.to)])"""
NOTHING: Sequence[Mapping[str, Any]] = [{"marks": [], "judgement": ""}] * CASES

Saved = Mapping[str, Any]


@pytest.fixture
def page(browser: "Browser", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Page]":
    monkeypatch.setattr(delivery, "corpus_cases", lambda _: list(cut_cases()))
    teach_files([tmp_path / "lesson.html"], Request(CASES, sample=True))
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "lesson.html").as_uri())
    yield page
    context.close()


def present(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [sign for sign in case["signs"] if sign["assertion"] == "present"]


def over(words: Sequence[Sequence[int]], sign: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last word that a sign touches."""
    own = [at for at, (start, end) in enumerate(words) if start < sign["end"] and sign["start"] < end]
    return own[0], own[-1]


def plan(dice: random.Random, key: Saved, words: Sequence[Sequence[Sequence[int]]], skill: float) -> list[Any]:
    """What a learner marks and judges: signs found or misnamed by chance, words marked without need, some left out."""
    told = []
    for case, own in zip(key["cases"], words, strict=True):
        marks = []
        for sign in present(case):
            named = sign["indicator"] if dice.random() < skill else dice.choice(INDICATOR_CODES)
            if dice.random() < 0.8:
                marks.append((*over(own, sign), named))
        for _ in range(dice.randrange(3)):
            at = dice.randrange(len(own) - 2)
            marks.append((at, at + dice.randrange(3), dice.choice(INDICATOR_CODES)))
        right = dice.random() < skill
        judgement = "review" if right == case["is_case"] else "no_review"
        told.append({"marks": list(dict.fromkeys(marks)), "judgement": judgement if dice.random() < 0.9 else ""})
    return told


def touch(mark: Mapping[str, Any], sign: Mapping[str, Any]) -> bool:
    return bool(set(range(mark["start"], mark["end"])) & set(range(sign["start"], sign["end"])))


def mean(values: Sequence[bool] | Sequence[int]) -> float:
    return sum(values) / len(values)


def counted(saved: Sequence[Saved], indicator: str = "") -> dict[str, float]:
    """The figures of these files, counted anew; of one indicator where it is named."""
    pairs = [
        (case, answered) for own in saved for case, answered in zip(own["key"]["cases"], own["cases"], strict=True)
    ]
    signs = [(s, a["marks"]) for c, a in pairs for s in present(c) if indicator in {"", s["indicator"]}]
    hit = [any(touch(m, s) and m["indicator"] == s["indicator"] for m in marks) for s, marks in signs]
    touched = [any(touch(m, s) for m in marks) for s, marks in signs]
    false = [
        m
        for c, a in pairs
        for m in a["marks"]
        if indicator in {"", m["indicator"]} and not any(touch(m, s) for s in present(c))
    ]
    judged = [(c["is_case"], a["judgement"] == "review") for c, a in pairs if a["judgement"]]
    return {
        "recall": mean(hit),
        "misnamed": mean([t and not h for t, h in zip(touched, hit, strict=True)]),
        "missed": mean([not t for t in touched]),
        "false_marks": len(false) / len(pairs),
        "right": mean([is_case == said for is_case, said in judged]),
        "sensitivity": mean([said for is_case, said in judged if is_case]),
        "specificity": mean([not said for is_case, said in judged if not is_case]),
    }


def values(*leaves: Mapping[str, Any]) -> dict[str, float]:
    return {name: leaf["value"] for tree in leaves for name, leaf in tree.items()}


def answer(page: "Page", folder: Path, told: Sequence[Any], who: tuple[str, str, str]) -> Saved:
    """Fill in the page as one learner does, and save it; the file holds what was marked."""
    page.reload()
    words = [page.evaluate(WORDS, number) for number in range(1, CASES + 1)]
    page.evaluate(ANSWER, [told, *who])
    with page.expect_download() as download:
        page.click("#save")
    path = folder / f"{'-'.join(who)}.json"
    download.value.save_as(path)
    saved: Saved = json.loads(path.read_text(encoding="utf-8"))
    for own, case, places in zip(told, saved["cases"], words, strict=True):
        wanted = {(places[first][0], places[last][1], indicator) for first, last, indicator in own["marks"]}
        assert {(m["start"], m["end"], m["indicator"]) for m in case["marks"]} == wanted
        assert case["judgement"] == own["judgement"]
    return saved


def test_what_twelve_learners_save_gives_the_figures_that_their_marks_make(page: "Page", tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    page.on("dialog", lambda dialog: dialog.accept())
    words = [page.evaluate(WORDS, number) for number in range(1, CASES + 1)]
    dice = random.Random(11)  # noqa: S311
    key = answer(page, tmp_path, NOTHING, ("", "", ""))["key"]
    before = [
        answer(page, folder, plan(dice, key, words, 0.5), (f"L{number}", "AB"[number % 2], "before"))
        for number in range(LEARNERS)
    ]
    after = [
        answer(page, folder, plan(dice, key, words, 0.9), (f"L{number}", "AB"[number % 2], "after"))
        for number in range(PAIRS)
    ]
    figures = write_learners(load_answers([folder]), [tmp_path / "seen.html", tmp_path / "seen.json"])
    assert json.loads((tmp_path / "seen.json").read_text()) == json.loads(json.dumps(figures))
    all_judged = {name: figures["judgements"]["all"][name] for name in ("right", "sensitivity", "specificity")}
    told = values(figures["signs"], {"false_marks": figures["false_marks"]["per_case"]}, all_judged)
    assert told == pytest.approx(counted(before), abs=1e-4)
    assert 0.3 < told["recall"] < 0.7
    assert told["false_marks"] > 0
    held = {sign["indicator"] for case in key["cases"] for sign in present(case)}
    assert {code for code, own in figures["indicators"].items() if own["signs"]} == held
    for code in held:
        own = {name: figures["indicators"][code][name] for name in ("recall", "misnamed", "missed", "false_marks")}
        anew = counted(before, code)
        assert values(own) == pytest.approx({name: anew[name] for name in own}, abs=1e-4)
    for team in figures["teams"]["told"]:
        own = {name: team[name] for name in ("recall", "false_marks", "right", "sensitivity", "specificity")}
        anew = counted([one for one in before if one["group"] == team["team"]])
        assert values(own) == pytest.approx({name: anew[name] for name in own}, abs=1e-4)
    assert {team["team"] for team in figures["teams"]["told"]} == {"A", "B"}
    first, last = counted(before[:PAIRS]), counted(after)
    change = figures["change"]
    assert (change["learners"], change["levels_told"]) == (PAIRS, True)
    for name in ("recall", "false_marks", "right"):
        assert change[name]["before"]["value"] == pytest.approx(first[name], abs=1e-4)
        assert change[name]["after"]["value"] == pytest.approx(last[name], abs=1e-4)
        assert change[name]["change"]["value"] == pytest.approx(last[name] - first[name], abs=1e-4)
    assert change["recall"]["change"]["value"] > 0.1
