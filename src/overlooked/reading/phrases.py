"""A phrase index: where any of many phrases stands in a row of forms, found in one pass.

In go phrases, each with a value; out come, for an item, the phrases that begin there. The phrases make a tree of forms,
so that an item is followed no further than some phrase goes on as the text does.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")
Phrase = tuple[str, ...]


class _Node(Generic[Value]):
    """What the forms so far may be: the values of phrases that end here, and the forms that may follow."""

    __slots__ = ("following", "values")

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.following: dict[str, _Node[Value]] = {}


class PhraseIndex(Generic[Value]):
    """Phrases in a tree of their forms, each with its value."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Value]]) -> None:
        """Grow the tree; a phrase may stand several times, with several values."""
        self._root: _Node[Value] = _Node()
        for phrase, value in phrases:
            node = self._root
            for form in phrase:
                following = node.following.get(form)
                if following is None:
                    following = node.following[form] = _Node()
                node = following
            node.values.append(value)

    def within(self, forms: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, Value]]:
        """The phrases among items `first` up to `last` (not with it): first item, last item + 1, value."""
        root = self._root.following
        for index in range(first, last):
            node = root.get(forms[index])
            end = index + 1
            while node is not None:
                for value in node.values:
                    yield index, end, value
                node = node.following.get(forms[end]) if end < last else None
                end += 1

    def vocabulary(self) -> frozenset[str]:
        """Every form that some phrase holds."""
        forms: set[str] = set()
        nodes = [self._root]
        while nodes:
            following = nodes.pop().following
            forms.update(following)
            nodes += following.values()
        return frozenset(forms)
