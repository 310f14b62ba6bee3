"""Beside: what a word is read as because of the words beside it; `neighbours` and `ages` of the reading, compiled."""

# ruff: noqa: SIM110 - plain loops and comparisons are what numba compiles well

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from overlooked.reading.ages import ADULT_FROM, AGE_ALONE_FROM, AGE_TO, CHILD_FROM
from overlooked.reading.foldings import ORIGIN, PLACE, Foldings
from overlooked.sifting.compiling import NOUGHT, piece
from overlooked.sifting.forms import (
    ABOUT,
    ADULT_FORM,
    AGE_AFTER,
    AGE_BEFORE,
    BEFORE_PERSON,
    CHILD_FORM,
    GOES_ON,
    IS,
    LENGTH_BEFORE,
    MAKES_ORIGIN,
    NOBODY,
    OF,
    OLD,
    ORIGIN_FORM,
    PERSON,
    SHORT,
    YO,
)
from overlooked.sifting.tables import (
    AFTER,
    BEFORE,
    HEADED,
    JOINABLE,
    JOINED,
    JOINS_TO,
    LONG,
    NOTES,
    SHORTS,
    VALUES,
    Tables,
    look,
    ragged,
    row,
)
from overlooked.sifting.words import (
    AGE,
    CLAUSE,
    END_AT,
    FORM,
    HAS_CAPITAL,
    IS_DECIMAL,
    NAME_LIKE,
    START,
    WIDTH,
    Words,
    add_word,
)

NO_FORM = NOUGHT - 1


JOINS_PLACE, JOINS_NAMED = 1, 2
"""What a phrase is joined to: a place, which is meant with capitals alone; a place or an origin, one neighbour."""


def compile_beside(numbers: Mapping[str, int], fold: Foldings) -> dict[int, NDArray[np.int32]]:
    """The phrases and shorthand of the foldings; HEADED and SHORTS list them by form in the order they are tried."""
    headed: list[list[int]] = [[] for _ in numbers]
    shorts: list[list[int]] = [[] for _ in numbers]
    phrases = [entry for entries in fold.phrases.values() for entry in entries]
    for index, (phrase, _) in enumerate(phrases):
        headed[numbers[phrase[0]]].append(index)
    options = [(short, option) for short, entries in fold.shorthand.items() for option in entries]
    for index, (short, _) in enumerate(options):
        shorts[numbers[short]].append(index)
    kinds = [(forms == PLACE) * JOINS_PLACE | (forms in {PLACE, (ORIGIN,)}) * JOINS_NAMED for _, forms in phrases]
    return {
        **ragged(HEADED, headed),
        **ragged(JOINABLE, ([numbers[form] for form in phrase] for phrase, _ in phrases)),
        **ragged(JOINED, ([numbers[form] for form in forms] for _, forms in phrases)),
        JOINS_TO: np.array(kinds, np.int32),
        **ragged(SHORTS, shorts),
        **ragged(LONG, ([numbers[form] for form in option.long] for _, option in options)),
        **ragged(BEFORE, ([numbers[form] for form in option.before] for _, option in options)),
        **ragged(AFTER, ([numbers[form] for form in option.after] for _, option in options)),
    }


@piece
def contextual(tables: Tables, words: Words, other: Words, count: int) -> tuple[Words, int]:
    """Apply what needs neighbours; the words, in one of the two tables, and their number."""
    has_short, has_head = False, False
    for at in range(count):
        form = words[at, FORM]
        has_short |= (look(tables, NOTES, form) & SHORT) != 0
        has_head |= look(tables, HEADED, form + 1) > look(tables, HEADED, form)
    if has_short:
        count = _spell_out(tables, words, count, other)
        words, other = other, words
        has_head = True
    if has_head:
        count = _join(tables, words, count, other)
        words, other = other, words
    for at in range(count):
        if words[at, AGE] >= CHILD_FROM and words[at, AGE] <= AGE_TO and _is_age(tables, words, count, at):
            is_child = words[at, AGE] < ADULT_FROM
            add_word(tables, words, at, CHILD_FORM if is_child else ADULT_FORM)
    for at in range(count - 1):
        follows = look(tables, NOTES, words[at + 1, FORM])
        if look(tables, NOTES, words[at, FORM]) & BEFORE_PERSON and follows & MAKES_ORIGIN:
            words[at, FORM], words[at, NAME_LIKE] = ORIGIN_FORM, 0
    return words, count


@piece
def _phrase_at(tables: Tables, words: Words, count: int, at: int) -> tuple[int, int]:
    """The number of words in the longest phrase that begins at a word, and its number; -1 for none."""
    form = words[at, FORM]
    for index in range(*row(tables, HEADED, form)):
        phrase = look(tables, HEADED + VALUES, index)
        start, end = row(tables, JOINABLE, phrase)
        length = end - start
        last = at + length - 1
        if last >= count or words[last, CLAUSE] != words[at, CLAUSE]:
            continue
        if look(tables, JOINS_TO, phrase) & JOINS_PLACE and not (words[at, HAS_CAPITAL] and words[last, HAS_CAPITAL]):
            continue
        is_same = True
        for step in range(length):
            is_same &= words[at + step, FORM] == look(tables, JOINABLE + VALUES, start + step)
        if is_same:
            return length, phrase
    return 1, -1


