"""A model folder: `model.json`, `weights.npz`, `manifest.json`, `card.md`. JSON and npz only, no code in it.

The manifest holds size and SHA-256 of the other files and a seal over itself; both are checked before
anything else is read, so one changed byte is noticed. Unknown keys are refused. Nothing is ever unpickled.
"""

import hashlib
import io
import struct
import tokenize
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np

from overlooked.errors import ModelError
from overlooked.notation import from_json
from overlooked.outputs import canonical_json, whole_folder
from overlooked.scoring import Recipe, Weights

SCHEMA_VERSION = 1
FILES = ("card.md", "model.json", "weights.npz")
LIMIT, TEXT_LIMIT = 64 * 2**20, 2**20
"""No weights and no text of a model folder may be larger, in bytes."""

_MODEL_KEYS = {"schema_version", "lexicon_hash", "bonus", "counter", "counter_mentions", "wording_cap", "table"}
_MANIFEST_KEYS = {"schema_version", "files", "made_with", "corpus", "seal"}
_ARRAYS = {"cues": "U", "cue_weights": "i", "words": "U", "word_weights": "i", "trained_on": "u"}
"""The arrays of `weights.npz`, each with the letter of its kind: text, whole numbers, whole numbers from 0 on."""
_UNFIT = (ValueError, TypeError, LookupError, AttributeError, EOFError, OSError, MemoryError, RuntimeError, Warning)
_BROKEN_ARRAYS = (*_UNFIT, SyntaxError, BadZipFile, zlib.error, struct.error, tokenize.TokenError)
"""What numpy and zipfile raise over arrays that are not as they should be."""
_MOST = 2**31
"""No number of a recipe is as large."""


@dataclass(frozen=True)
class Model:
    """What `train` learned and what was set by hand.

    `trained_on` holds 64-bit hashes of the narratives that the
    weights were fitted to, so that a run can say where it screens training text; `hash` names this model.
    """

    weights: Weights
    recipe: Recipe
    lexicon_hash: str
    trained_on: frozenset[int]
    hash: str = ""


_NO_ASCII_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
"""All but what `str.isalnum` takes."""


def narrative_hash(narrative: str) -> int:
    """A 64-bit hash of a narrative's letters and digits, the same through white space and case changes."""
    letters = narrative.lower()
    for sign in set(letters):
        if not (sign.isascii() or sign.isalnum()):
            letters = letters.replace(sign, "")
    plain = letters.encode().translate(None, _NO_ASCII_LETTERS)
    return int.from_bytes(hashlib.sha256(plain).digest()[:8], "big")


def default_model_folder() -> Path:
    """The model that comes with the package: in the wheel, or in the checkout it is worked on in."""
    package = Path(__file__).parent
    shipped = package / "models" / "default"
    return shipped if shipped.is_dir() else package.parents[1] / "models" / "default"


def save_model(
    model: Model,
    folder: Path,
    *,
    card: str,
    made_with: Mapping[str, str],
    corpus: Mapping[str, Any],
    force: bool,
) -> None:
    """Write the folder whole or not at all; equal input gives equal bytes.

    Raises OutputError where the folder exists and `force` is not given.
    """
    arrays = io.BytesIO()
    columns = {
        **_columns("cues", "cue_weights", model.weights.cues),
        **_columns("words", "word_weights", model.weights.words),
        "trained_on": np.array(sorted(model.trained_on), dtype=np.uint64),
    }
    np.savez(arrays, allow_pickle=False, **columns)
    recipe = model.recipe
    settings = {
        "schema_version": SCHEMA_VERSION,
        "lexicon_hash": model.lexicon_hash,
        "bonus": list(recipe.bonus),
        "counter": dict(recipe.counter),
        "counter_mentions": recipe.counter_mentions,
        "wording_cap": recipe.wording_cap,
        "table": list(recipe.table),
    }
    contents = {
        "card.md": card.encode(),
        "model.json": canonical_json(settings).encode(),
        "weights.npz": arrays.getvalue(),
    }
    manifest: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "files": {name: {"bytes": len(data), "sha256": _sha256(data)} for name, data in contents.items()},
        "made_with": dict(made_with),
        "corpus": dict(corpus),
    }
    manifest["seal"] = _sha256(canonical_json(manifest).encode())
    with whole_folder(folder, force=force) as draft:
        for name, data in contents.items():
            (draft / name).write_bytes(data)
        (draft / "manifest.json").write_bytes(canonical_json(manifest).encode())


def load_model(folder: Path | None = None) -> Model:
    """Read a model folder, the shipped one by default.

    Raises ModelError, one line, for a missing, changed, oversized or foreign file.
    """
    if folder is not None:
        _refuse_links(folder)
    folder = folder or default_model_folder()
    manifest = _manifest(folder)
    contents = {name: _checked(folder / name, manifest["files"]) for name in FILES}
    settings = _object(contents["model.json"], folder / "model.json", _MODEL_KEYS)
    if not _is_canonical(settings, contents["model.json"]):
        raise ModelError(f"{folder / 'model.json'}: not as a model is written; make it anew with `overlooked train`")
    if settings["schema_version"] != SCHEMA_VERSION:
        raise ModelError(
            f"{folder}: model of schema version {settings['schema_version']}; this program reads {SCHEMA_VERSION}; "
            "make it anew with `overlooked train`"
        )
    recipe = _recipe(settings, folder / "model.json")
    arrays = _arrays(contents["weights.npz"], folder / "weights.npz")
    weights = Weights(
        cues=dict(zip(arrays["cues"], arrays["cue_weights"], strict=True)),
        words=dict(zip(arrays["words"], arrays["word_weights"], strict=True)),
    )
    trained_on = frozenset(arrays["trained_on"])
    return Model(weights, recipe, settings["lexicon_hash"], trained_on, hash=manifest["seal"][:16])


