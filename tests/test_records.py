"""Records: every row of an export becomes a record or a reject with its number and a reason."""

import csv
import io
import json
import os
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.errors import RecordsError
from overlooked.records import RecordsRead, find_record, iter_records, open_records, read_records, record_hash
from overlooked.records.cells import EXCEL_ERRORS
from overlooked.records.furniture import furniture
from overlooked.records.mending import mended
from overlooked.records.schema import KNOWN
from overlooked.records.separated import FIELD_LIMIT
from refusals import refused


def export(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "export.csv", columns: str | None = None) -> RecordsRead:
    """What comes of one file; rows in are always records plus rejects."""
    mapping = None if columns is None else export(folder, columns, "columns.toml")
    found = read_records([export(folder, content, name)], mapping)
    assert found.rows_in == len(found.records) + len(found.rejects)
    return found


def narratives(found: RecordsRead) -> list[str]:
    return list(found.records["narrative"])


def reasons(found: RecordsRead) -> list[tuple[int, str]]:
    return list(zip(found.rejects["row"], found.rejects["reason"], strict=True))


def json_lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def parquet(folder: Path, columns: Mapping[str, Sequence[Any]]) -> Path:
    path = folder / "export.parquet"
    pq.write_table(pa.table({name: list(values) for name, values in columns.items()}), path)
    return path


# What comes out


def test_a_record_has_the_known_columns_its_file_and_its_row(tmp_path: Path) -> None:
    text = ",".join(KNOWN) + "\nA1,2024-02-01,Kent,North,Theft,49/10,Took it\n"
    assert read(tmp_path, text).records.to_dict("records") == [
        {
            "record_id": "A1",
            "recorded_on": "2024-02-01",
            "force": "Kent",
            "area": "North",
            "offence": "Theft",
            "offence_code": "49/10",
            "narrative": "Took it",
            "source": "export.csv",
            "row": 1,
        }
    ]


