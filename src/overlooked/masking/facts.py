"""Facts: what is known of one word, as flags, asked of the vocabulary once and kept.

In comes a word in lower case, out come its flags. The store is bounded, for an export holds any number of words.
"""

from collections.abc import Mapping
from functools import cache

from overlooked.masking.vocabulary import Vocabulary, vocabulary

_MOST_KEPT = 100_000
"""Words whose facts are kept at once: some tens of megabytes."""


class Fact:
    """What a word is, as bits: plain numbers, for an enumeration would take most of a finder's time.

    `FREE` is a word that no list knows and that is no slip of the pen; `STOP` ends a name; `BOTH` is a name and an
    ordinary word.
    """

    ORDINARY = 1
    NAME = 2
    FREE = 4
    KEPT = 8
    ACRONYM = 16
    TITLE = 32
    KIN = 64
    RANK = 128
    STOP = 256
    PERSON = 512
    VERB = 1024
    STREET = 2048
    UNIT = 4096
    BUSINESS = 8192
    PLACE = 16384
    LABEL = 32768
    INTRODUCES = 65536
    BEFORE_PLACE = 131072
    SURE_STREET = 262144
    DIGITS = 524288
    PLACE_LIKE = 1048576
    MONTH = 2097152
    LETTERS = 4194304
    BOTH = 8388608


class Facts(dict[str, int]):
    """Words and their flags; a word that is asked for first is looked up then."""

    def __missing__(self, word: str) -> int:
        """The flags of a word that is not kept yet."""
        if len(self) >= _MOST_KEPT:
            self.clear()
        told = self[word] = _told(word, vocabulary())
        return told


@cache
def facts() -> Facts:
    """The one store of a process."""
    return Facts()


@cache
def _flagged() -> Mapping[int, frozenset[str]]:
    """The words of masking.toml that a flag stands for."""
    lists = vocabulary().lists
    address, introducers = lists["address"], lists["introducers"]
    return {
        Fact.KEPT: lists["keep"]["capitals"] | vocabulary().kept_origins | _of_origins(),
        Fact.ACRONYM: lists["keep"]["acronyms"],
        Fact.TITLE: lists["titles"]["full"],
        Fact.KIN: lists["titles"]["kin"],
        Fact.RANK: lists["titles"]["ranks"],
        Fact.STOP: lists["no_names"]["words"],
        Fact.PERSON: introducers["persons"],
        Fact.VERB: lists["no_names"]["after"],
        Fact.STREET: address["streets"],
        Fact.SURE_STREET: address["sure"] | address["sure_in_capitals"],
        Fact.UNIT: address["units"],
        Fact.BUSINESS: lists["business"]["tails"],
        Fact.LABEL: frozenset().union(*lists["labels"].values()),
        Fact.INTRODUCES: frozenset(
            phrase.replace("/", " ").replace(".", " ").split()[0]
            for key in ("strong", "weak")
            for phrase in introducers[key]
        ),
        Fact.BEFORE_PLACE: lists["places"]["before"],
        Fact.MONTH: lists["months"]["names"],
    }


def _of_origins() -> frozenset[str]:
    """The words of origins that are no names."""
    words = vocabulary()
    return frozenset(word for phrase in words.origins for word in phrase if not words.is_name(word))


def _told(word: str, words: Vocabulary) -> int:
    told = 0
    for fact, listed in _flagged().items():
        if word in listed:
            told |= fact
    if any(map(str.isdigit, word)):
        return told | Fact.DIGITS
    told |= Fact.LETTERS
    bare = word.removesuffix("'s")
    if words.is_ordinary(word) or words.is_ordinary(bare) or (bare,) in words.origins:
        told |= Fact.ORDINARY
    if words.is_name(bare):
        told |= Fact.NAME
    if told & Fact.NAME and told & Fact.ORDINARY:
        told |= Fact.BOTH
    if (bare,) in words.places:
        told |= Fact.PLACE
    if any(bare.endswith(end) and len(bare) > len(end) + 2 for end in words.lists["places"]["endings"]):
        told |= Fact.PLACE_LIKE
    if not told & (Fact.ORDINARY | Fact.NAME | Fact.PLACE | Fact.ACRONYM) and not words.is_slip(bare):
        told |= Fact.FREE
    return told
