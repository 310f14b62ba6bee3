"""The page of a lesson as text: what stands in it, where, and what cannot."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from toy_pack import CASES, LOCKED, PACK, REAL_PACK, SOLUTIONS

from overlooked.teaching.packs.pack import SYNTHETIC, id_of
from overlooked.teaching.page.lesson import page_of, write_lesson
from overlooked.teaching.page.worksheet import words

HOSTILE = "</script><script>zapped=1</script><img src=x onerror=zapped=1> & \u202e“it”"


def test_two_runs_write_equal_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_lesson(PACK, SOLUTIONS, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_policy_names_the_one_style_and_the_one_script_of_the_page() -> None:
    text = page_of(PACK, SOLUTIONS)
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [inside] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in policy


def test_the_page_asks_nothing_from_outside() -> None:
    text = page_of(PACK, SOLUTIONS)
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|https?:|@import|fetch\(|innerHTML|localStorage", text)


def test_hostile_text_becomes_nothing_but_text() -> None:
    case = replace(CASES[0], case_id=HOSTILE, offence=HOSTILE, force=HOSTILE, recorded_on=HOSTILE, signs=())
    told = replace(SOLUTIONS[1], verdict=HOSTILE, questions=(HOSTILE,), should_record=(HOSTILE,), against=(), rules=())
    pack = replace(PACK, title=HOSTILE, cases=(replace(case, narrative=HOSTILE),))
    text = page_of(pack, [told])
    assert text.count("<script") == 2
    assert "<img" not in text
    assert "\u202e" not in text
    assert text.count("&lt;img src=x onerror=zapped=1&gt;") >= 7


def test_each_word_tells_its_place_in_code_points() -> None:
    places = [(int(a), int(b)) for a, b in re.findall(r'data-from="(\d+)" data-to="(\d+)"', words(LOCKED))]
    assert [LOCKED[start:end] for start, end in places] == LOCKED.split()


def test_the_key_of_the_page_is_the_key_of_the_pack() -> None:
    [told] = re.findall(r'<script type="application/json" id="pack">(.*?)</script>', page_of(PACK, SOLUTIONS))
    data = json.loads(told)
    assert data["key"] == PACK.key
    assert data["pack"] == PACK.pack_id == id_of(data["key"])
    quotes = [[sign["quote"] for sign in signs] for signs in data["signs"]]
    assert quotes[0] == ["the lads <lock> him in at night", "hold his bank card", "Boss answered for him"]


def test_all_worksheets_stand_before_all_answers_and_tell_none_of_them() -> None:
    sheets, divider, answers = page_of(PACK, SOLUTIONS).partition('<section id="answers"')
    assert divider
    assert (sheets.count('class="case"'), sheets.count('class="answer"')) == (3, 0)
    assert (answers.count('class="case"'), answers.count('class="answer"')) == (0, 3)
    assert "No case: an ordinary dispute." in answers
    assert "No case: an ordinary dispute." not in sheets
    assert "a look-alike, and no case" not in sheets


def test_an_answer_numbers_its_signs_as_the_narrative_does() -> None:
    answers = page_of(PACK, SOLUTIONS).partition('<section id="answers"')[2].partition("<footer>")[0]
    for case, answer in zip(CASES, answers.split('<details class="answer"')[1:], strict=True):
        marked = re.findall(r"\[sign </span>(\d+)", answer)
        listed = re.findall(r'<span class="quiet">Sign </span>(\d+)</span>', answer)
        assert sorted(map(int, marked)) == sorted(map(int, listed)) == list(range(1, len(case.signs) + 1))


def test_a_pack_of_synthetic_records_says_so_above_the_first_case_and_beside_each() -> None:
    text = page_of(PACK, SOLUTIONS)
    assert text.index(SYNTHETIC) < text.index('id="case-1"')
    assert text.count("<span>synthetic record</span>") == 3
    assert "Approved by" not in text


def test_a_pack_of_real_records_begins_with_its_approval_and_what_must_still_be_read() -> None:
    text = page_of(REAL_PACK, SOLUTIONS)
    before = text[: text.index('id="case-1"')]
    for told in ("A. Trainer", "queue.jsonl", "2 quote a source"):
        assert told in before
    assert before.count('<i class="box" aria-hidden="true"></i>') == 6
    assert "synthetic" not in text.partition("<script")[0].partition("<body>")[2]


def test_a_pair_is_told_in_the_answers_only() -> None:
    pair = replace(PACK, cases=(replace(CASES[0], pair="P1"), CASES[1], replace(CASES[2], pair="P1")))
    sheets, _, answers = page_of(pair, SOLUTIONS).partition('<section id="answers"')
    assert "are a pair" not in sheets
    assert re.findall(r"This case and case (\d) are a pair", answers) == ["3", "1"]
    half = replace(PACK, cases=(replace(CASES[0], pair="P1"), *CASES[1:]))
    assert "are a pair" not in page_of(half, SOLUTIONS)


def test_a_case_without_offence_date_or_force_says_what_it_lacks() -> None:
    bare = replace(CASES[1], offence="", recorded_on="", force="")
    text = page_of(replace(PACK, cases=(bare,)), SOLUTIONS[1:2])
    assert "no offence given" in text
    assert "<span>no date</span> <span>T-0002</span>" in text
    assert "Rules of recording on that day" in text


def test_solutions_that_are_not_as_many_as_the_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        page_of(PACK, SOLUTIONS[:2])
