"""A force's year from CSV to every output, with no row wrong or lost: `make bench-year`, or with other counts
`python tests/benchmarks/year.py --read 20000 --write 200000`.

An export is made of train narratives with other numbers and some odd rows between, and screened by the command as a
user would. Then a queue of many rows is written in every form and read back. What must hold is asserted here, for it is
no matter of speed; time and peak memory are printed, each of a process of its own.
"""

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from random import Random

import pandas as pd
from openpyxl import load_workbook

from overlooked.corpus import load_corpus
from overlooked.pages.cells import held, inert
from overlooked.queue import WRITERS, read_queue, rows
from overlooked.records import read_records
from overlooked.screening import Screening, screen
from overlooked.views.page import write_page
from overlooked.views.table import write_csv
from overlooked.views.workbook import write_workbook

CORPUS = Path(__file__).parents[2] / "corpus"
HEADER = ("Crime Ref", "Recorded Date", "Force Name", "LPA", "HO Code", "Offence Title", "MO / Free Text")
AREAS = ("North LPA", "Harbour LPA", "Moorside LPA", "City LPA")
ODD_EVERY, SEED, DIFFERENT = 50, 7, 800

Row = tuple[str, ...]


@dataclass
class Year:
    """What an export holds: the rows, and what must become of them."""

    rows: int = 0
    set_aside: int = 0
    left_out: int = 0
    scored: list[str] = field(default_factory=list)


def varied(text: str, dice: Random) -> str:
    """The text with other figures in place of its own, as many of them."""
    return re.sub(r"\d", lambda figure: str(dice.randint(1, 9)) if figure[0] != "0" else "0", text)


