"""Names: which words of a text are names, or are not known to be ordinary.

In come the tokens of a text, out come the pieces to mask. A capital inside a sentence makes a name of every word that
is not listed as one that records write so; in lower case and in capitals throughout lists and neighbours decide.
"""

import re
from collections.abc import Iterator, Sequence

from overlooked.masking.introduced import introduced
from overlooked.masking.pieces import Piece
from overlooked.masking.tokens import Token
from overlooked.masking.vocabulary import Vocabulary

_WITH_DIGITS = re.compile(
    r"\d+(?:st|nd|rd|th|s|am|pm|hrs?|yo|yrs?|y|m|f|k|g|kg|mg|ml|l|x|p|mm|cm|km|pcs|ish|h|d|w|wks?|mins?|kw|v|ft|in|oz)"
    r"|x\d+|ic\d|s\d{1,3}[a-z]?|(?:ip|vic|susp|sus|wit|ap|male|female|v|w|o|d|q|y|yr|no|op|p)\d{1,2}|[mf]\d{2}|\d+",
    re.IGNORECASE,
)
_ROAD = re.compile(r"[ABM]\d{1,4}")
_PARTICLES = frozenset(
    {"al", "el", "van", "de", "der", "den", "von", "bin", "ibn", "da", "di", "dos", "du", "le", "la", "o"}
)
_LONGEST_ACRONYM, _WIDEST_GAP = 5, 6
_LETTERS = frozenset("bcdeghjklopqtvwyz")
"""Letters that stand for a name behind one, in lower case too; the others are words of their own in notes."""
_PERSONAL = frozenset({"by", "to", "from", "as", "with", "and", "via", "for"})


def names(tokens: Sequence[Token], words: Vocabulary) -> Iterator[Piece]:
    """The names, unknown words and mixed numbers of a text, neighbouring names in one piece."""
    forced, numbers = introduced(tokens, words)
    kinds = [""] * len(tokens)
    for index, token in enumerate(tokens):
        if index in numbers:
            kinds[index] = "reference"
        elif index in forced:
            kinds[index] = "name"
        elif token.is_word:
            kinds[index] = _kind(tokens, index, words)
    _nicknames(tokens, kinds, words)
    _initials(tokens, kinds)
    yield from _joined(tokens, kinds)


def _kind(tokens: Sequence[Token], index: int, words: Vocabulary) -> str:
    """What kind of name a word is, by itself and its neighbours; "" for an ordinary one."""
    token = tokens[index]
    word = token.lower.removesuffix("'s")
    keep = words.lists["keep"]
    if len(word) == 1 or (token.text.isupper() and (word in keep["acronyms"] or word in keep["capitals"])):
        return ""
    if any(map(str.isdigit, word)):
        return _kind_with_digits(token, tokens[index - 1].lower if index else "", words)
    if words.is_name_alone(word) or (word in keep["acronyms"] and words.is_name(word)):
        return "name"
    if words.is_ordinary(token.lower):
        return _kind_of_ordinary(tokens, index, words)
    return _kind_of_unknown(tokens, index, words)


def _kind_of_ordinary(tokens: Sequence[Token], index: int, words: Vocabulary) -> str:
    """An ordinary word is a name where its capital says so."""
    token = tokens[index]
    word = token.lower.removesuffix("'s")
    if not token.has_capital:
        return ""
    if token.is_first:
        return "name" if words.is_name(word) and _fits_name(tokens, index, words) else ""
    is_loud = token.text.isupper() and not words.is_name(word)
    if is_loud or _is_kept(token, word, words) or _is_month(tokens, index, words):
        return ""
    return _name_or_place(tokens, index, words)


def _is_kept(token: Token, word: str, words: Vocabulary) -> bool:
    """Whether records write the word with a capital and mean nobody."""
    listed = words.lists["keep"]["capitals"] | words.kept_origins | words.titles
    in_capitals = token.text.isupper() and len(token.text) <= _LONGEST_ACRONYM and word not in words.collisions
    return word in listed or word.partition("'")[0] in {"i", "id", "it", "he", "she"} or in_capitals


