"""The kernel: once over a batch of narratives, out come the cues that stand in each."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from overlooked.sifting.beside import contextual
from overlooked.sifting.compiling import NOUGHT, part, piece, sources, whole
from overlooked.sifting.forms import ABBREVIATION
from overlooked.sifting.letters import (
    BULLET,
    CAPITAL,
    CLAUSE_MARK,
    CLOSING,
    DIGIT,
    ENDS,
    PAD,
    SPACE,
    Text,
    is_a,
    lower,
    spell,
)
from overlooked.sifting.matching import FIRST_HIT, HAS_ALONE, HITS, begin_narrative, match_sentence
from overlooked.sifting.patterns import NOT_DECIDING, Rows
from overlooked.sifting.phrases import Matching, Numbers, find_phrases, take_items
from overlooked.sifting.tables import DECIDES, KIND_ENDS, NOTES, Tables, look
from overlooked.sifting.tokens import DOT, LINE_TOKEN, MARK_TOKEN, NEWLINE, NOTHING, stamp_end, token_at
from overlooked.sifting.words import WIDTH, find, fold_tokens

LONGEST_SENTENCE = 1024
"""Tokens; a narrative with a longer sentence is left to the reading."""
WORDS_OF_A_TOKEN = 32
"""Room for the words that a token can become."""
PHRASES_OF_A_SENTENCE = 1 << 16
QUESTION = ord("?")
NEVER = -1


class Room(NamedTuple):
    """The room that the kernel works in, as large for one narrative as for a million.

    `tokens` are (kind, first letter, last letter + 1, clause) of the sentence begun; `words` and `other` are tables of
    words, of which each step fills one from the other.
    """

    tokens: Numbers
    words: Numbers
    other: Numbers
    matching: Matching


@part
def _room(tables: Tables, rows: Rows, cues: int) -> Room:
    widest = LONGEST_SENTENCE * WORDS_OF_A_TOKEN
    return Room(
        np.empty((LONGEST_SENTENCE, 4), np.int64),
        np.empty((widest, WIDTH), np.int64),
        np.empty((widest, WIDTH), np.int64),
        Matching(
            np.empty((widest, 2), np.int64),
            np.empty((PHRASES_OF_A_SENTENCE, 3), np.int64),
            np.empty(len(rows.given) // 2, np.uint64),
            np.empty(len(rows.given), np.uint64),
            np.empty(PHRASES_OF_A_SENTENCE + 1, np.int64),
            np.empty((2, PHRASES_OF_A_SENTENCE), np.int64),
            np.empty((2, look(tables, KIND_ENDS, 3) - look(tables, KIND_ENDS, 2)), np.uint64),
            np.full(cues, NEVER, np.int64),
            np.zeros(cues + FIRST_HIT, np.int64),
        ),
    )


@piece
def _close(
    tables: Tables,
    rows: Rows,
    room: Room,
    text: Text,
    n_tokens: int,
    narrative: int,
    sentence: int,
    is_question: bool,
    takes_all: bool,
) -> int:
    """End the sentence, if one was begun: match it; the number of the next one, or -1 for one too long."""
    if n_tokens == 0:
        return sentence
    count = fold_tokens(tables, text, room.tokens, n_tokens, room.words)
    words, count = contextual(tables, room.words, room.other, count)
    if count == 0:
        return sentence
    take_items(tables, words, count, room.matching.items)
    total = find_phrases(tables, rows, room.matching, count)
    if total == PHRASES_OF_A_SENTENCE:
        return -1
    match_sentence(tables, rows, room.matching, total, narrative, sentence, is_question, takes_all)
    return sentence + 1


@piece
def _read(tables: Tables, rows: Rows, room: Room, text: Text, letters: int, narrative: int, takes_all: bool) -> bool:
    """Cut a narrative into sentences and match each; whether none was too long.

    Without `takes_all` nothing is read behind the first cue that decides alone.
    """
    begin_narrative(room.matching)
    at = clause = n_tokens = skip_to = last = last_end = sentence = NOUGHT
    while at < letters and sentence >= 0 and (takes_all or not room.matching.hits[HAS_ALONE]):
        kind, end = token_at(text, at)
        stamp = stamp_end(text, at) if kind != NOTHING and (at == 0 or lower(text, at - 1) == NEWLINE) else -1
        skip_to = max(skip_to, stamp)
        closes = stamp > 0
        if kind == NOTHING or at < skip_to:
            pass
        elif kind == MARK_TOKEN:
            clause += is_a(text, at, CLAUSE_MARK)
            closes = _ends_sentence(tables, text, letters, end, last, last_end)
        elif kind == LINE_TOKEN:
            closes = _starts_entry(text, letters, at, end)
        elif n_tokens == LONGEST_SENTENCE:
            return False
        else:
            room.tokens[n_tokens, 0], room.tokens[n_tokens, 1] = kind, at
            room.tokens[n_tokens, 2], room.tokens[n_tokens, 3] = end, clause
            n_tokens += 1
            last, last_end = at, end
        if closes:
            is_question = kind == MARK_TOKEN and lower(text, at) == QUESTION
            sentence = _close(tables, rows, room, text, n_tokens, narrative, sentence, is_question, takes_all)
            n_tokens = 0
        at = end
    return sentence >= 0 and _close(tables, rows, room, text, n_tokens, narrative, sentence, False, takes_all) >= 0


@piece
def _ends_sentence(tables: Tables, text: Text, letters: int, end: int, last: int, last_end: int) -> bool:
    """Whether the mark before a place ends a sentence; the word before it, if any, is told by its letters."""
    if not is_a(text, end - 1, ENDS) or (end < letters and not is_a(text, end, SPACE | CLOSING)):
        return False
    if lower(text, end - 1) != DOT:
        return True
    if last_end - last == 1 and is_a(text, last, CAPITAL):
        return False
    word = find(tables, text, last, last_end)
    return word < 0 or (look(tables, NOTES, word) & ABBREVIATION) == 0


@piece
def _starts_entry(text: Text, letters: int, first: int, end: int) -> bool:
    """Whether a new entry begins behind a line end."""
    lines = 0
    for at in range(first, end):
        lines += lower(text, at) == NEWLINE
    return lines > 1 or end >= letters or is_a(text, end, CAPITAL | DIGIT | BULLET)


@piece
def _decide(tables: Tables, hits: Numbers, company: int) -> bool:
    """Whether the cues of a narrative send it to the reading: one alone, or some of several indicators together."""
    if hits[HAS_ALONE]:
        return True
    indicators = NOUGHT
    for index in range(FIRST_HIT, FIRST_HIT + hits[HITS]):
        decides = look(tables, DECIDES, hits[index])
        if decides != NOT_DECIDING:
            indicators |= 1 << decides
    kinds = 0
    while indicators:
        indicators &= indicators - 1
        kinds += 1
    return kinds >= company


@piece
def _keep(hits: Numbers, kept: NDArray[np.int32], start: int) -> None:
    """Write the cues of a narrative in order."""
    for index in range(hits[HITS]):
        cue, at = hits[FIRST_HIT + index], start + index
        while at > start and kept[at - 1] > cue:
            kept[at] = kept[at - 1]
            at -= 1
        kept[at] = cue


@part
def _grown(kept: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """The same numbers with room for as many again as are needed."""
    grown = np.empty(2 * size, np.int32)
    for at in range(len(kept)):
        grown[at] = kept[at]
    return grown


Found = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]]
Kernel = Callable[[Tables, Rows, NDArray[np.uint8], NDArray[np.int64], int, int, bool], Found]


def _kernel(stamp: int) -> Kernel:
    """The kernel; numba keeps one for every `stamp`."""

    @whole
    def sift_batch(
        tables: Tables,
        rows: Rows,
        data: NDArray[np.uint8],
        offsets: NDArray[np.int64],
        cues: int,
        company: int,
        all_candidates: bool,
    ) -> Found:
        count = len(offsets) - 1
        starts, kept = np.zeros(count + 1, np.int64), np.empty(stamp * 0 + 1, np.int32)
        reached, by_reference = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        longest = NOUGHT
        for narrative in range(count):
            longest = max(longest, offsets[narrative + 1] - offsets[narrative])
        text = np.empty(longest + PAD, np.int32)
        room = _room(tables, rows, cues)
        hits = room.matching.hits
        for narrative in range(count):
            letters = spell(tables, data, offsets[narrative], offsets[narrative + 1], text)
            taken = letters >= 0 and _read(tables, rows, room, text, letters, 2 * narrative, all_candidates)
            reached[narrative] = not taken or _decide(tables, hits, company)
            if taken and reached[narrative] and not all_candidates:
                taken = _read(tables, rows, room, text, letters, 2 * narrative + 1, True)
            by_reference[narrative] = not taken
            if not taken or (not reached[narrative] and not all_candidates):
                hits[HITS] = 0
            starts[narrative + 1] = starts[narrative] + hits[HITS]
            if starts[narrative + 1] > len(kept):
                kept = _grown(kept, starts[narrative + 1])
            _keep(hits, kept, starts[narrative])
        return starts, kept[: starts[count]], reached, by_reference

    return sift_batch


sift_batch = _kernel(sources())
"""Where the cues of each narrative start, the cues, which narratives must be read, which the kernel cannot take.

In go the tables of `sift`, narratives as bytes in UTF-8 and where each begins, the number of cues, and the number of
indicators of which weak signs are company to one another, and whether the cues are told of narratives too that need
not be read.
"""
