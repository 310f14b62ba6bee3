"""Inputs as forces really send them: workbooks, packed files, folders, streams, and bombs among them."""

import gzip
import io
import json
import os
import random
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from overlooked.errors import RecordsError
from overlooked.records import RecordsRead, iter_records, open_records, paths_of, read_records
from overlooked.records.text import ROW_LIMIT
from refusals import refused

CSV = "Crime Ref,MO\nA1,Took the bike\n"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> Path:
    """A workbook; cells merged in the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def narratives(found: RecordsRead) -> list[str]:
    return list(found.records["narrative"])


def reasons(found: RecordsRead) -> list[tuple[int, str]]:
    return list(zip(found.rejects["row"], found.rejects["reason"], strict=True))


def packed_zeros(size: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(b"narrative\n")
        for _ in range(size >> 20):
            file.write(b"x" * (1 << 20))
    return out.getvalue()


# Workbooks


def test_a_workbook_gives_its_dates_numbers_and_texts(tmp_path: Path) -> None:
    days = [datetime(2024, 2, 1, 9, 5, tzinfo=UTC).replace(tzinfo=None), date(2024, 2, 2), 45325, "4 Feb 2024"]
    rows: list[tuple[Any, ...]] = [
        ("Crime Ref", "Recorded Date", "MO"),
        *((n, day, f"Took bike {n}") for n, day in enumerate(days)),
    ]
    found = read_records([workbook(tmp_path / "a.xlsx", {"Crimes": rows})])
    assert list(found.records["recorded_on"]) == ["2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04"]
    assert list(found.records["record_id"]) == ["0", "1", "2", "3"]
    assert found.quality.dates_unread == 0


def test_every_sheet_with_a_narrative_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Cover": [["Crimes of 2024"]],
        "Theft": [["Crime Ref", "MO"], ["A1", "Took it"]],
        "Codes": [["Code", "Meaning"], [46, "Theft"]],
        "Assault": [["Crime Ref", "MO"], ["A2", "Hit him"]],
        "Plan": [["Crime Ref", "MO"]],
    }
    found = read_records([workbook(tmp_path / "a.xlsx", sheets)])
    assert list(found.records["source"]) == ["a.xlsx [Theft]", "a.xlsx [Assault]"]
    assert found.notes == (
        "Sheets read: a.xlsx [Theft], a.xlsx [Assault].",
        "Sheets not read, for they have no narrative column or no rows: a.xlsx [Cover], a.xlsx [Codes], a.xlsx [Plan].",
    )


def test_titles_above_and_merged_headers_do_no_harm(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Crime extract"],
        [],
        ["Crime Ref", "Recorded", None, "Offence", None, "MO / Free Text"],
        [None, "Date", "By", "Title", "HO Code", None],
        ["A1", date(2024, 2, 1), "PC 1", "Theft", "46", "Took it"],
    ]
    merged = ["A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4"]
    found = read_records([workbook(tmp_path / "a.xlsx", {"S": rows}, merged)])
    record = found.records.iloc[0]
    assert list(record[["record_id", "recorded_on", "offence", "offence_code", "narrative"]]) == [
        *("A1", "2024-02-01", "Theft", "46", "Took it")
    ]
    assert record["row"] == 5


def test_a_header_merged_over_columns_names_the_first_of_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Crime Ref", "MO", None], ["A1", "Took it", None]]
    assert narratives(read_records([workbook(tmp_path / "a.xlsx", {"S": rows}, ["B1:C1"])])) == ["Took it"]


def test_rows_bear_the_number_that_excel_shows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["MO"], [], ["Took it"], [], [None, "stray"]]
    found = read_records([workbook(tmp_path / "a.xlsx", {"S": rows})])
    assert list(found.records["row"]) == [3]
    assert reasons(found) == [(5, "2 fields where the header has 1")]


def test_carriage_returns_that_excel_wrote_out_are_line_ends(tmp_path: Path) -> None:
    rows = [["MO"], ["Took_x000D_\nit"], ["a _x005F_x000D_ b"]]
    assert narratives(read_records([workbook(tmp_path / "a.xlsx", {"S": rows})])) == ["Took\nit", "a _x000D_ b"]


def test_a_narrative_that_excel_took_for_a_formula_is_set_aside_with_the_reason(tmp_path: Path) -> None:
    found = read_records([workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["#NAME?"], ["Took it"]]})])
    assert reasons(found) == [(2, "the narrative is only the error #NAME? of Excel, its words are lost")]


def test_a_workbook_without_narrative_names_the_columns_of_a_sheet(tmp_path: Path) -> None:
    with refused(RecordsError, "sheet 'S'", "Nr, Words", 'narrative = "Words"'):
        read_records([workbook(tmp_path / "a.xlsx", {"S": [["Nr", "Words"], [1, "He took it"]]})])


def test_a_mapping_holds_for_the_sheets_that_have_its_columns(tmp_path: Path) -> None:
    sheets = {"Old": [["Ref", "Words"], ["A1", "Took it"]], "New": [["Crime Ref", "MO"], ["A2", "Left it"]]}
    mapping = tmp_path / "columns.toml"
    mapping.write_text('narrative = "Words"\nrecord_id = "Ref"\n')
    found = read_records([workbook(tmp_path / "a.xlsx", sheets)], mapping)
    assert list(found.records["record_id"]) == ["A1", "A2"]
    mapping.write_text('narrative = "Wrods"\n')
    with refused(RecordsError, "no column 'Wrods'", "did you mean 'Words'"):
        read_records([tmp_path / "a.xlsx"], mapping)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), ("old Excel file or has a password", "XLSX")),
        (b"Crime Ref,MO\n", ("not an XLSX file",)),
        (b"PK\x03\x04" + bytes(50), ("cannot be read",)),
        (b"", ("not an XLSX file",)),
    ],
)
def test_what_is_no_workbook_is_one_line(tmp_path: Path, content: bytes, words: tuple[str, ...]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with refused(RecordsError, "a.xlsx", *words):
        read_records([path])


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def test_a_workbook_that_would_unpack_to_far_more_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["Took it"]]})
    rewritten(path, lambda name, old: old + b" " * 2**27 if name.endswith("sheet1.xml") else old)
    with refused(RecordsError, "sheet1.xml unpacks to more than 200 times its size"):
        read_records([path])


def test_a_part_that_lies_about_its_size_is_read_no_further_than_it_says(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["Took it"]]})
    rewritten(path, lambda name, old: old + b" " * 2**27 if name.endswith("sheet1.xml") else old)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as book:
        size = next(info.file_size for info in book.infolist() if info.filename.endswith("sheet1.xml"))
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (4096).to_bytes(4, "little")))
    with refused(RecordsError, "a.xlsx"):
        read_records([path])


def test_a_sheet_with_a_row_far_beyond_excel_ends_in_one_line(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["Took it"]]})
    rewritten(path, lambda _, old: old.replace(b'<row r="2"', b'<row r="999999999999"').replace(b'"A2"', b'"A3"'))
    with refused(RecordsError, "more than 1,048,576 rows"):
        read_records([path])


def test_entities_that_multiply_end_in_one_line(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["Took it"]]})
    names = [f"e{n}" for n in range(12)]
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    doctype = f"<!DOCTYPE x [<!ENTITY e0 'ha'>{laughs}]>".encode()
    rewritten(path, lambda _, old: doctype + old.replace(b"Took it", b"&e11;") if b"Took it" in old else old)
    with refused(RecordsError, "a.xlsx"):
        read_records([path])


def test_any_damage_to_a_workbook_is_read_past_or_one_line(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["Crime Ref", "MO"], *(["A", f"Took {n}"] for n in range(20))]})
    intact, dice = path.read_bytes(), random.Random(5)  # noqa: S311 - dice, no secret

    def damaged(_: str, old: bytes) -> bytes:
        changed = bytearray(old)
        changed[dice.randrange(len(changed))] = dice.choice(b'<>"/&Az19 ')
        return bytes(changed)

    for _ in range(120):
        path.write_bytes(intact)
        rewritten(path, damaged)
        try:
            read_records([path])
        except RecordsError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


# Packed text and UTF-16


@pytest.mark.parametrize("name", ["a.csv.gz", "A.CSV.GZ", "a.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_packed_and_in_every_usual_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    text = "Crime Ref;MO\r\nA1;She paid £40 at the café, “for rent”\r\n"
    (tmp_path / name).write_bytes(gzip.compress(text.encode(encoding)))
    assert narratives(read_records([tmp_path / name])) == ["She paid £40 at the café, “for rent”"]


def test_json_lines_are_read_packed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"narrative": "Took it"}\n'))
    assert narratives(read_records([tmp_path / "a.jsonl.gz"])) == ["Took it"]


def test_only_text_is_read_packed(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(b"PAR1"))
    with refused(RecordsError, "only text is read packed", "unpack it"):
        read_records([tmp_path / "a.parquet.gz"])


def test_a_packed_file_that_was_cut_is_said_to_be(tmp_path: Path) -> None:
    text = "narrative\n" + "".join(f"{random.Random(n).random()}\n" for n in range(5000))  # noqa: S311
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode())[:-2000])
    with refused(RecordsError, "a.csv.gz ends before its end"):
        read_records([tmp_path / "a.csv.gz"])


def test_a_packed_bomb_is_unpacked_only_so_far(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(packed_zeros(2**28))
    with refused(RecordsError, "unpacks to more than 200 times its size"):
        read_records([tmp_path / "a.csv.gz"])


# Rows and narratives without measure


def test_a_row_of_forty_megabytes_is_set_aside_and_the_next_is_read(tmp_path: Path) -> None:
    long = "x" * 40_000_000
    for name, text in [
        ("a.csv", f"narrative,force\n{long},Kent\nTook it,Kent\n"),
        ("b.csv", "narrative,force\n" + ("y" * 4_000_000 + ",") * 10 + "Kent\nTook it,Kent\n"),
        ("a.jsonl", json.dumps({"narrative": long}) + "\n" + json.dumps({"narrative": "Took it"}) + "\n"),
    ]:
        (tmp_path / name).write_text(text)
        found = read_records([tmp_path / name])
        assert narratives(found) == ["Took it"]
        assert reasons(found) == [(1, f"a row of more than {ROW_LIMIT:,} characters")]
        assert len(found.rejects["raw"][0]) < 200_000


@pytest.mark.slow
def test_a_quoted_field_over_many_lines_has_a_limit_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('narrative,force\n"' + "many words\n" * 500_000 + '",Kent\nTook it,Kent\n')
    found = read_records([tmp_path / "a.csv"])
    assert narratives(found)[-1] == "Took it"
    assert "4,194,304" in reasons(found)[0][1]


def test_a_narrative_of_five_million_characters_is_set_aside_whole(tmp_path: Path) -> None:
    rows = [{"narrative": "He took it. " * 420_000}, {"narrative": "Took it"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = read_records([tmp_path / "a.jsonl"])
    assert reasons(found) == [(1, "the narrative is too long: 5,040,000 characters where at most 1,000,000 are read")]
    assert found.quality.too_long == 1


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(f"c{n}" for n in range(20_000)) + "\n")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({f"c{n}": 1}) + "\n" for n in range(20_000)))
    for name in ("a.csv", "a.jsonl"):
        with refused(RecordsError, "columns; at most 16,384"):
            read_records([tmp_path / name])


# Folders, globs, streams


def folder(path: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(f"Crime Ref,MO\nA{number},Took bike {number}\n")
    return path


def test_a_folder_gives_its_files_in_order_without_hidden_ones_and_tells_what_it_passes_over(tmp_path: Path) -> None:
    given = folder(
        tmp_path / "Übung mit Leer", "b.csv", "jan/a.csv", "a.csv", ".c.csv", ".git/d.csv", "~$e.xlsx", "f.txt"
    )
    found = read_records([given])
    assert list(found.records["source"]) == ["Übung mit Leer/a.csv", "b.csv", "jan/a.csv"]
    assert found.notes == ("Files passed over: f.txt.",)


def test_a_glob_gives_what_fits_in_order_and_none_twice(tmp_path: Path) -> None:
    folder(tmp_path, "2024 b.csv", "2024 a.csv", "2023.csv", "2024.md")
    found = paths_of([tmp_path / "2024*", tmp_path / "*.csv"])
    assert [path.name for path in found] == ["2024 a.csv", "2024 b.csv", "2023.csv"]


def test_a_name_with_brackets_is_taken_as_it_is(tmp_path: Path) -> None:
    folder(tmp_path, "export [1].csv")
    assert len(read_records([tmp_path / "export [1].csv"]).records) == 1


def test_a_folder_or_glob_without_files_to_read_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt")
    with refused(RecordsError, "folder without files to read", ".csv", ".xlsx"):
        read_records([tmp_path])
    with refused(RecordsError, "no file is called so"):
        read_records([tmp_path / "*.csv"])


def test_what_an_earlier_run_wrote_into_the_folder_is_no_input(tmp_path: Path) -> None:
    folder(tmp_path, "a.csv", "q.csv", "q.jsonl.rejects.csv")
    (tmp_path / "q.jsonl").write_text('{"narrative": "Took it"}\n')
    (tmp_path / "q.jsonl.manifest.json").write_text(json.dumps({"settings": {"outputs": ["q.jsonl", "q.csv"]}}))
    assert [path.name for path in paths_of([tmp_path])] == ["a.csv"]


class Stream:
    """Standard input with this content."""

    def __init__(self, content: bytes, *, terminal: bool = False) -> None:
        self.buffer = io.BytesIO(content)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        b'\xef\xbb\xbf \n{"Crime Ref": "A1", "MO": "Took the bike"}\n',
        gzip.compress(CSV.encode(), mtime=0),
    ],
)
def test_standard_input_is_told_by_how_it_begins(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(content))
    found = read_records([Path("-")])
    assert found.records[["record_id", "narrative", "source"]].to_numpy().tolist() == [
        ["A1", "Took the bike", "standard input"]
    ]


def test_a_workbook_comes_by_standard_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(tmp_path / "a.xlsx", {"S": [["MO"], ["Took it"]]}).read_bytes()
    monkeypatch.setattr(sys, "stdin", Stream(content))
    assert narratives(read_records([Path("-")])) == ["Took it"]


def test_standard_input_that_nobody_sends_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(b"", terminal=True))
    with refused(RecordsError, "nothing is sent"):
        read_records([Path("-")])
    monkeypatch.setattr(sys, "stdin", Stream(b""))
    with refused(RecordsError, "standard input is empty"):
        read_records([Path("-")])


def test_standard_input_given_twice_is_refused() -> None:
    with refused(RecordsError, "given twice"):
        read_records([Path("-"), Path("-")])


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("narrative\n" + "Took it\n" * 30)
    parts = iter_records(open_records([path]), 10)
    next(parts)
    with path.open("a") as file:
        file.write("Left it\n")
    with refused(RecordsError, "a.csv changed while it was read"):
        list(parts)


def test_a_file_replaced_by_one_of_the_same_size_is_noticed_by_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV)
    found = read_records([path])
    found.refuse_changed()
    os.utime(path, (1, 1))
    with refused(RecordsError, "changed while it was read"):
        found.refuse_changed()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv.gz", "a.xlsx", "a.jsonl.gz"]), st.booleans())
def test_no_bytes_bring_anything_but_records_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str, pack: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(gzip.compress(content) if pack else content)
    try:
        found = read_records([path])
    except RecordsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        return
    assert found.rows_in == found.quality.rows == len(found.records) + len(found.rejects)
