"""A cluster of one master and two workers on loopback, of which one is killed while it works: no row differs."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pandas as pd
import pytest
from spark_rows import ABSENT, MARKS, SIGN, locally, records

from overlooked.corpus import load_corpus
from overlooked.errors import RunError
from overlooked.ranking import rank
from overlooked.screening import Screener
from refusals import refused

pytestmark = MARKS

if not ABSENT:
    import pyspark
    from pyspark import SparkContext

    from overlooked.spark import scored
    from overlooked.spark import session as sessions

ROOT = Path(__file__).parents[2]
ROWS = int(os.environ.get("OVERLOOKED_SPARK_ROWS", "20000"))
FRAMES, PATIENCE = 4, 240.0
HOST = "127.0.0.1"


class Cluster:
    """A master and its workers, as child processes."""

    def __init__(self, master: str, page: str, workers: list[subprocess.Popen[bytes]]) -> None:
        self.master, self.workers, self._page = master, workers, page

    def states(self) -> list[str]:
        """Of the workers, as the master has them; while it starts it has a page that says nothing yet."""
        try:
            with urlopen(f"{self._page}/json/") as answer:  # noqa: S310 - the master's own page
                return sorted(worker["state"] for worker in json.load(answer)["workers"])
        except HTTPError:
            return ["STARTING"]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Started and ready; ended with all their children whatever happens in the block."""
    port, page = free_port(), free_port()
    master = f"spark://{HOST}:{port}"
    with ExitStack() as ending:
        ending.enter_context(started("master.Master", "-h", HOST, "-p", str(port), "--webui-port", str(page)))
        told = ("worker.Worker", "-h", HOST, "-c", "1", "-m", "1g", "-d", str(folder), "--webui-port", "0", master)
        own = Cluster(master, f"http://{HOST}:{page}", [])
        until(lambda: answers(port) and answers(page))
        own.workers.extend(ending.enter_context(started(*told)) for _ in range(workers))
        until(lambda: own.states() == ["ALIVE"] * workers)
        yield own


@contextmanager
def started(name: str, *told: str) -> Iterator[subprocess.Popen[bytes]]:
    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *told]
    surroundings = {**os.environ, "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": "256m"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=surroundings, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            yield process
        finally:
            killed(process)


def killed(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all below it, at once: the executors, and the Python that they started."""
    for number in [process.pid, *below(process.pid)] if process.poll() is None else ():
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def below(process: int) -> list[int]:
    """The children of a process, theirs, and so on."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607
    pairs = [tuple(map(int, line.split())) for line in told.splitlines()]
    found = [process]
    for number in found:
        found += [child for child, parent in pairs if parent == number]
    return found[1:]


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex((HOST, port)) == 0


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", HOST)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)


def short_narratives(count: int) -> pd.DataFrame:
    """Records that all differ: a sentence of a train narrative each, and a number; now and then a plain sign."""
    sentences = [
        sentence
        for record in load_corpus(ROOT / "corpus")
        for sentence in re.split(r"(?<=[.?!])\s+", record.narrative)
        if 20 < len(sentence) < 90
    ]
    told = [SIGN if n % 97 == 0 else sentences[n % len(sentences)] for n in range(count)]
    return records(*(f"{text} Ref {n}." for n, text in enumerate(told)))


def running() -> dict[str, int]:
    """Of the job under way: the workers that have a task in hand, all that there are, and the tasks that failed."""
    context = SparkContext._active_spark_context
    assert context is not None
    tracker = context.statusTracker()
    stages = [info for number in tracker.getActiveStageIds() if (info := tracker.getStageInfo(number))]
    executors = context._jsc.sc().statusTracker().getExecutorInfos()
    return {
        "busy": sum(executor.numRunningTasks() > 0 for executor in executors),
        "executors": len(executors) - 1,
        "failed": sum(stage.numFailedTasks for stage in stages),
    }


def test_a_worker_killed_half_way_moves_no_row(tmp_path: Path) -> None:
    table, screener = short_narratives(ROWS), Screener()
    size = -(-ROWS // FRAMES)
    frames, seen = [table.iloc[start : start + size] for start in range(0, ROWS, size)], []
    with cluster(tmp_path, workers=2) as own, ThreadPoolExecutor(1) as pool:

        def kill_one() -> dict[str, int]:
            until(lambda: running()["busy"] == 2)
            killed(own.workers[0])
            until(lambda: running()["failed"] > 0)
            return running()

        done = scored(iter(frames), screener, own.master, lambda count, _: seen.append(count))
        told = [next(done), next(done)]
        killing = pool.submit(kill_one)
        told += list(done)
        after = killing.result()
        assert own.states() == ["ALIVE", "DEAD"]
    assert after["executors"] == 1
    assert seen == [len(frame) for frame in frames]
    found, wanted = pd.concat(told), locally(table, screener)
    pd.testing.assert_frame_equal(found, wanted)
    queue = rank(found, 50, {}, {})
    pd.testing.assert_frame_equal(queue, rank(wanted, 50, {}, {}))
    assert (queue["score"] > 0).all()


def test_a_master_without_a_worker_is_told_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "WORKERS_WITHIN", 3.0)
    with cluster(tmp_path, workers=0) as own, refused(RunError, own.master, "no worker for 3 seconds"):
        next(scored(iter([records(SIGN)]), Screener(), own.master))


def test_when_the_last_worker_is_lost_the_job_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = short_narratives(5_000)
    with cluster(tmp_path, workers=1) as own, ThreadPoolExecutor(1) as pool:

        def kill_it() -> None:
            until(lambda: running()["busy"] == 1)
            killed(own.workers[0])

        done = scored(iter([records(SIGN), table]), Screener(), own.master)
        next(done)
        monkeypatch.setattr(sessions, "WORKERS_WITHIN", 5.0)
        killing = pool.submit(kill_it)
        with refused(RunError, own.master, "no worker for 5 seconds"):
            next(done)
        killing.result()
