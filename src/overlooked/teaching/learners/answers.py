"""Answers: what learners saved from the page of a lesson, each with the key that it is marked by.

In come JSON files, out come `Answers`. A file is taken only where it is whole: every case of its key once and in order,
known indicators, and a key that is still the one of its pack. What a learner wrote in free text is not kept, only
whether anything was written.
"""

import difflib
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from overlooked.errors import AnswersError, RecordsError
from overlooked.findings import ASSERTIONS
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES
from overlooked.notation import from_json
from overlooked.records.sources import gather
from overlooked.records.table import said
from overlooked.teaching.learners.answered import (
    AFTER,
    BEFORE,
    JUDGEMENTS,
    NO_REVIEW,
    REVIEW,
    SITTINGS,
    AnsweredCase,
    Answers,
    KeyCase,
)
from overlooked.teaching.packs.cases import DIFFICULTIES
from overlooked.teaching.packs.marking import Mark, Sign
from overlooked.teaching.packs.pack import SCHEMA_VERSION, id_of

KIND = "overlooked answers"
SUFFIX = ".json"
LONGEST = 8 * 2**20
"""A page of a hundred cases saves less than a hundredth of so many bytes."""
MOST_MARKS = 1_000
"""Nobody marks more words of one narrative; each mark is compared with every sign."""

_ANSWERS: Mapping[str, type] = {
    "schema_version": int,
    "kind": str,
    "pack": str,
    "key": dict,
    "learner": str,
    "group": str,
    "sitting": str,
    "saved_on": str,
    "cases": list,
}
_ANSWERED: Mapping[str, type] = {"case": str, "judgement": str, "marks": list, "ask_next": str, "should_record": str}
_MARK: Mapping[str, type] = {"indicator": str, "start": int, "end": int}
_KEY: Mapping[str, type] = {"schema_version": int, "cases": list}
_KEY_CASE: Mapping[str, type] = {
    "case": str,
    "narrative_sha256": str,
    "is_case": bool,
    "difficulty": str,
    "exploitation": list,
    "signs": list,
}
_SIGN: Mapping[str, type] = {"indicator": str, "start": int, "end": int, "assertion": str, "clears": bool}
_CALLED: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}

_Spot = TypeVar("_Spot", Mark, Sign)


def load_answers(paths: Sequence[Path]) -> list[Answers]:
    """The answers of files, folders and globs, in their order; all are to one pack.

    Raises AnswersError for what is no answers file or not whole, a key that was altered, answers to another pack than
    the first file's, and the same file, or the same learner and sitting, twice.
    """
    found: list[Answers] = []
    contents: dict[str, Path] = {}
    sittings: dict[tuple[tuple[str, str], str], Path] = {}
    first: Path | None = None
    for path in answers_files(paths):
        content = _content(path)
        earlier = contents.setdefault(hashlib.sha256(content).hexdigest(), path)
        if earlier == path and earlier is not path:
            raise AnswersError(f"{path} is given twice; give each file once")
        if earlier is not path:
            raise AnswersError(f"{path} holds the same answers as {earlier}; give each file once")
        own = _answers(path, content)
        first = first or path
        if found and own.pack_id != found[0].pack_id:
            raise AnswersError(f"{path} and {first} answer two packs; give the answers to one pack")
        if own.who and (earlier := sittings.setdefault((own.who, own.sitting), path)) is not path:
            when = f"{own.sitting} the lesson" if own.sitting else "at a sitting without a name"
            raise AnswersError(
                f"{path} is by the same learner as {earlier}, and both were saved {when}; give one of them, or say in "
                "them which was before and which after"
            )
        found.append(own)
    return found


def answers_files(paths: Sequence[Path]) -> list[Path]:
    """The files that paths, folders and globs name, in their order. Raises AnswersError where there is none."""
    if not paths:
        raise AnswersError("no answers are given; give the files that the lesson page saved, or their folder")
    found: list[Path] = []
    for path in paths:
        try:
            found += gather([path], (SUFFIX,)).paths
        except RecordsError:
            raise AnswersError(
                f"{path}: no {SUFFIX} file is there; give the answers that the lesson page saved"
            ) from None
    return found


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
    except OSError as error:
        raise AnswersError(f"{path} cannot be read ({error.strerror or error})") from error
    if len(content) > LONGEST:
        raise AnswersError(f"{path} is too long for answers: more than {LONGEST >> 20} MiB")
    return content.removeprefix(b"\xef\xbb\xbf")


def _answers(path: Path, content: bytes) -> Answers:
    told = _object(str(path), _read(path, content), _ANSWERS)
    where = str(path)
    _refuse_version(where, told["schema_version"])
    if told["sitting"] not in SITTINGS:
        raise AnswersError(f"{where}: sitting wants {BEFORE}, {AFTER} or nothing")
    if not _is_moment(told["saved_on"]):
        raise AnswersError(f"{where}: saved_on is no time like 2026-11-27T10:00:00Z")
    key = _key(f"{where}: key", told["key"])
    if id_of(told["key"]) != told["pack"]:
        raise AnswersError(f"{where}: its key is not that of its pack: it was altered; save it again")
    cases = tuple(_answered(f"{where}: case {number}", raw) for number, raw in enumerate(told["cases"], start=1))
    _refuse_other_cases(where, [case.case_id for case in key], [case.case_id for case in cases])
    learner, group = (" ".join(unicodedata.normalize("NFC", told[name]).split()) for name in ("learner", "group"))
    return Answers(told["pack"], key, learner, group, told["sitting"], told["saved_on"], cases)


