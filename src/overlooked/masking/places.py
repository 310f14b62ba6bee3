"""Places: addresses, businesses, towns and countries, and words of origin that few people are meant by.

In come the tokens of a text, out come the pieces of it that tell where somebody lives, works or comes from.
"""

import re
from collections.abc import Iterator, Sequence

from overlooked.masking.pieces import KEEP, Piece
from overlooked.masking.tokens import Token
from overlooked.masking.vocabulary import Vocabulary

_HOUSE_NUMBER = re.compile(r"\d{1,4}(?!s)[a-z]?", re.IGNORECASE)
_MOST_WORDS, _LONGEST_PHRASE = 4, 5
_JOINS = frozenset({"&", "-", "'", "’", "."})


def places(tokens: Sequence[Token], words: Vocabulary) -> Iterator[Piece]:
    """Addresses, then businesses, then places and origins by list, the longest first; the first of two is meant."""
    indices = [index for index, token in enumerate(tokens) if token.is_word]
    for finder in (_address, _business, _listed):
        found = (piece for index in indices for piece in finder(tokens, index, words))
        yield from sorted(found, key=lambda piece: (piece.start - piece.end, piece))


def _address(tokens: Sequence[Token], index: int, words: Vocabulary) -> Iterator[Piece]:
    """The address that ends at a street word, or that a unit and its number make."""
    token, lists = tokens[index], words.lists["address"]
    if index + 1 < len(tokens) and _is_number(tokens[index + 1]) and _is_unit(tokens, index, words):
        yield Piece(token.start, tokens[index + 1].end, "address")
    if token.lower not in lists["streets"]:
        return
    is_title = token.lower in {"dr", "st"} and index + 1 < len(tokens) and tokens[index + 1].has_capital
    first = _capitals_before(tokens, index, words) if token.has_capital and not is_title else index
    if first == index and token.is_shouted and token.lower in lists["sure"]:
        first = _words_after_place(tokens, index, words)
    if first == index and token.lower in lists["sure"] | (
        lists["sure_in_capitals"] if token.is_shouted else frozenset()
    ):
        first = _words_after_number(tokens, index, words)
    may_be_office = token.lower in lists["offices"]
    if first == index or (may_be_office and _is_office(tokens[first : index + 1], words)):
        return
    yield Piece(tokens[_with_number(tokens, first, words)].start, token.end, "address")


