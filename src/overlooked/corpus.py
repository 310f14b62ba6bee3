"""Labelled narratives: a corpus folder or one file in, checked records out.

The shipped corpus is synthetic throughout: no real person. Its test split is sealed; see `corpus/README.md`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from overlooked.errors import CorpusError
from overlooked.findings import Assertion
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES
from overlooked.notation import from_json

SPLITS: Mapping[str, str] = MappingProxyType({"train": "train.jsonl", "dev": "dev.jsonl", "test": "sealed/test.jsonl"})
KINDS: Mapping[str, int] = MappingProxyType({"overt": 1, "subtle": 1, "hard_negative": 0, "ordinary": 0})
"""The kinds of record and the label that each carries."""

GRADES = (0, 1, 2, 3)
LEAST_POSITIVE_GRADE = 2
SHINGLE = 5
"""Words in the runs that near-copies are known by."""

NEEDED = ("record_id", "narrative", "label", "kind", "indicators")
FIELDS: Mapping[str, type] = MappingProxyType(
    dict.fromkeys(
        ("record_id", "recorded_on", "force", "offence", "narrative", "kind", "why", "pair_id", "author"), str
    )
    | {"grade": int, "label": int, "exploitation": list, "indicators": list, "victim": dict}
)
"""The fields of a record with their types in JSON; a null counts as absent."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated span: `quote` stands in the narrative to the letter."""

    indicator: str
    quote: str
    assertion: Assertion


@dataclass(frozen=True, slots=True)
class LabelledRecord:
    """One record with its labels, as the annotation guide defines them."""

    record_id: str
    recorded_on: str
    force: str
    offence: str
    narrative: str
    grade: int
    label: int
    exploitation: tuple[str, ...]
    indicators: tuple[Annotation, ...]
    kind: str
    victim: Mapping[str, Any]
    why: str
    pair_id: str | None
    author: str


def load_corpus(path: Path, split: str = "train") -> list[LabelledRecord]:
    """The records of a corpus folder's split, of any folder of annotated JSON Lines files, or of one such file.

    `author` is the record's own, else what stands before the first "-" of its id, else the file's name.
    Raises CorpusError with file and line for what breaks the schema.
    """
    if split not in SPLITS:
        raise CorpusError(f"no split {split!r}; there are {', '.join(SPLITS)}")
    records: dict[str, LabelledRecord] = {}
    for file in corpus_files(path, split):
        for where, record in _read(file):
            if record.record_id in records:
                raise CorpusError(f"{where}: its record_id stands twice; ids are unique")
            records[record.record_id] = record
    if not records:
        raise CorpusError(f"{path}: holds no labelled record; one JSON object a line is wanted")
    return list(records.values())


def shipped_corpus() -> Path:
    """The records that lessons are made from: in the wheel, or in the checkout it is worked on in; the train split."""
    package = Path(__file__).parent
    shipped = package / "sample" / "lessons.jsonl"
    return shipped if shipped.is_file() else package.parents[1] / "corpus" / SPLITS["train"]


def has_split(path: Path, split: str) -> bool:
    """Whether `path` is a corpus folder that holds the split."""
    return path.is_dir() and (path / SPLITS[split]).is_file()


def corpus_version(path: Path) -> str:
    """The version that a corpus folder gives itself in its file VERSION, or "unversioned"."""
    file = path / "VERSION"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else "unversioned"


def near_copies(records: Iterable[LabelledRecord], *, threshold: float) -> list[tuple[str, str]]:
    """Pairs of ids whose narratives share at least `threshold` of the shorter one's runs of five words.

    Case and punctuation do not count. Containment is never below Jaccard's index, so what either finds is found.
    """
    runs = {record.record_id: _runs(record.narrative) for record in records}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for name, own in runs.items():
        for run in own:
            for other in holders[run]:
                shared[other, name] += 1
            holders[run].append(name)
    return sorted(
        pair for pair, count in shared.items() if count >= threshold * min(len(runs[pair[0]]), len(runs[pair[1]]))
    )


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))}


