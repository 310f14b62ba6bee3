import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from overlooked.decisions import Decision, reviewed
from overlooked.evaluation.decisions.agreement import agreement_figures, kappa


def reading(record: str, kind: str, decision: str) -> Decision:
    return Decision(record, "h", "g", kind, kind, "", decision, "", (), (), "", "m", "c", "ranked", 1.0)


def test_kappa_by_hand_and_as_scikit_learn_has_it() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: agreement .70, by chance .5 * .6 + .5 * .4 = .50, kappa .40
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    leaf = kappa(pairs)
    assert leaf["value"] == pytest.approx(0.4)
    assert leaf["value"] == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))
    assert leaf["low"] < 0.4 < leaf["high"]


def test_perfect_agreement_has_an_interval_and_opposite_answers_are_below_zero() -> None:
    perfect = kappa([("y", "y"), ("n", "n")] * 10)
    assert perfect["value"] == perfect["high"] == 1 > perfect["low"]
    assert perfect["small"]
    assert kappa([("y", "n"), ("n", "y")])["value"] == -1


def test_without_pairs_or_with_one_answer_alone_kappa_has_its_reason() -> None:
    assert kappa([])["value"] is None
    assert "chance agrees as well" in kappa([("y", "y")] * 3)["reason"]


@pytest.mark.parametrize(("share", "error"), [(0.1, 0.02), (0.3, 0.01), (0.3, 0.15), (0.5, 0.05)])
def test_the_interval_of_kappa_covers_about_what_it_claims(share: float, error: float) -> None:
    right = np.array([1 - error, error])
    table = share * np.outer(right, right) + (1 - share) * np.outer(right[::-1], right[::-1])
    chance = table.sum(1) @ table.sum(0)
    truth, covered, usable = (np.trace(table) - chance) / (1 - chance), 0, 0
    answers = [("y", "y"), ("y", "n"), ("n", "y"), ("n", "n")]
    for counts in np.random.default_rng(20).multinomial(50, table.ravel(), size=400):
        leaf = kappa([pair for pair, count in zip(answers, counts, strict=True) for _ in range(count)])
        if leaf["value"] is not None:
            usable += 1
            covered += leaf["low"] <= truth <= leaf["high"]
    assert covered / usable >= 0.92


def test_readings_are_compared_two_kinds_at_a_time() -> None:
    records = reviewed(
        [
            reading("1", "first", "refer"),
            reading("1", "blind", "more_needed"),
            reading("2", "first", "no_signs"),
            reading("2", "blind", "no_signs"),
            reading("3", "first", "refer"),
        ]
    )
    figures = agreement_figures(records)
    assert set(figures) == {"first_blind", "first_lead", "blind_lead"}
    own = figures["first_blind"]
    assert (own["records"], own["differ"], own["answers"]["refer"]["more_needed"]) == (2, 1, 1)
    assert own["four_decisions"]["agreement"]["value"] == 0.5
    assert own["signs_or_none"]["kappa"]["value"] == 1
    assert figures["first_lead"]["signs_or_none"]["kappa"]["value"] is None
