"""The sift and the screening beside what others use, as ratios in one run: `make bench`.

    python tests/benchmarks/bench.py --rows 10000 100000 1000000 --others FOLDER

Made-up notes come in chunks; every tool takes its turn on a chunk before the next one comes, and a ratio is taken on
each chunk, so that other work on the machine meets all of them alike. Times are process time of one core. Slow tools
take the head of some chunks only, and the table says of how many notes. Where two ways do the same job, that their
results are equal is asserted. The table goes to `docs/performance.md`.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import elsewhere
import pandas as pd
import peers
import pyarrow as pa
from table import write_between

from overlooked.screening import Reads, Screener, score_batch
from overlooked.sifting.sift import load_sift

sys.path.insert(0, str(Path(__file__).parents[1]))
from narratives import narratives

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MANY, FEW = 0.2, 0.02
"""Shares of notes that reach the reading: many, and as few as a year of records may hold."""
CHUNK, ROUNDS, SLOW_ROUNDS, OTHER_ROUNDS = 20_000, 5, 5, 3
READ, READ_OF_FEW, MATCHED, OTHERS_READ, LABELLED = 200, 500, 5, 100, 500

SKLEARN, SIFT = "scikit-learn TF-IDF(1,2) + logistic regression", "sift"
Texts = Sequence[str]


@dataclass(frozen=True)
class Told:
    """One measurement: so many notes in so many seconds of one core."""

    notes: int
    seconds: float

    @property
    def speed(self) -> float:
        """Notes a second."""
        return self.notes / self.seconds


@dataclass
class Run:
    """All measurements of a run, by tool, chunk after chunk; and of notes, how many the sift passed."""

    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    passed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, name: str, job: Callable[[Texts], object], texts: Texts) -> object:
        """Time a tool on some notes; its result."""
        start = time.process_time()
        done = job(texts)
        self.told[name].append(Told(len(texts), time.process_time() - start))
        return done

    def line(self, name: str, against: str = "") -> str:
        """A line of the table: notes, speed, and the ratio to another tool on the same chunks."""
        own = self.told[name]
        speeds = _spread([one.speed for one in own], "{:,.0f}")
        ratio = "1"
        if against:
            pairs = zip(own, self.told[against], strict=False)
            ratio = f"{_spread([one.speed / other.speed for one, other in pairs], '{:,.1f}')} of {against}"
        counts = self.passed.get(name)
        share = f"{sum(counts) / sum(one.notes for one in own):.1%}" if counts else ""
        return f"| {name} | {sum(one.notes for one in own):,} | {speeds} | {ratio} | {share} |"


def _spread(values: Sequence[float], form: str) -> str:
    """Median and range."""
    middle, low, high = (form.format(value) for value in (statistics.median(values), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({low} to {high})"


def records(texts: Texts) -> pd.DataFrame:
    """Notes as the table that is screened."""
    ids = [f"{number:07d}" for number in range(len(texts))]
    return pd.DataFrame(
        {"record_id": ids, "recorded_on": "2024-06-01", "offence": "Other", "offence_code": "", "narrative": texts}
    )


def exhaustive(texts: Texts) -> pd.DataFrame:
    """Every note read and scored."""
    return score_batch(records(texts), EXHAUSTIVE)


def sifted(texts: Texts) -> pd.DataFrame:
    """What the sift reaches, read with the cues that it sees, and scored."""
    return score_batch(records(texts), SIFTED)


EXHAUSTIVE, SIFTED = Screener(reads=Reads.EXHAUSTIVE), Screener(reads=Reads.SIFTED)


def same_queue(by_sift: pd.DataFrame, read: pd.DataFrame) -> None:
    """With and without the sift, the records that hold a sign are the same, with the same strength and findings."""
    told = ["record_id", "strength", "score", "band", "findings", "group_id"]
    one, other = (table[table["strength"] > 0][told].reset_index(drop=True) for table in (by_sift, read))
    pd.testing.assert_frame_equal(one, other)


def chunks(rows: int, share: float, seed: int) -> Iterator[list[str]]:
    """Made-up notes in chunks, ROUNDS of them at least."""
    notes = narratives(rows, seed, share)
    while chunk := list(islice(notes, min(CHUNK, -(-rows // ROUNDS)))):
        yield chunk


def scored(run: Run, rows: int) -> None:
    """Time scikit-learn's scoring and the sift on all rows."""
    model = peers.fitted()
    load_sift().sift(pa.array(["Warm."]))
    for chunk in chunks(rows, MANY, seed=rows):
        run.take(SKLEARN, model.predict_proba, chunk)
        reached = run.take(SIFT, lambda texts: load_sift().sift(pa.array(texts)).reached, chunk)
        run.passed[SIFT].append(int(sum(reached)))  # type: ignore[call-overload]  # an array of yes and no


