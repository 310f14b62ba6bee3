"""Words: the tokens of a sentence as folded words; what `foldings.fold_word` and `neutral` make of one token.

A sentence is a table of words, a row each: its form and, beside it, what the rules of its neighbours ask for.
"""

# ruff: noqa: PLR1714, SIM109, SIM110 - plain loops and comparisons are what numba compiles well

import numpy as np
from numpy.typing import NDArray

from overlooked.reading.foldings import CACHED_LENGTH
from overlooked.sifting.compiling import NOUGHT, piece
from overlooked.sifting.forms import (
    BEARER,
    CAPITAL_ORIGIN,
    COLLISION,
    DECIMAL,
    FOLDED,
    MONEY_FORM,
    NUMBER_TAIL,
    ORIGIN_FORM,
    OTHER_FORM,
    PRONOUN_TAIL,
    TAIL_S,
    TITLE,
    UNKNOWN_FORM,
    YEAR_FORM,
)
from overlooked.sifting.letters import APOSTROPHE, CAPITAL, DIGIT, LETTER, Text, is_a, lower
from overlooked.sifting.tables import (
    AGES,
    FOLDED_TO,
    HASH_MASK,
    HASH_START,
    HASH_STEP,
    NOTES,
    SPELLED,
    TAILS,
    VALUES,
    WORDS_BY_HASH,
    Tables,
    look,
    row,
)
from overlooked.sifting.tokens import (
    MONEY_TOKEN,
    NINE,
    ONE,
    SLASH,
    SLASH_TOKEN,
    TIME_TOKEN,
    TWO,
    ZERO,
    run,
)

Words = NDArray[np.int64]

FORM, AGE, IS_DECIMAL, START, END_AT, CLAUSE, NAME_LIKE, HAS_CAPITAL = range(8)
"""The columns of a word. AGE is the number that it may be an age by."""
WIDTH = 8
S, QUOTE, CURLY = (ord(letter) for letter in "s'’")
YEAR_LENGTH = 4
LONGEST_AGE = 2


@piece
def plain(text: Text, at: int) -> int:
    """A letter as words are listed: in lower case and with one kind of apostrophe."""
    return QUOTE if is_a(text, at, APOSTROPHE) else lower(text, at)


@piece
def find(tables: Tables, text: Text, first: int, last: int) -> int:
    """The number of the form spelled `text[first:last]`; -1 for none."""
    value = NOUGHT + HASH_START
    for at in range(first, last):
        value = ((value ^ plain(text, at)) * HASH_STEP) & HASH_MASK
    size = look(tables, WORDS_BY_HASH, 0)
    place = value & size
    while True:
        number = look(tables, WORDS_BY_HASH, place + 1)
        if number < 0 or _is_spelled(tables, text, first, last, number):
            return number
        place = (place + 1) & size


@piece
def _is_spelled(tables: Tables, text: Text, first: int, last: int, number: int) -> bool:
    start, end = row(tables, SPELLED, number)
    if end - start != last - first:
        return False
    for at in range(last - first):
        if look(tables, SPELLED + VALUES, start + at) != plain(text, first + at):
            return False
    return True


@piece
def add_word(tables: Tables, words: Words, count: int, form: int) -> int:
    """Write the form of the next word; the new count."""
    words[count, FORM] = form
    words[count, AGE] = look(tables, AGES, form)
    words[count, IS_DECIMAL] = (look(tables, NOTES, form) & DECIMAL) != 0
    return count + 1


@piece
def _add_folded(tables: Tables, words: Words, count: int, number: int) -> int:
    """Write what the reading makes of a listed word."""
    for at in range(*row(tables, FOLDED_TO, number)):
        count = add_word(tables, words, count, look(tables, FOLDED_TO + VALUES, at))
    return count


@piece
def _add_part(tables: Tables, words: Words, count: int, text: Text, first: int, last: int) -> int:
    """Write a part of a word, such as the stem before an apostrophe: folded where it is listed to be."""
    number = find(tables, text, first, last)
    if number >= 0 and look(tables, NOTES, number) & FOLDED:
        return _add_folded(tables, words, count, number)
    if number >= 0:
        return add_word(tables, words, count, number)
    count = add_word(tables, words, count, OTHER_FORM)
    if (run(text, first, DIGIT) - first) >= last - first:
        words[count - 1, IS_DECIMAL] = 1
        if last - first <= LONGEST_AGE:
            age = 0
            for at in range(first, last):
                age = age * 10 + lower(text, at) - ZERO
            words[count - 1, AGE] = age
    return count


@piece
def _add_unlisted(tables: Tables, words: Words, count: int, text: Text, first: int, last: int) -> int:
    """Write what the reading makes of a word in no list: a number, a number or a word with a tail, or OTHER."""
    digits = min((run(text, first, DIGIT) - first), last - first)
    if digits == YEAR_LENGTH and last - first == digits and _is_century(text, first):
        return add_word(tables, words, count, YEAR_FORM)
    if digits == last - first:
        return _add_part(tables, words, count, text, first, last)
    if digits > 0:
        tail = find(tables, text, first + digits, last)
        if tail >= 0 and look(tables, NOTES, tail) & NUMBER_TAIL:
            count = _add_part(tables, words, count, text, first, first + digits)
            return _add_part(tables, words, count, text, first + digits, last)
    for at in range(last - 1, first, -1):
        if is_a(text, at, APOSTROPHE):
            tail = find(tables, text, at + 1, last)
            if tail >= 0 and look(tables, NOTES, tail) & PRONOUN_TAIL:
                return _add_tailed(tables, words, count, text, first, at, tail)
            break
    return add_word(tables, words, count, OTHER_FORM)


