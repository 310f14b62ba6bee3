"""Figures of messy pairs: what the truth ties is linked, every seventeenth of it waits for a person instead."""

from messy import Messy

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.measured.figures import RowCounts, figures_of
from overlooked.reconcile.outcome.outcomes import Told, outcomes_of
from overlooked.recording import load_recording
from overlooked.statistics.figures import Figures

STEPS = {"reference": Step.REFERENCE, "identity": Step.EXACT, "narrative": Step.SCORED}


def links_of(pairs: Messy) -> Links:
    """Links by the evidence that the truth tells of."""
    told = pairs.truth.links[["referral", "crime", "evidence"]].itertuples(index=False)
    found = [Link(int(r), int(c), STEPS[e], 0.9, "made up") for r, c, e in told if e]
    return Links(tuple(link for at, link in enumerate(found) if at % 17), tuple(found[::17]))


def told_of(pairs: Messy) -> list[Told]:
    """The outcomes by these links."""
    return outcomes_of(pairs.referrals, pairs.crimes, links_of(pairs), load_recording(), pairs.forces)


def figures_of_messy(pairs: Messy) -> Figures:
    """The tree of figures; three rows of referrals were set aside."""
    rows = RowCounts(len(pairs.referrals) + 3, len(pairs.crimes), referrals_set_aside=3)
    return figures_of(pairs.referrals, pairs.crimes, told_of(pairs), links_of(pairs), rows, pairs.forces)
