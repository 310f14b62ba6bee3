"""Files for the fuzz: in come choices, out come paths and whole containers, sealed so that the inside is reached."""

import atexit
import datetime as dt
import gzip
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from draw import Draw
from openpyxl import Workbook, load_workbook

from overlooked.model import FILES, default_model_folder
from overlooked.offences import OffenceClass, classify
from overlooked.outputs import canonical_json
from overlooked.queue import WRITERS
from overlooked.reading.reader import Reading, load_reader
from overlooked.screening import Screener, screen
from overlooked.views.page import write_page

NARRATIVE = "His boss has kept his passport."


@cache
def folder() -> Path:
    """A folder of this process, gone when it ends."""
    made = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def file(name: str, data: bytes) -> Path:
    """A file with these bytes, in place of the last one of that name."""
    path = folder() / name
    path.write_bytes(data)
    return path


@cache
def workbook_parts() -> dict[str, bytes]:
    """The parts of a small workbook: two sheets, dates, a merged title."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Export", None, None])
    sheet.append(["Crime Ref", "Recorded", "Narrative"])
    sheet.append(["A1", dt.datetime(2024, 5, 1), NARRATIVE])  # noqa: DTZ001 - Excel knows no zone
    sheet.append(["A2", 45000, "=1+1"])
    sheet.merge_cells("A1:C1")
    book.create_sheet("Notes").append(["nothing"])
    return _parts_of(book)


def _parts_of(book: Workbook) -> dict[str, bytes]:
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@cache
def sheet_parts(rows: tuple[tuple[str, ...], ...]) -> dict[str, bytes]:
    """The parts of a workbook with one sheet of these rows."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    return _parts_of(book)


def workbook(draw: Draw, parts: dict[str, bytes]) -> bytes:
    """A workbook with one part replaced, one part changed, or bytes of its container changed."""
    kind, name = draw.number(3), draw.pick(sorted(parts, reverse=True))
    if kind == 0:
        return _zipped(parts | {name: draw.rest()})
    if kind == 1:
        return _zipped(parts | {name: draw.edits(parts[name])})
    return draw.edits(_zipped(parts))


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _cells(draw: Draw) -> pa.Array:
    """A column of two rows, of a type that a data base may send."""
    kinds = (pa.string(), pa.large_string(), pa.binary(), pa.int64(), pa.float64(), pa.bool_(), pa.null(), pa.date32())
    times = (pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns", "UTC"), pa.time64("ns"))
    kind = draw.pick((*kinds, *times, pa.duration("us"), pa.list_(pa.string()), pa.decimal128(9, 2), "dictionary"))
    text = draw.text()
    if kind == "dictionary":
        return pa.array([text, draw.pick((None, NARRATIVE))]).dictionary_encode()
    plain: dict[pa.DataType, Any] = {
        pa.string(): text,
        pa.large_string(): text,
        pa.binary(): text.encode(),
        pa.list_(pa.string()): [text],
        pa.decimal128(9, 2): Decimal(len(text)) / 100,
        pa.null(): None,
        pa.bool_(): bool(text),
    }
    if kind in plain:
        return pa.array([plain[kind], None], kind)
    wide = pa.array([draw.number(2**64) - 2**63, draw.pick((None, 0, 1))], pa.int64())
    return wide.view(kind) if kind.bit_width == wide.type.bit_width else wide.cast(pa.int32(), safe=False).cast(kind)


def parquet(draw: Draw) -> bytes:
    """A Parquet file of drawn columns, or one with bytes changed."""
    changed = draw.number(2)
    names = [draw.pick(("narrative", "record_id", "recorded_on", "offence", draw.text())) for _ in range(3)]
    table = pa.Table.from_arrays([pa.array([NARRATIVE, draw.text()]), *(_cells(draw) for _ in names[1:])], names)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression=draw.pick(("NONE", "snappy", "gzip")))
    return draw.edits(buffer.getvalue()) if changed else buffer.getvalue()


