import json
from pathlib import Path
from typing import Any

import pytest
from builders import a_queue

from overlooked.errors import OutputError, RecordsError
from overlooked.queue import COLUMNS, read_queue, refuse_unknown, rows, write_jsonl, write_parquet
from refusals import refused


def test_a_queue_comes_back_equal_from_both_canonical_forms(tmp_path: Path) -> None:
    queue = a_queue({}, {"record_id": "A2", "narrative": "Nothing to see."})
    write_jsonl(queue, tmp_path / "q.jsonl")
    write_parquet(queue, tmp_path / "q.parquet")
    told = list(rows(queue))
    assert list(rows(read_queue(tmp_path / "q.jsonl"))) == told
    assert list(rows(read_queue(tmp_path / "q.parquet"))) == told


def test_the_columns_are_those_of_the_contract_in_order() -> None:
    assert tuple(next(rows(a_queue({})))) == COLUMNS


def test_scores_and_ranks_are_whole_numbers() -> None:
    row = next(rows(a_queue({})))
    assert isinstance(row["score"], int)
    assert row["rank"] == 1


def test_a_view_is_refused_where_a_queue_is_wanted() -> None:
    with pytest.raises(RecordsError, match=r"a view of a queue; give the canonical file \(\.jsonl or \.parquet\)"):
        read_queue(Path("q.csv"))


def test_a_file_that_is_no_queue_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(RecordsError, match="row 1 is not a queue's: no column schema_version"):
        read_queue(tmp_path / "q.jsonl")


FINDING = {
    "kind": "indicator",
    "indicator": "documents_retained",
    "quote": "boss has kept",
    "start": 4,
    "end": 17,
    "assertion": "present",
    "cue": "any",
    "clears": True,
}


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    return next(rows(a_queue({})))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema_version": 1}, "row 1 is of another schema version, and this program reads 2"),
        ({"score": "high"}, "a value as score"),
        ({"rank": True}, "a value as rank"),
        ({"rank": 2**70}, "as rank"),
        ({"narrative": None}, "a value as narrative"),
        ({"exploitation": [None]}, "as exploitation"),
        ({"probability": "0.5"}, "as probability"),
        ({"findings": {}}, "as findings"),
        ({"findings": [1]}, "a finding that does not stand in its narrative"),
        ({"findings": [FINDING | {"start": 5}]}, "a finding that does not stand in its narrative"),
        ({"findings": [FINDING | {"kind": "colour"}]}, "a finding that does not stand in its narrative"),
        ({"findings": [FINDING | {"cue": []}]}, "a finding that does not stand in its narrative"),
    ],
)
def test_a_row_that_cannot_stand_in_a_queue_is_told(
    tmp_path: Path, row: dict[str, Any], change: dict[str, Any], says: str
) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps(row | {"findings": [FINDING]} | change) + "\n", encoding="utf-8")
    with refused(RecordsError, "q.jsonl", says):
        read_queue(tmp_path / "q.jsonl")


@pytest.mark.parametrize("text", ["[" * 100_000, "3", "[]", '{"a": NaN}', '{"a": "\\ud800"}'])
def test_a_line_that_is_no_row_of_a_queue_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "q.jsonl").write_text(text, encoding="utf-8")
    with refused(RecordsError, "q.jsonl", "1"):
        read_queue(tmp_path / "q.jsonl")


def test_a_damaged_parquet_queue_is_told_in_one_line(tmp_path: Path) -> None:
    write_parquet(a_queue({}), tmp_path / "q.parquet")
    whole = (tmp_path / "q.parquet").read_bytes()
    (tmp_path / "q.parquet").write_bytes(whole[:-40] + b"\xff" * 20 + whole[-20:])
    with refused(RecordsError, "q.parquet: cannot be read as a queue"):
        read_queue(tmp_path / "q.parquet")


def test_an_unknown_suffix_names_those_that_are_known() -> None:
    with pytest.raises(OutputError, match=r"q\.txt.*\.jsonl"):
        refuse_unknown(Path("q.txt"), (".jsonl",))
