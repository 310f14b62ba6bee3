"""The screener: a model, the cues it screens with, and how narratives are read; by paths, for other processes."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from overlooked.errors import ModelError
from overlooked.model import Model, load_model
from overlooked.reading.lexicon import Hashes, lexicon_hashes, load_lexicon
from overlooked.reading.reader import Reader, load_reader
from overlooked.scoring import Weights, expert_weights

if TYPE_CHECKING:
    from overlooked.sifting.sift import Sift


class Reads(StrEnum):
    """Which narratives are read, and which cues are tried in them. What is found in what is read is the same in all.

    `ALL`: every one, with the cues that the sift sees. `SIFTED`: those alone in which it sees that a sign can stand,
    for a queue that does not keep all. `EXHAUSTIVE`: every one, with every cue and without a sift.
    """

    SIFTED = "sifted"
    ALL = "all"
    EXHAUSTIVE = "exhaustive"


@dataclass(frozen=True)
class Screener:
    """A model and the cues it screens with; by paths, so that a worker process builds its own."""

    model_folder: Path | None = None
    cues: Path | None = None
    reads: Reads = Reads.ALL

    @cached_property
    def reader(self) -> Reader:
        """The reader with the shipped cues and the force's own."""
        return load_reader(self.cues)

    @property
    def hashes(self) -> Hashes:
        """What stands for the cues; quick, for it reads none."""
        return lexicon_hashes(self.cues)

    @cached_property
    def sift(self) -> "Sift":
        """The sift compiled from the same cues; it brings a compiler, which is loaded only where it is asked for."""
        sift: Sift = import_module("overlooked.sifting.sift").load_sift(self.cues)
        return sift

    @cached_property
    def model(self) -> Model:
        """The model; ModelError where it was trained with other cues than the installed ones."""
        model = load_model(self.model_folder)
        if model.lexicon_hash != self.hashes.shipped:
            raise ModelError(
                f"{self.model_folder or 'the default model'}: trained with other cues than the installed ones; "
                "train it anew with `overlooked train CORPUS -o DIR`"
            )
        return model

    @cached_property
    def weights(self) -> Weights:
        """Learned weights; a force's own cues carry their expert's weight."""
        learned = self.model.weights
        return Weights({**expert_weights(self.reader.lexicon.cues), **learned.cues}, learned.words)

    def refuse_own_cues(self) -> None:
        """Raise KnowledgeError for a force's own cues that cannot be used, before other processes are told of them."""
        if self.cues is not None:
            load_lexicon(self.cues)

    def suited(self, *, keeps_all: bool, few: bool) -> Self:
        """The screener as a run needs it: without a sift, where there are few; sifted, where not all are kept."""
        if self.reads is Reads.EXHAUSTIVE or few:
            return replace(self, reads=Reads.EXHAUSTIVE)
        return replace(self, reads=Reads.ALL if keeps_all else Reads.SIFTED)

    def __getstate__(self) -> dict[str, object]:
        """Ship the paths alone."""
        return {"model_folder": self.model_folder, "cues": self.cues, "reads": self.reads}
