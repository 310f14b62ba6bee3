"""Targets of what is taught: answers that learners saved, masked narratives, and lessons of hostile cases."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import docx
import files
from draw import Draw
from pptx import Presentation

from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES, load_circumstances, load_settings
from overlooked.masking import Masked, mask
from overlooked.outputs import canonical_json
from overlooked.pages.office.runs import plain
from overlooked.pages.templates import policy_hash
from overlooked.records.cells import BROKEN
from overlooked.teaching.learners.answered import Answers
from overlooked.teaching.learners.answers import load_answers
from overlooked.teaching.learners.counts import counted
from overlooked.teaching.learners.sittings import first_answers, pairs
from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.office.worksheet import write_worksheet
from overlooked.teaching.packs.cases import GROUPS, Case, Difficulty, in_order
from overlooked.teaching.packs.guidance import load_guidance
from overlooked.teaching.packs.pack import Approval, Pack, id_of
from overlooked.teaching.packs.solution import Solution, solution_of
from overlooked.teaching.page.lesson import page_of

NARRATIVE = "Called to unit 4. The lads say he locks them in at night.\nBoss answered for him. No offences disclosed."
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def answers(data: bytes) -> None:
    """Answers of two learners: what is read fits its key, and can be counted."""
    draw = Draw(data)
    kind = draw.number(3)
    first = draw.rest() if kind == 0 else _answers(draw)
    paths = [files.file("one.json", first)]
    if kind == 2:
        paths.append(files.file("two.json", _answers(draw)))
    found = load_answers(paths)
    assert len(found) == len(paths)
    for own in found:
        assert [case.case_id for case in own.cases] == [case.case_id for case in own.key]
        assert all(0 <= mark.start < mark.end for case in own.cases for mark in case.marks)
    _count(found)


def _count(found: list[Answers]) -> None:
    told = counted(found[0].key, first_answers(found))
    assert told.marks.sum() == sum(len(case.marks) for own in first_answers(found) for case in own.cases)
    assert ((told.hit + told.misnamed) <= 1).all()
    pairs(found)


@cache
def _key() -> dict[str, Any]:
    return Pack("A lesson", 1, (_case(Draw(b"\1\0\0\3\1\0\1\0\2"), "T-1"), _case(Draw(b""), "T-2"))).key


def _answers(draw: Draw) -> bytes:
    """Answers in which a few values are others, sealed so that the inside is reached."""
    told: dict[str, Any] = {
        "schema_version": 1,
        "kind": "overlooked answers",
        "pack": "",
        "key": json.loads(canonical_json(_key())),
        "learner": draw.pick(("A. Learner", "", "b")),
        "group": draw.pick(("", "Team 1")),
        "sitting": draw.pick(("", "before", "after")),
        "saved_on": "2026-11-27T10:00:00Z",
        "cases": [
            {"case": name, "judgement": "", "marks": _marks(draw), "ask_next": "", "should_record": draw.text()}
            for name in ("T-1", "T-2")
        ],
    }
    others = ("null", "true", "-1", str(10**400), "0.5", '""', "[]", "{}", "[null]", '["a"]', "[{}]", r'"\ud800"')
    for _ in range(draw.number(4)):
        where = draw.pick(_inside(told))
        where[draw.pick(sorted(where) or ["a"])] = json.loads(draw.pick(others))
    if draw.number(4) < 3:
        told["pack"] = _id_of(told.get("key"))
    return json.dumps(told, ensure_ascii=bool(draw.number(2))).encode("utf-8", "surrogatepass")


def _marks(draw: Draw) -> list[dict[str, Any]]:
    marks = []
    for _ in range(draw.number(3)):
        start = draw.number(90)
        marks.append({"indicator": draw.pick(INDICATOR_CODES), "start": start, "end": start + draw.number(20)})
    return marks


def _inside(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The objects inside, down to marks and signs."""
    objects = [*(told["cases"] if isinstance(told["cases"], list) else ())]
    key = told["key"]
    objects += key["cases"] if isinstance(key, dict) and isinstance(key.get("cases"), list) else ()
    found = [one for one in (told, key, *objects) if isinstance(one, dict)]
    deeper = [one.get(name) for one in found for name in ("marks", "signs")]
    found += [one for each in deeper if isinstance(each, list) for one in each if isinstance(one, dict)]
    return found


def _id_of(key: object) -> str:
    try:
        return id_of(key)
    except ValueError:
        return ""


def masking(data: bytes) -> None:
    """Outside the pieces all is equal, masking again changes nothing, and a span leads to its place."""
    text = data.decode("utf-8", "replace")
    narrative, _, told = text.partition("\0")
    known = told.split("\0")[:3] if told else []
    masked = mask(narrative, known)
    assert _outside(masked, narrative)
    again = mask(masked.text, known)
    assert again.text == masked.text
    assert not again.replaced
    assert mask(masked.text).text == masked.text
    assert masked.span(0, len(narrative)) == (0, len(masked.text))
    for piece in masked.replaced:
        assert masked.span(piece.start, piece.end) == (piece.masked_start, piece.masked_end)
        assert masked.text[piece.masked_start] == "["


