"""How far the words that a finding quotes are those that annotators marked: spans, one to one.

In go texts with annotations and findings of indicators; out come precision, recall and F1 of spans, by indicator and
together. A span and a finding of the same indicator are matched one to one, so that as many as can be are matched
(Kuhn 1955), of equally many the matching that shares most characters. What is left over is missed, or false.

| fit | a finding fits a span where |
|---|---|
| overlap | they share a character |
| trimmed | they start and end alike once marks and blanks at the ends are left out |
| exact | they start and end alike |

`any` takes spans whatever is asserted of them, `present` only spans and findings that are present. An annotation tells
its words and not their place: where they stand several times, each place will do.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from overlooked.evaluation.findings.spans import MarkedText, places
from overlooked.findings import Assertion
from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.figures import Figures, FloatArray
from overlooked.statistics.rates import class_figures

Span = tuple[int, int]
Fit = Callable[[str, Span, Span], int]
"""Give how many characters two spans of a narrative share if one fits the other, else 0."""


def _overlap(narrative: str, one: Span, other: Span) -> int:  # noqa: ARG001 - fits are called alike
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def _exact(narrative: str, one: Span, other: Span) -> int:  # noqa: ARG001 - fits are called alike
    return one[1] - one[0] if one == other else 0


def _trimmed(narrative: str, one: Span, other: Span) -> int:
    return _exact(narrative, trimmed(narrative, one), trimmed(narrative, other))


FITS: Mapping[str, Fit] = {"overlap": _overlap, "trimmed": _trimmed, "exact": _exact}


def span_figures(texts: Sequence[MarkedText], weights: FloatArray) -> Figures:
    """Give the figures of both views and all fits; `weights` holds the bootstrap's draws, one column a text.

    `doubled` counts the false findings that overlap a span which another finding has: told twice, not told wrongly.
    """
    figures: Figures = {}
    for view, own in {"any": texts, "present": [_present(text) for text in texts]}.items():
        counts = {fit: np.array([_counts(text, fits) for text in own]) for fit, fits in FITS.items()}
        figures[view] = {
            fit: class_figures(table.reshape(len(own), len(INDICATOR_CODES), 3), INDICATOR_CODES, weights)
            for fit, table in counts.items()
        }
        figures[view]["doubled"] = sum(_doubled(text) for text in own)
    return figures


def trimmed(narrative: str, span: Span) -> Span:
    """Give the span from its first letter or digit to its last; one without any as it is."""
    at = [i for i in range(*span) if narrative[i].isalnum()]
    return (at[0], at[-1] + 1) if at else span


def matched(narrative: str, marked: Sequence[Sequence[Span]], found: Sequence[Span], fits: Fit) -> int:
    """Give how many marked spans, each with the places it may stand at, are matched to findings one to one."""
    shared = np.array([[max((fits(narrative, p, f) for p in own), default=0) for f in found] for own in marked])
    if not shared.size or not shared.any():
        return 0
    # a match outweighs all characters, so that no long match costs two short ones
    rows, columns = linear_sum_assignment(shared + (shared > 0) * (shared.sum() + 1), maximize=True)
    return int((shared[rows, columns] > 0).sum())


def _counts(text: MarkedText, fits: Fit) -> list[tuple[int, int, int]]:
    """Give hits, false findings and missed spans of each indicator."""
    rows = []
    for code in INDICATOR_CODES:
        marked, found = _marked(text, code), _found(text, code)
        hits = matched(text.narrative, marked, found, fits) if marked and found else 0
        rows.append((hits, len(found) - hits, len(marked) - hits))
    return rows


def _doubled(text: MarkedText) -> int:
    touching = 0
    for code in INDICATOR_CODES:
        marked, found = _marked(text, code), _found(text, code)
        touching += sum(any(_overlap("", p, f) for own in marked for p in own) for f in found)
        touching -= matched(text.narrative, marked, found, _overlap)
    return touching


def _present(text: MarkedText) -> MarkedText:
    annotations = tuple(a for a in text.annotations if a.assertion is Assertion.PRESENT)
    return MarkedText(text.narrative, annotations, tuple(f for f in text.findings if f.assertion is Assertion.PRESENT))


def _marked(text: MarkedText, code: str) -> list[list[Span]]:
    return [places(text.narrative, a.quote) for a in text.annotations if a.indicator == code]


def _found(text: MarkedText, code: str) -> list[Span]:
    return [(f.start, f.end) for f in text.findings if f.indicator == code]
