"""Bad news of style: probes near the model, order that hangs on length or words, another model that ranks better."""

from collections.abc import Iterator

from overlooked.evaluation.news.saying import Aim, Bad, Rules
from overlooked.evaluation.ranking.style import STRONG
from overlooked.pages.text import dot, upper
from overlooked.statistics.figures import Figures

FIRST_SCREEN = 1.5  # worse than any figure but that the cues have seen the authors: it puts all of them in doubt
FALL = Aim(0.03, 0.20)  # of AUC, once the text is altered; more is worse
WORD_ORDER = Aim(0.05, 0.0)  # of AUC, that another order of words should cost a ranking that reads
UNFAIR = 0.6
WHERE = {
    "all": "on all records",
    "hard": "against hard negatives",
    "subtle": "for subtle positives against hard negatives",
    "pooled": "in one list of all records",
}


def leaks(figures: Figures) -> Iterator[Bad]:
    """Give every probe near the model, or strong by itself; one sentence a reason, its worst contrast told."""
    warnings = figures["leak_warnings"]
    for probe in dict.fromkeys(warning["probe"] for warning in warnings):
        own = [warning for warning in warnings if warning["probe"] == probe]
        near = [warning for warning in own if warning["near"]]
        strong = [warning for warning in own if warning["strong"]]
        if near:
            worst = min(near, key=lambda warning: warning["margin"]["value"])
            yield Bad(FIRST_SCREEN, _near(worst))
        if strong:
            worst = max(strong, key=lambda warning: warning["auc"]["value"])
            sentence = (
                f"{upper(worst['name'])} reaches an AUC of {dot(worst['auc']['value'])} {WHERE[worst['contrast']]} "
                f"(more than {dot(STRONG)}): the labels of this corpus can be told by it without knowing of slavery."
            )
            yield Bad(1.0 + worst["auc"]["value"] - STRONG, sentence)


def _near(warning: Figures) -> str:
    gap, reached, name = warning["margin"], warning["auc"]["value"], upper(warning["name"])
    where, numbers = WHERE[warning["contrast"]], f"(AUC {dot(reached)} v {dot(reached + gap['value'])})"
    if gap["value"] < 0:
        return f"{name} stands above the model {where} {numbers}: it may rank by style."
    at_worst = f", at worst {dot(gap['low'])}" if gap.get("low") is not None else ""
    return f"{name} comes within {dot(gap['value'])} of the model {where}{at_worst} {numbers}: it may rank by style."


def _perturbed(figures: Figures) -> Iterator[Bad]:
    for key, own in (figures["perturbed"] or {}).items():
        change = own["change"]["hard"]["value"]
        if change is None:
            continue
        now = own["auc"]["hard"]["value"]
        before = dot(now - change)
        if key == "words_shuffled":
            sentence = (
                f"With the words of each text in another order the AUC against hard negatives is still {dot(now)}"
            )
            yield Bad(0.5 * WORD_ORDER.lost(-change), f"{sentence}, as written {before}: their order hardly counts.")
        else:
            sentence = f"On texts {own['name']} the AUC against hard negatives falls from {before} to {dot(now)}."
            yield Bad(FALL.lost(-change), sentence)


def _compared(figures: Figures) -> Iterator[Bad]:
    told = figures["compared"]
    if told is None:
        return
    for warning in told["warnings"]:
        yield Bad(UNFAIR, warning)
    for contrast in ("all", "hard"):
        gap, other = told["margins"][contrast]["value"], told["auc"][contrast]["value"]
        if gap is not None and gap < 0:
            sentence = (
                f"The model {told['name']} ranks better than the recipe {WHERE[contrast]} (mean AUC {dot(other)} v "
            )
            yield Bad(min(0.5 - 2 * gap, 1.0), f"{sentence}{dot(other + gap)}).")


RULES: Rules = (
    leaks,
    _perturbed,
    _compared,
)
