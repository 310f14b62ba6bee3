import pytest

from overlooked.evaluation.rankers.plain_context import load_plain_context, plain_context_reader
from overlooked.findings import Kind
from overlooked.reading.reader import load_reader

PLAIN = plain_context_reader(load_reader())


def asserted(narrative: str) -> set[str]:
    findings = PLAIN.read(narrative, "2024-03-11").findings
    return {str(f.assertion) for f in findings if f.indicator == "documents_retained" and f.kind is Kind.INDICATOR}


@pytest.mark.parametrize(
    ("narrative", "wanted"),
    [
        ("His boss has kept his passport.", "present"),
        ("Denied that his boss has kept his passport.", "negated"),
        ("There is no evidence of it: his boss has kept his passport.", "negated"),
        ("No doubt his boss has kept his passport.", "present"),
        ("Nobody came to the door, but his boss has kept his passport.", "present"),
        ("No lamp at the old yard gate by the long wet road where his boss has kept his passport.", "present"),
        ("His boss has kept his passport was ruled out.", "negated"),
        ("Years ago, his boss has kept his passport.", "historical"),
        ("Asked if his boss has kept his passport.", "hypothetical"),
        ("His neighbour told him that the boss has kept his passport.", "other"),
        ("Nobody came. His boss has kept his passport.", "present"),
    ],
)
def test_a_trigger_in_its_window_decides(narrative: str, wanted: str) -> None:
    assert asserted(narrative) == {wanted}


def test_the_cues_are_those_of_the_reader() -> None:
    narrative = "His boss has kept his passport."
    assert PLAIN.read(narrative).findings == load_reader().read(narrative).findings


def test_the_contexts_are_read_once() -> None:
    assert load_plain_context() is load_plain_context()
