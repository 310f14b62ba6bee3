"""Answers files: what is taken, and what is refused with one line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_answers import BOSS, CARD, FAR, answers, loaded, saved
from toy_pack import CASES as TOY
from toy_pack import PACK

from overlooked.errors import AnswersError
from overlooked.teaching.learners.answers import load_answers
from overlooked.teaching.packs.marking import Mark
from overlooked.teaching.packs.pack import Pack, id_of


def refused(path: Path) -> str:
    """The line with which a path is refused."""
    with pytest.raises(AnswersError) as caught:
        load_answers([path])
    told = str(caught.value)
    assert "\n" not in told
    assert str(path) in told
    return told


def changed(tmp_path: Path, **more: object) -> str:
    """The line with which answers are refused when these fields are set."""
    return refused(saved(tmp_path, answers(**more))[0])  # type: ignore[arg-type]


def one_case(tmp_path: Path, **more: object) -> str:
    """The line with which answers are refused when these fields of the first case are set."""
    content = answers()
    content["cases"][0] |= more
    return refused(saved(tmp_path, content)[0])


def with_key(tmp_path: Path, key: dict[str, Any]) -> str:
    """The line with which answers are refused that hold this key, and the id that belongs to it."""
    return changed(tmp_path, key=key, pack=id_of(key))


def test_answers_hold_what_was_marked_and_no_free_text(tmp_path: Path) -> None:
    content = answers({"T-0001": [CARD, BOSS]}, {"T-0001": "review"}, learner="  Jo\u0301  7 ", group="CID")
    content["cases"][1]["ask_next"] = "Ask the neighbour."
    (told,) = loaded(tmp_path, content)
    assert (told.learner, told.group, told.sitting, told.pack_id) == ("Jó 7", "CID", "", PACK.pack_id)
    assert told.cases[0].marks == (Mark(**CARD), Mark(**BOSS))
    assert [case.wrote for case in told.cases] == [False, True, False]
    assert [case.is_open for case in told.cases] == [False, False, True]
    assert "neighbour" not in repr(told)


def test_the_key_is_that_of_the_pack(tmp_path: Path) -> None:
    (told,) = loaded(tmp_path, answers())
    assert [(case.case_id, case.is_case, case.difficulty) for case in told.key] == [
        (case.case_id, case.is_case, case.difficulty) for case in TOY
    ]
    assert [sign.assertion for sign in told.key[1].signs] == ["negated", "negated"]
    assert not told.key[2].signs[1].clears


def test_folders_and_globs_are_laid_out(tmp_path: Path) -> None:
    saved(tmp_path, *[answers(learner=str(number)) for number in range(3)])
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    assert [own.learner for own in load_answers([tmp_path])] == ["0", "1", "2"]
    assert [own.learner for own in load_answers([tmp_path / "0[12].json"])] == ["1", "2"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(answers()), encoding="utf-8-sig")
    assert len(load_answers([path])) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("<!doctype html>\n<title>Lesson</title>", "is a page; give the answers that it saved"),
        ('{"kind": ', "is not valid JSON"),
        ("[]", "is no file of answers"),
        ('"text"', "is no file of answers"),
        ('{"rank": 1, "score": 9, "narrative": ""}\n{"rank": 2, "score": 8}\n', "is a queue"),
        ('{"record_id": "1", "reading": "first", "decision": "refer"}\n{}\n', "is a file of decisions"),
        ('{"narrative": "x", "label": 1}', "is a file of labelled records"),
        ('{"schema_version": 1, "kind": "overlooked learners"}', "is a file of another kind"),
        ('{"kind": "overlooked answers", "a": ' + "[" * 20000 + "}", "is not valid JSON"),
        ('{"kind": "overlooked answers", "pack": "\\ud800"}', "is not valid JSON"),
    ],
)
def test_another_kind_of_file_is_told_by_what_it_is(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert said in refused(path)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "none.json")
    assert "no .json file is there" in refused(tmp_path)
    assert "no .json file is there" in refused(tmp_path / "*.json")
    with pytest.raises(AnswersError, match="no answers are given"):
        load_answers([])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"schema_version": 2}, "schema version 2; this program reads 1"),
        ({"schema_version": True}, "schema_version wants a whole number"),
        ({"learner": 7}, "learner wants a text"),
        ({"sitting": "during"}, "sitting wants before, after or nothing"),
        ({"saved_on": "yesterday"}, "saved_on is no time"),
        ({"rank": 1}, "an unknown key; it may hold schema_version"),
        ({"key": []}, "key wants an object"),
        ({"pack": "0123456789abcdef"}, "its key is not that of its pack: it was altered"),
        ({"cases": []}, "case 1 of the key is missing"),
        ({"cases": answers()["cases"][:2]}, "case 3 of the key is missing"),
        ({"cases": answers()["cases"][::-1]}, "another order than in the key"),
        ({"cases": [*answers()["cases"], answers()["cases"][0]]}, "a case is answered twice"),
        ({"cases": [*answers()["cases"], {**answers()["cases"][0], "case": "X"}]}, "a case is not in the key"),
        ({"cases": ["T-0001"]}, "case 1: str where an object"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, more: dict[str, Any], said: str) -> None:
    path = saved(tmp_path, answers())[0]
    path.write_text(json.dumps(answers() | more), encoding="utf-8")
    assert said in refused(path)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ({"indicator": "threat", "start": 1, "end": 2}, "unknown indicator; did you mean 'threats'?"),
        ({"indicator": "threats", "start": 2, "end": 2}, "wants a start of 0 or more"),
        ({"indicator": "threats", "start": -1, "end": 2}, "wants a start of 0 or more"),
        ({"indicator": "threats", "start": 1.0, "end": 2}, "start wants a whole number"),
        ({"indicator": "threats", "start": True, "end": 2}, "start wants a whole number"),
        ({"indicator": "threats", "start": 1}, "no end; it holds"),
        ({"indicator": "threats", "start": 1, "end": 2, "quote": "x"}, "an unknown key; it may hold indicator"),
        ("threats", "mark 1: str where an object"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_its_place(tmp_path: Path, mark: object, said: str) -> None:
    told = one_case(tmp_path, marks=[mark])
    assert said in told
    assert "case 1, mark 1" in told


def test_an_unknown_judgement_is_refused(tmp_path: Path) -> None:
    assert "judgement wants review, no_review or nothing" in one_case(tmp_path, judgement="yes")


def test_a_key_that_was_altered_is_refused(tmp_path: Path) -> None:
    key = json.loads(json.dumps(PACK.key))
    key["cases"][1]["is_case"] = True
    assert "it was altered" in changed(tmp_path, key=key)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("difficulty", "hard", "difficulty wants one of plain"),
        ("exploitation", [["labour"]], "exploitation wants some of labour"),
        ("case", "T-0002", "key: a case stands twice"),
        (
            "signs",
            [{"indicator": "x", "start": 0, "end": 1, "assertion": "present", "clears": True}],
            "unknown indicator",
        ),
        (
            "signs",
            [{"indicator": "threats", "start": 0, "end": 1, "assertion": "maybe", "clears": True}],
            "assertion wants one of present",
        ),
        ("is_case", 1, "is_case wants true or false"),
    ],
)
def test_a_key_with_an_id_of_its_own_is_checked_too(tmp_path: Path, place: str, value: object, said: str) -> None:
    key = json.loads(json.dumps(PACK.key))
    key["cases"][0][place] = value
    assert said in with_key(tmp_path, key)


def test_a_key_without_a_case_is_refused(tmp_path: Path) -> None:
    assert "key holds no case" in with_key(tmp_path, {"schema_version": 1, "cases": []})


def test_answers_to_another_pack_are_refused(tmp_path: Path) -> None:
    other = Pack("Another", 8, TOY[:1])
    content = answers(key=other.key, pack=other.pack_id, cases=answers()["cases"][:1])
    with pytest.raises(AnswersError, match=r"01\.json and .*00\.json answer two packs"):
        loaded(tmp_path, answers(), content)


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, answers())[0]
    copy = tmp_path / "copy.json"
    copy.write_bytes(path.read_bytes())
    with pytest.raises(AnswersError, match=r"00\.json is given twice"):
        load_answers([path, Path(str(path))])
    with pytest.raises(AnswersError, match=r"copy\.json holds the same answers as .*00\.json"):
        load_answers([path, copy])


def test_a_learner_answers_once_a_sitting(tmp_path: Path) -> None:
    first, again = answers(learner="Jo", group="CID"), answers({"T-0003": [FAR]}, learner=" jo ", group="cid")
    with pytest.raises(AnswersError, match=r"01\.json is by the same learner as .*00\.json") as caught:
        loaded(tmp_path, first, again)
    assert "Jo" not in str(caught.value)
    assert len(loaded(tmp_path, first, {**again, "sitting": "after"})) == 2
    assert len(loaded(tmp_path, first, {**again, "group": "Response"})) == 2


def test_answers_without_a_name_may_be_many(tmp_path: Path) -> None:
    assert len(loaded(tmp_path, answers(), answers())) == 2


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_stands_in_its_place_a_file_is_read_or_refused_in_one_line(
    tmp_path: Path, data: st.DataObject
) -> None:
    content = answers({"T-0001": [CARD]}, {"T-0002": "review"})
    key: dict[str, Any] = json.loads(json.dumps(PACK.key))
    part: Any = {**content, "key": key}
    whole = part
    while isinstance(part, (dict, list)) and part:
        place = data.draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[place], (dict, list)) or not part[place] or data.draw(st.booleans()):
            part[place] = data.draw(ANYTHING)
            break
        part = part[place]
    if data.draw(st.booleans()):
        whole["pack"] = id_of(whole["key"])
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    try:
        (told,) = load_answers([path])
    except AnswersError as error:
        assert str(error).isprintable()  # noqa: PT017 - either is right
    else:
        assert len(told.cases) == len(told.key)


def test_half_a_character_in_the_bytes_of_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "half.json"
    path.write_bytes(json.dumps(answers(learner="HALF")).encode().replace(b"HALF", b"\xed\xa0\x80"))
    assert "not valid JSON" in refused(path)


def test_more_marks_than_anybody_makes_are_refused(tmp_path: Path) -> None:
    content = answers({"T-0001": [CARD] * 1_000})
    assert len(loaded(tmp_path, content)[0].cases[0].marks) == 1_000
    content["cases"][0]["marks"].append(CARD)
    assert "1,001 marks; a case may hold 1,000" in refused(saved(tmp_path, content)[0])