def test_columns_that_a_file_lacks_are_empty_and_ids_are_made(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative\nTook it\nLeft it\n").records
    assert list(found["record_id"]) == ["row-1", "row-2"]
    assert set(found["offence"]) == {""}


def test_ids_made_for_several_files_name_the_file(tmp_path: Path) -> None:
    paths = [export(tmp_path, "narrative\nTook it\n", name) for name in ("a.csv", "b.csv")]
    assert list(read_records(paths).records["record_id"]) == ["a.csv-row-1", "b.csv-row-1"]


def test_a_narrative_is_kept_to_the_letter_but_for_its_line_ends(tmp_path: Path) -> None:
    text = "  IP states;\t “he's kept\u00a0it” \n\n OIC: ðŸ ok  "
    found = read(tmp_path, 'narrative,force\r\n"' + text.replace("\n", "\r\n") + '",Kent\r\n')
    assert narratives(found) == [text]


def test_the_summary_is_one_sentence_that_adds_up(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative,recorded_on\nTook it,soon\n,2024-01-01\n")
    assert found.summary == ("2 rows in: 1 records, 1 set aside; first export.csv row 2: no narrative.")


def test_parts_hold_no_more_rows_than_asked_and_are_the_whole_together(tmp_path: Path) -> None:
    path = export(tmp_path, "narrative\n" + "".join(f"text {n}\n" for n in range(7)))
    parts = list(iter_records(open_records([path]), 3))
    assert [part.counts["rows"] for part in parts] == [3, 3, 1]
    assert [text for part in parts for text in part.records["narrative"]] == narratives(read_records([path]))


def test_a_record_is_found_by_its_id_or_the_form_of_the_ids_is_told(tmp_path: Path) -> None:
    records = read(tmp_path, "record_id,narrative\nNM/24/1,Took it\nNM/24/2,Left it\n").records
    assert find_record(records, "NM/24/2")["narrative"] == "Left it"
    with refused(RecordsError, "NM/24/3", "ids here are like A/9/9"):
        find_record(records, "NM/24/3")


def test_a_record_hash_changes_with_narrative_and_offence_and_nothing_else() -> None:
    assert record_hash("took", "theft") == record_hash("took", "theft")
    assert len({record_hash("took", "theft"), record_hash("took", "fraud"), record_hash("tookt", "heft")}) == 3
    assert len(record_hash("", "")) == 16
    assert int(record_hash("é", ""), 16) >= 0


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_told_from_the_header(tmp_path: Path, delimiter: str) -> None:
    header = ['"force, name; or ""\tcode"', "narrative", "area"]
    text = delimiter.join(header) + "\n" + delimiter.join(["Kent", "Took it", "North"]) + "\n"
    assert narratives(read(tmp_path, text)) == ["Took it"]


def test_a_file_of_one_column_has_no_delimiter(tmp_path: Path) -> None:
    found = read(tmp_path, 'narrative\nHe came, took it; and left\n"Then, he\ncame back"\n')
    assert narratives(found) == ["He came, took it; and left", "Then, he\ncame back"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "narrative;force\nShe paid £40 at the café, “for rent”;Kent\n"
    assert narratives(read(tmp_path, text.encode(encoding))) == ["She paid £40 at the café, “for rent”"]


def test_a_broken_byte_sets_aside_its_row_and_does_not_turn_utf_8_into_cp1252(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative\ncafé “one”\n".encode() + b"bad \xff byte\nlast\n")
    assert narratives(found) == ["café “one”", "last"]
    assert reasons(found) == [(2, "the narrative holds \\xff, no character in the encoding of this file")]
    assert list(found.rejects["raw"]) == ["bad \\xff byte"]


def test_a_byte_that_cp1252_lacks_sets_aside_its_row_alone(tmp_path: Path) -> None:
    found = read(tmp_path, b"narrative\ncaf\xe9\nbad \x81 byte\n")
    assert narratives(found) == ["café"]
    assert "\\x81" in reasons(found)[0][1]


def test_a_broken_byte_outside_the_narrative_costs_no_record(tmp_path: Path) -> None:
    found = read(tmp_path, b"narrative,area\ncaf\xe9,N\x81rth\n")
    assert list(found.records["area"]) == ["N\\x81rth"]


def test_a_row_without_narrative_is_set_aside_with_its_number_and_as_it_stood(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,narrative\nA,Took it\nB,\nC,  \n")
    assert reasons(found) == [(2, "no narrative"), (3, "no narrative")]
    assert list(found.rejects["raw"]) == ["B,", "C,  "]


def test_a_row_with_too_few_or_too_many_fields_is_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,narrative,force\nA,one\nB,one,two,three\nC,Took it,Kent\n")
    assert narratives(found) == ["Took it"]
    assert reasons(found) == [(1, "2 fields where the header has 3"), (2, "4 fields where the header has 3")]


def test_empty_fields_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    assert narratives(read(tmp_path, "record_id,narrative\nA,Took it,,\n")) == ["Took it"]


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "\nrecord_id,narrative\n\nA,Took it\n\n\n")
    assert found.rows_in == 1
    assert list(found.records["row"]) == [1]


def test_a_nul_sets_aside_its_row(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,narrative\n" + "A,Took it\n" * 9 + "B,To\0ok\n")
    assert reasons(found)[-1] == (10, "the narrative holds \\x00, no character in the encoding of this file")


def test_a_quote_that_is_not_doubled_sets_aside_its_row_alone(tmp_path: Path) -> None:
    found = read(tmp_path, 'record_id,narrative\nA,"the "boss" took it"\nB,Took it\n')
    assert reasons(found) == [(1, "a quote mark inside a quoted field is not doubled")]
    assert narratives(found) == ["Took it"]


@pytest.mark.parametrize("later", ["B,Took it\nC,Left it\n", 'B,Took it\nC,"Left it"\n'])
def test_a_quote_that_is_never_closed_takes_no_other_row_with_it(tmp_path: Path, later: str) -> None:
    found = read(tmp_path, 'record_id,narrative\nA,"open\nmore of it\n' + later)
    assert narratives(found) == ["Took it", "Left it"]
    assert list(found.rejects["raw"]) == ['A,"open\nmore of it']


def test_many_quotes_that_are_never_closed_do_not_hold_the_reading_up(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,narrative\n" + 'A,"""open\nB,Took it\n' * 3000)
    assert len(found.rejects) == 3000 + 2999
    assert narratives(found) == ["Took it"]


def test_a_giant_field_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "narrative\n" + "x" * (FIELD_LIMIT + 1) + "\nTook it\n")
    assert reasons(found) == [(1, "a field of more than 4,194,304 characters")]
    assert found.rejects["raw"][0] == "x" * 100_000 + " … (4,194,305 characters; the rest stands in the file)"
    assert narratives(found) == ["Took it"]


def test_a_field_longer_than_the_csv_module_likes_is_a_narrative(tmp_path: Path) -> None:
    assert narratives(read(tmp_path, "narrative\n" + "x" * 1_000_000 + "\n")) == ["x" * 1_000_000]


# JSON Lines and Parquet


@pytest.mark.parametrize("name", ["export.jsonl", "export.ndjson", "EXPORT.JSONL"])
def test_json_lines_are_read(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, json_lines({"Crime Ref": 12, "MO": "Took\nit"}, {"MO": "Left it", "Force": "Kent"}), name)
    assert narratives(found) == ["Took\nit", "Left it"]
    assert list(found.records["record_id"]) == ["12", "row-2"]
    assert list(found.records["force"]) == ["", "Kent"]


def test_a_line_that_is_no_json_object_is_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, '{"narrative": "Took it"}\n\n[1, 2]\n{"narrative": \n' + "[" * 100_000 + "\n", "a.jsonl")
    assert [row for row, _ in reasons(found)] == [2, 3, 4]
    assert reasons(found)[0][1] == "no JSON object but list"
    assert all(reason.startswith("not valid JSON") for _, reason in reasons(found)[1:])
    assert found.rejects["raw"][0] == "[1, 2]"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (12, "the narrative is no text but int"),
        (["a"], "the narrative is no text but list"),
        (None, "no narrative"),
        ("\ud800", "the narrative holds \\ud800, no character in the encoding of this file"),
    ],
)
def test_a_narrative_that_is_no_text_is_set_aside(tmp_path: Path, value: object, reason: str) -> None:
    found = read(tmp_path, json_lines({"narrative": value}, {"narrative": "Took it"}), "a.jsonl")
    assert reasons(found) == [(1, reason)]


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    days = [date(2024, 2, 1), None]
    columns: dict[str, list[Any]] = {"id": [1.0, 2.0], "recorded_on": days, "narrative": ["Took it", None]}
    found = read_records([parquet(tmp_path, columns)])
    assert found.records[["record_id", "recorded_on", "narrative"]].to_numpy().tolist() == [
        ["1", "2024-02-01", "Took it"]
    ]
    assert json.loads(found.rejects["raw"][0]) == {"id": 2.0, "recorded_on": None, "narrative": None}


def test_the_three_formats_give_the_same_records(tmp_path: Path) -> None:
    rows = [{"record_id": f"A{n}", "narrative": f"Took {n}", "force": "Kent"} for n in range(5)]
    text = "record_id,narrative,force\n" + "".join(",".join(row.values()) + "\n" for row in rows)
    paths = [
        export(tmp_path, text),
        export(tmp_path, json_lines(*rows), "export.jsonl"),
        parquet(tmp_path, {name: [row[name] for row in rows] for name in rows[0]}),
    ]
    first, *others = [read_records([path]).records.drop(columns="source") for path in paths]
    assert all(first.equals(other) for other in others)


# Columns


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("MO / Free Text", "narrative"),
        ("Crime Notes", "narrative"),
        ("Incident Log", "narrative"),
        ("notes", "narrative"),
        ("Crime Ref", "record_id"),
        ("URN", "record_id"),
        ("Occurrence Number", "record_id"),
        ("Recorded Date", "recorded_on"),
        ("created_dt", "recorded_on"),
        ("Force Name", "force"),
        ("LPA", "area"),
        ("HO Class", "offence_code"),
        ("OffenceTitle", "offence"),
        ("classification", "offence"),
    ],
)
def test_usual_names_are_mapped_by_themselves(tmp_path: Path, name: str, known: str) -> None:
    text = f"{name}\n2024-02-01\n" if known == "narrative" else f"narrative,{name}\nTook it,2024-02-01\n"
    assert list(read(tmp_path, text).records[known]) == ["2024-02-01"]


