"""Introducing: words that are names because of what leads up to them: a title, "known as", a label, quotation marks.

In come the beads of a text and its marks, out go marks for the names; what the words look like says little here.
"""

from functools import cache

from overlooked.masking.alone import GIVEN, INITIALS, MOST, SAYS_NOTHING
from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact, facts
from overlooked.masking.vocabulary import vocabulary

_LEADS = GIVEN | Fact.INTRODUCES | Fact.NAMES
_OPENERS = frozenset(" \"'(:.-/=[")
_SKIPPED = frozenset({"the", "only", "just", "as", "like", "something", "a", "an"})
_SURE_LABELS = frozenset({"name", "names", "surname", "forename", "forenames"})
_QUOTES = frozenset("\"'")


def introduced(beads: Beads, marks: bytearray) -> None:
    """Mark the names behind titles, phrases and labels."""
    for index in beads.having(_LEADS):
        told = beads.facts[index]
        if told & GIVEN:
            _behind_title(beads, index, marks)
        if told & Fact.INTRODUCES:
            _behind_phrase(beads, index, marks)
        if told & Fact.NAMES:
            _behind_label(beads, index, marks)


def _behind_title(beads: Beads, index: int, marks: bytearray) -> None:
    """Mark the name that goes with a title, a rank or a word for kin, over its number."""
    told = beads.facts[index]
    is_full = bool(told & Fact.TITLE)
    place, count = index + 1, 0
    while place < beads.count and count < MOST:
        gap = beads.gaps[place]
        if (
            beads.taken[place]
            and told & Fact.RANK
            and not count
            and beads.shown[place][0] != "["
            and gap in {" ", "/", " (", ", "}
        ):
            place += 1
            continue
        if gap.strip(" ") not in {"", ".", "-", "'", "/"} or (
            gap.strip(" ") == "." and not (len(beads.shown[place - 1]) == 1 or place == index + 1)
        ):
            break
        if beads.taken[place] or not _follows(beads, index, place, is_full=is_full, is_next=count > 0):
            break
        marks[place] = 1
        count += 1
        place += 1


def _follows(beads: Beads, index: int, place: int, *, is_full: bool, is_next: bool) -> bool:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """Whether a word goes with a title."""
    told, shown = beads.facts[place], beads.shown[place]
    if not told & Fact.LETTERS:
        return False
    if told & Fact.STOP:
        is_initial = len(shown) == 1 and (shown not in {"I", "A"} or beads.gaps[place + 1][:1] == ".")
        if not beads.is_capital(place):
            return is_full and not is_next and beads.is_plain(place) and bool(told & Fact.NAME)
        return bool(told & Fact.NAME) or is_initial
    if beads.is_capital(place):
        if told & (Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK):
            return (bool(told & Fact.NAME) and not shown.isupper()) or (is_full and not is_next)
        return not (is_next and shown.isupper() and len(shown) == INITIALS)
    if beads.shown[index] == "MS" and not beads.shouted[index]:
        return False
    if is_next:
        return (bool(told & (Fact.NAME | Fact.FREE)) and not told & (SAYS_NOTHING | Fact.ORDINARY)) or bool(
            told & Fact.PARTICLE
        )
    if is_full:
        return not told & (Fact.VERB | Fact.KEPT) or bool(told & Fact.NAME)
    return bool(told & (Fact.FREE | Fact.NAME)) and not (
        told & Fact.ORDINARY and not beads.is_low and not beads.shouted[place]
    )


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """The introducing phrases by their first word, longest first, each with whether it is a strong one."""
    listed = vocabulary().lists["introducers"]
    by_head: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    more = vocabulary().lists["people"]
    strong, weak = listed["strong"] | more["sure_introducers"], listed["weak"] | more["introducers"]
    for is_strong, phrases in ((True, strong), (False, weak)):
        for phrase in phrases:
            words = tuple(phrase.replace("/", " ").replace(".", " ").split())
            by_head.setdefault(words[0], []).append((words, is_strong))
    return {head: sorted(found, key=lambda one: -len(one[0])) for head, found in by_head.items()}