def _is_month(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """Whether a word that is a month and a name ("May") stands where a month does."""
    months = words.lists["months"]
    return tokens[index].lower in months["names"] and index > 0 and tokens[index - 1].lower in months["before"]


def _kind_with_digits(token: Token, before: str, words: Vocabulary) -> str:
    may_be_age = re.fullmatch(r"M[1-9]\d", token.text) and before not in {"the", "on", "off", "of", "onto"}
    if _ROAD.fullmatch(token.text) and not may_be_age:
        return "place"
    if _WITH_DIGITS.fullmatch(token.lower) or words.is_ordinary(token.lower):
        return ""
    return "reference"


def _kind_of_unknown(tokens: Sequence[Token], index: int, words: Vocabulary) -> str:
    """A word that no list knows: a slip of the pen stays, anything else goes."""
    token = tokens[index]
    if (token.is_first or not token.has_capital) and words.is_slip(token.lower):
        return ""
    if all(words.is_ordinary(part) for part in re.split(r"['’]", token.lower) if len(part) > 1):
        return ""
    return _name_or_place(tokens, index, words) if token.has_capital else "word"


def _name_or_place(tokens: Sequence[Token], index: int, words: Vocabulary) -> str:
    word, before = tokens[index].lower.removesuffix("'s"), tokens[index - 1].lower if index else ""
    earlier = tokens[index - 2].lower if index > 1 else ""
    places = words.lists["places"]
    ends_like_place = not words.is_name(word) and any(
        word.endswith(e) and len(word) > len(e) + 2 for e in places["endings"]
    )
    in_row = before == "," and earlier.startswith(("[place", "[address"))
    behind = (
        in_row
        or before in places["before"]
        or (before == "the" and earlier in places["before"] | {"to", "from", "of", "off", "on"})
    )
    return "place" if (behind and not words.is_name_alone(word)) or ends_like_place else "name"


def _fits_name(tokens: Sequence[Token], index: int, words: Vocabulary) -> bool:
    """Whether what follows a word at the head of a sentence lets it be a name; when in doubt it does."""
    token = tokens[index]
    if index + 1 == len(tokens) or token.lower.endswith("'s"):
        return True
    follows = tokens[index + 1]
    if not follows.is_word:
        return follows.text not in {"-", "/", "&"}
    past = follows.lower.endswith("ed") and follows.lower not in {"need", "red", "bed"}
    return (
        past
        or follows.lower in words.lists["no_names"]["after"]
        or (follows.has_capital and not follows.text.isupper())
    )


def _nicknames(tokens: Sequence[Token], kinds: list[str], words: Vocabulary) -> None:
    """Make a name of a word or two with a capital that stand in quotation marks alone."""
    marks = frozenset("\"'‘“”’")
    for index, token in enumerate(tokens):
        if token.text not in marks or index + 2 >= len(tokens) or not tokens[index + 1].has_capital:
            continue
        end = next((i for i in (index + 2, index + 3) if i < len(tokens) and tokens[i].text in marks), 0)
        inside = range(index + 1, end)
        before = tokens[index - 1] if index else token
        is_personal = (
            index == 0
            or before.text in {",", ".", "\n"}
            or before.lower in _PERSONAL | words.lists["introducers"]["persons"]
            or kinds[index - 1]
        )
        if is_personal and all(tokens[i].is_word and not _is_kept(tokens[i], tokens[i].lower, words) for i in inside):
            for i in inside:
                kinds[i] = "name"


def _initials(tokens: Sequence[Token], kinds: list[str]) -> None:
    """Join a single capital to the name beside it: "J. Smith", "Barry K"."""
    for index, token in enumerate(tokens):
        follows_unknown = index > 0 and kinds[index - 1] in {"name", "word"} and token.text in _LETTERS
        if len(token.text) > 1 or token.text == "I" or not (token.text.isupper() or follows_unknown):
            continue
        before = index > 0 and kinds[index - 1] in {"name", "word"} and not tokens[index - 1].lower.endswith("'s")
        between = tokens[index + 1 : index + 2]
        after = index + 2 if between and between[0].text in {".", "-", "'", "’"} else index + 1
        if before or (after < len(tokens) and kinds[after] == "name"):
            kinds[index] = "name"


def _joined(tokens: Sequence[Token], kinds: Sequence[str]) -> Iterator[Piece]:
    """Pieces of neighbouring names; a word that is not known joins the name beside it."""
    index = 0
    while index < len(tokens):
        last = index
        while kinds[index] and (follows := _next_of_name(tokens, kinds, last)) > last:
            last = follows
        if kinds[index]:
            kind = "name" if "name" in kinds[index : last + 1] else kinds[index]
            genitive = 2 * tokens[last].lower.endswith("'s")
            yield Piece(tokens[index].start, tokens[last].end - genitive, kind)
        index = last + 1


def _next_of_name(tokens: Sequence[Token], kinds: Sequence[str], last: int) -> int:
    """The index of the token that goes on with the name that ends at `last`, or `last`."""
    if kinds[last] == "reference" or tokens[last].lower.endswith("'s"):
        return last
    for follows in range(last + 1, min(last + 4, len(tokens))):
        between = tokens[last + 1 : follows]
        if kinds[follows] and kinds[follows] != "reference":
            is_near = tokens[follows].start - tokens[last].end <= _WIDEST_GAP
            glued = all(_is_glue(token, is_initial=len(tokens[last].text) == 1) for token in between)
            fits = kinds[last] == kinds[follows] or "name" in {kinds[last], kinds[follows]}
            return follows if is_near and glued and fits else last
    return last


def _is_glue(token: Token, *, is_initial: bool) -> bool:
    """Whether a token may stand inside a name; a full stop only behind an initial."""
    if token.text == ".":
        return is_initial
    return token.text in {"-", "'", "’"} or (token.is_word and token.lower in _PARTICLES)
