"""Introduced: words that are names because of what stands before them.

In come the tokens of a text, out come the indices of those that a title, a rank or "known as" makes names, whatever
they look like, and of the numbers that belong to a rank.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from overlooked.masking.tokens import Token
from overlooked.masking.vocabulary import Vocabulary, vocabulary
from overlooked.reading.foldings import foldings

_COLLAR = re.compile(r"[A-Z]{0,3}\d{2,6}[A-Z]{0,3}", re.IGNORECASE)
_OPENERS = frozenset("\"'‘“(:.-/=")
_SKIPPED = frozenset({"the", "only", "just", "as", "like", "something"})
_LEADS_ON = frozenset(
    {"big", "little", "fat", "young", "old", "mad", "lil", "uncle", "auntie", "mr", "mrs", "long", "crazy"}
)
_MOST = 3


def introduced(tokens: Sequence[Token], words: Vocabulary) -> tuple[set[int], set[int]]:
    """The indices of names, and of numbers behind or before a rank."""
    names: set[int] = set()
    numbers: set[int] = set()
    for index, token in enumerate(tokens):
        if not token.is_word:
            continue
        if any(token.lower in titles for titles in words.lists["titles"].values()):
            found, collars = _behind_title(tokens, index, words)
            names |= found
            numbers |= collars
        names |= _behind_phrase(tokens, index, words)
    return names, numbers


def _behind_title(tokens: Sequence[Token], index: int, words: Vocabulary) -> tuple[set[int], set[int]]:
    """The name and the collar number that go with a title or a rank."""
    title = tokens[index].lower
    is_full, is_rank = title in words.lists["titles"]["full"], title in words.lists["titles"]["ranks"]
    names: set[int] = set()
    numbers: set[int] = set()
    if is_rank and index > 0 and _COLLAR.fullmatch(tokens[index - 1].text) and len(tokens[index - 1].text) > _MOST:
        numbers.add(index - 1)
    place = index + 1
    while place < len(tokens) and place - index <= 2 * _MOST:
        token = tokens[place]
        is_number = is_rank and token.is_word and any(map(str.isdigit, token.text))
        if (token.is_masked and is_rank) or _is_between(token, tokens[index], is_full=is_full or bool(names)):
            pass
        elif is_number and _COLLAR.fullmatch(token.text) and not numbers:
            numbers.add(place)
        elif token.is_word and not names and _follows_title(tokens[index], token, words, is_full=is_full):
            names.add(place)
        else:
            break
        place += 1
    return names, numbers


def _is_between(token: Token, title: Token, *, is_full: bool) -> bool:
    """Whether a mark may stand between a title and what goes with it; a full stop only where it shortens."""
    if token.text == ".":
        return is_full or title.lower in foldings().abbreviations
    return token.text in {"/", "-", "(", "#"}


def _follows_title(title: Token, token: Token, words: Vocabulary, *, is_full: bool) -> bool:
    if token.lower in words.lists["no_names"]["words"]:
        is_initial = is_full and len(token.text) == 1 and token.text != "I"
        return token.has_capital and (is_initial or words.is_name(token.lower))
    if title.text == "MS" and not title.is_shouted and not token.has_capital:
        return False
    has_letters = any(map(str.isalpha, token.text))
    return has_letters and (is_full or _looks_like_name(token, words))


def _looks_like_name(token: Token, words: Vocabulary) -> bool:
    """Whether a word behind a rank or a weak introducer is likely to be a name."""
    keep = words.lists["keep"]
    if token.lower in keep["capitals"] or token.lower in keep["acronyms"]:
        return words.is_name(token.lower) and token.has_capital
    return token.has_capital or words.is_name(token.lower) or not words.is_ordinary(token.lower)


def _behind_phrase(tokens: Sequence[Token], index: int, words: Vocabulary) -> set[int]:
    """The words that "known as", "called" and their like make a name; "the named male" makes none."""
    if tokens[index].lower == "named" and index > 0 and tokens[index - 1].lower in {"the", "a", "any", "no"}:
        return set()
    for phrase, is_strong in _introducers().get(tokens[index].lower, ()):
        end = _end_of(tokens, index, phrase)
        if end and (found := _named(tokens, end, words, is_strong=is_strong or _is_of_person(tokens, index, words))):
            return found
    return set()


@cache
def _introducers() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """The introducing phrases by their first word, longest first, each with whether it is a strong one."""
    lists = vocabulary().lists["introducers"]
    found = [(_parts(phrase), key == "strong") for key in ("strong", "weak") for phrase in lists[key]]
    by_head = defaultdict[str, list[tuple[tuple[str, ...], bool]]](list)
    for phrase, is_strong in sorted(found, key=lambda entry: (-len(entry[0]), entry)):
        by_head[phrase[0]].append((phrase, is_strong))
    return dict(by_head)


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w']+", phrase))


def _end_of(tokens: Sequence[Token], index: int, phrase: tuple[str, ...]) -> int:
    """The index behind a phrase that begins at a token, or 0."""
    place = index
    for number, word in enumerate(phrase):
        if number and place < len(tokens) and tokens[place].text in {".", "/", "-"}:
            place += 1
        if place >= len(tokens) or tokens[place].lower != word:
            return 0
        place += 1
    return place


def _is_of_person(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    return (
        tokens[index].lower == "called"
        and index > 0
        and tokens[index - 1].lower in words.lists["introducers"]["persons"]
    )


def _named(tokens: Sequence[Token], place: int, words: Vocabulary, *, is_strong: bool) -> set[int]:
    """The words from a place on that make up a name: the first, and those that go with it."""
    while place < len(tokens) and (tokens[place].text in _OPENERS or (is_strong and tokens[place].lower in _SKIPPED)):
        place += 1
    names: set[int] = set()
    while place < len(tokens) and len(names) < _MOST:
        token = tokens[place]
        if token.text == "-" and names:
            place += 1
            continue
        ends = words.lists["no_names"]["words"] | (words.lists["introducers"]["persons"] if not names else frozenset())
        is_capital_name = token.has_capital and words.is_name(token.lower)
        if not token.is_word or (token.lower in ends and not is_capital_name):
            break
        leads_on = bool(names) and tokens[max(names)].lower in _LEADS_ON
        goes_on = not names or leads_on or (token.has_capital and not token.text.isupper())
        if not (_looks_like_name(token, words) or (is_strong and goes_on)):
            break
        names.add(place)
        place += 1
    return names
