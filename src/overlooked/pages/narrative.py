"""A narrative as HTML, its findings marked in it by what the record says of them."""

from collections.abc import Sequence

from overlooked.findings import ASSERTIONS, Finding, Kind, pieces
from overlooked.pages.html import shown

ORDER = ("present", "counter", "negated", "hypothetical", "other", "historical", "aside")
"""Which look shows where findings overlap, first of all the present ones."""


def legend() -> str:
    """Give what the marks of a narrative mean."""
    marks = "".join(f'<mark class="{name}">{shown(words)}</mark> ' for name, words in ASSERTIONS.items())
    aside = '<mark class="aside">circumstance, setting or name</mark> <mark class="counter">counter-evidence</mark>'
    return f'<p class="legend">In the narratives: {marks}{aside}</p>'


def narrative(text: str, findings: Sequence[Finding]) -> str:
    """Give a narrative with its findings marked by what the record says of them, each with its number."""
    stretches = pieces([(finding.start, finding.end) for finding in findings])
    last = {number: start for start, _, here in stretches for number in here}
    parts, done = [], 0
    for start, end, here in stretches:
        looks = sorted({look(findings[number]) for number in here}, key=ORDER.index)
        over = f" over over-{looks[1]}" if len(looks) > 1 else ""
        parts.append(shown(text[done:start]))
        parts.append(f'<mark class="{looks[0]}{over}">{shown(text[start:end])}</mark>')
        parts += [_numbered(findings[number], number + 1) for number in here if last[number] == start]
        done = end
    return "".join([*parts, shown(text[done:])])


def _numbered(finding: Finding, number: int) -> str:
    own = look(finding)
    said = "" if own == "present" else f"<span> {own}</span>"
    return f'<sup class="{own}"><span class="quiet"> [sign </span>{number}{said}<span class="quiet">] </span></sup>'


def look(finding: Finding) -> str:
    """How a finding is marked: counter, aside, or what the record asserts of an indicator; a name of a style."""
    if finding.kind is Kind.COUNTER:
        return "counter"
    return str(finding.assertion) if finding.kind is Kind.INDICATOR else "aside"
