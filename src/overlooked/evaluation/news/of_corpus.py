"""Bad news of the corpus itself: what it cannot say, whatever is judged by it."""

from collections.abc import Iterator

from overlooked.evaluation.news.saying import Aim, Bad, Rules
from overlooked.pages.text import dot, percent
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import SMALL

READ_TWICE = Aim(1.0, -1.0)  # one careful reading is half of two
KAPPA = Aim(0.80, 0.0)  # above .80 agreement is called almost perfect (Landis and Koch 1977)
COPIES = Aim(0.0, 0.05)  # a record
CROSSING = Aim(0.0, 0.10)  # a span
RARE = Aim(SMALL, -SMALL)
MISPLACED = 0.5  # a quote that stands nowhere makes every figure of spans wrong
UNCLEAR = 0.2


def _readings(figures: Figures) -> Iterator[Bad]:
    quality = figures["quality"]
    if "readings" not in quality:
        return
    once, leaf = quality["readings"]["read_once"], quality["readings"]["read_twice"]
    sentence = f"{once:,} of {leaf['n']:,} records have been read by one annotator alone."
    yield Bad(READ_TWICE.lost(leaf["value"]), sentence)
    second = figures["readings"]["second_reader"]
    if "records" in second:
        for what, key in (("labels", "kappa"), ("grades", "weighted_kappa")):
            kappa = second[what][key]
            if kappa["value"] is not None:
                sentence = f"Two readers agree on the {what} with a kappa of {dot(kappa['value'])} (n = {kappa['n']})."
                yield Bad(KAPPA.lost(kappa["value"]), sentence)


def _copies(figures: Figures) -> Iterator[Bad]:
    copies = figures["quality"].get("near_copies", {})
    for name, what in (("across_authors", "by two authors"), ("within_an_author", "by one author")):
        if copies.get(name):
            sentence = f"Near-copies {what} that nobody meant to be copies, in pairs of records: {copies[name]:,}."
            yield Bad(COPIES.lost(copies[name] / figures["corpus"]["records"]), sentence)


def _annotations(figures: Figures) -> Iterator[Bad]:
    checks = figures["quality"].get("annotations")
    if not checks or not checks["spans"]:
        return
    if checks["not_in_the_text"]:
        yield Bad(MISPLACED, f"{checks['not_in_the_text']:,} annotated quotes do not stand in their narratives.")
    unclear = checks["marked_twice"] + checks["asserted_two_ways"]
    if unclear:
        yield Bad(UNCLEAR, f"{unclear:,} annotations are given twice, or asserted in two ways.")
    share = checks["crossing"] / checks["spans"]
    yield Bad(CROSSING.lost(share), f"{checks['crossing']:,} pairs of annotated spans cross one another.")


def _rare(figures: Figures) -> Iterator[Bad]:
    counts = figures["quality"]["counts"]
    for what, own in (("cases of exploitation", counts["exploitation"]), ("annotated spans", counts["spans"])):
        few = {name: count for name, count in own.items() if count < SMALL}
        if few:
            named = ", ".join(f"{name} ({count})" for name, count in sorted(few.items(), key=lambda told: told[1]))
            yield Bad(RARE.lost(min(few.values())), f"Of these {what} there are too few to judge by: {named}.")


def _unlabelled(figures: Figures) -> Iterator[Bad]:
    """What the corpus has no label for; of a suspect the share among negatives tells at least of false alarms."""
    if figures["readings"]["settings"]["recall"]["value"] is None:
        told = "How rightly settings are told, and suspects who may be victims, is not known"
        yield Bad(UNCLEAR, f"{told}: the corpus has no label for either.")
    suspects = figures["readings"]["suspects"]
    flagged = suspects["compelled"]["negatives"] if "compelled" in suspects else None
    if flagged and flagged["value"]:
        where = (
            f"{percent(flagged['value'])} of the {flagged['n']} negatives of offences that people are made to commit"
        )
        yield Bad(Aim(0.0, 0.5).lost(flagged["value"]), f"A suspect is told of as a possible victim in {where}.")


RULES: Rules = (
    _readings,
    _copies,
    _annotations,
    _rare,
    _unlabelled,
)
