"""Swapping: a narrative told of somebody else, in the same words otherwise.

In come a narrative and a kind of swap, out come `Swap`s: which letters give way to which. Words are swapped for words
of the same grammatical kind: a noun for a noun, a language for a language, "her" for "his" or "him" by what follows.
The choice is a hash of seed, word and narrative: a name stays one name throughout, and nothing is left to chance. The
words are data (`data/swaps.toml`, `names.toml`, `origins.toml`).
"""

import hashlib
import re
import tomllib
from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from overlooked.reading.neutral import is_shouted

ALL = "all"
KINDS = ("gender", "nationality", "ethnicity", "religion", "language", "name", "place", ALL)
"""The kinds of swap; `all` makes all the others at once, where two want the same word the earlier."""

Phrase = tuple[str, ...]
Roles = frozenset[tuple[str, str]]
"""The lists that a word stands in, each as kind and role."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_HEAD = re.compile(r"(?:^|\d\d[:.]?\d\d(?:hrs)?[\])]?|[.!?:;\n\"“”‘(\[>*•–—-]['’\"“]?)\s*$")
"""What a capital tells nothing behind; a list of a narrative's last letters before a word."""
_LOOK_BACK = 8
_SEX = re.compile(r"(?:\d\d)?[MF](?:\d\d)?")
_NO_SEX = re.compile(r"[.&'’]|/\w|\s&\s[A-Z]\w")
_ARTICLE = re.compile(r"\b(a)n? $", re.IGNORECASE)
_SOUNDS_AS_CONSONANT = re.compile(r"eu|uk|us|uga|uni|one")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]|(?<=[\s-])(?!(?:and|in|le|of|on|under|upon)\b)[^\W\d_]")
_OF_THEIR_OWN = frozenset({"name", "place"})
"""Kinds whose words take the place of one another whatever else they mean; the others must fit in all they mean."""
_UNLISTED: Roles = frozenset({("name", "unlisted")})
_ANY_NAME: Roles = frozenset({("name", "forename")})


@dataclass(frozen=True, slots=True)
class Swap:
    """Letters `start` up to `end` of a narrative are `old` and give way to `new`."""

    start: int
    end: int
    old: str
    new: str


def swapped(narrative: str, swaps: Iterable[Swap]) -> str:
    """The narrative with all swaps made, none over another; "a" and "an" before a swapped word are kept right."""
    told, at = [], 0
    for swap in sorted(swaps, key=lambda s: s.start):
        told += [_with_article(narrative[at : swap.start], swap), swap.new]
        at = swap.end
    return "".join([*told, narrative[at:]])


def _with_article(before: str, swap: Swap) -> str:
    """What stands before a word, its "a" or "an" as the new word wants it."""
    wants_an = [
        word[0] in "aeiou" and not _SOUNDS_AS_CONSONANT.match(word) for word in (swap.old.lower(), swap.new.lower())
    ]
    found = _ARTICLE.search(before)
    if found is None or wants_an[0] == wants_an[1]:
        return before
    n = "N" if swap.new.isupper() and len(swap.new) > 1 else "n"
    return f"{before[: found.start()]}{found[1]}{n * wants_an[1]} "


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a narrative without its 's; `is_head` where a capital tells nothing."""

    start: int
    end: int
    text: str
    lower: str
    is_head: bool


