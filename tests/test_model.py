from pathlib import Path

import pytest

from overlooked.errors import ModelError
from overlooked.model import FILES, Model, load_model, narrative_hash, save_model
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
