"""The engine: frames come back in order and as `score_batch` gives them; what goes wrong is one line."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from spark_rows import ABSENT, MARKS, NARRATIVES, SIGN, locally, own_cues, records

from overlooked.errors import RunError, SettingsError
from overlooked.screening import Screener
from refusals import refused

pytestmark = MARKS

if not ABSENT:
    from overlooked.spark import scored, session


def one_frame() -> Iterator[pd.DataFrame]:
    yield records(SIGN)


def refuses_at(master: str) -> None:
    next(scored(one_frame(), Screener(), master))


def test_frames_come_back_in_order_with_their_own_index(tmp_path: Path) -> None:
    table = records(*(text.replace("March", f"May {n}") for n in range(150) for text in NARRATIVES[:5]))
    table = pd.concat([table, records("The gaffer put it in the locker.", *NARRATIVES)], ignore_index=True)
    frames = [table.iloc[:700], table.iloc[700:700], table.iloc[700:]]
    seen: list[int] = []
    screener = Screener(cues=own_cues(tmp_path))
    done = list(scored(iter(frames), screener, "local[2]", lambda count, _: seen.append(count)))
    assert seen == [len(frame) for frame in frames]
    assert list(done[1].columns) == list(done[0].columns)
    pd.testing.assert_frame_equal(pd.concat([done[0], done[2]]), locally(table, screener))
    assert any("documents_retained.own" in [found["cue"] for found in found_in] for found_in in done[2]["findings"])


def test_a_frame_is_asked_for_when_the_one_before_is_done() -> None:
    asked: list[int] = []

    def frames() -> Iterator[pd.DataFrame]:
        for n in range(3):
            asked.append(n)
            yield records(SIGN)

    done = scored(frames(), Screener(), "local[1]")
    next(done)
    assert asked == [0]
    done.close()  # type: ignore[attr-defined]


def test_spark_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    list(scored(one_frame(), Screener(), "local[1]"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("master", ["", "spark", "spark://host", "local[x]", "http://host:7077", "local[2] --conf"])
def test_what_is_no_master_is_refused(master: str) -> None:
    with refused(SettingsError, "is no master of Spark", "spark://host:7077"):
        refuses_at(master)


def test_a_master_that_is_not_there_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{free.getsockname()[1]}"
    with refused(RunError, master, "no master answers", "refused"):
        refuses_at(master)


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with refused(SettingsError, "Java 17"):
        refuses_at("local[1]")


def test_a_session_of_the_user_is_left_alone() -> None:
    with session.opened("local[1]") as own, refused(SettingsError, "overlooked.spark.score"):
        refuses_at("local[1]")
        assert own.range(1).count() == 1


def test_a_job_that_fails_is_one_line() -> None:
    broken = records(SIGN).assign(narrative=None)
    with refused(RunError, "local[1]: the job failed: "):
        next(scored(iter([broken]), Screener(), "local[1]"))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("org.apache.spark.SparkException: x\n  ModuleNotFoundError: No module named 'overlooked'\n", "pip install"),
        ("[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.", "Java 17"),
        (
            "Traceback\n  File x\noverlooked.errors.RunError: a worker has overlooked 1\n\tat x",
            "RunError: a worker has",
        ),
        ("", "Spark says no more"),
    ],
)
def test_the_cause_is_found_in_what_spark_says(told: str, says: str) -> None:
    assert says in session._cause(told)


def test_neither_the_package_nor_its_help_loads_pyspark() -> None:
    code = (
        "import sys; import overlooked, overlooked.spark; from overlooked.cli import app; "
        "from typer.testing import CliRunner; assert CliRunner().invoke(app, ['screen', '--help']).exit_code == 0; "
        "print(*{'pyspark', 'py4j'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_without_pyspark_it_tells_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pyspark'] = None\n"
        "from overlooked.spark import scored\n"
        "from overlooked.errors import SettingsError\n"
        "try: scored(iter(()), None, 'local[1]')\n"
        "except SettingsError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("pip install 'overlooked[spark]'")
