"""Bad news of groups: for whom the ranking is worse."""

from collections.abc import Iterator

from overlooked.evaluation.figures import Figures
from overlooked.evaluation.news.saying import FEW, Aim, Bad, Rules, percent, versus

RECALL = Aim(0.80, 0.30)
GAP = Aim(0.05, 0.30)  # between groups


def _groups(figures: Figures) -> Iterator[Bad]:
    groups = figures["rankers"][figures["model"]]["groups"]
    for family, member, who in (("housing", "homeless", "homeless people"), ("age", "child", "children")):
        rates = groups[family].get(member)
        if rates is None or rates["recall"]["value"] is None:
            yield Bad(0.5, f"The corpus holds no positive to measure the recall of {who} with.")
            continue
        share, count = rates["recall"]["value"], rates["recall"]["n"]
        few = ", few" if rates["recall"]["small"] else ""
        finds = f"At the depth of the positives it finds {percent(share)} of the positives with {who}"
        yield Bad(RECALL.lost(share), f"{finds} (n = {count}{few}).")
        everyone, flags = groups["all"], rates["false_flags"]
        gap, shares = everyone["recall"]["value"] - share, versus(rates["recall"], everyone["recall"])
        yield Bad(GAP.lost(gap), f"It finds {who} less often than all: {shares}.")
        if flags["value"] is not None:
            gap, shares = (
                flags["value"] - everyone["false_flags"]["value"],
                versus(flags, everyone["false_flags"]),
            )
            yield Bad(GAP.lost(gap), f"It flags {who} wrongly more often than all: {shares}.")


def _exploitation(figures: Figures) -> Iterator[Bad]:
    groups = figures["rankers"][figures["model"]]["groups"]["exploitation"]
    types = {kind: rates["recall"] for kind, rates in groups.items() if rates["recall"]["n"] >= FEW}
    if types:
        worst = min(types, key=lambda kind: types[kind]["value"])
        share, count = types[worst]["value"], types[worst]["n"]
        yield Bad(RECALL.lost(share), f"Exploitation found least is {worst}: {percent(share)} of {count}.")


RULES: Rules = (
    _groups,
    _exploitation,
)
