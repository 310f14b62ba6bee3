"""Clearance: whether a denial clears anything of its sign.

In come the context of a record and a match that the record denies, out comes yes or no. Source: the annotation guide,
clearances: a tick-box, an answer given by, before or translated by the possible controller, and a victim's own denial
against the facts beside it clear nothing, unless a check that is independent of the controller stands beside it.
The words are data (`data/assertion.toml`, lists `bare_clearance`, `controller_voice`, `own_word` and `check`).
"""

from collections.abc import Collection

from overlooked.reading.context import Context
from overlooked.reading.matching import Match

BESIDE = 1
"""So many sentences to either side, a check or a voice still belongs to a denial."""
FACTS_BESIDE = 2
"""So many sentences to either side, an asserted sign contradicts a victim's own word."""


def clears(context: Context, match: Match, asserted: Collection[int]) -> bool:
    """Whether a denied sign counts as denied; `asserted` are the sentences in which a sign is asserted."""
    number = match.sentence
    if context.near("check", number, BESIDE, BESIDE):
        return True
    if context.near("bare_clearance", number) or context.near("controller_voice", number, BESIDE, BESIDE):
        return False
    contradicted = any(abs(other - number) <= FACTS_BESIDE for other in asserted)
    return not (contradicted and context.near("own_word", number))