class Swapper:
    """Swaps words of narratives."""

    def __init__(self, everyday: Collection[str], seed: int = 20) -> None:
        """Take the words of every day, in lower case, and the seed.

        A capitalised word that stands in no list is a name where it is no word of every day.
        """
        self._everyday = everyday
        self._seed = seed
        self._words = load_words()
        self._rings: dict[Roles, list[tuple[int, Phrase]]] = {}

    def swaps(self, narrative: str) -> dict[str, list[Swap]]:
        """The swaps that a narrative gives room for, by kind, in order, none over another of its kind."""
        made = {kind: self._of_kind(narrative, kind) for kind in KINDS if kind != ALL}
        return {**made, ALL: _apart(swap for swaps in made.values() for swap in swaps)}

    def _of_kind(self, narrative: str, kind: str) -> list[Swap]:
        offered = self._of_gender(narrative) if kind == "gender" else self._of_lists(narrative, kind)
        return [swap for swap in offered if swap.old != swap.new]

    def _of_gender(self, narrative: str) -> Iterator[Swap]:
        tokens = _tokens(narrative)
        for token, after in zip(tokens, (*tokens[1:], None), strict=False):
            follows = after if after and narrative[token.end : after.start] in {" ", "-"} else None
            new = self._other_gender(narrative, token, follows)
            if new is not None:
                yield _swap(narrative, token.start, token.end, new)

    def _other_gender(self, narrative: str, token: _Token, follows: _Token | None) -> str | None:
        words = self._words
        if narrative[max(0, token.start - 2) : token.start].lower() == "s/":
            return None
        if token.lower in words.titles:
            is_title = token.text[0].isupper() and follows is not None and follows.text[0].isupper()
            return words.titles[token.lower] if is_title else None
        if _SEX.fullmatch(token.text) and not _NO_SEX.match(narrative, token.end):
            return token.text.translate(str.maketrans("MF", "FM"))
        owns = follows is not None and follows.lower not in words.not_nouns
        pronouns = {"him": "her", "hers": "his", "her": "his" if owns else "him", "his": "her" if owns else "hers"}
        return pronouns.get(token.lower) or words.gender.get(token.lower)

    def _of_lists(self, narrative: str, kind: str) -> Iterator[Swap]:
        tokens, shouted = _tokens(narrative), is_shouted(narrative)
        capitals = [] if shouted else [t for t in tokens if not (t.is_head or t.text.isupper())]
        named = {t.lower for t in capitals if self._is_name(t)} if kind == "name" else set()
        index = 0
        while index < len(tokens):
            length, roles = self._longest(narrative, tokens, index, kind)
            run = tokens[index : index + length]
            plain_head = run[0].is_head and run[0].lower in self._everyday
            if run[0].lower in named and not plain_head and self._is_name(run[0]):
                roles = roles or _UNLISTED
            elif roles and not self._is_meant(tokens, index, length, kind, shouted=shouted):
                roles = frozenset()
            if roles:
                yield _swap(narrative, run[0].start, run[-1].end, self._chosen(run, roles, narrative))
            index += length

    def _longest(self, narrative: str, tokens: Sequence[_Token], index: int, kind: str) -> tuple[int, Roles]:
        """The number of tokens in the longest phrase of a kind that begins here, and the lists it stands in; or 1."""
        longest = self._words.longest.get(tokens[index].lower, 0)
        for length in range(min(longest, len(tokens) - index), 0, -1):
            run = tokens[index : index + length]
            roles = self._words.roles.get(tuple(token.lower for token in run), frozenset())
            if kind in _OF_THEIR_OWN:
                roles = frozenset(role for role in roles if role[0] == kind)
            else:
                roles = frozenset(role for role in roles if role[0] not in _OF_THEIR_OWN)
            of_kind = any(own == kind for own, _ in roles)
            if of_kind and all(narrative[one.end : other.start] in {" ", "-"} for one, other in pairwise(run)):
                return length, roles
        return 1, frozenset()

    def _is_name(self, token: _Token) -> bool:
        """Whether a capitalised word may be a name: it is listed as one, or it is no word of every day."""
        words = self._words
        if not (token.text.isalpha() and token.text[0].isupper() and len(token.text) > 1):
            return False
        if token.lower in words.no_names or token.lower in words.gender or token.lower in words.titles:
            return False
        roles = words.roles.get((token.lower,), frozenset())
        listed = any(kind == "name" for kind, _ in roles)
        return listed or not (roles or token.lower in self._everyday or not token.text[1:].islower())

    def _is_meant(self, tokens: Sequence[_Token], index: int, length: int, kind: str, *, shouted: bool) -> bool:
        """Whether a listed word is what its list says, as far as its capital and what follows can tell."""
        words, here = self._words, tokens[index]
        if kind == "name":
            return self._is_name(here) and here.lower not in self._everyday
        if length == 1 and here.lower in words.before_person:
            follows = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            return follows in words.persons or any(own == "nationality" for own, _ in words.roles.get((follows,), ()))
        capital = here.text[0].isupper() and here.lower not in words.no_names
        if length > 1 or here.lower not in words.collisions:
            return capital or kind != "place"
        return capital and not shouted and not (kind == "place" and here.is_head)

    def _chosen(self, run: Sequence[_Token], roles: Roles, narrative: str) -> str:
        """Another phrase that stands in all the lists: the next one on a ring of hashes, so that lists can grow."""
        phrase = tuple(token.lower for token in run)
        if roles not in self._rings:
            wanted = _ANY_NAME if roles == _UNLISTED else roles
            fitting = [other for other, own in self._words.roles.items() if own >= wanted]
            self._rings[roles] = sorted((_hash(" ".join(other)), other) for other in fitting)
        ring = self._rings[roles]
        at = bisect(ring, (_hash(f"{self._seed} {phrase} {narrative}"), ()))
        others = (ring[(at + step) % len(ring)][1] for step in range(len(ring)))
        return " ".join(next((other for other in others if other != phrase), phrase))


