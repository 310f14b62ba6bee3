"""Voices that clear nothing: the tick-box line and the word of a possible controller.

In come the context of a record and a sentence of it, out comes yes or no. Such a sentence is silent: it denies nothing
of what stands beside it, answers no question, and moves no score, unless it tells of a check that is independent of
the controller. Source: the annotation guide, clearances. The words are data (`data/assertion.toml`, the lists from
`bare_clearance` to `alone`).
"""

from overlooked.reading.context import Context

SPEAKS_WITHIN, WATCHES_WITHIN, ALONE_WITHIN = 2, 1, 4
"""So many places may stand between a controller and "said", "in front of" and a controller, "seen" and "alone"."""


_SPEAKING = ("bare_clearance", "crime_named", "controller_voice", "controller")
"""No sentence is silent that holds none of these."""


def silent_sentences(context: Context) -> frozenset[int]:
    """The sentences of a record that say nothing of their neighbours."""
    numbers = frozenset[int]().union(*map(context.holding, _SPEAKING))
    return frozenset(n for n in numbers if is_bare_clearance(context, n) or is_controllers_word(context, n))


def tells_a_check(context: Context, sentence: int) -> bool:
    """Whether a sentence tells of a check that no controller can bend: a paper seen, the person seen alone."""
    if context.near("check", sentence):
        return True
    if not (context.near("seen", sentence) and context.near("alone", sentence)):
        return False
    seen = [end for _, end in context.inside("seen", sentence)]
    alone = [start for start, _ in context.inside("alone", sentence)]
    return any(_within(context, end, start, ALONE_WITHIN) for end in seen for start in alone)


def is_bare_clearance(context: Context, sentence: int) -> bool:
    """Whether a sentence is a tick-box line: it clears in general, or denies the crime by its name."""
    if tells_a_check(context, sentence):
        return False
    if context.near("bare_clearance", sentence):
        return True
    denied = any(context.near(name, sentence) for name in ("negation", "denial", "denied_after", "discounted"))
    return denied and context.near("crime_named", sentence)


def is_controllers_word(context: Context, sentence: int) -> bool:
    """Whether a possible controller says, translates or stands over what the sentence tells."""
    if tells_a_check(context, sentence):
        return False
    if context.near("controller_voice", sentence):
        return True
    speaks = [start for start, _ in context.inside("says", sentence)]
    watched = [end for _, end in context.inside("in_front_of", sentence)]
    return any(
        any(_within(context, last, start, SPEAKS_WITHIN) for start in speaks)
        or any(_within(context, end, first, WATCHES_WITHIN) for end in watched)
        for first, last in context.inside("controller", sentence)
    )


def _within(context: Context, left: int, right: int, reach: int) -> bool:
    """Whether at most `reach` places stand between what ends at item `left` and item `right` behind it."""
    places = context.view.places
    return left <= right and places[right] - places[left - 1] - 1 <= reach
