"""The two tables of `reconcile`: every row of an export becomes a row or a reject, and what looks wrong is told."""

import gzip
import json
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from overlooked.errors import RecordsError
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, DECISIONS, PLACES, REFERRAL_COLUMNS, REFERRAL_TYPES
from overlooked.reconcile.tables.reading import BATCH_ROWS, NOTHING_FILLED, Read, read_crimes, read_referrals
from overlooked.reconcile.tables.schemas import CRIMES, REFERRALS
from overlooked.records.schema import RECORDS, Schema, fold
from refusals import refused

REFERRAL = {
    "nrm_reference": "NRM-1",
    "referral_date": "2025-03-01",
    "referral_type": "NRM",
    "first_responder": "Police",
    "force": "Kent",
    "forename": "Ana",
    "surname": "Kovac",
    "aliases": "Anna K",
    "date_of_birth": "1990-05-04",
    "age_status": "adult",
    "sex": "female",
    "nationality": "Albanian",
    "exploitation_place": "uk",
    "exploitation_force": "Kent",
    "rg_decision": "positive",
    "rg_decision_date": "2025-03-05",
    "cg_decision": "pending",
    "crime_or_cad_reference": "46/123/25",
}
CRIME = {
    "crime_reference": "46/123/25",
    "force": "Kent",
    "reported_on": "2025-03-01T09:30",
    "recorded_on": "2025-03-02T08:00",
    "offence": "Hold person in slavery or servitude",
    "offence_code": "106/1",
    "victim_forename": "Ana",
    "victim_surname": "Kovac",
    "victim_date_of_birth": "1990-05-04",
    "victim_sex": "female",
    "victim_nationality": "Albanian",
    "narrative": "Made up: she was driven to work each day.",
    "status": "open",
}


def text_of(rows: Sequence[Mapping[str, str]]) -> str:
    quoted = ((f'"{cell}"' for cell in row.values()) for row in rows)
    return "\n".join([",".join(rows[0]), *map(",".join, quoted)]) + "\n"


