"""Vocabulary: which words are ordinary, which are names, which are both.

In come the data files, out comes a `Vocabulary` that answers for one word at a time. What it does not know it does not
take for ordinary: masking is strict rather than pretty.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

from overlooked.masking.pieces import KEEP
from overlooked.reading.foldings import foldings

_ENDINGS = (
    ("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ed", "y"), ("ies", "y"), ("ied", "y"),
    ("er", ""), ("r", ""), ("ers", ""), ("rs", ""), ("est", ""), ("ly", ""), ("ness", ""), ("'s", ""), ("'", ""),
    ("able", ""), ("able", "e"), ("ment", ""), ("less", ""), ("ful", ""),
)  # fmt: skip
_SHORT_VERBS = frozenset({"s", "ve", "ll", "d", "re", "m", "t"})
_BEGINNINGS = ("un", "re", "over", "under", "out", "mis", "non", "pre", "dis")
_STEM, _SLIP, _LONGEST_SLIP = 3, 6, 20
"""Letters that a stem needs, and a word that may be a slip of the pen, and has at most."""
ORIGIN_KINDS: Mapping[str, tuple[str, ...]] = {
    "nationality": ("nationality", "ethnicity", "demonym_multiword", "capitalised_only"),
    "language": ("language",),
    "religion": ("religion",),
}
"""The kinds that origins are masked as, with their lists in origins.toml."""


@dataclass(frozen=True)
class Vocabulary:
    """Words in lower case, by what they tell; phrases are tuples of words.

    `origins` tells the kind that an origin is masked as, `KEEP` for one that stays; `lists` holds masking.toml;
    `ordinary` and `names` overlap in `collisions`.
    """

    ordinary: frozenset[str]
    names: frozenset[str]
    collisions: frozenset[str]
    places: frozenset[tuple[str, ...]]
    origins: Mapping[tuple[str, ...], str]
    lists: Mapping[str, Mapping[str, frozenset[str]]]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word, one of its stems or all its parts are ordinary."""
        stem, mark, tail = word.rpartition("'")
        is_short_verb = mark and tail in _SHORT_VERBS and (stem in self.ordinary or len(stem) == 1)
        return bool(word in self.ordinary or is_short_verb or self._is_derived(word))

    def is_name(self, word: str) -> bool:
        """Whether a list holds the word as a name; a genitive counts."""
        return word in self.names or word.removesuffix("'s") in self.names

    def is_name_alone(self, word: str) -> bool:
        """Whether the word is a name and no ordinary word."""
        return self.is_name(word) and word.removesuffix("'s") not in self.ordinary

    def is_slip(self, word: str) -> bool:
        """Whether an unknown word is an ordinary long one with one slip in it, and no name with one."""
        if not _SLIP <= len(word) <= _LONGEST_SLIP or not word.isalpha():
            return False
        near = set(_one_slip_away(word))
        return not near.isdisjoint(self._long) and near.isdisjoint(self.names)

    @cached_property
    def kept_origins(self) -> frozenset[str]:
        """The words of origins and countries that stay."""
        return frozenset(
            phrase for key in ("stay", "countries") for phrase in self.lists["origins"][key] if " " not in phrase
        )

    @cached_property
    def titles(self) -> frozenset[str]:
        """Forms of address, ranks and words for kin, before a name."""
        return frozenset().union(*self.lists["titles"].values())

    @cached_property
    def _long(self) -> frozenset[str]:
        return frozenset(word for word in self.ordinary if len(word) >= _SLIP - 1)

    def _is_derived(self, word: str) -> bool:
        for ending, instead in _ENDINGS:
            stem = word.removesuffix(ending) + instead
            if word.endswith(ending) and len(stem) >= _STEM and self._is_stem(stem):
                return True
        return any(
            word.startswith(beginning) and len(word) - len(beginning) > _STEM and self._is_stem(word[len(beginning) :])
            for beginning in _BEGINNINGS
        )

    def _is_stem(self, stem: str) -> bool:
        """An ordinary word, or one with its last letter doubled ("stopp")."""
        undoubled = stem[:-1] if len(stem) > _STEM and stem[-1] == stem[-2] else stem
        return stem in self.ordinary or undoubled in self.ordinary


def _one_slip_away(word: str) -> Iterator[str]:
    """Words that differ by one letter or one swap, with the same first letter."""
    for index in range(1, len(word)):
        head, tail = word[:index], word[index:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
    yield from (word + letter for letter in ascii_lowercase)


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary from `data/`: ordinary, masking, names, collisions, origins, shorthand, neutral."""
    masking, names, collisions = _data("masking.toml"), _data("names.toml"), _data("collisions.toml")
    origins = _data("origins.toml")["origin"]
    stay = {_words(phrase) for key in ("stay", "countries") for phrase in masking["origins"][key]}
    kinds = {
        _words(member): kind for kind, groups in ORIGIN_KINDS.items() for group in groups for member in origins[group]
    }
    both = frozenset(collisions["names"])
    listed = frozenset((*names["first_names"], *names["surnames"]))
    ordinary = _ordinary(masking, kinds) | {phrase[0] for phrase in stay if len(phrase) == 1}
    return Vocabulary(
        ordinary=ordinary,
        names=listed | both,
        collisions=both | (listed & ordinary),
        places=frozenset(map(_words, (*origins["places"], *origins["countries"]))) - stay,
        origins=kinds | dict.fromkeys(stay, KEEP),
        lists={
            group: {key: frozenset(words) for key, words in entries.items() if isinstance(words, list)}
            for group, entries in masking.items()
        },
    )


def _ordinary(masking: Mapping[str, Any], origins: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    """Gathered words, those that neutral.toml and shorthand.toml know, and those that masking.toml lists."""
    keep, fold = masking["keep"], foldings()
    return frozenset(
        (
            *_data("ordinary.toml")["words"].split(),
            *masking["ordinary"]["more"].split(),
            *keep["capitals"],
            *(word for word in keep["acronyms"] if len(word) >= _STEM),
            *masking["no_names"]["words"],
            *(word for titles in masking["titles"].values() for word in titles),
            *masking["address"]["streets"],
            *masking["months"]["names"],
            *(word for word in fold.words if _words(word) not in origins),
            *fold.shorthand,
        )
    )


def _words(member: str) -> tuple[str, ...]:
    return tuple(member.replace("-", " ").replace("/", " ").split())


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("overlooked") / "data" / name).read_text(encoding="utf-8"))
