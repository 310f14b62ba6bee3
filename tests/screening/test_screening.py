import pandas as pd
import pytest

from overlooked import score_batch, screen
from overlooked.screening import Screener

SIGN = "His boss has kept his passport and he has not been paid since March."


def records(*narratives: str, offence: str = "Theft - shoplifting") -> pd.DataFrame:
    rows = [
        {"record_id": f"R{n}", "recorded_on": "2024-01-02", "force": "", "area": "", "offence": offence}
        | {"offence_code": "", "narrative": narrative}
        for n, narrative in enumerate(narratives)
    ]
    return pd.DataFrame(rows)


def test_one_row_in_gives_one_row_out_and_the_input_is_left_alone() -> None:
    table = records(SIGN, "Nothing here.")
    before = table.copy()
    assert len(score_batch(table, Screener())) == 2
    pd.testing.assert_frame_equal(table, before)


def test_the_order_of_records_does_not_move_the_queue() -> None:
    table = records(SIGN, "Nothing here.", "No pay, he said.", "Bike taken.")
    one, other = screen(table).queue, screen(table.iloc[::-1]).queue
    assert list(one["record_id"]) == list(other["record_id"])


def test_the_limit_is_kept_and_without_one_every_record_stays() -> None:
    table = records(*[f"Bike {n} taken." for n in range(30)])
    assert len(screen(table, limit=5).queue) == 5
    assert len(screen(table, limit=None).queue) == 30


def test_a_copy_with_other_numbers_shares_a_group_and_keeps_its_own_rank() -> None:
    queue = screen(records(f"{SIGN} Aged 34, 12 days.", f"{SIGN} Aged 41, 19 days.")).queue
    assert len(set(queue["group_id"])) == 1
    assert list(queue["rank"]) == [1, 2]


def test_records_without_signs_are_not_tied_together() -> None:
    queue = screen(records("Bike taken.", "Car taken.")).queue
    assert len(set(queue["group_id"])) == 2


def test_a_suspect_with_signs_of_means_may_be_a_victim() -> None:
    queue = screen(records(f"Arrested on scene. {SIGN}", "Arrested on scene. Bike taken.")).queue
    told = queue.sort_values("record_id")
    assert list(told["suspect_may_be_victim"]) == [True, False]
    assert "dealt with as a suspect (“Arrested”)" in told["reason"].iloc[0]


def test_a_suspect_of_an_offence_that_nobody_is_made_to_commit_is_no_victim_by_that() -> None:
    queue = screen(records(f"Arrested on scene. {SIGN}", offence="Murder")).queue
    assert not queue["suspect_may_be_victim"].any()


def test_the_audit_comes_on_top_of_the_limit_from_the_records_that_it_leaves_out() -> None:
    screening = screen(records(SIGN, *[f"Bike {n} taken." for n in range(40)]), limit=5, audit=8)
    queue = screening.queue
    assert (sum(~queue["sampled"]), sum(queue["sampled"])) == (5, 8)
    assert queue["record_id"].is_unique
    assert sum(stratum.size for stratum in screening.strata.values()) == screening.scored == 41
    assert sum(1 / queue["inclusion_probability"]) == pytest.approx(41)


@pytest.mark.slow
def test_the_audit_is_the_same_in_another_order_and_with_two_jobs() -> None:
    table = records(*[f"{SIGN if n % 9 == 0 else 'Bike'} Number {n} taken." for n in range(300)])
    one = screen(table, limit=10, audit=30, quotas={"shoplifting": 3}).queue
    other = screen(table.iloc[::-1], limit=10, audit=30, quotas={"shoplifting": 3}, jobs=2).queue
    pd.testing.assert_frame_equal(one, other)


def test_what_gives_way_to_a_most_can_still_be_drawn_for_the_audit() -> None:
    table = pd.concat(
        [records(SIGN, f"{SIGN} Again."), records("Bike taken.", offence="Burglary").assign(record_id="B")]
    )
    done = screen(table, limit=2, audit=1, at_most={"shoplifting": 1})
    assert list(done.queue["offence_class"]) == ["shoplifting", "shoplifting", "burglary"]
    assert list(done.queue["sampled"]).count(True) == 1
    assert sum(stratum.size for stratum in done.strata.values()) == 3


def test_no_records_give_an_empty_queue() -> None:
    screening = screen(records(SIGN, offence="Modern Slavery"))
    assert (len(screening.queue), screening.left_out, screening.scored) == (0, 1, 0)


@pytest.mark.parametrize("name", ["score", "band", "exploitation", "indicators", "findings", "reason", "group_id"])
def test_an_empty_table_keeps_its_columns(name: str) -> None:
    assert name in score_batch(records().reindex(columns=list(records("x"))), Screener()).columns
