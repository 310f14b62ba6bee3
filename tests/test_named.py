import pandas as pd

from overlooked.named import NAMED_COLUMNS
from overlooked.screening import Screening, screen

SIGN = "His boss has kept his passport since March."
NRM = "Two males fought in the street. NRM referral submitted by the first responder, ref to follow."


def run(*narratives: str, limit: int | None = None, offence: str = "Assault") -> Screening:
    return screen(pd.DataFrame({"narrative": narratives, "offence": offence}), limit=limit)


def test_a_record_that_names_a_referral_is_listed_with_the_words_around_it() -> None:
    [row] = run(NRM, SIGN).named.to_dict("records")
    assert tuple(row) == NAMED_COLUMNS
    assert row["record_id"] == "row-1"
    assert "National Referral Mechanism" in row["named"]
    assert "NRM referral" in row["quotes"]
    assert "submitted by the first responder" in row["context"]


def test_the_list_covers_every_scored_record_and_not_the_queue_alone() -> None:
    done = run(SIGN, NRM, limit=1)
    assert list(done.queue["record_id"]) == ["row-1"]
    assert list(done.named["record_id"]) == ["row-2"]
    assert done.named["rank"].isna().all()
    assert list(run(SIGN, NRM).named["rank"]) == [2]


def test_a_referral_that_the_record_denies_makes_no_entry() -> None:
    assert run("Two males fought. No NRM referral was submitted.").named.empty


def test_words_that_are_told_of_many_crimes_make_no_entry() -> None:
    assert run("Drug trafficking from the flat, a county lines address.").named.empty


def test_records_already_recorded_as_modern_slavery_are_not_listed() -> None:
    assert run(NRM, offence="Modern Slavery").named.empty


def test_the_list_is_equal_in_whatever_order_the_records_come() -> None:
    records = pd.DataFrame({"record_id": ["a", "b", "c"], "narrative": [NRM, SIGN + " MSHT informed.", "NRM sent."]})
    one, other = screen(records).named, screen(records[::-1]).named
    pd.testing.assert_frame_equal(one, other)


def test_a_mention_told_twice_stands_once() -> None:
    [row] = run("NRM submitted. NRM submitted. He was trafficked here.").named.to_dict("records")
    assert row["quotes"].count("NRM") == 1
    assert len(row["named"].split("; ")) == len(row["assertion"].split("; "))
