"""A JSON file from outside, asked for values by kind: what is of another kind is told by file and key, in one line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from overlooked.errors import PapersError
from overlooked.notation import from_json

LIMIT = 32 * 2**20
"""No manifest and no report is larger, in bytes."""
MOST = 10**12
"""No count and no measure is larger."""


@dataclass(frozen=True, slots=True)
class Tree:
    """An object of a JSON file, with the keys that lead to it; an absent one is empty."""

    content: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    path: str = ""

    def __contains__(self, key: str) -> bool:
        return self.content.get(key) is not None

    def tree(self, *keys: str) -> "Tree":
        """The object at the end of the keys; empty where there is none."""
        here = self
        for key in keys:
            found = here.content.get(key, {})
            if found is not None and not isinstance(found, Mapping):
                raise here.unfit(key, "an object")
            here = Tree(found or {}, self.file, f"{here.path}{key}.")
        return here

    def trees(self, key: str) -> list["Tree"]:
        """The objects of a list; none where there is no list."""
        found = self._list(key)
        if any(not isinstance(one, Mapping) for one in found):
            raise self.unfit(key, "a list of objects")
        return [Tree(one, self.file, f"{self.path}{key}.{at}.") for at, one in enumerate(found)]

    def named(self) -> Iterator[tuple[str, "Tree"]]:
        """The objects in it, by name, in the order of their names."""
        for key in sorted(self.content):
            yield key, self.tree(key)

    def texts(self, key: str) -> list[str]:
        """The texts of a list; none where there is no list."""
        found = self._list(key)
        if any(not isinstance(one, str) for one in found):
            raise self.unfit(key, "a list of texts")
        return found

    def text(self, key: str) -> str:
        """A text; "" where there is none."""
        found = self.content.get(key)
        if found is not None and not isinstance(found, str):
            raise self.unfit(key, "a text")
        return found or ""

    def number(self, key: str) -> float | None:
        """A number, or None where it is not known."""
        found = self.content.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or abs(found) > MOST:
            raise self.unfit(key, "a number")
        return float(found)

    def count(self, key: str) -> int:
        """A whole number from 0 on; it must be there."""
        found = self.content.get(key)
        if type(found) is not int or not 0 <= found <= MOST:
            raise self.unfit(key, "a whole number from 0 on")
        return found

    def unfit(self, key: str, wanted: str) -> PapersError:
        """The error to raise where a value is not what it has to be."""
        return PapersError(f"{self.file}: {self.path}{key} wants {wanted}; give the file as overlooked wrote it")

    def _list(self, key: str) -> list[Any]:
        found = self.content.get(key)
        if found is not None and not isinstance(found, list):
            raise self.unfit(key, "a list")
        return found or []


def read_tree(path: Path) -> Tree:
    """The object that a JSON file holds. Raises PapersError, one line, where it cannot be read or holds none."""
    if path.exists() and not path.is_file():
        raise PapersError(f"{path} cannot be read (it is no plain file)")
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise PapersError(f"{path} cannot be read ({error.strerror or error})") from error
    if len(data) > LIMIT:
        raise PapersError(f"{path} is larger than {LIMIT >> 20} MiB; a manifest or a report is far smaller")
    try:
        found = from_json(data)
    except ValueError as error:
        raise PapersError(f"{path} is not valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise PapersError(f"{path} holds no JSON object; give a run's manifest.json, or a report of `evaluate`")
    return Tree(found, str(path))
