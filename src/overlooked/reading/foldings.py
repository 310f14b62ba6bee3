"""Foldings: what makes one form of many words, so that who the person is cannot be seen.

In come the data files (neutral, origins, shorthand, misspellings, collisions), out come look-up tables from
words and phrases to the neutral forms that stand for them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

UNKNOWN = "?"
ORIGIN = "<origin>"
MONEY, TIME, DATE, YEAR, NUMBER = "<money>", "<time>", "<date>", "<year>", "<number>"
CHILD_AGE, ADULT_AGE = "<child_age>", "<adult_age>"
SHAPES = frozenset({ORIGIN, MONEY, TIME, DATE, YEAR, NUMBER, CHILD_AGE, ADULT_AGE})
FILLERS = frozenset({UNKNOWN, ORIGIN, NUMBER})
"""Forms that take no room of their own: a run of them counts as one token in a gap."""

ORIGIN_GROUPS = ("nationality", "ethnicity", "language", "religion", "ethnicity_codes", "demonym_multiword")
PLACE = (UNKNOWN,)
"""What a place of several words is folded to, where it stands with capitals: like a place of one word, nothing."""

_NUMBER_WITH_TAIL = re.compile(r"(\d+)(yo|yrs?|y|m|f|st|nd|rd|th|hrs?|k|x)")
PRONOUN_TAILS = {"s": "is", "ve": "have", "ll": "will", "d": "would", "re": "are", "m": "am"}
TAIL_BEARERS = frozenset({"he", "it", "that", "there", "who", "what", "where", "i", "you", "we", "they", "here"})


Folding = tuple[tuple[str, ...], tuple[str, ...]]
"""A phrase as single folded words, and the forms that stand for it."""


@dataclass(slots=True)
class Word:
    """A folded word of a narrative; `name_like` where its capital makes a name of an everyday word."""

    form: str
    start: int
    end: int
    clause: int
    name_like: bool
    has_capital: bool


@dataclass(frozen=True, slots=True)
class Shorthand:
    """An abbreviation and what it stands for; with `before` or `after` only beside one of those forms."""

    long: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Foldings:
    """Everything that makes one form of many words; read from the package data."""

    words: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[Folding, ...]]
    shorthand: Mapping[str, tuple[Shorthand, ...]]
    origin_before_person: frozenset[str]
    persons: frozenset[str]
    roles: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    collisions: frozenset[str]
    capitalised_origins: frozenset[str]


@cache
def foldings() -> Foldings:
    """Read the foldings from `data/`: neutral, origins, shorthand, misspellings, collisions."""
    neutral, origins = _data("neutral.toml"), _data("origins.toml")
    words: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, list[Folding]] = {}

    def fold(member: str, forms: tuple[str, ...]) -> None:
        parts = _parts(member)
        if len(parts) == 1:
            words[parts[0]] = forms
        else:
            phrases.setdefault(parts[0], []).append((parts, forms))

    for word in (*neutral["articles"]["words"], *neutral["titles"]["words"]):
        words[word] = ()
    for short, long in neutral["negation_contractions"].items():
        words[short] = tuple(long.split())
    for canonical, members in neutral["merge"].items():
        for member in members:
            fold(member, (canonical,))
    for member in (word for group in ORIGIN_GROUPS for word in origins["origin"][group]):
        fold(member, (ORIGIN,))
    for place in _places_of_several_words(origins["origin"], words):
        fold(place, PLACE)
    for wrong, right in _data("misspellings.toml")["misspelling"].items():
        words.setdefault(wrong, tuple(form for part in right.split() for form in words.get(part, (part,))))
    return Foldings(
        words=words,
        phrases={head: _longest_first(entries) for head, entries in _by_folded_head(phrases, words)},
        shorthand=_shorthand(words) | _ethnic_codes(origins["codes_after"]),
        origin_before_person=frozenset(origins["origin"]["ethnicity_before_person"]),
        persons=frozenset(neutral["persons"]["words"]),
        roles=frozenset(neutral["roles"]["words"]),
        abbreviations=frozenset(neutral["abbreviations"]["words"]),
        titles=frozenset(neutral["titles"]["words"]) | frozenset(neutral["titles_before_a_name"]["words"]),
        collisions=_collisions(),
        capitalised_origins=frozenset(origins["origin"]["capitalised_only"]),
    )


def _places_of_several_words(origin: Mapping[str, list[str]], words: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """Places of which more than one word is left when articles are gone."""
    for place in (*origin["places"], *origin["countries"]):
        if sum(len(words.get(part, (part,))) for part in _parts(place)) > 1:
            yield place


_SLASHED = re.compile(r"[^\W\d_]{1,4}/[^\W\d_]{1,4}")
"""Short forms such as "he/she" are one word to the reader; longer ones are two."""


def _parts(member: str) -> tuple[str, ...]:
    """The words of a member as the reader meets them: hyphens and long slashes divide, a final 's is taken off."""
    divided = member.replace("-", " ")
    if not _SLASHED.fullmatch(member):
        divided = divided.replace("/", " ")
    return tuple(part.removesuffix("'s") for part in divided.split())


