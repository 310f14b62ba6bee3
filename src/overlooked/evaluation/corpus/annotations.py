"""Checks of the annotations themselves: what would make a figure about spans wrong whatever is read.

In go labelled records; out come counts. Nothing is mended: what is counted here is for an annotator to look at.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.findings.spans import places
from overlooked.findings import Assertion
from overlooked.indicators import INDICATOR_CODES
from overlooked.statistics.figures import Figures

WORDS = (2, 15)
"""How many words a quote holds, by the annotation guide."""


def annotation_checks(records: Sequence[LabelledRecord]) -> Figures:
    """Give how many annotations and records are odd, each in its way, and how often each indicator is marked.

    `crossing` counts pairs of annotations of which each holds words that the other lacks, `nested` those of which one
    holds the other, `same_words` those on the same words; all of them by their first place in the text.
    """
    marked = [(record, annotation) for record in records for annotation in record.indicators]
    places_of = [len(places(record.narrative, annotation.quote)) for record, annotation in marked]
    pairs = Counter(how for record in records for how in _pairs(record))
    return {
        "spans": len(marked),
        "not_in_the_text": sum(count == 0 for count in places_of),
        "at_several_places": sum(count > 1 for count in places_of),
        "shorter_or_longer_than_the_guide_says": sum(_odd_length(annotation) for _, annotation in marked),
        **{how: pairs[how] for how in ("crossing", "nested", "same_words")},
        "marked_twice": sum(len(r.indicators) - len(set(r.indicators)) for r in records),
        "asserted_two_ways": sum(_two_ways(record.indicators) for record in records),
        "positives_without_a_present_sign": sum(record.label == 1 and not _has_present(record) for record in records),
        "negatives_without_a_span": sum(record.label == 0 and not record.indicators for record in records),
        "indicators": {code: _assertions(a for _, a in marked if a.indicator == code) for code in INDICATOR_CODES},
    }


def _pairs(record: LabelledRecord) -> Iterable[str]:
    found = [places(record.narrative, annotation.quote)[:1] for annotation in record.indicators]
    for one, other in combinations([own[0] for own in found if own], 2):
        if one == other:
            yield "same_words"
        elif max(one[0], other[0]) < min(one[1], other[1]):
            yield "nested" if _holds(one, other) or _holds(other, one) else "crossing"


def _holds(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def _odd_length(annotation: Annotation) -> bool:
    return not WORDS[0] <= len(annotation.quote.split()) <= WORDS[1]


def _two_ways(annotations: Iterable[Annotation]) -> int:
    """Give how many indicators have the same words asserted in two ways."""
    ways = Counter(
        (indicator, quote) for indicator, quote, _ in {(a.indicator, a.quote, a.assertion) for a in annotations}
    )
    return sum(count > 1 for count in ways.values())


def _has_present(record: LabelledRecord) -> bool:
    return any(annotation.assertion is Assertion.PRESENT for annotation in record.indicators)


def _assertions(annotations: Iterable[Annotation]) -> dict[str, int]:
    counts = Counter(annotation.assertion for annotation in annotations)
    return {assertion.value: counts[assertion] for assertion in Assertion}
