"""Bounds: a row of any size and a file broken anywhere come out as a reject or one line, in bounded memory."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from overlooked.errors import RecordsError
from overlooked.records import read_records
from refusals import refused

MIB = 2**20
LONG = "x" * 5_000_000
_PEAK = """
import resource, sys
from pathlib import Path
from overlooked.records import Cursor, Unit, open_records
if len(sys.argv) > 1:
    cursor, first = Cursor(open_records([Path(sys.argv[1])]).opened), 0
    while rows := cursor.rows(Unit(0, first, 1000)):
        first += len(rows)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def peak(*paths: Path) -> int:
    """The most bytes that a process holds that reads a file unit by unit, or no file."""
    run = subprocess.run([sys.executable, "-c", _PEAK, *map(str, paths)], capture_output=True, text=True, check=True)
    return int(run.stdout)


def long_narrative(folder: Path, form: str) -> Path:
    path = folder / f"export{form}"
    rows = {"record_id": ["A", "B"], "narrative": [LONG, "Took it"]}
    if form == ".parquet":
        pq.write_table(pa.table(rows), path)
    elif form == ".jsonl":
        lines = (dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True))
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    else:
        path.write_text(f"record_id,narrative\nA,{LONG}\nB,Took it\n")
    return path


@pytest.mark.parametrize("form", [".csv", ".jsonl", ".parquet"])
def test_a_narrative_of_five_million_characters_is_set_aside_and_the_next_is_read(tmp_path: Path, form: str) -> None:
    found = read_records([long_narrative(tmp_path, form)])
    assert list(found.records["record_id"]) == ["B"]
    assert len(found.rejects["raw"][0]) < 110_000


@pytest.mark.slow
@pytest.mark.parametrize(("form", "begins", "ends"), [(".csv", '"', '"'), (".jsonl", '{"narrative": "', '"}')])
def test_a_row_of_forty_megabytes_is_set_aside_in_bounded_memory(
    tmp_path: Path, form: str, begins: str, ends: str
) -> None:
    path = tmp_path / f"export{form}"
    head = "narrative\n" if form == ".csv" else ""
    path.write_text(f"{head}{begins}{'x' * 40_000_000}{ends}\n{begins}Took it{ends}\n")
    assert list(read_records([path]).records["narrative"]) == ["Took it"]
    assert peak(path) - peak() < 250 * MIB


@pytest.mark.slow
def test_a_row_group_far_larger_than_a_unit_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "export.parquet"
    texts = pa.array([f"{number:09d} He was seen at the yard again".ljust(4000, "e") for number in range(60_000)])
    pq.write_table(pa.table({"narrative": texts}), path, use_dictionary=False, compression="none")
    assert pq.ParquetFile(path).num_row_groups == 1
    assert path.stat().st_size > 200 * MIB
    del texts
    assert peak(path) - peak() < 120 * MIB


def test_a_parquet_file_cut_short_is_one_line(tmp_path: Path) -> None:
    path = long_narrative(tmp_path, ".parquet")
    path.write_bytes(path.read_bytes()[:-40])
    with refused(RecordsError, "export.parquet", "cannot be read"):
        read_records([path])


def test_a_broken_page_in_a_parquet_file_with_a_whole_footer_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "export.parquet"
    texts = [f"{number} {hash(str(number))}" for number in range(50_000)]
    pq.write_table(pa.table({"narrative": texts}), path, row_group_size=10_000, use_dictionary=False)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 5000] = b"\xff" * 5000
    path.write_bytes(content)
    with refused(RecordsError, "export.parquet", "cannot be read"):
        read_records([path])


@pytest.mark.parametrize("form", [".csv", ".jsonl"])
@pytest.mark.parametrize("broken", [b"\x00", b"\xff\xfe", b"\xed\xa0\x80"])
def test_a_broken_byte_sets_its_row_aside_and_no_other(tmp_path: Path, form: str, broken: bytes) -> None:
    lines = [b'"Took \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9 it"', b'"Left ' + broken + b' it"', b'"Came"']
    path = tmp_path / f"export{form}"
    if form == ".csv":
        path.write_bytes(b"\n".join([b"narrative", *lines]))
    else:
        path.write_bytes(b"".join(b'{"narrative": ' + line + b"}\n" for line in lines))
    found = read_records([path])
    assert list(found.records["narrative"]) == ["Took é é é é it", "Came"]
    assert list(found.rejects["row"]) == [2]
