"""The reason: one plain sentence that says what was done, by what means, and for whose gain."""

from collections.abc import Iterable, Mapping, Sequence

from overlooked.findings import Assertion, Finding, Kind
from overlooked.indicators import load_indicators
from overlooked.scoring import ELEMENTS, Strength

NO_REASON = "No sign was found in the words of this record."
_LEAD = {"act": "What was done", "means": "what keeps the person there", "gain": "what others gain"}


def reason(findings: Sequence[Finding], signs: Strength, weights: Mapping[str, int], suspect: Finding | None) -> str:
    """One sentence with the strongest sign for each of act, means and gain, each in its own words.

    An indicator speaks once, for the element that nothing else supplies if there is one. `suspect` holds the words
    that tell of a suspect who may be a victim.
    """
    best = _best(findings, weights)
    if not best:
        return NO_REASON
    parts = []
    for element, finding in _speakers(best).items():
        name = load_indicators()[finding.indicator].name
        parts.append(f"{_LEAD[element]}: {name.lower()} ({_short(finding.quote)})")
    missing = [element for element in ELEMENTS if element not in signs.elements]
    tail = "" if not missing else "; nothing is quoted for " + " or ".join(missing)
    sentence = "; ".join(parts)
    dealt = "" if suspect is None else f"; dealt with as a suspect ({_short(suspect.quote)}), who may be a victim"
    return sentence[0].upper() + sentence[1:] + tail + dealt + "."


def _best(findings: Iterable[Finding], weights: Mapping[str, int]) -> list[Finding]:
    signs = [f for f in findings if f.kind is Kind.INDICATOR and f.assertion is Assertion.PRESENT]
    signs.sort(key=lambda f: (-weights.get(f.cue, 0), f.start, f.indicator))
    best: dict[str, Finding] = {}
    for finding in signs:
        best.setdefault(finding.indicator, finding)
    return list(best.values())


def _speakers(best: Sequence[Finding]) -> dict[str, Finding]:
    catalogue = load_indicators()
    speakers: dict[str, Finding] = {}
    said: set[str] = set()
    suppliers = {e: [f for f in best if e in catalogue[f.indicator].roles] for e in ELEMENTS}
    for element in sorted(ELEMENTS, key=lambda e: (len(suppliers[e]), ELEMENTS.index(e))):
        fresh = [f for f in suppliers[element] if f.indicator not in said]
        if fresh:
            speakers[element] = fresh[0]
            said.add(fresh[0].indicator)
    return {element: speakers[element] for element in ELEMENTS if element in speakers}


_LONGEST = 80


def _short(quote: str) -> str:
    text = " ".join(quote.split())
    cut = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return f"“{cut}”"
