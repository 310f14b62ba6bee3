"""Units: a file can be read in pieces, by several readers, each from where it is asked to; every row comes once."""

import csv
import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from overlooked.errors import RecordsError
from overlooked.records import Cursor, Unit, open_records, read_records
from overlooked.records.sources import keep_streams
from refusals import refused

ROWS = 23
TABLE = [(f"NM/{number}", f"He took {number}\nand left") for number in range(ROWS)]


def as_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("record_id", "narrative"), *TABLE])
    return out.getvalue().encode()


def as_json_lines() -> bytes:
    return b"".join(
        json.dumps(dict(zip(("record_id", "narrative"), row, strict=True))).encode() + b"\n\n" for row in TABLE
    )


def written(folder: Path, form: str) -> Path:
    path = folder / f"export{form}"
    if form == ".xlsx":
        book = Workbook()
        sheet = book.create_sheet("Export", 0)
        for row in (("record_id", "narrative"), *TABLE):
            sheet.append(row)
        del book["Sheet"]
        book.save(path)
    elif form == ".parquet":
        ids, texts = zip(*TABLE, strict=True)
        pq.write_table(pa.table({"record_id": ids, "narrative": texts}), path, row_group_size=5)
    else:
        content = as_csv() if ".csv" in form else as_json_lines()
        path.write_bytes(gzip.compress(content) if form.endswith(".gz") else content)
    return path


def read_units(paths: Sequence[Path], units: Sequence[Unit]) -> list[list[str]]:
    cursor = Cursor(open_records(paths).opened)
    found = []
    for unit in units:
        rows = cursor.rows(unit)
        assert [row.nth for row in rows] == [*range(unit.first + 1, unit.first + 1 + len(rows))]
        found.append([row.row.cells[1] for row in rows])
    return found


FORMS = [".csv", ".csv.gz", ".jsonl", ".parquet", ".xlsx"]


@pytest.mark.parametrize("form", FORMS)
def test_two_readers_that_take_turns_read_every_row_once(tmp_path: Path, form: str) -> None:
    path = written(tmp_path, form)
    units = [Unit(0, first, 4) for first in range(0, 28, 4)]
    odd, even = read_units([path], units[1::2]), read_units([path], units[::2])
    found = [text for _, texts in sorted([*zip(units[1::2], odd), *zip(units[::2], even)]) for text in texts]  # noqa: B905 - a strict one would say the same
    assert found == [text for _, text in TABLE]
    assert [len(texts) for texts in even] == [4, 4, 4, 0]


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_goes_back_and_beyond_the_end_and_to_another_file(tmp_path: Path, form: str) -> None:
    paths = [written(tmp_path, form), written(tmp_path, ".csv.gz" if form == ".csv" else ".csv")]
    texts = [text for _, text in TABLE]
    units = [Unit(0, 21, 5), Unit(0, 30, 5), Unit(0, 2, 1), Unit(1, 9, 2), Unit(0, 7, 2), Unit(0, 0, 0), Unit(0, 6, 13)]
    assert read_units(paths, units) == [texts[21:], [], texts[2:3], texts[9:11], texts[7:9], [], texts[6:19]]


def test_lines_that_are_passed_over_are_not_parsed_and_faults_keep_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"narrative": "one"}\nno json\n\n{"narrative": "three"}\n')
    cursor = Cursor(open_records([path]).opened)
    (row,) = cursor.rows(Unit(0, 2, 1))
    assert (row.nth, row.row.cells) == (3, ["three"])
    assert cursor.rows(Unit(0, 1, 1))[0].row.fault.startswith("not valid JSON")


class Stream:
    """Standard input that brings some bytes once."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


def test_standard_input_that_was_kept_in_a_file_is_opened_by_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(as_csv()))
    streams = keep_streams([Path("-"), tmp_path / "other.csv"], tmp_path)
    assert [*streams] == [Path("-")]
    for _ in range(2):
        opening = open_records([Path("-")], streams=streams)
        assert [one.name for one in opening.opened] == ["standard input"]
        assert len(Cursor(opening.opened).rows(Unit(0, 0, 100))) == ROWS
        for source in opening.sources:
            source.refuse_changed()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are pipes with names under POSIX only")
def test_a_pipe_that_was_kept_in_a_file_is_opened_by_many(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[as_json_lines()])
    writer.start()
    streams = keep_streams([pipe], tmp_path)
    writer.join()
    opened = [open_records([pipe], streams=streams).opened[0] for _ in range(2)]
    assert [(one.name, len(list(one.rows()))) for one in opened] == [("pipe", ROWS)] * 2


def test_standard_input_cannot_be_kept_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(as_csv()))
    with refused(RecordsError, "given twice"):
        keep_streams([Path("-"), Path("-")], tmp_path)


def test_no_file_given_is_said() -> None:
    with refused(RecordsError, "no file was given"):
        read_records([])
