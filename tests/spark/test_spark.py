"""Tables of Spark: the same rows as `score_batch`, whatever stands in them, and other columns as they were."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from spark_rows import ABSENT, MARKS, NARRATIVES, SIGN, locally, own_cues, records

from overlooked.errors import KnowledgeError, RecordsError, RunError
from overlooked.offences import classify
from overlooked.records import read_records
from overlooked.records.made import complete
from overlooked.screening import SCORED, Screener, score_batch
from refusals import refused

pytestmark = MARKS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
if not ABSENT:
    import pyarrow as pa

    from overlooked.spark import score
    from overlooked.spark.session import collected, opened

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "export.csv"


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    with opened("local[2]") as opened_session:
        yield opened_session


def in_spark(session: "SparkSession", table: pd.DataFrame) -> "DataFrame":
    return session.createDataFrame(pa.Table.from_pandas(table, preserve_index=False))


def rows(scored: "DataFrame") -> pd.DataFrame:
    """The rows in the order of their ids, lists as lists."""
    table = collected(scored)
    return pd.DataFrame({name: table[name].to_pylist() for name in table.column_names}).sort_values("record_id")


def same(told: pd.DataFrame, wanted: pd.DataFrame) -> None:
    wanted = wanted.sort_values("record_id")
    assert list(told.columns) == list(wanted.columns)
    for name in wanted:
        assert list(told[name]) == list(wanted[name]), name


def test_the_schema_names_every_column_that_scoring_adds() -> None:
    table = records(SIGN)
    given = [name for name in score_batch(table, Screener()).columns if name not in table]
    assert SCORED.names == given


def test_the_sample_is_scored_as_without_spark(session: "SparkSession") -> None:
    read = read_records([SAMPLE]).records
    told = zip(read["offence"], read["offence_code"], read["recorded_on"], strict=True)
    screened = read[[classify(*one).screened for one in told]]
    scored = rows(score(in_spark(session, read)))
    assert scored["findings"].map(len).sum() > 400
    same(scored, locally(screened, Screener()))


def test_all_that_text_may_hold_comes_back_as_it_was(session: "SparkSession") -> None:
    table = records(*NARRATIVES)
    scored = rows(score(in_spark(session, table)))
    same(scored, score_batch(table, Screener()))
    told = list(zip(scored["narrative"], scored["findings"], strict=True))
    quotes = [(text[found["start"] : found["end"]], found["quote"]) for text, own in told for found in own]
    assert quotes
    assert all(stands == quote for stands, quote in quotes)


def test_records_are_completed_and_other_columns_are_left_alone(session: "SparkSession") -> None:
    day, moment = dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5, 678_901)  # noqa: DTZ001 - no zone
    table = pa.table(
        {
            "big": pa.array([2**62 + 1, None]),
            "record_id": pa.array([7, 8]),
            "narrative": [SIGN, "Bike taken."],
            "offence": pa.array([None, " Burglary "]),
            "recorded_on": pa.array([day, None]),
            "told": pa.array([moment, None]),
            "parts": pa.array([[{"a": 1}], []]),
        }
    )
    scored = rows(score(session.createDataFrame(table)))
    wanted = score_batch(complete(table.to_pandas()), Screener())
    known = ["record_id", "narrative", "offence", "recorded_on", "force", "area", "offence_code"]
    added = list(SCORED.names)
    same(scored[known + added], wanted[known + added])
    assert list(scored.columns)[:7] == table.column_names
    assert collected(score(session.createDataFrame(table)))["big"].to_pylist() == [2**62 + 1, None]
    assert scored["recorded_on"].tolist() == ["2024-01-02", ""]
    assert scored["parts"].tolist() == [[{"a": 1}], []]


def test_what_stands_as_modern_slavery_is_left_out(session: "SparkSession") -> None:
    table = pd.concat([records(SIGN), records(SIGN, offence="Modern Slavery").assign(record_id="M")])
    assert rows(score(in_spark(session, table)))["record_id"].tolist() == ["R0"]


def test_the_cues_of_a_force_go_with_the_job(session: "SparkSession", tmp_path: Path) -> None:
    table, cues = records("The gaffer put it in the locker.", SIGN), own_cues(tmp_path)
    scored = rows(score(in_spark(session, table), cues=cues))
    assert [found["cue"] for found in scored["findings"][0]] == ["documents_retained.own"]
    same(scored, score_batch(table, Screener(cues=cues)))


def test_more_rows_than_a_batch_holds_all_come_back(session: "SparkSession") -> None:
    table = records(*(f"Bike {n} taken." for n in range(1_111)))
    scored = rows(score(in_spark(session, table).coalesce(1)))
    assert sorted(scored["record_id"]) == sorted(table["record_id"])


@pytest.mark.parametrize("name", ["record_id", "narrative"])
def test_a_table_without_a_needed_column_is_refused(session: "SparkSession", name: str) -> None:
    table = in_spark(session, records(SIGN).drop(columns=name))
    with refused(RecordsError, f"no column {name}", "it has "):
        score(table)


def test_a_cue_file_that_cannot_be_used_is_refused_before_any_job(session: "SparkSession", tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[[cues]]\n", encoding="utf-8")
    with refused(KnowledgeError, "own.toml"):
        score(in_spark(session, records(SIGN)), cues=path)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"narrative": ""}, "a record of the table: no narrative; leave such rows out"),
        ({"record_id": ""}, "it has no record_id"),
    ],
)
def test_a_record_that_cannot_be_read_fails_the_job_and_is_told_by_what_is_wrong(
    session: "SparkSession", change: dict[str, Any], says: str
) -> None:
    with refused(RunError, "local[2]: the job failed: ", says):
        rows(score(in_spark(session, records(SIGN).assign(**change))))