def _recipe(settings: Mapping[str, Any], path: Path) -> Recipe:
    bonus, counter, table = settings["bonus"], settings["counter"], settings["table"]
    fit = {
        "lexicon_hash": isinstance(settings["lexicon_hash"], str),
        "bonus": _are_whole(bonus, 2),
        "counter": isinstance(counter, dict) and _are_whole([*counter.values()], len(counter)),
        "counter_mentions": _are_whole([settings["counter_mentions"]], 1),
        "wording_cap": _are_whole([settings["wording_cap"]], 1),
        "table": _are_whole(table, 101) and table[0] == 0 and table == sorted(table),
    }
    odd = [name for name, fits in fit.items() if not fits]
    if odd:
        raise ModelError(f"{path}: {', '.join(odd)}: not what a model holds; make it anew with `overlooked train`")
    mentions, cap = settings["counter_mentions"], settings["wording_cap"]
    return Recipe((bonus[0], bonus[1]), counter, mentions, cap, tuple(table))


def _are_whole(numbers: object, count: int) -> bool:
    """Whether it is a list of so many whole numbers from 0 on."""
    if not isinstance(numbers, list) or len(numbers) != count:
        return False
    return all(type(number) is int and 0 <= number < _MOST for number in numbers)


def _columns(names: str, amounts: str, weights: Mapping[str, int]) -> dict[str, np.ndarray[Any, Any]]:
    """Weights as two arrays, in the order of their names."""
    order = sorted(weights)
    return {
        names: np.array(order, dtype=np.str_),
        amounts: np.array([weights[name] for name in order], dtype=np.int32),
    }


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such model folder; `overlooked train CORPUS -o {folder}` makes one")
    data = _bytes(path)
    manifest = _object(data, path, _MANIFEST_KEYS)
    unsealed = {key: value for key, value in manifest.items() if key != "seal"}
    if (
        not _is_canonical(manifest, data)
        or not isinstance(manifest["files"], dict)
        or manifest["seal"] != _sha256(canonical_json(unsealed).encode())
    ):
        raise ModelError(f"{path}: changed since the model was made (its seal does not fit); restore or retrain it")
    return manifest


def _refuse_links(folder: Path) -> None:
    """A model that was given is what lies in its folder; a link in it could lead anywhere."""
    for name in (*FILES, "manifest.json"):
        if (folder / name).is_symlink():
            raise ModelError(f"{folder / name}: a link; a model folder holds its files itself, so copy the file there")


def _bytes(path: Path) -> bytes:
    limit = LIMIT if path.suffix == ".npz" else TEXT_LIMIT
    try:
        if path.exists() and not path.is_file():
            raise ModelError(f"{path}: no plain file; a model folder holds {', '.join(FILES)}")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); a model folder holds {', '.join(FILES)}"
        ) from error
    if len(data) > limit:
        raise ModelError(f"{path}: larger than {limit} bytes; a model file is far smaller, so it is not read")
    return data


def _is_canonical(content: Mapping[str, Any], data: bytes) -> bool:
    """Whether a file is as this program writes it: no key twice, nothing nested beyond what a model needs."""
    try:
        return data == canonical_json(content).encode()
    except (RecursionError, ValueError):
        return False


def _checked(path: Path, files: Mapping[str, Any]) -> bytes:
    data = _bytes(path)
    if files.get(path.name) != {"bytes": len(data), "sha256": _sha256(data)}:
        raise ModelError(f"{path}: changed since the model was made (SHA-256 differs); restore or retrain the model")
    return data


def _object(data: bytes, path: Path, keys: set[str]) -> dict[str, Any]:
    try:
        found = from_json(data)
    except ValueError as error:
        raise ModelError(f"{path}: not valid JSON: {error}") from error
    if not isinstance(found, dict) or set(found) != keys:
        odd = sorted(set(found) ^ keys) if isinstance(found, dict) else ["no object"]
        raise ModelError(f"{path}: unknown or missing keys: {', '.join(odd)}; this is not a model of this program")
    return found


def _arrays(data: bytes, path: Path) -> dict[str, list[Any]]:
    """The arrays of the model as lists; what they unpack to is asked before anything is unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LIMIT:
                raise ModelError(f"{path}: unpacks to more than {LIMIT} bytes; a model file is far smaller")
            names = [part.filename.removesuffix(".npy") for part in parts.infolist()]
        if sorted(names) != sorted(_ARRAYS):
            raise ModelError(f"{path}: no arrays of a model; wants {', '.join(sorted(_ARRAYS))}, each once")
        with warnings.catch_warnings(action="error"), np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
            kinds = {name: array.dtype.kind * array.ndim for name, array in found.items()}
            if sum(array.size for array in found.values()) > LIMIT:
                raise ModelError(f"{path}: tells of more than {LIMIT} numbers and words; a model has far fewer")
            lists = {name: array.tolist() for name, array in found.items()}
    except _BROKEN_ARRAYS as error:
        raise ModelError(f"{path}: cannot be read as arrays: {error}") from error
    pairs = (("cues", "cue_weights"), ("words", "word_weights"))
    if kinds != _ARRAYS or any(len(lists[names]) != len(lists[amounts]) for names, amounts in pairs):
        raise ModelError(
            f"{path}: arrays {', '.join(sorted(found))}; wants {', '.join(sorted(_ARRAYS))} of equal length"
        )
    return lists


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
