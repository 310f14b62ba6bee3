"""One small record a cause: what annotators marked, what was read, and what would move it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from toy_corpus import Fixed, corpus, note, out_of_author, read_signs, record

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.errors.causes import Cause, Place, causes_of, explained, is_misplaced
from overlooked.evaluation.errors.tallies import NO_SINGLE, cause_figures
from overlooked.evaluation.groups.depth import group_figures
from overlooked.evaluation.judge import judge
from overlooked.evaluation.rankers.accounts import Account
from overlooked.evaluation.rankers.folds import Scored, scored_out_of_author
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.evaluation.report.terminal import render
from overlooked.findings import Assertion, Finding, Kind
from overlooked.offences import OffenceClass
from overlooked.reading.assertion import load_assertions
from overlooked.reading.cues import read_cues
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reader
from overlooked.scoring import Recipe, Weights
from overlooked.statistics.figures import Figures

TEXT = "Boss keeps his passport. Not paid since May. No threats. Came by van, free to go."
PASSPORT, PAY, THREATS, VAN, FREE = "keeps his passport", "Not paid since May", "threats", "by van", "free to go"
CUES = {"d.keeps": 400, "w.unpaid": 300, "w.light": 100, "t.threats": 300, "r.van": 300, "w.topic": 300}
PRESENT, NEGATED, OTHER = Assertion.PRESENT, Assertion.NEGATED, Assertion.OTHER
ORDINARY_WEIGHT = 300
RECIPE = Recipe((256, 614), {"paid": 150}, 2, 500, tuple(range(0, 5000, 50)))
THEFT = OffenceClass("theft", "Theft", screened=True, compelled=False, usual=("threats",))


def found(
    quote: str,
    indicator: str,
    cue: str,
    assertion: Assertion = PRESENT,
    *,
    clears: bool = True,
    kind: str = "indicator",
) -> Finding:
    start = TEXT.index(quote)
    return Finding(Kind(kind), indicator, quote, start, start + len(quote), assertion, cue, clears)


KEEPS = found(PASSPORT, "documents_retained", "d.keeps")
UNPAID = found(PAY, "wages_withheld", "w.unpaid")
THREATENED = found(THREATS, "threats", "t.threats")
MOVED = found(VAN, "recruited_moved", "r.van")


def account(*findings: Finding, words: Iterable[str] = (), alone: Sequence[Finding] = (), weighed: int = 0) -> Account:
    return Account(findings, frozenset(words), Weights(CUES, {"boss": weighed}), RECIPE, THEFT, tuple(alone))


def labelled(label: int, *marks: Annotation) -> LabelledRecord:
    return record("a", 1, label, narrative=TEXT, kind=None if label else "hard_negative", indicators=marks)


def causes(label: int, marks: Sequence[Annotation], told: Account) -> dict[str, Cause]:
    return {cause.name: cause for cause in causes_of(labelled(label, *marks), told)}


def place(cut: int) -> Place:
    """A list of which the one place is read, and another record holds it with the score `cut`."""
    return Place(np.array([float(cut)]), 1)


def test_a_marked_span_that_no_finding_touches_has_no_cue() -> None:
    told = causes(1, [note("wages_withheld", PAY)], account(KEEPS))
    assert set(told) == {"no cue"}
    start = TEXT.index(PAY)
    assert told["no cue"].told == {"indicator": "wages_withheld", "start": start, "end": start + len(PAY)}


def test_a_marked_span_that_is_read_as_denied_lies_in_the_assertion() -> None:
    denied = replace(UNPAID, assertion=NEGATED)
    told = causes(1, [note("wages_withheld", PAY)], account(denied))
    assert set(told) == {"assertion"}
    assert {key: told["assertion"].told[key] for key in ("cue", "marked", "read")} == {
        "cue": "w.unpaid",
        "marked": "present",
        "read": "negated",
    }


def test_a_marked_span_that_another_indicator_touches_is_told_with_both() -> None:
    told = causes(1, [note("wages_withheld", PASSPORT)], account(KEEPS))["other indicator"].told
    assert (told["indicator"], told["read_indicator"], told["cue"]) == (
        "wages_withheld",
        "documents_retained",
        "d.keeps",
    )


def test_a_marked_span_whose_cue_is_left_alone_wants_company() -> None:
    told = causes(1, [note("wages_withheld", PAY)], account(alone=[UNPAID]))
    assert set(told) == {"no company"}
    assert told["no company"].told["cue"] == "w.unpaid"


def test_a_span_that_is_read_rightly_by_a_light_cue_lies_in_the_weight() -> None:
    marks = [note("wages_withheld", PAY)]
    told = causes(1, marks, account(replace(UNPAID, cue="w.light")))
    assert (told["weight"].told["cue"], told["weight"].told["weight"]) == ("w.light", 100)
    assert "weight" not in causes(1, marks, account(UNPAID))


def test_a_denial_that_takes_from_a_sign_is_told_and_one_that_clears_nothing_is_not() -> None:
    denial = found(FREE, "wages_withheld", "w.topic", NEGATED)
    marks = [note("wages_withheld", PAY)]
    assert causes(1, marks, account(UNPAID, denial))["denial"].told["cue"] == "w.topic"
    assert "denial" not in causes(1, marks, account(UNPAID, replace(denial, clears=False)))


def test_what_is_usual_for_the_offence_is_told_where_it_stands() -> None:
    marks = [note("threats", THREATS)]
    told = causes(1, marks, account(THREATENED))["usual"].told
    assert told == {"indicator": "threats", "offence_class": "theft"}
    assert "usual" not in causes(1, [note("documents_retained", PASSPORT)], account(KEEPS))


def test_counter_evidence_is_told_by_its_group() -> None:
    paid = found(FREE, "paid", "paid.words", kind="counter")
    told = causes(1, [note("documents_retained", PASSPORT)], account(KEEPS, paid))["counter"].told
    assert (told["group"], told["cue"]) == ("paid", "paid.words")
    assert "indicator" not in told


@pytest.mark.parametrize(("label", "weighed"), [(1, -50), (0, 50)])
def test_wording_is_told_where_it_takes_from_a_positive_or_adds_to_a_negative(label: int, weighed: int) -> None:
    assert "wording" in causes(label, [], account(KEEPS, words=["boss"], weighed=weighed))
    assert "wording" not in causes(label, [], account(KEEPS, words=["boss"], weighed=-weighed))


def test_a_positive_that_is_read_as_it_is_marked_has_few_signs() -> None:
    assert set(causes(1, [note("documents_retained", PASSPORT)], account(KEEPS))) == {"few signs"}


def test_a_present_finding_that_touches_no_annotation_is_a_false_cue() -> None:
    told = causes(0, [note("wages_withheld", PAY, NEGATED)], account(KEEPS))
    assert set(told) == {"false cue"}
    assert told["false cue"].told["cue"] == "d.keeps"


@pytest.mark.parametrize("marked", [Assertion.NEGATED, Assertion.HYPOTHETICAL, Assertion.HISTORICAL, Assertion.OTHER])
def test_a_span_of_a_negative_that_is_wrongly_read_as_present_lies_in_the_assertion(marked: Assertion) -> None:
    told = causes(0, [note("documents_retained", PASSPORT, marked)], account(KEEPS))
    assert set(told) == {"assertion"}
    assert (told["assertion"].told["marked"], told["assertion"].told["read"]) == (marked.value, "present")


def test_a_present_finding_where_another_indicator_is_marked_present_is_told_with_both() -> None:
    told = causes(0, [note("threats", PASSPORT)], account(KEEPS))["other indicator"].told
    assert (told["indicator"], told["marked_indicator"]) == ("documents_retained", "threats")


def test_a_sign_of_a_negative_that_annotators_saw_too_is_true() -> None:
    marks = [note("documents_retained", PASSPORT), note("wages_withheld", PASSPORT, NEGATED)]
    assert set(causes(0, marks, account(KEEPS))) == {"true sign"}


def test_signs_that_add_together_are_told_as_a_combination() -> None:
    assert "combination" in causes(0, [], account(MOVED, THREATENED))
    assert "combination" not in causes(0, [], account(THREATENED))


def test_a_denial_that_clears_nothing_is_told_of_a_negative_alone() -> None:
    denial = found(FREE, "documents_retained", "d.topic", NEGATED, clears=False)
    told = replace(account(KEEPS, denial), weights=Weights({**CUES, "d.topic": 300}, {}))
    assert causes(0, [], told)["denial"].told["cue"] == "d.topic"
    assert "denial" not in causes(1, [], told)


MARKED = [note("documents_retained", PASSPORT), note("wages_withheld", PAY)]
CASES = {
    "no cue": (1, MARKED, account(KEEPS)),
    "assertion of a positive": (1, MARKED, account(KEEPS, replace(UNPAID, assertion=NEGATED))),
    "no company": (1, MARKED, account(alone=[KEEPS, UNPAID])),
    "weight": (1, MARKED, account(KEEPS, replace(UNPAID, cue="w.light"))),
    "usual": (1, [note("threats", THREATS)], account(THREATENED)),
    "counter": (1, [MARKED[0]], account(KEEPS, found(FREE, "paid", "paid.words", kind="counter"))),
    "wording": (1, [MARKED[0]], account(KEEPS, words=["boss"], weighed=-50)),
    "false cue": (0, [], account(KEEPS, UNPAID)),
    "assertion of a negative": (0, [note("documents_retained", PASSPORT, OTHER)], account(KEEPS)),
    "true sign": (0, [MARKED[0]], account(KEEPS)),
    "combination": (0, [*MARKED, note("recruited_moved", VAN)], account(MOVED, KEEPS)),
}


@pytest.mark.parametrize("case", CASES)
def test_the_change_that_is_told_really_moves_the_record_across_the_cut(case: str) -> None:
    label, marks, told = CASES[case]
    own, before = labelled(label, *marks), told.strength.total
    changes = [cause for cause in causes_of(own, told) if cause.change]
    assert case.partition(" of a ")[0] in {cause.name for cause in changes}
    for cause in changes:
        assert cause.change is not None
        cut = place((before + cause.change(told).strength.total) // 2)
        assert is_misplaced(own, told, cut)
        figures = explained(own, told, cut)
        after = {repr(_as_told(c, before, told)): c.change(told) for c in changes if c.change}
        assert not is_misplaced(own, after[repr(figures["change"])], cut)
        assert figures["takes"] == 1


def _as_told(cause: Cause, before: int, told: Account) -> Figures:
    assert cause.change is not None
    return {"cause": cause.name, **cause.told, "moves": cause.change(told).strength.total - before}


@pytest.mark.parametrize(("label", "marks"), [(1, MARKED), (0, [])])
def test_a_change_that_falls_a_point_short_is_not_told(label: int, marks: Sequence[Annotation]) -> None:
    own, told = labelled(label, *marks), account(KEEPS)
    [cause] = [cause for cause in causes_of(own, told) if cause.change]
    assert cause.change is not None
    after = cause.change(told).strength.total
    # a tie for the last place is not a reading
    enough, short = (after - 1, after) if label else (after, after - 1)
    assert explained(own, told, place(enough))["change"]
    assert explained(own, told, place(short))["change"] is None


def test_the_change_is_the_least_that_is_enough_and_the_reading_goes_before_the_score() -> None:
    own = labelled(0)
    told = account(KEEPS, UNPAID, words=["boss"], weighed=50)
    total = told.strength.total
    assert explained(own, told, place(total - 20))["change"]["cue"] == "w.unpaid"
    assert explained(own, told, place(total - 600))["change"]["cue"] == "d.keeps"


def test_a_true_sign_is_set_aside_only_where_nothing_else_is_enough() -> None:
    own, told = labelled(0, MARKED[0]), account(KEEPS, words=["boss"], weighed=50)
    assert explained(own, told, place(430))["change"]["cause"] == "wording"
    assert explained(own, told, place(200))["change"]["cause"] == "true sign"


def test_a_record_that_takes_more_than_one_change_says_how_many_and_one_that_cannot_be_moved_says_so() -> None:
    own, told = labelled(1, *MARKED, note("threats", THREATS)), account()
    # documents, wages and threats of an ordinary weight, threats halved; means and gain together
    assert explained(own, told, place(700))["change"] is None
    assert explained(own, told, place(700))["takes"] == 2
    assert explained(own, told, place(5000))["takes"] is None


def test_a_missed_sign_that_is_found_is_company_to_those_that_were_left_alone() -> None:
    own = labelled(1, *MARKED)
    [no_cue] = [c for c in causes_of(own, account(alone=[KEEPS])) if c.name == "no cue"]
    assert no_cue.change is not None
    moved = no_cue.change(account(alone=[KEEPS])).strength
    assert moved.evidence == {"documents_retained": 400, "wages_withheld": ORDINARY_WEIGHT}


def test_a_record_says_its_place_and_of_what_its_score_is_made() -> None:
    told = explained(labelled(0), account(KEEPS), place(100))
    assert {key: told[key] for key in ("side", "total", "score", "rank", "of", "depth", "cut")} == {
        "side": "raised",
        "total": 400,
        "score": 8,
        "rank": 1,
        "of": 2,
        "depth": 1,
        "cut": 400,
    }
    assert told["parts"] == {"evidence": {"documents_retained": 400}, "combination": 0, "against": 0, "wording": 0}


def misplaced() -> tuple[list[LabelledRecord], Scored]:
    """Author a: one positive above, one below two of three negatives; author z wrote negatives alone."""
    records = [
        record("a", 1, 1, narrative=TEXT, indicators=MARKED),
        record("a", 2, 1, narrative=TEXT, indicators=MARKED),
        record("a", 3, 0, narrative=TEXT, indicators=[note("documents_retained", PASSPORT, NEGATED)]),
        record("a", 4, 0, narrative=TEXT),
        record("z", 5, 0, narrative=TEXT),
    ]
    accounts = [account(KEEPS, UNPAID), account(), account(KEEPS), account(), account(KEEPS, UNPAID)]
    return records, Scored(np.array([a.strength.total for a in accounts], dtype=np.float64), accounts)


def test_the_missed_and_the_raised_are_those_that_the_groups_count() -> None:
    records, scored = misplaced()
    figures = cause_figures(records, scored)
    assert [told["record_id"] for told in figures["records"]] == ["a-002", "a-003"]
    assert (figures["missed"], figures["positives"], figures["raised"], figures["negatives"]) == (1, 2, 1, 2)
    groups = group_figures(records, sheet_of(records, draws=2, seed=1), scored.scores)["all"]
    assert (groups["recall"]["value"], groups["false_flags"]["value"]) == (1 / 2, 1 / 2)


def test_tallies_count_records() -> None:
    tallies = cause_figures(*misplaced())["tallies"]
    assert tallies["by_cause"]["missed"]["no cue"] == {"records": 1, "moves_most": 1, "change": 0}
    assert tallies["by_cause"]["missed"][NO_SINGLE]["change"] == 1
    assert tallies["by_cause"]["raised"]["assertion"] == {"records": 1, "moves_most": 1, "change": 1}
    assert tallies["by_indicator"]["documents_retained"] == {"missed": {"no cue": 1}, "raised": {"assertion": 1}}
    assert tallies["cues_that_raise"] == [{"cue": "d.keeps", "wrong": 1, "true_sign": 0}]
    assert [row["indicator"] for row in tallies["indicators_missed"]] == ["documents_retained", "wages_withheld"]
    assert tallies["assertions_wrong"] == [{"marked": "negated", "read": "present", "records": 1}]
    assert tallies["cues_misread"] == [{"cue": "d.keeps", "marked": "negated", "read": "present", "records": 1}]


def test_no_word_of_a_narrative_is_told() -> None:
    told = json.dumps(cause_figures(*misplaced()))
    for quote in (PASSPORT, PAY, THREATS, VAN, FREE):
        assert quote not in told


def test_a_ranker_that_tells_no_account_gives_the_reason() -> None:
    records = [record(author, n, n % 2) for author in "ab" for n in range(4)]
    figures = cause_figures(records, Scored(out_of_author(records, {"r": Fixed("boss")})["r"]))
    assert figures["records"] is None
    assert "does not tell" in figures["reason"]


def test_the_page_tells_tallies_and_the_records_that_stand_farthest_from_the_cut() -> None:
    rest = judge(corpus(), {"m": Fixed("boss")}, read_signs, draws=5, jobs=1).figures
    page = render(rest | {"causes": cause_figures(*misplaced())})
    assert "1 of 2 positives are missed, 1 of 2 negatives raised" in page
    assert "a-002 missed, rank 3 where 2 are read: takes 2, first no cue documents_retained" in page
    assert "a-003 raised, rank 2 where 2 are read: assertion d.keeps" in page
    assert "`overlooked explain FILE --record ID`" in page


CUE = """
[[cue]]
id = "documents_retained.kept"
weight = 3
pattern = "boss keeps ..2 passport"
source = "guidance: a test"
"""


def test_the_recipe_tells_of_every_record_what_its_score_is_made_of() -> None:
    reader = Reader(Lexicon(*read_cues([("test", CUE)]), "", ""), load_assertions())
    records = [replace(one, label=1 - one.label) if one.record_id == "a-001" else one for one in corpus()]
    recipe = RecipeRanker("the recipe", RememberedReading(reader))
    told = scored_out_of_author(records, {"recipe": recipe})["recipe"]
    assert [account.strength.total for account in told.accounts or ()] == told.scores.tolist()
    [raised] = [own for own in cause_figures(records, told)["records"] if own["side"] == "raised"]
    assert (raised["record_id"], raised["change"]["cause"]) == ("a-001", "true sign")
