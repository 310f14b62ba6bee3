"""Grouping: which force, stage, step and group of people each referral belongs to.

In come the referrals and their links, out comes a table of codes, one row a referral. Groups are coarse, and a code is
never a name or a free text, but for that of the force.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from overlooked.notation import from_toml
from overlooked.reconcile.linking.links import Links, Step
from overlooked.reconcile.measured.wording import codes, words
from overlooked.reconcile.people.forces import usual_name
from overlooked.reconcile.people.names import nationality, sex

NO_LINK = "none"
NO_FORCE = "no force told"
GROUPS = ("force", "stage", "step", "place", "type", "responder", "age", "sex", "nationality")
"""The columns of the table."""

_STAGES_BY_CG = ("positive", "negative", "pending")
_WORDS = re.compile(r"[^a-z0-9']+")


def grouped(referrals: pd.DataFrame, links: Links) -> pd.DataFrame:
    """The groups of each referral, with the columns of `GROUPS`."""
    forces = referrals["force"].where(referrals["force"] != "", referrals["exploitation_force"])
    told = {
        "force": _names_of_forces(forces),
        "stage": _stages(referrals),
        "step": _steps(len(referrals), links),
        "place": _coded(referrals["exploitation_place"], "place"),
        "type": _coded(referrals["referral_type"], "type"),
        "responder": _each(referrals["first_responder"], responder),
        "age": _coded(referrals["age_status"], "age"),
        "sex": _each(referrals["sex"], sex),
        "nationality": _each(referrals["nationality"], nationality_group),
    }
    return pd.DataFrame({name: told[name] for name in GROUPS}, dtype=object)


def responder(cell: str) -> str:
    """The kind of a first responder, "" where nothing is told.

    >>> responder("Border Force"), responder("PC Smith, Fenholme Police"), responder("A. Friend"), responder("")
    ('home_office', 'police', 'other', '')
    """
    told = f" {_WORDS.sub(' ', cell.casefold()).strip()} "
    if not told.strip():
        return ""
    kinds = words()["first_responder"].items()
    return next((kind for kind, ways in kinds if any(f" {way} " in told for way in ways)), "other")


def nationality_group(cell: str) -> str:
    """The group of a nationality, "" where nothing is told; of two, that of the first.

    >>> nationality_group("Viet Nam"), nationality_group("Atlantean"), nationality_group("N/K")
    ('east_and_south_east_asia', 'other', '')
    """
    told = nationality(cell)
    if not told or told in {"unknown", "mixed"}:
        return ""
    return _nationality_groups().get(told, "other")


@cache
def _nationality_groups() -> dict[str, str]:
    table = from_toml((files("overlooked") / "data" / "nationality_groups.toml").read_text("utf-8"))
    return {adjective: group for group, adjectives in table.items() for adjective in adjectives}


def _each(column: "pd.Series[str]", fold: Callable[[str], str]) -> list[str]:
    cells = [str(cell) for cell in column]
    folded = {cell: fold(cell) for cell in set(cells)}
    return [folded[cell] for cell in cells]


def _coded(column: "pd.Series[str]", group: str) -> list[str]:
    """Codes that the tables know, whatever their case; any other is not told."""
    known = {code.casefold(): code for code in codes(group)}
    return _each(column, lambda cell: known.get(cell.casefold(), ""))


def _names_of_forces(column: "pd.Series[str]") -> list[str]:
    """One name for all spellings of a force: the one that is used most, of equals the first in the alphabet."""
    cells = [str(cell).strip() for cell in column]
    folded = {cell: usual_name(cell) for cell in set(cells)}
    often = pd.Series(cells).value_counts().sort_index().sort_values(ascending=False, kind="stable")
    names: dict[str, str] = {}
    for cell in often.index:
        names.setdefault(folded[cell], cell or NO_FORCE)
    return [names[folded[cell]] for cell in cells]


def _stages(referrals: pd.DataFrame) -> Sequence[str]:
    """How far the decisions are; a decision on conclusive grounds tells that the one before it was positive."""
    rg, cg = (referrals[name].astype(object).str.casefold() for name in ("rg_decision", "cg_decision"))
    notified = referrals["referral_type"].astype(object).str.casefold() == "dtn"
    rules = [((cg == stage) & (rg != "negative"), f"cg_{stage}") for stage in _STAGES_BY_CG]
    rules += [(rg == stage, f"rg_{stage}") for stage in ("positive", "negative", "pending")]
    rules += [(notified, "notified")]
    told: list[str] = np.select([rule.to_numpy(bool) for rule, _ in rules], [n for _, n in rules], "not_told").tolist()
    return told


def _steps(number: int, links: Links) -> list[str]:
    """The surest step by which each referral is linked."""
    order = list(Step)
    surest = [len(order)] * number
    for link in links.links:
        surest[link.referral] = min(surest[link.referral], order.index(link.step))
    return [str([*order, NO_LINK][place]) for place in surest]
