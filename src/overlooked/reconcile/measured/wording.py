"""The words of the report: what outcomes, stages, steps and groups are called; data, in `reconcile.toml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from overlooked.notation import from_toml
from overlooked.statistics.figures import Figures


@cache
def words() -> Figures:
    """All of the file."""
    return from_toml((files("overlooked") / "data" / "reconcile.toml").read_text(encoding="utf-8"))


def called(group: str, code: str) -> str:
    """What a code of a group is called; a code that no list has is its own name.

    >>> called("stage", "cg_positive"), called("force", "Fenholme")
    ('CG positive', 'Fenholme')
    """
    return str(words()["groups"].get(group, {}).get(code, code))


def codes(group: str) -> Mapping[str, str]:
    """The codes of a group in their order, with their words; none where the group has no list."""
    told: Mapping[str, str] = words()["groups"].get(group, {})
    return told


def nation_called(nation: str) -> str:
    """The name of a nation."""
    return str(words()["nations"].get(nation, nation))


def some(number: int | None, one: str, many: str = "") -> str:
    """A number with its noun; one that is not told is "a number".

    >>> some(1, "referral"), some(1200, "referral"), some(None, "referral")
    ('1 referral', '1,200 referrals', 'a number of referrals that is not told')
    """
    plural = many or one + "s"
    if number is None:
        return f"a number of {plural} that is not told"
    return f"{number:,} {one if number == 1 else plural}"


def outcome_called(outcome: str) -> str:
    """The name of an outcome, or of a count of referrals, in a picture or a heading."""
    return str(words()["outcomes"][str(outcome)])