def read(run: Run, share: float, notes: int) -> None:
    """Time reading every note, and with the sift; the queues must be equal."""
    warm = list(narratives(20))
    exhaustive(warm)
    sifted(warm)
    for chunk in chunks(notes * SLOW_ROUNDS, share, seed=1):
        whole = run.take(f"read every note, {share:.0%} with signs", exhaustive, chunk)
        name = f"sift, then read, {share:.0%} with signs"
        few = run.take(name, sifted, chunk)
        assert isinstance(few, pd.DataFrame)
        assert isinstance(whole, pd.DataFrame)
        same_queue(few, whole)
        run.passed[name].append(int(few["reached"].sum()))


def matched(run: Run) -> None:
    """Time spaCy's matchers with the same cues."""
    for name, (job, notes) in peers.spacy_matchers(MATCHED).items():
        for chunk in chunks(notes * ROUNDS, MANY, seed=2):
            run.take(name, job, chunk)


def others(run: Run, folder: Path, rows: int) -> list[str]:
    """Run the tools with environments of their own; their versions."""
    versions = []
    patterns = peers.patterns_by_cue()
    for share in (MANY, FEW):
        texts = list(narratives(OTHERS_READ, 1, share))
        given = {"patterns": patterns, "texts": texts, "rounds": OTHER_ROUNDS}
        told = elsewhere.measured(folder, "medspacy_context", given)
        run.told[f"medspaCy with ConText, a tenth of the cues, {share:.0%} with signs"] = _all(told)
        versions.append(told["versions"])
    labels = [0, 1] * (LABELLED // 2)
    texts = [*peers.labelled(LABELLED), *narratives(min(rows, 10_000) - LABELLED, 3, MANY)]
    told = elsewhere.measured(folder, "asreview_default", {"texts": texts, "labels": labels, "rounds": OTHER_ROUNDS})
    run.told["ASReview, default model"] = _all(told)
    return list(dict.fromkeys([*versions, told["versions"]]))


def _all(told: dict[str, object]) -> list[Told]:
    rows, seconds = told["rows"], told["seconds"]
    assert isinstance(rows, int)
    assert isinstance(seconds, list)
    return [Told(rows, spent) for spent in seconds]


HEAD = """| what | notes | notes/s, median (range) | ratio, median (range) | passed the sift |
|---|---|---|---|---|"""


def lines_of_reading(run: Run, *, with_others: bool) -> Iterator[str]:
    """The lines that do not grow with the rows."""
    for share in (MANY, FEW):
        every, few = f"read every note, {share:.0%} with signs", f"sift, then read, {share:.0%} with signs"
        yield run.line(every)
        yield run.line(few, every)
        if with_others:
            context = f"medspaCy with ConText, a tenth of the cues, {share:.0%} with signs"
            yield run.line(context)
            yield run.line(few, context)
    yield from (run.line(name) for name in run.told if name.startswith("spaCy"))
    if with_others:
        yield run.line("ASReview, default model")


def machine() -> str:
    """Where and with what it was measured."""
    names = ("numba", "numpy", "pandas", "pyarrow", "scikit-learn", "spacy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"
    return f"{datetime.now(UTC):%d %B %Y}; {about}; Python {platform.python_version()}, {versions}"


def main() -> None:
    """Measure, print the table and write it to the page."""
    parser = argparse.ArgumentParser(description="Measure the sift and the screening beside other tools.")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000], help="notes for the sift and scikit-learn")
    parser.add_argument("--others", type=Path, help="folder for the environments of medspaCy and ASReview")
    parser.add_argument("--print", action="store_true", help="leave the page as it is")
    asked = parser.parse_args()
    lines, run = [HEAD], Run()
    for rows in asked.rows:
        whole = Run()
        scored(whole, rows)
        lines += [whole.line(SKLEARN), whole.line(SIFT, SKLEARN)]
        print(*lines[-2:], sep="\n", flush=True)
    read(run, MANY, READ)
    read(run, FEW, READ_OF_FEW)
    matched(run)
    versions = others(run, asked.others, max(asked.rows)) if asked.others else []
    lines += lines_of_reading(run, with_others=bool(asked.others))
    told = "\n".join([*lines, "", "; ".join([machine(), *versions]) + "."])
    print(told)
    if not asked.print:
        write_between(PAGE, "bench", told)


if __name__ == "__main__":
    main()
