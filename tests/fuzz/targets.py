"""Targets: for every reader a function that feeds it bytes. OverlookedError, in one clear line, is an answer.

Any other error is a fault, and so is an answer that cannot be right: rows that get lost, a quote that does not stand
where its offsets say, a text that could run in a page or a spreadsheet.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import files
import lessons
import linking
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from draw import SIGNS, Draw

from overlooked.corpus import load_corpus
from overlooked.errors import OverlookedError
from overlooked.evaluation.findings.traps import load_traps
from overlooked.evaluation.ranking.realtext import load_notes
from overlooked.indicators import Circumstance, Indicator, Named, Setting, read_catalogue
from overlooked.model import load_model
from overlooked.offences import read_offences
from overlooked.pages.cells import CELL
from overlooked.queue import read_queue, write_jsonl, write_parquet
from overlooked.reading.assertion import load_assertions
from overlooked.reading.cues import read_cues
from overlooked.reading.lexicon import Lexicon, own_cues
from overlooked.reading.reader import Reader, load_reader
from overlooked.records import RecordsRead, propose_columns, read_records
from overlooked.records.cells import BROKEN
from overlooked.records.columns import chosen_columns
from overlooked.records.mending import mended
from overlooked.scoring import expert_weights, score, strength
from overlooked.screening import screen
from overlooked.views.page import write_page
from overlooked.views.table import write_csv, write_named, write_rejects
from overlooked.views.terminal import first_records
from overlooked.views.workbook import write_workbook

LONGEST_MESSAGE = 1500


class Target(NamedTuple):
    """`feed` takes the bytes; `about` are the modules, below `overlooked`, whose lines it is meant to reach."""

    feed: Callable[[bytes], None]
    about: tuple[str, ...]


def run(name: str, data: bytes) -> None:
    """Feed one target; returns where it answers as it should."""
    try:
        TARGETS[name].feed(data)
    except OverlookedError as error:
        message = str(error)
        assert message.isprintable(), f"a message of several lines or with hidden signs: {message!r}"
        assert 0 < len(message) <= LONGEST_MESSAGE, f"a message of {len(message)} characters"


def _read(*paths: Path, columns: Path | None = None) -> RecordsRead:
    """Read records and check that each row became one record or one reject, and is fit for what comes after."""
    read = read_records(paths, columns)
    assert read.quality.rows == read.rows_in
    rows = [*zip(*(read.records[name] for name in ("source", "row")), strict=True)]
    rows += [*zip(*(read.rejects[name] for name in ("source", "row")), strict=True)]
    assert len(set(rows)) == len(rows), "a row stands twice"
    assert read.records["record_id"].is_unique
    for name in read.records.columns.difference(["row"]):
        assert not any(map(BROKEN.search, read.records[name])), name
    assert all(text.strip() for text in read.records["narrative"])
    assert all(read.rejects["reason"].map(str.isprintable)), list(read.rejects["reason"])
    assert all(map(str.isprintable, (read.summary, *read.notes, *read.quality.lines)))
    write_rejects([read.rejects], files.folder() / "rejects.csv")
    return read


def _csv(data: bytes) -> None:
    _read(files.file("in.csv", data))


def _json_lines(data: bytes) -> None:
    _read(files.file("in.jsonl", data))


def _parquet(data: bytes) -> None:
    _read(files.file("in.parquet", files.parquet(Draw(data))))


def _xlsx(data: bytes) -> None:
    _read(files.file("in.xlsx", files.workbook(Draw(data), files.workbook_parts())))


def _gzip(data: bytes) -> None:
    draw = Draw(data)
    name = draw.pick(("in.csv.gz", "in.jsonl.gz", "in.csv"))
    _read(files.file(name, files.packed(draw)))


def _standard_input(data: bytes) -> None:
    usual = sys.stdin
    sys.stdin = cast("Any", SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: False))
    try:
        _read(Path("-"))
    finally:
        sys.stdin = usual


_EXPORT = b"Ref;Free Text;Notes;Day\nA1;His boss has kept his passport.;seen;01/02/2024\nA2;=1+1;;\nA2;a;b;c;d\n"


def _columns(data: bytes) -> None:
    _read(files.file("export.csv", _EXPORT), columns=files.file("columns.toml", data))


def _proposal(data: bytes) -> None:
    """What is proposed can be given back."""
    path = files.file("in.csv", data)
    proposed = files.file("proposed.toml", propose_columns([path]).encode())
    chosen_columns(proposed)
    _read(path, columns=proposed)


_CLASSES = '[classes.KEEP]\nwords = ["keep", "keeps", "kept", "has kept"]\n'


def _cues(data: bytes) -> None:
    """A file of cues of one's own, beside one shipped class; what can be read can be read with, and has weights."""
    cues, classes = read_cues([("classes.toml", _CLASSES), own_cues(files.file("cues.toml", data))])
    reader = Reader(Lexicon(cues, classes, "", ""), load_assertions())
    narrative = f"{' '.join(SIGNS)} {' '.join(form for cue in cues for phrase in cue.phrases() for form in phrase)}"
    findings = _check_quotes(reader, narrative)
    weights = expert_weights(cues)
    assert all(abs(weight) < 2**20 for weight in weights.values())
    assert all(isinstance(finding.cue, str) and finding.cue.isprintable() for finding in findings)


