"""`screen --engine spark` writes the queue that this machine writes alone, to the byte."""

from pathlib import Path

import pytest
from spark_rows import MARKS
from typer.testing import CliRunner

from narratives import export
from overlooked.cli import app

pytestmark = MARKS


def screened(folder: Path, name: str, *options: str) -> dict[str, bytes]:
    """What a run wrote, but for the times and the names of the outputs."""
    told = ["screen", str(folder / "in.csv"), "-o", str(folder / name), *options]
    done = CliRunner().invoke(app, told)
    assert done.exit_code == 0, done.output
    endings = ("", ".rejects.csv", ".named.csv")
    return {ending: (folder / f"{name}{ending}").read_bytes() for ending in endings}


FEW = ("--limit", "60", "--audit", "20")


@pytest.mark.parametrize("options", [FEW, (*FEW, "--exhaustive"), ("--all",)], ids=" ".join)
def test_the_queue_of_a_cluster_is_that_of_one_machine(
    tmp_path: Path, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlooked.running.running.FEW_BYTES", 0)
    export(tmp_path / "in.csv", 300, seed=6, share=0.3)
    alone = screened(tmp_path, "alone.jsonl", *options)
    cluster = screened(tmp_path, "cluster.jsonl", *options, "--engine", "spark", "--master", "local[2]")
    assert cluster == alone
