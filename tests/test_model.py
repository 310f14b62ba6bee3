import hashlib
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from overlooked.errors import ModelError
from overlooked.model import FILES, Model, default_model_folder, load_model, narrative_hash, save_model
from overlooked.outputs import canonical_json
from overlooked.reading.lexicon import load_lexicon
from overlooked.scoring import Weights, expert_weights, load_recipe
from refusals import refused

MADE = Model(
    weights=Weights(expert_weights(load_lexicon().cues), {"his": 7}),
    recipe=load_recipe(),
    lexicon_hash=load_lexicon().shipped_hash,
    trained_on=frozenset({narrative_hash("one narrative")}),
)


def saved(folder: Path) -> Path:
    save_model(MADE, folder, card="card", made_with={}, corpus={}, force=False)
    return folder


def test_a_model_comes_back_equal_from_its_folder(tmp_path: Path) -> None:
    back = load_model(saved(tmp_path / "m"))
    assert (back.weights, back.recipe, back.lexicon_hash) == (MADE.weights, MADE.recipe, MADE.lexicon_hash)
    assert back.trained_on == MADE.trained_on


def test_the_shipped_model_fits_the_shipped_cues() -> None:
    assert load_model().lexicon_hash == load_lexicon().shipped_hash


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_one_changed_byte_anywhere_is_noticed(tmp_path: Path, name: str) -> None:
    file = saved(tmp_path / "m") / name
    intact = file.read_bytes()
    for place in {0, len(intact) // 3, len(intact) - 1}:
        changed = bytearray(intact)
        changed[place] ^= 1
        file.write_bytes(changed)
        with pytest.raises(ModelError, match=name):
            load_model(tmp_path / "m")


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (saved(tmp_path / "m") / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_model(tmp_path / "m")


def test_no_folder_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="overlooked train"):
        load_model(tmp_path / "absent")


def test_the_hash_of_a_narrative_does_not_see_white_space_and_case() -> None:
    assert narrative_hash("The boss\nkept it") == narrative_hash("THE  boss kept it")
    assert narrative_hash("The boss kept it") != narrative_hash("The boss keeps it")


def altered(folder: Path, **changes: object) -> Path:
    """The model folder with other settings, sealed anew, as a foreign program would write it."""
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8")) | changes
    return replaced(folder, "model.json", canonical_json(settings).encode())


def replaced(folder: Path, name: str, data: bytes, **changes: object) -> Path:
    """The model folder with another file, sealed anew; `changes` are those of the manifest."""
    (folder / name).write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest |= changes
    del manifest["seal"]
    manifest["seal"] = hashlib.sha256(canonical_json(manifest).encode()).hexdigest()
    (folder / "manifest.json").write_bytes(canonical_json(manifest).encode())
    return folder


def test_a_model_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"schema version 99; this program reads 1.*overlooked train"):
        load_model(altered(saved(tmp_path / "m"), schema_version=99))


def test_a_key_that_no_model_has_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="unknown or missing keys: magic"):
        load_model(altered(saved(tmp_path / "m"), magic=1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bonus", [1]),
        ("bonus", "ab"),
        ("counter", ["paid"]),
        ("counter", {"paid": 1.5}),
        ("counter_mentions", None),
        ("wording_cap", 2**40),
        ("lexicon_hash", 3),
        ("table", []),
        ("table", [*range(1, 102)]),
        ("table", [0, 5, 3, *range(3, 101)]),
    ],
)
def test_a_number_that_no_model_has_is_named(tmp_path: Path, name: str, value: object) -> None:
    with refused(ModelError, f"{name}: not what a model holds", "overlooked train"):
        load_model(altered(saved(tmp_path / "m"), **{name: value}))


def arrays(**changes: object) -> bytes:
    buffer = io.BytesIO()
    usual = {"cues": ["a"], "cue_weights": [1], "words": ["b"], "word_weights": [2]}
    told = {name: np.array(value) for name, value in (usual | changes).items()}
    np.savez(buffer, allow_pickle=False, trained_on=np.array([1], dtype=np.uint64), **told)
    return buffer.getvalue()


def a_zip(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("cues.npy", content)
    return buffer.getvalue()


def one_array() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.array([1, 2]))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        one_array(),
        a_zip(b"no array"),
        a_zip(bytes(2**27)),
        a_zip(one_array())[:-30],
        a_zip(one_array().replace(b"(2,)", b"(2**")),
        arrays(cues=[["a"]]),
        arrays(cues=["a", "b"]),
        arrays(cue_weights=[0.5]),
        arrays(words=3),
    ],
    ids=["empty", "no npz", "no array", "bomb", "cut", "torn", "table", "lengths", "fractions", "one number"],
)
def test_arrays_that_are_none_of_a_model_are_told_in_one_line(tmp_path: Path, data: bytes) -> None:
    with refused(ModelError, "weights.npz"):
        load_model(replaced(saved(tmp_path / "m"), "weights.npz", data))


@pytest.mark.parametrize("files", [None, [], {"card.md": None}, {"card.md": {"bytes": 4}}])
def test_a_manifest_without_the_hashes_of_its_files_is_told_in_one_line(tmp_path: Path, files: object) -> None:
    with refused(ModelError, "changed since the model was made"):
        load_model(replaced(saved(tmp_path / "m"), "card.md", b"card", files=files))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"seal": NaN}', "[]", "null"])
def test_a_manifest_that_is_no_sound_json_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (saved(tmp_path / "m") / "manifest.json").write_text(text, encoding="utf-8")
    with refused(ModelError, "manifest.json"):
        load_model(tmp_path / "m")


def test_the_shipped_card_tells_its_figures_bad_news_first() -> None:
    card = (default_model_folder() / "card.md").read_text(encoding="utf-8")
    assert "## Figures" in card
    assert card.index("Bad news first") < card.index("| figure | value |")
    assert "no real person" in card
    assert "never seen UK police text" in card
