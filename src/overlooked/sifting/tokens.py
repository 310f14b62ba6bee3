"""Tokens: where the next word, sum, date, time, mark or line end stands; what `neutral` says by regular expressions."""

# ruff: noqa: PLR1714, SIM109, SIM110 - plain loops and comparisons are what numba compiles well

from overlooked.sifting.compiling import numbers, piece
from overlooked.sifting.letters import (
    APOSTROPHE,
    BULLET,
    CAPITAL,
    CURRENCY,
    DIGIT,
    LETTER,
    PARTS,
    SCORE,
    SHIFT,
    SPACE,
    WORD,
    Text,
    is_a,
    lower,
)

NOTHING, MONEY_TOKEN, DATE_TOKEN, TIME_TOKEN, SLASH_TOKEN, WORD_TOKEN, MARK_TOKEN, LINE_TOKEN = numbers(range(8))

NEWLINE, TAB, BLANK = (ord(space) for space in "\n\t ")
COLON, DOT, COMMA, SLASH, HYPHEN = (ord(mark) for mark in ":.,/-")
OPEN, CLOSE, OPEN_ROUND, CLOSE_ROUND = (ord(mark) for mark in "[]()")
ZERO, ONE, TWO, THREE, FIVE, NINE = (ord(digit) for digit in "012359")
SHORT = 4
"""The longest half of a word such as "he/she"."""
ON, AM, PM, HRS, HOURS, H = (
    tuple(ord(letter) << SHIFT | LETTER for letter in word) for word in ("on", "am", "pm", "hrs", "hours", "h")
)


@piece
def _stands(text: Text, at: int, word: tuple[int, ...]) -> bool:
    """Whether a word stands here in lower case."""
    for step in range(len(word)):
        if text[at + step] != word[step]:
            return False
    return True


@piece
def token_at(text: Text, at: int) -> tuple[int, int]:
    """The kind of the token at a place and its end; NOTHING where none begins."""
    if is_a(text, at, LETTER | CAPITAL | SCORE):
        return _word(text, at)
    if is_a(text, at, SPACE):
        return _line(text, at)
    if is_a(text, at, DIGIT):
        end = _date_end(text, at)
        if end > 0:
            return DATE_TOKEN, end
        end = _time_end(text, at)
        return (TIME_TOKEN, end) if end > 0 else _word(text, at)
    if is_a(text, at, CURRENCY):
        end = _money_end(text, at)
        if end > 0:
            return MONEY_TOKEN, end
    return MARK_TOKEN, at + 1


@piece
def run(text: Text, at: int, kinds: int) -> int:
    """The end of the run of letters of some kinds that begins at a place."""
    while text[at] & kinds:
        at += 1
    return at


@piece
def _word(text: Text, at: int) -> tuple[int, int]:
    end = run(text, at, LETTER | CAPITAL)
    if at < end <= at + SHORT and lower(text, end) == SLASH:
        second = run(text, end + 1, LETTER | CAPITAL)
        is_short = end + 1 < second <= end + 1 + SHORT
        if is_short and not is_a(text, second, WORD) and lower(text, second) != SLASH:
            return SLASH_TOKEN, second
    end = run(text, end, WORD)
    while is_a(text, end, APOSTROPHE) and is_a(text, end + 1, WORD):
        end = run(text, end + 1, WORD)
    return WORD_TOKEN, end


@piece
def _is_blank(text: Text, at: int) -> bool:
    return lower(text, at) == BLANK or lower(text, at) == TAB


@piece
def _line(text: Text, at: int) -> tuple[int, int]:
    end = at
    while _is_blank(text, end):
        end += 1
    if lower(text, end) != NEWLINE or (at > 0 and _is_blank(text, at - 1)):
        return NOTHING, max(end, at + 1)
    return LINE_TOKEN, run(text, end, SPACE)


@piece
def _money_end(text: Text, at: int) -> int:
    first = at + 1 + is_a(text, at + 1, SPACE)
    if not is_a(text, first, DIGIT):
        return -1
    end, last = first, first
    while is_a(text, end, DIGIT) or lower(text, end) == DOT or lower(text, end) == COMMA:
        if is_a(text, end, DIGIT):
            last = end
        end += 1
    return last + 1


