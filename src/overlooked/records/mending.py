"""Mending: text that was decoded wrongly on its way, made what it was. In comes a text, out comes the mended one.

UTF-8 that was read as cp1252 or Latin-1 ("Â£40", "donâ€™t", "â€“"), once or several times over, and cp1252 that was
read as Latin-1. Only what cannot be anything else is mended; a text without such signs comes back as it is.
"""

import re
from functools import cache

_TIMES = 3
_SUSPECT = re.compile("[\x80-\x9f]|[ÂÃÄÅâïð]")
_CONTROL = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")


def _read_as(byte: int) -> str:
    """The character that cp1252 shows for a byte; where it has none, that of Latin-1."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {shown: byte for byte in range(0x80, 0x100) for shown in (chr(byte), _read_as(byte))}
_ANY = "[" + "".join(re.escape(shown) for shown, byte in _BYTE_OF.items() if byte < 0xC0) + "]"  # noqa: PLR2004
_LIKELY_QUOTE = "“”‘’–—…"
_MISREAD = re.compile(
    f"[ÂÃ]{_ANY}"  # Latin-1: pounds, accents, non-breaking spaces
    f"|[ÄÅ](?![{_LIKELY_QUOTE}]){_ANY}"  # names of Central Europe; a quote mark after ÅÄ is a quote mark
    "|(?<=[€¬])Å“|Ëœ|Ë†|Æ’"  # parts of quote marks and accents that were misread twice
    f"|[âï]{_ANY}{{2}}"  # quote marks, dashes, bullets, the byte-order mark
    f"|ð{_ANY}{{3}}"  # emoji
)
_BLANK = "\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2028\u202f\u2060\u3000"
_LOST_CLOSING = re.compile(f"â€(?:\ufffd|(?!{_ANY}))")
"""A closing quote mark whose last byte got lost, as cp1252 has no character for it."""
_LOST_SPACE = re.compile("Â(?= )")
"""A non-breaking space that a later step made a plain one."""


def mended(text: str) -> str:
    r"""The text with what was decoded wrongly made right.

    >>> mended("She paid Â£40 â€“ â€œfor rentâ€\x9d")
    'She paid £40 – “for rent”'
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    for _ in range(_TIMES):
        better = _MISREAD.sub(_as_utf_8, text)
        if better == text:
            break
        text = better
    text = _LOST_SPACE.sub("", _LOST_CLOSING.sub("”", text))
    return _CONTROL.sub(lambda found: _read_as(ord(found[0])), text)


def _as_utf_8(found: re.Match[str]) -> str:
    return _decoded(found[0])


@cache
def _decoded(misread: str) -> str:
    """What the bytes of a short misread sequence say; the sequence itself where they say nothing printable."""
    try:
        right = bytes(map(_BYTE_OF.__getitem__, misread)).decode("utf-8")
    except UnicodeDecodeError:
        return misread
    if right == "\ufeff":
        return ""
    return right if right.isprintable() or right in _BLANK or right == misread[-1] else misread
