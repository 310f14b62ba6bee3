"""Reconciling: the whole flow. Two tables in, linked step by step, out come one outcome a referral and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from overlooked.reconcile.linking.identity import by_identity
from overlooked.reconcile.linking.links import Links, joined
from overlooked.reconcile.linking.referenced import by_reference
from overlooked.reconcile.linking.scored import by_score
from overlooked.reconcile.outcome.clerical import NONE, Clerical
from overlooked.reconcile.outcome.outcomes import Told, outcomes_of
from overlooked.reconcile.outcome.referred import Narratives
from overlooked.recording import load_recording

STAGES = ("References", "Identity", "Scored match", "Outcomes")
Progress = Callable[[str, int, int], object]


Step = Callable[[pd.DataFrame, pd.DataFrame, Links], Links]
"""A step of linking: it is told what is linked already."""


def unwatched(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Reconciled:
    """The links and proposals of all steps, and one outcome for each referral in the order of its table."""

    links: Links
    told: tuple[Told, ...]


def reconcile(
    referrals: pd.DataFrame,
    crimes: pd.DataFrame,
    nations: Mapping[str, str],
    *,
    answered: Clerical = NONE,
    narratives: Narratives | None = None,
    progress: Progress = unwatched,
) -> Reconciled:
    """Tie every referral to its crime records and tell its outcome.

    The tables are as `tables.py` says; `nations` gives each force its nation; `answered` is what a person settled in an
    earlier run. With `narratives`, what the narratives of crimes under another offence tell is in the evidence.
    """
    links = answered.links
    steps: tuple[Step, ...] = (_by_reference, _by_identity, by_score)
    for done, step in enumerate(steps):
        progress(STAGES[done], done, len(STAGES))
        links = joined([links, step(referrals, crimes, links)], answered.refused)
    progress(STAGES[-1], len(STAGES) - 1, len(STAGES))
    shown = narratives.shown if narratives else None
    told = outcomes_of(referrals, crimes, links, load_recording(), nations, shown)
    return Reconciled(links, tuple(told))


def _by_reference(referrals: pd.DataFrame, crimes: pd.DataFrame, _: Links) -> Links:
    return by_reference(referrals, crimes)


def _by_identity(referrals: pd.DataFrame, crimes: pd.DataFrame, _: Links) -> Links:
    return by_identity(referrals, crimes)
