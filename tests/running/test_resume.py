"""A run that is killed goes on from its finished parts and ends with the same bytes; another run begins afresh."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narratives import export

ROWS, UNIT = 120, 30
KILL = "lambda *_, **__: os.kill(os.getpid(), 9)"
COMPANIONS = ("rejects.csv", "named.csv", "manifest.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export(tmp_path / "in.csv", ROWS, seed=5, share=0.4)
    return tmp_path


def command(folder: Path, *options: str, before: str = "") -> subprocess.Popen[str]:
    """Screen `in.csv` in small units; `before` is code that runs first."""
    code = (
        "import os, sys, functools, overlooked.views.delivery as delivery, overlooked.running.worker as worker\n"
        f"delivery.running = functools.partial(delivery.running, unit_rows={UNIT})\n"
        f"{before}\n"
        "from overlooked.cli import main\n"
        "main()"
    )
    told = [sys.executable, "-c", code, "screen", "in.csv", "-o", "q.jsonl", "--audit", "7", "--limit", "20", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(told, cwd=folder, stdout=pipe, stderr=pipe, text=True)


def finished(folder: Path, *options: str) -> str:
    """What a run that ends well says on its way."""
    process = command(folder, *options)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return errors


def outputs(folder: Path) -> dict[str, bytes]:
    """The queue and what stands beside it, but for the times."""
    names = ("q.jsonl", *(f"q.jsonl.{ending}" for ending in COMPANIONS))
    return {name: (folder / name).read_bytes() for name in names}


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in {"in.csv", "q.jsonl.run.json"})


def dies_after(units: int) -> str:
    """Code that kills the process in the middle of the unit behind so many."""
    return (
        "told, score = [], worker.score_batch\n"
        "def counted(records, screener):\n"
        "    told.append(len(records))\n"
        f"    return os.kill(os.getpid(), 9) if len(told) > {units} else score(records, screener)\n"
        "worker.score_batch = counted"
    )


PLACES = {
    "in the first unit": (dies_after(0), 0),
    "in the third unit": (dies_after(2), 2),
    "before it is settled": (f"import overlooked.running.running as r; r.settle = {KILL}", 5),
    "before it is ranked": (f"import overlooked.running.chosen as c; c.select = {KILL}", 5),
    "while outputs are written": (f"delivery.write_named = {KILL}", 5),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(folder: Path, place: str) -> None:
    finished(folder)
    whole = outputs(folder)
    for path in folder.glob("q.*"):
        path.unlink()
    code, parts = PLACES[place]
    process = command(folder, before=code)
    process.communicate(timeout=300)
    assert process.returncode == -signal.SIGKILL
    assert not list(folder.glob("q.*"))
    says = finished(folder)
    assert ("Going on from" in says) == (parts > 0)
    assert not parts or f"from {parts} finished parts" in says
    assert outputs(folder) == whole
    assert left(folder) == sorted(whole), "nothing of the run is left behind"


@pytest.mark.slow
def test_other_records_are_noticed_and_all_is_read_again(folder: Path) -> None:
    process = command(folder, before=dies_after(2))
    process.communicate(timeout=300)
    with (folder / "in.csv").open("a", encoding="utf-8") as file:
        file.write((folder / "in.csv").read_text(encoding="utf-8").splitlines()[-1].replace(",", "9,", 1) + "\n")
    assert "had other records" in finished(folder)
    resumed = outputs(folder)
    finished(folder, "--force")
    assert outputs(folder) == resumed


@pytest.mark.slow
def test_own_cues_are_noticed_and_all_is_read_again(folder: Path) -> None:
    process = command(folder, before=dies_after(2))
    process.communicate(timeout=300)
    (folder / "own.toml").write_text('[classes.OWN]\nwords = ["xyzzy"]\n', encoding="utf-8")
    assert "had other cues" in finished(folder, "--cues", "own.toml")


@pytest.mark.slow
def test_a_run_that_the_user_stops_keeps_its_finished_parts_and_says_so(folder: Path) -> None:
    process = command(
        folder,
        before="score = worker.score_batch\nimport time\n"
        "worker.score_batch = lambda *told: (time.sleep(1), score(*told))[1]",
    )
    wait_for(folder, 1)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "kept in" in errors
    assert "Going on from" in finished(folder)


def wait_for(folder: Path, parts: int) -> None:
    end = time.monotonic() + 120
    while len(list(folder.glob(".overlooked-*/*.scored.parquet"))) < parts:
        assert time.monotonic() < end, "no part was finished"
        time.sleep(0.05)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such locks")
@pytest.mark.slow
def test_two_runs_do_not_write_one_output(folder: Path) -> None:
    first = command(folder, before="import time; worker.score_batch = lambda *_: time.sleep(60)")
    end = time.monotonic() + 60
    while not list(folder.glob(".overlooked-*/run.json")):
        assert time.monotonic() < end
        time.sleep(0.05)
    second = command(folder)
    _, errors = second.communicate(timeout=120)
    first.kill()
    first.communicate()
    assert second.returncode == 1
    assert errors.strip().endswith("q.jsonl is being written by another run; wait for it, or give another name")


def test_the_folder_of_a_run_is_open_to_its_user_alone(folder: Path) -> None:
    process = command(folder, before=dies_after(1))
    process.communicate(timeout=300)
    (place,) = folder.glob(".overlooked-*")
    assert place.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in place.glob("*.parquet"))
