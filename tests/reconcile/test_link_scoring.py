import pandas as pd
import pytest
from messy_truth import Truth
from scoring import confusion, measured, outcome_accuracy

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.outcome.outcomes import Outcome, Told

TRUTH = Truth(
    links=pd.DataFrame(
        [
            (0, 10, 1, "reference", "capitals"),
            (1, 11, 2, "identity", "capitals typing_error"),
            (2, 12, 3, "identity", ""),
            (3, 13, 4, "narrative", "typing_error"),
            (3, 14, 4, "", "name_unknown"),
        ],
        columns=["referral", "crime", "person", "evidence", "hazards"],
    ),
    matters=pd.DataFrame([(0, 20), (1, 21)], columns=["referral", "crime"]),
    similar=pd.DataFrame(
        [(1, 21, "twin"), (2, 22, "sibling"), (3, 23, "sibling"), (0, 24, "namesake")],
        columns=["referral", "crime", "kind"],
    ),
    outcomes=pd.DataFrame(
        [
            (0, "recorded", "a", 1.0),
            (1, "recorded", "b", 1.0),
            (2, "explained", "c", None),
            (3, "unrecorded", "", None),
        ],
        columns=["referral", "outcome", "crime_references", "hours_to_record"],
    ),
    referrals=pd.DataFrame({"person": [1, 2, 3, 4], "hazards": [""] * 4}),
    crimes=pd.DataFrame({"person": [-1] * 30, "hazards": [""] * 30}),
)


def link(referral: int, crime: int, step: Step = Step.SCORED) -> Link:
    return Link(referral, crime, step, 0.9, "")


RUN = Links(
    links=(
        link(0, 10, Step.REFERENCE),
        link(0, 20, Step.REFERENCE),  # another victim of the crime that was quoted: neither right nor wrong
        link(1, 11),
        link(1, 21),  # the twin in the same crime, and the step is one that tells people apart: wrong
        link(2, 25),  # anybody: wrong, and nobody who looks alike
        link(3, 14),  # right, though the tables hold no evidence of it
    ),
    proposals=(link(2, 12), link(2, 22)),
)


def test_precision_counts_right_and_wrong_links_and_leaves_other_victims_of_a_quoted_crime_out() -> None:
    assert measured(RUN, TRUTH).precision == pytest.approx(3 / 5)


def test_recall_is_of_pairs_that_the_tables_hold_evidence_for() -> None:
    result = measured(RUN, TRUTH)
    assert result.recall == pytest.approx(2 / 4)
    assert result.proposed == pytest.approx(1 / 4)
    assert result.proposals_right == pytest.approx(1 / 2)


def test_false_links_to_similar_people_are_shares_of_all_links_and_of_all_similar_pairs() -> None:
    result = measured(RUN, TRUTH)
    assert result.false_to_similar == pytest.approx(1 / 6)
    assert result.similar_linked == pytest.approx(1 / 4)
    assert result.by_kind.loc["sibling"].to_dict() == {"pairs": 2, "linked": 0, "proposed": 1}
    assert result.by_kind.loc["twin"].to_dict() == {"pairs": 1, "linked": 1, "proposed": 0}


def test_each_step_has_its_own_figures() -> None:
    steps = measured(RUN, TRUTH).by_step
    assert steps.loc["reference"].to_dict() == {
        "links": 2, "right": 1, "wrong": 0, "neither": 1, "similar": 0, "precision": 1.0
    }  # fmt: skip
    assert steps.loc["scored"].to_dict() == {
        "links": 4, "right": 2, "wrong": 2, "neither": 0, "similar": 1, "precision": 0.5
    }  # fmt: skip


def test_recall_is_told_by_hazard_and_by_evidence() -> None:
    result = measured(RUN, TRUTH)
    assert result.by_hazard["recall"].to_dict() == {"capitals": 1.0, "typing_error": 0.5}
    assert result.by_evidence["recall"].to_dict() == {"reference": 1.0, "identity": 0.5, "narrative": 0.0}


def test_a_run_without_links_has_no_precision_and_finds_nothing() -> None:
    result = measured(Links((), ()), TRUTH)
    assert (result.precision, result.recall, result.false_to_similar, result.proposals_right) == (None, 0.0, None, None)
    assert result.by_step.empty


def told(*outcomes: Outcome) -> list[Told]:
    return [Told(place, outcome, (), None, "", "", None) for place, outcome in enumerate(outcomes)]


def test_outcome_accuracy_is_the_share_of_referrals_told_aright() -> None:
    run = told(Outcome.RECORDED, Outcome.UNRECORDED, Outcome.EXPLAINED, Outcome.PENDING)
    assert outcome_accuracy(run, TRUTH) == pytest.approx(2 / 4)
    table = confusion(run, TRUTH)
    assert table.loc["recorded", "unrecorded"] == 1
    assert table.loc["unrecorded", "pending"] == 1


def test_outcomes_told_twice_or_not_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="4 referrals need one outcome each, 3 are told"):
        outcome_accuracy(told(Outcome.RECORDED, Outcome.UNRECORDED, Outcome.EXPLAINED), TRUTH)
