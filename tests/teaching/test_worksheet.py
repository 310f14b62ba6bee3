"""A pack on paper: pages to work on first, answers after them, and all of it real headings and tables."""

import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph
from office_files import hostile, long, parts, squeezed, times
from toy_pack import CASES, PACK, REAL_PACK, SOLUTIONS

from overlooked.indicators import load_indicators
from overlooked.pages.office.paper import NARRATIVE
from overlooked.pages.office.runs import LINE_END, plain
from overlooked.safeguarding import LEAD
from overlooked.teaching.office.worksheet import write_worksheet
from overlooked.teaching.packs.pack import SYNTHETIC, Pack
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words

Written = tuple[Pack, Sequence[Solution], Path]
A4 = (Twips(11906), Twips(16838))
HARD = {"toy": (PACK, SOLUTIONS), "real": (REAL_PACK, SOLUTIONS), "hostile": hostile(), "long": long()}


@pytest.fixture(scope="module", params=HARD)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    pack, solutions = HARD[request.param]
    path = tmp_path_factory.mktemp("worksheet") / "lesson.docx"
    write_worksheet(pack, solutions, path)
    return pack, solutions, path


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def told(document: Document) -> list[str]:
    """Paragraphs and cells in the order of the page."""
    blocks = document.iter_inner_content()
    return [text for block in blocks for text in ([block.text] if isinstance(block, Paragraph) else cells(block))]


def cells(table: Table) -> list[str]:
    return [cell.text for row in table.rows for cell in row.cells]


def halves(path: Path) -> tuple[str, str]:
    """What stands before the answers, and what from there on."""
    texts = told(opened(path))
    divider = texts.index("Answers")
    return "\n".join(texts[:divider]), "\n".join(texts[divider:])


def test_every_narrative_stands_whole_in_the_worksheet_line_by_line(written: Written) -> None:
    pack, _, path = written
    shown = [p.text for p in opened(path).paragraphs if p.style is not None and p.style.name == NARRATIVE]
    assert shown == [plain(line) for case in pack.cases for line in LINE_END.split(case.narrative)]


def test_answers_stand_after_the_last_page_to_work_on_and_nowhere_before(written: Written) -> None:
    _, solutions, path = written
    work, answers = halves(path)
    for solution in solutions:
        signs = (*solution.signs, *solution.against, *solution.around)
        expected = [solution.verdict, *(sign.why for sign in signs), *(rule.rule for rule in solution.rules)]
        expected += [*solution.should_record, *solution.questions, *solution.safeguarding]
        assert not [text for text in expected if squeezed(plain(text)) not in squeezed(answers)]
        assert all(f"“{plain(sign.sign.quote)}”" in answers for sign in signs)
        assert not [sign for sign in signs if f"“{plain(sign.sign.quote)}”" in work]


def test_headings_are_headings_in_their_order(written: Written) -> None:
    pack, _, path = written
    headings = [p.text for p in opened(path).paragraphs if p.style is not None and p.style.name == "Heading 1"]
    number = len(load_indicators())
    trainer = ["For the trainer: before you hand it out", LEAD] if pack.approval else []
    cases = [f"Case {n}" for n in range(1, len(pack.cases) + 1)]
    assert headings == [*trainer, f"The {number} indicators", *cases, "Answers"]


def test_every_table_has_a_header_row_and_says_what_it_is(written: Written) -> None:
    tables = opened(written[2]).tables
    assert len(tables) > len(written[0].cases)
    for table in tables:
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)


def test_lines_have_numbers_where_learners_work_and_start_again_on_each_page(written: Written) -> None:
    pack, _, path = written
    numbered = [s._sectPr.find(qn("w:lnNumType")) for s in opened(path).sections]
    assert [at is not None for at in numbered] == [False, *(True for _ in pack.cases), False]
    assert {at.get(qn("w:restart")) for at in numbered if at is not None} == {"newPage"}
    told = {s.name: s.element.find(".//" + qn("w:suppressLineNumbers")) for s in opened(path).styles}
    quiet = {name: at.get(qn("w:val")) for name, at in told.items() if at is not None}
    assert [name for name, value in quiet.items() if value == "0"] == [NARRATIVE]
    assert {"Normal", "Heading 1", "Heading 2", "Facts", "Write here", "Table end"} <= quiet.keys()


def test_the_page_is_a4_in_british_english_with_a_number_and_its_origin_below(written: Written) -> None:
    pack, _, path = written
    document, xml = opened(path), parts(path)
    assert {(s.page_width, s.page_height) for s in document.sections} == {A4}
    assert 'w:lang w:val="en-GB"' in xml["word/styles.xml"]
    assert not [name for name in ("word/styles.xml", "word/settings.xml") if "en-US" in xml[name]]
    foot = "".join(text for name, text in xml.items() if name.startswith("word/footer"))
    assert 'w:instr="PAGE"' in foot
    assert ("no real person" if pack.approval is None else "approved by A. Trainer") in foot
    assert document.core_properties.title == plain(pack.title)[:255]


def test_equal_packs_give_equal_bytes_with_no_time_in_them(written: Written, tmp_path: Path) -> None:
    pack, solutions, path = written
    write_worksheet(pack, solutions, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()
    assert times(path) == {(1980, 1, 1, 0, 0, 0)}


def test_no_page_to_work_on_tells_how_many_signs_there_are(tmp_path: Path) -> None:
    write_worksheet(PACK, SOLUTIONS, tmp_path / "lesson.docx")
    tables = opened(tmp_path / "lesson.docx").tables
    rows = [len(table.rows) for table in tables if table.rows[0].cells[0].text == "Line"]
    assert rows == [rows[0]] * len(CASES)


def test_marked_words_are_the_quotes_in_their_order(tmp_path: Path) -> None:
    write_worksheet(PACK, SOLUTIONS, tmp_path / "lesson.docx")
    shown = [p for p in opened(tmp_path / "lesson.docx").paragraphs if p.style is not None and p.style.name == "Answer"]
    runs = [run for paragraph in shown for run in paragraph.runs]
    marked = [run.text for run in runs if run._r.rPr is not None and run._r.rPr.find(qn("w:shd")) is not None]
    assert marked == [sign.quote for case in CASES for sign in case.signs]


def test_a_lesson_of_real_records_tells_the_trainer_what_must_still_be_read(tmp_path: Path) -> None:
    write_worksheet(REAL_PACK, SOLUTIONS, tmp_path / "lesson.docx")
    shown = "\n".join(told(opened(tmp_path / "lesson.docx")))
    assert SYNTHETIC not in shown
    assert "Approved by A. Trainer." in shown
    assert all(f"☐ {check}" in shown for check in lesson_words()["approval"]["checks"])


def test_hostile_text_stays_text_and_what_hides_is_named(tmp_path: Path) -> None:
    write_worksheet(*hostile(), tmp_path / "lesson.docx")
    shown = "\n".join(told(opened(tmp_path / "lesson.docx")))
    assert "=1+1 <a:t>&amp;]]> ⟨U+0000⟩⟨U+000B⟩⟨U+001B⟩[31m ⟨U+DC80⟩ ⟨U+FFFE⟩ ⟨U+202E⟩eman\t_x000D_" in shown
    assert not re.search("[\0\x0b\udc80\ufffe\u202e]", shown)
