"""Exports as reporting tools write them and people send them: titles, footers, pasted files, broken quotes, zip."""

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.errors import RecordsError
from overlooked.records import RecordsRead, propose_columns, read_records
from overlooked.records.furniture import FOOTER, HEADER_AGAIN, furniture
from refusals import refused

TITLES = "Force X – extract, 01/02/2024\n\nOwner: performance; draft\n"
ROWS = "NM/24/1,2024-02-01,Took it\nNM/24/2,2024-02-02,Left it\n"
HEADER = "Crime Ref,Recorded Date,MO\n"


def read(folder: Path, text: str, name: str = "a.csv") -> RecordsRead:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_records([path])


def rows(found: RecordsRead) -> list[tuple[int, str]]:
    return list(zip(found.records["row"], found.records["narrative"], strict=True))


def reasons(found: RecordsRead) -> list[tuple[int, str]]:
    return list(zip(found.rejects["row"], found.rejects["reason"], strict=True))


# Titles, footers, headers again


def test_titles_above_the_header_do_no_harm_and_rows_bear_the_numbers_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, TITLES + HEADER + ROWS)
    assert rows(found) == [(5, "Took it"), (6, "Left it")]
    assert list(found.records["recorded_on"]) == ["2024-02-01", "2024-02-02"]
    assert found.rejects.empty


def test_a_title_over_several_lines_in_quotes_is_one_row_of_the_file(tmp_path: Path) -> None:
    assert rows(read(tmp_path, '"Force X,\nextract"\n' + HEADER + ROWS))[0] == (3, "Took it")


def test_titles_padded_with_commas_do_no_harm(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "Force X extract,,\n,,\n" + HEADER + ROWS))[0] == (4, "Took it")


def test_a_header_of_ones_own_names_is_found_below_titles(tmp_path: Path) -> None:
    text = "Force X extract\n\nNr,Words,Where\n1,He took it,Kent\n2,He left,Kent\n"
    (tmp_path / "a.csv").write_text(text)
    assert 'narrative = "Words"' in propose_columns([tmp_path / "a.csv"])
    (tmp_path / "columns.toml").write_text('narrative = "Words"\n')
    assert rows(read_records([tmp_path / "a.csv"], tmp_path / "columns.toml")) == [(4, "He took it"), (5, "He left")]


