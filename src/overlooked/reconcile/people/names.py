"""People as two systems write them: names, birth dates, sex and nationality folded to what can be compared.

In come cells of a referral or a crime, out come tokens and codes. Nothing here decides that two people are one; it
makes equal what is only written differently. Names, nicknames and nationalities are data (`people.toml`).
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from overlooked.reconcile.people.anonymity import blank, is_told

REMEMBERED = 2**19
"""So many different cells are remembered once folded; a log repeats its names."""

_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "’": "'"}
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_ALIASES = re.compile(r"[;,/|\n]+|\b(?:a\.?k\.?a\.?|aliases?|also known as|known as|or)\b[:\s]*", re.IGNORECASE)
_YEARS = re.compile(r"(?:1[89]|20)[0-9]{2}")
_DAYS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Names:
    """What `people.toml` tells of names and nationalities."""

    particles: frozenset[str]
    kin: Mapping[str, frozenset[int]]
    nationalities: Mapping[str, str]


@cache
def load_names() -> Names:
    """The shipped lists, folded."""
    told: dict[str, Any] = tomllib.loads((files("overlooked") / "data" / "people.toml").read_text(encoding="utf-8"))
    kin: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(told["given"]):
        for name in group["names"]:
            kin[plain(name)].add(number)
    own = told["names"]
    nationalities = {plain(way): code for code, ways in told["nationality"].items() for way in (*ways, code)}
    nationalities |= {plain(code.replace("_", " ")): code for code in told["nationality"]}
    return Names(
        particles=frozenset(own["particles"]),
        kin={name: frozenset(groups) for name, groups in kin.items()},
        nationalities=nationalities,
    )


def plain(text: str) -> str:
    """Lower case without accents, one space between words, letters that have no accent to lose as their nearest.

    >>> plain(" Nguyễn  THỊ Đào "), plain("Łukasz")
    ('nguyen thi dao', 'lukasz')
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(bare.translate(_LETTERS).split())


_MISREAD = re.compile("[ÃÄÅÆÇÈáâ][\x80-\xbf\u0152-\u2122?]|Ð")


def as_written(text: str) -> str:
    """A name whose UTF-8 was read as cp1252 as it was written; a letter that got lost on the way is left out.

    >>> as_written("Nguyá»…n"), as_written("Ä?áº¡t"), as_written("Günther")
    ('Nguyễn', 'ạt', 'Günther')
    """
    if text.isascii() or not _MISREAD.search(text):
        return text
    octets = b"".join(letter.encode("cp1252" if letter > "\xff" else "latin-1", "ignore") for letter in text)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.replace(b"?", b"").decode("utf-8", "ignore") if "?" in text else text


@lru_cache(maxsize=REMEMBERED)
def name_tokens(text: str) -> tuple[str, ...]:
    """The words of a name in their order, folded; none for a placeholder such as UNKNOWN or N/K.

    Titles, initials' dots and apostrophes are dropped, double-barrelled names are two words.

    >>> name_tokens("Mr O'Brien-Smith"), name_tokens("N/K"), name_tokens("UNKNOWN MALE")
    (('obrien', 'smith'), (), ())
    """
    if not is_told(text):
        return ()
    words = [word.replace("'", "") for word in _WORD.findall(plain(as_written(text)))]
    kept = tuple(word for word in words if word not in blank().words and is_told(word))
    return kept if is_told(" ".join(kept)) else ()


@lru_cache(maxsize=REMEMBERED)
def aliases(text: str) -> tuple[tuple[str, ...], ...]:
    """Each name of a cell of aliases as its words.

    >>> aliases("Sasha; aka Big Al / Alex Pop")
    (('sasha',), ('big', 'al'), ('alex', 'pop'))
    """
    return tuple(dict.fromkeys(filter(None, map(name_tokens, _ALIASES.split(text)))))


