"""Clearance: whether a denial clears anything of its sign.

In come the context of a record and a match that the record denies, or that speaks for an ordinary explanation; out
comes yes or no. Source: the annotation guide, clearances: a tick-box, an answer given by, before or translated by the
possible controller, a victim's own denial against the facts beside it, and whatever a child says clear nothing, unless
a check that is independent of the controller stands beside it.
"""

from collections.abc import Collection

from overlooked.reading.context import Context
from overlooked.reading.matching import Match
from overlooked.reading.voices import is_controllers_word, tells_a_check

BESIDE = 1
"""So many sentences to either side, a check or a voice still belongs to a denial."""
FACTS_BESIDE = 2
"""So many sentences to either side, an asserted sign contradicts a victim's own word."""


def clears(context: Context, match: Match, asserted: Collection[int], *, is_child: bool) -> bool:
    """Whether a denied sign counts as denied.

    `asserted` are the sentences in which a sign is asserted; `is_child` says that the record tells of somebody under
    18, whose consent is nothing (Modern Slavery Act 2015, sections 1 (5) and 2 (2); Palermo Protocol, article 3 (c)).
    """
    number = match.sentence
    if number in context.silent:
        return False
    around = (number, *context.telling(number, -BESIDE), *context.telling(number, BESIDE))
    if any(tells_a_check(context, other) for other in around):
        return True
    if is_child:
        return False
    beside = range(max(0, number - BESIDE), min(len(context.view.sentences), number + BESIDE + 1))
    if any(is_controllers_word(context, other) for other in beside):
        return False
    contradicted = any(other in asserted for other in range(number - FACTS_BESIDE, number + FACTS_BESIDE + 1))
    return not (contradicted and context.near("own_word", number))
