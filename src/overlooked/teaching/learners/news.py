"""Bad news of what learners saw: what makes the figures less than they look, worst first."""

from collections.abc import Iterator

from overlooked.pages.text import some
from overlooked.statistics.figures import Figures
from overlooked.statistics.suppression import LEAST

FEW = 20
"""With fewer learners one of them moves a share by 5 points or more."""


def bad_news(figures: Figures) -> list[str]:
    """Sentences, worst first, from the tree of figures."""
    return [*_of_number(figures), *_of_change(figures), *_of_teams(figures), *_of_answers(figures), *_of_pack(figures)]


def _of_number(figures: Figures) -> Iterator[str]:
    learners = figures["input"]["learners"]
    if learners < LEAST:
        yield (
            f"Only {some(learners, 'learner')} answered. No intervals are given and no teams, and what is told may be "
            "told of a person: keep this among those who answered."
        )
    elif learners < FEW:
        yield (
            f"{some(learners, 'learner')} answered: each moves a share by up to {100 / learners:.0f} points, and the "
            "intervals are rather too short than too long."
        )


def _of_change(figures: Figures) -> Iterator[str]:
    change, read = figures["change"], figures["input"]
    if not change["reason"]:
        yield (
            "Before and after are of the same cases, whose answers the lesson shows: part of a gain is memory. What "
            "carries over to other records is told by other cases alone."
        )
        if not change["levels_told"]:
            yield "Before and after themselves are not told, only the change: few learners did not give both."
    elif read["sittings"]["before"] or read["sittings"]["after"]:
        yield f"What the lesson changed is not known: {change['reason']}."
    if change["reason"] and change["without_name"]:
        yield f"{some(change['without_name'], 'file')} from before or after the lesson cannot be paired: no name."
    if read["left_out"]:
        yield (
            f"{some(read['left_out'], 'file')} from after the lesson without a name are not counted: whoever saved "
            "them may be counted already."
        )
    mixed = [name for name, number in read["sittings"].items() if number]
    if len(mixed) > 1 and "after" in mixed:
        yield (
            f"{some(read['sittings']['after'], 'learner')} answered after the lesson alone, and count with those who "
            "had not had it."
        )


def _of_teams(figures: Figures) -> Iterator[str]:
    teams = figures["teams"]
    if teams["not_told"]["teams"] and figures["input"]["learners"] >= LEAST:
        not_told, every = teams["not_told"]["teams"], len(teams["told"]) + teams["not_told"]["teams"]
        yield f"{not_told} of {some(every, 'team')} not told apart: too small, or a small one would be given away."


def _of_answers(figures: Figures) -> Iterator[str]:
    read = figures["input"]
    every = some(read["answers_to_cases"], "answer")
    if read["left_open"]:
        yield (
            f"{read['left_open']:,} of {every} to a case were left open, without mark, judgement or word; their signs "
            "count as missed."
        )
    if read["not_judged"]:
        yield f"In {read['not_judged']:,} of {every} to a case no judgement was given."
    if read["names_in_several_teams"]:
        yield (
            f"{some(read['names_in_several_teams'], 'name')} stands in more than one team; each time it counts as "
            "another learner."
        )


def _of_pack(figures: Figures) -> Iterator[str]:
    held = {code: own["signs"] for code, own in figures["indicators"].items() if own["signs"]}
    single = sum(number == 1 for number in held.values())
    if single:
        yield (
            f"{single} of {some(len(held), 'indicator')} {'stands' if single == 1 else 'stand'} in one sign alone: its "
            "recall is that of one sentence."
        )
    yield "Whether a learner looked at the answers before saving is not in the file."
