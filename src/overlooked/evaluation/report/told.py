"""What the reading tells beside indicators, as lines for a terminal: spans, exploitation, readers, circumstances."""

from collections.abc import Iterator, Mapping

from overlooked.pages.text import dot
from overlooked.statistics.figures import Figures

READERS: Mapping[str, str] = {
    "first_v_second": "indicators: second reader v first",
    "reading_v_first": "indicators: the reading v first reader",
    "reading_v_second": "indicators: the reading v second reader",
}


def told_rows(readings: Figures) -> list[list[str]]:
    """Give a table with a heading; a figure that is not known is a dash."""
    return [["", "precision", "recall", "F1", "marked"], *_rows(readings)]


def told_lines(readings: Figures) -> list[str]:
    """Give a line for each circumstance that the corpus tells, and one where no second reader is known."""
    lines = []
    for name, told in readings["circumstances"]["told"].items():
        so, not_so = (f"{_number(told['all'][r])} (n {told['all'][r]['n']})" for r in ("recall", "false_rate"))
        lines.append(f"{name}: told of {so} who are, of {not_so} who are not")
    second = readings["second_reader"]
    return lines if "records" in second else [*lines, f"second reader: {second['reason']}"]


def _rows(readings: Figures) -> Iterator[list[str]]:
    for fit, rates in readings["spans"]["present"].items():
        if fit != "doubled":
            yield _row(f"present spans: {fit}", rates["micro"])
    if "micro" in readings["exploitation"]:
        yield _row("exploitation of positives", readings["exploitation"]["micro"])
    for name, words in READERS.items():
        if "records" in readings["second_reader"]:
            yield _row(words, readings["second_reader"]["indicators"][name]["micro"])


def _row(name: str, rates: Figures) -> list[str]:
    numbers = [_number(rates[rate]) for rate in ("precision", "recall", "f1")]
    return [name, *numbers, str(rates["hits"] + rates["missed"])]


def _number(leaf: Figures) -> str:
    return "-" if leaf["value"] is None else dot(leaf["value"])
