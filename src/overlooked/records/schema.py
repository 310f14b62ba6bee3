"""The schema: what a table is expected to hold. In come names of its columns, out come the known ones they stand for.

How exports call each known column stands in a data file, in two ranks: usual names, and weaker ones that are asked only
where no usual one is found. The known name itself comes before both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from overlooked.notation import from_toml


def fold(name: str) -> str:
    """A column name without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, name.casefold()))


@dataclass(frozen=True)
class Schema:
    """The `known` columns in order; a table has at least one of those `needed`, which are called `what` in messages.

    `joined` columns may be made of several columns of a file. `data` is the package's file of usual names, `option` the
    option of the command line that takes the user's mapping.
    """

    known: tuple[str, ...]
    needed: tuple[str, ...]
    what: str
    joined: tuple[str, ...]
    data: str
    option: str = "--columns"

    @cached_property
    def ranks(self) -> tuple[dict[str, str], ...]:
        """From folded column names to known columns, in the order in which they are asked."""
        shipped = from_toml((files("overlooked") / "data" / self.data).read_text(encoding="utf-8"))
        named = [{known: [known] for known in self.known}, shipped["usual"], shipped["weaker"]]
        return tuple({fold(name): known for known, names in rank.items() for name in names} for rank in named)

    @cached_property
    def names(self) -> frozenset[str]:
        """All folded names that stand for a known column."""
        return frozenset().union(*self.ranks)

    def candidates(self, names: Sequence[str], known: str) -> list[str]:
        """The columns that may be a known one by the best of their names."""
        ranks = ([name for name in names if rank.get(fold(name)) == known] for rank in self.ranks)
        return next(filter(None, ranks), [])


KNOWN = ("record_id", "recorded_on", "force", "area", "offence", "offence_code", "narrative")
RECORDS = Schema(KNOWN, needed=("narrative",), what="narrative", joined=("narrative",), data="columns.toml")
"""What `screen` reads."""
