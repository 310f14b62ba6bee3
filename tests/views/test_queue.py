from pathlib import Path

import pytest
from builders import a_queue

from overlooked.errors import OutputError, RecordsError
from overlooked.queue import COLUMNS, read_queue, refuse_unknown, rows, write_jsonl, write_parquet


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
    with pytest.raises(RecordsError, match="not a queue: no column"):
        read_queue(tmp_path / "q.jsonl")


def test_an_unknown_suffix_names_those_that_are_known() -> None:
    with pytest.raises(OutputError, match=r"q\.txt.*\.jsonl"):
        refuse_unknown(Path("q.txt"), (".jsonl",))