@piece
def _date_end(text: Text, at: int) -> int:
    for _ in range(2):
        end = run(text, at, DIGIT)
        mark = lower(text, end)
        if end == at or end > at + 2 or not (mark == SLASH or mark == DOT or mark == HYPHEN):
            return -1
        at = end + 1
    end = run(text, at, DIGIT)
    return end if (end == at + 4 or end == at + 2) and not is_a(text, end, WORD) else -1


@piece
def _time_end(text: Text, at: int) -> int:
    end = run(text, at, DIGIT)
    if end > at + 2:
        return end if end == at + 4 and _is_clock(text, at) else -1
    if _is_minutes(text, end):
        half = _half_of_day(text, end + 3)
        if half > 0:
            return half
        if not is_a(text, end + 3, WORD):
            return end + 3
    return _half_of_day(text, end)


@piece
def _is_minutes(text: Text, at: int) -> bool:
    mark = lower(text, at)
    return (mark == COLON or mark == DOT) and is_a(text, at + 1, DIGIT) and is_a(text, at + 2, DIGIT)


@piece
def _half_of_day(text: Text, at: int) -> int:
    """The end of "am" or "pm", which may stand behind a space; -1 where there is none."""
    first = at + is_a(text, at, SPACE)
    is_half = _stands(text, first, AM) or _stands(text, first, PM)
    return first + 2 if is_half and not is_a(text, first + 2, WORD) else -1


@piece
def _is_clock(text: Text, at: int) -> bool:
    """Whether four digits are a time: "0915", "1430 hrs", "2200 on"."""
    if lower(text, at + 2) > FIVE:
        return False
    if lower(text, at) == ZERO and not is_a(text, at + 4, WORD):
        return True
    behind = at + 4 + is_a(text, at + 4, SPACE)
    is_hour = lower(text, at) <= ONE or (lower(text, at) == TWO and lower(text, at + 1) <= THREE)
    is_on = _stands(text, behind, ON) and not is_a(text, behind + 2, WORD)
    return is_hour and (is_on or _stands(text, behind, HRS) or _stands(text, behind, HOURS))


@piece
def stamp_end(text: Text, at: int) -> int:
    """The end of a stamp of the log at the head of a line ("- [12:30] "); -1 where there is none."""
    while is_a(text, at, BULLET) or _is_blank(text, at):
        at += 1
    at += lower(text, at) == OPEN or lower(text, at) == OPEN_ROUND
    for hours in range(2, 0, -1):  # one digit of the hour where two leave too few for the minutes
        if run(text, at, DIGIT) >= at + hours:
            end = _minutes_end(text, at + hours)
            if end > 0:
                return end
    return -1


@piece
def _minutes_end(text: Text, at: int) -> int:
    at += lower(text, at) == COLON or lower(text, at) == DOT
    if not (is_a(text, at, DIGIT) and is_a(text, at + 1, DIGIT)):
        return -1
    end = _hours_end(text, at + 5) if _is_minutes(text, at + 2) else -1
    return end if end > 0 else _hours_end(text, at + 2)


@piece
def _hours_end(text: Text, at: int) -> int:
    """The end of a stamp behind its digits: perhaps a space, "hrs" and a bracket, then what parts it from the text."""
    if is_a(text, at, SPACE):
        end = _hours_word_end(text, at + 1)
        if end > 0:
            return end
    return _hours_word_end(text, at)


@piece
def _hours_word_end(text: Text, at: int) -> int:
    end = -1
    if _stands(text, at, HRS):
        end = _parted_end(text, at + 3)
    if end < 0 and _stands(text, at, HOURS):
        end = _parted_end(text, at + 5)
    if end < 0 and _stands(text, at, H):
        end = _parted_end(text, at + 1)
    return end if end > 0 else _parted_end(text, at)


@piece
def _parted_end(text: Text, at: int) -> int:
    is_closed = lower(text, at) == CLOSE or lower(text, at) == CLOSE_ROUND
    if is_closed and is_a(text, at + 1, PARTS | SPACE):
        return at + 1
    return at if is_a(text, at, PARTS | SPACE) else -1
