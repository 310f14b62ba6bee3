"""The workbook, opened again by openpyxl, which did not write it."""

import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders import RECORD
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from overlooked.pages.cells import CELL, CUT, held
from overlooked.screening import Screening, screen
from overlooked.views import sheets
from overlooked.views.workbook import QUEUE, marked, write_workbook

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "https://example.org/x",
    "mailto:a@b.c",
    "<r><t>x</t></r>",
    "<r>&</r>",
    "{=1+1}",
    "_x0041_\x07",
    "&amp;<b>",
)


def screening(*records: dict[str, Any], limit: int | None = None) -> Screening:
    told = [RECORD | {"record_id": f"A{n}"} | record for n, record in enumerate(records)]
    return screen(pd.DataFrame(told), limit=limit)


def opened(folder: Path, *records: dict[str, Any], limit: int | None = None) -> Workbook:
    path = folder / "q.xlsx"
    write(screening(*records, limit=limit), path)
    return load_workbook(path, rich_text=True)


def write(done: Screening, path: Path) -> None:
    write_workbook(
        done.queue,
        done.named,
        path,
        lines=("3 rows in.",),
        counts={"scored": 3, "strata": {"A": 1}},
        hashes={"model": "ab"},
    )


def column(book: Workbook, title: str, sheet: str = "Queue") -> list[Any]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [row[head.index(title)] for row in rows]


def test_it_has_the_four_sheets_and_the_columns_of_the_queue(tmp_path: Path) -> None:
    book = opened(tmp_path, {})
    assert book.sheetnames == ["Queue", "At risk now", "Findings", "Summary", "Referred or named"]
    assert [cell.value for cell in book["Queue"][1]] == [told.title for told in QUEUE]


def test_the_header_is_frozen_filtered_and_repeated_on_every_landscape_page(tmp_path: Path) -> None:
    sheet = opened(tmp_path, {}, {})["Queue"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:O3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["O2"].alignment.wrap_text


def test_the_words_of_a_sign_are_bold_and_the_narrative_is_whole(tmp_path: Path) -> None:
    [narrative] = column(opened(tmp_path, {}), "Narrative")
    assert isinstance(narrative, CellRichText)
    bold = [str(piece) for piece in narrative if isinstance(piece, TextBlock) and piece.font.b]
    against = [str(piece) for piece in narrative if isinstance(piece, TextBlock) and piece.font.i]
    assert bold == ["boss has kept his passport"]
    assert any("own key" in words for words in against)
    assert str(narrative) == RECORD["narrative"]


def test_pieces_that_touch_and_look_alike_are_one_and_a_sign_goes_before_what_speaks_against() -> None:
    sign = {"kind": "indicator", "assertion": "present", "start": 3, "end": 6}
    findings = [sign, {**sign, "start": 5, "end": 9}, {**sign, "kind": "counter", "start": 8, "end": 11}]
    told = marked("He had no key left.", [*findings, {**sign, "kind": "setting", "start": 0, "end": 2}])
    assert told.pieces == (("He ", ""), ("had no", "bold"), (" k", "against"), ("ey left.", ""))


def test_a_denial_that_clears_nothing_is_marked_and_others_are_not(tmp_path: Path) -> None:
    done = screening({"narrative": "His boss has kept his passport. Manager said that he is free to leave."})
    write(done, tmp_path / "q.xlsx")
    told = column(load_workbook(tmp_path / "q.xlsx"), "Clears nothing", "Findings")
    assert told == [None if f["clears"] else "yes" for f in done.queue["findings"][0]]
    assert set(told) == {None, "yes"}


def test_every_finding_has_a_row(tmp_path: Path) -> None:
    done = screening({}, {})
    write(done, tmp_path / "q.xlsx")
    words = column(load_workbook(tmp_path / "q.xlsx"), "Words", "Findings")
    assert words == [finding["quote"] for findings in done.queue["findings"] for finding in findings]


def test_days_are_days_and_other_texts_stay(tmp_path: Path) -> None:
    days = column(opened(tmp_path, {}, {"recorded_on": ""}, {"recorded_on": "1899-12-31"}), "Recorded on")
    assert sorted(map(str, days)) == ["1899-12-31", "2024-05-01 00:00:00", "None"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_broken_markup(tmp_path: Path, text: str) -> None:
    told = {"record_id": text, "offence": text, "area": text, "narrative": f"{text} His boss has kept his passport."}
    book = opened(tmp_path, told, told | {"narrative": text})
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        assert not any(cell.hyperlink for cell in cells)
    assert {value.strip() for value in column(book, "Area")} == {held(text.strip())}
    assert {str(value).strip() for value in column(book, "Narrative")} >= {held(text).strip()}


def test_a_narrative_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    long = "His boss has kept his passport. \U0001f600" + "He said more. " * 4000
    [narrative] = column(opened(tmp_path, {"narrative": long}), "Narrative")
    assert str(narrative).endswith(CUT)
    assert len(str(narrative).encode("utf-16-le")) // 2 <= CELL


def test_a_text_that_is_all_quote_or_has_too_many_pieces_is_written_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "RUNS", 2)
    narratives = column(opened(tmp_path, {}, {"narrative": "boss has kept his passport"}), "Narrative")
    assert {str(told) for told in narratives} == {RECORD["narrative"], "boss has kept his passport"}


def test_what_one_sheet_cannot_hold_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS", 3)
    book = opened(tmp_path, *[{} for _ in range(5)])
    assert book.sheetnames[:3] == ["Queue", "Queue 2", "Queue 3"]
    assert [n for name in book.sheetnames[:3] for n in column(book, "Rank", name)] == [1, 2, 3, 4, 5]


def test_equal_screenings_give_equal_bytes_and_nothing_else_in_the_folder(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write(screening({}, {"narrative": "NRM submitted."}), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]


def test_the_summary_tells_counts_hashes_and_what_the_output_is_not(tmp_path: Path) -> None:
    told = "\n".join(str(cell) for row in opened(tmp_path, {})["Summary"].iter_rows(values_only=True) for cell in row)
    for words in ("3 rows in.", "Strata: A", "Hash of model", "no probability", "What it is not"):
        assert words in told


def test_an_empty_queue_is_a_workbook_all_the_same(tmp_path: Path) -> None:
    write(screen(pd.DataFrame({"narrative": []})), tmp_path / "q.xlsx")
    assert column(load_workbook(tmp_path / "q.xlsx"), "Rank") == []


def test_a_workbook_that_breaks_off_leaves_no_parts_behind(tmp_path: Path) -> None:
    def broken() -> None:
        with sheets.workbook(tmp_path / "q.xlsx", "t") as book:
            book.table("Queue", QUEUE, iter([[""] * len(QUEUE)]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_a_sound_archive(tmp_path: Path) -> None:
    opened(tmp_path, {})
    with zipfile.ZipFile(tmp_path / "q.xlsx") as archive:
        assert archive.testzip() is None
