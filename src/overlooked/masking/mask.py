"""Masking: a narrative without the names, places and references in it, for a class to read.

In comes the text of a real record, out comes a text in which words in brackets stand for what may tell who is meant.

What it cannot promise: **a masked story can still identify somebody.** Names that are ordinary words, a name typed as
one, a rare trade in a small town, an injury that stood in the newspaper: none of this is seen by lists and patterns. A
trainer must read every masked narrative before a class does; docs/teaching-real.md says what for.
"""

import re
from collections.abc import Iterable, Iterator

from overlooked.masking.ages import adult_ages
from overlooked.masking.masked import Masked, in_original, render
from overlooked.masking.names import names
from overlooked.masking.pieces import KEEP, Claims, Piece
from overlooked.masking.places import places
from overlooked.masking.shapes import shapes
from overlooked.masking.tokens import Token, tokens
from overlooked.masking.vocabulary import Vocabulary, vocabulary

_SHORTEST_KNOWN, _SHORTEST_PART = 2, 3


def mask(narrative: str, known: Iterable[str] = ()) -> Masked:
    """A narrative with placeholders for names, places, references and all that may tell who is meant.

    `known` are strings of the record's own fields that must go wherever they stand: its id, area, force, names. One
    name bears one number throughout a narrative. Masking again changes nothing. Money, lengths of time and the ages of
    children stay, as they carry the sign; an adult's age is told by its ten years.

    >>> mask("Mr Brown paid Linh, 34, £20 for 12 hours at Pearl Nails.").text
    'Mr [name 1] paid [name 2], [age 30s], £20 for 12 hours at [place 1].'
    """
    known, words = tuple(known), vocabulary()
    pieces: list[Piece] = []
    while True:
        masked = render(narrative, pieces)
        found = _found(masked.text, known, _names_so_far(narrative, pieces, words), words)
        if not found:
            return masked
        pieces = sorted([*pieces, *in_original(found, masked)])


def _names_so_far(narrative: str, pieces: list[Piece], words: Vocabulary) -> frozenset[str]:
    """The words of names that were found, as they stand; where they stand again they are the name again."""
    found = {
        part
        for start, end, kind in pieces
        if kind == "name"
        for part in (narrative[start:end], *narrative[start:end].split())
        if part[0].isupper() or part == narrative[start:end]
    }
    other = words.lists["no_names"]["words"] | words.lists["keep"]["capitals"] | words.titles
    return frozenset(part for part in found if len(part) > 1 and part.lower() not in other)


def _found(text: str, known: tuple[str, ...], again: frozenset[str], words: Vocabulary) -> list[Piece]:
    """What is still to mask in a text, in order and without overlap; what is certain comes first."""
    claims = Claims(text)
    claims.take(_known(text, known, words))
    claims.take(adult_ages(text))
    claims.take(shapes(text))
    read = tokens(text)
    claims.take(_repeated(read, again))
    claims.take(places(claims.opened(read), words))
    claims.take(names(claims.opened(read), words))
    return sorted(piece for piece in claims.pieces if piece.kind != KEEP)


def _repeated(read: Iterable[Token], again: frozenset[str]) -> Iterator[Piece]:
    """The words of a text that are names elsewhere in it."""
    for token in read:
        bare = token.text.removesuffix("'s").removesuffix("’s")
        if token.is_word and bare in again:
            yield Piece(token.start, token.start + len(bare), "name")


def _known(text: str, known: tuple[str, ...], words: Vocabulary) -> Iterator[Piece]:
    """Where strings of the record's own fields stand, longest first, and their parts that are no ordinary words."""
    wholes = {" ".join(string.split()) for string in known}
    parts = {part for whole in wholes for part in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", whole)}
    own = {part for part in parts if len(part) >= _SHORTEST_PART and not words.is_ordinary(part.lower())}
    for string in sorted(wholes | own, key=lambda string: (-len(string), string)):
        if len(string) < _SHORTEST_KNOWN:
            continue
        pattern = r"\s+".join(map(re.escape, string.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            yield Piece(match.start(), match.end(), _kind_of_known(string, words))


def _kind_of_known(string: str, words: Vocabulary) -> str:
    if any(map(str.isdigit, string)):
        return "reference"
    last = string.lower().split()[-1]
    is_place = last.endswith(tuple(words.lists["places"]["endings"])) or (*string.lower().split(),) in words.places
    return "place" if is_place or last in words.lists["business"]["tails"] else "name"