def core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without particles that forms leave out, or all where nothing would be left."""
    kept = tuple(token for token in tokens if token not in load_names().particles and len(token) > 1)
    return kept or tokens


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|cz|ch|ci(?=[aou])|c(?=[ei])|sz|sh|sch|zh|rz|s|z|c(?=y)", "s"),
        (r"kh|ck|q|c|k|gh|g", "k"),
        (r"ph|pf|f|v|w(?=[aeiou])", "f"),
        (r"th|dh|dj|d|t", "t"),
        (r"b|p", "p"),
        (r"m|n(?=[bp])", "m"),
        (r"nh|ng|n", "n"),
        (r"j|y(?=[aeiou])", "j"),
        (r"h|w", ""),
    )
)


@lru_cache(maxsize=REMEMBERED)
def phonetic(token: str) -> str:
    """How a name sounds, roughly: consonants by kind, vowels only where they begin it, doubles once.

    Wider than Soundex, so that transliterations of one name meet; made to find pairs to compare, never to link them.

    >>> phonetic("mohammed") == phonetic("muhamad"), phonetic("kowalski") == phonetic("kovalsky")
    (True, True)
    """
    sound = token.replace("x", "ks")
    for pattern, heard in _SOUNDS:
        sound = pattern.sub(heard.upper(), sound)
    first = "A" if token[:1] in "aeiouy" else ""
    kept = "".join(sign for sign in sound.upper() if sign not in "AEIOUY")
    return first + re.sub(r"(.)\1+", r"\1", kept)


@lru_cache(maxsize=REMEMBERED)
def are_kin(one: str, other: str) -> bool:
    """Whether two given names are forms or short forms of one name.

    >>> are_kin("bill", "william"), are_kin("mohammed", "muhammad"), are_kin("bill", "robert")
    (True, True, False)
    """
    kin = load_names().kin
    return one != other and bool(kin.get(one, frozenset()) & kin.get(other, frozenset()))


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date as far as it can be trusted.

    `day` is an ISO day or "", `year` its year; `is_default` says that it is the first of January, which stands for an
    age only; `swapped` is the day with day and month exchanged where both read, or "".
    """

    day: str = ""
    year: str = ""
    is_default: bool = False
    swapped: str = ""


@lru_cache(maxsize=REMEMBERED)
def birth(text: str) -> Birth:
    """The birth date of a cell that holds an ISO day, a year alone, or nothing; of no day that was, its year alone.

    >>> birth("1990-03-04").swapped, birth("1990-01-01").is_default, birth("1990").year, birth("1990-03-14").swapped
    ('1990-04-03', True, '1990', '')
    """
    told = text[:10]
    year = told.partition("-")[0]
    if not _YEARS.fullmatch(year):
        return Birth()
    if not _is_day(told):
        return Birth(year=year)
    month, day = told[5:7], told[8:]
    exchanged = f"{year}-{day}-{month}"
    return Birth(told, year, month == day == "01", exchanged if day != month and _is_day(exchanged) else "")


def _is_day(text: str) -> bool:
    """Whether a text is an ISO day that was."""
    try:
        return bool(_DAYS.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@lru_cache(maxsize=REMEMBERED)
def nationality(text: str) -> str:
    """The adjective of a nationality, however it is written; what is not known as it stands, "" for nothing.

    >>> nationality("VIET NAM"), nationality("Roumanian"), nationality("Not known"), nationality("Atlantean")
    ('vietnamese', 'romanian', '', 'atlantean')
    """
    told = plain(text).strip(" .")
    if told != "uk" and not is_told(told):
        return ""
    return load_names().nationalities.get(told, told)


_SEX = {"f": "female", "female": "female", "woman": "female", "girl": "female"}
_SEX |= {"m": "male", "male": "male", "man": "male", "boy": "male"}


def sex(text: str) -> str:
    """Female or male, however it is written; anything else is "": it is neither for nor against a link.

    >>> sex("F"), sex("MALE"), sex("not known")
    ('female', 'male', '')
    """
    return _SEX.get(plain(text), "")
