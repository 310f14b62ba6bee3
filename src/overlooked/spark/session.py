"""A session with a cluster: opened for one run, quiet, closed after it; what goes wrong is told in one line.

Spark itself waits without end for a master that is not there and for workers that do not come, and writes pages. Here
both waits are bounded, and its pages go nowhere; what the workers write stays in their own logs.
"""

import logging
import os
import re
import shutil
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from overlooked.errors import RunError, SettingsError
from overlooked.screening import BATCH

REACHED_WITHIN, WORKERS_WITHIN, ASKED_EVERY = 10.0, 60.0, 1.0
"""Seconds: for a master to answer, for a first worker to come (again), between two looks."""

_STANDALONE = re.compile(r"spark://(?P<hosts>[\w.-]+:\d+(?:,[\w.-]+:\d+)*)")
_OTHER = re.compile(r"local(?:\[(?:\d+|\*)\])?|yarn|k8s://\S+")
_LOOPBACK = "127.0.0.1"
_RAISED = re.compile(r"^\s*(?:[\w.]+\.)?(?P<said>\w+(?:Error|Exception): .+)$", re.MULTILINE)
_SETTINGS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    # What Spark puts on a disk is narratives: encrypted, with a key that ends with the run.
    "spark.io.encryption.enabled": "true",
    # Small tasks, one a batch of Arrow: a lost worker's share is small, and quick workers take more of them.
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(2 * BATCH),
    "spark.sql.execution.arrow.localRelationThreshold": "0",
}


@contextmanager
def opened(master: str) -> Iterator[SparkSession]:
    """A session with at least one worker, closed at the end. Raises SettingsError and RunError as `scored` says."""
    _refuse_unready(master)
    with _faults(master):
        session = _started(master)
    try:
        with _faults(master):
            _await_worker(session)
        yield session
    finally:
        with _silence():
            session.stop()


def collected(table: DataFrame) -> pa.Table:
    """The rows of a table, once the cluster has made them. RunError for a job that fails or has no worker left."""
    session, master = table.sparkSession, _master(table.sparkSession)
    with _faults(master), ThreadPoolExecutor(1) as pool:
        job, seen = pool.submit(table.toArrow), time.monotonic()
        while not wait([job], ASKED_EVERY).done:
            seen = time.monotonic() if _workers(session) else seen
            if time.monotonic() - seen > WORKERS_WITHIN:
                session.sparkContext.cancelAllJobs()
                raise RunError(_no_worker(master))
        return job.result()


def _refuse_unready(master: str) -> None:
    standalone = _STANDALONE.fullmatch(master)
    if not standalone and not _OTHER.fullmatch(master):
        raise SettingsError(f"{master!r} is no master of Spark; use such as local[4] or spark://host:7077")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which(Path(home) / "bin" / "java") if home else shutil.which("java")):
        raise SettingsError("Spark needs Java 17 or newer, and no java is found; install one, or set JAVA_HOME")
    if SparkSession.getActiveSession():
        raise SettingsError("this process has a Spark session of its own; use overlooked.spark.score on its tables")
    hosts = standalone["hosts"].split(",") if standalone else []
    faults = [fault for fault in map(_fault_of, hosts) if fault]
    if hosts and len(faults) == len(hosts):
        raise RunError(f"{master}: no master answers ({faults[0]}); check host and port, and that it is up")


def _fault_of(host: str) -> str:
    name, port = host.split(":")
    try:
        socket.create_connection((name, int(port)), REACHED_WITHIN).close()
    except (OSError, OverflowError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _started(master: str) -> SparkSession:
    settings = {"spark.app.name": "overlooked", **_SETTINGS}
    surroundings = {}
    if master.startswith("local"):
        settings |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
        surroundings = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": _LOOPBACK}
    builder = SparkSession.builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    with _surrounded(surroundings), _silence():
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
    return session


@contextmanager
def _surrounded(variables: Mapping[str, str]) -> Iterator[None]:
    """Environment variables where the user has set none, gone after the block: Spark reads them when it starts."""
    new = {name: value for name, value in variables.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing is written to standard error in the block, nor ever by a process that is started in it."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _await_worker(session: SparkSession) -> None:
    end = time.monotonic() + WORKERS_WITHIN
    while not _workers(session):
        if time.monotonic() > end:
            raise RunError(_no_worker(_master(session)))
        time.sleep(ASKED_EVERY / 10)


def _workers(session: SparkSession) -> int:
    """How many processes there are to work; of a local master, its own."""
    if _master(session).startswith("local"):
        return 1
    # The block managers, of which one is the driver's. PySpark has no other way to ask.
    return int(session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1  # noqa: SLF001


def _master(session: SparkSession) -> str:
    return str(session.sparkContext.master)


def _no_worker(master: str) -> str:
    return (
        f"{master}: no worker for {WORKERS_WITHIN:.0f} seconds; see that workers are up, have memory and cores free, "
        "and can reach this machine (SPARK_LOCAL_IP)"
    )


@contextmanager
def _faults(master: str) -> Iterator[None]:
    """What Spark raises in the block is a RunError that says why in one line."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise RunError(f"{master}: {_cause(str(error))}") from error


def _cause(told: str) -> str:
    if "No module named 'overlooked'" in told:
        return "a worker has no overlooked: pip install overlooked there, for the Python of PYSPARK_PYTHON"
    if "JAVA_GATEWAY_EXITED" in told:
        return "Spark did not start; it needs Java 17 or newer, and settings that it knows"
    said = _RAISED.findall(told)
    return f"the job failed: {said[-1] if said else told.strip().partition(os.linesep)[0] or 'Spark says no more'}"