@piece
def _copy(words: Words, at: int, other: Words, to: int) -> None:
    for column in range(WIDTH):
        other[to, column] = words[at, column]


@piece
def _spell_out(tables: Tables, words: Words, count: int, other: Words) -> int:
    """Spell out shorthand; an origin or a place of several words is one neighbour to it, and holds none."""
    made, at, before = NOUGHT, NOUGHT, NO_FORM
    while at < count:
        length, phrase = _phrase_at(tables, words, count, at)
        if length > 1 and look(tables, JOINS_TO, phrase) & JOINS_NAMED:
            for step in range(length):
                _copy(words, at + step, other, made + step)
            made += length
            before = look(tables, JOINED + VALUES, look(tables, JOINED, phrase))
            at += length
            continue
        option = _option(tables, words, count, at, before)
        if option < 0:
            _copy(words, at, other, made)
            made += 1
        else:
            made = _write(tables, LONG, option, words, at, other, made)
        before = words[at, FORM]
        at += 1
    return made


@piece
def _write(tables: Tables, table: int, number: int, words: Words, at: int, other: Words, made: int) -> int:
    """Write the forms of a row in place of a word; the new count."""
    for index in range(*row(tables, table, number)):
        _copy(words, at, other, made)
        made = add_word(tables, other, made, look(tables, table + VALUES, index))
    return made


@piece
def _option(tables: Tables, words: Words, count: int, at: int, before: int) -> int:
    """What a word is shorthand for between its neighbours; -1 for nothing."""
    form = words[at, FORM]
    first, last = row(tables, SHORTS, form)
    if first == last:
        return -1
    after = NO_FORM
    if at + 1 < count:
        _, phrase = _phrase_at(tables, words, count, at + 1)
        after = words[at + 1, FORM]
        if phrase >= 0 and look(tables, JOINS_TO, phrase) & JOINS_NAMED:
            after = look(tables, JOINED + VALUES, look(tables, JOINED, phrase))
    for index in range(first, last):
        option = look(tables, SHORTS + VALUES, index)
        if _is_free(tables, option) or _holds(tables, BEFORE, option, before) or _holds(tables, AFTER, option, after):
            return option
    return -1


@piece
def _is_free(tables: Tables, option: int) -> bool:
    """Whether shorthand stands for something whatever is beside it."""
    (before, before_end), (after, after_end) = row(tables, BEFORE, option), row(tables, AFTER, option)
    return before == before_end and after == after_end


@piece
def _holds(tables: Tables, table: int, number: int, form: int) -> bool:
    for index in range(*row(tables, table, number)):
        if look(tables, table + VALUES, index) == form:
            return True
    return False


@piece
def _join(tables: Tables, words: Words, count: int, other: Words) -> int:
    """Make phrases and places of several words one; the new count."""
    made, at = NOUGHT, NOUGHT
    while at < count:
        length, phrase = _phrase_at(tables, words, count, at)
        if phrase < 0:
            _copy(words, at, other, made)
            made += 1
        else:
            first = made
            made = _write(tables, JOINED, phrase, words, at, other, made)
            for index in range(first, made):
                other[index, END_AT] = words[at + length - 1, END_AT]
                other[index, NAME_LIKE] = words[at, NAME_LIKE] and length == 1
        at += length
    return made


@piece
def _is_age(tables: Tables, words: Words, count: int, at: int) -> bool:
    """Whether a number that may be an age stands where ages stand."""
    follows = at + 1 < count
    if follows and words[at + 1, IS_DECIMAL] and words[at + 1, START] == words[at, END_AT] + 1:
        return False
    return _is_told(tables, words, count, at) or _stands_alone(words, count, at)


@piece
def _stands_alone(words: Words, count: int, at: int) -> bool:
    clause = words[at, CLAUSE]
    begins = at > 0 and words[at - 1, CLAUSE] == clause - 1
    ends = at + 1 == count or words[at + 1, CLAUSE] == clause + 1
    return words[at, IS_DECIMAL] != 0 and begins and ends and words[at, AGE] >= AGE_ALONE_FROM


@piece
def _is_told(tables: Tables, words: Words, count: int, at: int) -> bool:
    before = look(tables, NOTES, words[at - 1, FORM]) if at > 0 else 0
    earlier = look(tables, NOTES, words[at - 2, FORM]) if at > 1 else 0
    after = look(tables, NOTES, words[at + 1, FORM]) if at + 1 < count else 0
    later = look(tables, NOTES, words[at + 2, FORM]) if at + 2 < count else 0
    if after & AGE_AFTER and before & LENGTH_BEFORE:
        return False
    if before & (AGE_BEFORE | PERSON) or after & YO or (after & AGE_AFTER and later & OLD):
        return True
    if before & (ABOUT | OF):
        return (earlier & PERSON) != 0 or (not before & OF and (earlier & OF) != 0)
    ends = at + 1 >= count or (after & GOES_ON) != 0 or words[at + 1, CLAUSE] > words[at, CLAUSE]
    return bool(before & IS) and not earlier & NOBODY and bool(ends)
