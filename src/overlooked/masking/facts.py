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
    ordinary word; `LISTED` is ordinary as it stands, not by its stem. Rare flags come last: a number of up to thirty
    bits is quicker to ask.
    """

    ORDINARY = 1 << 0
    LISTED = 1 << 1
    NAME = 1 << 2
    FREE = 1 << 3
    BOTH = 1 << 4
    LETTERS = 1 << 5
    DIGITS = 1 << 6
    STOP = 1 << 7
    VERB = 1 << 8
    KEPT = 1 << 9
    ACRONYM = 1 << 10
    TITLE = 1 << 11
    KIN = 1 << 12
    RANK = 1 << 13
    PERSON = 1 << 14
    RELATION = 1 << 15
    FAMILY = 1 << 16
    BEFORE_NAME = 1 << 17
    INTRODUCES = 1 << 18
    NAMES = 1 << 19
    LABEL = 1 << 20
    STREET = 1 << 21
    BUSINESS = 1 << 22
    PLACE = 1 << 23
    DOOR = 1 << 24
    HOUSE = 1 << 25
    ROAD = 1 << 26
    BEFORE_HOUSE = 1 << 27
    HOMELY = 1 << 28
    PLACE_LIKE = 1 << 29
    SURE_STREET = 1 << 30
    FAINT_ROAD = 1 << 31
    HOUSE_TAIL = 1 << 32
    WEAK_DOOR = 1 << 33
    FLOOR = 1 << 34
    FLOOR_ALONE = 1 << 35
    NUMBERED = 1 << 36
    MONTH = 1 << 37
    PARTICLE = 1 << 38
    LEADS_ON = 1 << 39
    SPELLED = 1 << 40
    BOAT = 1 << 41
    LEADING = 1 << 42


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
        Fact.SURE_STREET: address["sure"] | address["sure_in_capitals"] | lists["houses"]["sure"],
        Fact.BUSINESS: lists["business"]["tails"],
        Fact.LABEL: frozenset().union(*lists["labels"].values()),
        Fact.INTRODUCES: frozenset(
            phrase.replace("/", " ").replace(".", " ").split()[0]
            for key, phrases in (*introducers.items(), *lists["people"].items())
            if key in {"strong", "weak", "introducers", "sure_introducers"}
            for phrase in phrases
        ),
        Fact.MONTH: lists["months"]["names"],
        Fact.FAMILY: lists["people"]["families"],
        Fact.LISTED: vocabulary().ordinary,
        Fact.PARTICLE: lists["people"]["particles"],
        Fact.RELATION: lists["people"]["relations"],
        Fact.BEFORE_NAME: lists["people"]["before"] | lists["people"]["relations"],
        Fact.LEADS_ON: lists["people"]["leads_on"],
        Fact.NAMES: lists["people"]["labels"],
    } | _flagged_of_houses()


def _flagged_of_houses() -> dict[int, frozenset[str]]:
    lists = vocabulary().lists
    return {
        Fact.DOOR: lists["houses"]["units"],
        Fact.WEAK_DOOR: lists["houses"]["weak_units"],
        Fact.HOUSE: lists["houses"]["names"],
        Fact.ROAD: lists["houses"]["roads"],
        Fact.BEFORE_HOUSE: lists["houses"]["before"],
        Fact.FAINT_ROAD: lists["houses"]["roads_in_capitals"],
        Fact.FLOOR: lists["houses"]["floors"],
        Fact.FLOOR_ALONE: lists["houses"]["floors_alone"],
        Fact.HOMELY: lists["houses"]["homely"],
        Fact.HOUSE_TAIL: lists["houses"]["tails"],
        Fact.NUMBERED: lists["houses"]["numbered"],
        Fact.SPELLED: lists["houses"]["spelled"],
        Fact.BOAT: lists["houses"]["boats"],
        Fact.LEADING: lists["houses"]["leading"],
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
