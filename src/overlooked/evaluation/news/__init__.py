"""What is bad in the figures, said in plain sentences, the worst first.

In go the judge's figures; out come sentences. Each looks at one figure, states its aim, and is said only
where the figure falls short of it; the order is by how much of the way from the aim to the worst value is
lost.
"""

from itertools import chain

from overlooked.evaluation.news import (
    of_corpus,
    of_effort,
    of_elsewhere,
    of_groups,
    of_ranking,
    of_reading,
    of_style,
)
from overlooked.statistics.figures import Figures

SUBJECTS = (of_ranking, of_style, of_effort, of_reading, of_groups, of_corpus, of_elsewhere)
RULES = tuple(chain.from_iterable(subject.RULES for subject in SUBJECTS))


def bad_news(figures: Figures) -> list[str]:
    """Give the sentences, worst first; in a tie as the rules stand."""
    found = [bad for rule in RULES for bad in rule(figures) if bad.lost > 0]
    return [bad.sentence for bad in sorted(found, key=lambda bad: -bad.lost)]
