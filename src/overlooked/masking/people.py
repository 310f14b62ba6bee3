"""People: the names of a narrative.

In come the beads of a text whose numbers are taken, out come the names: those that are introduced, those that stand
alone, what goes on beside them, and all of them again where they stand again.
"""

from collections.abc import Iterator

from overlooked.masking.alone import INITIALS, SAYS_NOTHING, fits, is_name
from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.introducing import introduced, quoted
from overlooked.masking.pieces import Piece

_DOING = ("ed", "ing", "ly", "s")
"""How words end that tell what somebody does."""
_LINKS = ("or", "the")
_NO_BYNAME = SAYS_NOTHING | Fact.PERSON | Fact.RELATION | Fact.BUSINESS | Fact.STREET
"""What stands with a capital behind "the" and is no part of a name."""


def people(beads: Beads) -> Iterator[Piece]:
    """The names of a text, neighbouring ones in one piece."""
    marks = bytearray(beads.count)
    introduced(beads, marks)
    likely = Fact.NAME | Fact.FREE
    told = zip(beads.facts, beads.has_capital, strict=True)
    for index in [index for index, (facts, has_capital) in enumerate(told) if has_capital or facts & likely]:
        if not (marks[index] or beads.taken[index]) and is_name(beads, index):
            marks[index] = 1
    if 1 not in marks:
        return
    quoted(beads, marks)
    _neighbours(beads, marks)
    _again(beads, marks)
    yield from _joined(beads, marks)


def _neighbours(beads: Beads, marks: bytearray) -> None:
    """Make names of initials, particles and capitals between and beside names."""
    for index in _near(marks):
        if marks[index] or beads.taken[index]:
            continue
        lower = beads.lowers[index]
        before = (
            index > 0
            and marks[index - 1]
            and (
                beads.gaps[index] in {" ", "-", "'"} or (beads.gaps[index] == ". " and len(beads.shown[index - 1]) == 1)
            )
            and not beads.lowers[index - 1].endswith("'s")
        )
        if (
            index > 1
            and lower != "and"
            and beads.lowers[index - 1] == "and"
            and marks[index - 2]
            and not beads.is_capital(index)
        ):
            before = bool(beads.facts[index] & Fact.NAME and not beads.facts[index] & SAYS_NOTHING)
        after = index + 1 < beads.count and marks[index + 1] and beads.gaps[index + 1] in {" ", "-", ". ", ".", "'"}
        before = before or _is_linked(beads, marks, index)
        if (before or after) and _is_beside(beads, index, before=bool(before), after=bool(after)):
            marks[index] = 1


def _is_linked(beads: Beads, marks: bytearray, index: int) -> bool:
    """Whether a capital goes with a name two words before: "Salty or Pepper", "Ned the Brick"."""
    if index < len(_LINKS) or not marks[index - 2] or beads.lowers[index - 1] not in _LINKS:
        return False
    if beads.gaps[index] != " " or beads.gaps[index - 1] != " " or not beads.is_capital(index):
        return False
    marks[index - 1] |= beads.lowers[index - 1] == "the" and not beads.facts[index] & _NO_BYNAME
    return beads.lowers[index - 1] == "or" or bool(marks[index - 1])


def _near(marks: bytearray) -> Iterator[int]:
    """The places beside marks, in order, those too that come up on the way."""
    place = 0
    while place < len(marks) and (mark := marks.find(1, max(place - 2, 0))) >= 0:
        place = max(place, mark - 1)
        while place < len(marks) and place <= mark + 2:
            yield place
            place += 1


def _is_beside(beads: Beads, index: int, *, before: bool, after: bool) -> bool:
    """Whether a word that no list makes a name is one as a name stands right before or behind it."""
    shown, told = beads.shown[index], beads.facts[index]
    if len(shown) == 1:
        return _is_initial(beads, index, after=after)
    if _is_between(beads, index, before=before, after=after):
        return True
    if told & (SAYS_NOTHING | Fact.STREET | Fact.BUSINESS | Fact.PERSON | Fact.KIN | Fact.VERB) and not (
        before and told & Fact.NAME and beads.gaps[index] in {" ", "-"}
    ):
        return False
    if not told & Fact.LETTERS:
        return False
    if beads.is_capital(index):
        is_loud = shown.isupper() and not (len(shown) > INITIALS and told & (Fact.FREE | Fact.NAME))
        return not is_loud and (before or not beads.is_first(index))
    return _is_plain_part(beads, index, before=before)


def _is_initial(beads: Beads, index: int, *, after: bool) -> bool:
    """Whether a single letter beside a name belongs to it."""
    shown = beads.shown[index]
    is_end = beads.gaps[index + 1] != " "
    if beads.is_low:
        return shown not in {"a", "i"} and shown.isalpha() and (after or is_end)
    return shown.isupper() and shown != "I" and (after or is_end or shown != "A")


