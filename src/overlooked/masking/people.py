"""People: which words of a narrative are names, by what stands around them.

In come the beads of a text whose numbers are taken, out come the names. Half of all names are in no list: titles, labels
and "known as" make names of what follows, a capital inside a sentence makes one of a word that is no ordinary one, and
where capitals say nothing a word that nobody knows is a name beside another one or before a verb of speech.
"""

from collections.abc import Iterator
from functools import cache

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact, facts
from overlooked.masking.pieces import Piece
from overlooked.masking.vocabulary import vocabulary

_GIVEN = Fact.TITLE | Fact.KIN | Fact.RANK
_LEADS = _GIVEN | Fact.INTRODUCES
_SAYS_NOTHING = Fact.KEPT | Fact.ACRONYM | Fact.STOP | Fact.TITLE | Fact.RANK
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "van",
        "de",
        "der",
        "den",
        "von",
        "bin",
        "ibn",
        "da",
        "di",
        "dos",
        "du",
        "le",
        "la",
        "o",
        "ap",
        "mac",
        "ould",
        "abu",
        "st",
    }
)
_OPENERS = frozenset(" \"'‘“(:.-–/=\t[")
_SKIPPED = frozenset({"the", "only", "just", "as", "like", "something", "a", "an"})
_KIN_WORDS = frozenset(
    {
        "mum",
        "dad",
        "mam",
        "mother",
        "father",
        "son",
        "daughter",
        "sister",
        "brother",
        "wife",
        "husband",
        "partner",
        "girlfriend",
        "boyfriend",
        "uncle",
        "aunt",
        "auntie",
        "cousin",
        "nan",
        "nana",
        "grandad",
        "grandson",
        "nephew",
        "niece",
        "friend",
        "mate",
        "flatmate",
        "housemate",
        "neighbour",
        "manager",
        "owner",
        "boss",
        "landlord",
        "tenant",
        "witness",
        "caller",
        "driver",
        "colleague",
        "carer",
        "ex",
        "kid",
        "baby",
        "stepdad",
        "stepmum",
        "stepson",
        "roommate",
        "worker",
        "solicitor",
        "interpreter",
        "nurse",
        "teacher",
        "keyholder",
        "susp",
        "ip",
        "male",
        "female",
        "suspect",
        "victim",
        "informant",
        "inft",
        "gaffer",
        "foreman",
    }
)
_BEHIND = (
    frozenset(
        {
            "by",
            "with",
            "from",
            "told",
            "asked",
            "and",
            "saw",
            "named",
            "calls",
            "called",
            "met",
            "knows",
            "knew",
            "for",
            "to",
            "phoned",
            "rang",
            "texted",
            "spoke",
            "ask",
            "tell",
            "against",
            "owes",
            "hit",
            "between",
            "married",
            "ring",
            "rings",
            "call",
            "phone",
            "as",
        }
    )
    | _KIN_WORDS
)
_LEADS_ON = frozenset(
    {
        "big",
        "little",
        "fat",
        "young",
        "old",
        "mad",
        "lil",
        "uncle",
        "auntie",
        "aunty",
        "long",
        "crazy",
        "mama",
        "papa",
        "baba",
        "madam",
        "madame",
        "king",
        "queen",
        "boss",
        "lady",
        "mr",
        "mrs",
    }
)
_NAME_LABELS = frozenset(
    {
        "name",
        "names",
        "named",
        "forename",
        "surname",
        "forenames",
        "nominal",
        "ip",
        "susp",
        "suspect",
        "vic",
        "victim",
        "witness",
        "wit",
        "informant",
        "inft",
        "caller",
        "aggrieved",
        "driver",
        "passenger",
        "keeper",
        "owner",
        "tenant",
        "landlord",
        "complainant",
        "detainee",
        "patient",
        "payee",
        "holder",
        "dp",
        "nok",
        "oic",
        "ap",
        "mother",
        "father",
        "sister",
        "brother",
        "officer",
        "offender",
        "missing",
        "misper",
    }
)
_ADDRESSING = frozenset({"miss", "madam", "madame", "sir", "nurse"})
_QUOTES = frozenset('"“”‘’')
_MOST = 4
_INITIALS = 2


