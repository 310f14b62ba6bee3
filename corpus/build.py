"""Build a version of the corpus from a folder of author files, and the sample export from its train split.

    python corpus/build.py SOURCE            # the three splits, second_reading.jsonl, checksums
    python corpus/build.py --sample          # sample/export.csv and sample/key.jsonl

SOURCE holds author_a.jsonl ... author_s.jsonl and second_reading.jsonl. Nothing is printed of the sealed split.
"""

import argparse
import csv
import hashlib
import io
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TRAIN, DEV, SEALED = "abcdefhpq", "jklmnors", "gi"
DATA = (
    "train.jsonl",
    "dev.jsonl",
    "sealed/test.jsonl",
    "second_reading.jsonl",
    "sample/export.csv",
    "sample/key.jsonl",
)
HEADER = ("Crime Ref", "Recorded Date", "Force Name", "LPA", "HO Code", "Offence Title", "MO / Free Text")
AREAS = ("North LPA", "Harbour LPA", "Moorside LPA", "City LPA")
ROWS, CASES, LOOK_ALIKES, SEED = 400, 8, 40, 20161
LINE_ENDS = 0.15
"""The share of sentences behind which an officer goes to a new line."""


def build(source: Path) -> None:
    """Write the splits and the second reading; raises FileNotFoundError for a missing author."""
    for name, authors in (("train.jsonl", TRAIN), ("dev.jsonl", DEV), ("sealed/test.jsonl", SEALED)):
        records = [r | {"author": a} for a in authors for r in read(source / f"author_{a}.jsonl")]
        write(HERE / name, records)
    write(HERE / "second_reading.jsonl", read(source / "second_reading.jsonl"))


def build_sample() -> None:
    """Write the export as a record system would: cp1252, semicolons, its own column names, some broken rows."""
    chosen = choose(read(HERE / "train.jsonl"))
    random.Random(SEED).shuffle(chosen)
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADER)
    keys = []
    dice = random.Random(SEED + 1)
    for number, record in enumerate(chosen, start=1):
        reference = f"NM/24/{number * 37:06d}"
        keys.append({"record_ref": reference, "record_id": record["record_id"], "label": record["label"]})
        year, month, day = record["recorded_on"].split("-")
        narrative = broken_into_lines(record["narrative"], dice)
        row = (reference, f"{day}/{month}/{year}", "Northmoor", dice.choice(AREAS), "", record["offence"], narrative)
        table.writerow(row)
        text.write(BROKEN.get(number, ""))
    (HERE / "sample").mkdir(exist_ok=True)
    (HERE / "sample" / "export.csv").write_bytes(text.getvalue().encode("cp1252"))
    write(HERE / "sample" / "key.jsonl", keys)


NAMING = ("H-023a", "B-0147", "F-0099", "F-0232")
"""A case and look-alikes that name a referral or slavery under another offence: the list of them is not empty."""

BROKEN = {
    40: "NM/24/900001;03/02/2024;Northmoor;City LPA;;Theft - shoplifting;\r\n",
    120: "NM/24/900002;Northmoor\r\n",
    200: "NM/24/900003;11/05/2024;Northmoor;City LPA;;Public order;Group shouting; dispersed; no offences\r\n",
    280: "\x00\x00\x00;;;;;;\r\n",
    360: 'NM/24/900005;;Northmoor;Harbour LPA;;Criminal damage;"   "\r\n',
}
"""Rows that cannot be read, behind the row of that number: no narrative, too short, too long, unreadable, blank."""


def choose(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Draw the sample by seed: 2 % cases of several kinds, some look-alikes, the rest ordinary."""
    dice = random.Random(SEED)
    fitting = [r for r in records if encodes(r["narrative"] + r["offence"])]
    cases = [r for r in fitting if r["label"]]
    dice.shuffle(cases)
    cases.sort(key=lambda r: r["record_id"] not in NAMING)
    drawn = [r for r in cases if r["victim"]["homeless"]][:3]
    drawn += [r for r in cases if r["victim"]["age_band"] == "child" and r not in drawn][:2]
    for kind in ("sexual", "domestic", "criminal"):
        drawn += [r for r in cases if r["exploitation"] == [kind] and r not in drawn][:1]
    drawn = drawn[:CASES]
    for kind, count in (("hard_negative", LOOK_ALIKES), ("ordinary", ROWS - CASES - LOOK_ALIKES)):
        pool = [r for r in fitting if r["kind"] == kind]
        naming = [r for r in pool if r["record_id"] in NAMING]
        drawn += naming + dice.sample([r for r in pool if r not in naming], count - len(naming))
    return drawn


def encodes(text: str) -> bool:
    """Whether a record system that knows cp1252 alone could hold the text."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def broken_into_lines(narrative: str, dice: random.Random) -> str:
    """The narrative with line ends after some sentences, as officers type them."""
    sentences = narrative.split(". ")
    return "".join(s + (".\n" if dice.random() < LINE_ENDS else ". ") for s in sentences[:-1]) + sentences[-1]


def checksums() -> None:
    """Write `checksums.sha256` over all data files, in the format of sha256sum."""
    lines = [f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in DATA]
    (HERE / "checksums.sha256").write_text("".join(lines), encoding="utf-8", newline="\n")


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write a JSON Lines file."""
    path.parent.mkdir(exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> None:
    """Build what was asked for, and the checksums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path, help="folder of author files")
    parser.add_argument("--sample", action="store_true", help="build the sample export")
    told = parser.parse_args()
    if told.source:
        build(told.source)
    if told.sample:
        build_sample()
    checksums()


if __name__ == "__main__":
    main()
