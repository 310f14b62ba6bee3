import numpy as np
from toy_corpus import finding, note, record

from overlooked.evaluation.errors.pages import Misplaced, errors_to_read
from overlooked.evaluation.rankers.accounts import Account
from overlooked.evaluation.rankers.folds import Scored
from overlooked.offences import OffenceClass
from overlooked.scoring import Recipe, Weights
from overlooked.statistics.figures import Figures

THEFT = OffenceClass("theft", "Theft", screened=True, compelled=False, usual=())
RECIPE = Recipe((0, 0), {}, 2, 500, tuple(range(0, 5000, 50)))
TEXT = "Boss has his passport."
FOUND = finding(TEXT, "passport", "documents_retained")
RECORDS = [record("a", n, n % 2, narrative=TEXT, indicators=[note("threats", "Boss")]) for n in range(6)]
SCORED = Scored(np.zeros(6), [Account((FOUND,), frozenset(), Weights({}, {}), RECIPE, THEFT)] * 6)


def told(number: int, total: int, cause: str, *, change: bool = True) -> Figures:
    causes: list[Figures] = [{"cause": cause, "moves": 1}]
    return {
        "record_id": f"a-{number:03}",
        "side": "missed" if number % 2 else "raised",
        "total": total,
        "cut": 100,
        "causes": causes,
        "change": causes[0] if change else None,
    }


def pages(*explained: Figures, each: int = 15) -> list[Misplaced]:
    return errors_to_read(RECORDS, SCORED, explained, each=each)


def test_a_page_holds_the_words_what_was_found_what_was_marked_and_why() -> None:
    page = pages(told(1, 20, "no cue"))[0]
    assert (page.record, page.narrative, page.findings) == (RECORDS[1], TEXT, (FOUND,))
    assert (page.annotations, page.side, page.cause) == (RECORDS[1].indicators, "missed", "no cue")
    assert page.change == page.causes[0] == {"cause": "no cue", "moves": 1}


def test_missed_cases_come_first_and_the_farthest_from_the_cut_are_kept() -> None:
    found = pages(told(0, 300, "false cue"), told(1, 90, "no cue"), told(3, 10, "no cue"), told(2, 110, "x"), each=1)
    assert [page.record.record_id for page in found] == ["a-003", "a-000"]


def test_pages_stand_cause_by_cause_the_most_frequent_first() -> None:
    found = pages(told(1, 0, "denial"), told(3, 50, "no cue"), told(5, 60, "no cue"))
    assert [page.cause for page in found] == ["no cue", "no cue", "denial"]
    assert [page.record.record_id for page in found] == ["a-003", "a-005", "a-001"]


def test_without_a_single_change_a_page_stands_under_what_moves_it_most() -> None:
    page = pages(told(1, 0, "few signs", change=False))[0]
    assert (page.change, page.cause) == (None, "few signs")


def test_a_sealed_split_and_a_model_without_accounts_give_no_page() -> None:
    assert errors_to_read(RECORDS, SCORED, None) == []
    assert errors_to_read(RECORDS, Scored(np.zeros(6)), [told(1, 0, "no cue")]) == []
    assert pages() == []