def people(beads: Beads) -> Iterator[Piece]:
    """The names of a text, neighbouring ones in one piece."""
    marks = bytearray(len(beads))
    for index, told in enumerate(beads.facts):
        if told & _LEADS:
            if told & _GIVEN:
                _behind_title(beads, index, marks)
            if told & Fact.INTRODUCES:
                _behind_phrase(beads, index, marks)
        if beads.lowers[index] in _NAME_LABELS:
            _behind_label(beads, index, marks)
    likely = Fact.NAME | Fact.FREE
    for index, (told, word) in enumerate(zip(beads.facts, beads.shown, strict=True)):
        if (told & likely or word[0].isupper()) and not (marks[index] or beads.taken[index]) and _is_name(beads, index):
            marks[index] = 1
    if 1 not in marks:
        return
    _quoted(beads, marks)
    _neighbours(beads, marks)
    _again(beads, marks)
    yield from _joined(beads, marks)


def _is_name(beads: Beads, index: int) -> bool:
    """Whether a word is a name by itself and its capital."""
    told = beads.facts[index]
    if not told & Fact.LETTERS or len(beads.shown[index]) < 2:
        return False
    if beads.is_capital(index):
        return _is_capital_name(beads, index, told)
    if told & (_SAYS_NOTHING | Fact.BUSINESS | Fact.STREET) or _names_place(beads, index, told):
        return False
    if told & Fact.NAME and not told & Fact.ORDINARY:
        return not told & Fact.PLACE or bool(beads.facts[index - 1] & _GIVEN)
    if not (beads.is_low or beads.shouted[index]):
        return False
    if told & Fact.BOTH and not told & Fact.VERB and index and beads.lowers[index - 1] in _KIN_WORDS:
        return index + 1 == len(beads) or beads.gap(index + 1) != " " or bool(beads.facts[index + 1] & Fact.VERB)
    if not told & Fact.FREE:
        return False
    return len(beads.shown[index]) > 3 or _stands_like_name(beads, index)


def _names_place(beads: Beads, index: int, told: int) -> bool:
    return bool(told & Fact.PLACE and not told & Fact.NAME)


def _stands_like_name(beads: Beads, index: int) -> bool:
    """Where capitals say nothing: whether the words beside one say that it is a name."""
    before, after = beads.facts[index - 1] if index else 0, beads.facts[index + 1] if index + 1 < len(beads) else 0
    if after & Fact.VERB and beads.gap(index + 1) == " ":
        return True
    if index and beads.gap(index) == " " and (beads.lowers[index - 1] in _BEHIND or before & Fact.PERSON):
        return True
    if index > 1 and beads.lowers[index - 1] in {"is", "was"} and beads.lowers[index - 2] in _KIN_WORDS:
        return True
    is_beside = (before & Fact.NAME and not before & Fact.ORDINARY) or (after & Fact.NAME and not after & Fact.ORDINARY)
    return bool(is_beside)


def _is_capital_name(beads: Beads, index: int, told: int) -> bool:
    """Whether a word with a capital that says something is a name."""
    shown = beads.shown[index]
    if shown.isupper() and len(shown) == _INITIALS and told & Fact.FREE:
        return _are_initials(beads, index)
    if shown.isupper() and len(shown) > 1 and not told & Fact.NAME:
        return bool(told & Fact.FREE) and len(shown) > _MOST and not told & _SAYS_NOTHING
    if told & (_SAYS_NOTHING | Fact.BUSINESS | Fact.STREET) and not (told & Fact.NAME and _is_full(beads, index)):
        return False
    if _names_place(beads, index, told) or (beads.lowers[index] in _ADDRESSING and _is_full(beads, index)):
        return False
    if beads.is_first(index):
        if told & Fact.NAME:
            return not told & Fact.ORDINARY or _fits(beads, index)
        return bool(told & Fact.FREE)
    if told & Fact.MONTH and index and beads.lowers[index - 1] in vocabulary().lists["months"]["before"]:
        return False
    if told & (Fact.NAME | Fact.FREE) or not told & Fact.ORDINARY:
        return not (told & Fact.BOTH and shown.isupper() and len(shown) <= _MOST)
    return _is_full(beads, index) or _fits_strictly(beads, index)


def _are_initials(beads: Beads, index: int) -> bool:
    """Whether two capitals stand for a person."""
    after = beads.facts[index + 1] if index + 1 < len(beads) and beads.gap(index + 1) == " " else 0
    behind = index > 0 and beads.gap(index) == " " and beads.lowers[index - 1] in _BEHIND
    return bool(after & Fact.VERB) or behind or beads.text[beads.ends[index] : beads.ends[index] + 3] == " = "


def _fits(beads: Beads, index: int) -> bool:
    """Whether what follows a word at the head of a sentence lets it be a name."""
    if index + 1 == len(beads) or beads.lowers[index].endswith("'s"):
        return True
    after, gap = beads.facts[index + 1], beads.gap(index + 1)
    if gap != " ":
        return gap[0] in ",'’" and (not beads.facts[index] & Fact.ORDINARY or _goes_on(beads, index + 1))
    return bool(after & Fact.VERB) or beads.lowers[index + 1].endswith("ed") or _goes_on(beads, index + 1)


