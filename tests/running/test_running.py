"""A run over files in units gives the queue that one table gives, whatever the units, the processes and the reading."""

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

from narratives import export
from overlooked.errors import RecordsError
from overlooked.queue import rows
from overlooked.ranking import Capacity
from overlooked.records import read_records
from overlooked.running.running import Means, Ran, running
from overlooked.screening import Reads, Screener, screen

ROWS = 200


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two files: made-up notes, some of them twice, and one again under the id of another."""
    folder = tmp_path_factory.mktemp("log")
    export(folder / "a.csv", ROWS, seed=4, share=0.3)
    told = pd.read_csv(folder / "a.csv", dtype=str, keep_default_na=False)
    other = told.iloc[20:60].assign(offence="Burglary")
    pd.concat([told.iloc[:7], other]).to_csv(folder / "b.csv", index=False)
    return [folder / "a.csv", folder / "b.csv"]


def told(
    given: Sequence[Path],
    output: Path,
    capacity: Capacity,
    *,
    reads: Reads = Reads.EXHAUSTIVE,
    unit_rows: int = 10_000,
    jobs: int = 1,
) -> tuple[list[dict[str, Any]], Ran, pd.DataFrame]:
    """The rows of the queue, the run, and what was set aside."""
    screener, means = Screener(reads=reads), Means(jobs)
    with running(given, output, screener, capacity=capacity, means=means, unit_rows=unit_rows) as ran:
        return list(rows(ran.queue)), ran, pd.concat(ran.rejects(), ignore_index=True)


CAPACITIES = (
    Capacity(limit=20),
    Capacity(limit=30, audit=12, seed=3),
    Capacity(limit=25, audit=5, quotas={"burglary": 6}, at_most={"theft_other": 2}),
    Capacity(limit=200, audit=100),
    Capacity(limit=None),
)


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
@pytest.mark.parametrize("unit_rows", [50, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_run_in_units_gives_the_queue_of_one_table(
    log: list[Path], tmp_path: Path, capacity: Capacity, unit_rows: int
) -> None:
    read = read_records(log)
    whole = screen(read.records, Screener(reads=Reads.EXHAUSTIVE), **asdict(capacity))
    queue, ran, rejects = told(log, tmp_path / "q.jsonl", capacity, unit_rows=unit_rows)
    assert queue == list(rows(whole.queue))
    assert len(queue) >= (capacity.limit or ROWS)
    pd.testing.assert_frame_equal(ran.outcome.named, whole.named)
    pd.testing.assert_frame_equal(rejects, read.rejects)
    assert ran.arrived.summary == read.summary
    assert ran.arrived.quality == read.quality
    for name in ("bands", "strata", "scored", "left_out", "training_text", "reach"):
        assert getattr(ran.outcome, name) == getattr(whole, name)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.slow
@pytest.mark.parametrize("reads", [Reads.SIFTED, Reads.ALL])
@pytest.mark.parametrize("capacity", [Capacity(limit=40, audit=20), Capacity(limit=None)], ids=str)
def test_the_sift_moves_nothing_in_the_queue(
    log: list[Path], tmp_path: Path, reads: Reads, capacity: Capacity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlooked.running.running.FEW_BYTES", 0)
    slow, _, _ = told(log, tmp_path / "q.jsonl", capacity, unit_rows=70)
    quick, ran, _ = told(log, tmp_path / "q.jsonl", capacity, reads=reads, unit_rows=70)
    assert quick == slow
    assert 0 < ran.outcome.reach.reached < ran.outcome.scored


@pytest.mark.slow
def test_two_processes_give_the_queue_of_one(log: list[Path], tmp_path: Path) -> None:
    capacity = Capacity(limit=300, audit=10)
    one, _, _ = told(log, tmp_path / "q.jsonl", capacity, unit_rows=60)
    two, _, _ = told(log, tmp_path / "q.jsonl", capacity, unit_rows=60, jobs=2)
    assert one == two


def test_records_of_which_every_one_is_set_aside_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("record_id,narrative\nA,\nB,\n", encoding="utf-8")
    with pytest.raises(RecordsError, match=r"every row is set aside; a.csv row 1: no narrative"):
        told([tmp_path / "a.csv"], tmp_path / "q.jsonl", Capacity())
    assert not list(tmp_path.glob(".*"))


@pytest.mark.slow
def test_processes_that_are_there_already_find_relative_paths(
    log: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        Path("in.csv").write_bytes(log[0].read_bytes())
        queues.append(told([Path("in.csv")], Path("q.jsonl"), Capacity(limit=20), unit_rows=60, jobs=2)[0])
    assert queues[0] == queues[1]


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_zip_file_that_comes_as_a_stream_is_read_like_one_on_disk(
    log: list[Path], tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(log[0], "a.csv")
    on_disk, _, _ = told([tmp_path / "a.zip"], tmp_path / "q.jsonl", Capacity(limit=20), jobs=jobs)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO((tmp_path / "a.zip").read_bytes())))
    streamed, _, _ = told([Path("-")], tmp_path / "q.jsonl", Capacity(limit=20), jobs=jobs)
    assert streamed == on_disk
    assert not list(tmp_path.glob(".*"))