def _is_between(beads: Beads, index: int, *, before: bool, after: bool) -> bool:
    """Whether a small word stands within a name, or a name that is a small word behind a word for who somebody is."""
    told, shown = beads.facts[index], beads.shown[index]
    if before and told & Fact.PARTICLE:
        return after or _leads_to_capital(beads, index + 1)
    is_close = after and beads.gaps[index] == beads.gaps[index + 1] == " "
    if before:
        return bool(is_close and told & Fact.STOP and beads.is_capital(index) and not shown.isupper())
    return bool(is_close and told & Fact.NAME and index and beads.facts[index - 1] & Fact.RELATION)


def _is_plain_part(beads: Beads, index: int, *, before: bool) -> bool:
    """Whether a word without a capital that says something is part of the name beside it."""
    told = beads.facts[index]
    if before and beads.gaps[index] == "-" and beads.facts[index - 1] & (Fact.NAME | Fact.FREE):
        return True
    if not beads.is_plain(index):
        return False
    if (not before and told & Fact.LEADS_ON) or _may_be_half(beads, index, is_second=before):
        return True
    is_likely = told & (Fact.FREE | Fact.PLACE | Fact.NAME) or (before and not told & Fact.LISTED)
    return bool(is_likely and not (told & Fact.ORDINARY and not before))


def _may_be_half(beads: Beads, index: int, *, is_second: bool) -> bool:
    """Where capitals say nothing: whether an ordinary word or a slip is half of a name that stands beside it.

    A surname is followed by a mark or by what a person does; a first name follows a word for who somebody is.
    """
    told = beads.facts[index]
    if told & (Fact.VERB | Fact.STOP | Fact.PERSON | Fact.RELATION) or beads.lowers[index].endswith(_DOING):
        return False
    if not is_second:
        return told == Fact.LETTERS or (index > 0 and bool(beads.facts[index - 1] & (Fact.RELATION | Fact.TITLE)))
    is_behind_name = beads.facts[index - 1] & (Fact.NAME | Fact.FREE) and not beads.facts[index - 1] & Fact.ORDINARY
    if beads.gaps[index] != " " or not is_behind_name or index + 1 == beads.count:
        return bool(is_behind_name)
    return beads.gaps[index + 1] != " " or bool(beads.facts[index + 1] & Fact.VERB)


def _leads_to_capital(beads: Beads, place: int) -> bool:
    """Whether a capital stands at a place, or behind a particle there: the rest of "van der Moor"."""
    while place < beads.count and beads.gaps[place] == " ":
        if beads.is_capital(place):
            return not beads.facts[place] & SAYS_NOTHING
        if not beads.facts[place] & Fact.PARTICLE:
            return False
        place += 1
    return False


def _again(beads: Beads, marks: bytearray) -> None:
    """Mark the words of names where they stand again."""
    known = {
        beads.lowers[index].removesuffix("'s")
        for index in range(beads.count)
        if marks[index]
        and (len(beads.shown[index]) > INITIALS or beads.shown[index].isupper())
        and len(beads.shown[index]) > 1
        and not beads.facts[index] & (Fact.TITLE | Fact.RANK | Fact.KIN)
        and beads.facts[index] & (Fact.STOP | Fact.NAME) != Fact.STOP
    }
    if not known:
        return
    for index, word in enumerate(beads.lowers):
        if word.removesuffix("'s") in known and not marks[index] and not beads.taken[index]:
            told = beads.facts[index]
            is_sure = told & Fact.NAME or not beads.is_first(index) or fits(beads, index)
            if not told & Fact.ORDINARY or (beads.is_capital(index) and is_sure):
                marks[index] = 1


def _joined(beads: Beads, marks: bytearray) -> Iterator[Piece]:
    """Pieces of neighbouring names."""
    index = 0
    while (index := marks.find(1, index)) >= 0:
        last = index
        while last + 1 < beads.count and marks[last + 1] and _is_joined(beads, last):
            last += 1
        genitive = 2 if beads.lowers[last].endswith("'s") else 0
        yield Piece(beads.starts[index], beads.ends[last] - genitive, "name")
        index = last + 1


def _is_joined(beads: Beads, last: int) -> bool:
    """Whether the next word goes on with the name that stands so far."""
    gap = beads.gaps[last + 1]
    if beads.lowers[last].endswith("'s"):
        return False
    if gap in {". ", "."}:
        return len(beads.shown[last]) == 1
    if gap == ", ":
        return beads.shown[last].isupper() and len(beads.shown[last]) > 1 and not beads.shouted[last]
    return gap in {" ", "-", "'"}