def _fits_strictly(beads: Beads, index: int) -> bool:
    """Whether an ordinary word with a capital inside a sentence does what a person does."""
    if index and beads.gap(index) == " " and beads.lowers[index - 1] in _BEHIND and not beads.shown[index].isupper():
        return index + 1 == len(beads) or not beads.facts[index + 1] & Fact.BUSINESS
    return (
        index + 1 < len(beads)
        and beads.gap(index + 1) == " "
        and beads.lowers[index + 1] in {"said", "says", "told", "tells", "states", "stated", "asked", "replied"}
    )


def _is_full(beads: Beads, index: int) -> bool:
    """Whether a name in a list or a word that nobody knows stands right beside a word with a capital."""
    return (
        index > 0 and beads.gap(index) in {" ", "-"} and _goes_on(beads, index - 1) and not beads.is_first(index)
    ) or (index + 1 < len(beads) and beads.gap(index + 1) in {" ", "-"} and _goes_on(beads, index + 1))


def _goes_on(beads: Beads, index: int) -> bool:
    """Whether a word is the other half of a name."""
    told = beads.facts[index]
    return (
        bool(told & (Fact.NAME | Fact.FREE))
        and not told & (_SAYS_NOTHING | Fact.STREET | Fact.BUSINESS)
        and beads.is_capital(index)
        and not beads.shown[index].isupper()
        and not beads.taken[index]
    )


def _behind_title(beads: Beads, index: int, marks: bytearray) -> None:
    """Mark the name that goes with a title, a rank or a word for kin, over its number."""
    told = beads.facts[index]
    is_full = bool(told & Fact.TITLE)
    place, count = index + 1, 0
    while place < len(beads) and count < _MOST:
        gap = beads.gap(place)
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


def _follows(beads: Beads, index: int, place: int, *, is_full: bool, is_next: bool) -> bool:
    """Whether a word goes with a title."""
    told, shown = beads.facts[place], beads.shown[place]
    if not told & Fact.LETTERS:
        return False
    if told & Fact.STOP:
        return beads.is_capital(place) and (bool(told & Fact.NAME) or (len(shown) == 1 and shown not in {"I", "A"}))
    if beads.is_capital(place):
        if told & (Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK):
            return (bool(told & Fact.NAME) and not shown.isupper()) or (is_full and not is_next)
        return not (is_next and shown.isupper() and len(shown) <= 2 and len(shown) > 1)
    if beads.shown[index] == "MS" and not beads.shouted[index]:
        return False
    if is_next:
        return (
            bool(told & (Fact.NAME | Fact.FREE)) and not told & (_SAYS_NOTHING | Fact.ORDINARY)
        ) or shown in _PARTICLES
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
    for is_strong, key in ((True, "strong"), (False, "weak")):
        for phrase in listed[key]:
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
    if index + 1 < len(beads) and beads.gap(index + 1).strip(" \t") in {":", "-", "–", "=", ":-"}:
        told = beads.facts[index + 1]
        if beads.lowers[index] in {"name", "names", "surname", "forename", "forenames"} or (
            beads.is_capital(index + 1) or told & (Fact.NAME | Fact.FREE)
        ):
            is_sure = beads.lowers[index] in {"name", "names", "surname", "forename", "forenames"}
            _mark_named(beads, index + 1, marks, is_strong=is_sure)


def _mark_named(beads: Beads, place: int, marks: bytearray, *, is_strong: bool) -> bool:
    """Mark the words from a place on that make up a name: the first, and those that go with it."""
    count = 0
    while is_strong and place < len(beads) and beads.lowers[place] in _SKIPPED and beads.gap(place) == " ":
        place += 1
    while place < len(beads) and count < _MOST and not beads.taken[place]:
        told, gap = beads.facts[place], beads.gap(place)
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
        leads_on = count and beads.lowers[place - 1] in _LEADS_ON
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
    if not (beads.is_low or beads.shouted[place]) or beads.gap(place) != " ":
        return False
    return place + 1 == len(beads) or beads.gap(place + 1) != " " or bool(beads.facts[place + 1] & Fact.STOP)


