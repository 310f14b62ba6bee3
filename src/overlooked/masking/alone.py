"""Alone: whether a word is a name by itself, its capital and the words right beside it.

In come the beads of a text and the place of a word, out comes whether it is a name. A capital inside a sentence makes
one of a word that is no ordinary one; where capitals say nothing, lists and neighbours decide.
"""

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.vocabulary import vocabulary

GIVEN = Fact.TITLE | Fact.KIN | Fact.RANK
SAYS_NOTHING = Fact.KEPT | Fact.ACRONYM | Fact.STOP | Fact.TITLE | Fact.RANK
"""What is written with a capital, or in capitals, and names nobody."""
MOST, INITIALS = 4, 2
_SHORTEST_ALONE = 4
"""Letters of a word that nobody knows, from which on it is taken for a name where the writer makes no capitals.

One more where something is masked already, as a run of capitals may go on over what broke it before.
"""
_ADDRESSING = frozenset({"miss", "madam", "madame", "sir", "nurse"})
_SAYS = frozenset({"said", "says", "told", "tells", "states", "stated", "asked", "replied"})


def is_name(beads: Beads, index: int) -> bool:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """Whether a word is a name by itself and its capital."""
    told = beads.facts[index]
    if not told & Fact.LETTERS or len(beads.shown[index]) < INITIALS:
        return False
    if told & (Fact.NAMES | Fact.LABEL | Fact.RELATION) and not told & Fact.NAME:
        return False
    if beads.is_capital(index):
        return _is_capital_name(beads, index, told)
    if told & (SAYS_NOTHING | Fact.BUSINESS | Fact.STREET) or names_place(told):
        return False
    if told & Fact.NAME and not told & Fact.ORDINARY:
        return not told & Fact.PLACE or bool(beads.facts[index - 1] & GIVEN)
    if not beads.is_plain(index):
        return False
    if told & Fact.BOTH and not told & (Fact.VERB | Fact.RELATION) and index and beads.facts[index - 1] & Fact.RELATION:
        return _is_followed(beads, index + 1)
    if not told & Fact.FREE:
        return _is_slip(beads, index)
    return len(beads.shown[index]) >= _SHORTEST_ALONE + beads.has_tokens or _stands_like_name(beads, index)


def _is_followed(beads: Beads, place: int) -> bool:
    """Whether what stands at a place goes on behind a name: a mark, a verb, a small word, another name."""
    if place == beads.count or beads.gaps[place] != " ":
        return True
    told = beads.facts[place]
    likely = Fact.VERB | Fact.STOP | Fact.FREE | Fact.NAME
    return bool(told & likely) or beads.lowers[place].endswith("ed")


def _is_slip(beads: Beads, index: int) -> bool:
    """Whether a word that is but near an ordinary one stands right behind a word for kin."""
    return beads.facts[index] == Fact.LETTERS and _is_related(beads, index) and bool(beads.facts[index - 1] & Fact.KIN)


def names_place(told: int) -> bool:
    """Whether a word is a place in a list and no name."""
    return bool(told & Fact.PLACE and not told & Fact.NAME)


def _stands_like_name(beads: Beads, index: int) -> bool:
    """Where capitals say nothing: whether the words beside one say that it is a name."""
    before, after = beads.facts[index - 1] if index else 0, beads.facts[index + 1] if index + 1 < beads.count else 0
    if after & Fact.VERB and beads.gaps[index + 1] == " ":
        return True
    if index and beads.gaps[index] == " " and (beads.facts[index - 1] & Fact.BEFORE_NAME or before & Fact.PERSON):
        return True
    if index > 1 and beads.lowers[index - 1] in {"is", "was"} and beads.facts[index - 2] & Fact.RELATION:
        return True
    is_beside = (before & Fact.NAME and not before & Fact.ORDINARY) or (after & Fact.NAME and not after & Fact.ORDINARY)
    return bool(is_beside)


