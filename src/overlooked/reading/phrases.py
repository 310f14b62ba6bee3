"""A phrase index: where any of many phrases stands in a row of forms, found in one pass.

In go phrases, each with a value; out come, for an item, the phrases that begin there. A phrase is filed under its
first two forms, so that an item looks at the few that can go on as the text does.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")
Phrase = tuple[str, ...]


class PhraseIndex(Generic[Value]):
    """Phrases filed under their first two forms, each with its value."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Value]]) -> None:
        """File the phrases; a phrase may stand several times, with several values."""
        self._single: dict[str, list[Value]] = {}
        self._longer: dict[str, dict[str, list[tuple[Phrase, Value]]]] = {}
        for phrase, value in phrases:
            if len(phrase) == 1:
                self._single.setdefault(phrase[0], []).append(value)
            else:
                self._longer.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, value))

    def within(self, forms: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, Value]]:
        """The phrases among items `first` up to `last` (not with it): first item, last item + 1, value."""
        single, longer = self._single, self._longer
        for index in range(first, last):
            form = forms[index]
            for value in single.get(form, ()):
                yield index, index + 1, value
            following = longer.get(form)
            if following is None or index + 1 >= last:
                continue
            for phrase, value in following.get(forms[index + 1], ()):
                end = index + len(phrase)
                if len(phrase) == 2 or (end <= last and tuple(forms[index:end]) == phrase):  # noqa: PLR2004 - both forms were looked up
                    yield index, end, value

    def vocabulary(self) -> frozenset[str]:
        """Every form that some phrase holds."""
        longer = (form for by_second in self._longer.values() for e in by_second.values() for p, _ in e for form in p)
        return frozenset(self._single) | frozenset(longer)
