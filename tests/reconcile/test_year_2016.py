"""The shipped year 2015/16, made up: no real person, no real force."""

from pathlib import Path

import messy
import pytest
from year_2016 import FOLDER, SEED, files

from overlooked.reconcile.outcome.outcomes import OUTCOMES
from overlooked.reconcile.tables.reading import Read, read_crimes, read_referrals


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return dict(files(messy.like_2016(SEED)))


@pytest.fixture(scope="module")
def both() -> tuple[Read, Read]:
    return read_referrals([FOLDER / "referrals.csv"]), read_crimes([FOLDER / "crimes.csv"])


def test_the_shipped_files_are_what_their_command_writes(texts: dict[str, str]) -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir() if path.name != "README.md"}
    assert sorted(shipped) == sorted(texts)
    different = [name for name in texts if shipped[name] != texts[name]]
    assert not different, "run `python tests/reconcile/year_2016.py`"


def test_every_shipped_row_is_read_and_no_cell_is_wondered_at(both: tuple[Read, Read]) -> None:
    for read, rows in zip(both, (3146, 2089), strict=True):
        assert len(read.table) == rows == read.rows_in
    assert both[0].notes == ()


def test_the_truth_has_one_line_a_referral_and_its_rows_exist(texts: dict[str, str]) -> None:
    header, *lines = [line.split(",") for line in texts["truth.csv"].splitlines()]
    assert header == ["referral_row", "outcome", "crime_rows", "hidden_rows"]
    assert [int(line[0]) for line in lines] == list(range(1, 3147))
    assert {line[1] for line in lines} <= set(OUTCOMES)
    rows = [int(row) for line in lines for row in ";".join(line[2:]).split(";") if row]
    assert len(rows) > 500
    assert 1 <= min(rows) <= max(rows) <= 2089


def test_the_page_beside_the_files_tells_their_counts_and_that_they_are_made_up(both: tuple[Read, Read]) -> None:
    page = Path(FOLDER, "README.md").read_text(encoding="utf-8")
    assert "Nobody in these files is a real person" in page
    assert f"{len(both[0].table):,} referrals" in page
    assert f"{len(both[1].table):,} crime records" in page
