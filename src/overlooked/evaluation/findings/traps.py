"""Assertion traps: short passages in which the words around a sign decide what it means.

In goes a file of traps (JSON Lines: `id, tag, text, recorded_on, spans`, a span as in the corpus) and a reader; out
come figures of all spans and of each tag. Tags name the kind of trap, never the answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from overlooked.corpus import Annotation
from overlooked.errors import CorpusError
from overlooked.evaluation.findings.spans import MarkedText, assertion_figures
from overlooked.findings import Assertion, Finding, Kind
from overlooked.notation import from_json
from overlooked.statistics.figures import Figures


@dataclass(frozen=True, slots=True)
class Trap:
    """One passage with its tag and the spans that annotators marked."""

    trap_id: str
    tag: str
    text: str
    recorded_on: str
    spans: tuple[Annotation, ...]


def load_traps(path: Path) -> list[Trap]:
    """The traps of a file, in order. Raises CorpusError with file and line for one that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    return [_trap(f"{path}:{number}", line) for number, line in enumerate(lines, start=1) if line.strip()]


def _trap(where: str, line: str) -> Trap:
    try:
        row = from_json(line)
        spans = [Annotation(_text(s, "indicator"), _text(s, "quote"), Assertion(s["assertion"])) for s in row["spans"]]
        trap_id, tag, text, recorded_on = (_text(row, key) for key in ("id", "tag", "text", "recorded_on"))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{where}: not a trap ({type(error).__name__}); it needs id, tag, text, recorded_on and spans"
        ) from None
    for span in spans:
        if span.quote not in text:
            raise CorpusError(f"{where}: the text does not hold a quote")
    return Trap(trap_id, tag, text, recorded_on, tuple(spans))


def _text(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value


def trap_figures(traps: Sequence[Trap], read: Callable[[str, str], Sequence[Finding]]) -> Figures:
    """The figures of the spans of all traps, and of each tag by itself; `read` takes a text and its date."""
    marked = [(trap.tag, _marked(trap, read(trap.text, trap.recorded_on))) for trap in traps]
    tags = sorted({tag for tag, _ in marked})
    return {
        "passages": len(marked),
        **assertion_figures([text for _, text in marked]),
        "tags": {tag: assertion_figures([text for own, text in marked if own == tag])["all"] for tag in tags},
    }


def _marked(trap: Trap, findings: Sequence[Finding]) -> MarkedText:
    return MarkedText(trap.text, trap.spans, tuple(f for f in findings if f.kind is Kind.INDICATOR))
