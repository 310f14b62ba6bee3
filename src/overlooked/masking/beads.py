"""Beads: the words of a narrative on a string, for finders that look to the left and the right.

In comes a text, out come its words, numbers and placeholders in parallel lists, with facts on each.
"""

import re
from functools import cached_property

from overlooked.masking.facts import Fact, facts
from overlooked.masking.levelled import levelled
from overlooked.masking.tokens import PLACEHOLDER

KEYED = re.compile(r"\[[a-z ]{2,20} [0-9A-HJKMNP-TV-Z]{8}\]")
"""A keyed pseudonym in a text."""
_BEAD = re.compile(rf"[^\W_]+(?:'[^\W_]+)*|{KEYED.pattern}|{PLACEHOLDER.pattern}")
_BEGINS = frozenset('.!?:;\n"(•*>|[')
_FEWEST_SHOUTED = 4
"""Words in capitals, one behind the other, from which on a capital says nothing."""

_STAMP = 4
"""Digits of a time at the head of an entry."""


class Beads:
    """The words of a text: `shown[i]` stands at `text[starts[i]:ends[i]]` and has the flags `facts[i]`.

    `count` is how many there are. `taken[i]` tells the kind that a finder has claimed a word for, "" for none; a
    placeholder is taken from the start. `has_capital[i]` tells how a word is written, `is_capital` whether that says
    something. `gaps[i]` is what stands before a word; behind the last one, what stands there.
    """

    def __init__(self, text: str) -> None:
        self.text = text = levelled(text)
        found = list(_BEAD.finditer(text))
        self.count = len(found)
        self.shown = [match.group() for match in found]
        self.has_capital = [word[0].isupper() for word in self.shown]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.gaps = [text[end:start] for end, start in zip([0, *self.ends], [*self.starts, len(text)], strict=True)]
        if "  " in text:
            self.gaps = [" " if gap.isspace() and "\n" not in gap else gap for gap in self.gaps]
        lower = text.lower()
        if len(lower) == len(text):
            self.lowers = [lower[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        else:
            self.lowers = [shown.lower() for shown in self.shown]
        known = facts()
        self.has_tokens = any(word[0] == "[" for word in self.shown) if "[" in text else False
        if self.has_tokens:
            self.facts = [known[word] if word[0] != "[" else 0 for word in self.lowers]
            self.taken = ["" if word[0] != "[" else "[" for word in self.lowers]
        else:
            self.facts = list(map(known.__getitem__, self.lowers))
            self.taken = [""] * self.count

    def is_first(self, index: int) -> bool:
        """Whether a sentence, a quotation, an entry of a log or a bracket begins with a word."""
        gap = self.gaps[index]
        while (
            gap == " "
            and index
            and (self.shown[index - 1][0].isdigit() or self.shown[index - 1][0] == "[")
            and self.ends[index - 1] - self.starts[index - 1] >= _STAMP
        ):
            index -= 1
            gap = self.gaps[index]
        if index == 0:
            return True
        before = self.shown[index - 1]
        if gap == " ":
            return False
        if gap in {". ", "."}:
            return not (len(before) == 1 and before.isupper()) and not self.facts[index - 1] & (Fact.TITLE | Fact.RANK)
        return not _BEGINS.isdisjoint(gap) or " - " in gap

    @cached_property
    def shouted(self) -> bytearray:
        """For every word whether it stands in a run of words in capitals."""
        flags = bytearray(len(self.shown))
        first = count = 0
        if sum(map(str.isupper, self.shown)) < _FEWEST_SHOUTED:
            return flags
        for index, word in enumerate([*self.shown, "x"]):
            is_loud = word.isupper()
            if word[0] == "[" or not (is_loud or word.islower() or word.upper().isupper()):
                continue
            if is_loud:
                if count == 0:
                    first = index
                count += 1
                last = index
            else:
                if count >= _FEWEST_SHOUTED:
                    flags[first : last + 1] = b"\1" * (last + 1 - first)
                count = 0
        return flags

    @cached_property
    def is_low(self) -> bool:
        """Whether the writer makes no capitals; not where some may be masked already."""
        if self.has_tokens:
            return False
        return sum(self.has_capital) * 25 <= self.count

    def is_plain(self, index: int) -> bool:
        """Whether capitals say nothing where a word stands."""
        return self.is_low or bool(self.shouted[index])

    def is_capital(self, index: int) -> bool:
        """Whether a word has a capital that says something."""
        return self.has_capital[index] and not self.shouted[index]

    def having(self, told: int) -> list[int]:
        """The places of the words that have one of these flags."""
        return [index for index, facts in enumerate(self.facts) if facts & told]
