"""What the sift must find in a text, by the reading that defines it."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from overlooked.findings import Assertion, Kind
from overlooked.indicators import LISTED
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reader
from overlooked.sifting.sift import Sift, Sifted


def differences(reader: Reader, sift: Sift, texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The texts in which the sift finds other cues than the reading matches, each with those cues.

    A cue with a word that cancels it beside it may be told where the reading cancels it.
    """
    texts = list(texts)
    sifted = sift.sift(pa.array(texts, pa.string()), all_candidates=True)
    found = []
    for number, text in enumerate(texts):
        candidates = sifted.candidates(number)
        if candidates is None:
            continue
        cues = [reader.lexicon.cues[index] for index in candidates]
        told, matched = {cue.id for cue in cues}, {match.cue.id for match in reader._matcher.matches(reader.view(text))}
        may_be_cancelled = {cue.id for cue in cues if cue.not_after or cue.not_before}
        wrong = (matched - told) | (told - matched - may_be_cancelled)
        if wrong:
            found.append((text, sorted(wrong)))
    return found


def torn(sift: Sift, texts: Iterable[str]) -> list[str]:
    """The texts of which the sift tells another thing when it is not asked for all candidates."""
    texts = list(texts)
    array = pa.array(texts, pa.string())
    every, few = sift.sift(array, all_candidates=True), sift.sift(array)
    return [text for number, text in enumerate(texts) if _told(every, number) != _told(few, number)]


def _told(sifted: Sifted, number: int) -> tuple[bool, bool, list[int] | None]:
    reached, candidates = bool(sifted.reached[number]), sifted.candidates(number)
    kept = candidates.tolist() if candidates is not None and reached else None
    return reached, bool(sifted.by_reference[number]), kept


def missed(reader: Reader, sift: Sift, texts: Iterable[str]) -> list[str]:
    """The texts that the sift does not reach, though the reading finds a sign or a name of slavery in them."""
    texts = list(texts)
    reached = sift.sift(pa.array(texts, pa.string())).reached
    return [text for text, is_reached in zip(texts, reached, strict=True) if not is_reached and _tells(reader, text)]


def _tells(reader: Reader, text: str) -> bool:
    return any(
        finding.assertion is Assertion.PRESENT
        and (finding.kind is Kind.INDICATOR or (finding.kind is Kind.NAMED and finding.indicator in LISTED))
        for finding in reader.read(text).findings
    )


def examples(lexicon: Lexicon) -> Sequence[str]:
    """What every cue must and must not match, by its own examples."""
    return [text for cue in lexicon.cues for text in (cue.match, cue.near_miss) if text]