def packed(draw: Draw) -> bytes:
    """A gzip file of what is left, whole, in two members, cut, with bytes changed, or packed twice."""
    kind, at, edits = draw.number(5), draw.number(256), Draw(draw.take(16))
    text = draw.rest()
    whole = gzip.compress(text, mtime=0)
    return (
        lambda: whole,
        lambda: gzip.compress(text[:at], mtime=0) + gzip.compress(text[at:], mtime=0),
        lambda: whole[: at % (len(whole) + 1)],
        lambda: edits.edits(whole),
        lambda: gzip.compress(whole, mtime=0),
    )[kind]()


@cache
def _model() -> dict[str, bytes]:
    """A small model in the form of the shipped one."""
    shipped = default_model_folder()
    arrays = io.BytesIO()
    names = {"cues": ["a", "b"], "cue_weights": [1, 2], "words": ["x"], "word_weights": [3], "trained_on": [1, 2]}
    kinds: dict[str, Any] = {"trained_on": np.uint64, "cue_weights": np.int32, "word_weights": np.int32}
    np.savez(arrays, allow_pickle=False, **{n: np.array(told, dtype=kinds.get(n)) for n, told in names.items()})
    contents = {name: (shipped / name).read_bytes() for name in ("model.json", "manifest.json")}
    return {"card.md": b"card", "weights.npz": arrays.getvalue(), **contents}


def model(draw: Draw) -> Path:
    """A model folder: one file replaced or changed, the manifest sealed over it or left as it was."""
    kind, sealed, name = draw.number(2), draw.number(4) < 3, draw.pick((*FILES, "manifest.json"))
    contents = dict(_model())
    contents[name] = draw.rest() if kind else draw.edits(contents[name])
    if sealed:
        contents["manifest.json"] = _sealed(contents, is_manifest=name == "manifest.json")
    target = folder() / "model"
    target.mkdir(exist_ok=True)
    for own, data in contents.items():
        (target / own).write_bytes(data)
    return target


def _sealed(contents: dict[str, bytes], *, is_manifest: bool) -> bytes:
    """A manifest that fits: hashed anew, or, where it is fuzzed itself, sealed over what it says."""
    try:
        manifest = json.loads(contents["manifest.json"])
        if not is_manifest:
            manifest["files"] = {
                name: {"bytes": len(contents[name]), "sha256": hashlib.sha256(contents[name]).hexdigest()}
                for name in FILES
            }
        manifest.pop("seal", None)
        manifest["seal"] = hashlib.sha256(canonical_json(manifest).encode()).hexdigest()
        return canonical_json(manifest).encode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return contents["manifest.json"]


@cache
def screener() -> Screener:
    """The shipped model and cues, loaded once."""
    return Screener()


@cache
def reading() -> Reading:
    """What is read in the narrative, with a few signs of what holds somebody."""
    return load_reader().read(NARRATIVE)


@cache
def theft() -> OffenceClass:
    """An offence to weigh by."""
    return classify("Theft")


@cache
def queue_bytes(suffix: str) -> bytes:
    """A queue of two records in a canonical form."""
    table = pd.DataFrame({"record_id": ["A1", "A2"], "narrative": [f"{NARRATIVE} NRM sent.", "Nothing."]})
    WRITERS[suffix](screen(table, screener()).queue, folder() / f"made{suffix}")
    return (folder() / f"made{suffix}").read_bytes()


@cache
def scripts_of_an_empty_page() -> int:
    """How many script elements a page without records has."""
    path = folder() / "empty.html"
    write_page(screen(pd.DataFrame({"narrative": []}), screener()).queue, path, summary="")
    return path.read_text(encoding="utf-8").lower().count("<script")


def rows_of_sheets(path: Path) -> dict[str, int]:
    """The rows of each sheet of a workbook; none of its cells is a formula."""
    book = load_workbook(path)
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    return {sheet.title: sheet.max_row for sheet in book}