def _settings(data: bytes) -> None:
    """The data files whose text is read by a function: catalogues and offences."""
    draw = Draw(data)
    kind = draw.number(5)
    try:
        text = draw.rest().decode("utf-8")
    except UnicodeDecodeError:
        return
    if kind == 0:
        read_offences("offences.toml", text)
    else:
        types: tuple[Any, ...] = (Indicator, Circumstance, Setting, Named)
        read_catalogue("catalogue.toml", text, types[kind - 1])


def _model(data: bytes) -> None:
    """What can be loaded can weigh a narrative."""
    model = load_model(files.model(Draw(data)))
    signs = strength(files.reading().findings, files.reading().words, model.weights, model.recipe, files.theft())
    assert 0 <= score(signs.total, model.recipe) <= 100


def _labelled(data: bytes) -> None:
    """The labelled corpus, the traps, and real notes: JSON Lines all."""
    draw = Draw(data)
    kind, text = draw.number(4), draw.rest()
    if kind == 0:
        for record in load_corpus(files.file("corpus.jsonl", text)):
            assert all(span.quote in record.narrative for span in record.indicators)
    elif kind == 1:
        load_traps(files.file("traps.jsonl", text))
    else:
        notes = files.folder() / "notes"
        notes.mkdir(exist_ok=True)
        whole = b'{"text": "a", "label": 1}\n'
        (notes / "positive.jsonl").write_bytes(whole if kind == 2 else text)
        (notes / "negative.jsonl.gz").write_bytes(gzip.compress(text, mtime=0) if kind == 2 else text)
        load_notes(notes)


def _queue(data: bytes) -> None:
    """What is read as a queue can be written and shown again, row for row."""
    draw = Draw(data)
    kind = draw.number(3)
    if kind == 0:
        path = files.file("queue.jsonl", draw.rest())
    elif kind == 1:
        path = files.file("queue.parquet", draw.edits(files.queue_bytes(".parquet")))
    else:
        path = files.file("queue.jsonl", _with_changes(draw))
    queue = read_queue(path)
    again = files.folder() / "again.jsonl"
    write_jsonl(queue, again)
    pd.testing.assert_frame_equal(read_queue(again), queue)
    write_parquet(queue, files.folder() / "again.parquet")
    _show(queue)


def _with_changes(draw: Draw) -> bytes:
    """A queue of one row in which a few values are others."""
    row = json.loads(files.queue_bytes(".jsonl").splitlines()[0])
    others = ("null", "true", "-1", str(2**70), "0.5", '""', "[]", "{}", "[null]", '["a"]', "[{}]", r'"\ud800"', "NaN")
    for _ in range(1 + draw.number(3)):
        where = row["findings"][0] if draw.number(3) == 1 and _has_findings(row) else row
        where[draw.pick(sorted(where) or ["a"])] = json.loads(draw.pick(others))
    return json.dumps(row).encode()


