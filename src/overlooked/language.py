"""The reading as a spaCy component: `nlp.add_pipe("overlooked_indicators")` on any pipeline, a blank one too.

In comes a Doc, out comes the same Doc with span groups: `doc.spans["overlooked_present"]` and one more for each
other assertion. A span's label is the code of the indicator (circumstance, setting ...), its id the cue.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from overlooked.findings import Assertion, Finding
from overlooked.reading.reader import Reader, load_reader

GROUPS = {assertion: f"overlooked_{assertion}" for assertion in Assertion}
"""The span group of each assertion: one group an assertion, since spans over the same words share attributes."""


class IndicatorFinder:
    """Puts the findings of a text on its Doc."""

    def __init__(self, reader: Reader) -> None:
        """Take the reader that finds them."""
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Fill the span groups; `doc.user_data["recorded_on"]`, an ISO date, tells what is long past."""
        findings = self._reader.read(doc.text, doc.user_data.get("recorded_on", "")).findings
        for assertion, name in GROUPS.items():
            spans = [_span(doc, finding) for finding in findings if finding.assertion is assertion]
            doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
        return doc


def _span(doc: Doc, finding: Finding) -> Span:
    """The tokens that a finding touches; spaCy's tokens may be longer than its words."""
    tokens = doc.char_span(finding.start, finding.end, alignment_mode="expand")
    if tokens is None:
        raise ValueError(f"no tokens of the Doc hold the letters {finding.start} to {finding.end}")
    return Span(doc, tokens.start, tokens.end, label=finding.indicator, span_id=finding.cue)


@Language.factory("overlooked_indicators", assigns=["doc.spans"], default_config={"cues": None})
def make_indicator_finder(nlp: Language, name: str, cues: str | None) -> IndicatorFinder:  # noqa: ARG001 - spaCy asks for them
    """The component; `cues` is the path of a file with cues of one's own."""
    return IndicatorFinder(load_reader(Path(cues) if cues else None))
