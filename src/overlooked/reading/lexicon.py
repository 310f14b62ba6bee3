"""The lexicon: all cues and word classes in force, shipped and a force's own, and a hash that stands for them.

In come the data files, out comes a `Lexicon`. Circumstances, settings and what counts as named are cues too, of one
slot and without weight.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from overlooked.errors import KnowledgeError
from overlooked.findings import Kind
from overlooked.indicators import Circumstance, Named, Setting, load_circumstances, load_named, load_settings
from overlooked.notation import settings_of
from overlooked.reading.cues import Cue, Slot, fold_literal, read_cues

WORD_LISTS = ("circumstances.toml", "settings.toml", "named.toml")
DECIDING = ("assertion.toml", "neutral.toml", "origins.toml", "shorthand.toml", "misspellings.toml", "collisions.toml")
"""Files beside the cues that decide what is found: a model is trained with them too."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues and classes in force.

    `hash` stands for everything that decides what they find, `shipped_hash` for the part without a force's own
    file: a model fits a lexicon when it was trained with the same shipped part.
    """

    cues: tuple[Cue, ...]
    classes: Mapping[str, frozenset[tuple[str, ...]]]
    hash: str
    shipped_hash: str

    def vocabulary(self) -> frozenset[str]:
        """Every neutral form that some cue can hold."""
        sets = {phrases for cue in self.cues for phrases in cue.sets()}
        return frozenset(chain.from_iterable(chain.from_iterable(sets)))


@cache
def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The shipped cues and classes, and a force's own from the file `extra`.

    Raises KnowledgeError, with file and cue, for what cannot be used.
    """
    texts = _texts(extra)
    with nothing_collected():
        shipped = (text for text in texts.shipped if text[0] not in WORD_LISTS)
        cues, classes = read_cues([*shipped, *texts.own])
        return Lexicon((*cues, *_word_cues()), classes, *texts.hashes())


class Hashes(NamedTuple):
    """What stands for a lexicon: `all` that decides what it finds, and the `shipped` part of it."""

    all: str
    shipped: str


@cache
def lexicon_hashes(extra: Path | None = None) -> Hashes:
    """The hashes of the lexicon that `load_lexicon` gives, without reading its cues: a hundred times quicker.

    Raises KnowledgeError for a file `extra` that cannot be read.
    """
    return _texts(extra).hashes()


class _Texts(NamedTuple):
    """Files by name and text: `shipped` classes, words and cues, what decides `beside` them, a force's `own`."""

    shipped: list[tuple[str, str]]
    beside: list[tuple[str, str]]
    own: list[tuple[str, str]]

    def hashes(self) -> Hashes:
        """What stands for them."""
        shipped = [*self.shipped, *self.beside]
        return Hashes(_hash([*shipped, *self.own]), _hash(shipped))


def _texts(extra: Path | None) -> _Texts:
    root = files("overlooked") / "data"
    sources: list[Traversable] = [root / name for name in ("classes.toml", *WORD_LISTS)]
    sources += _toml_files(root / "cues")
    return _Texts(
        [(source.name, source.read_text(encoding="utf-8")) for source in sources],
        [(name, (root / name).read_text(encoding="utf-8")) for name in DECIDING],
        [] if extra is None else [own_cues(extra)],
    )


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Look for no garbage while much is built that stays: that would take a fifth of the time and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hash(texts: Iterable[tuple[str, str]]) -> str:
    """Stands for everything that decides what is found."""
    return hashlib.sha256("\0".join(text.replace("\r\n", "\n") for _, text in texts).encode()).hexdigest()


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    return (item for item in sorted(folder.iterdir(), key=lambda i: i.name) if item.name.endswith(".toml"))


def own_cues(path: Path) -> tuple[str, str]:
    """A force's own file of cues: its name and its text. Raises KnowledgeError for one that is no text in UTF-8."""
    try:
        return path.name, settings_of(path)
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: cannot be read as a cue file in UTF-8: {error}") from error


def _word_cues() -> Iterator[Cue]:
    """Circumstances, settings and what counts as named: one weightless cue each, of one slot."""
    yield from (_word_cue(Kind.CIRCUMSTANCE, entry) for entry in load_circumstances().values())
    yield from (_word_cue(Kind.SETTING, entry) for entry in load_settings().values())
    yield from (_word_cue(Kind.NAMED, entry) for entry in load_named().values())


def _word_cue(kind: Kind, entry: Circumstance | Setting | Named) -> Cue:
    slot = Slot(_folded(entry.words), gap=0, optional=False, negates=False)
    return Cue(
        id=f"{kind}.{entry.code}",
        kind=kind,
        indicator=entry.code,
        weight=0.0,
        pattern=entry.code,
        parts=((slot,),),
        is_sign=True,
        source=f"guidance:{entry.source[0]}",
        not_after=_folded(entry.not_after) if isinstance(entry, Named) else frozenset(),
        not_before=_folded(entry.not_before) if isinstance(entry, Named) else frozenset(),
    )


def _folded(words: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(fold_literal(word) for word in words) - {()}
