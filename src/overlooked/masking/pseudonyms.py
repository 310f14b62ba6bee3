"""Pseudonyms: stable words for what is masked, made with a key that lives as long as a run.

In come the kind and the text of a piece, out comes a placeholder such as `[name 7F3KQ2MA]`: the first 40 bits of
HMAC-SHA256 of the normal form. The same person, phone or number has the same one throughout a run; another key gives
others. Two people of one name share one.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from overlooked.masking.pieces import Piece

KEY_BYTES, _TOKEN_BYTES = 32, 5
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _SIGNS for second in _SIGNS]
"""What stands for ten bits."""
_YOUNGEST = 26
"""Two-figure years up to this are of this century, for a birth date."""
_HUNDRED = 100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STREETS = {
    "rd": "road", "str": "street", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "dr": "drive", "ct": "court", "crt": "court", "cres": "crescent", "terr": "terrace", "gdns": "gardens",
    "sq": "square", "pl": "place", "wlk": "walk", "apt": "flat", "no": "", "number": "",
}  # fmt: skip


def new_key() -> bytes:
    """A random key. It is never written."""
    return secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Gives pseudonyms under one key."""

    key: bytes = field(repr=False)

    def token(self, normal: str) -> str:
        """Eight letters and digits for a normal form.

        >>> Pseudonyms(b"k").token("linh tran") == Pseudonyms(b"k").token("linh tran")
        True
        """
        number = int.from_bytes(hmac.digest(self.key, normal.encode("utf-8", "surrogatepass"), "sha256")[:_TOKEN_BYTES])
        return _PAIRS[number >> 30] + _PAIRS[number >> 20 & 1023] + _PAIRS[number >> 10 & 1023] + _PAIRS[number & 1023]

    def of_id(self, record_id: str) -> str:
        """What stands for a record's id; where the id stands in a narrative its placeholder holds the same."""
        return self.token(normal("crime", record_id))


class Naming:
    """The placeholders of one narrative: a part of a name takes that of the one fuller name that holds it."""

    def __init__(self, pseudonyms: Pseudonyms, narrative: str, pieces: Iterable[Piece]) -> None:
        """Take the narrative and all its pieces, for a part may stand before the whole."""
        self._pseudonyms = pseudonyms
        told = {normal_name(narrative[start:end]) for start, end, kind in pieces if kind == "name"}
        self._names = [(frozenset(name.split()), name) for name in told]

    def placeholder(self, kind: str, piece: str) -> tuple[str, str]:
        """The kind of a piece, and what stands for it."""
        own = self._whole(normal_name(piece)) if kind == "name" else normal(kind, piece)
        return kind, f"[{kind} {self._pseudonyms.token(own)}]"

    def _whole(self, name: str) -> str:
        words = frozenset(name.split())
        longer = {other for held, other in self._names if words < held} if words else set()
        return longer.pop() if len(longer) == 1 else name


def normal_name(piece: str) -> str:
    """A name without case, accents and marks; a surname that plainly stands first goes last.

    >>> normal_name("STANCIU Ionela"), normal_name("Stanciu, Ionela"), normal_name("Ionela Stanciu")
    ('ionela stanciu', 'ionela stanciu', 'ionela stanciu')
    """
    words = re.findall(r"[^\W_]+", _plain(piece))
    is_turned = len(words) > 1 and (
        re.match(r"[^\W_]+,", piece) is not None
        or (words[0].isupper() and len(words[0]) > 1 and not words[1].isupper())
    )
    return " ".join([*words[1:], words[0]] if is_turned else words).casefold()


def normal(kind: str, piece: str) -> str:
    """A piece without case, spaces and the writings of one number or date.

    >>> normal("phone", "+44 7700 900 123") == normal("phone", "07700-900123")
    True
    >>> normal("birth date", "3rd April 1991") == normal("birth date", "03/04/91")
    True
    """
    plain = _plain(piece).casefold()
    if kind == "birth date":
        return _day(plain) or _bare(plain)
    if kind == "phone":
        return _phone(plain)
    if kind == "address":
        words = re.findall(r"[^\W_]+", plain)
        return " ".join(_STREETS.get(word, word) for word in words).strip()
    return _bare(plain)


def _plain(piece: str) -> str:
    if piece.isascii():
        return piece
    return "".join(sign for sign in unicodedata.normalize("NFKD", piece) if not unicodedata.combining(sign))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _phone(text: str) -> str:
    digits = _bare(text.replace("(0)", ""))
    for head in ("0044", "44"):
        if digits.startswith(head) and (head == "0044" or "+" in text or len(digits) > len("07700900123")):
            return "0" + digits.removeprefix(head).removeprefix("0")
    return digits


def _day(text: str) -> str:
    """A date in ISO form, or "" for what is none."""
    found = re.findall(r"\d+|[a-z]{3,}", text)
    parts = [str(_MONTHS.index(part[:3]) + 1) if part[:3] in _MONTHS else part for part in found if part != "dob"]
    numbers = [int(part) for part in parts if part.isdecimal()]
    if len(numbers) != len("dmy"):
        return ""
    day, month, year = numbers if numbers[0] < _HUNDRED else numbers[::-1]
    year += 0 if year >= _HUNDRED else 2000 if year <= _YOUNGEST else 1900
    try:
        return date(year, month, day).isoformat()
    except (ValueError, OverflowError):
        return ""
