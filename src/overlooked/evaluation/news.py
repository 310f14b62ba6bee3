"""What is bad in the figures, said in plain sentences, the worst first.

In go the judge's figures; out come sentences. Each looks at one figure, states its aim, and is said only
where the figure falls short of it; the order is by how much of the way from the aim to the worst value is
lost.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from overlooked.evaluation.ablations import DECIDING
from overlooked.evaluation.figures import Figures
from overlooked.indicators import INDICATOR_CODES

FEW = 10
"""A class, type or indicator with fewer examples is not named as the weakest: chance would choose it."""


class Bad(NamedTuple):
    """A sentence and how bad it is: 0 at the aim, 1 at the worst value."""

    lost: float
    sentence: str


class Aim(NamedTuple):
    """Where a figure should be, and where it could not be worse."""

    good: float
    worst: float

    def lost(self, value: float) -> float:
        """Give the share of the way from good to worst, between 0 and 1."""
        return min(max((self.good - value) / (self.good - self.worst), 0.0), 1.0)


MARGIN = Aim(0.10, 0.0)  # over what needs no knowledge
ORDER = Aim(0.90, 0.50)  # AUC; .50 is chance
PAIRS = Aim(0.90, 0.50)  # a second careful reader gets all of them right
READER_F1 = 0.83  # a second, blind reader of the same records
INDICATORS = Aim(READER_F1, 0.0)
ASSERTION = Aim(0.90, 0.20)  # five classes; .20 is guessing
AS_PRESENT = Aim(0.05, 0.50)  # signs that are not asserted
FALSE_FINDINGS = Aim(0.10, 1.0)  # a record
RECALL = Aim(0.80, 0.30)
GAP = Aim(0.05, 0.30)  # between groups
ALARMS = Aim(20.0, 200.0)  # a 1,000 real negatives; 20 is the usual reading budget
FALL = Aim(0.03, 0.20)  # of AUC, once give-away words are masked
LOUD_NEGATIVES = Aim(0.02, 0.50)
IDLE = 0.3  # a part that adds nothing
ALWAYS_FIRST = 2.0  # worse than any figure: what makes all of them look better than they are


def bad_news(figures: Figures) -> list[str]:
    """Give the sentences, worst first; in a tie as the rules stand."""
    found = [bad for rule in RULES for bad in rule(figures) if bad.lost > 0]
    return [bad.sentence for bad in sorted(found, key=lambda bad: -bad.lost)]


def dot(value: float) -> str:
    """Give a measure as .87; 1.00 and negative numbers as they are."""
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def percent(value: float) -> str:
    """Give a share as 87 %."""
    return f"{100 * value:.0f} %"


def _seen_by_cues(figures: Figures) -> Iterator[Bad]:
    """Weights can be learned without an author; cues were written with all authors of the train split in sight."""
    if not figures["settings"]["sealed"]:
        yield Bad(
            ALWAYS_FIRST,
            "The cues were written with all of these authors in sight: leaving one out leaves it out of the weights, "
            "not out of the cues. On authors nobody had seen, the figures are lower: judge the sealed split.",
        )


def _others(figures: Figures) -> Iterator[Bad]:
    model = figures["rankers"][figures["model"]]
    for key, margins in figures["margins"].items():
        other = figures["rankers"][key]
        for contrast, where in (("all", "on all records"), ("hard", "against hard negatives")):
            gap = margins[contrast]["value"]
            if gap is None:
                continue
            numbers = f"(mean AUC {dot(other['auc'][contrast]['value'])} v {dot(model['auc'][contrast]['value'])})"
            if gap < 0:
                yield Bad(
                    min(0.5 - 2 * gap, 1.0),
                    f"{_upper(other['name'])} ranks better than the model {where} {numbers}.",
                )
            elif other["role"] == "probe":
                sentence = f"{_upper(other['name'])} comes within {dot(gap)} of the model {where} {numbers}."
                yield Bad(MARGIN.lost(gap), sentence)


def _ranking(figures: Figures) -> Iterator[Bad]:
    model = figures["rankers"][figures["model"]]
    for contrast, what in (
        ("all", "positives from negatives"),
        ("hard", "positives from hard negatives"),
        ("subtle", "subtle positives from hard negatives"),
    ):
        leaf = model["auc"][contrast]
        if leaf["value"] is not None:
            sentence = f"The model tells {what} with a mean AUC of {dot(leaf['value'])} over {leaf['n']} authors."
            yield Bad(ORDER.lost(leaf["value"]), sentence)
    points = {a: p for a, p in model["auc"]["all"]["authors"].items() if p["value"] is not None}
    if points:
        worst = min(points, key=lambda author: points[author]["value"])
        value = points[worst]["value"]
        yield Bad(ORDER.lost(value), f"Author {worst} is ranked worst of all: AUC {dot(value)}.")


def _pairs(figures: Figures) -> Iterator[Bad]:
    pairs = figures["rankers"][figures["model"]]["pairs"]
    for kind, what in (("plain", "plain"), ("clearance", "clearance")):
        leaf = pairs[kind]
        if leaf["value"] is not None:
            wrong = leaf["n"] - leaf["in_order"]
            yield Bad(
                PAIRS.lost(leaf["value"]),
                f"{wrong:g} of {leaf['n']} {what} pairs are not in the right order.",
            )


def _indicators(figures: Figures) -> Iterator[Bad]:
    indicators = figures["readings"]["indicators"]
    recall, f1 = indicators["micro"]["recall"], indicators["micro"]["f1"]
    if f1["value"] is not None and recall["value"] is not None:
        sentence = (
            f"It finds {percent(recall['value'])} of the {recall['n']} annotated indicators of positives, "
            f"F1 {dot(f1['value'])} (a second careful reader: {dot(READER_F1)})."
        )
        yield Bad(INDICATORS.lost(f1["value"]), sentence)
    each = {c: r for c, r in indicators["each"].items() if r["hits"] + r["missed"] >= FEW}
    weakest = sorted(each, key=lambda code: each[code]["f1"]["value"])[:3]
    if weakest:
        named = ", ".join(f"{code} ({dot(each[code]['f1']['value'])})" for code in weakest)
        yield Bad(INDICATORS.lost(each[weakest[0]]["f1"]["value"]), f"The indicators read worst, by F1: {named}.")


def _false_findings(figures: Figures) -> Iterator[Bad]:
    for kind, what in (("ordinary", "an ordinary record"), ("hard_negative", "a hard negative")):
        leaf = figures["readings"]["false_findings"][kind]["per_record"]
        if leaf["value"] is not None:
            sentence = f"{_upper(what)} gets {dot(leaf['value'])} false findings on average (n = {leaf['n']})."
            yield Bad(FALSE_FINDINGS.lost(leaf["value"]), sentence)


def _assertion(figures: Figures) -> Iterator[Bad]:
    traps = figures["readings"]["assertion"]["traps"]
    right, present = traps["right_of_found"], traps["read_as_present"]
    what = "signs that are denied, possible, past or another's"
    if right["value"] is not None:
        sentence = f"Of the {right['n']} {what} that it touches, it reads {percent(right['value'])} rightly."
        yield Bad(ASSERTION.lost(right["value"]), sentence)
    if present["value"] is not None:
        sentence = f"It takes {percent(present['value'])} of the {present['n']} {what} for present."
        yield Bad(AS_PRESENT.lost(present["value"]), sentence)
    for kind, row in figures["readings"]["assertion"]["classes"].items():
        right = row["right_of_found"]
        if kind != "present" and right["value"] is not None and right["n"] >= FEW:
            share = percent(right["value"])
            sentence = f"Of the {right['n']} {kind} signs that it touches, it reads {share} as {kind}."
            yield Bad(ASSERTION.lost(right["value"]), sentence)


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
        gap, shares = everyone["recall"]["value"] - share, _versus(rates["recall"], everyone["recall"])
        yield Bad(GAP.lost(gap), f"It finds {who} less often than all: {shares}.")
        if flags["value"] is not None:
            gap, shares = (
                flags["value"] - everyone["false_flags"]["value"],
                _versus(flags, everyone["false_flags"]),
            )
            yield Bad(GAP.lost(gap), f"It flags {who} wrongly more often than all: {shares}.")


def _versus(one: Figures, other: Figures) -> str:
    return f"{percent(one['value'])} (n = {one['n']}) v {percent(other['value'])} (n = {other['n']})"


def _exploitation(figures: Figures) -> Iterator[Bad]:
    groups = figures["rankers"][figures["model"]]["groups"]["exploitation"]
    types = {kind: rates["recall"] for kind, rates in groups.items() if rates["recall"]["n"] >= FEW}
    if types:
        worst = min(types, key=lambda kind: types[kind]["value"])
        share, count = types[worst]["value"], types[worst]["n"]
        yield Bad(RECALL.lost(share), f"Exploitation found least is {worst}: {percent(share)} of {count}.")


def _lone_negatives(figures: Figures) -> Iterator[Bad]:
    for author, leaf in figures["rankers"][figures["model"]]["one_class_authors"].items():
        if leaf["value"] is not None:
            share = f"{percent(leaf['value'])} of the {leaf['n']} negatives of author {author}"
            yield Bad(
                LOUD_NEGATIVES.lost(leaf["value"]),
                f"{share}, who wrote no positive, stand above the median positive.",
            )


def _real(figures: Figures) -> Iterator[Bad]:
    if figures["real"] is None:
        yield Bad(0.4, "It was not tried on real text: every figure here is of written examples.")
        return
    rankers = figures["real"]["rankers"]
    own = rankers[figures["model"]]
    plain, blanked = (own[view]["auc"]["value"] for view in ("as_written", "masked"))
    yield Bad(ORDER.lost(plain), f"On real text the AUC is {dot(plain)}.")
    yield Bad(
        FALL.lost(plain - blanked),
        f"On real text the AUC falls from {dot(plain)} to {dot(blanked)} without give-away words.",
    )
    for key, views in rankers.items():
        other = views["as_written"]["auc"]["value"]
        if other > plain:
            name = figures["rankers"][key]["name"]
            sentence = f"{_upper(name)} ranks real text better than the model (AUC {dot(other)} v {dot(plain)})."
            yield Bad(min(0.5 + 2 * (other - plain), 1.0), sentence)
    for cut, what in (
        ("at_ordinary_share", "the score that the reading budget's share of ordinary records exceeds"),
        ("at_corpus_recall", "the score that finds 90 % of the corpus's positives"),
    ):
        alarms: Mapping[str, float] = own["as_written"][cut].get("false_alarms_per_1000", {})
        if alarms:
            rate = f"{alarms['value']:.0f} of 1,000 real negatives raise a false alarm"
            sentence = f"At {what}, {rate} (n = {alarms['n']:,})."
            yield Bad(ALARMS.lost(alarms["value"]), sentence)


def _ablations(figures: Figures) -> Iterator[Bad]:
    """A part that does not earn its place; indicators in one sentence, since there are many."""
    ablations = figures["ablations"] or {"variants": {}}
    idle = [variant for variant in ablations["variants"].values() if not variant["earns_its_place"]]
    for variant in idle:
        if not variant["indicator"]:
            gains = ", ".join(
                f"{t} {_gain(variant, name)}" for name, t in DECIDING.items() if name in variant["figures"]
            )
            told = f"{_upper(variant['part'])} does not earn its place: with it against without, {gains}."
            yield Bad(IDLE, " ".join(filter(None, (told, variant["reason"]))))
    codes = [variant["indicator"] for variant in idle if variant["indicator"]]
    if codes:
        yield Bad(
            IDLE,
            f"Leaving one indicator out costs nothing for {len(codes)} of {len(INDICATOR_CODES)}: {', '.join(codes)}.",
        )


def _gain(variant: Figures, name: str) -> str:
    gain = variant["figures"][name]["gain"]["value"]
    return "unknown" if gain is None else f"{gain:+.4f}"


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]


RULES: tuple[Callable[[Figures], Iterator[Bad]], ...] = (
    _seen_by_cues,
    _others,
    _ranking,
    _pairs,
    _indicators,
    _false_findings,
    _assertion,
    _groups,
    _exploitation,
    _lone_negatives,
    _real,
    _ablations,
)