def corpus_files(path: Path, split: str) -> list[Path]:
    """The files that `load_corpus` reads. Raises CorpusError where there are none."""
    if path.is_file():
        return [path]
    if (path / SPLITS["train"]).is_file():
        return [path / SPLITS[split]]
    files = sorted(path.glob("*.jsonl"))
    if not files:
        raise CorpusError(f"{path}: no corpus: wants a folder with {SPLITS['train']}, or a .jsonl file of records")
    return files


def _read(path: Path) -> Iterator[tuple[str, LabelledRecord]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    # str.splitlines would also cut at line separators inside a narrative
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{path}:{number}"
            yield where, _record(_object(line, where), where, path.stem)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = from_json(line)
    except ValueError as error:
        raise CorpusError(f"{where}: not valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise CorpusError(f"{where}: {type(found).__name__} where an object is wanted")
    missing = [key for key in NEEDED if found.get(key) in (None, "")]
    if missing:
        raise CorpusError(f"{where}: no {', '.join(missing)}; a labelled record is wanted, see corpus/schema.json")
    given = {key: value for key, value in found.items() if value is not None}
    for key, wanted in FIELDS.items():
        # the type itself: True would pass as an int
        if key in given and type(given[key]) is not wanted:
            raise CorpusError(f"{where}: {key} is {type(given[key]).__name__}; wants {wanted.__name__}")
    return given


def _record(raw: Mapping[str, Any], where: str, stem: str) -> LabelledRecord:
    prefix, dash, _ = raw["record_id"].partition("-")
    record = LabelledRecord(
        record_id=raw["record_id"],
        recorded_on=raw.get("recorded_on", ""),
        force=raw.get("force", ""),
        offence=raw.get("offence", ""),
        narrative=raw["narrative"],
        grade=raw.get("grade", LEAST_POSITIVE_GRADE * raw["label"]),
        label=raw["label"],
        exploitation=tuple(raw.get("exploitation", ())),
        indicators=tuple(_annotation(item, raw["narrative"], where) for item in raw["indicators"]),
        kind=raw["kind"],
        victim=MappingProxyType(dict(raw.get("victim", {}))),
        why=raw.get("why", ""),
        pair_id=raw.get("pair_id"),
        author=raw.get("author") or (prefix.lower() if dash else stem),
    )
    _check(record, where)
    return record


def _annotation(item: object, narrative: str, where: str) -> Annotation:
    if not isinstance(item, dict):
        raise CorpusError(f"{where}: an indicator is {type(item).__name__}; wants an object")
    code, quote, assertion = item.get("indicator"), item.get("quote"), item.get("assertion")
    if code not in INDICATOR_CODES:
        raise CorpusError(f"{where}: an indicator is none of the {len(INDICATOR_CODES)} of the guide")
    if not isinstance(quote, str) or not quote or quote not in narrative:
        raise CorpusError(f"{where}: a quote does not stand in the narrative to the letter")
    if assertion not in list(Assertion):
        raise CorpusError(f"{where}: an assertion wants one of {', '.join(Assertion)}")
    return Annotation(code, quote, Assertion(assertion))


def _check(record: LabelledRecord, where: str) -> None:
    if KINDS.get(record.kind) != record.label:
        raise CorpusError(f"{where}: kind and label do not fit: wants {dict(KINDS)}")
    if record.grade not in GRADES:
        raise CorpusError(f"{where}: grade wants one of {', '.join(map(str, GRADES))}")
    if record.label != int(record.grade >= LEAST_POSITIVE_GRADE):
        raise CorpusError(f"{where}: grade and label do not fit: positive from {LEAST_POSITIVE_GRADE}")
    odd = [str(item) for item in record.exploitation if item not in EXPLOITATION]
    if odd:
        raise CorpusError(f"{where}: exploitation wants some of {', '.join(EXPLOITATION)}")
    if bool(record.exploitation) != bool(record.label):
        raise CorpusError(f"{where}: a positive names its exploitation, a negative none")
