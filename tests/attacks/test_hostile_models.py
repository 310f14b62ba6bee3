"""Model folders made to harm whoever loads them: one line each, nothing unpacked, unpickled or followed."""

import hashlib
import io
import json
import os
import pickle
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from overlooked import model as of_model
from overlooked.errors import ModelError
from overlooked.model import FILES, LIMIT, TEXT_LIMIT, load_model
from overlooked.outputs import canonical_json
from refusals import refused
from test_model import arrays, replaced, saved

NAMES = ("cues", "cue_weights", "words", "word_weights", "trained_on")


class Trap:
    """Unpickled, it leaves a file behind."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return open, ("sprung", "w")


def packed(**members: bytes) -> bytes:
    """An npz with the arrays of a model, and others in the place of some."""
    with zipfile.ZipFile(io.BytesIO(arrays())) as good:
        usual = {name: good.read(f"{name}.npy") for name in NAMES}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (usual | members).items():
            new.writestr(f"{name}.npy", content)
    return out.getvalue()


def npy(header: str, data: bytes = b"") -> bytes:
    """One array as numpy writes it, with a header that says anything."""
    text = header.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def objects() -> bytes:
    out = io.BytesIO()
    np.save(out, np.array([Trap()], dtype=object), allow_pickle=True)
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("cues.npy", npy("{'descr': '<U1', 'fortran_order': False, 'shape': (0,)}"))
    return out.getvalue()


def lying() -> bytes:
    """A member that says it is small and is not."""
    content = bytearray(packed(words=bytes(LIMIT // 2)))
    size = (LIMIT // 2).to_bytes(4, "little")
    return bytes(content.replace(size, (8).to_bytes(4, "little")))


WEIGHTS: dict[str, Callable[[], bytes]] = {
    "a pickle": lambda: pickle.dumps(Trap()),
    "a pickle as member": lambda: packed(words=pickle.dumps(Trap())),
    "objects": lambda: packed(words=objects()),
    "bomb": lambda: packed(words=bytes(LIMIT + 1)),
    "a lie about its size": lying,
    "shape of no end": lambda: packed(words=npy(f"{{'descr': '<u8', 'fortran_order': False, 'shape': ({2**60},)}}")),
    "words of no length": lambda: packed(words=npy(f"{{'descr': '<U0', 'fortran_order': False, 'shape': ({2**40},)}}")),
    "negative shape": lambda: packed(words=npy("{'descr': '<u8', 'fortran_order': False, 'shape': (-1,)}")),
    "code in the header": lambda: packed(words=npy("{'descr': __import__('os').system('touch sprung'), 'shape': ()}")),
    "records": lambda: packed(words=npy("{'descr': [('a', '<u8')], 'fortran_order': False, 'shape': (0,)}")),
    "a member twice": twice,
    "a member too many": lambda: packed(more=b""),
    "a name that leads out": lambda: packed(**{"../../sprung": b"x"}),
    "many members": lambda: packed(**{f"m{n}": b"" for n in range(5000)}),
}


@pytest.mark.parametrize("kind", WEIGHTS)
def test_weights_made_to_harm_are_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with refused(ModelError, "weights.npz"):
        load_model(replaced(saved(tmp_path / "m"), "weights.npz", WEIGHTS[kind]()))
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def sealed(folder: Path, text: str) -> Path:
    """A manifest of any form with a seal that fits what is read of it."""
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return folder


DEEP = "[" * 700 + "]" * 700


@pytest.mark.parametrize(
    "text",
    [
        '{"seal": 1, ' + f'"corpus": {DEEP}, "files": {{}}, "made_with": {{}}, "schema_version": 1}}',
        '{"schema_version": 1, "files": {}, "made_with": {}, "corpus": {"a": Infinity}, "seal": ""}',
        '{"schema_version": 1, "files": {}, "made_with": {}, "corpus": {}, "seal": "", "seal": ""}',
        '{"schema_version": 1e999, "files": {}, "made_with": {}, "corpus": {}, "seal": ""}',
        '{"schema_version": ' + "9" * 9999 + ', "files": {}, "made_with": {}, "corpus": {}, "seal": ""}',
        '{"seal": "\\ud800", "files": {}, "made_with": {}, "corpus": {}, "schema_version": 1}',
        " " * (TEXT_LIMIT + 1),
    ],
    ids=["deep", "infinity", "twice", "beyond", "digits", "half", "long"],
)
def test_a_manifest_made_to_harm_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with refused(ModelError, "manifest.json"):
        load_model(sealed(saved(tmp_path / "m"), text))


@pytest.mark.parametrize("twice", ['{"bonus": [0, 0],', f'{{"bonus": {DEEP},'])
def test_settings_with_a_key_twice_or_nested_deeply_are_refused(tmp_path: Path, twice: str) -> None:
    folder = saved(tmp_path / "m")
    text = (folder / "model.json").read_text(encoding="utf-8").replace("{", twice, 1)
    with refused(ModelError, "model.json"):
        load_model(replaced(folder, "model.json", text.encode()))


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_link_a_folder_or_a_pipe_in_the_place_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = saved(tmp_path / "m")
    (folder / name).rename(tmp_path / name)
    (folder / name).mkdir()
    with refused(ModelError, name, "no plain file"):
        load_model(folder)
    (folder / name).rmdir()
    if sys.platform != "win32":
        (folder / name).symlink_to(tmp_path / name)
        with refused(ModelError, name, "a link"):
            load_model(folder)
        (folder / name).unlink()
        os.mkfifo(folder / name)
        with refused(ModelError, name, "no plain file"):
            load_model(folder)


def test_nothing_of_a_file_is_read_before_its_size_and_its_hash_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = saved(tmp_path / "m")
    parsed: list[str] = []
    monkeypatch.setattr(of_model, "_arrays", lambda *_: parsed.append("weights"))
    monkeypatch.setattr(of_model, "_recipe", lambda *_: parsed.append("settings"))
    (folder / "weights.npz").write_bytes((folder / "weights.npz").read_bytes() + b"x")
    with refused(ModelError, "weights.npz", "SHA-256 differs"):
        load_model(folder)
    (folder / "weights.npz").write_bytes(bytes(LIMIT + 1))
    with refused(ModelError, "weights.npz", "larger than"):
        load_model(folder)
    assert parsed == []


def test_a_file_that_no_model_has_is_never_opened(tmp_path: Path) -> None:
    folder = saved(tmp_path / "m")
    (folder / "weights.pkl").write_bytes(pickle.dumps(Trap()))
    (folder / "extra.json").write_text("{", encoding="utf-8")
    assert load_model(folder).hash == load_model(folder).hash


def test_a_seal_is_over_all_that_the_manifest_says(tmp_path: Path) -> None:
    folder = saved(tmp_path / "m")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for key in ("files", "made_with", "corpus"):
        changed = manifest | {key: {**manifest[key], "more": hashlib.sha256(b"").hexdigest()}}
        (folder / "manifest.json").write_text(canonical_json(changed), encoding="utf-8")
        with refused(ModelError, "its seal does not fit"):
            load_model(folder)
