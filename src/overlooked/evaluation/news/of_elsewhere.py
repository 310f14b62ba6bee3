"""Bad news from real text, and of parts that do not earn their place."""

from collections.abc import Iterator, Mapping

from overlooked.evaluation.news.saying import Aim, Bad, Rules
from overlooked.evaluation.ranking.ablations import DECIDING
from overlooked.indicators import INDICATOR_CODES
from overlooked.pages.text import dot, upper
from overlooked.statistics.figures import Figures

ORDER = Aim(0.90, 0.50)  # AUC; .50 is chance
ALARMS = Aim(20.0, 200.0)  # a 1,000 real negatives; 20 is the usual reading budget
FALL = Aim(0.03, 0.20)  # of AUC, once give-away words are masked
IDLE = 0.3  # a part that adds nothing


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
            sentence = f"{upper(name)} ranks real text better than the model (AUC {dot(other)} v {dot(plain)})."
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
            told = f"{upper(variant['part'])} does not earn its place: with it against without, {gains}."
            yield Bad(IDLE, " ".join(filter(None, (told, variant["reason"]))))
    codes = [variant["indicator"] for variant in idle if variant["indicator"]]
    if codes:
        yield Bad(
            IDLE,
            f"Leaving one indicator out costs nothing for {len(codes)} of {len(INDICATOR_CODES)}: {', '.join(codes)}.",
        )


RULES: Rules = (
    _real,
    _ablations,
)


def _gain(variant: Figures, name: str) -> str:
    gain = variant["figures"][name]["gain"]["value"]
    return "unknown" if gain is None else f"{gain:+.4f}"
