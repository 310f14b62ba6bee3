"""Neighbours: what a word is read as because of the words beside it.

In go the folded words of a sentence, out they come with shorthand spelled out, phrases and places of several words made
one, ages marked, and ethnic words before a person made an origin.
"""

from overlooked.reading.ages import mark_ages, may_tell_age
from overlooked.reading.foldings import ORIGIN, PLACE, Foldings, Word


def contextual(words: list[Word], fold: Foldings) -> list[Word]:
    """Apply to a sentence what needs neighbours; `words` may be changed."""
    if any(word.form in fold.shorthand for word in words):
        words = _expand_shorthand(words, fold)
    if any(word.form in fold.phrases for word in words):
        words = _join_phrases(words, fold)
    mark_ages(words, fold)
    for index, word in enumerate(words[:-1]):
        if word.form in fold.origin_before_person:
            follows = words[index + 1].form
            if follows in fold.persons or follows in fold.roles or follows == ORIGIN:
                word.form, word.name_like = ORIGIN, False
    return words


def minds_neighbours(form: str, fold: Foldings) -> bool:
    """Whether a form may be read as another one because of the words beside it."""
    return form in fold.shorthand or form in fold.phrases or form in fold.origin_before_person or may_tell_age(form)


def _expand_shorthand(words: list[Word], fold: Foldings) -> list[Word]:
    """Spell out shorthand; an origin or a place of several words is one neighbour to it, and holds none."""
    expanded: list[Word] = []
    before, index = "", 0
    while index < len(words):
        word = words[index]
        length, named = _named_at(words, index, fold)
        if length > 1:
            expanded += words[index : index + length]
            before = named
        else:
            _, after = _named_at(words, index + 1, fold)
            long = _spelled_out(word.form, before, after, fold)
            expanded += [
                Word(form, word.start, word.end, word.clause, word.name_like, word.has_capital) for form in long
            ]
            before = word.form
        index += length
    return expanded


def _spelled_out(form: str, before: str, after: str, fold: Foldings) -> tuple[str, ...]:
    for entry in fold.shorthand.get(form, ()):
        unconditional = not entry.before and not entry.after
        if unconditional or before in entry.before or after in entry.after:
            return entry.long
    return (form,)


def _named_at(words: list[Word], index: int, fold: Foldings) -> tuple[int, str]:
    """The number of words of the origin or place that begins at an index and its form; or 1 and the word's own form."""
    if index >= len(words):
        return 1, ""
    length, forms = _phrase_at(words, index, fold)
    return (length, forms[0]) if forms in {(ORIGIN,), PLACE} else (1, words[index].form)


def _join_phrases(words: list[Word], fold: Foldings) -> list[Word]:
    joined: list[Word] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word.form not in fold.phrases:
            joined.append(word)
            index += 1
            continue
        length, forms = _phrase_at(words, index, fold)
        if length == 1 and forms == (word.form,):
            joined.append(word)
        else:
            end = words[index + length - 1].end
            name_like = word.name_like and length == 1
            joined += [Word(form, word.start, end, word.clause, name_like, word.has_capital) for form in forms]
        index += length
    return joined


def _phrase_at(words: list[Word], index: int, fold: Foldings) -> tuple[int, tuple[str, ...]]:
    """The number of words in the longest phrase that begins at an index, and what it is folded to."""
    word = words[index]
    for phrase, canonical in fold.phrases.get(word.form, ()):
        last = words[min(index + len(phrase), len(words)) - 1]
        meant = canonical != PLACE or (word.has_capital and last.has_capital)
        if meant and last.clause == word.clause and _forms(words, index, len(phrase)) == phrase:
            return len(phrase), canonical
    return 1, (word.form,)


def _forms(words: list[Word], first: int, count: int) -> tuple[str, ...]:
    return tuple(word.form for word in words[first : first + count])