def a_year(path: Path, count: int) -> Year:
    """Write an export of `count` rows, the same for the same count; comma, UTF-8, line ends of Windows."""
    year, dice = Year(), Random(SEED)  # noqa: S311 - dice for rows, not for a secret
    texts = [(record.narrative, record.offence) for record in load_corpus(CORPUS)]
    odd = list(ODD)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(HEADER)
        while year.rows < count:
            reference = f"NM/24/{year.rows + 1:07d}"
            narrative, offence = dice.choice(texts)
            day = f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/2024"
            told = (reference, day, "Northmoor", dice.choice(AREAS), "", offence, varied(narrative, dice))
            make = odd[year.rows // ODD_EVERY % len(odd)] if year.rows % ODD_EVERY == ODD_EVERY - 1 else as_it_is
            table.writerows(make(told, year))
            year.rows += 1
    return year


def as_it_is(row: Row, year: Year) -> Iterator[Row]:
    """A row that is scored."""
    year.scored.append(row[0])
    yield row


def _words(change: Callable[[str], str]) -> Callable[[Row, Year], Iterator[Row]]:
    """A row with odd words, scored all the same."""
    return lambda row, year: as_it_is((*row[:-1], change(row[-1])), year)


def _set_aside(narrative: str) -> Callable[[Row, Year], Iterator[Row]]:
    def make(row: Row, year: Year) -> Iterator[Row]:
        year.set_aside += 1
        yield (*row[:-1], narrative)

    return make


def _modern_slavery(row: Row, year: Year) -> Iterator[Row]:
    year.left_out += 1
    yield (*row[:-2], "Modern slavery", row[-1])


def _twice(row: Row, year: Year) -> Iterator[Row]:
    yield from as_it_is(row, year)
    year.rows += 1
    year.set_aside += 1
    yield row


def _id_of_another(row: Row, year: Year) -> Iterator[Row]:
    yield from as_it_is(row, year)
    year.rows += 1
    year.scored.append(f"{row[0]}#2")
    yield (*row[:-1], f"{row[-1]} Update: no change.")


ODD: tuple[Callable[[Row, Year], Iterator[Row]], ...] = (
    _set_aside(""),
    _set_aside(" \t "),
    _modern_slavery,
    _twice,
    _id_of_another,
    _words(lambda text: f'=HYPERLINK("https://example.org","{text[:20]}") {text}'),
    _words(lambda text: f"\U0001f600 {text} \U0001f697"),
    _words(lambda text: text.replace(". ", ".\r\n") + '\n"Said"; he, left,'),
    _words(lambda text: (text * 40)[:4000]),
    _words(lambda text: (text + " ") * 40),
    _words(lambda text: f"{text} Paid Â£40 donâ€™t know."),
    _words(lambda text: f"{text[:40]} \u202eturned\u202c {text[40:]}"),
    _set_aside("A character that is\x00none."),
    _words(lambda _: "Nil."),
)
"""Rows as forces send them: empty, blank, already recorded, twice, formula, emoji, lines, cut, long, mis-decoded."""


def references(path: Path) -> list[str]:
    """The references of an output in its order."""
    return [reference for reference, _ in told_by(path)]


def told_by(path: Path) -> Iterator[tuple[str, str]]:
    """References and narratives of an output, read back by what did not write it."""
    if path.suffix in {".jsonl", ".parquet"}:
        queue = read_queue(path)
        yield from zip(queue["record_id"], queue["narrative"], strict=True)
    elif path.suffix == ".csv":
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", lineterminator=None)
        yield from zip(table["record_id"], table["narrative"], strict=True)
    elif path.suffix == ".html":
        with path.open(encoding="utf-8", newline="") as file:
            for line in file:
                block = re.fullmatch(r'<script type="application/json" class="records">(.*)</script>\n', line)
                yield from ((r["record_id"], r["narrative"]) for r in (json.loads(block[1]) if block else ()))
    else:
        book = load_workbook(path, read_only=True)
        for sheet in (sheet for sheet in book if sheet.title.startswith("Queue")):
            lines = sheet.iter_rows(values_only=True)
            head = next(lines)
            record, narrative = head.index("Record"), head.index("Narrative")
            yield from ((str(line[record]), str(line[narrative])) for line in lines)


SHOWN: Mapping[str, Callable[[str], str]] = {".xlsx": held, ".csv": lambda text: str(inert(text))}
"""What a narrative becomes in a form, where it does not stay to the letter."""


def check(path: Path, queue: pd.DataFrame) -> None:
    """Every row of the queue stands in the output once, in order, with its words."""
    shown = SHOWN.get(path.suffix, str)
    expected = zip(queue["record_id"], queue["narrative"], strict=True)
    for (reference, narrative), told in zip_longest(expected, told_by(path), fillvalue=("nothing", "nothing")):
        assert (reference, shown(narrative)) == told, f"{path.name}: {reference} is {told[0]}, or has other words"


def timed(*command: str | Path) -> tuple[float, float]:
    """Seconds and peak MB of a command; it must end well."""
    start = time.perf_counter()
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"{command} ended with {status}"
    return time.perf_counter() - start, used.ru_maxrss / 1024


def read_a_year(folder: Path, count: int, *asked: str) -> None:
    """Screen an export of `count` rows with one process; check the counts and every output."""
    year = a_year(folder / "year.csv", count)
    outputs = [folder / f"q{suffix}" for suffix in (".jsonl", ".parquet", ".csv", ".xlsx", ".html")]
    named = [part for path in outputs for part in ("-o", path)]
    spent, peak = timed(sys.executable, "-m", "overlooked", "screen", folder / "year.csv", *named, "--force", *asked)
    counts = json.loads((folder / "q.jsonl.manifest.json").read_text(encoding="utf-8"))["counts"]
    expected = (year.rows, len(year.scored), year.left_out, year.set_aside)
    found = tuple(counts[name] for name in ("rows_in", "scored", "left_out", "set_aside"))
    assert found == expected, f"{found} where {expected} should be"
    queue = read_queue(outputs[0])
    assert set(queue["record_id"]) <= set(year.scored)
    assert "--all" not in asked or sorted(queue["record_id"]) == sorted(year.scored)
    for path in outputs:
        check(path, queue)
    print(f"{year.rows:,} rows = {expected[1]:,} scored + {expected[2]:,} left out + {expected[3]:,} set aside")
    print(f"{' '.join(asked)}: {spent:.0f} s ({year.rows / spent:.0f}/s), peak {peak:,.0f} MB")
    forms = ", ".join(path.suffix for path in outputs)
    print(f"{len(queue):,} records in {forms}: the same, in order, with their words")


def a_long_screening(count: int) -> Screening:
    """A screening of `count` records: some thousand real ones over and over, each with findings of its own."""
    with tempfile.TemporaryDirectory() as folder:
        a_year(Path(folder) / "year.csv", min(DIFFERENT, count))
        done = screen(read_records([Path(folder) / "year.csv"]).records, limit=None)
    queue = pd.concat([done.queue] * -(-count // len(done.queue)), ignore_index=True).head(count)
    own = [json.loads(json.dumps(findings)) for findings in queue["findings"]]
    ranks = range(1, count + 1)
    return replace(
        done, queue=queue.assign(findings=own, rank=ranks, record_id=[f"NM/24/{rank:07d}" for rank in ranks])
    )


def write_one(path: Path, count: int) -> None:
    """Write a long queue in one form, check it, and print what it took."""
    done = a_long_screening(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    if path.suffix == ".xlsx":
        write_workbook(done.queue, done.named, path, lines=(), counts={}, hashes={})
    elif path.suffix == ".html":
        write_page(done.queue, path, summary="")
    else:
        {**WRITERS, ".csv": write_csv}[path.suffix](done.queue, path)
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(f"{path.suffix:9} {count:,} rows: {spent:6.1f} s, {size:,.0f} MB; memory {before:,.0f} -> {peak:,.0f} MB")
    if path.suffix in {".jsonl", ".parquet"}:
        back, given = rows(read_queue(path)), rows(done.queue)
        assert all(one == other for one, other in zip_longest(back, given))
    check(path, done.queue)


def main() -> None:
    """Run what is asked for, each measurement in a process of its own."""
    parser = argparse.ArgumentParser(description="Screen and write a force's year; check that no row is wrong or lost.")
    parser.add_argument("--read", type=int, default=20_000, help="rows of the export that is screened; 0 for none")
    parser.add_argument("--write", type=int, default=200_000, help="rows of the queue that is written; 0 for none")
    parser.add_argument("--all", action="store_true", help="keep every record of the export in the queue")
    parser.add_argument("--only", help="write this form only, such as .xlsx, in this process")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OVERLOOKED_AUDIT_LOG"] = str(Path(folder) / "audit.jsonl")
        if told.only:
            write_one(Path(folder) / f"q{told.only}", told.write)
            return
        if told.read:
            read_a_year(Path(folder), told.read, *(["--all"] if told.all else ["--limit", "200"]))
        for suffix in (".jsonl", ".parquet", ".csv", ".html", ".xlsx") if told.write else ():
            command = [sys.executable, __file__, "--write", str(told.write), "--only", suffix]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
