"""Levelled: a text whose spaces, dashes, quotation marks and line ends are plain ones, each at its old place.

In comes a text, out comes one of the same length, so that a rule knows one space and one dash.
"""

import re

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\t\r\f\v\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
            " ",
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`\xb4\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\xab\xbb", '"'),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
    }
)
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_WRAP = re.compile(r"(?<=[a-z,] )\n(?=[a-z])|(?<=[a-z,])\n(?=[a-z])(?![a-z /]{1,30}:)|(?<=\d)\n(?=\d{3}(?:\d{2,})?\b)")
"""A line end within a sentence or a number, where a program broke a long line."""


def levelled(text: str) -> str:
    r"""The text with plain marks.

    >>> levelled("call\xa007700\u2011900123")
    'call 07700-900123'
    """
    text = text.translate(_PLAIN) if _ODD.search(text) else text
    return _WRAP.sub(" ", text) if "\n" in text else text