def _by_folded_head(
    phrases: Mapping[str, list[Folding]], words: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[str, list[Folding]]]:
    """File phrases under their first form as the reader meets it, after single words were folded."""
    heads: dict[str, list[Folding]] = {}
    for entries in phrases.values():
        for parts, forms in entries:
            folded = tuple(form for part in parts for form in words.get(part, (part,)))
            if folded:
                heads.setdefault(folded[0], []).append((folded, forms))
    return heads.items()


def _longest_first(entries: Iterable[Folding]) -> tuple[Folding, ...]:
    return tuple(sorted(set(entries), key=lambda entry: (-len(entry[0]), entry[0])))


def _shorthand(words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Shorthand, ...]]:
    entries: dict[str, list[Shorthand]] = {}
    for entry in _data("shorthand.toml")["shorthand"]:
        long = tuple(form for part in entry["long"].split() for form in words.get(part, (part,)))
        before, after = frozenset(entry.get("before", ())), frozenset(entry.get("after", ()))
        entries.setdefault(entry["short"], []).append(Shorthand(long, before, after))
    return {short: tuple(options) for short, options in entries.items()}


def _ethnic_codes(table: Mapping[str, list[str]]) -> dict[str, tuple[Shorthand, ...]]:
    """The 18+1 codes are an origin behind "ethnicity" and its like; elsewhere they are roads and exhibits."""
    entry = Shorthand((ORIGIN,), before=frozenset(table["after"]), after=frozenset())
    return dict.fromkeys(table["codes"], (entry,))


def _collisions() -> frozenset[str]:
    data = _data("collisions.toml")
    return frozenset(word for group in ("names", "places", "origins") for word in data[group])


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("overlooked") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=2**16)
def _fold_short_word(text: str) -> tuple[str, ...]:
    fold = foldings()
    word = text.lower().replace("’", "'").replace("ʼ", "'").replace("`", "'")
    if word in fold.words:
        return fold.words[word]
    if word.isdecimal():
        is_year = len(word) == len("2020") and word[:2] in {"19", "20"}
        return (YEAR,) if is_year else (word,)
    tail_of_number = _NUMBER_WITH_TAIL.fullmatch(word)
    if tail_of_number:
        return (tail_of_number[1], *fold.words.get(tail_of_number[2], (tail_of_number[2],)))
    stem, apostrophe, tail = word.rpartition("'")
    if apostrophe and tail in PRONOUN_TAILS:
        stem_forms = fold.words.get(stem, (stem,))
        bears_verb = tail != "s" or not TAIL_BEARERS.isdisjoint(stem_forms)
        return (*stem_forms, PRONOUN_TAILS[tail]) if bears_verb else stem_forms
    parts = [fold.words.get(part, (part,)) for part in word.split("/")]
    if (ORIGIN,) in parts:
        return tuple(form for part in parts for form in part)
    return (word,)


CACHED_LENGTH = 24


def fold_word(text: str) -> tuple[str, ...]:
    """Fold one word; only words of ordinary length are remembered, so that memory stays bounded."""
    if len(text) <= CACHED_LENGTH:
        return _fold_short_word(text)
    return (text.lower(),)
