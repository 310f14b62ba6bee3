"""A pack as slides: what they show, what their notes hold, and that nothing runs out of its shape."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from office_files import hostile, long, parts, squeezed, times
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt
from toy_pack import CASES, PACK, REAL_PACK, SOLUTIONS

from overlooked.pages.office.runs import colours, plain
from overlooked.teaching.office.classroom import as_text
from overlooked.teaching.office.letters import LEADING, count
from overlooked.teaching.office.slides import write_slides
from overlooked.teaching.office.theme import BOTTOM, FACTS_SIZE, HIGH, INSET, LIST, LIST_SIZE, WIDE
from overlooked.teaching.packs.pack import SYNTHETIC, Pack
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words

Written = tuple[Pack, Sequence[Solution], Path]
APPROVED = "Masked real records, approved by A. Trainer. Do not pass on."
SMALLEST = 16
"""What can be read from the last row, in points."""
HARD = {"toy": (PACK, SOLUTIONS), "real": (REAL_PACK, SOLUTIONS), "hostile": hostile(), "long": long()}


@pytest.fixture(scope="module", params=HARD)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    pack, solutions = HARD[request.param]
    path = tmp_path_factory.mktemp("slides") / "lesson.pptx"
    write_slides(pack, solutions, path)
    return pack, solutions, path


def slides_of(path: Path) -> list[Any]:
    return list(Presentation(str(path)).slides)


def titled(slides: list[Any], title: str) -> list[Any]:
    wanted = re.compile(rf"{title}( \(\d+ of \d+\))?")
    return [slide for slide in slides if wanted.fullmatch(slide.shapes.title.text_frame.text)]


def text_of(slides: list[Any]) -> str:
    """What slides show: their lists and narratives one after the other, then their tables column by column."""
    frames = [shape for slide in slides for shape in slide.placeholders if shape.placeholder_format.idx in {1, 2}]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    columns = range(max((len(table.columns) for table in tables), default=0))
    cells = [row.cells[at] for at in columns for table in tables for row in table.rows if at < len(row.cells)]
    return "\n".join(shown.text_frame.text for shown in (*frames, *cells))


def test_every_narrative_stands_whole_on_the_slides_of_its_record(written: Written) -> None:
    pack, _, path = written
    for number, case in enumerate(pack.cases, start=1):
        shown = titled(slides_of(path), f"Case {number}: the record")
        assert squeezed(plain(case.narrative)) == squeezed("".join(s.placeholders[1].text_frame.text for s in shown))


def test_every_quote_and_every_sentence_of_an_answer_but_its_rules_stands_on_its_slides(written: Written) -> None:
    _, solutions, path = written
    for number, told in enumerate(solutions, start=1):
        shown = squeezed(text_of(titled(slides_of(path), f"Case {number}, answer: .*")))
        signs = (*told.signs, *told.against, *told.around)
        expected = [t.sign.quote for t in signs] + [t.why for t in signs] + [rule.title for rule in told.rules]
        expected += [*told.should_record, *told.questions, *told.safeguarding]
        assert not [text for text in expected if squeezed(plain(text)) not in shown]


def test_the_notes_of_every_slide_of_a_case_hold_the_whole_answer_and_those_of_others_nothing(written: Written) -> None:
    pack, solutions, path = written
    slides = slides_of(path)
    with_notes = []
    for number, (case, told) in enumerate(zip(pack.cases, solutions, strict=True), start=1):
        answer = "\n".join(map(plain, as_text(pack, case, told)))
        here = titled(slides, rf"Case {number}\b.*")
        assert {slide.notes_slide.notes_text_frame.text for slide in here} == {answer}
        assert all(plain(text) in answer for rule in told.rules for text in (rule.rule, rule.note, rule.source))
        with_notes += here
    assert [slide.slide_id for slide in slides if slide.has_notes_slide] == [slide.slide_id for slide in with_notes]


def test_every_slide_has_a_title_its_number_and_says_where_the_records_come_from(written: Written) -> None:
    pack, _, path = written
    for number, slide in enumerate(slides_of(path), start=1):
        assert slide.shapes.title.text_frame.text
        *_, foot, own = slide.shapes
        assert own.text_frame._txBody.find(".//" + qn("a:t")).text == str(number)
        assert foot.text_frame.text == (SYNTHETIC if pack.approval is None else APPROVED)
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_nothing_runs_out_of_its_shape_or_off_its_slide(written: Written) -> None:
    for shape in (shape for slide in slides_of(written[2]) for shape in slide.shapes):
        assert 0 <= shape.left < shape.left + shape.width <= Pt(WIDE)
        assert 0 <= shape.top < shape.top + shape.height <= Pt(HIGH)
        if shape.has_table:
            assert shape.top + sum(row.height for row in shape.table.rows) <= Pt(BOTTOM + 1)
        elif shape.is_placeholder and shape.placeholder_format.idx == 1:
            paragraphs = shape.text_frame.paragraphs
            sizes = [run.font.size.pt for paragraph in paragraphs for run in paragraph.runs if run.font.size]
            lines = sum(
                count(paragraph.text, shape.width.pt - 2 * INSET, min(sizes, default=1)) for paragraph in paragraphs
            )
            assert lines * LEADING * min(sizes, default=1) <= shape.height.pt


def test_no_slide_ends_with_a_heading(written: Written) -> None:
    slides = slides_of(written[2])
    lists = [slide.placeholders[1].text_frame for slide in slides if slide.slide_layout.name == LIST]
    assert not [frame.text for frame in lists if frame.paragraphs[-1].runs[0].font.bold and len(frame.paragraphs) == 1]
    answers = [slide.placeholders[1].text_frame for slide in titled(slides, r"Case \d+, answer: (what|keep) .*")]
    assert not [frame.text for frame in answers if frame.paragraphs[-1].runs[0].font.bold]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert not [table for table in tables if table.rows[len(table.rows) - 1].cells[0].is_merge_origin]


def test_what_a_slide_shows_but_its_foot_is_large_enough_for_a_classroom(written: Written) -> None:
    for slide in slides_of(written[2]):
        told = [shape.text_frame for shape in slide.shapes if shape.has_text_frame][:-2]
        told += [cell.text_frame for s in slide.shapes if s.has_table for row in s.table.rows for cell in row.cells]
        sizes = [run.font.size.pt for frame in told for p in frame.paragraphs for run in p.runs if run.font.size]
        assert min(sizes, default=SMALLEST) >= SMALLEST
    assert min(FACTS_SIZE, LIST_SIZE) >= SMALLEST


def test_what_is_told_of_marked_words_stands_under_its_heading_in_the_colour_of_the_mark(tmp_path: Path) -> None:
    write_slides(PACK, SOLUTIONS, tmp_path / "lesson.pptx")
    (slide,) = titled(slides_of(tmp_path / "lesson.pptx"), "Case 1, answer: the signs")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    first = [row.cells[0] for row in table.rows]
    assert [cell.text for cell in first] == [
        "No.", "What speaks for exploitation", "1", "2", "3", "What speaks against it", "4",
    ]  # fmt: skip
    assert [str(first[at].fill.fore_color.rgb) for at in (2, 6)] == [colours()["present"], colours()["counter"]]


def test_a_table_has_a_header_row_and_says_what_it_is(written: Written) -> None:
    tables = [shape for slide in slides_of(written[2]) for shape in slide.shapes if shape.has_table]
    assert tables
    for shape in tables:
        assert shape.table.first_row
        assert "Columns: " in shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_all_text_is_british_english_and_no_part_says_otherwise(written: Written) -> None:
    told = parts(written[2])
    slides = "".join(text for name, text in told.items() if name.startswith(("ppt/slides/", "ppt/notesSlides/")))
    assert set(re.findall(r'lang="([^"]*)"', slides)) == {"en-GB"}
    assert not [name for name, text in told.items() if 'lang="en-US"' in text]


def test_equal_packs_give_equal_bytes_with_no_time_in_them(written: Written, tmp_path: Path) -> None:
    pack, solutions, path = written
    write_slides(pack, solutions, tmp_path / "again.pptx")
    assert (tmp_path / "again.pptx").read_bytes() == path.read_bytes()
    assert times(path) == {(1980, 1, 1, 0, 0, 0)}


def test_marked_words_are_the_quotes_in_their_order_each_followed_by_its_number(tmp_path: Path) -> None:
    write_slides(PACK, SOLUTIONS, tmp_path / "lesson.pptx")
    (slide,) = titled(slides_of(tmp_path / "lesson.pptx"), "Case 1, answer: the words")
    runs = list(slide.placeholders[1]._element.iter(qn("a:r")))
    marked = [at for at, run in enumerate(runs) if run.find(qn("a:rPr")).find(qn("a:highlight")) is not None]
    assert [runs[at].text for at in marked] == [sign.quote for sign in CASES[0].signs]
    assert [runs[at + 1].text for at in marked] == ["1", "2", "3", "4"]


def test_a_lesson_of_real_records_tells_who_approved_it_and_what_must_still_be_read(tmp_path: Path) -> None:
    write_slides(REAL_PACK, SOLUTIONS, tmp_path / "lesson.pptx")
    shown = text_of(slides_of(tmp_path / "lesson.pptx"))
    assert "Approved by A. Trainer." in shown
    assert "2 quote a source" in shown
    assert SYNTHETIC not in shown
    assert all(check in shown for check in lesson_words()["approval"]["checks"])


def test_hostile_text_stays_text_and_what_hides_is_named(tmp_path: Path) -> None:
    write_slides(*hostile(), tmp_path / "lesson.pptx")
    shown = text_of(slides_of(tmp_path / "lesson.pptx"))
    assert "=1+1 <a:t>&amp;]]> ⟨U+0000⟩⟨U+000B⟩⟨U+001B⟩[31m ⟨U+DC80⟩ ⟨U+FFFE⟩ ⟨U+202E⟩eman" in shown
    assert not re.search("[\0\x0b\udc80\ufffe\u202e]", shown)


def test_a_pack_without_a_title_has_slides_too(tmp_path: Path) -> None:
    write_slides(Pack("", 1, CASES), SOLUTIONS, tmp_path / "lesson.pptx")
    first, *others = slides_of(tmp_path / "lesson.pptx")
    assert first.shapes.title.text_frame.text == ""
    assert others
