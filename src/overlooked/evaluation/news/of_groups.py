"""Bad news of groups: for whom the ranking is worse."""

from collections.abc import Iterator

from overlooked.evaluation.news.saying import ALWAYS_FIRST, FEW, Aim, Bad, Rules, versus
from overlooked.pages.text import percent
from overlooked.statistics.figures import Figures

RECALL = Aim(0.80, 0.30)
GAP = Aim(0.05, 0.30)  # between groups
SURE_GAP = Aim(0.0, 0.30)  # one that chance does not explain
TOLD_ALREADY = {("housing", "homeless"), ("age", "child")}
MOST_GAPS = 6
"""So many gaps are said in sentences; the table has all."""
MEASURES = {
    "recall": "Cases are found less often for {}",
    "false_flags": "Negatives are flagged wrongly more often for {}",
    "signs_found": "Signs are found less often in cases of {}",
}


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


def beyond_chance(figures: Figures) -> Iterator[Bad]:
    """Give the gaps of other groups that chance would not make, and how many it would."""
    told = figures["groups"]
    worse = [gap for gap in told["gaps"] if gap["excludes_zero"] and gap["lost"] > 0]
    if not worse:
        return
    sure = sum(gap["excludes_zero_together"] for gap in worse)
    yield Bad(
        SURE_GAP.lost(max(gap["lost"] for gap in worse)),
        f"Of {told['comparisons']} gaps between a group and all others {len(worse)} are to its cost and exclude zero "
        f"at 95 % (chance alone would make about {told['expected_by_chance'] / 2:.0f}); {sure} do with all of them "
        "counted together.",
    )
    others = [gap for gap in worse if (gap["family"], gap["group"]) not in TOLD_ALREADY]
    others.sort(key=lambda gap: (not gap["excludes_zero_together"], -gap["lost"]))
    for gap in others[:MOST_GAPS]:
        low, high = sorted(abs(gap["gap"][end]) for end in ("low", "high"))
        shares = versus(gap["here"], gap["elsewhere"])
        together = "" if gap["excludes_zero_together"] else "; within chance when all gaps are counted together"
        said = MEASURES[gap["measure"]].format(f"{gap['family']} {gap['group'].replace('_', ' ')}")
        sentence = f"{said}: {shares}; gap between {percent(low)} and {percent(high)}{together}."
        yield Bad(SURE_GAP.lost(gap["lost"]), sentence)


def moved_by_swaps(figures: Figures) -> Iterator[Bad]:
    """Give every kind of swap that moves a score: a score that moves with who is told of."""
    for kind, told in (figures["swaps"] or {"kinds": {}})["kinds"].items():
        if told["moved"]:
            records = len({each["record_id"] for each in told["moved"]})
            yield Bad(
                ALWAYS_FIRST,
                f"Told of somebody else ({kind}), {records} of {told['n']} narratives change in score or "
                "findings, by no known collision of words.",
            )


RULES: Rules = (
    _groups,
    _exploitation,
    beyond_chance,
    moved_by_swaps,
)
