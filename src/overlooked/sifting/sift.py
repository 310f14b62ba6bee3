"""The sift: which narratives the reading must read, and which cues stand in each.

In go narratives as Arrow text, out comes what a compiled kernel found in one pass over their bytes. It never misses: a
cue that the reading would match is among the candidates, and a record that the reading could rank or list is reached.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from overlooked.indicators import LISTED
from overlooked.reading.assertion import load_assertions
from overlooked.reading.context import Triggers
from overlooked.reading.foldings import foldings
from overlooked.reading.lexicon import Lexicon, load_lexicon, nothing_collected
from overlooked.reading.neutral import NeutralReader
from overlooked.reading.reader import COMPANY, load_wording
from overlooked.sifting.beside import compile_beside
from overlooked.sifting.forms import compile_forms, number_forms
from overlooked.sifting.kernel import sift_batch
from overlooked.sifting.letters import load_letters
from overlooked.sifting.patterns import Turning, compile_patterns
from overlooked.sifting.tables import DECIDES, LETTERS, bind


@dataclass(frozen=True, slots=True)
class Sifted:
    """What the sift found in a batch of narratives, by their number in it.

    `reached` are those that the reading must read; the others hold nothing that could move the score or the list of
    named records. `by_reference` are those with letters that the kernel does not take, or with a sentence too long for
    it: they are reached, and any cue may stand in them.
    """

    reached: NDArray[np.bool_]
    by_reference: NDArray[np.bool_]
    starts: NDArray[np.int64]
    cues: NDArray[np.int32]

    def candidates(self, number: int) -> NDArray[np.int32] | None:
        """The cues that may match in a narrative, as sorted indices into the lexicon's cues; None for any cue.

        Of a narrative that is not reached they are told only where all were asked for.
        """
        if self.by_reference[number]:
            return None
        return self.cues[self.starts[number] : self.starts[number + 1]]


class Sift:
    """Sifts narratives for the cues of one lexicon."""

    def __init__(self, lexicon: Lexicon, listed: Collection[str] = LISTED) -> None:
        """Compile the tables once for many narratives; `listed` are the codes that make the list of named records."""
        triggers = load_assertions().triggers
        vocabulary = lexicon.vocabulary() | triggers.vocabulary()
        neutral, fold = NeutralReader(vocabulary, load_wording()), foldings()
        numbers = number_forms(neutral, fold)
        with nothing_collected():
            patterns, self._rows = compile_patterns(lexicon.cues, numbers, listed, _turning(triggers))
        forms, beside = compile_forms(numbers, neutral, fold), compile_beside(numbers, fold)
        self._tables = bind({LETTERS: load_letters(), **forms, **beside, **patterns})
        self._cues = len(patterns[DECIDES])

    def sift(self, narratives: pa.Array | pa.ChunkedArray, *, all_candidates: bool = False) -> Sifted:
        """Sift an Arrow array of texts without nulls, `string` or `large_string`.

        The candidates of narratives that are not reached are told with `all_candidates` only, which takes longer.
        """
        data, offsets = _buffers(narratives)
        starts, cues, reached, by_reference = sift_batch(
            self._tables, self._rows, data, offsets, self._cues, COMPANY, all_candidates
        )
        return Sifted(reached, by_reference, starts, cues)


def _turning(triggers: Triggers) -> Turning:
    """What can make a sign of a denial, as `reading.assertion` asks it."""
    asking = frozenset(triggers.lists["asked"]) | frozenset(triggers.lists["asks"])
    return Turning(frozenset(triggers.lists["negation"]), asking)


def _buffers(narratives: pa.Array | pa.ChunkedArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of texts and where each begins; nothing is copied but where the array has several chunks."""
    if isinstance(narratives, pa.ChunkedArray):
        narratives = narratives.combine_chunks() if narratives.num_chunks != 1 else narratives.chunk(0)
    width = np.int64 if pa.types.is_large_string(narratives.type) else np.int32
    _, offsets, data = narratives.buffers()
    if len(narratives) == 0 or offsets is None:
        return np.frombuffer(b"", np.uint8), np.zeros(1, np.int64)
    first = narratives.offset
    kept = np.frombuffer(offsets, width)[first : first + len(narratives) + 1]
    return np.frombuffer(b"" if data is None else data, np.uint8), kept.astype(np.int64)


@cache
def load_sift(cues: Path | None = None) -> Sift:
    """The sift with the shipped cues, and a force's own from the file `cues`."""
    return Sift(load_lexicon(cues))