def _outside(masked: Masked, narrative: str) -> bool:
    """Whether what stands between the pieces is the same in both, and the pieces stand in order."""
    place = masked_place = 0
    for piece in masked.replaced:
        assert place <= piece.start < piece.end
        assert narrative[place : piece.start] == masked.text[masked_place : piece.masked_start]
        place, masked_place = piece.end, piece.masked_end
    return narrative[place:] == masked.text[masked_place:]


def lesson(data: bytes) -> None:
    """A lesson of hostile cases: its page holds them and runs nothing, its files open again."""
    draw = Draw(data)
    is_real, in_office = draw.number(4) == 1, draw.number(4) == 1
    cases = tuple(_case(draw, f"T-{number}") for number in range(1, 2 + draw.number(2)))
    approval = Approval(draw.text() or "A. Trainer", draw.text(), (draw.text(),)) if is_real else None
    pack = Pack(_argument(draw), draw.number(100), cases, approval)
    solutions = [solution_of(case) for case in cases]
    _check_page(pack, page_of(pack, solutions))
    if in_office:
        _check_office(pack, solutions)


def _argument(draw: Draw) -> str:
    """A title as the command line gives it: bytes that are no text come as half characters."""
    return draw.text() + draw.take(4).decode("utf-8", "surrogateescape")


def _case(draw: Draw, name: str) -> Case:
    """A case with a hostile narrative and a few signs in it, which may overlap."""
    narrative = f"{BROKEN.sub('', draw.text())} {NARRATIVE}"
    signs = in_order([_sign(draw, narrative) for _ in range(draw.number(5))])
    told = {field: BROKEN.sub("", draw.text()) for field in ("offence", "force", "why")}
    return Case(
        case_id=name,
        narrative=narrative,
        recorded_on=draw.pick(("2025-03-04", "", "2025-03", draw.text())),
        is_case=bool(draw.number(2)),
        difficulty=draw.pick([*Difficulty]),
        exploitation=(draw.pick(EXPLOITATION),),
        signs=tuple(dict.fromkeys(signs)),
        about=tuple(group for group in GROUPS if draw.number(3) == 1),
        pair=draw.pick(("", "P1")),
        **told,
    )


def _sign(draw: Draw, narrative: str) -> Finding:
    kind = draw.pick((Kind.INDICATOR, Kind.COUNTER, Kind.CIRCUMSTANCE, Kind.SETTING))
    codes = {
        Kind.INDICATOR: INDICATOR_CODES,
        Kind.COUNTER: sorted(load_guidance().counters),
        Kind.CIRCUMSTANCE: [*load_circumstances()],
        Kind.SETTING: [*load_settings()],
    }[kind]
    start = draw.number(len(narrative))
    end = min(start + 1 + draw.number(30), len(narrative))
    assertion = draw.pick([*Assertion])
    clears = bool(draw.number(2))
    return Finding(kind, draw.pick(codes), narrative[start:end], start, end, assertion, "annotated", clears)


class _Page(HTMLParser):
    """Reads a page strictly: every element is closed where it should be, and nothing points outside."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.inside: dict[str, list[str]] = {"style": [], "script": []}
        self.policy, self.words, self.ids = "", list[tuple[int, int]](), set[str]()
        self.bare = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        assert len(told) == len(attrs), f"an attribute twice: {attrs}"
        assert not [name for name in told if name.startswith("on") or name in {"style", "srcdoc"}], attrs
        assert all(str(told[name]).startswith("#") for name in ("href", "src", "action") if name in told), attrs
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(told["content"])
        if "id" in told:
            assert told["id"] not in self.ids, told["id"]
            self.ids.add(str(told["id"]))
        if "data-from" in told:
            self.words.append((int(str(told["data-from"])), int(str(told["data-to"]))))
        self.bare = not told
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inside and self.bare:
            self.inside[self.open[-1]].append(data)


def _check_page(pack: Pack, text: str) -> None:
    page = _Page()
    page.feed(text)
    page.close()
    assert not page.open
    for tag, told in page.inside.items():
        assert len(told) == 1, f"{len(told)} of {tag}"
        assert f"{tag}-src 'sha256-{policy_hash(told[0])}'" in page.policy
    [data] = re.findall(r'<script type="application/json" id="pack">(.*?)</script>', text)
    assert json.loads(data)["key"] == pack.key
    expected = [m.span() for case in pack.cases for m in re.finditer(r"\S+", case.narrative)]
    assert page.words == expected
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


def _check_office(pack: Pack, solutions: list[Solution]) -> None:
    slides, sheet = files.folder() / "lesson.pptx", files.folder() / "lesson.docx"
    write_slides(pack, solutions, slides)
    write_worksheet(pack, solutions, sheet)
    shown = [shape.text_frame.text for slide in Presentation(str(slides)).slides for shape in slide.placeholders]
    written = [paragraph.text for paragraph in docx.Document(str(sheet)).paragraphs]
    for case in pack.cases:
        for told in (shown, written):
            assert _squeezed(plain(case.narrative)) in _squeezed("".join(told))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