def _is_unit(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """Whether a word before a number is a flat or its like: "flat 3", "at Number 8", "room 12 of"."""
    token = tokens[index]
    if token.lower in words.lists["address"]["units"]:
        return True
    if token.lower in {"number", "no"}:
        return token.has_capital and not token.is_first
    return token.lower == "room" and index + 2 < len(tokens) and tokens[index + 2].lower in {"of", "at"}


def _capitals_before(tokens: Sequence[Token], index: int, words: Vocabulary) -> int:
    """The first of the capitalised words that lead up to a token, or the token's own index."""
    first = index
    while first > 0 and index - first < 2 * _MOST_WORDS:
        before = tokens[first - 1]
        joins = before.text in _JOINS and first > 1 and tokens[first - 2].is_word and tokens[first - 2].has_capital
        if before.is_word and before.has_capital and not _is_only_first(tokens, first, index, words):
            first -= 1
        elif joins and (before.text != "." or tokens[first - 2].lower == "st"):
            first -= 2
        else:
            break
    return first


def _is_only_first(tokens: Sequence[Token], first: int, index: int, words: Vocabulary) -> bool:
    """Whether the word before `first` has its capital because a sentence begins with it, or leads no name."""
    before = tokens[first - 1]
    if before.lower in words.lists["no_names"]["words"] or before.lower in words.lists["titles"]["ranks"]:
        return True
    return before.is_first and first < index and words.is_ordinary(before.lower)


def _words_after_number(tokens: Sequence[Token], index: int, words: Vocabulary) -> int:
    """In lower case or in capitals throughout: the first word behind a house number, at most three before."""
    for first in range(index - 1, max(index - 4, 0), -1):
        word = tokens[first]
        is_plural = word.lower.endswith("s") and words.is_ordinary(word.lower)
        if (
            not word.is_word
            or is_plural
            or word.lower in words.lists["no_names"]["words"] | words.lists["address"]["no_streets"]
        ):
            break
        if _HOUSE_NUMBER.fullmatch(tokens[first - 1].text):
            return first
    return index


def _words_after_place(tokens: Sequence[Token], index: int, words: Vocabulary) -> int:
    """In capitals throughout: the first word behind AT, ON or OF, at most three before, if it is no common one."""
    for first in range(index - 1, max(index - 4, 0), -1):
        word, before = tokens[first], tokens[first - 1].lower
        if not word.is_word or word.lower in words.lists["no_names"]["words"]:
            break
        if before in words.lists["places"]["before"] | {"from", "of", "on", "to"}:
            is_common = word.lower in words.lists["business"]["common"] | words.lists["keep"]["capitals"]
            return index if is_common else first
    return index


def _is_office(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether all words are those of an agency or a court: "Crown Court" tells no address."""
    keep = words.lists["keep"]
    return all(not t.is_word or t.lower in keep["capitals"] or t.lower in keep["acronyms"] for t in tokens[:-1])


def _with_number(tokens: Sequence[Token], first: int, words: Vocabulary) -> int:
    """Where the address begins when its house number and its flat are with it."""
    if first > 0 and _is_number(tokens[first - 1]):
        first -= 1
    behind_mark = first - 1 if first > 0 and tokens[first - 1].text == "," else first
    has_unit = behind_mark > 1 and _is_number(tokens[behind_mark - 1])
    if has_unit and tokens[behind_mark - 2].lower in words.lists["address"]["units"] | {"room"}:
        return behind_mark - 2
    return first


def _is_number(token: Token) -> bool:
    is_letter = len(token.text) == 1 and token.text.isalpha() and token.text.isupper()
    return token.is_word and (is_letter or _HOUSE_NUMBER.fullmatch(token.text) is not None)


def _business(tokens: Sequence[Token], index: int, words: Vocabulary) -> Iterator[Piece]:
    """The name that ends in a word for a business, a school or a church."""
    token, lists = tokens[index], words.lists["business"]
    if token.has_capital and token.lower in lists["tails"]:
        first = _capitals_before(tokens, index, words)
        if first < index and not _is_office(tokens[first : index + 1], words):
            yield Piece(tokens[first].start, token.end, "place")
    elif token.is_shouted and token.lower in lists["sure"]:
        first = _words_after_place(tokens, index, words)
        if first < index:
            yield Piece(tokens[first].start, token.end, "place")


def _listed(tokens: Sequence[Token], index: int, words: Vocabulary) -> Iterator[Piece]:
    """The longest place or rare origin of the lists that begins at a token."""
    for length in range(min(_LONGEST_PHRASE, len(tokens) - index), 0, -1):
        run = [token for token in tokens[index : index + 2 * length - 1] if token.text != "-"][:length]
        if len(run) < length or not all(token.is_word for token in run):
            continue
        phrase = (*(token.lower for token in run[:-1]), run[-1].lower.removesuffix("'s"))
        kind = "place" if phrase in words.places else words.origins.get(phrase)
        if kind == KEEP and length == 1:
            return
        if kind is not None and _is_meant(run, words) and not (length == 1 and _is_other(tokens, index, words)):
            yield Piece(run[0].start, run[0].start + _length(run), kind)
            return


def _is_other(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """Whether a place is a month ("March"), or a name too ("Barry") and stands where no place would."""
    if tokens[index].lower in words.lists["keep"]["capitals"]:
        return True
    before = tokens[index - 1].lower if index else ""
    return words.is_name(tokens[index].lower) and before not in words.lists["places"]["before"] | {"from", "to", ","}


def _length(run: Sequence[Token]) -> int:
    has_genitive = run[-1].lower.endswith("'s")
    return run[-1].end - run[0].start - 2 * has_genitive


def _is_meant(run: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a place is meant: it is no ordinary word, or a capital stands where a capital says something."""
    if all(words.is_ordinary(token.lower) for token in run):
        starts = run[0].has_capital and (len(run) > 1 or not run[0].is_first)
        return starts and run[-1].has_capital
    return True