def _has_findings(row: Mapping[str, Any]) -> bool:
    findings = row.get("findings")
    return isinstance(findings, list) and bool(findings) and isinstance(findings[0], dict)


def _narrative(data: bytes) -> None:
    _check_quotes(load_reader(), mended(data.decode("utf-8", "replace").replace("\0", "")))


def _check_quotes(reader: Reader, narrative: str) -> tuple[Any, ...]:
    view = reader.view(narrative)
    assert len(view.forms) == len(view.starts) == len(view.ends) == len(view.places) == len(view.clauses)
    ends = [0, *view.ends]
    assert all(ends[at] <= start < view.ends[at] for at, start in enumerate(view.starts) if start >= ends[at])
    findings = reader.read(narrative, "2024-05-01").findings
    for finding in findings:
        assert narrative[finding.start : finding.end] == finding.quote, finding
        assert finding.quote.strip(), finding
    return findings


def _mending(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    better = mended(text)
    assert len(better) <= len(text)
    if text.isascii():
        assert better == text
    misread = "".join(bytes([b]).decode("cp1252", "replace") for b in text.encode("utf-8", "surrogateescape"))
    mended(misread)


def _views(data: bytes) -> None:
    """Records with hostile texts are shown, never run."""
    draw = Draw(data)
    names = ("record_id", "recorded_on", "force", "area", "offence", "offence_code")
    table = pd.DataFrame([{name: draw.text() for name in ("narrative", *names)} for _ in range(1 + draw.number(3))])
    screening = screen(table, files.screener(), limit=None)
    assert len(screening.queue) + screening.left_out == len(table)
    _show(screening.queue)
    write_named(screening.named, files.folder() / "named.csv")
    _no_formula(files.folder() / "named.csv")
    if draw.number(4) == 1:
        counts: dict[str, Any] = {"rows_in": len(table), "quality": {}}
        write_workbook(
            screening.queue, screening.named, files.folder() / "out.xlsx", lines=("a",), counts=counts, hashes={}
        )
        assert files.rows_of_sheets(files.folder() / "out.xlsx")["Queue"] == len(screening.queue) + 1


def _show(queue: pd.DataFrame) -> None:
    page, table = files.folder() / "out.html", files.folder() / "out.csv"
    write_csv(queue, table)
    assert _no_formula(table) == len(queue)
    write_page(queue, page, summary="</title><script>", warnings=["<b>"])
    text = page.read_text(encoding="utf-8")
    blocks = text.split('<script type="application/json" class="records">')[1:]
    told = [record for block in blocks for record in json.loads(block.partition("</script>")[0])]
    assert [record["narrative"] for record in told] == list(queue["narrative"])
    assert text.lower().count("<script") - len(blocks) == files.scripts_of_an_empty_page()
    for line in first_records(queue.head(3)).split("\n"):
        assert line.isprintable(), line


def _no_formula(path: Path) -> int:
    """The rows of a CSV file that was read back; none of its cells could run, none is longer than Excel holds."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    for cell in (cell for row in rows[1:] for cell in row):
        assert not cell.lstrip("\"' \u200b\ufeff").startswith(("=", "+", "@", "\t")) or cell.startswith("'"), cell
        assert len(cell) <= CELL
    return len(rows) - 1


def _rows(data: bytes) -> None:
    """The same rows give the same records from every form of file."""
    draw = Draw(data)
    texts = [(f"R{number}", BROKEN.sub("", draw.text())) for number in range(1 + draw.number(4))]
    table = [("Ref", "Narrative"), *texts]
    read = [_read(files.file(name, made(table))) for name, made in _FORMS.items()]
    for other in read:
        assert other.rows_in == len(texts)
        assert list(other.records["narrative"]) == list(read[0].records["narrative"])
        assert list(other.records["record_id"]) == list(read[0].records["record_id"])


def _as_csv(rows: list[tuple[str, str]], delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue().encode()


def _as_json_lines(rows: list[tuple[str, str]]) -> bytes:
    return "".join(json.dumps(dict(zip(rows[0], row, strict=True))) + "\n" for row in rows[1:]).encode()


def _as_parquet(rows: list[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), buffer)
    return buffer.getvalue()


def _as_utf_16(rows: list[tuple[str, str]]) -> bytes:
    return _as_csv(rows, "\t").decode().encode("utf-16")


_FORMS: Mapping[str, Callable[[list[tuple[str, str]]], bytes]] = {
    "in.csv": _as_csv,
    "in.tsv": _as_utf_16,
    "in.jsonl": _as_json_lines,
    "in.csv.gz": lambda rows: gzip.compress(_as_csv(rows, ";"), mtime=0),
    "in.parquet": _as_parquet,
}


_OF_TABLES = ("reconcile/reading.py", "reconcile/schemas.py", "reconcile/values.py")
TARGETS: Mapping[str, Target] = {
    "csv": Target(_csv, ("records/files.py", "records/text.py", "records/desk.py", "records/cells.py")),
    "json_lines": Target(_json_lines, ("records/files.py", "records/text.py", "records/desk.py")),
    "parquet": Target(_parquet, ("records/files.py", "records/desk.py", "records/cells.py")),
    "xlsx": Target(_xlsx, ("records/workbook.py", "records/desk.py")),
    "gzip": Target(_gzip, ("records/sources.py", "records/text.py", "records/files.py")),
    "standard_input": Target(_standard_input, ("records/sources.py", "records/files.py", "records/text.py")),
    "rows": Target(_rows, ("records/__init__.py", "records/desk.py", "records/quality.py")),
    "columns": Target(_columns, ("records/columns.py",)),
    "proposal": Target(_proposal, ("records/proposal.py", "records/columns.py")),
    "cues": Target(_cues, ("reading/cues.py",)),
    "settings": Target(_settings, ("indicators.py", "offences.py")),
    "model": Target(_model, ("model.py",)),
    "labelled": Target(_labelled, ("corpus.py", "evaluation/traps.py", "evaluation/realtext.py")),
    "queue": Target(_queue, ("queue.py",)),
    "narrative": Target(_narrative, ("reading/neutral.py", "reading/reader.py", "reading/assertion.py")),
    "mending": Target(_mending, ("records/mending.py",)),
    "answers": Target(lessons.answers, ("teaching/learners/answers.py", "teaching/learners/counts.py")),
    "masking": Target(
        lessons.masking,
        tuple(f"masking/{name}.py" for name in ("ages", "introduced", "mask", "masked", "names", "places", "tokens")),
    ),
    "lesson": Target(
        lessons.lesson,
        (
            *(f"teaching/page/{name}.py" for name in ("lesson", "answer", "worksheet")),
            *(f"teaching/office/{name}.py" for name in ("classroom", "deck", "fitting", "letters", "office", "paper")),
            *("teaching/packs/solution.py", "pages/narrative.py"),
        ),
    ),
    "referrals": Target(linking.referrals, _OF_TABLES),
    "crimes": Target(linking.crimes, _OF_TABLES),
    "linking": Target(
        linking.linking,
        tuple(f"reconcile/{name}.py" for name in ("referenced", "identity", "links", "outcomes", "table")),
    ),
    "clerical": Target(linking.clerical, ("reconcile/clerical.py",)),
    "forces": Target(linking.forces, ("reconcile/forces.py",)),
    "references": Target(linking.references, ("reconcile/references.py",)),
    "people": Target(linking.people, ("reconcile/people.py", "reconcile/anonymity.py")),
    "views": Target(_views, ("views/page.py", "views/table.py", "pages/cells.py", "views/terminal.py", "reason.py")),
}