def _apart(swaps: Iterable[Swap]) -> list[Swap]:
    """The swaps in order of place, without those that want letters of an earlier one."""
    kept: list[Swap] = []
    for swap in swaps:
        if not any(swap.start < other.end and other.start < swap.end for other in kept):
            kept.append(swap)
    return sorted(kept, key=lambda swap: swap.start)


@dataclass(frozen=True, slots=True)
class Words:
    """What may take the place of what; `longest` is the length of the longest phrase by first word."""

    gender: Mapping[str, str]
    titles: Mapping[str, str]
    roles: Mapping[Phrase, Roles]
    longest: Mapping[str, int]
    not_nouns: frozenset[str]
    persons: frozenset[str]
    before_person: frozenset[str]
    no_names: frozenset[str]
    collisions: frozenset[str]


@cache
def load_words() -> Words:
    """Read the words of all swaps from `data/`."""
    data, origins, collisions = _data("swaps.toml"), _data("origins.toml")["origin"], _data("collisions.toml")
    roles: dict[Phrase, set[tuple[str, str]]] = defaultdict(set)
    longest: dict[str, int] = defaultdict(int)
    for kind, role, words in _lists(data["lists"], origins):
        for word in words:
            phrase = tuple(word.split())
            roles[phrase].add((kind, role))
            longest[phrase[0]] = max(longest[phrase[0]], len(phrase))
    return Words(
        gender=data["gender"],
        titles=data["titles_before_a_name"],
        roles={phrase: frozenset(own) for phrase, own in roles.items()},
        longest=longest,
        not_nouns=frozenset(data["her"]["not_nouns"]),
        persons=frozenset(data["persons"]["words"]),
        before_person=frozenset(origins["ethnicity_before_person"]),
        no_names=frozenset(data["no_names"]["words"]) | _parts_only(roles),
        collisions=frozenset(word for group in ("names", "places", "origins") for word in collisions[group]),
    )


def _parts_only(roles: Collection[Phrase]) -> frozenset[str]:
    """Words of a phrase that stand in no list by themselves: "ivory" of "ivory coast"."""
    return frozenset(word for phrase in roles for word in phrase if len(phrase) > 1 and (word,) not in roles)


def _lists(own: Mapping[str, Any], origins: Mapping[str, Any]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """All lists, with kind and role: those of `swaps.toml`, then names, towns and countries."""
    for kind, roles in own.items():
        yield from ((kind, role, words) for role, words in roles.items() if role != "invented")
    names, invented = _data("names.toml"), own["name"]["invented"]
    with_the = own["place"]["country_with_the"]
    yield "name", "forename", [*names["first_names"], *invented]
    yield "name", "surname", [*names["surnames"], *invented]
    yield "place", "town", origins["places"]
    yield "place", "country", [c for c in origins["countries"] if c.removeprefix("the ") not in with_the]


@lru_cache(maxsize=16)
def _tokens(narrative: str) -> Sequence[_Token]:
    tokens = []
    for match in _WORD.finditer(narrative):
        start, text = match.start(), _POSSESSIVE.sub("", match.group())
        is_head = _HEAD.search(narrative[max(0, start - _LOOK_BACK) : start]) is not None
        tokens.append(_Token(start, start + len(text), text, text.lower().replace("’", "'"), is_head))
    return tokens


def _swap(narrative: str, start: int, end: int, new: str) -> Swap:
    old = narrative[start:end]
    return Swap(start, end, old, _in_case(old, new))


def _in_case(old: str, new: str) -> str:
    """A word in capitals, with a capital or without, as the old one."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return _FIRST_LETTERS.sub(lambda m: m.group().upper(), new) if old[0].isupper() else new


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("overlooked") / "data" / name).read_text(encoding="utf-8"))