def _behind_phrase(beads: Beads, index: int, marks: bytearray) -> None:
    """Mark what "known as", "called" and their like make a name."""
    lowers = beads.lowers
    before = lowers[index - 1] if index else ""
    if lowers[index] == "named" and before in {"the", "a", "any", "no"}:
        return
    for phrase, is_strong in _phrases().get(lowers[index], ()):
        end = index + len(phrase)
        if tuple(lowers[index:end]) == phrase:
            is_of_person = lowers[index] == "called" and bool(index and facts()[before] & Fact.PERSON)
            if _mark_named(beads, end, marks, is_strong=is_strong or is_of_person):
                return


def _behind_label(beads: Beads, index: int, marks: bytearray) -> None:
    """Mark the name behind "Name:" or "IP -" in a form."""
    following = index + 1
    if following >= beads.count or beads.gaps[following].strip(" ") not in {":", "-", "=", ":-"}:
        return
    is_sure = beads.lowers[index] in _SURE_LABELS
    if is_sure or beads.is_capital(following) or beads.facts[following] & (Fact.NAME | Fact.FREE):
        _mark_named(beads, following, marks, is_strong=is_sure)


def _mark_named(beads: Beads, place: int, marks: bytearray, *, is_strong: bool) -> bool:
    """Mark the words from a place on that make up a name: the first, and those that go with it."""
    count = 0
    while is_strong and place < beads.count and beads.lowers[place] in _SKIPPED and beads.gaps[place] == " ":
        place += 1
    while place < beads.count and count < MOST and not beads.taken[place]:
        told, gap = beads.facts[place], beads.gaps[place]
        opens = set(gap) <= _OPENERS if not count else gap in {" ", "-", "'", ". ", ", "}
        is_capital = beads.is_capital(place)
        if gap == ", " and count and not (count == 1 and beads.shown[place - 1].isupper() and is_capital):
            break
        if gap == ". " and count and len(beads.shown[place - 1]) > 1:
            break
        ends = told & Fact.STOP or (told & Fact.PERSON and not count and not is_capital) or not told & Fact.LETTERS
        if not opens or (
            ends and not (is_capital and told & Fact.NAME) and not (is_capital and len(beads.shown[place]) == 1)
        ):
            break
        leads_on = count and beads.facts[place - 1] & Fact.LEADS_ON
        likely = (
            (is_capital and not told & (Fact.KEPT | Fact.ACRONYM))
            or told & Fact.FREE
            or (told & Fact.NAME and not told & Fact.ORDINARY)
        )
        if not (likely or (is_strong and (not count or leads_on or _is_last_word(beads, place)))):
            break
        marks[place] = 1
        count += 1
        place += 1
    return count > 0


def _is_last_word(beads: Beads, place: int) -> bool:
    """Where capitals say nothing: whether a function word or a mark stands right behind a word."""
    if not (beads.is_low or beads.shouted[place]) or beads.gaps[place] != " ":
        return False
    return place + 1 == beads.count or beads.gaps[place + 1] != " " or bool(beads.facts[place + 1] & Fact.STOP)


def quoted(beads: Beads, marks: bytearray) -> None:
    """Mark a word or two in quotation marks that stand where a name would: behind a person, or inside a name."""
    if _QUOTES.isdisjoint(beads.text):
        return
    for index in range(1, beads.count):
        gap = beads.gaps[index]
        if marks[index] or beads.taken[index] or _QUOTES.isdisjoint(gap) or gap[:-1].strip():
            continue
        ends = (end for end in (index + 1, index + 2) if end <= beads.count and not _QUOTES.isdisjoint(beads.gaps[end]))
        end = next(ends, index)
        if any(beads.facts[place] & Fact.DIGITS for place in range(index, end)):
            continue
        before = bool(beads.facts[index - 1] & (Fact.BEFORE_NAME | Fact.PERSON)) or beads.lowers[index - 1] == "agent"
        is_likely = beads.is_capital(index) or beads.facts[index] & (Fact.FREE | Fact.NAME)
        if marks[index - 1] or (before and is_likely):
            marks[index:end] = b"\1" * (end - index)
