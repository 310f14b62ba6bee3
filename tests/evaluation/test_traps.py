"""Traps: how passages are read in which the words around a sign decide."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from overlooked.errors import CorpusError
from overlooked.evaluation.findings.traps import Trap, load_traps, trap_figures
from overlooked.findings import Assertion, Finding, Kind
from refusals import refused

OPEN = Path(__file__).parents[1] / "traps" / "open.jsonl"
TEXT = "The boss did not keep his passport."


def trap_file(folder: Path, **changes: object) -> Path:
    span = {"indicator": "documents_retained", "quote": "keep his passport", "assertion": "negated"}
    row = {"id": "T-1", "tag": "plain", "text": TEXT, "recorded_on": "2024-01-01", "spans": [span]}
    path = folder / "traps.jsonl"
    path.write_text(json.dumps(row | changes) + "\n", encoding="utf-8")
    return path


def reads_as(assertion: Assertion) -> Sequence[Finding]:
    quote = "keep his passport"
    start = TEXT.index(quote)
    return [Finding(Kind.INDICATOR, "documents_retained", quote, start, start + len(quote), assertion, "any.cue")]


def test_a_trap_read_as_it_was_meant_is_right(tmp_path: Path) -> None:
    traps = load_traps(trap_file(tmp_path))
    figures = trap_figures(traps, lambda _text, _date: reads_as(Assertion.NEGATED))
    assert figures["tags"]["plain"]["right_of_found"]["value"] == 1


def test_a_trap_read_otherwise_is_wrong_though_found(tmp_path: Path) -> None:
    traps = load_traps(trap_file(tmp_path))
    shares = trap_figures(traps, lambda _text, _date: reads_as(Assertion.PRESENT))["all"]
    assert (shares["found"]["value"], shares["right_of_found"]["value"]) == (1, 0)


def test_historical_for_hypothetical_is_wrong_but_right_that_it_is_not_present(tmp_path: Path) -> None:
    traps = load_traps(trap_file(tmp_path))
    shares = trap_figures(traps, lambda _text, _date: reads_as(Assertion.HISTORICAL))["all"]
    assert (shares["right_of_found"]["value"], shares["present_or_not"]["value"]) == (0, 1)


def test_a_span_that_nothing_touches_is_not_found(tmp_path: Path) -> None:
    shares = trap_figures(load_traps(trap_file(tmp_path)), lambda _text, _date: [])["all"]
    assert shares["found"]["value"] == 0


def test_a_line_that_is_no_trap_is_told_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"traps\.jsonl:1: not a trap"):
        load_traps(trap_file(tmp_path, spans=[{"quote": "passport"}]))


def test_a_quote_that_the_text_does_not_hold_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not hold a quote"):
        load_traps(trap_file(tmp_path, text="Nothing of the kind."))


@pytest.mark.parametrize("changes", [{"text": 3}, {"id": None}, {"spans": 1}, {"recorded_on": []}])
def test_a_trap_whose_texts_are_none_is_told(tmp_path: Path, changes: dict[str, object]) -> None:
    with refused(CorpusError, "traps.jsonl:1: not a trap"):
        load_traps(trap_file(tmp_path, **changes))


def test_a_trap_nested_too_deeply_is_told(tmp_path: Path) -> None:
    (tmp_path / "traps.jsonl").write_text("[" * 100_000, encoding="utf-8")
    with refused(CorpusError, "traps.jsonl:1: not a trap"):
        load_traps(tmp_path / "traps.jsonl")


def test_a_line_separator_inside_a_text_ends_no_trap(tmp_path: Path) -> None:
    path = trap_file(tmp_path, text=f"One.\u2028{TEXT}")
    told = path.read_text(encoding="utf-8").replace("\\u2028", "\u2028")
    path.write_text(told, encoding="utf-8-sig")
    assert load_traps(path)[0].text == f"One.\u2028{TEXT}"


def test_the_open_traps_can_be_loaded_and_are_many() -> None:
    traps: list[Trap] = load_traps(OPEN)
    assert len(traps) > 150
