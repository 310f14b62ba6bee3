"""Bad news of effort: cases that are left at the capacity, what reading costs, and bands that hold little."""

from collections.abc import Iterator

from overlooked.evaluation.news.saying import Aim, Bad, Rules
from overlooked.pages.text import percent
from overlooked.statistics.figures import Figures
from overlooked.statistics.ordinary import LEAST

RECALL = Aim(0.90, 0.30)
COST = Aim(0.02, 0.50)  # the share of ordinary records that are read for 95 % of the cases
LOOKALIKES = Aim(0.10, 1.0)
BAND = Aim(0.50, 0.0)
NO_BAND = Aim(0.0, 0.20)  # the share of the cases in which no sign is seen
CANNOT_SAY = 0.3  # a corpus that is too small for the question


def _capacity(figures: Figures) -> Iterator[Bad]:
    """What is left unread at the log's capacity, and what of it this corpus can vouch for."""
    effort, budget = figures["effort"], _share(figures["settings"]["budget"])
    cut, sure = effort["capacity"], effort["surely_within_capacity"]
    if cut["recall"]["value"] is None:
        yield Bad(CANNOT_SAY, f"What is found when {budget} of a log is read, {cut['recall']['reason']}.")
        return
    share, count = cut["recall"]["value"], cut["recall"]["n"]
    left = f"{(1 - share) * count:.0f} of {count} cases are left unread ({percent(1 - share)})"
    yield Bad(RECALL.lost(share), f"At the score that {budget} of the ordinary records exceed, {left}.")
    if cut["ordinary_above"]["value"] is None:
        most = f"at most {cut['ordinary_above']['at_most_per_10000']:,} in 10,000 ordinary records stand above it"
        told = f"Fewer than {LEAST} ordinary records set the cut for {budget} of a log: {most}."
        yield Bad(CANNOT_SAY, f"{told} {_vouched(sure['recall'], budget)}")


def _cost(figures: Figures) -> Iterator[Bad]:
    cut = figures["effort"]["to_recall"]["0.95"]
    leaf = cut["ordinary_above"]
    what = "To find 95 % of the cases"
    if leaf["value"] is not None:
        sentence = f"{what}, {percent(leaf['value'])} of the ordinary records must be read (n = {leaf['n']})."
        yield Bad(COST.lost(leaf["value"]), sentence)
    hard, all_hard = cut["above"]["hard_negative"], figures["effort"]["kinds"]["hard_negative"]
    if all_hard:
        sentence = f"{what}, {hard:.0f} of the {all_hard:.0f} look-alikes are read too ({percent(hard / all_hard)})."
        yield Bad(LOOKALIKES.lost(hard / all_hard), sentence)


def _bands(figures: Figures) -> Iterator[Bad]:
    """What a band holds is said only where the rule lets it be; cases without a band always."""
    bands = figures["effort"]["bands"]
    if "A" not in bands:
        return
    for name in "ABC":
        leaf = bands[name]["precision"]
        if leaf["value"] is not None:
            sentence = f"Of the {leaf['n']} records of band {name} {percent(leaf['value'])} are cases."
            yield Bad(BAND.lost(leaf["value"]), sentence)
    lost, count = bands["none"]["positives"], bands["A"]["recall"]["n"]
    sentence = f"{lost} of {count} cases stand in no band: no sign is seen in them ({percent(lost / count)})."
    yield Bad(NO_BAND.lost(lost / count), sentence)


RULES: Rules = (
    _capacity,
    _cost,
    _bands,
)


def _share(value: float) -> str:
    return f"{100 * value:g} %"


def _vouched(recall: Figures, budget: str) -> str:
    """What is found at the cut that is surely within the budget."""
    if recall["value"] is None:
        return f"No cut is sure to stay within {budget}."
    interval = f"{percent(recall['low'])} to {percent(recall['high'])}, n = {recall['n']}"
    return (
        f"Above the cut that surely stays within {budget} stand {percent(recall['value'])} of the cases ({interval})."
    )