def test_prose_in_the_first_rows_is_no_header(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative\nsummary, report, notes, log\nHe took it\n")
    assert [text for _, text in rows(found)] == ["summary, report, notes, log", "He took it"]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_by_which_excel_is_told_the_delimiter_is_understood(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f"{line}\nMO;Crime Ref, old; new\nTook it, he says;A1;\n")
    assert rows(found) == [(3, "Took it, he says")]


@pytest.mark.parametrize(
    "footer",
    ["Total rows: 123", "End of report", "Total rows:,123,", "123 rows returned", "Page 1 of 3,,", ",,Total: 2"],
)
def test_a_footer_is_set_aside_as_one(tmp_path: Path, footer: str) -> None:
    found = read(tmp_path, HEADER + ROWS + "\n" + footer + "\n")
    assert reasons(found) == [(3, FOOTER)]
    assert found.quality.furniture == 1
    assert found.quality.lines[0] == "Rows that are a header again or a footer of the report, set aside: 1."


def test_a_footer_of_a_file_of_narratives_alone_is_no_narrative(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative\nHe took it\nTotal rows: 1\n")
    assert reasons(found) == [(2, FOOTER)]


@pytest.mark.parametrize(
    "text", ["Total of 3 bikes taken", "End of report seen by IP", "2 records found on him by OIC"]
)
def test_a_narrative_that_begins_like_a_footer_is_kept(text: str) -> None:
    assert furniture(["narrative"], [text]) == ""


def test_a_header_that_comes_again_is_set_aside_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROWS + HEADER + "NM/24/3,2024-02-03,Sold it\n")
    assert len(found.records) == 3
    assert reasons(found) == [(3, HEADER_AGAIN)]
    assert found.quality.furniture == 1


def test_a_header_in_another_order_says_that_the_rows_below_are_read_wrongly(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROWS + "MO,Crime Ref,Recorded Date\n")
    assert "in another order" in reasons(found)[0][1]


# Quote marks


def test_a_quote_mark_left_open_and_closed_rows_later_swallows_no_row_in_silence(tmp_path: Path) -> None:
    broken = (
        'NM/24/1,2024-02-01,"Took it\nNM/24/2,2024-02-02,Left it\nNM/24/3,2024-02-03,a 5" pipe"\nNM/24/4,,Sold it\n'
    )
    found = read(tmp_path, HEADER + broken)
    assert [text for _, text in rows(found)] == ["Left it", 'a 5" pipe"', "Sold it"]
    assert found.rejects["raw"][0] == 'NM/24/1,2024-02-01,"Took it'
    assert "quote mark" in found.rejects["reason"][0]


def test_a_quote_mark_closed_at_the_end_of_a_later_row_swallows_none(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + 'NM/24/1,,"Took it\nNM/24/2,,Left it\nNM/24/3,,Sold it"\nNM/24/4,,Hid it\n')
    assert [text for _, text in rows(found)] == ["Left it", 'Sold it"', "Hid it"]
    assert [row for row, _ in reasons(found)] == [1]


def test_lines_of_a_log_inside_a_narrative_are_no_rows(tmp_path: Path) -> None:
    text = '"Linked:\nNM/24/7, burglary, dwelling\n01/02/2024,seen,again"'
    found = read(tmp_path, HEADER + f"NM/24/1,2024-02-01,{text}\n")
    assert [words for _, words in rows(found)] == [text.strip('"')]


# Text files and zip


@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_a_text_file_that_is_named_is_read_like_csv(tmp_path: Path, delimiter: str) -> None:
    found = read(tmp_path, (HEADER + ROWS).replace(",", delimiter), "a.txt")
    assert len(found.records) == 2


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return path


CSV, JSON = b"Crime Ref,MO\nA1,Took it\n", b'{"Crime Ref": "A2", "MO": "Left it"}\n'


def test_a_zip_file_is_read_like_a_folder(tmp_path: Path) -> None:
    members = {"b/a.csv": CSV, "a.jsonl": JSON, "read me.pdf": b"%PDF", "__MACOSX/._a.csv": b"x", ".hid.csv": b"x"}
    found = read_records([packed(tmp_path / "mail.zip", members)])
    assert found.records[["record_id", "source"]].to_numpy().tolist() == [["A2", "a.jsonl"], ["A1", "a.csv"]]
    assert found.notes == ("Files passed over: read me.pdf.",)
    found.refuse_changed()


def test_a_letter_in_a_zip_file_is_passed_over_and_an_export_as_text_is_read(tmp_path: Path) -> None:
    found = read_records([packed(tmp_path / "mail.zip", {"a.csv": CSV, "readme.txt": b"Dear colleague"})])
    assert len(found.records) == 1
    assert any("readme.txt" in note for note in found.notes)
    assert len(read_records([packed(tmp_path / "other.zip", {"export.txt": CSV})]).records) == 1


def test_files_of_one_name_in_two_zip_files_are_told_apart(tmp_path: Path) -> None:
    paths = [packed(tmp_path / name, {"a.csv": CSV.replace(b"A1", name.encode())}) for name in ("x.zip", "y.zip")]
    assert list(read_records(paths).records["source"]) == ["x.zip/a.csv", "y.zip/a.csv"]


def test_a_zip_file_in_a_folder_and_one_by_standard_input_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "mail.zip", {"a.csv": CSV})
    assert len(read_records([tmp_path]).records) == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert len(read_records([Path("-")]).records) == 1


def test_paths_inside_a_zip_file_are_labels(tmp_path: Path) -> None:
    found = read_records([packed(tmp_path / "mail.zip", {"../../etc/a\nb.csv": CSV, "C:\\x\\b.csv": JSON[:0] + CSV})])
    assert list(found.records["source"]) == ["a b.csv"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mail.zip"]


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"a.csv": CSV, "inner.zip": b"PK"}, ("inner.zip is a zip file inside",)),
        ({"a.pdf": b"%PDF"}, ("holds no file that is read", "a.pdf")),
        ({}, ("holds no file that is read",)),
        ({"a.csv": b"narrative\n" + b"x" * 2**27}, ("a.csv unpacks to more than 200 times its size",)),
        ({f"{number}.csv": b"" for number in range(1001)}, ("holds 1,001 files",)),
    ],
)
def test_a_zip_file_that_is_not_read_is_one_line(
    tmp_path: Path, members: Mapping[str, bytes], words: tuple[str, ...]
) -> None:
    with refused(RecordsError, "mail.zip", *words):
        read_records([packed(tmp_path / "mail.zip", members)])


def test_a_zip_file_with_a_password_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "mail.zip", {"a.csv": CSV})
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02") + 8
    path.write_bytes(content[:at] + b"\x01" + content[at + 1 :])
    with refused(RecordsError, "mail.zip has a password"):
        read_records([path])


def test_a_zip_file_that_changed_is_noticed(tmp_path: Path) -> None:
    found = read_records([packed(tmp_path / "mail.zip", {"a.csv": CSV})])
    packed(tmp_path / "mail.zip", {"a.csv": CSV, "b.csv": CSV})
    with refused(RecordsError, "mail.zip changed"):
        found.refuse_changed()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.integers(0, 255))
def test_any_damage_to_a_zip_file_is_read_past_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    path = packed(tmp_path_factory.mktemp("zip") / "mail.zip", {"a.csv": CSV * 20})
    content = bytearray(path.read_bytes())
    content[at % len(content)] = byte
    path.write_bytes(content)
    try:
        read_records([path])
    except RecordsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
