"""Ages: which numbers of a sentence are the age of a person, and whether that is a child's.

In come the folded words of a sentence; the form of a number that stands where ages stand becomes `CHILD_AGE` or
`ADULT_AGE`. Age is never masked, as a child needs no means (design, "The one idea").
"""

from overlooked.reading.foldings import ADULT_AGE, CHILD_AGE, Foldings, Word

CHILD_FROM, ADULT_FROM, AGE_TO = 4, 18, 99

AGE_BEFORE = frozenset({"aged", "age", "m", "f", "turned"})
AGE_AFTER = frozenset({"year", "years", "yr", "yrs", "yo", "y"})
LENGTH_BEFORE = frozenset({"for", "last", "past"})
IS, NOBODY = frozenset({"is", "was", "says", "claims", "gives"}), frozenset({"it", "there", "that", "this"})
ABOUT = frozenset({"about", "maybe", "perhaps", "around", "only", "just", "nearly"})
GOES_ON = frozenset({"and", "but", "so", "from", "now", "when", "with", "who", "or"})
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
NUMBER_WORDS = {word: number for number, word in enumerate(_TEENS, 10)}
AGE_ALONE_FROM = 9
"""A number that stands alone between two marks is an age from here on."""


def mark_ages(words: list[Word], fold: Foldings) -> None:
    """Make an age of a number that stands where ages stand.

    "Aged 15", "15 years old", "F 15", "girl of fifteen", "he is 15 and", "Lacey, 15,", "Lacey (15)".
    """
    for index, word in enumerate(words):
        if not may_tell_age(word.form):
            continue
        number = NUMBER_WORDS.get(word.form) or int(word.form)
        if not CHILD_FROM <= number <= AGE_TO or _goes_on(words, index):
            continue
        if _is_told(words, index, fold) or _stands_alone(words, index, number):
            word.form = CHILD_AGE if number < ADULT_FROM else ADULT_AGE


def may_tell_age(form: str) -> bool:
    """Whether a form is a number that may be an age, where ages stand."""
    return form in NUMBER_WORDS or (len(form) <= len("99") and form.isdecimal())


def _goes_on(words: list[Word], index: int) -> bool:
    """Whether the number is the head of a longer one, as in "6,000"."""
    after = words[index + 1] if index + 1 < len(words) else None
    return after is not None and after.form.isdecimal() and after.start == words[index].end + 1


def _is_told(words: list[Word], index: int, fold: Foldings) -> bool:
    """Whether the words around say that the number is an age."""
    before, earlier, after, later = (
        words[place].form if 0 <= place < len(words) else "" for place in (index - 1, index - 2, index + 1, index + 2)
    )
    if after in AGE_AFTER and before in LENGTH_BEFORE:
        return False
    if before in AGE_BEFORE or before in fold.persons or after == "yo":
        return True
    if after in AGE_AFTER and later in {"old", "o"}:
        return True
    if before in ABOUT or before == "of":
        return earlier in fold.persons or (before != "of" and earlier == "of")
    ends = not after or after in GOES_ON or words[index + 1].clause > words[index].clause
    return before in IS and earlier not in NOBODY and ends


def _stands_alone(words: list[Word], index: int, number: int) -> bool:
    """Whether the number stands alone between two marks, as in "Lacey, 15, was"."""
    clause = words[index].clause
    begins = index > 0 and words[index - 1].clause == clause - 1
    ends = index + 1 == len(words) or words[index + 1].clause == clause + 1
    return words[index].form.isdecimal() and begins and ends and number >= AGE_ALONE_FROM
