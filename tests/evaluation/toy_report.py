"""A toy tree of figures as the judge gives it, with misplaced records, and one of them to read."""

from typing import Any

from toy_corpus import Fixed, corpus, finding, note, read_signs, record

from overlooked.evaluation.judge import judge
from overlooked.evaluation.report.misplaced import ErrorPage, error_page
from overlooked.evaluation.report.wording import wording_of
from overlooked.findings import Assertion

HOSTILE = (
    "boss keeps passport </p><script>window.zapped = 1</script><img src=x onerror='zapped=1'> ${x} \u202egnp\u202c"
)
MISPLACED = {
    "record_id": "a-001",
    "author": "a",
    "side": "missed",
    "rank": 9,
    "of": 16,
    "depth": 8,
    "cut": 900,
    "total": 100,
    "causes": [
        {"cause": "no cue", "indicator": "documents_retained"},
        {"cause": "denial", "cue": "toy.cue"},
    ],
    "change": None,
    "takes": 2,
}


def figures(**more: object) -> dict[str, Any]:
    """The judge's tree of a toy corpus, with misplaced records and what is added."""
    tree = judge(corpus(), {"model": Fixed("boss"), "man": Fixed("man")}, read_signs, draws=20, jobs=1).figures
    tree["causes"] = {
        "missed": 1,
        "positives": 24,
        "raised": 0,
        "negatives": 24,
        "tallies": {"by_cause": {"missed": {"no cue": {"records": 1, "moves_most": 1, "change": 0}}, "raised": {}}},
        "records": [MISPLACED],
    }
    return tree | more


def error(narrative: str = HOSTILE) -> ErrorPage:
    """One missed record with a sign that is found and another that was marked."""
    told = record("a", 1, 1, narrative=narrative, indicators=[note("threats", narrative[:4], Assertion.NEGATED)])
    return error_page(told, [finding(narrative, "keeps passport", "documents_retained")], MISPLACED, wording_of({}))
