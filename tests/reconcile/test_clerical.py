"""Possible links go to a person and come back as answers, whatever a spreadsheet made of the file between."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from told_rows import ASSAULT, SLAVERY, crimes, referrals

from overlooked.errors import DecisionsError, RecordsError
from overlooked.reconcile.linking.links import Link, Links, Step, joined
from overlooked.reconcile.outcome.clerical import ANSWER, COLUMNS, NONE, clerical_table, load_clerical, write_clerical
from refusals import refused

REFERRALS = referrals({}, {"nrm_reference": "0012", "forename": "=Ali", "surname": "Hasan"}, {"nrm_reference": ""})
CRIMES = crimes(
    {**SLAVERY, "victim_forename": "Jan", "victim_surname": "Novak"},
    {**ASSAULT, "victim_forename": "Ali", "victim_surname": "Hassan", "crime_reference": "007"},
    {**ASSAULT, "victim_forename": "Jan", "victim_date_of_birth": "1990-05-17"},
)
PROPOSALS = (
    Link(1, 1, Step.SCORED, 0.71234, "The surnames are alike."),
    Link(0, 0, Step.REFERENCE, 0.5, "One digit differs."),
    Link(0, 2, Step.SCORED, 0.8, "One forename and one birth date."),
)
Answered = Callable[..., Path]


@pytest.fixture
def answered(tmp_path: Path) -> Answered:
    """A filled clerical.csv with one answer a row, in the order of the file, and rows that follow."""

    def fill(*answers: str, more: tuple[dict[str, str], ...] = ()) -> Path:
        path = tmp_path / "clerical.csv"
        write_clerical(PROPOSALS, REFERRALS, CRIMES, path)
        rows = [{**row, ANSWER: answer} for row, answer in zip(rows_of(path), answers, strict=True)]
        save(path, [*rows, *more])
        return path

    return fill


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        table.writeheader()
        table.writerows(rows)


def test_there_is_one_row_a_proposal_with_both_sides_and_no_answer(tmp_path: Path) -> None:
    write_clerical(PROPOSALS, REFERRALS, CRIMES, tmp_path / "clerical.csv")
    rows = rows_of(tmp_path / "clerical.csv")
    assert tuple(rows[0]) == COLUMNS
    assert [(row["referral_row"], row["crime_reference"], row["score"], row["step"]) for row in rows] == [
        ("1", "C3", "0.8", "scored"),
        ("1", "C1", "0.5", "reference"),
        ("2", "007", "0.7123", "scored"),
    ]
    assert {row[ANSWER] for row in rows} == {""}
    assert (rows[2]["surname"], rows[2]["victim_surname"], rows[2]["evidence"]) == (
        "Hasan",
        "Hassan",
        "The surnames are alike.",
    )


def test_no_cell_can_run_as_a_formula_and_no_key_is_taken_for_a_number(tmp_path: Path) -> None:
    write_clerical(PROPOSALS, REFERRALS, CRIMES, tmp_path / "clerical.csv")
    rows = rows_of(tmp_path / "clerical.csv")
    assert rows[2]["forename"] == "'=Ali"
    assert all(re.fullmatch("R[0-9a-f]{16}", row["referral_key"]) for row in rows)
    assert all(re.fullmatch("C[0-9a-f]{16}", row["crime_key"]) for row in rows)


def test_without_proposals_the_header_stands_alone() -> None:
    table = clerical_table((), REFERRALS, CRIMES)
    assert tuple(table.columns) == COLUMNS
    assert table.empty


def test_yes_links_no_refuses_and_anything_else_stays_open(answered: Answered) -> None:
    found = load_clerical(answered("yes", "No", "unsure"), REFERRALS, CRIMES)
    assert found.links.links == (
        Link(0, 2, Step.CLERICAL, 1.0, "A person found them to be the same. One forename and one birth date."),
    )
    assert found.refused == {(0, 0)}
    assert found.links.proposals == (Link(1, 1, Step.SCORED, 0.7123, "The surnames are alike."),)
    assert load_clerical(answered("", " ", ""), REFERRALS, CRIMES).links.proposals == (
        Link(0, 0, Step.REFERENCE, 0.5, "One digit differs."),
        Link(0, 2, Step.SCORED, 0.8, "One forename and one birth date."),
        Link(1, 1, Step.SCORED, 0.7123, "The surnames are alike."),
    )


def test_answers_hold_in_files_of_another_order_with_news_in_them(answered: Answered) -> None:
    path = answered("yes", "no", "yes")
    order = [2, 1, 0]
    later = REFERRALS.iloc[order].reset_index(drop=True).assign(rg_decision="negative", row=[1, 2, 3])
    grown = CRIMES.iloc[order].reset_index(drop=True)
    grown = grown.assign(narrative=grown["narrative"] + " Update.", offence="Modern slavery", status="charged")
    found = load_clerical(path, later, grown)
    assert [(link.referral, link.crime) for link in found.links.links] == [(1, 1), (2, 0)]
    assert found.refused == {(2, 2)}


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_file_saved_with_another_delimiter_and_mangled_references_is_read(answered: Answered, delimiter: str) -> None:
    path = answered("yes", "no", "yes")
    rows = [{**row, "nrm_reference": "12", "crime_reference": "7", "score": "0,5"} for row in rows_of(path)]
    save(path, rows, delimiter)
    assert len(load_clerical(path, REFERRALS, CRIMES).links.links) == 2


def test_a_workbook_is_read(answered: Answered, tmp_path: Path) -> None:
    path = answered("yes", "no", "")
    pd.DataFrame(rows_of(path)).to_excel(tmp_path / "clerical.xlsx", index=False)
    found = load_clerical(tmp_path / "clerical.xlsx", REFERRALS, CRIMES)
    assert len(found.links.links) == len(found.refused) == len(found.links.proposals) == 1


def test_what_was_answered_stands_in_the_next_file_and_is_read_again_as_it_was(
    answered: Answered, tmp_path: Path
) -> None:
    found = load_clerical(answered("yes", "no", ""), REFERRALS, CRIMES)
    again = tmp_path / "again.csv"
    write_clerical(found.links.proposals, REFERRALS, CRIMES, again, found)
    assert [row[ANSWER] for row in rows_of(again)] == ["", "yes", "no"]
    assert load_clerical(again, REFERRALS, CRIMES) == found


def test_answers_count_before_what_a_run_proposes(answered: Answered) -> None:
    found = load_clerical(answered("yes", "no", ""), REFERRALS, CRIMES)
    links = joined([found.links, Links((), PROPOSALS)], found.refused)
    assert [(link.referral, link.crime, link.step) for link in links.links] == [(0, 2, Step.CLERICAL)]
    assert [(link.referral, link.crime) for link in links.proposals] == [(1, 1)]


def test_rows_that_are_equal_in_what_identifies_them_share_an_answer(tmp_path: Path) -> None:
    twins = crimes({**SLAVERY, "crime_reference": "C1"}, {**ASSAULT, "crime_reference": "C1"}, ASSAULT)
    path = tmp_path / "clerical.csv"
    write_clerical((Link(0, 0, Step.SCORED, 0.8, "Alike."),), REFERRALS, twins, path)
    save(path, [{**row, ANSWER: "yes"} for row in rows_of(path)])
    assert [link.crime for link in load_clerical(path, REFERRALS, twins).links.links] == [0, 1]


def test_crimes_without_a_reference_are_told_apart_by_their_narratives(tmp_path: Path) -> None:
    blank = crimes({**ASSAULT, "crime_reference": ""}, {**ASSAULT, "crime_reference": "", "narrative": "Another."})
    path = tmp_path / "clerical.csv"
    write_clerical((Link(0, 1, Step.SCORED, 0.8, "Alike."),), REFERRALS, blank, path)
    save(path, [{**row, ANSWER: "yes"} for row in rows_of(path)])
    assert [link.crime for link in load_clerical(path, REFERRALS, blank).links.links] == [1]


def test_another_answer_is_refused_with_its_row_and_the_nearest(answered: Answered) -> None:
    with refused(DecisionsError, "clerical.csv: row 2: same_person holds no answer", "did you mean 'yes'"):
        load_clerical(answered("no", "yess", ""), REFERRALS, CRIMES)


def test_two_answers_for_a_pair_are_refused_and_an_answer_counts_over_none(answered: Answered) -> None:
    first = rows_of(answered("yes", "", ""))[0]
    with refused(DecisionsError, "row 4: same_person is another than in", "row 1 for the same pair"):
        load_clerical(answered("yes", "", "", more=({**first, ANSWER: "no"},)), REFERRALS, CRIMES)
    for one, other in (("unsure", "yes"), ("yes", "")):
        path = answered(one, "", "", more=({**first, ANSWER: other},))
        assert len(load_clerical(path, REFERRALS, CRIMES).links.links) == 1


def test_an_answer_that_fits_nothing_is_refused_and_a_row_without_one_is_passed_over(answered: Answered) -> None:
    others = referrals({"surname": "Kowal"}), crimes({"victim_surname": "Kowal"})
    with refused(DecisionsError, "row 1: no crime of the given files is the one that was answered"):
        load_clerical(answered("yes", "", ""), REFERRALS, others[1])
    with refused(DecisionsError, "row 3: no referral of the given files"):
        load_clerical(answered("", "unsure", "no"), others[0], CRIMES)
    assert load_clerical(answered("", "unsure", ""), *others) == NONE


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with refused(DecisionsError, "other.csv: no column 'referral_key'", "give the clerical.csv of an earlier run"):
        load_clerical(path, REFERRALS, CRIMES)
    with refused(RecordsError, "none.csv cannot be read (No such file or directory)"):
        load_clerical(tmp_path / "none.csv", REFERRALS, CRIMES)


@pytest.mark.parametrize(("told", "score"), [("nan", 0.0), ("inf", 1.0), ("-1", 0.0), ("0,5", 0.5), ("high", 0.0)])
def test_a_score_is_a_share_whatever_the_cell_holds(tmp_path: Path, told: str, score: float) -> None:
    asked = clerical_table([Link(0, 0, Step.SCORED, 0.4, "Names agree.")], REFERRALS, CRIMES)
    asked.assign(score=told).to_csv(tmp_path / "filled.csv", index=False)
    [open_one] = load_clerical(tmp_path / "filled.csv", REFERRALS, CRIMES).links.proposals
    assert open_one.score == score
