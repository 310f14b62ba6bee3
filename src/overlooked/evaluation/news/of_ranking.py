"""Bad news of the ranking: others that are as good, classes and pairs in the wrong order."""

from collections.abc import Iterator

from overlooked.evaluation.news.saying import ALWAYS_FIRST, Aim, Bad, Rules
from overlooked.pages.text import dot, percent, upper
from overlooked.statistics.figures import Figures

ORDER = Aim(0.90, 0.50)  # AUC; .50 is chance
PAIRS = Aim(0.90, 0.50)  # a second careful reader gets all of them right
LOUD_NEGATIVES = Aim(0.02, 0.50)


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
            low, high = (margins[contrast].get(end) for end in ("low", "high"))
            if gap < 0 and (high is None or high < 0):
                yield Bad(
                    min(0.5 - 2 * gap, 1.0),
                    f"{upper(other['name'])} ranks better than the model {where} {numbers}.",
                )
            elif gap < 0 or (low is not None and low <= 0 and other["role"] != "probe"):
                sentence = f"{upper(other['name'])} ranks as well as the model {where} {numbers}"
                yield Bad(0.5, f"{sentence}: the interval of the difference, {dot(low)} to {dot(high)}, holds 0.")


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


def _lone_negatives(figures: Figures) -> Iterator[Bad]:
    for author, leaf in figures["rankers"][figures["model"]]["one_class_authors"].items():
        if leaf["value"] is not None:
            share = f"{percent(leaf['value'])} of the {leaf['n']} negatives of author {author}"
            yield Bad(
                LOUD_NEGATIVES.lost(leaf["value"]),
                f"{share}, who wrote no positive, stand above the median positive.",
            )


RULES: Rules = (
    _seen_by_cues,
    _others,
    _ranking,
    _pairs,
    _lone_negatives,
)