def test_the_known_name_wins_over_usual_ones_and_these_over_weaker_ones(tmp_path: Path) -> None:
    found = read(tmp_path, "Summary,narrative,URN,Crime Ref\nno,yes,no,A1\n").records
    assert found[["narrative", "record_id"]].to_numpy().tolist() == [["yes", "A1"]]


def test_two_columns_for_one_known_column_are_refused_with_the_line_to_write(tmp_path: Path) -> None:
    with refused(
        RecordsError, '"MO Text" and "Summary"', 'narrative = "MO Text"', 'narrative = ["MO Text", "Summary"]'
    ):
        read(tmp_path, "MO Text,Summary\nTook it,Left it\n")
    with refused(RecordsError, '"Crime Ref" and "Crime No"', "--columns", 'record_id = "Crime Ref"'):
        read(tmp_path, "Crime Ref,Crime No,narrative\n1,2,Took it\n")


def test_a_file_without_narrative_column_names_its_columns_and_the_likeliest(tmp_path: Path) -> None:
    with refused(RecordsError, "Nr, Words, Where", "--columns", 'narrative = "Words"'):
        read(tmp_path, "Nr,Words,Where\n1,He took it and left again,Kent\n")


def test_columns_are_mapped_by_the_users_file(tmp_path: Path) -> None:
    columns = 'narrative = "Words"\nrecord_id = "nr"\n'
    found = read(tmp_path, "Nr,Words,Summary\n1,Took it,other\n", columns=columns).records
    assert found[["record_id", "narrative"]].to_numpy().tolist() == [["1", "Took it"]]