def _is_capital_name(beads: Beads, index: int, told: int) -> bool:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """Whether a word with a capital that says something is a name."""
    shown = beads.shown[index]
    if shown.isupper() and len(shown) == INITIALS and told & Fact.FREE:
        return _are_initials(beads, index)
    if shown.isupper() and len(shown) > 1 and not told & Fact.NAME:
        return bool(told & Fact.FREE) and len(shown) > MOST and not told & SAYS_NOTHING
    is_related = _is_related(beads, index)
    if told & (SAYS_NOTHING | Fact.BUSINESS | Fact.STREET) and not (
        told & Fact.NAME and (is_related or _is_full(beads, index))
    ):
        return False
    if (names_place(told) and not is_related) or (beads.lowers[index] in _ADDRESSING and _is_full(beads, index)):
        return False
    if beads.is_first(index):
        if told & Fact.NAME:
            return not told & Fact.ORDINARY or fits(beads, index)
        return bool(told & Fact.FREE)
    if told & Fact.MONTH and index and beads.lowers[index - 1] in vocabulary().lists["months"]["before"]:
        return False
    if (
        told & (Fact.NAME | Fact.FREE)
        or not told & Fact.ORDINARY
        or (not told & Fact.LISTED and _is_family(beads, index))
    ):
        return not (told & Fact.BOTH and shown.isupper() and len(shown) <= MOST)
    return _is_full(beads, index) or _fits_strictly(beads, index)


def _is_related(beads: Beads, index: int) -> bool:
    """Whether a word for who somebody is stands right before a word in the same sentence: "husband Grant"."""
    return index > 0 and beads.gaps[index] == " " and bool(beads.facts[index - 1] & Fact.RELATION)


def _is_family(beads: Beads, index: int) -> bool:
    """Whether a word for a family or one of it stands right behind a word: "the Dobbs lad"."""
    return index + 1 < beads.count and beads.gaps[index + 1] == " " and bool(beads.facts[index + 1] & Fact.FAMILY)


def _are_initials(beads: Beads, index: int) -> bool:
    """Whether two capitals stand for a person."""
    after = beads.facts[index + 1] if index + 1 < beads.count and beads.gaps[index + 1] == " " else 0
    behind = index > 0 and beads.gaps[index] == " " and beads.facts[index - 1] & Fact.BEFORE_NAME
    return bool(after & Fact.VERB or behind) or beads.text[beads.ends[index] : beads.ends[index] + 3] == " = "


def fits(beads: Beads, index: int) -> bool:
    """Whether what follows a word at the head of a sentence lets it be a name."""
    if index + 1 == beads.count or beads.lowers[index].endswith("'s"):
        return True
    after, gap = beads.facts[index + 1], beads.gaps[index + 1]
    if gap != " ":
        return gap[:1] in {",", "'"} and (not beads.facts[index] & Fact.ORDINARY or _goes_on(beads, index + 1))
    return bool(after & Fact.VERB) or beads.lowers[index + 1].endswith("ed") or _goes_on(beads, index + 1)


def _fits_strictly(beads: Beads, index: int) -> bool:
    """Whether an ordinary word with a capital inside a sentence does what a person does."""
    if (
        index
        and beads.gaps[index] == " "
        and beads.facts[index - 1] & Fact.BEFORE_NAME
        and not beads.shown[index].isupper()
    ):
        return index + 1 == beads.count or not beads.facts[index + 1] & Fact.BUSINESS
    return index + 1 < beads.count and beads.gaps[index + 1] == " " and beads.lowers[index + 1] in _SAYS


def _is_full(beads: Beads, index: int) -> bool:
    """Whether a name in a list or a word that nobody knows stands right beside a word with a capital."""
    return (
        index > 0 and beads.gaps[index] in {" ", "-"} and _goes_on(beads, index - 1) and not beads.is_first(index)
    ) or (index + 1 < beads.count and beads.gaps[index + 1] in {" ", "-"} and _goes_on(beads, index + 1))


def _goes_on(beads: Beads, index: int) -> bool:
    """Whether a word is the other half of a name."""
    told = beads.facts[index]
    return (
        bool(told & (Fact.NAME | Fact.FREE))
        and not told & (SAYS_NOTHING | Fact.STREET | Fact.BUSINESS)
        and beads.is_capital(index)
        and not beads.shown[index].isupper()
        and not beads.taken[index]
    )