@piece
def _is_century(text: Text, first: int) -> bool:
    one, two = lower(text, first), lower(text, first + 1)
    return (one == ONE and two == NINE) or (one == TWO and two == ZERO)


@piece
def _add_tailed(tables: Tables, words: Words, count: int, text: Text, first: int, last: int, tail: int) -> int:
    """Write a word with the tail of a verb: "he's" bears it, in "boss's" it is a genitive and dropped."""
    stem = count
    count = _add_part(tables, words, count, text, first, last)
    bears_verb = (look(tables, NOTES, tail) & TAIL_S) == 0
    for at in range(stem, count):
        bears_verb |= (look(tables, NOTES, words[at, FORM]) & BEARER) != 0
    return add_word(tables, words, count, look(tables, TAILS, tail)) if bears_verb else count


@piece
def _add_slashed(tables: Tables, words: Words, count: int, text: Text, first: int, last: int) -> int:
    """Write two short words around a slash: both where one is an origin, else OTHER."""
    slash = first
    while lower(text, slash) != SLASH:
        slash += 1
    middle = _add_part(tables, words, count, text, first, slash)
    end = _add_part(tables, words, middle, text, slash + 1, last)
    is_origin = middle - count == 1 and words[count, FORM] == ORIGIN_FORM
    is_origin |= end - middle == 1 and words[middle, FORM] == ORIGIN_FORM
    return end if is_origin else add_word(tables, words, count, OTHER_FORM)


@piece
def _add_token(tables: Tables, words: Words, count: int, text: Text, kind: int, first: int, last: int) -> int:
    if kind <= TIME_TOKEN:  # sums, dates and times, which stand in one order among tokens and forms
        return add_word(tables, words, count, MONEY_FORM + kind - MONEY_TOKEN)
    number = find(tables, text, first, last)
    if number >= 0:
        return _add_folded(tables, words, count, number)
    if last - first > CACHED_LENGTH:
        return _add_part(tables, words, count, text, first, last)
    if kind == SLASH_TOKEN:
        return _add_slashed(tables, words, count, text, first, last)
    return _add_unlisted(tables, words, count, text, first, last)


@piece
def fold_tokens(tables: Tables, text: Text, tokens: Words, n_tokens: int, words: Words) -> int:
    """Fold the tokens of a sentence (kind, first, last, clause) into words; their number."""
    may_name = not _is_shouted(text, tokens[0, 1], tokens[n_tokens - 1, 2])
    count = NOUGHT
    for number in range(n_tokens):
        kind, first, last, clause = tokens[number, 0], tokens[number, 1], tokens[number, 2], tokens[number, 3]
        made = count
        count = _add_token(tables, words, count, text, kind, first, last)
        has_capital = is_a(text, first, CAPITAL)
        tells_name = has_capital and may_name and number > 0
        if tells_name:
            has_title = _is_title(tables, text, tokens[number - 1, 1], tokens[number - 1, 2])
            count = _name(tables, words, made, count, has_title, text, last)
        for at in range(made, count):
            words[at, START], words[at, END_AT], words[at, CLAUSE] = first, last, clause
            words[at, HAS_CAPITAL] = has_capital
            words[at, NAME_LIKE] = tells_name and (look(tables, NOTES, words[at, FORM]) & COLLISION) != 0
    return count


@piece
def _name(tables: Tables, words: Words, made: int, count: int, has_title: bool, text: Text, last: int) -> int:
    """Blank the words of a token that a capital makes a name, or an origin; the new count."""
    collides = is_origin = False
    for at in range(made, count):
        notes = look(tables, NOTES, words[at, FORM])
        collides |= (notes & COLLISION) != 0
        is_origin |= (notes & CAPITAL_ORIGIN) != 0
    if has_title or (collides and _is_genitive(text, last)):
        return add_word(tables, words, made, UNKNOWN_FORM)
    return add_word(tables, words, made, ORIGIN_FORM) if is_origin else count


@piece
def _is_genitive(text: Text, last: int) -> bool:
    mark = lower(text, last - 2)
    return lower(text, last - 1) == S and not is_a(text, last - 1, CAPITAL) and (mark == QUOTE or mark == CURLY)


@piece
def _is_title(tables: Tables, text: Text, first: int, last: int) -> bool:
    """Whether a token is a title with its capital: "Mr", "Mr/Mrs"."""
    number = find(tables, text, first, last)
    if number < 0 or not look(tables, NOTES, number) & TITLE:
        return False
    for at in range(first, last):
        begins = at == first or lower(text, at - 1) == SLASH
        if lower(text, at) != SLASH and is_a(text, at, CAPITAL) != begins:
            return False
    return True


@piece
def _is_shouted(text: Text, first: int, last: int) -> bool:
    """Whether a sentence is written in capitals, so that a capital makes no name."""
    capitals, all_letters = 0, 0
    for at in range(first, last):
        capitals += is_a(text, at, CAPITAL)
        all_letters += is_a(text, at, CAPITAL | LETTER)
    return capitals * 10 > all_letters * 7
