"""The made-up notes: the same for the same arguments, no two alike, with signs where a share is asked for."""

import json
from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from narratives import COLUMNS, export, narratives
from overlooked.findings import Assertion, Kind
from overlooked.reading.reader import load_reader


def tells_a_sign(narrative: str) -> bool:
    findings = load_reader().read(narrative).findings
    return any(f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT for f in findings)


def test_the_same_arguments_give_the_same_notes_and_no_two_are_alike() -> None:
    notes = list(narratives(3_000, share=0.2))
    assert notes == list(narratives(3_000, share=0.2))
    assert len(set(notes)) == 3_000
    assert notes != list(narratives(3_000, seed=1, share=0.2))


def test_an_everyday_note_tells_no_sign() -> None:
    assert not [note for note in narratives(300) if tells_a_sign(note)]


def test_nearly_every_note_that_should_tell_a_sign_does() -> None:
    assert sum(map(tells_a_sign, narratives(100, share=1.0))) >= 90


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_an_export_holds_the_notes_in_order(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"year{suffix}"
    export(path, 50, share=0.5)
    if suffix == ".csv":
        rows = pc.read_csv(path, parse_options=pc.ParseOptions(newlines_in_values=True)).to_pylist()
    elif suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == COLUMNS
    assert [row["narrative"] for row in rows] == list(narratives(50, share=0.5))