def _read(path: Path, content: bytes) -> Mapping[str, Any]:
    """What the file says; another kind of file is told by what it is."""
    if not content.strip():
        raise AnswersError(f"{path} is empty; give the answers that the lesson page saved")
    if content.lstrip()[:1] == b"<":
        raise AnswersError(f"{path} is a page; give the answers that it saved, a {SUFFIX} file")
    try:
        told = from_json(content)
    except ValueError as error:
        first = _first_line(content)
        if first:
            raise AnswersError(f"{path} is {_kind_of(first)}; give the answers that the lesson page saved") from None
        raise AnswersError(f"{path} is not valid JSON: {said(error)}") from None
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise AnswersError(f"{path} is {_kind_of(told)}; give the answers that the lesson page saved")
    return told


def _first_line(content: bytes) -> Mapping[str, Any]:
    """The object on the first of several lines, as JSON Lines have it, or nothing."""
    try:
        told = from_json(content.lstrip().partition(b"\n")[0])
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _kind_of(told: object) -> str:
    names = set(told) if isinstance(told, dict) else set()
    if isinstance(told, dict) and isinstance(told.get("kind"), str) and "schema_version" in names:
        return "a file of another kind"
    if {"rank", "score"} <= names:
        return "a queue"
    if {"decision", "reading"} <= names:
        return "a file of decisions"
    if {"narrative", "label"} <= names:
        return "a file of labelled records"
    return "no file of answers"


def _key(where: str, raw: object) -> tuple[KeyCase, ...]:
    told = _object(where, raw, _KEY)
    _refuse_version(where, told["schema_version"])
    cases = tuple(_key_case(f"{where}, case {number}", one) for number, one in enumerate(told["cases"], start=1))
    if not cases:
        raise AnswersError(f"{where} holds no case")
    again = _twice([case.case_id for case in cases])
    if again is not None:
        raise AnswersError(f"{where}: a case stands twice")
    return cases


def _key_case(where: str, raw: object) -> KeyCase:
    told = _object(where, raw, _KEY_CASE)
    if told["difficulty"] not in DIFFICULTIES:
        raise AnswersError(f"{where}: difficulty wants one of {', '.join(DIFFICULTIES)}")
    if not all(kind in EXPLOITATION for kind in told["exploitation"]):
        raise AnswersError(f"{where}: exploitation wants some of {', '.join(EXPLOITATION)}")
    signs = tuple(_sign(f"{where}, sign {number}", sign) for number, sign in enumerate(told["signs"], start=1))
    return KeyCase(told["case"], told["is_case"], told["difficulty"], tuple(dict.fromkeys(signs)))


def _sign(where: str, raw: object) -> Sign:
    told = _object(where, raw, _SIGN)
    if told["assertion"] not in ASSERTIONS:
        raise AnswersError(f"{where}: assertion wants one of {', '.join(ASSERTIONS)}")
    return _checked(where, Sign(**told))


def _answered(where: str, raw: object) -> AnsweredCase:
    told = _object(where, raw, _ANSWERED)
    if told["judgement"] not in JUDGEMENTS:
        raise AnswersError(f"{where}: judgement wants {REVIEW}, {NO_REVIEW} or nothing")
    if len(told["marks"]) > MOST_MARKS:
        raise AnswersError(f"{where}: {len(told['marks']):,} marks; a case may hold {MOST_MARKS:,}")
    marks = tuple(
        _checked(f"{where}, mark {number}", Mark(**_object(f"{where}, mark {number}", mark, _MARK)))
        for number, mark in enumerate(told["marks"], start=1)
    )
    wrote = bool(told["ask_next"].strip() or told["should_record"].strip())
    return AnsweredCase(told["case"], told["judgement"], marks, wrote)


def _checked(where: str, spot: _Spot) -> _Spot:
    if spot.indicator not in INDICATOR_CODES:
        near = difflib.get_close_matches(spot.indicator[:80], INDICATOR_CODES, n=1, cutoff=0.0)[0]
        raise AnswersError(f"{where}: unknown indicator; did you mean {near!r}?")
    if not 0 <= spot.start < spot.end:
        raise AnswersError(f"{where}: its place wants a start of 0 or more, and the end after the start")
    return spot


def _object(where: str, raw: object, kinds: Mapping[str, type]) -> Mapping[str, Any]:
    """An object with exactly these keys, each value of its kind."""
    if not isinstance(raw, dict):
        raise AnswersError(f"{where}: {type(raw).__name__} where an object with {', '.join(kinds)} is wanted")
    for name in raw:
        if name not in kinds:
            raise AnswersError(f"{where}: an unknown key; it may hold {', '.join(kinds)}")
    for name, kind in kinds.items():
        if name not in raw:
            raise AnswersError(f"{where}: no {name}; it holds {', '.join(kinds)}")
        if type(raw[name]) is not kind:
            raise AnswersError(f"{where}: {name} wants {_CALLED[kind]}")
    return raw


def _refuse_version(where: str, version: int) -> None:
    if version != SCHEMA_VERSION:
        raise AnswersError(f"{where}: schema version {version}; this program reads {SCHEMA_VERSION}")


def _refuse_other_cases(where: str, wanted: Sequence[str], given: Sequence[str]) -> None:
    """Every case of the key stands once, in the order of the key."""
    again = _twice(given)
    if again is not None:
        raise AnswersError(f"{where}: a case is answered twice")
    for number, case in enumerate(wanted, start=1):
        if case not in given:
            raise AnswersError(f"{where}: case {number} of the key is missing among the answers")
    if not set(given) <= set(wanted):
        raise AnswersError(f"{where}: a case is not in the key")
    if list(wanted) != list(given):
        raise AnswersError(f"{where}: its cases stand in another order than in the key")


def _twice(names: Sequence[str]) -> str | None:
    return next((name for name, count in Counter(names).items() if count > 1), None)


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False
