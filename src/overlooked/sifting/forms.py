"""Forms: the neutral forms of the reading as numbers, and what its rules ask of each.

In go the foldings and the vocabulary of the reading, out come flat tables: a word's letters to its forms, a form to
what it is. Words in no list are all OTHER, which no rule asks for.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from overlooked.reading import ages
from overlooked.reading.foldings import (
    ADULT_AGE,
    CHILD_AGE,
    DATE,
    MONEY,
    ORIGIN,
    PRONOUN_TAILS,
    TAIL_BEARERS,
    TIME,
    UNKNOWN,
    YEAR,
    Foldings,
    fold_word,
)
from overlooked.reading.neutral import NeutralReader
from overlooked.sifting.compiling import numbers as constants
from overlooked.sifting.tables import AGES, FOLDED_TO, NOTES, SPELLED, TAILS, WORDS_BY_HASH, hash_of, open_table, ragged

UNKNOWN_FORM, OTHER_FORM, ORIGIN_FORM, YEAR_FORM, MONEY_FORM, DATE_FORM, TIME_FORM, CHILD_FORM, ADULT_FORM = constants(
    range(9)
)
"""The numbers of the forms that the kernel itself writes, in the order of `_OWN`."""
_OWN = (UNKNOWN, "\0", ORIGIN, YEAR, MONEY, DATE, TIME, CHILD_AGE, ADULT_AGE)

VISIBLE, FILLER, COLLISION, CAPITAL_ORIGIN, BEARER, SHORT, PERSON, BEFORE_PERSON, DECIMAL = constants(
    1 << n for n in range(9)
)
AGE_BEFORE, AGE_AFTER, LENGTH_BEFORE, IS, NOBODY, ABOUT, GOES_ON, OF, YO, OLD = constants(1 << n for n in range(9, 19))
FOLDED, TITLE, ABBREVIATION, NUMBER_TAIL, PRONOUN_TAIL, TAIL_S, MAKES_ORIGIN = constants(1 << n for n in range(19, 26))
"""What a form is to a rule of the reading; FOLDED to TAIL_S are of the word that is spelled like it."""
_NUMBER_TAILS = ("yo", "yr", "yrs", "y", "m", "f", "st", "nd", "rd", "th", "hr", "hrs", "k", "x")


def number_forms(neutral: NeutralReader, fold: Foldings) -> Mapping[str, int]:
    """A number for every form that a rule, a cue or a folding can name."""
    named: set[str] = {*neutral.vocabulary, *fold.words, *fold.collisions, *fold.titles, *fold.abbreviations}
    named |= fold.persons | fold.roles | fold.origin_before_person | fold.capitalised_origins | TAIL_BEARERS
    named.update(form for head in fold.phrases.values() for phrase, forms in head for form in (*phrase, *forms))
    for short, options in fold.shorthand.items():
        named.update((short,), *((*option.long, *option.before, *option.after) for option in options))
    named.update(*_AGE_RULES.values(), ages.NUMBER_WORDS, PRONOUN_TAILS, PRONOUN_TAILS.values(), _NUMBER_TAILS)
    named.update(part for word in fold.titles for part in word.split("/"))
    made: set[str] = named
    while made:
        made = {form for word in made for form in fold_word(word)} - named
        named |= made
    return {form: number for number, form in enumerate((*_OWN, *sorted(named - {*_OWN, ""})))}


_AGE_RULES: Mapping[int, frozenset[str]] = {
    AGE_BEFORE: ages.AGE_BEFORE,
    AGE_AFTER: ages.AGE_AFTER,
    LENGTH_BEFORE: ages.LENGTH_BEFORE,
    IS: ages.IS,
    NOBODY: ages.NOBODY,
    ABOUT: ages.ABOUT,
    GOES_ON: ages.GOES_ON,
    OF: frozenset({"of"}),
    YO: frozenset({"yo"}),
    OLD: frozenset({"old", "o"}),
}


def compile_forms(numbers: Mapping[str, int], neutral: NeutralReader, fold: Foldings) -> dict[int, NDArray[np.int32]]:
    """A word's letters to its form, by a table of hashes, what the reading folds it to, and what each form is.

    TAILS is the form of a verb's tail ("ve": "have"), AGES the number that a form may be an age by.
    """
    letters = [[ord(letter) for letter in form] for form in numbers]
    tails = np.full(len(numbers), -1, np.int32)
    for tail, verb in PRONOUN_TAILS.items():
        tails[numbers[tail]] = numbers[verb]
    return {
        WORDS_BY_HASH: open_table(hash_of(word) for word in letters),
        **ragged(SPELLED, letters),
        **ragged(FOLDED_TO, ([numbers[made] for made in fold_word(form)] for form in numbers)),
        NOTES: _notes(numbers, neutral, fold),
        TAILS: tails,
        AGES: np.array([_age(form) for form in numbers], np.int32),
    }


def _age(form: str) -> int:
    if form.isdecimal():
        return int(form) if len(form) <= len("99") else 0
    return ages.NUMBER_WORDS.get(form, 0)


def _notes(numbers: Mapping[str, int], neutral: NeutralReader, fold: Foldings) -> NDArray[np.int32]:
    rules: dict[int, Iterable[str]] = {
        VISIBLE: neutral.vocabulary,
        FILLER: (*neutral.fillers, UNKNOWN),
        COLLISION: fold.collisions,
        CAPITAL_ORIGIN: fold.capitalised_origins,
        BEARER: TAIL_BEARERS,
        SHORT: fold.shorthand,
        PERSON: fold.persons,
        MAKES_ORIGIN: (*fold.persons, *fold.roles, ORIGIN),
        BEFORE_PERSON: fold.origin_before_person,
        DECIMAL: [form for form in numbers if form.isdecimal()],
        FOLDED: fold.words,
        TITLE: fold.titles,
        ABBREVIATION: fold.abbreviations,
        NUMBER_TAIL: _NUMBER_TAILS,
        PRONOUN_TAIL: PRONOUN_TAILS,
        TAIL_S: ("s",),
        **_AGE_RULES,
    }
    notes = np.zeros(len(numbers), np.int32)
    for note, forms in rules.items():
        notes[[numbers[form] for form in forms if form in numbers]] |= note
    return notes