def test_several_narrative_columns_are_joined_by_blank_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "MO,Summary\nTook it,Left it\n,Left it\n,\n", columns='narrative = ["MO", "Summary"]')
    assert narratives(found) == ["Took it\n\nLeft it", "Left it"]
    assert reasons(found) == [(3, "no narrative")]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ('narative = "MO"', ("'narative'", "'narrative'")),
        ('narrative = "Sumary"', ("'Sumary'", "'Summary'")),
        ("narrative = 3", ("narrative wants the name of a column",)),
        ("narrative = []", ("narrative wants the name of a column",)),
        ('offence = ["MO", "Summary"]', ("offence wants one column",)),
        ("narrative = MO", ("columns.toml cannot be read",)),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, columns: str, words: tuple[str, ...]) -> None:
    with refused(RecordsError, *words):
        read(tmp_path, "MO,Summary\nTook it,Left it\n", columns=columns)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with refused(RecordsError, "gone.toml", "No such file"):
        read_records([export(tmp_path, "narrative\nTook it\n")], tmp_path / "gone.toml")


def test_a_column_that_stands_twice_cannot_be_meant(tmp_path: Path) -> None:
    with refused(RecordsError, "2 columns are called 'MO'"):
        read(tmp_path, "MO,MO\nTook it,Left it\n", columns='narrative = "MO"')


def test_no_shipped_name_stands_for_two_known_columns() -> None:
    shipped = tomllib.loads((files("overlooked") / "data" / "columns.toml").read_text(encoding="utf-8"))
    every = [name for rank in shipped.values() for names in rank.values() for name in names]
    folded = Counter("".join(filter(str.isalnum, name)) for name in every)
    assert [name for name, times in folded.items() if times > 1] == []
    assert all(set(rank) == set(KNOWN) for rank in shipped.values())


# Ids and dates


def test_the_same_record_twice_is_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,offence,narrative\nA,Theft,Took it\nA,Theft,Took it\n")
    assert reasons(found) == [(2, "same record twice (row 1)")]


def test_the_same_record_in_another_file_is_set_aside_with_that_files_name(tmp_path: Path) -> None:
    paths = [export(tmp_path, "record_id,narrative\nA,Took it\n", name) for name in ("a.csv", "b.csv")]
    found = read_records([*paths, paths[0]])
    assert reasons(found) == [(1, "same record twice (row 1 of a.csv)"), (1, "same record twice (row 1)")]


def test_one_id_over_different_records_keeps_all_with_ids_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, "record_id,narrative\nA,one\nA,two\nA#2,three\nA,four\n,five\n,five\n").records
    assert list(found["record_id"]) == ["A", "A#2", "A#2#2", "A#3", "row-5", "row-6"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-01", "2024-02-01"),
        ("2024-02-01T23:59:00Z", "2024-02-01"),
        ("2024-02-01 23:59:00.000", "2024-02-01"),
        ("01/02/2024", "2024-02-01"),
        ("1/2/2024 9:05", "2024-02-01"),
        ("01-02-2024", "2024-02-01"),
        ("01.02.2024, 09:05 pm", "2024-02-01"),
        ("1 Feb 2024", "2024-02-01"),
        ("01-FEB-24", "2024-02-01"),
        ("1st February 2024 0905", "2024-02-01"),
        ("9 Sept 99", "1999-09-09"),
    ],
)
def test_dates_are_read_in_iso_form_and_in_uk_order(tmp_path: Path, text: str, day: str) -> None:
    found = read(tmp_path, f'narrative,recorded_on\nTook it,"{text}"\n')
    assert list(found.records["recorded_on"]) == [day]
    assert found.quality.dates_unread == 0


@pytest.mark.parametrize(
    "text", ["02/31/2024", "31/02/2024", "soon", "2024", "1 Foo 2024", "2024-02-01 or so", "0000-01-01"]
)
def test_a_date_that_cannot_be_read_is_counted_and_costs_no_record(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f"narrative,recorded_on\nTook it,{text}\n")
    assert list(found.records["recorded_on"]) == [""]
    assert found.quality.dates_unread == 1