def _quoted(beads: Beads, marks: bytearray) -> None:
    """Mark a word or two in quotation marks that stand where a name would: behind a person, or inside a name."""
    if _QUOTES.isdisjoint(beads.text):
        return
    for index in range(1, len(beads)):
        if (
            marks[index]
            or beads.taken[index]
            or not _QUOTES.intersection(beads.gap(index))
            or not beads.gap(index)[:-1].strip() == ""
        ):
            continue
        end = next(
            (
                i
                for i in (index + 1, index + 2)
                if i <= len(beads)
                and _QUOTES.intersection(beads.gap(i) if i < len(beads) else beads.text[beads.ends[-1] :])
            ),
            0,
        )
        before = beads.lowers[index - 1]
        is_personal = (
            marks[index - 1] or before in _BEHIND or beads.facts[index - 1] & Fact.PERSON or before in {"agent", "met"}
        )
        if end and is_personal and not any(beads.facts[i] & Fact.DIGITS for i in range(index, end)):
            told = beads.facts[index]
            if marks[index - 1] or beads.is_capital(index) or told & (Fact.FREE | Fact.NAME):
                marks[index:end] = b"\1" * (end - index)


def _neighbours(beads: Beads, marks: bytearray) -> None:
    """Make names of initials, particles and capitals between and beside names."""
    for index in _near(marks):
        if marks[index] or beads.taken[index]:
            continue
        lower = beads.lowers[index]
        before = (
            index > 0
            and marks[index - 1]
            and (beads.gap(index) in {" ", "-", "'"} or (beads.gap(index) == ". " and len(beads.shown[index - 1]) == 1))
            and not beads.lowers[index - 1].endswith("'s")
        )
        if (
            index > 1
            and lower != "and"
            and beads.lowers[index - 1] == "and"
            and marks[index - 2]
            and not beads.is_capital(index)
        ):
            before = bool(beads.facts[index] & Fact.NAME and not beads.facts[index] & _SAYS_NOTHING)
        after = index + 1 < len(beads) and marks[index + 1] and beads.gap(index + 1) in {" ", "-", ". ", ".", "'"}
        if (before or after) and _is_beside(beads, index, before=bool(before), after=bool(after)):
            marks[index] = 1


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
        is_end = index + 1 == len(beads) or beads.gap(index + 1) != " "
        return shown.isupper() and shown != "I" and (after or is_end or shown != "A")
    if before and after and beads.lowers[index] in _PARTICLES:
        return True
    if told & (_SAYS_NOTHING | Fact.STREET | Fact.BUSINESS | Fact.PERSON | Fact.KIN | Fact.VERB) and not (
        before and told & Fact.NAME and beads.gap(index) == " "
    ):
        return False
    if not told & Fact.LETTERS:
        return False
    if beads.is_capital(index):
        is_loud = shown.isupper() and not (len(shown) > _INITIALS and told & (Fact.FREE | Fact.NAME))
        return not is_loud and (before or not beads.is_first(index))
    is_likely = told & (Fact.FREE | Fact.PLACE) or told & Fact.NAME
    return bool((beads.is_low or beads.shouted[index]) and is_likely and not (told & Fact.ORDINARY and not before))


def _again(beads: Beads, marks: bytearray) -> None:
    """Mark the words of names where they stand again."""
    known = {
        beads.lowers[index].removesuffix("'s")
        for index in range(len(beads))
        if marks[index]
        and (len(beads.shown[index]) > _INITIALS or beads.shown[index].isupper())
        and len(beads.shown[index]) > 1
        and not beads.facts[index] & (Fact.STOP | Fact.TITLE | Fact.RANK | Fact.KIN)
    }
    if not known:
        return
    for index, word in enumerate(beads.lowers):
        if not marks[index] and not beads.taken[index] and word.removesuffix("'s") in known:
            told = beads.facts[index]
            if (
                not told & Fact.ORDINARY
                or (beads.is_capital(index) and not beads.is_first(index))
                or (beads.is_capital(index) and _fits(beads, index))
            ):
                marks[index] = 1


def _joined(beads: Beads, marks: bytearray) -> Iterator[Piece]:
    """Pieces of neighbouring names."""
    index = 0
    while index < len(beads):
        if not marks[index]:
            index += 1
            continue
        last = index
        while last + 1 < len(beads) and marks[last + 1] and _is_joined(beads, last):
            last += 1
        genitive = 2 if beads.lowers[last].endswith("'s") else 0
        yield Piece(beads.starts[index], beads.ends[last] - genitive, "name")
        index = last + 1


def _is_joined(beads: Beads, last: int) -> bool:
    """Whether the next word goes on with the name that stands so far."""
    gap = beads.gap(last + 1)
    if beads.lowers[last].endswith("'s"):
        return False
    if gap in {". ", "."}:
        return len(beads.shown[last]) == 1
    if gap == ", ":
        return beads.shown[last].isupper() and len(beads.shown[last]) > 1 and not beads.shouted[last]
    return gap in {" ", "-", "'", "’"}
