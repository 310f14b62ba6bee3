import hashlib
import json
from pathlib import Path

import pytest

from overlooked.errors import ModelError
from overlooked.model import FILES, Model, default_model_folder, load_model, narrative_hash, save_model
from overlooked.outputs import canonical_json
from overlooked.reading.lexicon import load_lexicon
from overlooked.scoring import Weights
from overlooked.training import expert_weights, load_recipe

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
    data = canonical_json(settings).encode()
    (folder / "model.json").write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["model.json"] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
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


def test_the_shipped_card_tells_its_figures_bad_news_first() -> None:
    card = (default_model_folder() / "card.md").read_text(encoding="utf-8")
    assert "## Figures" in card
    assert card.index("Bad news first") < card.index("| figure | value |")
    assert "no real person" in card
    assert "never seen UK police text" in card