def export(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def checked(read: Read) -> Read:
    """Rows and rejects together tell every number of a file once."""
    numbers = [*zip(read.table["source"], read.table["row"], strict=True)]
    numbers += [*zip(read.rejects["source"], read.rejects["row"], strict=True)]
    counts = Counter(source for source, _ in numbers)
    assert sorted(numbers) == [(source, n) for source in sorted(counts) for n in range(1, counts[source] + 1)]
    assert read.rows_in == len(numbers)
    return read


def referrals(folder: Path, *changes: dict[str, str]) -> Read:
    return checked(read_referrals([export(folder, text_of([REFERRAL | change for change in changes]))]))


def crimes(folder: Path, *changes: dict[str, str]) -> Read:
    return checked(read_crimes([export(folder, text_of([CRIME | change for change in changes]))]))


def reasons(read: Read) -> list[tuple[int, str]]:
    return list(zip(read.rejects["row"], read.rejects["reason"], strict=True))


# What comes out


def test_a_table_has_its_columns_in_order_then_source_and_row(tmp_path: Path) -> None:
    found = referrals(tmp_path, {}).table
    assert found.to_dict("records") == [{**REFERRAL, "source": "a.csv", "row": 1}]
    assert list(found.columns) == [*REFERRAL_COLUMNS, "source", "row"]
    found = crimes(tmp_path, {}).table
    assert found.to_dict("records") == [{**CRIME, "source": "a.csv", "row": 1}]
    assert list(found.columns) == [*CRIME_COLUMNS, "source", "row"]


def test_rows_as_they_should_be_give_no_note(tmp_path: Path) -> None:
    assert referrals(tmp_path, {}, {"nrm_reference": "NRM-2"}).notes == ()
    assert crimes(tmp_path, {}, {"crime_reference": "46/124/25"}).notes == ()


def test_texts_are_packed_and_not_held_one_by_one(tmp_path: Path) -> None:
    found = crimes(tmp_path, {}).table
    assert {str(found[name].dtype) for name in (*CRIME_COLUMNS, "source")} == {"str"}
    assert found["narrative"].array.dtype.storage == "pyarrow"


def test_columns_in_any_order_and_under_usual_names_are_the_same_table(tmp_path: Path) -> None:
    usual = {"nrm_reference": "NRM Ref No.", "date_of_birth": "DOB", "surname": "Family Name", "rg_decision": "RG"}
    usual |= {"crime_or_cad_reference": "Crime / CAD Ref", "exploitation_place": "UK / Overseas"}
    own = {usual.get(name, name): REFERRAL[name] for name in reversed(REFERRAL_COLUMNS)}
    found = read_referrals([export(tmp_path, text_of([own]))]).table
    assert found[list(REFERRAL_COLUMNS)].to_dict("records") == [REFERRAL]


def test_a_log_of_another_system_is_read_by_its_own_names(tmp_path: Path) -> None:
    header = "Occurrence Number,Police Force,Reported Date,Recorded Date,HO Class,Vic Surname,IP Forename,Vic DOB,MO"
    found = read_crimes([export(tmp_path, header + "\n1,Kent,01/03/2025,02/03/2025,106,Kovac,Ana,04/05/90,Made up\n")])
    [row] = found.table.to_dict("records")
    assert (row["crime_reference"], row["reported_on"], row["recorded_on"]) == ("1", "2025-03-01", "2025-03-02")
    assert (row["offence_code"], row["victim_surname"], row["victim_forename"]) == ("106", "Kovac", "Ana")
    assert (row["victim_date_of_birth"], row["narrative"], row["status"]) == ("1990-05-04", "Made up", "")


def test_columns_are_mapped_by_the_users_file_and_references_may_be_joined(tmp_path: Path) -> None:
    path = export(tmp_path, "Person,Given,Niche,Log 2\nKovac,Ana,46/123/25,CAD 77\nLee,Bo,,CAD 78\n")
    mapping = 'surname = "Person"\nforename = "Given"\ncrime_or_cad_reference = ["Niche", "Log 2"]\n'
    found = read_referrals([path], export(tmp_path, mapping, "map.toml")).table
    assert list(found["crime_or_cad_reference"]) == ["46/123/25; CAD 77", "CAD 78"]
    assert list(found["surname"]) == ["Kovac", "Lee"]


def test_two_columns_for_one_are_refused_with_the_option_and_the_line_to_write(tmp_path: Path) -> None:
    path = export(tmp_path, "surname,Crime Ref,CAD Ref\nKovac,1,2\n")
    line = 'crime_or_cad_reference = ["Crime Ref", "CAD Ref"]'
    with refused(RecordsError, "--referral-columns", line):
        read_referrals([path])


def test_a_mapping_names_only_columns_of_its_table(tmp_path: Path) -> None:
    mapping = export(tmp_path, 'forename = "Given"\n', "map.toml")
    with refused(RecordsError, "unknown key 'forename'", "victim_forename"):
        read_crimes([export(tmp_path, text_of([CRIME]))], mapping)
    mapping = export(tmp_path, 'surname = ["A", "B"]\n', "map.toml")
    with refused(RecordsError, "surname wants one column", "crime_or_cad_reference and aliases take several"):
        read_referrals([export(tmp_path, text_of([REFERRAL]))], mapping)


# Every form of file


def workbook(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Extract of the made-up force"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_every_form_of_file_gives_the_same_rows(tmp_path: Path) -> None:
    rows = [CRIME, CRIME | {"crime_reference": "46/124/25", "narrative": "Made up: «£40» for rent."}]
    text = text_of(rows)
    paths = [
        export(tmp_path, text),
        export(tmp_path, text.encode("cp1252"), "b.csv"),
        export(tmp_path, text.encode("utf-16"), "c.csv"),
        export(tmp_path, gzip.compress(text.encode()), "d.csv.gz"),
        export(tmp_path, "Extract\n\n" + text + "Total records: 2\n", "e.csv"),
        export(tmp_path, "".join(json.dumps(row) + "\n" for row in rows), "f.jsonl"),
        workbook(tmp_path, rows),
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "g.parquet")
    with zipfile.ZipFile(tmp_path / "h.zip", "w") as archive:
        archive.writestr("inner.csv", text)
    for path in [*paths, tmp_path / "g.parquet", tmp_path / "h.zip"]:
        found = checked(read_crimes([path])).table
        assert found[list(CRIME_COLUMNS)].to_dict("records") == rows, path.name
        assert list(found["row"]) == [1, 2], path.name


def test_of_a_workbook_with_both_tables_each_reads_its_own_sheet(tmp_path: Path) -> None:
    book = Workbook()
    for title, row in (("Referrals", REFERRAL), ("Crimes", CRIME)):
        sheet = book.create_sheet(title)
        sheet.append(list(row))
        sheet.append(list(row.values()))
    book.save(tmp_path / "both.xlsx")
    assert list(read_referrals([tmp_path / "both.xlsx"]).table["source"]) == ["both.xlsx [Referrals]"]
    assert list(read_crimes([tmp_path / "both.xlsx"]).table["source"]) == ["both.xlsx [Crimes]"]


def test_rows_of_a_sheet_are_numbered_on_below_blank_ones(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Extract"],
        [],
        ["nrm_reference", "surname"],
        ["NRM-1", "Kovac"],
        [],
        ["NRM-1", "Kovac"],
        ["2", "Lee"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    found = read_referrals([tmp_path / "a.xlsx"])
    assert list(found.table["row"]) == [1, 4]
    assert reasons(found) == [(3, "repeats row 1")]


def test_of_a_folder_all_files_are_read_each_with_its_own_numbers(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        export(tmp_path, text_of([CRIME | {"crime_reference": name}, CRIME | {"crime_reference": f"{name}2"}]), name)
    found = checked(read_crimes([tmp_path]))
    assert list(found.table["source"]) == ["a.csv", "a.csv", "b.csv", "b.csv"]
    assert list(found.table["row"]) == [1, 2, 1, 2]
    assert [source.name for source in found.sources] == ["a.csv", "b.csv"]


def test_days_and_moments_of_a_workbook_are_read_and_a_column_of_midnights_tells_days(tmp_path: Path) -> None:
    row = dict.fromkeys(CRIME_COLUMNS, "") | CRIME
    cells: dict[str, object] = dict(row)
    cells["reported_on"] = datetime(2025, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    cells["recorded_on"] = datetime(2025, 3, 2, 8, 15, tzinfo=UTC).replace(tzinfo=None)
    cells["victim_date_of_birth"] = 29221
    [found] = read_crimes([workbook(tmp_path, [cells])]).table.to_dict("records")
    assert (found["reported_on"], found["recorded_on"]) == ("2025-03-01", "2025-03-02T08:15")
    assert found["victim_date_of_birth"] == "1980-01-01"


def test_a_day_of_a_workbook_is_a_day_also_among_moments_and_midnight_is_one_where_excel_shows_it(
    tmp_path: Path,
) -> None:
    midnight = datetime(2025, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["crime_reference", "reported_on"])
    formats = ["dd/mm/yyyy", '[$-zh-CN]dd "th of" mmm yyyy', "dd/mm/yyyy hh:mm", "dd/mm/yyyy"]
    for at, shown in enumerate(formats, start=2):
        sheet.append([f"46/{at}/25", midnight.replace(hour=9 if at == 5 else 0)])
        sheet.cell(at, 2).number_format = shown
    book.save(tmp_path / "a.xlsx")
    days = list(read_crimes([tmp_path / "a.xlsx"]).table["reported_on"])
    assert days == ["2025-03-01", "2025-03-01", "2025-03-01T00:00", "2025-03-01T09:00"]


def test_midnight_is_a_time_where_the_file_tells_others(tmp_path: Path) -> None:
    found = crimes(tmp_path, {"reported_on": "01/03/2025 00:00"}, {"reported_on": "01/03/2025 10:00"}).table
    assert list(found["reported_on"]) == ["2025-03-01T00:00", "2025-03-01T10:00"]


# Values


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("referral_type", "nrm", "NRM"),
        ("referral_type", "National Referral Mechanism", "NRM"),
        ("referral_type", "NRM (adult)", "NRM"),
        ("referral_type", "Duty to Notify", "DtN"),
        ("referral_type", "DTN", "DtN"),
        ("referral_type", "MS1", "DtN"),
        ("referral_type", "MS1 form", "DtN"),
        ("rg_decision", "Positive RG", "positive"),
        ("rg_decision", "Reasonable Grounds: POSITIVE", "positive"),
        ("rg_decision", "Neg", "negative"),
        ("rg_decision", "Not positive", "negative"),
        ("cg_decision", "No decision", "pending"),
        ("cg_decision", "awaiting", "pending"),
        ("cg_decision", "Conclusive grounds - negative", "negative"),
        ("cg_decision", "n/a", ""),
        ("exploitation_place", "United Kingdom", "uk"),
        ("exploitation_place", "Overseas only", "overseas"),
        ("exploitation_place", "UK & Overseas", "both"),
        ("exploitation_place", "N/K", "unknown"),
        ("age_status", "Age disputed", "disputed"),
        ("age_status", "Minor", "child"),
        ("age_status", "A", "adult"),
        ("age_status", "Unknown", "unknown"),
        ("sex", "F", "female"),
        ("sex", "Male", "male"),
        ("sex", "Non-binary", "other"),
        ("sex", "U", ""),
    ],
)
def test_cells_are_read_in_the_ways_in_which_they_are_written(
    tmp_path: Path, column: str, cell: str, value: str
) -> None:
    found = referrals(tmp_path, {column: cell})
    assert list(found.table[column]) == [value]
    assert found.notes == ()


@pytest.mark.parametrize("column", ["referral_type", "rg_decision", "exploitation_place", "age_status", "sex"])
def test_a_cell_that_says_nothing_known_is_left_empty_and_noted(tmp_path: Path, column: str) -> None:
    found = referrals(tmp_path, {}, {column: "Posative"}, {column: "Blue"})
    assert list(found.table[column])[1:] == ["", ""]
    assert found.notes == (
        f"{column} says nothing that is known, left empty: 2, first in row 2.",
        *found.notes[1:],
    )


def test_no_phrase_stands_for_two_values_and_all_values_are_those_of_the_tables() -> None:
    said = tomllib.loads((files("overlooked") / "data" / "cell_values.toml").read_text(encoding="utf-8"))
    kinds = {name: values for name, values in said.items() if name not in {"filler", "nothing"}}
    for name, values in kinds.items():
        folded = Counter(fold(phrase) for phrases in values.values() for phrase in phrases)
        assert [phrase for phrase, times in folded.items() if times > 1] == [], name
    assert set(kinds["referral_type"]) == set(REFERRAL_TYPES)
    assert set(kinds["decision"]) == set(DECISIONS)
    assert set(kinds["exploitation_place"]) | {""} == set(PLACES)


@pytest.mark.parametrize("cell", ["Unknown", "not known", "N/K", "n/a", "-", "Anonymous", "Withheld"])
def test_a_cell_that_says_that_nothing_is_known_is_empty(tmp_path: Path, cell: str) -> None:
    found = referrals(tmp_path, dict.fromkeys(("surname", "date_of_birth", "nationality", "nrm_reference"), cell))
    row = found.table.iloc[0]
    assert [row["surname"], row["date_of_birth"], row["nationality"], row["nrm_reference"]] == [""] * 4
    assert found.notes == ()


def test_names_that_look_like_nothing_are_names_and_a_british_person_keeps_the_nationality(tmp_path: Path) -> None:
    row = referrals(tmp_path, {"forename": "Na", "surname": "Null", "nationality": "UK"}).table.iloc[0]
    assert [row["forename"], row["surname"], row["nationality"]] == ["Na", "Null", "UK"]


def test_the_offence_code_and_the_free_references_stay_as_written(tmp_path: Path) -> None:
    assert list(crimes(tmp_path, {"offence_code": "n200 / 3 "}).table["offence_code"]) == ["n200 / 3"]
    reference = "see CAD 123 of 01/03, poss 46/123/25?"
    found = referrals(tmp_path, {"crime_or_cad_reference": reference}).table
    assert list(found["crime_or_cad_reference"]) == [reference]


def test_whole_names_in_one_column_are_divided_and_that_is_noted(tmp_path: Path) -> None:
    path = export(tmp_path, 'NRM Ref,Name\n1,"KOVAC, Ana Maria"\n2,Bo Lee\n3,Lee\n4,\n')
    found = checked(read_referrals([path]))
    names = found.table[["forename", "surname"]].to_numpy().tolist()
    assert names == [["Ana Maria", "KOVAC"], ["Bo", "Lee"], ["", "Lee"], ["", ""]]
    assert "Names stand in one column" in found.notes[0]


def test_a_wrongly_decoded_name_is_mended(tmp_path: Path) -> None:
    assert list(referrals(tmp_path, {"surname": "KovaÄ\x8diÄ‡"}).table["surname"]) == ["Kovačić"]


# Dates


def test_a_date_that_cannot_be_read_is_left_empty_counted_and_the_row_is_kept(tmp_path: Path) -> None:
    found = referrals(tmp_path, {}, {"referral_date": "31/02/2025"}, {"referral_date": "soon"})
    assert list(found.table["referral_date"]) == ["2025-03-01", "", ""]
    assert found.notes[0] == "referral_date cannot be read as a date, left empty: 2, first in row 2."


def test_notes_on_several_files_name_the_file_of_the_row(tmp_path: Path) -> None:
    paths = [
        export(tmp_path, text_of([REFERRAL])),
        export(tmp_path, text_of([REFERRAL | {"nrm_reference": "2", "rg_decision_date": "soon"}]), "b.csv"),
    ]
    assert read_referrals(paths).notes == (
        "rg_decision_date cannot be read as a date, left empty: 1, first in row 1 of b.csv.",
    )


def test_a_birth_after_the_last_referral_is_of_the_century_before(tmp_path: Path) -> None:
    found = referrals(
        tmp_path,
        {"date_of_birth": "05/06/45"},
        {"date_of_birth": "05/06/08"},
        {"date_of_birth": "2027-06-05"},
        {"date_of_birth": "29221"},
    )
    assert list(found.table["date_of_birth"]) == ["1945-06-05", "2008-06-05", "1927-06-05", "1980-01-01"]
    assert "date_of_birth lies after 2025-03-01, read as of the century before: 2, first in row 1." in found.notes


def test_a_referral_dated_in_the_far_future_does_not_move_the_births(tmp_path: Path) -> None:
    found = referrals(tmp_path, {"date_of_birth": "05/06/45"}, {"referral_date": "2925-03-01"}).table
    assert next(iter(found["date_of_birth"])) == "1945-06-05"


def test_a_crime_recorded_before_it_was_reported_is_noted_and_kept(tmp_path: Path) -> None:
    found = crimes(
        tmp_path,
        {},
        {"recorded_on": "2025-03-01T09:29"},
        {"recorded_on": "2025-03-01"},
        {"recorded_on": "2025-02-28"},
        {"recorded_on": ""},
    )
    assert list(found.table["recorded_on"])[1] == "2025-03-01T09:29"
    assert found.notes == ("recorded_on lies before reported_on, kept as it is: 2, first in row 2.",)


# Bad input


def test_a_row_equal_to_an_earlier_one_in_all_columns_is_set_aside(tmp_path: Path) -> None:
    found = referrals(tmp_path, {}, {"surname": "Lee"}, {}, {})
    assert reasons(found) == [(3, "repeats row 1"), (4, "repeats row 1")]
    assert list(found.table["row"]) == [1, 2]


def test_a_row_that_differs_in_a_column_that_is_not_read_repeats_none(tmp_path: Path) -> None:
    found = crimes(tmp_path, {"interview": "1"}, {"interview": "2"}, {"interview": "2"})
    assert reasons(found) == [(3, "repeats row 2")]


def test_a_file_given_twice_repeats_itself_and_a_copy_names_the_other_file(tmp_path: Path) -> None:
    paths = [export(tmp_path, text_of([CRIME])), export(tmp_path, text_of([CRIME]), "b.csv")]
    assert reasons(read_crimes(paths)) == [(1, "repeats row 1 of a.csv")]
    assert reasons(read_crimes([paths[0], paths[0]])) == [(1, "repeats row 1")]


def test_rows_with_blank_references_are_kept(tmp_path: Path) -> None:
    blank = {"nrm_reference": "", "crime_or_cad_reference": ""}
    found = referrals(tmp_path, blank, {**blank, "surname": "Lee"})
    assert (len(found.table), found.notes) == (2, ())


def test_a_reference_that_stands_twice_with_other_content_is_kept_twice_and_noted(tmp_path: Path) -> None:
    found = referrals(tmp_path, {}, {"nrm_reference": "NRM-2"}, {"surname": "Lee"})
    assert len(found.table) == 3
    assert found.notes == ("one nrm_reference stands in row 1 and row 3 with other content; all rows are kept.",)


def test_a_crime_without_narrative_is_kept(tmp_path: Path) -> None:
    found = crimes(tmp_path, {"narrative": ""}, {"narrative": "#NAME?", "crime_reference": "2"})
    assert list(found.table["narrative"]) == ["", ""]
    assert found.rejects.empty


def test_a_row_with_no_cell_filled_and_one_that_is_broken_are_set_aside(tmp_path: Path) -> None:
    text = text_of([REFERRAL]) + "," * (len(REFERRAL) - 1) + "\nNRM-9,2025\n"
    found = checked(read_referrals([export(tmp_path, text)]))
    assert reasons(found) == [(2, NOTHING_FILLED), (3, f"2 fields where the header has {len(REFERRAL)}")]
    assert list(found.rejects["raw"])[1] == "NRM-9,2025"


def test_an_unknown_n_code_is_kept_and_noted_with_its_row(tmp_path: Path) -> None:
    codes = ["N200/1", "n 200/6", "106/1", "N200/9", "N200", "49/10"]
    found = crimes(tmp_path, *({"offence_code": code} for code in codes))
    assert list(found.table["offence_code"]) == codes
    assert found.notes == ("offence_code is no N-code that is known, kept as it is: 2, first in row 4.",)


def test_a_narrative_beyond_the_limit_is_read_so_far_and_noted(tmp_path: Path) -> None:
    found = crimes(tmp_path, {"narrative": "x" * 1_000_001})
    assert len(found.table["narrative"].iloc[0]) == 1_000_000
    assert found.notes == ("narrative is longer than 1,000,000 characters, read so far: 1, first in row 1.",)


def test_the_two_files_swapped_are_refused_in_one_line_that_says_so(tmp_path: Path) -> None:
    one, other = export(tmp_path, text_of([REFERRAL])), export(tmp_path, text_of([CRIME]), "b.csv")
    with refused(RecordsError, "b.csv: these are crimes: give the referrals first"):
        read_referrals([other])
    with refused(RecordsError, "a.csv: these are referrals: give the referrals first"):
        read_crimes([one])


def test_swapped_files_under_usual_names_are_told_too(tmp_path: Path) -> None:
    path = export(tmp_path, "Crime Ref,Recorded Date,Reported Date,HO Class,Surname,MO\n1,,,106,Kovac,Made up\n")
    with refused(RecordsError, "these are crimes"):
        read_referrals([path])


def test_crimes_that_name_the_referral_and_referrals_that_name_the_crime_are_not_swapped(tmp_path: Path) -> None:
    path = export(tmp_path, "Crime Ref,NRM Ref,Surname,Recorded Date\n1,NRM-1,Kovac,2025-03-01\n")
    assert list(read_crimes([path]).table["crime_reference"]) == ["1"]
    path = export(tmp_path, "NRM Ref,Crime Ref,Surname,Offence,Status\nNRM-1,1,Kovac,Theft,open\n")
    with refused(RecordsError, "these are crimes"):
        read_referrals([path])
    mapping = export(tmp_path, 'nrm_reference = "NRM Ref"\n', "map.toml")
    assert list(read_referrals([path], mapping).table["nrm_reference"]) == ["NRM-1"]


@pytest.mark.parametrize("read", [read_referrals, read_crimes])
def test_a_file_with_neither_name_nor_birth_nor_reference_is_refused(
    tmp_path: Path, read: Callable[[Sequence[Path]], Read]
) -> None:
    with refused(RecordsError, "no column for the name, date of birth or reference among Force, Sex", "-columns"):
        read([export(tmp_path, "Force,Sex\nKent,F\n")])


def test_a_file_of_which_no_row_is_left_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    with refused(RecordsError, "every one is set aside", f"a.csv row 1: {NOTHING_FILLED}"):
        read_referrals([export(tmp_path, "forename,surname\n,\n")])
    with refused(RecordsError, "a header and no row"):
        read_referrals([export(tmp_path, "forename,surname\n")])


def test_rows_are_numbered_through_all_batches(tmp_path: Path) -> None:
    count = BATCH_ROWS + 5
    text = "nrm_reference,surname\n" + "".join(f"NRM-{n},Kovac\n" for n in range(1, count)) + "NRM-1,Kovac\n"
    found = checked(read_referrals([export(tmp_path, text)]))
    assert len(found.table) == count - 1
    assert found.table.index.equals(found.table.reset_index(drop=True).index)
    assert reasons(found) == [(count, "repeats row 1")]


# What is shipped


@pytest.mark.parametrize("schema", [RECORDS, REFERRALS, CRIMES], ids=lambda schema: schema.data)
def test_no_shipped_name_stands_for_two_known_columns(schema: Schema) -> None:
    shipped = tomllib.loads((files("overlooked") / "data" / schema.data).read_text(encoding="utf-8"))
    every = [name for rank in shipped.values() for names in rank.values() for name in names]
    assert [name for name, times in Counter(map(fold, every)).items() if times > 1] == []
    assert all(set(rank) <= set(schema.known) for rank in shipped.values())
    assert set(shipped["usual"]) == set(schema.known)


# Properties

CELLS = st.text(st.characters(codec="utf-8", exclude_characters='\0"'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_rows_in_are_rows_and_rejects_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    names = ("surname", "date_of_birth", "rg_decision", "referral_date")
    text = text_of([dict(zip(names, row, strict=True)) for row in rows])
    path = export(tmp_path_factory.mktemp("any"), text)
    try:
        found = checked(read_referrals([path]))
    except RecordsError as error:
        assert "set aside" in str(error)  # noqa: PT017 - either outcome is right
        return
    assert set(found.table["rg_decision"]) <= set(DECISIONS)
    assert found.table.equals(read_referrals([path]).table)