# Whole files that cannot be read


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", ("is empty",)),
        ("a.csv", b"\xef\xbb\xbf \n", ("is empty",)),
        ("a.csv", b"\xff\xfe", ("is empty",)),
        ("a.jsonl", b"", ("is empty",)),
        ("a.csv", b"narrative,force\n", ("header and no row",)),
        ("a.csv", b"narrative,force\n,Kent\n", ("every row is set aside", "a.csv row 1: no narrative")),
        ("a.csv", b'"narrative,force\nTook it,Kent\n', ("header line cannot be read",)),
        ("a.csv", b"PK\x03\x04 and so on", ("not a text file", "XLSX", "CSV")),
        ("a.csv", b"\x89PNG\r\n\x1a\n", ("not a text file", "picture")),
        ("a.csv", b"n\0\0a\0\0r\0\0r", ("not a text file",)),
        ("a.jsonl", b"[]\n", ("no line of it is a JSON object",)),
        ("a.parquet", b"PAR1 but not really", ("a.parquet cannot be read",)),
        ("a.parquet", b"", ("a.parquet cannot be read",)),
        ("a.xls", b"PK", (".xls is not read", ".csv", ".parquet", ".xlsx")),
        ("a", b"narrative\n", ("without suffix", ".jsonl")),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    with refused(RecordsError, *words):
        read(tmp_path, content, name)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for suffix in (".csv", ".jsonl", ".parquet"):
        with refused(RecordsError, f"gone{suffix}", "cannot be read"):
            read_records([tmp_path / f"gone{suffix}"])


def test_a_folder_is_refused_with_what_is_read(tmp_path: Path) -> None:
    with refused(RecordsError, "is a folder", ".csv, .tsv, .jsonl, .ndjson, .parquet"):
        read_records([tmp_path])


def test_no_file_at_all_is_refused() -> None:
    with refused(RecordsError, "no file was given"):
        read_records([])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="every file is open to the superuser")
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    path = export(tmp_path, "narrative\nTook it\n")
    path.chmod(0)
    with refused(RecordsError, "Permission denied"):
        read_records([path])


def test_every_file_is_looked_at_before_the_first_is_read(tmp_path: Path) -> None:
    paths = [export(tmp_path, "narrative\nTook it\n", "a.csv"), export(tmp_path, "", "b.csv")]
    with refused(RecordsError, "b.csv is empty"):
        open_records(paths)


def test_a_damaged_parquet_file_is_one_line(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"narrative": [f"text {n} {hash(n)}" for n in range(5000)]})
    content = bytearray(path.read_bytes())
    content[100:3000] = b"\xff" * 2900
    path.write_bytes(content)
    with refused(RecordsError, "export.parquet"):
        read_records([path])


# Properties


def written(rows: list[str], delimiter: str, others: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["narrative", *(f"column {n}" for n in range(others))])
    writer.writerows([[row, *("x;,\t" for _ in range(others))] for row in rows])
    return out.getvalue()


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30).filter(
            lambda text: text.strip() not in EXCEL_ERRORS and not furniture(["narrative"], [text])
        ),
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.integers(0, 2),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_texts_written_as_csv_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], delimiter: str, others: int, encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    found = read(folder, written([*texts, "the last"], delimiter, others).encode(encoding))
    plain = [text.replace("\r\n", "\n").replace("\r", "\n") for text in [*texts, "the last"] if text.strip()]
    expected = [mended(text) for text in plain if mended(text).strip()]
    assert narratives(found) == expected
    assert found.rows_in == len(texts) + 1


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=20), max_size=5),
    st.binary(max_size=60),
    st.sampled_from(["export.csv", "export.jsonl"]),
)
def test_whatever_bytes_follow_rows_in_are_records_and_rejects_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], tail: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    head = written(["first", *texts], ",", 1) if name.endswith("csv") else json_lines({"narrative": "first"}, *texts)
    try:
        found = read(folder, head.encode() + tail, name)
    except RecordsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
        assert "not a text file" in str(error)  # noqa: PT017
        return
    assert narratives(found)[0] == "first"
    "".join([*narratives(found), *found.rejects["raw"], *found.rejects["reason"]]).encode()


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".csv", ".jsonl", ".parquet"]))
def test_no_bytes_bring_anything_but_records_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    try:
        read(tmp_path_factory.mktemp("any"), content, f"any{suffix}")
    except RecordsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


def test_fifty_thousand_rows_are_read(tmp_path: Path) -> None:
    text = "OIC notes that the IP was driven to work each day and had no pay. " * 8
    path = export(tmp_path, written([f"{n} {text}" for n in range(50_000)], ",", 3))
    assert len(read_records([path]).records) == 50_000
