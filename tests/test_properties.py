"""Properties of the score, tried on every case of the corpus: what must not move it does not, to the last bit."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from overlooked import screen
from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.findings import CHILD, Assertion
from overlooked.screening import Explanation, Screener, explain

CORPUS = Path(__file__).parents[1] / "corpus"
RECORDS = [record for split in ("train", "dev") for record in load_corpus(CORPUS, split)]
CASES = [record for record in RECORDS if record.label]

CLEARANCES = """
No concerns. No MS concerns. MSHT checklist completed, nil. No signs of exploitation. No vulnerabilities identified.
No safeguarding concerns. Nil further. No further action. NFA. No indicators of modern slavery.
No trafficking indicators noted. No coercion disclosed. Modern slavery screening tool complete, no concerns identified.
Victim appears safe and well. Nothing untoward seen. DASH standard. No offences disclosed.
Vulnerability assessment completed, no issues raised. All in order. Seemed happy enough.
No evidence of human trafficking. No disclosures made. THRIVE completed, low risk. Box ticked no for exploitation.
Slavery considered and discounted. Nil exploitation identified at this time. Advice given, all parties content.
No concerns for welfare. Appeared in good spirits. Standard questions asked, no issues.
"""
CONTROLLERS_DENIALS = [
    "The boss says he is free to leave whenever he likes.",
    "His employer explained that all the men are paid every week.",
    "The manager confirmed that nobody is made to work here.",
    "The owner told us that she can go out when she wants.",
    "The gaffer said none of them owes him anything.",
    "The landlord said that he comes and goes as he pleases.",
    "According to the foreman he has his own passport and his own key.",
]
WATCHED_DENIALS = [
    "The foreman translated: nobody is holding him here.",
    "Asked in front of the boss, he said that he keeps his own passport.",
    "Her husband interpreted and said that she is not afraid of anyone.",
    "With the boss present he said that he is paid.",
    "He said, with the supervisor stood beside him, that he is not locked in.",
]
CONSENT = [
    "He said he agreed to it.",
    "She says she is happy to do it.",
    "He says he does it by choice.",
    "She said it was her own idea.",
    "He said that nobody makes him do it.",
    "She said nobody forced her.",
    "She chose to go with them.",
    "He said he was not made to do it and did not want help.",
    "He denies being exploited.",
]
EVERYDAY = [
    "The street was wet after rain.",
    "A black bin stood beside the kerb.",
    "There was a smell of toast in the hall.",
    "A dog barked two doors down.",
    "The weather was mild and the light was good.",
    "The lift was out of order.",
    "The car park was half full.",
    "A magpie sat on the fence.",
]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener()


def weigh(record: LabelledRecord, narrative: str, screener: Screener) -> Explanation:
    told = {"narrative": narrative, "offence": record.offence, "offence_code": "", "recorded_on": record.recorded_on}
    return explain(told, screener)


def strengths(records: Sequence[LabelledRecord], screener: Screener, *, before: str = "", after: str = "") -> list[int]:
    return [weigh(r, before + r.narrative + after, screener).signs.total for r in records]


@pytest.fixture(scope="module")
def plain(screener: Screener) -> dict[str, int]:
    """The strength of every record as it stands."""
    return dict(zip([r.record_id for r in RECORDS], strengths(RECORDS, screener), strict=True))


@pytest.mark.slow
def test_thirty_tick_box_clearances_behind_a_case_move_its_score_by_exactly_nothing(
    screener: Screener, plain: dict[str, int]
) -> None:
    added = strengths(CASES, screener, after=" " + " ".join(CLEARANCES.split()))
    assert added == [plain[r.record_id] for r in CASES]


@pytest.mark.slow
def test_what_a_possible_controller_denies_takes_nothing_from_a_case(screener: Screener, plain: dict[str, int]) -> None:
    some = CASES[::4]
    told = strengths(some, screener, after=" It was late. " + " ".join(CONTROLLERS_DENIALS))
    assert told == [plain[r.record_id] for r in some]


def test_what_is_denied_before_or_through_a_possible_controller_takes_nothing_from_a_case(
    screener: Screener, plain: dict[str, int]
) -> None:
    """Speaking for somebody is a sign of its own, so the score may rise; no denial lowers it."""
    some = CASES[::8]
    told = strengths(some, screener, after=" It was late. " + " ".join(WATCHED_DENIALS))
    assert all(strength >= plain[r.record_id] for r, strength in zip(some, told, strict=True))


def test_consent_of_a_child_moves_nothing(screener: Screener, plain: dict[str, int]) -> None:
    children = [
        r for r in CASES if r.victim.get("age_band") == "child" and holds_a_child(weigh(r, r.narrative, screener))
    ]
    assert len(children) > 50
    told = strengths(children, screener, after=" " + " ".join(CONSENT))
    assert told == [plain[r.record_id] for r in children]


def holds_a_child(found: Explanation) -> bool:
    return any(f.indicator == CHILD and f.assertion is Assertion.PRESENT for f in found.findings)


@pytest.mark.slow
def test_length_alone_moves_nothing(screener: Screener, plain: dict[str, int]) -> None:
    some = RECORDS[::6]
    padding = " ".join(EVERYDAY * 3)
    padded = strengths(some, screener, before=padding + "\n\n", after="\n\n" + padding)
    assert padded == [plain[r.record_id] for r in some]


@pytest.mark.slow
def test_order_of_records_and_number_of_jobs_move_nothing() -> None:
    table = pd.DataFrame(
        {
            "record_id": r.record_id,
            "recorded_on": r.recorded_on,
            "force": r.force,
            "area": "",
            "offence": r.offence,
            "offence_code": "",
            "narrative": r.narrative,
        }
        for r in RECORDS[::15]
    )
    queue = screen(table, limit=None).queue
    shuffled = screen(table.sample(frac=1, random_state=3), limit=None, jobs=2).queue
    pd.testing.assert_frame_equal(queue, shuffled)
